"""`auditor page`: how the auditor reads a page, before anything is judged."""

from __future__ import annotations

from collections.abc import Iterator

import click

from auditor.cli.desk import collector_of, one_target, settings_of
from auditor.cli.group import common_options
from auditor.cli.options import Fetching, fetching_options
from auditor.cli.talk import plain, to_stdout
from auditor.page import Block, Page, read

FIRST_WORDS = 60


@click.command()
@click.argument("target")
@fetching_options
@common_options
def page(target: str, fetching: Fetching) -> None:
    """
    Show the region map of TARGET: region, place, offsets in the page text, selector and first words of every block.

    Where a statement stands decides what it is worth, so this is the first thing to look at when a finding seems wrong.
    """
    with collector_of(settings_of(fetching), fetching) as collector:
        snapshot = collector.collect(one_target(target), url=fetching.url)
    to_stdout("\n".join(region_map(read(snapshot))))


def region_map(page: Page) -> Iterator[str]:
    """One line a block, in the order of the page, then what could not be read."""
    for block in page.blocks:
        at = page.at(block)
        place = page.place(block)
        yield f"{block.region:<13} {place:<6} {at.start:>6}–{at.end:<6} {plain(at.selector)}  {_first_words(block)}"
    for gap in page.gaps:
        yield f"not checked: {gap.fact} ({gap.reason}): {plain(gap.detail)}"


def _first_words(block: Block) -> str:
    text = plain(block.text)
    return text if len(text) <= FIRST_WORDS else f"{text[:FIRST_WORDS].rsplit(' ', 1)[0]} …"

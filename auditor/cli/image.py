"""`auditor image`: what picture files say about their own making."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap

import click
import msgspec

from auditor.cli.desk import collector_of, settings_of, trust_of
from auditor.cli.exits import Exit
from auditor.cli.group import common_options
from auditor.cli.options import Fetching, Trusting, form_of, picture_fetching_options, trusting_options
from auditor.cli.talk import plain, problem, to_stdout, width
from auditor.collect import Collector
from auditor.errors import CollectError
from auditor.media import inspect
from auditor.media.inspection import MAX_BYTES
from auditor.media.trust import TrustLists
from auditor.provenance import ImageProvenance, TrustListRef
from auditor.render import PictureFile, listed_refs, provenance_rows, render_pictures

VERDICTS = {
    "ai_generated": "made by a machine",
    "ai_edited": "changed by a machine",
    "composite": "put together, partly by a machine",
    "camera_capture": "says that it was taken with a camera",
    "no_provenance": "says nothing about its making",
    "credentials_broken": "its content credentials no longer match the file",
    "unreadable": "cannot be read",
}
NO_LIST = (
    "No trust list is held: signatures were checked, who signed was not checked against a list.\n"
    "`auditor trust update` fetches the official lists."
)
NAMES = 22
"""Columns for the name of a row."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE|URL...")
@trusting_options
@picture_fetching_options
@form_of("text", "json", "html")
@common_options
def image(files: tuple[str, ...], trusting: Trusting, fetching: Fetching, form: str) -> None:
    """
    Read content credentials (C2PA) and metadata of picture files. Only an address given here is ever visited, never
    one that a file names.

    A file that says nothing proves nothing: most tools and most websites strip what a file says.
    """
    chosen = settings_of(trusting, fetching)
    lists = trust_of(chosen)
    with collector_of(chosen, fetching) as collector:
        seen = tuple(_inspected(files, collector, lists))
    if seen:
        to_stdout(_written(form, seen, lists.refs))
    readable = sum(one.found.verdict != "unreadable" for one in seen)
    if readable < len(files):
        click.get_current_context().exit(Exit.INCOMPLETE if readable else Exit.NOTHING)


def _inspected(files: Sequence[str], collector: Collector, lists: TrustLists) -> Iterator[PictureFile]:
    """What could be read; the rest is said and left out."""
    for file in files:
        try:
            raw = collector.picture(file) if _SCHEME.match(file) else _content(Path(file))
        except CollectError as error:
            problem(f"{file}: {error.problem}", error.advice)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            problem(f"{file} cannot be read: {reason}.", "Check the path for a slip, and its rights.")
        else:
            yield PictureFile(file, inspect(raw, trust=lists))


def _content(file: Path) -> bytes:
    """No more than `inspect` takes: a film given by mistake must not fill the memory."""
    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def _written(form: str, seen: Sequence[PictureFile], lists: tuple[TrustListRef, ...]) -> str:
    if form == "json":
        return _json(seen, lists)
    if form == "html":
        return render_pictures(seen, lists)
    cards = ["\n".join(lines(one.name, one.found)) for one in seen]
    checked = "\n".join(_checked_against(seen, lists))
    return "\n\n".join([*cards, checked] if checked else cards)


def lines(name: str, found: ImageProvenance) -> Iterator[str]:
    """One file for reading: the verdict, the two questions that credentials answer, the words that decided."""
    yield f"{plain(name)}: {VERDICTS[found.verdict]}"
    for label, text in provenance_rows(found):
        first = f"  {label:<{NAMES}} "
        yield from wrap(plain(text), width(), initial_indent=first, subsequent_indent=" " * len(first))


def _checked_against(seen: Sequence[PictureFile], lists: tuple[TrustListRef, ...]) -> Iterator[str]:
    if not any(one.found.c2pa.present for one in seen):
        return
    if not lists:
        yield NO_LIST
        return
    yield "Trust lists that were held:"
    for name in listed_refs(lists):
        yield from wrap(plain(name), width(), initial_indent="  ", subsequent_indent="    ")


def _json(seen: Sequence[PictureFile], lists: tuple[TrustListRef, ...]) -> str:
    """One file is one object, as `auditor.media.inspect` returns it, with the lists; several are a list with names."""
    signers = {"trust": msgspec.to_builtins(lists)}
    if len(seen) == 1:
        value: object = {**msgspec.to_builtins(seen[0].found), **signers}
    else:
        value = [{"path": one.name, **msgspec.to_builtins(one.found), **signers} for one in seen]
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()

"""The entries of a list of sources: what stands behind the colon of its heading, or under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from auditor.detectors._links import stripped
from auditor.detectors._statements import SKIPPED
from auditor.facts import Region, SourceEntry
from auditor.page import Block, Page

HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ITEMS = frozenset({"li", "dd", "td", "tr"})
WHOLE_ITEMS = frozenset({"li", "dd", "tr"})
"""Elements that hold one entry, whatever stands in them: cells, paragraphs, spans."""
ENDS: frozenset[Region] = SKIPPED - {"promo", "related"} | {"promo", "paywall", "author-bio", "footer", "correction"}
"""Regions in which a list does not go on; a list of links under a heading of its own looks like teasers."""
ENTRY_LENGTH = 600
MAX_ENTRIES = 200
ANCESTORS = 8

_NUMBERED = re.compile(r"\[?\d{1,3}[.)\]]\s")
"""How a note begins that is a paragraph of its own."""
_SEMICOLON = re.compile(r"[^;；]+")
_COMMA = re.compile(r"[^,、，]+")


def listed(page: Page, heading: Block) -> Iterator[SourceEntry]:
    """The entries of the list under `heading`, or on its line; none where nothing is listed there."""
    if rest := after_colon(heading.text):
        yield from _on_one_line(page, heading, len(heading.text) - len(rest))
        return
    around = _item(heading)
    for _, blocks in groupby(_rows(page, heading), key=lambda row: _item(row, around)):
        parts = list(blocks)
        longest = max(parts, key=lambda part: len(part.text))
        entry = _entry(page, longest, 0, len(longest.text))
        links = (stripped(link.url) for part in parts for link in part.links)
        yield replace(entry, url=next(links, None))


def after_colon(text: str) -> str:
    """What stands on the line of a heading behind its colon; nothing where that is nothing but space."""
    rest = text.replace("：", ":").partition(":")[2]
    return rest if rest.strip() else ""


def _rows(page: Page, heading: Block) -> Iterator[Block]:
    around = _item(heading)
    for block in page.blocks[heading.number + 1 : heading.number + 1 + MAX_ENTRIES]:
        if block.tag in HEADING_TAGS or block.region in ENDS or len(block.text) > ENTRY_LENGTH:
            return
        if block.tag in ITEMS or block.links or _NUMBERED.match(block.text) or _item(block, around) != block.number:
            yield block
        elif block.region != "source-list":
            return


def _item(block: Block, around: int | None = None) -> int:
    """Which item of a list or row of a table holds the block, but not the heading; else the block is one of its own."""
    node: LexborNode | None = block.node
    for _ in range(ANCESTORS):
        if node is None:
            break
        if node.tag in WHOLE_ITEMS:
            return block.number if -node.mem_id == around else -node.mem_id
        node = node.parent
    return block.number


def _on_one_line(page: Page, heading: Block, start: int) -> Iterator[SourceEntry]:
    """The entries behind the colon of a heading; one name without a link is a credit, such as an agency's."""
    text = heading.text
    separator = _SEMICOLON if ";" in text[start:] or "；" in text[start:] else _COMMA
    # A comma inside the words of a link is part of a title.
    hidden = "".join("_" if _in_link(heading, index) else letter for index, letter in enumerate(text))
    entries = [_entry(page, heading, found.start(), found.end()) for found in separator.finditer(hidden, start)]
    if len(entries) > 1 or any(entry.url for entry in entries):
        yield from entries


def _in_link(block: Block, index: int) -> bool:
    return any(link.start <= block.start + index < link.end for link in block.links)


def _entry(page: Page, block: Block, start: int, end: int) -> SourceEntry:
    text = block.text[start:end]
    first, last = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
    inside = (stripped(link.url) for link in block.links if block.start + first <= link.start < block.start + last)
    return SourceEntry(quote=block.text[first:last], at=page.at(block, first, last), url=next(inside, None))

"""Finds the sentences of a page in which a family of phrases may stand, and what surrounds them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from auditor.facts import Region
from auditor.lexicon import Lexicon, Sentence, lexicon, sentences
from auditor.lexicon.model import Says
from auditor.page import Block, Link, Page

SKIPPED: frozenset[Region] = frozenset({"navigation", "related", "promo", "comments", "consent", "markup"})
"""Regions that do not speak for this article: menus, teasers, adverts, readers."""
QUOTATIONS = frozenset({"blockquote", "q"})
HEADING_COMMENTS = 3
"""How many blocks at the start of a page's comments may be the outlet's own: a heading, a digest."""
ANCESTORS = 6
"""How many elements around a block are looked at."""
QUOTATION = 5_000
"""How many characters before and after are looked at for quotation marks: longer paragraphs than that hold a book."""
_OPENING = "“„«‹「『"
_CLOSING = "”“»›」』"
_SINGLE = re.compile(r"(?<!\w)‘(?=\S)|’(?!\w)")
"""Opens or closes single quotation marks; between letters the same sign is an apostrophe."""


class Passage(NamedTuple):
    """A block and those of its sentences that hold a word of the family."""

    block: Block
    sentences: tuple[Sentence, ...]
    """All sentences of the block."""
    hits: tuple[int, ...]
    """Which of them hold such a word."""


def words_of(page: Page) -> Lexicon:
    """The lexicon for the page's language."""
    return lexicon(page.language)


def passages(page: Page, says: Says, skipped: frozenset[Region] = SKIPPED) -> Iterator[Passage]:
    """The blocks that hold a word without which no phrase of this family matches, in document order."""
    offsets: dict[int, list[int]] = {}
    for offset in words_of(page).triggers(says, page.text):
        offsets.setdefault(page.block_up_to(offset).number, []).append(offset)
    for number, found in offsets.items():
        block = page.blocks[number]
        if block.region not in skipped or (says == "statement" and heads_comments(page, block)):
            yield _passage(block, found)


def heads_comments(page: Page, block: Block) -> bool:
    """Whether the block is one of the first of the comments: what the outlet says there, and not yet its readers."""
    before = page.blocks[max(0, block.number - HEADING_COMMENTS) : block.number]
    return block.region == "comments" and any(near.region != "comments" for near in before)


def _passage(block: Block, offsets: list[int]) -> Passage:
    cut = tuple(sentences(block.text))
    ends = [sentence.end for sentence in cut]
    hits = {min(bisect_right(ends, offset - block.start), len(cut) - 1) for offset in offsets}
    return Passage(block, cut, tuple(sorted(hits)))


def quoted(block: Block, start: int, end: int) -> bool:
    """Whether these words of the block stand in quotation marks or in a block quotation."""
    if block.region == "pull-quote" or within(block, QUOTATIONS):
        return True
    start = next((at for at in range(start, end) if block.text[at].isalnum()), start)
    before, after = block.text[max(0, start - QUOTATION) : start], block.text[end : end + QUOTATION]
    if before.count('"') % 2 == 1 and '"' in after:
        return True
    if _in_single(before, after):
        return True
    opened = max((before.rfind(mark) for mark in _OPENING), default=-1)
    if opened < 0:
        return False
    closes = "“”" if before[opened] == "„" else _CLOSING
    return not any(mark in before[opened + 1 :] for mark in closes) and any(mark in after for mark in closes)


def _in_single(before: str, after: str) -> bool:
    """Whether the nearest single quotation marks open before the words and close after them."""
    closing = _SINGLE.search(after)
    return closing is not None and closing[0] == "’" and _SINGLE.findall(before)[-1:] == ["‘"]


def within(block: Block, tags: frozenset[str]) -> bool:
    """Whether the block stands in one of these elements."""
    node: LexborNode | None = block.node
    for _ in range(ANCESTORS):
        if node is None:
            return False
        if node.tag in tags:
            return True
        node = node.parent
    return False


def linked(block: Block, start: int, end: int) -> bool:
    """Whether these words of the block are the text of a link: a pointer to another page."""
    first, last = block.start + start, block.start + end
    at = bisect_right(block.links, first + 1, key=_link_start) - 1
    return at >= 0 and last - 1 <= block.links[at].end


def _link_start(link: Link) -> int:
    return link.start

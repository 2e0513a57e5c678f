"""The list of sources behind the article: on the page, withheld behind a wall, only announced, or not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from auditor.detectors._source_lists import ENDS, HEADING_TAGS, ITEMS, after_colon, listed
from auditor.detectors._statements import SKIPPED, Passage, passages, quoted, words_of
from auditor.detectors.interface import Observation
from auditor.facts import Facts, Region, SourceAccess, SourceEntry, Sources
from auditor.lexicon import words
from auditor.page import Block, Page

FACT = "sources"

HEARD: frozenset[Region] = SKIPPED - {"promo", "related"}
"""Regions that are not heard; what looks like teasers may be sources."""
NO_HEADINGS: frozenset[Region] = frozenset({"caption", "credit", "headline", "promo", "footer"})
TELLING = ("according", "said", "told", "shows")
"""Word classes of a sentence that tells what sources said, or what others keep from their readers."""
HEADINGS = HEADING_TAGS - {"h1"} | {"strong", "b", "dt", "p", "div", "summary", "section", "span"}
LEAST_LIST = 2
"""Linked entries at the end of the text that may be the list that was announced."""


class _Said(NamedTuple):
    """Words about the list, and where in their block they stand."""

    kind: str
    """heading, withheld or announced"""
    block: Block
    start: int
    end: int


def detect(page: Page, facts: Facts) -> Observation[Sources]:  # noqa: ARG001 - as every detector
    """Find the list or the words that withhold or announce it; `facts` is not needed."""
    said = list(_said(page))
    for one in said:
        if one.kind == "withheld":
            return Observation(_not_there(page, one, _behind(one.block.text[one.start : one.end])))
    headings = [one for one in said if one.kind == "heading"]
    for one in headings:
        entries = tuple(listed(page, one.block))
        if entries:
            return Observation(_open(page, one, entries))
    for one in headings:
        if _is_walled(page, one.block):
            return Observation(_not_there(page, one, "paywall"))
    for one in said:
        empty = one.kind == "heading" and _is_empty(page, one.block)
        if empty or (one.kind == "announced" and not _ends_with_links(page, one.block)):
            return Observation(_not_there(page, one, "announced"))
    return Observation(Sources(listed=False, access="absent", count=0, linked_count=0, quote=None, at=None, entries=()))


def _said(page: Page) -> Iterator[_Said]:
    for passage in passages(page, "sources", HEARD):
        for number in passage.hits:
            yield from _in_sentence(page, passage, number)


def _in_sentence(page: Page, passage: Passage, number: int) -> Iterator[_Said]:
    block, sentence = passage.block, passage.sentences[number]
    told = words_of(page).has(sentence.text, *TELLING) or _of_something_else(page, sentence.text)
    for match in words_of(page).find("sources", sentence.text):
        kind = match.phrase.kind
        if kind == "heading" and not sentence.start and _may_head(block):
            yield _Said(kind, block, 0, len(block.text))
        elif kind != "heading" and block.region != "related":
            theirs = quoted(block, sentence.start + match.start, sentence.start + match.end)
            if not (told or theirs) and _of_this_page(page, block):
                yield _Said(kind, block, sentence.start, sentence.end)


def _of_something_else(page: Page, text: str) -> bool:
    """Whether the sources are those of the news in general, or of a river, a park, and no text is spoken of."""
    lexicon = words_of(page)
    return lexicon.has(text, "any_sources") or (lexicon.has(text, "other_sources") and not lexicon.has(text, "whole"))


def _of_this_page(page: Page, block: Block) -> bool:
    """Running text may report on somebody's sources; what stands apart from it offers this page's."""
    last = page.body_blocks[-1].number if page.body_blocks else -1
    return block.region != "body" or block.number >= last - 1 or bool(block.node.css("a, form"))


def _may_head(block: Block) -> bool:
    return (
        block.tag in HEADINGS and (block.article or block.region == "source-list") and block.region not in NO_HEADINGS
    )


def _behind(text: str) -> SourceAccess:
    paid, free = (words.loosely("sources", group).search(text) is not None for group in ("paid", "free"))
    return "paywall" if paid and not free else "registration"


def _is_walled(page: Page, heading: Block) -> bool:
    following = page.blocks[heading.number + 1 : heading.number + 2]
    return bool(following) and following[0].region == "paywall"


def _is_empty(page: Page, heading: Block) -> bool:
    """Whether the section of a list has a heading and nothing else."""
    following = page.blocks[heading.number + 1 : heading.number + 2]
    alone = not (following and following[0].region == "source-list")
    return heading.region == "source-list" and alone and not after_colon(heading.text)


def _ends_with_links(page: Page, announced: Block) -> bool:
    """Whether a list of links stands further down that may be the one that was announced, under another name."""
    after = page.blocks[announced.number + 1 :]
    linked = [block for block in after if block.tag in ITEMS and block.links and block.region not in ENDS]
    return len(linked) >= LEAST_LIST


def _open(page: Page, said: _Said, entries: tuple[SourceEntry, ...]) -> Sources:
    return Sources(
        listed=True,
        access="open",
        count=len(entries),
        linked_count=sum(entry.url is not None for entry in entries),
        quote=said.block.text,
        at=page.at(said.block),
        entries=entries,
    )


def _not_there(page: Page, said: _Said, access: SourceAccess) -> Sources:
    return Sources(
        listed=False,
        access=access,
        count=0,
        linked_count=0,
        quote=said.block.text[said.start : said.end],
        at=page.at(said.block, said.start, said.end),
        entries=(),
    )

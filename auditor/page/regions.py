"""
Assigns every paragraph its region, on the flat lists of the walk.

    header, nav …            navigation          Chrome, told by tag, role and words.
    ┌ article ─────────────────────────────┐
    │ h1                      headline     │     The zone: the smallest element that holds headline and body.
    │ p.subtitle              standfirst   │
    │ div.author  time        byline, …    │     Hints count inside the zone; those on wrappers around
    │ figure                  lead-media   │     the body do not.
    │ ┌ div ─────────────────────────────┐ │
    │ │ p p h2 p ul p …       body       │ │     The body: found by mass. Every paragraph weighs its
    │ │ aside                 related    │ │     unlinked characters; from the root down, follow the child
    │ │ figcaption            caption    │ │     that holds most of the weight, until no child does.
    │ └──────────────────────────────────┘ │
    │ section.author-card     author-bio   │     After the body: by hint, else a note about the process.
    └──────────────────────────────────────┘
    section, footer          related, footer
"""

from __future__ import annotations

from typing import NamedTuple

from auditor.facts import Region
from auditor.page.container import HEADINGS, LEAVES, LINKED_SHARE, MIN_WEIGHT, Body, find_body, weight
from auditor.page.hints import CHROME
from auditor.page.tidy import tidy
from auditor.page.walk import RawBlock, Walked

LONGEST_STANDFIRST = 400
SENTENCE_LINKED = 0.8
"""More of a full sentence inside links and it is a pointer to something else."""
MIN_STANDFIRST = 80
"""A heading of a sentence or more between headline and body is a standfirst; a shorter one names a rubric."""


class Zoned(NamedTuple):
    """Region and state of each block, and where the article is."""

    regions: list[Region]
    element_regions: list[Region | None]
    """What the words of an element and those around it say; None where they say nothing."""
    collapsed: list[bool]
    in_article: list[bool]
    container: int
    """Number of the element that holds the body."""
    zone: int
    """Number of the element that holds headline and body."""
    headline: int | None
    """Index of the headline's block."""


def assign(walked: Walked, titles: tuple[str, ...]) -> Zoned:
    """Give every block its region; `titles` are what the markup calls the page, best first."""
    return _assigned(walked, find_body(walked, titles))


def _assigned(walked: Walked, body: Body) -> Zoned:
    container, zone, headline = body.container, body.zone, body.headline
    inherited, collapsed = _inherited(walked, body)
    regions: list[Region] = []
    in_article: list[bool] = []
    last_of_container = walked.ends[container]
    seen_headline = headline is None
    for index, block in enumerate(walked.blocks):
        element = block.element
        inside = container <= element <= last_of_container
        zoned = zone <= element <= walked.ends[zone] and (inside or seen_headline or index == headline)
        region = inherited[element]
        if index == headline:
            region, seen_headline = "headline", True
        elif region is None:
            region = _unhinted(block, inside, zoned, element < container, seen_headline)
        regions.append(region)
        in_article.append(zoned)
    _openings(walked, body, regions, in_article)
    _figures(walked, regions, in_article)
    tidy(walked, body, regions, in_article)
    return Zoned(
        regions, inherited, [collapsed[block.element] for block in walked.blocks], in_article, container, zone, headline
    )


def _inherited(walked: Walked, body: Body) -> tuple[list[Region | None], list[bool]]:
    """The innermost hint that counts for each element; the container starts afresh."""
    regions: list[Region | None] = []
    collapsed: list[bool] = []
    for number, element in enumerate(walked.elements):
        above = regions[element.parent] if number else None
        folded = collapsed[element.parent] if number else False
        own = None if number in body.dropped or element.hint in body.void else element.hint
        if number == body.container:
            regions.append(None)
            collapsed.append(False)
            continue
        # A narrow hint inside chrome is still chrome: a teaser's byline is not the page's byline.
        regions.append(above if above in CHROME or own is None else own)
        collapsed.append(folded or element.collapsed)
    return regions, collapsed


def _unhinted(block: RawBlock, inside: bool, zoned: bool, before: bool, after_headline: bool) -> Region:
    """What a block is that no element's words speak for: told by where it stands and how much of it is links."""
    pointer = is_pointer(block)
    if inside:
        return "related" if pointer and block.tag not in HEADINGS and len(block.text) < 300 else "body"
    if not zoned:
        if before or not after_headline:
            return "navigation"
        return "related" if block.tag in LEAVES or pointer else "footer"
    if before:
        if pointer or (block.tag in HEADINGS and len(block.text) < MIN_STANDFIRST):
            return "navigation"
        return "standfirst" if len(block.text) >= MIN_WEIGHT else "dateline"
    return "related" if pointer else "process-note"


def is_pointer(block: RawBlock) -> bool:
    """Whether a block is mostly a link; a full sentence may have more of itself inside one."""
    share = SENTENCE_LINKED if block.text[-1] in ".!?…。»”" else LINKED_SHARE
    return block.linked > share * len(block.text)


def _openings(walked: Walked, body: Body, regions: list[Region], in_article: list[bool]) -> None:
    """Paragraphs between headline and body: the first one, if short, is the standfirst; the rest opens the text."""
    opening = [
        index
        for index, block in enumerate(walked.blocks)
        if in_article[index] and block.element < body.container and regions[index] == "standfirst" and weight(block)
    ]
    hinted = [index for index in opening if walked.elements[walked.blocks[index].element].hint == "standfirst"]
    if len(opening) <= 1 + len(hinted) and all(
        len(walked.blocks[index].text) <= LONGEST_STANDFIRST for index in opening
    ):
        return
    for position, index in enumerate(opening):
        keeps = position == 0 and len(walked.blocks[index].text) <= LONGEST_STANDFIRST
        if index not in hinted and not keeps:
            regions[index] = "body"


def _figures(walked: Walked, regions: list[Region], in_article: list[bool]) -> None:
    """Text in a figure is its caption unless it is a credit; a figure above the body is the lead medium."""
    figures = [
        (number, walked.ends[number]) for number, element in enumerate(walked.elements) if element.tag == "figure"
    ]
    if not figures:
        return
    position = 0
    for index, block in enumerate(walked.blocks):
        while position < len(figures) and figures[position][1] < block.element:
            position += 1
        if position == len(figures):
            return
        within = (
            figures[position][0] <= block.element and in_article[index] and regions[index] in {"body", "standfirst"}
        )
        if within and block.tag not in {"blockquote", "tr", "pre"}:
            regions[index] = "caption"

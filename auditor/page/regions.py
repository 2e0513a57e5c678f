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

import re
from typing import NamedTuple

from auditor.facts import Region
from auditor.page.hints import CHROME
from auditor.page.walk import RawBlock, Walked

DOMINANT = 0.75
"""A child that holds this share of its parent's weight is where the body is …"""
DOMINANT_NAMED = 0.5
"""… and half is enough for an element that calls itself the article."""
MIN_WEIGHT = 40
"""Shorter paragraphs weigh nothing; in scripts without spaces a quarter of it."""
LINKED_SHARE = 0.5
"""More of a paragraph inside links and it is a pointer to something else."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LEAVES = frozenset({"p", "li", "tr", "dd", "dt", "blockquote", "pre"})

_ARTICLE_WORDS = re.compile(
    r"(?i)article-?(body|content|text)|entry-content|post-(content|body)|story-?body|articlebody"
)
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


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
    headline = _headline(walked.blocks, titles)
    dropped = _wrappers(walked, headline)
    container = _body_container(walked, dropped)
    zone = _zone(walked, container, headline)
    return _assigned(walked, container, zone, headline, dropped)


def _headline(blocks: list[RawBlock], titles: tuple[str, ...]) -> int | None:
    """The heading that repeats a title of the markup, else the first h1."""
    wanted = [_folded(title) for title in titles if title]
    first = None
    for index, block in enumerate(blocks):
        if block.tag in HEADINGS:
            text = _folded(block.text)
            if text and any(text == title or (len(text) > 15 and text in title) for title in wanted):
                return index
            if first is None and block.tag == "h1" and len(block.text) > 1:
                first = index
    return first


def _wrappers(walked: Walked, headline: int | None) -> set[int]:
    """Elements whose hint for chrome must not count: they hold the headline, or most of the text."""
    dropped: set[int] = set()
    if headline is not None:
        element = walked.blocks[headline].element
        while element:
            dropped.add(element)
            element = walked.elements[element].parent
    weights = _subtree_weights(walked, [_weight(block) for block in walked.blocks])
    total = weights[0] or 1
    for number, held in enumerate(walked.elements):
        hinted = held.hint
        big = weights[number] > 0.5 * total
        wraps = hinted in CHROME and big and (hinted != "comments" or _ARTICLE_WORDS.search(held.words))
        if wraps or held.tag in {"body", "main", "article"}:
            dropped.add(number)
    return dropped


def _body_container(walked: Walked, dropped: set[int]) -> int:
    """The element that holds the running text: down the heaviest child while one dominates."""
    chrome = [False] * len(walked.elements)
    for number, element in enumerate(walked.elements):
        chrome[number] = chrome[element.parent] or (element.hint in CHROME and number not in dropped)
    weights = _subtree_weights(walked, [0 if chrome[block.element] else _weight(block) for block in walked.blocks])
    heaviest: dict[int, int] = {}
    for number in range(1, len(weights)):
        parent = walked.elements[number].parent
        best = heaviest.get(parent)
        if best is None or weights[number] > weights[best]:
            heaviest[parent] = number
    container = 0
    while (child := heaviest.get(container)) is not None:
        element = walked.elements[child]
        named = element.tag == "article" or _ARTICLE_WORDS.search(element.words) is not None
        enough = weights[child] >= (DOMINANT_NAMED if named else DOMINANT) * weights[container]
        if not weights[child] or not enough or element.tag in LEAVES:
            break
        container = child
    return container


def _zone(walked: Walked, container: int, headline: int | None) -> int:
    """The smallest element that holds both the headline and the body; an article around it if there is one."""
    zone = container
    if headline is not None:
        element = walked.blocks[headline].element
        while not zone <= element <= walked.ends[zone]:
            zone = walked.elements[zone].parent
    outer = zone
    while outer:
        if walked.elements[outer].tag == "article":
            return outer
        outer = walked.elements[outer].parent
    return zone


def _assigned(walked: Walked, container: int, zone: int, headline: int | None, dropped: set[int]) -> Zoned:
    inherited, collapsed = _inherited(walked, container, dropped)
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
    _figures(walked, regions, in_article)
    return Zoned(
        regions, inherited, [collapsed[block.element] for block in walked.blocks], in_article, container, zone, headline
    )


def _inherited(walked: Walked, container: int, dropped: set[int]) -> tuple[list[Region | None], list[bool]]:
    """The innermost hint that counts for each element; the container starts afresh."""
    regions: list[Region | None] = []
    collapsed: list[bool] = []
    for number, element in enumerate(walked.elements):
        above = regions[element.parent] if number else None
        folded = collapsed[element.parent] if number else False
        own = None if number in dropped else element.hint
        if number == container:
            regions.append(None)
            collapsed.append(False)
            continue
        # A narrow hint inside chrome is still chrome: a teaser's byline is not the page's byline.
        regions.append(above if above in CHROME or own is None else own)
        collapsed.append(folded or element.collapsed)
    return regions, collapsed


def _unhinted(block: RawBlock, inside: bool, zoned: bool, before: bool, after_headline: bool) -> Region:
    """What a block is that no element's words speak for: told by where it stands and how much of it is links."""
    pointer = block.linked > LINKED_SHARE * len(block.text)
    if inside:
        return "related" if pointer and block.tag not in HEADINGS and len(block.text) < 300 else "body"
    if not zoned:
        if before or not after_headline:
            return "navigation"
        return "related" if block.tag in LEAVES or pointer else "footer"
    if before:
        if pointer or block.tag in HEADINGS:
            return "navigation"
        return "standfirst" if len(block.text) >= MIN_WEIGHT else "dateline"
    return "related" if pointer else "process-note"


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


def _weight(block: RawBlock) -> int:
    """Unlinked characters of a paragraph that reads as prose; a character of a dense script counts four."""
    size = len(block.text) - block.linked
    if block.linked > LINKED_SHARE * len(block.text) or block.tag in {"button", "label"}:
        return 0
    if size < MIN_WEIGHT and not (size * 4 >= MIN_WEIGHT and _DENSE.search(block.text)):
        return 0
    return size * 4 if _DENSE.search(block.text, 0, MIN_WEIGHT) else size


def _subtree_weights(walked: Walked, own: list[int]) -> list[int]:
    weights = [0] * len(walked.elements)
    for block, weight in zip(walked.blocks, own, strict=True):
        weights[block.element] += weight
    for number in range(len(weights) - 1, 0, -1):
        weights[walked.elements[number].parent] += weights[number]
    return weights


def _folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())

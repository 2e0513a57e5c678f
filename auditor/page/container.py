"""
Finds the body: headline, the element that holds the running text, the element that holds both.

By mass: every paragraph weighs its unlinked characters; from the root down, follow the child that holds most of the
weight, until no child does. Words like "related" or "paywall" take weight away, unless they stand on a wrapper of the
article or would take nearly all of it: then they are said of the article itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from auditor.facts import Region
from auditor.page.hints import CHROME
from auditor.page.walk import RawBlock, Walked

DOMINANT = 0.75
"""A child that holds this share of its parent's weight is where the body is …"""
DOMINANT_NAMED = 0.5
"""… and half is enough for an element that calls itself the article."""
HEADED = 0.2
"""Where no child dominates, the one that holds the headline needs only this share …"""
LEAST_ARTICLE = 300
"""… and this much text: a header with a standfirst is not the article."""
NAMED_SHARE = 0.3
"""An element that calls itself the article and holds this share is believed: nothing around it is a teaser."""
LEAST_CONTENT = 0.25
"""Less than this share left as content, and the words that take it away are not to be believed."""
LONGEST_WALL = 1_000
"""Characters; a wall asks in few words, so longer text that calls itself paywall is the text behind it."""
LONGEST_TITLE = 500
WHOLE, PART = 4, 2
"""What it is worth that a heading says the title or a part of it; to be an h1 is worth one more."""
MIN_WEIGHT = 40
"""Shorter paragraphs weigh nothing; in scripts without spaces a quarter of it."""
LINKED_SHARE = 0.5
"""More of a paragraph inside links and it is a pointer to something else."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LEAVES = frozenset({"p", "li", "tr", "dd", "dt", "blockquote", "pre"})
WEIGHTLESS: frozenset[Region] = frozenset({"caption", "credit", "author-bio", "byline", "dateline", "source-list"})
"""Parts of an article that are not its running text; a gallery's captions must not outweigh it."""
NEVER_WRAPS: frozenset[Region] = frozenset({"comments", "consent"})
NEVER_VOID: frozenset[Region] = frozenset({"comments", "consent", "footer"})

_ARTICLE_WORDS = re.compile(
    r"(?i)article-?(body|content|text)|entry-content|post-(content|body)|story-?body|articlebody"
)
_NO_LETTERS = {code: None for code in range(128) if not chr(code).isalnum()}
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


class Body(NamedTuple):
    """Where the article is, by numbers of elements; and what must not be believed."""

    container: int
    """The element that holds the running text."""
    zone: int
    """The smallest element that holds both headline and running text, or the article around it."""
    headline: int | None
    """Index of the headline's block."""
    dropped: set[int]
    """Elements whose own words do not count."""
    void: set[Region]
    """Regions that no element's words can claim on this page."""
    weights: list[int]
    """How much each block weighs."""


def find_body(walked: Walked, titles: tuple[str, ...]) -> Body:
    """Find the body; `titles` are what the markup calls the page, best first."""
    weights = [weight(block) for block in walked.blocks]
    headline = _headline(walked, titles)
    dropped = _wrappers(walked, headline, weights)
    void, chrome = _void(walked, dropped, weights)
    container = _container(walked, chrome, weights, headline)
    return Body(container, _zone(walked, container, headline), headline, dropped, void, weights)


def weight(block: RawBlock) -> int:
    """Unlinked characters of a paragraph that reads as prose; a character of a dense script counts four."""
    text, tag, _, _, _, linked = block
    size = len(text) - linked
    if (linked and linked > LINKED_SHARE * len(text)) or tag in {"button", "label"}:
        return 0
    if text.isascii() or not _DENSE.search(text, 0, len(text) if size < MIN_WEIGHT else MIN_WEIGHT):
        return size if size >= MIN_WEIGHT else 0
    return size * 4 if size * 4 >= MIN_WEIGHT else 0


def _headline(walked: Walked, titles: tuple[str, ...]) -> int | None:
    """
    The heading that repeats a title of the markup, else the first h1.

    Lists of the latest news announce the page on itself: the whole title as h1 is more than a smaller heading of it.
    """
    wanted = {_folded(title[:LONGEST_TITLE]) for title in titles if title}
    first, best, most = None, None, 0
    for index, block in enumerate(walked.blocks):
        if block.tag in HEADINGS:
            text = _folded(block.text)
            said = WHOLE if text in wanted else PART if len(text) > 15 and any(text in title for title in wanted) else 0
            if text and said and said + (block.tag == "h1") > most:
                best, most = index, said + (block.tag == "h1")
                if most > WHOLE:
                    return index
            if first is None and block.tag == "h1" and len(block.text) > 1:
                first = index
    return first if best is None else best


def _wrappers(walked: Walked, headline: int | None, weights: list[int]) -> set[int]:
    """Elements whose words for chrome must not count: they hold the headline, or most of the text."""
    dropped = set(_ancestors(walked, walked.blocks[headline].element)) if headline is not None else set()
    sums = _subtree_sums(walked, weights)
    half, named = 0.5 * sums[0], NAMED_SHARE * sums[0]
    for number in [number for number, held in enumerate(sums) if held > named]:
        if _is_article(walked.words[number]):
            dropped.update(_ancestors(walked, number))
    for number in [number for number, hinted in enumerate(walked.hints) if hinted]:
        wraps = sums[number] > half and walked.hints[number] in CHROME - NEVER_WRAPS
        if wraps or walked.tags[number] in {"body", "main", "article"}:
            dropped.add(number)
    return dropped


def _ancestors(walked: Walked, number: int) -> Iterator[int]:
    """The elements around an element, itself first."""
    while number:
        yield number
        number = walked.parents[number]


def _void(walked: Walked, dropped: set[int], weights: list[int]) -> tuple[set[Region], list[Region | None]]:
    """The chrome that takes too much to be chrome, and the chrome of each element without it."""
    void: set[Region] = set()
    while True:
        chrome: list[Region | None] = [None] * len(walked.hints)
        counted = CHROME - void
        last = 0
        for number in [number for number, hinted in enumerate(walked.hints) if hinted in counted]:
            # The outermost one counts, for all that is in it.
            if number > last and number not in dropped:
                last = walked.ends[number]
                chrome[number : last + 1] = [walked.hints[number]] * (last + 1 - number)
        taken: Counter[Region | None] = Counter()
        for block, heavy in zip(walked.blocks, weights, strict=True):
            if heavy:
                taken[chrome[block.element]] += heavy
        if taken["paywall"] > LONGEST_WALL:
            void.add("paywall")
            continue
        candidates = {region: heavy for region in CHROME - NEVER_VOID if (heavy := taken[region])}
        if not candidates or taken[None] >= LEAST_CONTENT * (taken[None] + sum(candidates.values())):
            return void, chrome
        void.add(max(candidates, key=lambda region: candidates[region]))


def _container(walked: Walked, chrome: list[Region | None], weights: list[int], headline: int | None) -> int:
    """The element that holds the running text: down the heaviest child while one dominates or holds the headline."""
    own = [0 if chrome[block.element] else heavy for block, heavy in zip(walked.blocks, weights, strict=True)]
    sums = _subtree_sums(walked, own)
    children: dict[int, list[int]] = {}
    for number in [number for number, held in enumerate(sums) if held and number]:
        children.setdefault(walked.parents[number], []).append(number)
    topped = walked.blocks[headline].element if headline is not None else -1
    container = 0
    while inner := children.get(container):
        child = max(inner, key=sums.__getitem__)
        if not _dominates(walked, child, sums, container):
            headed = next((number for number in inner if number <= topped <= walked.ends[number]), 0)
            if headed and sums[headed] >= max(LEAST_ARTICLE, HEADED * sums[container]):
                child = headed
            elif not _holds_article(walked, child, sums, container):
                break
        if walked.tags[child] in LEAVES:
            break
        container = child
    return container


def _dominates(walked: Walked, child: int, sums: list[int], container: int) -> bool:
    return sums[child] >= (DOMINANT_NAMED if _is_named(walked, child) else DOMINANT) * sums[container]


def _holds_article(walked: Walked, child: int, sums: list[int], container: int) -> bool:
    """Whether something in a child calls itself the article and holds half of its parent's weight."""
    half = DOMINANT_NAMED * sums[container]
    within = range(child, walked.ends[child] + 1) if sums[child] >= half else ()
    return any(sums[number] >= half and _is_named(walked, number) for number in within)


def _is_named(walked: Walked, number: int) -> bool:
    return walked.tags[number] == "article" or _is_article(walked.words[number])


@lru_cache(maxsize=4_096)
def _is_article(words: str) -> bool:
    """Whether an element calls itself the article; the pages of an outlet are built alike, so answers are kept."""
    return _ARTICLE_WORDS.search(words) is not None


def _zone(walked: Walked, container: int, headline: int | None) -> int:
    """The smallest element that holds both the headline and the body; an article around it if there is one."""
    zone = container
    if headline is not None:
        element = walked.blocks[headline].element
        while not zone <= element <= walked.ends[zone]:
            zone = walked.parents[zone]
    return next((outer for outer in _ancestors(walked, zone) if walked.tags[outer] == "article"), zone)


def _subtree_sums(walked: Walked, own: list[int]) -> list[int]:
    """For each element the weight of the blocks in it and below it."""
    parents = walked.parents
    sums = [0] * len(parents)
    for block, heavy in zip(walked.blocks, own, strict=True):
        if heavy:
            sums[block.element] += heavy
    for number in range(len(sums) - 1, 0, -1):
        if held := sums[number]:
            sums[parents[number]] += held
    return sums


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower().translate(_NO_LETTERS)
    return "".join(filter(str.isalnum, text.casefold()))

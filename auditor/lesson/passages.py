"""Gathers what pupils read besides the article's text: bylines, captions, notes and links, each in its place."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import UNSET
from msgspec.structs import asdict

from auditor.facts import At, Facts, Image, Place, Policy, Region, known
from auditor.lesson.values import BEFORE_ARTICLE, Kind, PlaceName
from auditor.page import Page
from auditor.page.model import BODY_REGIONS
from auditor.render import plain

_PLACES: dict[Region, PlaceName] = {
    "headline": "headline",
    "standfirst": "standfirst",
    "byline": "byline",
    "dateline": "byline",
    "lead-media": "lead-picture",
    "caption": "picture",
    "credit": "picture",
    "summary-box": "summary",
    "source-list": "sources",
    "correction": "correction",
    "author-bio": "author",
    "process-note": "process",
    "paywall": "wall",
    "promo": "promo",
    "navigation": "margin",
    "footer": "margin",
}
_ELSEWHERE: frozenset[Region] = BODY_REGIONS | {"hidden", "markup", "comments", "related", "consent"}
"""The article's text has a part of its own; the others are not the page's word on its making, or not seen."""
MOST_PICTURES = 6
MOST_PASSAGES = 200


class Passage(NamedTuple):
    """Some words of the page outside its running text."""

    place: PlaceName
    kind: Kind
    text: str
    start: int
    """Offset in the page text, for the order; -1 where the page gives none."""


def passages(facts: Facts, page: Page | None) -> tuple[Passage, ...]:
    """What stands around the article, in page order, each once; with the page, whole paragraphs and not only quotes."""
    found = (_whole(passage, at, page) for passage, at in _around(facts) if at.region not in _ELSEWHERE)
    kept: dict[int, Passage] = {}
    for index, passage in sorted(
        enumerate(itertools.islice(found, MOST_PASSAGES)), key=lambda pair: -len(pair[1].text)
    ):
        held = any(passage.place == other.place and passage.text in other.text for other in kept.values())
        if passage.text and not held:
            kept[index] = passage
    return tuple(sorted((kept[index] for index in sorted(kept)), key=lambda passage: passage.start))


def place_name(at: At, place: Place | None = None, *, lead: bool = False) -> PlaceName:
    """Where pupils find it: the auditor's regions in fewer and plainer words."""
    name = _PLACES.get(at.region, "elsewhere")
    if name == "picture" and (lead or place == "top"):
        return "lead-picture"
    return "top" if place == "top" and name not in (*BEFORE_ARTICLE, "summary") else name


def block_text(at: At, page: Page | None) -> str | None:
    """The whole paragraph around a place, where the page is at hand."""
    block = None if page is None or at.start is None else page.block_at(at.start)
    return None if block is None else " ".join(plain(block.text).split())


def _whole(passage: Passage, at: At, page: Page | None) -> Passage:
    text = " ".join(passage.text.split())
    around = block_text(at, page)
    return passage._replace(text=around if around is not None and text in around else text)


def _around(facts: Facts) -> Iterator[tuple[Passage, At]]:
    yield from _names_and_dates(facts)
    for image in known(facts.images)[:MOST_PICTURES]:
        yield from _picture(image)
    yield from _notes(facts)
    if facts.outlet is not UNSET:
        for policy in asdict(facts.outlet.policies).values():
            if isinstance(policy, Policy) and policy.found and policy.quote and policy.at:
                yield _passage("link", policy.quote, policy.at)


def _names_and_dates(facts: Facts) -> Iterator[tuple[Passage, At]]:
    if facts.page is not UNSET and facts.page.title:
        at = At(region="headline", selector="")
        yield _passage("headline", facts.page.title, at)
    for author in known(facts.authors):
        if author.visible:
            yield _passage("byline", author.quote, author.at)
        if author.bio:
            # where the note stands is not known, only that it comes after the name
            yield _passage("bio", author.bio, At(region="author-bio", selector="", start=author.at.end))
    if facts.dates is not UNSET:
        for date in (facts.dates.published, facts.dates.modified):
            if date.visible and date.quote and date.at:
                yield _passage("date", date.quote, date.at)


def _picture(image: Image) -> Iterator[tuple[Passage, At]]:
    if image.role == "portrait":
        return
    place = place_name(At(region="caption", selector=""), lead=image.role == "lead")
    for kind, text in (("caption", image.caption), ("credit", image.credit)):
        if text:
            said: Kind = "caption" if kind == "caption" else "credit"
            yield Passage(place, said, text, _offset(image.at)), image.at


def _notes(facts: Facts) -> Iterator[tuple[Passage, At]]:
    if facts.access is not UNSET and facts.access.wall_quote and facts.access.at:
        yield _passage("wall", facts.access.wall_quote, facts.access.at)
    if facts.sources is not UNSET and facts.sources.quote and facts.sources.at:
        yield _passage("sources", facts.sources.quote, facts.sources.at)
    for claim in known(facts.claims):
        yield _passage("claim", claim.quote, claim.at, claim.place)
    for correction in known(facts.corrections):
        yield _passage("correction", correction.quote, correction.at, correction.place)


def _passage(kind: Kind, text: str, at: At, place: Place | None = None) -> tuple[Passage, At]:
    return Passage(place_name(at, place), kind, text, _offset(at)), at


def _offset(at: At) -> int:
    return -1 if at.start is None else at.start

"""What a reader without an account can verify of the article, put together from what the other detectors found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from auditor.detectors._veiled import veiled
from auditor.detectors.interface import Observation
from auditor.facts import (
    CLOSED,
    At,
    Attribution,
    Author,
    Correction,
    Dates,
    Facts,
    Image,
    LinkState,
    Maybe,
    Reach,
    ReachState,
    Sources,
    Verifiable,
    known,
)
from auditor.model import Gap
from auditor.page import Page

FACT = "verifiable"

T = TypeVar("T")
LOST: frozenset[LinkState] = frozenset({"dead", "walled"})
UNNAMED = frozenset({"anonymous", "vague"})
NO_ARTICLE_PICTURES = frozenset({"portrait", "promo"})


def detect(page: Page, facts: Facts) -> Observation[Verifiable]:
    """Byline, dates, sources, credits and corrections as a reader without an account gets them."""
    walled = facts.access is not UNSET and facts.access.state in CLOSED
    hidden = veiled(page) if walled else _nothing
    whole = not walled and not any(gap.fact == "page.body" for gap in page.gaps)
    absent: ReachState = "none" if whole else "not-served"
    found = Verifiable(
        byline=_reach(facts.authors, _byline, hidden, absent),
        dates=_reach(facts.dates, _dates, hidden, absent),
        sources=_reach(_both(facts), _sources, hidden, absent),
        credits=_reach(facts.images, _credits, hidden, absent),
        corrections=_reach(facts.corrections, _corrections, hidden, absent),
    )
    if not isinstance(both := _both(facts), UnsetType):
        names = _names(_ways(*both, hidden, _states(facts)))
        found = replace(found, named=len(names), followable=sum(names.values()))
    return Observation(found, tuple(_gaps(found)))


def _nothing(at: At | None) -> bool:  # noqa: ARG001 - without a wall a reader sees it all
    return False


def _gaps(found: Verifiable) -> Iterator[Gap]:
    for name in Verifiable.__struct_fields__:
        if isinstance(getattr(found, name), UnsetType):
            detail = "What it is told by could not be looked for."
            yield Gap(fact=f"verifiable.{name}", reason="detector-failed", detail=detail)


def _reach(
    value: Maybe[T], found: Callable[[T], Iterator[Reach]], hidden: Callable[[At | None], bool], absent: ReachState
) -> Maybe[Reach]:
    """The first that a reader sees before the wall; else the first at all; else that there is none."""
    if isinstance(value, UnsetType):
        return UNSET
    reaches = [
        replace(reach, state="markup") if reach.state == "seen" and hidden(reach.at) else reach
        for reach in found(value)
    ]
    return next((reach for reach in reaches if reach.state == "seen"), next(iter(reaches), Reach(state=absent)))


def _byline(authors: tuple[Author, ...]) -> Iterator[Reach]:
    for author in authors:
        yield Reach(state="seen" if author.visible else "markup", quote=author.quote, at=author.at)


def _dates(dates: Dates) -> Iterator[Reach]:
    for pair in (dates.published, dates.modified):
        if pair.visible:
            yield Reach(state="seen", quote=pair.quote, at=pair.at)
    if dates.published.machine or dates.modified.machine:
        yield Reach(state="markup")


def _sources(both: tuple[Sources, tuple[Attribution, ...]]) -> Iterator[Reach]:
    listed, said = both
    if listed.access == "open":
        yield Reach(state="seen", quote=listed.quote, at=listed.at)
    for item in said:
        if item.linked:
            yield Reach(state="seen", quote=item.quote, at=item.at)
    if listed.access in ("registration", "paywall"):
        yield Reach(state="not-served", quote=listed.quote, at=listed.at)


def _credits(images: tuple[Image, ...]) -> Iterator[Reach]:
    for image in images:
        if image.credit and image.role not in NO_ARTICLE_PICTURES:
            yield Reach(state="seen", quote=image.quote, at=image.at)


def _corrections(corrections: tuple[Correction, ...]) -> Iterator[Reach]:
    for item in corrections:
        yield Reach(state="seen" if item.origin == "text" else "markup", quote=item.quote, at=item.at)


def _both(facts: Facts) -> Maybe[tuple[Sources, tuple[Attribution, ...]]]:
    listed, said = facts.sources, facts.attributions
    return UNSET if isinstance(listed, UnsetType) or isinstance(said, UnsetType) else (listed, said)


def _states(facts: Facts) -> dict[str, Maybe[LinkState]]:
    return {link.url: link.state for link in known(facts.links)}


def _ways(
    listed: Sources,
    said: tuple[Attribution, ...],
    hidden: Callable[[At | None], bool],
    states: Mapping[str, Maybe[LinkState]],
) -> Iterator[tuple[str, bool]]:
    """Every time a source is named, and whether the link there can be followed without paying."""
    for name, url, at in (
        *((entry.quote, entry.url, entry.at) for entry in known(listed.entries)),
        *((item.who, item.url, item.at) for item in said if item.kind not in UNNAMED),
    ):
        yield name, url is not None and states.get(url) not in LOST and not hidden(at)


def _names(ways: Iterable[tuple[str, bool]]) -> dict[str, bool]:
    """Every source by its fullest name; whoever can be followed once can be followed."""
    found: dict[str, bool] = {}
    for name, follows in ways:
        new = f" {' '.join(name.casefold().split())} "
        same = next((old for old in found if old in new or new in old), new)
        found[max(same, new, key=len)] = found.pop(same, False) or follows
    return found

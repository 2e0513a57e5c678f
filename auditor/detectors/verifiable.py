"""What a reader without an account can verify of the article, put together from what the other detectors found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from auditor.detectors.interface import Observation
from auditor.facts import (
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
    SourceEntry,
    Sources,
    Verifiable,
)
from auditor.model import Gap
from auditor.page import Page

FACT = "verifiable"

T = TypeVar("T")
WALLED = frozenset({"partial", "gated", "registration"})
LOST: frozenset[LinkState] = frozenset({"dead", "walled"})
UNNAMED = frozenset({"anonymous", "vague"})
NO_ARTICLE_PICTURES = frozenset({"portrait", "promo"})


def detect(page: Page, facts: Facts) -> Observation[Verifiable]:
    """Byline, dates, sources, credits and corrections as a reader without an account gets them."""
    walled = facts.access is not UNSET and facts.access.state in WALLED
    whole = not walled and not any(gap.fact == "page.body" for gap in page.gaps)
    absent: ReachState = "none" if whole else "not-served"
    found = Verifiable(
        byline=_reach(facts.authors, _byline, absent),
        dates=_reach(facts.dates, _dates, absent),
        sources=_sources(facts, absent),
        credits=_reach(facts.images, _credits, absent),
        corrections=_reach(facts.corrections, _corrections, absent),
    )
    entries, said = _listed(facts.sources), facts.attributions
    if not (isinstance(entries, UnsetType) or isinstance(said, UnsetType)):
        names = dict(_names(entries, said, _states(facts)))
        found = replace(found, named=len(names), followable=sum(names.values()))
    return Observation(found, tuple(_gaps(found)))


def _gaps(found: Verifiable) -> Iterator[Gap]:
    for name in Verifiable.__struct_fields__:
        if isinstance(getattr(found, name), UnsetType):
            detail = "What it is told by could not be looked for."
            yield Gap(fact=f"verifiable.{name}", reason="detector-failed", detail=detail)


def _reach(value: Maybe[T], found: Callable[[T], Reach | None], absent: ReachState) -> Maybe[Reach]:
    if isinstance(value, UnsetType):
        return UNSET
    return found(value) or Reach(state=absent)


def _byline(authors: tuple[Author, ...]) -> Reach | None:
    seen = next((author for author in authors if author.visible), None)
    author = seen or next(iter(authors), None)
    return None if author is None else Reach(state="seen" if seen else "markup", quote=author.quote, at=author.at)


def _dates(dates: Dates) -> Reach | None:
    for pair in (dates.published, dates.modified):
        if pair.visible:
            return Reach(state="seen", quote=pair.quote, at=pair.at)
    return Reach(state="markup") if dates.published.machine or dates.modified.machine else None


def _sources(facts: Facts, absent: ReachState) -> Maybe[Reach]:
    listed, said = facts.sources, facts.attributions
    if isinstance(listed, UnsetType) or isinstance(said, UnsetType):
        return UNSET
    if listed.access == "open":
        return Reach(state="seen", quote=listed.quote, at=listed.at)
    linked = next((item for item in said if item.linked), None)
    if linked is not None:
        return Reach(state="seen", quote=linked.quote, at=linked.at)
    return Reach(state="not-served" if listed.access in ("registration", "paywall") else absent)


def _credits(images: tuple[Image, ...]) -> Reach | None:
    own = [image for image in images if image.role not in NO_ARTICLE_PICTURES]
    credited = next((image for image in own if image.credit), None)
    return None if credited is None else Reach(state="seen", quote=credited.quote, at=credited.at)


def _corrections(corrections: tuple[Correction, ...]) -> Reach | None:
    seen = next((item for item in corrections if item.origin == "text"), None)
    item = seen or next(iter(corrections), None)
    return None if item is None else Reach(state="seen" if seen else "markup", quote=item.quote, at=item.at)


def _listed(sources: Maybe[Sources]) -> Maybe[tuple[SourceEntry, ...]]:
    return sources if isinstance(sources, UnsetType) else sources.entries


def _states(facts: Facts) -> dict[str, Maybe[LinkState]]:
    return {} if isinstance(facts.links, UnsetType) else {link.url: link.state for link in facts.links}


def _names(
    entries: tuple[SourceEntry, ...], said: tuple[Attribution, ...], states: Mapping[str, Maybe[LinkState]]
) -> Iterator[tuple[str, bool]]:
    """Every source by its fullest name, and whether it can be followed; whoever is linked once can be followed."""
    found: dict[str, bool] = {}
    for name, url in (
        *((entry.quote, entry.url) for entry in entries),
        *((item.who, item.url) for item in said if item.kind not in UNNAMED),
    ):
        new = f" {' '.join(name.casefold().split())} "
        same = next((old for old in found if old in new or new in old), new)
        follows = found.pop(same, False) or (url is not None and states.get(url) not in LOST)
        found[max(same, new, key=len)] = follows
    yield from found.items()

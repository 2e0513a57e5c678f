"""The sources as tables that a reader can use: who, what for, where the link leads, and whether it can be opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import UnsetType

from auditor.facts import (
    ArticleLink,
    Attribution,
    Facts,
    LinkKind,
    LinkState,
    Maybe,
    Reach,
    ReachState,
    Sources,
    Verifiable,
)
from auditor.render.escape import safe_href
from auditor.render.view import CellView
from auditor.render.wording import ATTRIBUTION_KINDS, SOURCE_ACCESS

Row = tuple[CellView, ...]

REACHES: dict[ReachState, str] = {
    "seen": "yes",
    "markup": "no: only programs are told",
    "not-served": "not in what was served; it may stand behind the wall",
    "none": "no: it is not on the page",
}
LINK_KINDS: dict[LinkKind, str] = {
    "internal": "the outlet's own pages",
    "document": "documents and public bodies",
    "outlet": "other outlets",
    "social": "social networks",
    "tag": "pages of a subject",
    "affiliate": "paid links",
    "external": "other sites",
}
LINK_STATES: dict[LinkState, str] = {
    "alive": "yes",
    "moved": "yes, at a new address",
    "dead": "no: it is gone",
    "walled": "only after signing up or paying",
    "unclear": "could not be told",
}
NOT_TRIED = "there is a link; it was not tried"
NO_LINK = "no link"
PARTS = {
    "byline": "Who wrote it",
    "dates": "When it was published or changed",
    "sources": "A list of sources, or a link to one",
    "credits": "Who made the pictures",
    "corrections": "Corrections",
}


def verifiable_rows(verifiable: Verifiable) -> Iterator[Row]:
    """What a reader without an account can check, the sources first."""
    yield (_cell("Sources"), _cell(followed(verifiable)), _cell(None))
    for name, words in PARTS.items():
        reach: Maybe[Reach] = getattr(verifiable, name)
        if isinstance(reach, UnsetType):
            yield (_cell(words), _cell("could not be checked"), _cell(None))
        else:
            yield (_cell(words), _cell(REACHES[reach.state]), _quote(reach.quote))


def followed(verifiable: Verifiable) -> str:
    """The one sentence: "You can follow 3 of 11 named sources without paying." """
    named, followable = verifiable.named, verifiable.followable
    if isinstance(named, UnsetType) or isinstance(followable, UnsetType):
        return "How many of its sources can be followed could not be checked."
    if not named:
        return "The text that was served names no source."
    return f"You can follow {followable} of {named} named {'source' if named == 1 else 'sources'} without paying."


def sources_rows(facts: Facts) -> Iterator[Row]:
    """Who stands behind the text: entries of its list, then whoever is quoted, each statement with its way to check."""
    states = {} if isinstance(facts.links, UnsetType) else {link.url: link.state for link in facts.links}
    if not isinstance(facts.sources, UnsetType):
        yield from _listed(facts.sources, states)
    for item in () if isinstance(facts.attributions, UnsetType) else facts.attributions:
        yield _said(item, states)


def links_rows(links: Sequence[ArticleLink]) -> Iterator[Row]:
    """How many links lead where, and what trying them found."""
    by_kind = Counter(link.kind for link in links)
    for kind, words in LINK_KINDS.items():
        if by_kind[kind]:
            found = Counter(link.state for link in links if link.kind == kind and not isinstance(link.state, UnsetType))
            tried = ", ".join(f"{count} {state}" for state, count in sorted(found.items())) or "not tried"
            yield (_cell(words), _cell(str(by_kind[kind])), _cell(tried))


def _listed(sources: Sources, states: Mapping[str, Maybe[LinkState]]) -> Iterator[Row]:
    if sources.access not in ("open", "absent"):
        closed = SOURCE_ACCESS[sources.access]
        yield (_cell("The list of sources"), _cell(None), _quote(sources.quote), _cell(None), _cell(closed))
    for entry in () if isinstance(sources.entries, UnsetType) else sources.entries:
        yield (_quote(entry.quote), _cell("in the list of sources"), _cell(None), *_way(entry.url, states))


def _said(item: Attribution, states: Mapping[str, Maybe[LinkState]]) -> Row:
    return (_quote(item.who), _cell(ATTRIBUTION_KINDS[item.kind]), _quote(item.quote), *_way(item.url, states))


def _way(url: str | None, states: Mapping[str, Maybe[LinkState]]) -> Iterable[CellView]:
    if url is None:
        return (_cell(None), _cell(NO_LINK))
    state = states.get(url)
    opened = NOT_TRIED if state is None or isinstance(state, UnsetType) else LINK_STATES[state]
    return (_cell(url, safe_href(url)), _cell(opened))


def _cell(text: str | None, href: str | None = None) -> CellView:
    return CellView(text=text or "–", href=href, quoted=False)


def _quote(text: str | None) -> CellView:
    return CellView(text=text or "–", href=None, quoted=bool(text))

"""Promises against practice: what else stands on the page that keeps a promise or breaks it, in its own words."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import UNSET, UnsetType

from auditor.facts import (
    ArticleLink,
    Attribution,
    ClaimKind,
    Disclosure,
    Facts,
    Maybe,
    Practice,
    PracticeState,
    Quoted,
    known,
)

WITHHELD = frozenset({"registration", "paywall", "announced"})


def practice_of(kind: ClaimKind, facts: Facts) -> Maybe[Practice]:
    """What the page shows of a promise of this kind; absent where it shows nothing either way, or could not be read."""
    look = _LOOKS.get(kind)
    return UNSET if look is None else look(facts)


def _every_source(facts: Facts) -> Maybe[Practice]:
    """A list that is open keeps it; a list that is not there breaks it, and so does a statement without a link."""
    listed = _list_of_sources(facts)
    whole = facts.access is not UNSET and facts.access.reaches_end is True
    if listed is not UNSET or not whole or isinstance(facts.attributions, UnsetType):
        return listed
    unlinked = next((said for said in facts.attributions if not said.linked), None)
    if unlinked is not None:
        return _shown("broken", unlinked)
    return _shown("kept", facts.attributions[0]) if facts.attributions else UNSET


def _documents(facts: Facts) -> Maybe[Practice]:
    """A document that is named or linked keeps it; a list of them that is not there breaks it."""
    for item in _documents_named(facts):
        return _shown("kept", item)
    return _list_of_sources(facts)


def _reviewed(facts: Facts) -> Maybe[Practice]:
    """A statement that names who checked keeps it; one that people step in only where needed breaks it."""
    kept = _statement(facts, "named")
    return _shown("kept", kept) if kept else _broken(_statement(facts, "conditional"))


def _fact_checked(facts: Facts) -> Maybe[Practice]:
    """A statement that names who checked keeps it; nothing else that a page says breaks it."""
    kept = _statement(facts, "named")
    return _shown("kept", kept) if kept else UNSET


_LOOKS: dict[ClaimKind, Callable[[Facts], Maybe[Practice]]] = {
    "documents-every-source": _every_source,
    "based-on-documents": _documents,
    "human-reviewed": _reviewed,
    "fact-checked": _fact_checked,
}
"""That an outlet is independent, or that no machine helped, cannot be seen on one page."""


def _list_of_sources(facts: Facts) -> Maybe[Practice]:
    sources = facts.sources
    if isinstance(sources, UnsetType) or sources.quote is None or sources.at is None:
        return UNSET
    if sources.access == "open":
        return Practice(state="kept", quote=sources.quote, at=sources.at)
    return Practice(state="broken", quote=sources.quote, at=sources.at) if sources.access in WITHHELD else UNSET


def _documents_named(facts: Facts) -> tuple[Attribution | ArticleLink, ...]:
    documents = (item for item in known(facts.attributions) if item.kind == "document")
    return (*documents, *(link for link in known(facts.links) if link.kind == "document"))


def _statement(facts: Facts, human: str) -> Disclosure | None:
    about_text = (
        item
        for item in known(facts.disclosures)
        if item.about_this_page and item.scope == "text" and item.origin == "text"
    )
    return next((item for item in about_text if item.human == human), None)


def _broken(item: Quoted | None) -> Maybe[Practice]:
    return UNSET if item is None else _shown("broken", item)


def _shown(state: PracticeState, item: Quoted) -> Practice:
    return Practice(state=state, quote=item.quote, at=item.at)

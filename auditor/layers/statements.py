"""What the page's words and its markup say of AI: one statement a fact, with the layer that speaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import UnsetType

from auditor.consistency import Component, Layer, Says
from auditor.facts import Author, Claim, Disclosure, DisclosureRole, DisclosureScope, Facts, Region, known
from auditor.places import At, Quoted

BY_ROLE: dict[DisclosureRole, Says] = {
    "generated": "ai-made",
    "voiced": "ai-made",
    "translated": "ai-made",
    "summarised": "ai-made",
    "assisted": "ai-helped",
    "edited": "ai-helped",
    "automated": "automated",
    "none": "no-ai",
}
BY_SCOPE: dict[DisclosureScope, Component] = {
    "text": "text",
    "headline": "headline",
    "summary": "summary",
    "translation": "translation",
    "image": "picture",
    "audio": "audio",
    "video": "video",
    "data": "data",
    "author": "author",
    "comments": "comments",
    "site": "page",
}
OF_PART: dict[DisclosureRole, Component] = {"translated": "translation", "summarised": "summary", "voiced": "audio"}
"""A statement on "the text" that speaks of its translation, summary or voice."""
CAPTIONS: frozenset[Region] = frozenset({"caption", "credit", "lead-media"})
BYLINES: frozenset[Region] = frozenset({"byline", "author-bio"})
WHOLE = frozenset({"html", "body", "main", "article"})
"""Elements whose mark speaks of the whole text; a mark on any other speaks of that part."""
JSON_LD = 'script[type="application/ld+json"]'


class Said(NamedTuple):
    """One statement: who speaks, of what, what it says, in which words."""

    layer: Layer
    component: Component
    number: int | None
    says: Says
    quoted: Quoted


def is_element(at: At) -> bool:
    """Whether a mark in the markup is the attribute of an element, not a meta element, structured data or a header."""
    return (
        at.region == "markup" and not at.selector.startswith(("meta", "script", "header")) and "#/" not in at.selector
    )


def statements(facts: Facts) -> Iterator[Said]:
    """Everything the page says of AI in its making, but for what it says of single pictures."""
    claims = known(facts.claims)
    for note in known(facts.disclosures):
        if note.about_this_page and note.scope != "image" and note.origin != "file":
            yield from _disclosed(note, claims, facts)
    for claim in claims:
        if claim.kind == "no-ai":
            yield Said(layer_of(claim.at), "page", None, "no-ai", _quoted(claim))
        elif claim.kind == "human-written":
            yield Said(layer_of(claim.at), "text", None, "people", _quoted(claim))
    automated = _only_automated(known(facts.disclosures))
    for number, author in enumerate(known(facts.authors), 1):
        if author.kind == "machine":
            says: Says = "automated" if automated and not author.machine_disclosed else "ai-made"
            yield from _machine(author, number, says)


def layer_of(at: At) -> Layer:
    """Which layer speaks in this place."""
    if at.region == "markup":
        return "header" if at.selector == "header" else "markup"
    if at.region in CAPTIONS:
        return "caption"
    return "byline" if at.region in BYLINES else "text"


def overlap(one: At, other: At) -> bool:
    """Whether two places share words of the page, or are the same element of the markup."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return one.selector == other.selector
    return one.start < other.end and other.start < one.end


def _disclosed(note: Disclosure, claims: tuple[Claim, ...], facts: Facts) -> Iterator[Said]:
    layer: Layer = "header" if note.origin == "header" else layer_of(note.at)
    says = BY_ROLE[note.role]
    component = BY_SCOPE[note.scope]
    if component == "text":
        component = OF_PART.get(note.role, "text")
        if is_element(note.at) and note.at.selector.rpartition(" ")[2].partition(":")[0] not in WHOLE:
            component = "part"
    written = [claim for claim in claims if claim.kind == "human-written" and overlap(claim.at, note.at)]
    # "Written by people" denies that a machine wrote it, not that one helped: the claim itself says it.
    if not (note.role == "none" and component == "text" and written):
        authors = known(facts.authors)
        number = 1 if component == "author" and len(authors) == 1 else None
        yield Said(layer, component, number, says, _quoted(note))


def _only_automated(notes: tuple[Disclosure, ...]) -> bool:
    """Whether the page calls its text automated and nowhere AI: then a machine that signs it is no AI either."""
    roles = {note.role for note in notes if note.about_this_page and note.scope in ("text", "author")}
    return "automated" in roles and roles <= {"automated", "none"}


def _machine(author: Author, number: int, says: Says) -> Iterator[Said]:
    """What byline, author box and markup say of an author that is a machine."""
    said = author.machine_said
    if isinstance(said, UnsetType) or said is None:
        said = Quoted(quote=author.quote, at=author.at)
    declared = author.declared_said
    if isinstance(declared, UnsetType) or declared is None:
        declared = Quoted(quote=author.name, at=At(region="markup", selector=JSON_LD))
    if author.declared_kind == "machine":
        yield Said("markup", "author", number, says, declared)
    # A name that only the markup calls a program says nothing to the readers of the byline.
    if author.declared_kind != "machine" or author.machine_disclosed:
        yield Said(layer_of(said.at), "author", number, says, said)
    if author.declared_kind == "person":
        yield Said("markup", "author", number, "people", declared)


def _quoted(fact: Quoted) -> Quoted:
    return Quoted(quote=fact.quote, at=fact.at)

"""The facts of sourcing: who an article rests on, and what of it a reader can reach (part of `auditor.facts`)."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from auditor.places import MORE, STRUCTURAL, At, Maybe, Place, Quoted, known

AccessState = Literal["free", "metered", "registration", "partial", "gated", "unknown"]
CLOSED: frozenset[AccessState] = frozenset({"partial", "gated", "registration"})
"""States in which the text stops at a wall."""
LinkKind = Literal["internal", "document", "outlet", "social", "tag", "affiliate", "external"]
NO_SOURCE: frozenset[LinkKind] = frozenset({"tag", "affiliate"})
"""Kinds of links that lead to no source: nobody needs to follow them."""
LinkState = Literal["alive", "moved", "dead", "walled", "unclear"]
AttributionKind = Literal["named", "organisation", "anonymous", "vague", "document", "outlet"]
SourceAccess = Literal["open", "registration", "paywall", "announced", "absent"]
ReachState = Literal["seen", "markup", "not-served", "none"]
PracticeState = Literal["kept", "broken"]
ClaimKind = Literal[
    "documents-every-source",
    "human-written",
    "human-reviewed",
    "fact-checked",
    "independent",
    "no-ai",
    "based-on-documents",
]


class Access(Struct, frozen=True, kw_only=True):
    """How much of the article a reader without an account gets."""

    state: Annotated[
        AccessState, Meta(description="Free, metered, registration, partial, gated or unknown", extra=STRUCTURAL)
    ]
    wall_quote: Annotated[str | None, Meta(description="The words of the wall, verbatim")]
    at: Annotated[At | None, Meta(description="Where the wall stands")]
    declared_free: Annotated[
        bool | None,
        # A promise, like the kind of a claim: who makes it is asked whether it is kept.
        Meta(description="isAccessibleForFree in the markup; null where not stated", extra=STRUCTURAL),
    ]
    visible_share: Annotated[
        Maybe[float],
        Meta(description="Share of the text served, from 0 to 1; absent where it cannot be known"),
    ] = UNSET
    reaches_end: Annotated[
        Maybe[bool],
        # What came of the text, like the kind of a page: who serves less of it is asked less, and gains nothing else.
        Meta(
            description="What could be read goes on to the end of the text; absent where it stops at a wall or was cut",
            extra=STRUCTURAL,
        ),
    ] = UNSET


class Attribution(Quoted, frozen=True, kw_only=True):
    """One statement that the text ascribes to somebody."""

    who: Annotated[str, Meta(description="Who said it, as the text names them")]
    kind: Annotated[
        AttributionKind,
        Meta(
            description="Somebody by name; a body told by what it is (the company, the police); a person who is not "
            "named; nobody in particular (critics, reports); a document; an outlet"
        ),
    ]
    verb: Annotated[str, Meta(description='The words that ascribe, such as "told" or "according to"')]
    linked: Annotated[bool, Meta(description="The sentence links to where it was said", extra=MORE)]
    url: Annotated[str | None, Meta(description="That address")]
    link_kind: Annotated[
        Maybe[LinkKind | None], Meta(description="What sort of page that address is; null without one")
    ] = UNSET
    reason: Annotated[
        Maybe[str | None],
        Meta(description="Why somebody is not named, in the words of the text; null where it does not say", extra=MORE),
    ] = UNSET


class ArticleLink(Quoted, frozen=True, kw_only=True):
    """One address that the article links; `quote` is the words of the link."""

    url: Annotated[str, Meta(description="The address, without parameters that only track its reader")]
    kind: Annotated[
        LinkKind,
        Meta(
            description="The outlet's own; a document or a public body; another outlet, told by the link's words; a "
            "social network; a page of a subject; a paid link; any other"
        ),
    ]
    state: Annotated[
        Maybe[LinkState],
        Meta(
            description="When last tried: opened, moved for good, dead after several tries, behind a wall, or not "
            "to be told; absent where nobody tried"
        ),
    ] = UNSET
    tried_at: Annotated[Maybe[str], Meta(description="When it was last tried, ISO 8601")] = UNSET
    moved_to: Annotated[Maybe[str], Meta(description="Where it leads now; absent where it did not move")] = UNSET


class SourceEntry(Quoted, frozen=True, kw_only=True):
    """One entry of a list of sources."""

    url: Annotated[str | None, Meta(description="The first address it links; null where it links none")]


class Sources(Struct, frozen=True, kw_only=True):
    """The list of sources behind the article, if the page has or mentions one."""

    listed: Annotated[bool, Meta(description="A list of sources stands on the page", extra=MORE)]
    access: Annotated[
        SourceAccess,
        Meta(
            description="Open; behind a sign-up or a paywall; announced, not there; absent: the page mentions none",
            extra=MORE,
        ),
    ]
    count: Annotated[int, Meta(description="Entries of the list on the page", extra=MORE)]
    linked_count: Annotated[int, Meta(description="Entries with a link", extra=MORE)]
    quote: Annotated[str | None, Meta(description="The heading of the list, or the words that withhold or announce it")]
    at: Annotated[At | None, Meta(description="Where they stand")]
    entries: Annotated[Maybe[tuple[SourceEntry, ...]], Meta(description="What the list names, entry by entry")] = UNSET


def source_entries(sources: Maybe[Sources]) -> tuple[SourceEntry, ...]:
    """What the list of sources names; nothing where there is no list, or it could not be looked for."""
    return () if isinstance(sources, UnsetType) else known(sources.entries)


class Practice(Quoted, frozen=True, kw_only=True):
    """What stands on the same page that bears a promise out, or goes against it; `quote` is its words."""

    state: Annotated[PracticeState, Meta(description="Kept or broken, as far as this page shows", extra=MORE)]


class Claim(Quoted, frozen=True, kw_only=True):
    """A promise that the page makes about how it or its outlet works."""

    kind: Annotated[ClaimKind, Meta(description="What is promised", extra=STRUCTURAL)]
    place: Annotated[Place, Meta(description="top, body, end, margin or hidden")]
    practice: Annotated[
        Maybe[Practice],
        Meta(description="What the page itself shows of it; absent where it shows neither"),
    ] = UNSET


class Reach(Struct, frozen=True, kw_only=True):
    """Whether a reader without an account can see one thing that the article rests on."""

    state: Annotated[
        ReachState,
        Meta(
            description="Seen on the page; only in its markup, told to machines or folded away behind a wall; "
            "not in what was served, so perhaps behind the wall; "
            "looked for in the whole text and not there",
            extra=MORE,
        ),
    ]
    quote: Annotated[str | None, Meta(description="The words that a reader sees, or that stand in the markup")] = None
    at: Annotated[At | None, Meta(description="Where they stand")] = None


class Verifiable(Struct, frozen=True, kw_only=True):
    """What a reader without an account can verify: what stands before the wall, and which sources can be followed."""

    byline: Annotated[Maybe[Reach], Meta(description="Who wrote it")] = UNSET
    dates: Annotated[Maybe[Reach], Meta(description="When it was published or changed")] = UNSET
    sources: Annotated[
        Maybe[Reach], Meta(description="A list of sources, or a statement with a link to where it comes from")
    ] = UNSET
    credits: Annotated[Maybe[Reach], Meta(description="Who made its pictures")] = UNSET
    corrections: Annotated[Maybe[Reach], Meta(description="Notices of corrections")] = UNSET
    named: Annotated[
        Maybe[int],
        Meta(
            description="Sources that the served text names: entries of its list, and who is quoted, each once",
            extra=STRUCTURAL,
        ),
    ] = UNSET
    followable: Annotated[
        Maybe[int],
        Meta(
            description="Those of them with a link before the wall that was not found dead or walled itself", extra=MORE
        ),
    ] = UNSET

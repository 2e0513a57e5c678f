"""
The facts: the typed vocabulary that rules speak.

Three states, kept apart everywhere:

    absent (UNSET, no key in JSON)      we could not look; a `Gap` says why
    null, false, "", []                 we looked, and it is not there
    anything else                       we looked, and this is what the page says

Every field carries its meaning; the type check of rules, `docs/facts.md` and the JSON Schema are made from them.
Two marks: `STRUCTURAL`, what a page is, may be used in a rule's `applies_when`; `MORE`, what a page tells its reader,
may not: a disclosure must never make extra rules apply. Every list item is a `Quoted`: verbatim words and their place.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct

from auditor.places import MORE as MORE
from auditor.places import STRUCTURAL as STRUCTURAL
from auditor.places import At as At
from auditor.places import Maybe as Maybe
from auditor.places import Place as Place
from auditor.places import Quoted as Quoted
from auditor.places import Region as Region
from auditor.places import known as known
from auditor.provenance import ImageProvenance, RenditionCheck
from auditor.sourcing import CLOSED as CLOSED
from auditor.sourcing import NO_SOURCE as NO_SOURCE
from auditor.sourcing import Access as Access
from auditor.sourcing import AccessState as AccessState
from auditor.sourcing import ArticleLink as ArticleLink
from auditor.sourcing import Attribution as Attribution
from auditor.sourcing import AttributionKind as AttributionKind
from auditor.sourcing import Claim as Claim
from auditor.sourcing import ClaimKind as ClaimKind
from auditor.sourcing import LinkKind as LinkKind
from auditor.sourcing import LinkState as LinkState
from auditor.sourcing import Practice as Practice
from auditor.sourcing import PracticeState as PracticeState
from auditor.sourcing import Reach as Reach
from auditor.sourcing import ReachState as ReachState
from auditor.sourcing import SourceAccess as SourceAccess
from auditor.sourcing import SourceEntry as SourceEntry
from auditor.sourcing import Sources as Sources
from auditor.sourcing import Verifiable as Verifiable
from auditor.sourcing import source_entries as source_entries

PageKind = Literal["article", "stub", "listing", "block-page", "consent-wall", "shell", "other"]
AuthorKind = Literal["person", "organisation", "agency", "machine", "unknown"]
AuthorOrigin = Literal["byline", "json-ld", "meta", "microdata", "author-bio", "url"]
DisclosureScope = Literal[
    "text", "headline", "summary", "translation", "image", "audio", "video", "data", "author", "comments", "site"
]  # fmt: skip
DisclosureRole = Literal["generated", "assisted", "edited", "translated", "summarised", "voiced", "automated", "none"]
HumanReview = Literal["none", "claimed", "named", "conditional"]
DisclosureOrigin = Literal["text", "markup", "file", "header"]
Shown = Literal["at-once", "on-click", "hidden"]
ImageRole = Literal["lead", "body", "gallery", "still", "portrait", "promo"]
OWN_PICTURES: frozenset[ImageRole] = frozenset({"lead", "body", "gallery"})
"""Roles of the pictures that the article answers for; a picture that only points elsewhere is none of them."""
ImageCalled = Literal["ai", "illustration", "credited", "nothing"]
Agreement = Literal[
    "agrees", "agrees-partly", "contradiction", "weak-contradiction", "claim-unchecked", "undisclosed-ai",
    "undisclosed-ai-edit", "undisclosed-ai-illustration", "consistent", "fine", "odd", "nothing-known",
    "credentials-broken", "unreadable",
]  # fmt: skip
DateBasis = Literal["markup", "visible", "address", "last-change"]
ResidueKind = Literal["prompt", "refusal", "tool-token", "tracking", "placeholder", "paste-markup"]
RightsKind = Literal["noai", "noimageai", "noml", "tdm-reservation", "tdm-policy", "content-usage", "licence"]
PolicyKind = Literal["ai", "corrections", "ethics", "ownership", "contact", "masthead", "about", "process"]


class PageFacts(Struct, frozen=True, kw_only=True):
    """What kind of page this is, and its text."""

    kind: Annotated[
        PageKind, Meta(description="What sort of page; only articles and stubs are scored", extra=STRUCTURAL)
    ]
    kind_reason: Annotated[str, Meta(description="What decided the kind, in words")]
    url: Annotated[str, Meta(description="Address the bytes came from")]
    canonical_url: Annotated[str | None, Meta(description="Address the page calls its own")]
    title: Annotated[str | None, Meta(description="The headline")]
    language: Annotated[str | None, Meta(description="BCP 47 language of the text, primary subtag", extra=STRUCTURAL)]
    encoding: Annotated[str, Meta(description="Character encoding that was used to read the bytes")]
    words: Annotated[int, Meta(description="Words in the body", extra=STRUCTURAL)]
    body: Annotated[str, Meta(description="The body text, paragraphs separated by an empty line")]


class Author(Quoted, frozen=True, kw_only=True):
    """One author as the page names it."""

    name: Annotated[str, Meta(description='The name without titles, roles and "By"')]
    kind: Annotated[AuthorKind, Meta(description="Person, organisation, agency, machine, or not to be told")]
    url: Annotated[str | None, Meta(description="Profile or home page that the page links")]
    has_profile: Annotated[bool, Meta(description="A profile page is linked", extra=MORE)]
    origins: Annotated[
        tuple[AuthorOrigin, ...],
        Meta(description="Where the name was found: visible byline, JSON-LD, meta …"),
    ]
    visible: Annotated[bool, Meta(description="A reader sees the name", extra=MORE)]
    bio: Annotated[str | None, Meta(description="What the page says of this author, verbatim")]
    declared_kind: Annotated[
        AuthorKind | None, Meta(description="The kind that the page's markup states (Person, Organization …)")
    ]
    machine_disclosed: Annotated[bool, Meta(description="The page says that this author is a machine", extra=MORE)]
    machine_said: Annotated[
        Maybe[Quoted | None], Meta(description="The words that say that this author is a machine; null where none do")
    ] = UNSET
    declared_said: Annotated[
        Maybe[Quoted | None], Meta(description="What in the markup states the declared kind; null where nothing does")
    ] = UNSET


class DatePair(Struct, frozen=True, kw_only=True):
    """One date as machines and as readers get it."""

    value: Annotated[str | None, Meta(description="Best value, ISO 8601")]
    machine: Annotated[str | None, Meta(description="Date in the markup, ISO 8601, or null")]
    visible: Annotated[str | None, Meta(description="Date that a reader sees, ISO 8601, or null", extra=MORE)]
    agree: Annotated[bool | None, Meta(description="Both name the same day; null where one of them is missing")]
    quote: Annotated[str | None, Meta(description="The date as a reader sees it, verbatim")]
    at: Annotated[At | None, Meta(description="Where the date stands")]
    basis: Annotated[
        DateBasis | None,
        Meta(
            description="What the best value rests on; last-change: the page only says when it was changed, so it was "
            "published on that day or before"
        ),
    ] = None


class Dates(Struct, frozen=True, kw_only=True):
    """First publication and last change."""

    published: Annotated[DatePair, Meta(description="First publication")]
    modified: Annotated[DatePair, Meta(description="Last change")]


class Disclosure(Quoted, frozen=True, kw_only=True):
    """A statement of this page about its own making."""

    scope: Annotated[DisclosureScope, Meta(description="What of the page it speaks of")]
    role: Annotated[DisclosureRole, Meta(description='What the machine did; "none" is a denial, "automated" is not AI')]
    tool: Annotated[str | None, Meta(description="The tool, model or vendor it names", extra=MORE)]
    human: Annotated[
        HumanReview,
        Meta(description='Human review: not mentioned, claimed, by a named person, or only "where needed"'),
    ]
    about_this_page: Annotated[
        bool, Meta(description="True for a statement about this page; false for a policy of the outlet")
    ]
    region: Annotated[Region, Meta(description="Region of the page it stands in")]
    place: Annotated[Place, Meta(description="top, body, end, margin or hidden", extra=MORE)]
    depth: Annotated[float, Meta(description="How far down the page text it starts, from 0 to 1")]
    visible: Annotated[bool, Meta(description="A reader sees it without a click", extra=MORE)]
    origin: Annotated[DisclosureOrigin, Meta(description="Text, markup, an image file, or an HTTP header")]
    version: Annotated[
        Maybe[str | None], Meta(description='Version of the tool, as written: "4o", "v6"; null where none', extra=MORE)
    ] = UNSET
    responsible: Annotated[
        Maybe[str | None],
        Meta(description="Who the statement says answers for the result, verbatim; null where it does not", extra=MORE),
    ] = UNSET
    policy_url: Annotated[
        Maybe[str | None],
        Meta(
            description="The outlet's rules on AI or on its work, linked in the statement or right beside it",
            extra=MORE,
        ),
    ] = UNSET
    shown: Annotated[
        Maybe[Shown],
        Meta(description="At once, on a click (a folded box), or hidden: only machines or aids read it", extra=MORE),
    ] = UNSET


class Image(Quoted, frozen=True, kw_only=True):
    """One picture of the article. `quote` is its caption, else its credit, alt text or address."""

    url: Annotated[str, Meta(description="Absolute address of the best rendition")]
    role: Annotated[
        ImageRole, Meta(description="Lead, body, gallery, still of a film or sound, portrait of an author, promo")
    ]
    caption: Annotated[str | None, Meta(description="Caption that a reader sees, without the credit")]
    credit: Annotated[str | None, Meta(description="Who the page says made or owns it", extra=MORE)]
    alt: Annotated[str | None, Meta(description="Alternative text; null where the attribute is missing")]
    label_visible: Annotated[
        bool, Meta(description="A reader sees a statement that a machine made or changed it", extra=MORE)
    ]
    ai_by_caption: Annotated[
        bool,
        Meta(description="Caption, credit or alt text say that a machine made or changed it", extra=MORE),
    ]
    ai_by_file: Annotated[
        Maybe[bool],
        Meta(description="The file's own metadata say so; absent where the file was not read", extra=STRUCTURAL),
    ] = UNSET
    file: Annotated[Maybe[ImageProvenance], Meta(description="What the file says; absent where it was not read")] = (
        UNSET
    )
    renditions: Annotated[tuple[str, ...], Meta(description="Other addresses of the same picture")] = ()
    source_type: Annotated[Maybe[Quoted | None], Meta(description="IPTC source type in the markup; null if none")] = (
        UNSET
    )
    original: Annotated[Maybe[str], Meta(description="Address of the largest original that the page names")] = UNSET
    file_url: Annotated[Maybe[str], Meta(description="Address of the file that was read; absent where none was")] = (
        UNSET
    )
    called: Annotated[
        Maybe[ImageCalled],
        Meta(
            description="What the page calls it: made with AI; an illustration, montage or symbolic picture; only who "
            "made it; nothing",
        ),
    ] = UNSET
    agreement: Annotated[
        Maybe[Agreement],
        Meta(description="Whether the file and what the page calls the picture agree; absent where no file was read"),
    ] = UNSET
    survival: Annotated[
        Maybe[tuple[RenditionCheck, ...]],
        Meta(description="All files that the page offers for it, compared; absent where that was not asked for"),
    ] = UNSET


class Correction(Quoted, frozen=True, kw_only=True):
    """A notice on this page that its text was corrected or changed."""

    date: Annotated[str | None, Meta(description="The date it names, ISO 8601")]
    place: Annotated[Place, Meta(description="top, body, end, margin or hidden")]
    origin: Annotated[Literal["text", "markup"], Meta(description="Seen by readers, or only in the markup")]


class Residue(Quoted, frozen=True, kw_only=True):
    """An objective leftover of a text tool: never a matter of style."""

    kind: Annotated[ResidueKind, Meta(description="Prompt, refusal, tool token, tracking parameter …")]
    tool: Annotated[str | None, Meta(description="The tool whose mark it is, where the mark names one")]
    strength: Annotated[
        Literal["high", "medium", "low"], Meta(description="How surely it is a leftover", extra=STRUCTURAL)
    ]


class RightsSignal(Quoted, frozen=True, kw_only=True):
    """What the page tells machines about the use of its own content: a reservation of rights, never a disclosure."""

    kind: Annotated[RightsKind, Meta(description="Which signal: noai, noimageai, TDM reservation or policy, licence …")]


class Markup(Struct, frozen=True, kw_only=True):
    """What only machines are told."""

    ai_disclosure: Annotated[
        str | None, Meta(description="Value of an ai-disclosure meta, attribute or header; null where none")
    ]
    ai_disclosure_origin: Annotated[Literal["meta", "attribute", "header"] | None, Meta(description="Which of them")]
    digital_source_type: Annotated[
        str | None, Meta(description="IPTC Digital Source Type in the page's structured data")
    ]
    structured_data_broken: Annotated[
        tuple[str, ...], Meta(description="Blocks of structured data that cannot be parsed, and why")
    ]
    tdm_reservation: Annotated[
        bool | None, Meta(description="Text and data mining reserved (a rights signal, not a disclosure)")
    ]
    generator: Annotated[str | None, Meta(description="Content management system in meta generator")]
    malformed: Annotated[
        Maybe[tuple[Quoted, ...]], Meta(description="Marks about AI whose value no standard knows, verbatim")
    ] = UNSET
    c2pa_manifest: Annotated[
        Maybe[str | None],
        Meta(description='Content Credentials of the page: their address, or "inline"; a signature, no disclosure'),
    ] = UNSET
    rights: Annotated[
        Maybe[tuple[RightsSignal, ...]],
        Meta(description="Reservations of rights against mining or training; not scored"),
    ] = UNSET


class Policy(Struct, frozen=True, kw_only=True):
    """One of the outlet's pages about itself, as far as this page links it."""

    kind: Annotated[PolicyKind, Meta(description="What the policy is about")]
    found: Annotated[bool, Meta(description="A link or structured data name it", extra=MORE)]
    url: Annotated[str | None, Meta(description="Its address")]
    quote: Annotated[str | None, Meta(description="The words of the link")]
    at: Annotated[At | None, Meta(description="Where the link stands")]


class Policies(Struct, frozen=True, kw_only=True):
    """The outlet's pages about itself. Absent: not linked from here and nowhere else looked."""

    ai: Annotated[Maybe[Policy], Meta(description="Policy on the use of AI")] = UNSET
    corrections: Annotated[Maybe[Policy], Meta(description="Corrections policy")] = UNSET
    ethics: Annotated[Maybe[Policy], Meta(description="Editorial code")] = UNSET
    ownership: Annotated[Maybe[Policy], Meta(description="Owner and funding")] = UNSET
    contact: Annotated[Maybe[Policy], Meta(description="A way to reach the newsroom")] = UNSET
    masthead: Annotated[Maybe[Policy], Meta(description="Who answers for it: imprint, masthead")] = UNSET
    about: Annotated[Maybe[Policy], Meta(description="About the outlet")] = UNSET
    process: Annotated[Maybe[Policy], Meta(description="How articles are made")] = UNSET


class Outlet(Struct, frozen=True, kw_only=True):
    """What the page tells of its publisher."""

    domain: Annotated[str, Meta(description="Registered domain the bytes came from; never what the page claims")]
    name: Annotated[str | None, Meta(description="Publisher's name in the markup")]
    policies: Annotated[Policies, Meta(description="Pages about itself")]


class Facts(Struct, frozen=True, kw_only=True):
    """Everything known about one page."""

    page: Annotated[Maybe[PageFacts], Meta(description="The page", extra=STRUCTURAL)] = UNSET
    authors: Annotated[Maybe[tuple[Author, ...]], Meta(description="Who or what the page says wrote it")] = UNSET
    dates: Annotated[Maybe[Dates], Meta(description="When it was published and changed")] = UNSET
    disclosures: Annotated[
        Maybe[tuple[Disclosure, ...]], Meta(description="What the page says about machines in its making")
    ] = UNSET
    images: Annotated[Maybe[tuple[Image, ...]], Meta(description="The article's pictures", extra=STRUCTURAL)] = UNSET
    access: Annotated[Maybe[Access], Meta(description="What a reader without an account gets")] = UNSET
    attributions: Annotated[
        Maybe[tuple[Attribution, ...]], Meta(description="Statements ascribed to somebody", extra=STRUCTURAL)
    ] = UNSET
    sources: Annotated[Maybe[Sources], Meta(description="The list of sources")] = UNSET
    verifiable: Annotated[Maybe[Verifiable], Meta(description="What a reader without an account can verify")] = UNSET
    links: Annotated[Maybe[tuple[ArticleLink, ...]], Meta(description="Addresses the article links")] = UNSET
    claims: Annotated[Maybe[tuple[Claim, ...]], Meta(description="Promises about its own making", extra=STRUCTURAL)] = (
        UNSET
    )
    corrections: Annotated[Maybe[tuple[Correction, ...]], Meta(description="Notices of corrections")] = UNSET
    residue: Annotated[Maybe[tuple[Residue, ...]], Meta(description="Leftovers of text tools", extra=STRUCTURAL)] = (
        UNSET
    )
    markup: Annotated[Maybe[Markup], Meta(description="What only machines are told")] = UNSET
    outlet: Annotated[Maybe[Outlet], Meta(description="The publisher, as far as this page tells")] = UNSET

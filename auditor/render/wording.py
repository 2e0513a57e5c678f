"""The reader's words for everything the auditor's values name: regions, outcomes, gaps, roles, verdicts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.facts import (
    AccessState,
    AttributionKind,
    AuthorKind,
    AuthorOrigin,
    ClaimKind,
    DisclosureOrigin,
    DisclosureRole,
    DisclosureScope,
    HumanReview,
    ImageRole,
    PageKind,
    PolicyKind,
    PracticeState,
    Region,
    ResidueKind,
    SourceAccess,
)
from auditor.model import Basis, Category, GapReason, Grade, Outcome, Severity, Status
from auditor.provenance import ImageVerdict

CATEGORIES: dict[Category, str] = {
    "authorship": "Authorship",
    "images": "Images",
    "sourcing": "Sourcing",
    "accountability": "Accountability",
}
QUESTIONS: dict[Category, str] = {
    "authorship": "Who or what wrote this page?",
    "images": "Which pictures did a machine make?",
    "sourcing": "Which sources stand behind it, and can a reader reach them?",
    "accountability": "Who answers for it?",
}
OUTCOMES: dict[Outcome, str] = {
    "met": "Met",
    "unmet": "Not met",
    "unknown": "Could not be checked",
    "n.a.": "Does not apply",
}
SEVERITIES: dict[Severity, str] = {
    "critical": "critical",
    "high": "high importance",
    "medium": "medium importance",
    "low": "low importance",
}
STATUSES: dict[Status, str] = {
    "scored": "",
    "upcoming": "Not scored yet: announced for a later version of the rules.",
    "informative": "Not scored: for your information.",
    "manual": "Not scored: a person has to decide.",
}
BASES: dict[Basis, str] = {
    "law": "Law",
    "standard": "Published standard",
    "code of ethics": "Code of ethics",
    "practice": "Good practice, not an obligation",
}
GRADES: dict[Grade, str] = {
    "A": "The page tells its reader nearly everything we ask for.",
    "B": "The page tells its reader most of what we ask for.",
    "C": "The page tells its reader a good part of what we ask for.",
    "D": "The page tells its reader some of what we ask for.",
    "E": "The page tells its reader little of what we ask for.",
}
REGIONS: dict[Region, str] = {
    "headline": "in the headline",
    "standfirst": "in the standfirst",
    "byline": "in the byline",
    "dateline": "in the dateline",
    "lead-media": "with the lead picture",
    "body": "in the article text",
    "caption": "in a picture caption",
    "credit": "in a picture credit",
    "pull-quote": "in a pull quote",
    "summary-box": "in the summary box",
    "source-list": "in the list of sources",
    "correction": "in a correction notice",
    "author-bio": "in the note about the author",
    "process-note": "in the note on how the article was made",
    "paywall": "in the notice that ends the free text",
    "promo": "in a promotion",
    "comments": "in the comments",
    "related": "among the related stories",
    "navigation": "in the navigation",
    "footer": "in the footer",
    "consent": "in the consent notice",
    "hidden": "where readers do not see it without a click",
    "markup": "in the markup, which only machines read",
}
GAPS: dict[GapReason, str] = {
    "offline": "This audit had no network",
    "not-fetched": "It was not fetched",
    "paywall": "The text behind the wall was not served to us",
    "truncated": "The page reached us cut short",
    "undecodable": "Some bytes could not be read as text",
    "hostile-markup": "Markup was cut away before reading, for safety",
    "not-rendered": "Only a browser that runs scripts would show it",
    "not-an-article": "The page is not an article",
    "library-absent": "An optional library is not installed",
    "unreadable": "It is there, but broken",
    "detector-failed": "The auditor itself failed here",
}
PAGE_KINDS: dict[PageKind, str] = {
    "article": "an article",
    "stub": "the beginning of an article",
    "listing": "a list of articles",
    "block-page": "a page that turns robots away",
    "consent-wall": "a consent notice in place of the page",
    "shell": "an empty frame that scripts would fill",
    "other": "a page of another kind",
}
AUTHOR_KINDS: dict[AuthorKind, str] = {
    "person": "a person",
    "organisation": "an organisation",
    "agency": "a news agency",
    "machine": "a machine",
    "unknown": "cannot be told",
}
AUTHOR_ORIGINS: dict[AuthorOrigin, str] = {
    "byline": "byline",
    "json-ld": "structured data",
    "meta": "meta element",
    "microdata": "microdata",
    "author-bio": "note about the author",
    "url": "address of the page",
}
SCOPES: dict[DisclosureScope, str] = {
    "text": "the text",
    "headline": "the headline",
    "summary": "the summary",
    "translation": "the translation",
    "image": "an image",
    "audio": "the audio version",
    "video": "the video",
    "data": "the data",
    "author": "the author",
    "comments": "the comments",
    "site": "the whole site",
}
ROLES: dict[DisclosureRole, str] = {
    "generated": "made by a machine",
    "assisted": "made with a machine's help",
    "edited": "edited by a machine",
    "translated": "translated by a machine",
    "summarised": "summarised by a machine",
    "voiced": "spoken by a machine",
    "automated": "made by a fixed program, not AI",
    "none": "says that no machine was used",
}
REVIEWS: dict[HumanReview, str] = {
    "none": "not mentioned",
    "claimed": "claimed, nobody named",
    "named": "by a named person",
    "conditional": "only where needed",
}
DISCLOSURE_ORIGINS: dict[DisclosureOrigin, str] = {
    "text": "words on the page",
    "markup": "markup, for machines only",
    "file": "an image file",
    "header": "an HTTP header",
}
IMAGE_ROLES: dict[ImageRole, str] = {
    "lead": "Lead picture",
    "body": "Picture in the text",
    "gallery": "Picture in a gallery",
    "still": "Still of a film",
    "portrait": "Portrait of an author",
    "promo": "Promotional picture",
}
VERDICTS: dict[ImageVerdict, str] = {
    "ai_generated": "The file says: made by AI.",
    "ai_edited": "The file says: edited with AI.",
    "composite": "The file says: a composite.",
    "camera_capture": "The file says: taken by a camera.",
    "no_provenance": "The file says nothing about its origin.",
    "credentials_broken": "Content Credentials no longer match the file.",
    "unreadable": "The file could not be read.",
}
ACCESS: dict[AccessState, str] = {
    "free": "free to read",
    "metered": "free up to a number of articles",
    "registration": "after signing up",
    "partial": "only in part without paying",
    "gated": "only after paying",
    "unknown": "cannot be told",
}
ATTRIBUTION_KINDS: dict[AttributionKind, str] = {
    "named": "named",
    "organisation": "a body, by what it is",
    "anonymous": "anonymous",
    "vague": "nobody in particular",
    "document": "a document",
    "outlet": "another outlet",
}
SOURCE_ACCESS: dict[SourceAccess, str] = {
    "open": "open to every reader",
    "registration": "only after signing up",
    "paywall": "only after paying",
    "announced": "announced, and not on the page",
    "absent": "the page mentions no list",
}
CLAIMS: dict[ClaimKind, str] = {
    "documents-every-source": "every source is documented",
    "human-written": "written by people",
    "human-reviewed": "reviewed by people",
    "fact-checked": "fact-checked",
    "independent": "independent",
    "no-ai": "made without AI",
    "based-on-documents": "based on documents",
}
PRACTICE: dict[PracticeState, str] = {"kept": "bears it out:", "broken": "goes against it:"}
NOTHING_SHOWN = "nothing either way"
RESIDUE: dict[ResidueKind, str] = {
    "prompt": "an instruction to a text tool",
    "refusal": "a text tool's refusal",
    "tool-token": "a text tool's internal mark",
    "tracking": "a text tool's tracking parameter",
    "placeholder": "a placeholder nobody filled",
    "paste-markup": "markup pasted from a text tool",
}
POLICIES: dict[PolicyKind, str] = {
    "ai": "Use of AI",
    "corrections": "Corrections",
    "ethics": "Editorial code",
    "ownership": "Owner and funding",
    "contact": "Contact",
    "masthead": "Masthead or imprint",
    "about": "About the outlet",
    "process": "How articles are made",
}
FACTS: dict[str, str] = {
    "page": "what kind of page this is",
    "page.title": "the headline",
    "page.language": "the language of the text",
    "page.body": "the article text",
    "authors": "who wrote it",
    "dates": "when it was published and changed",
    "dates.published": "when it was published",
    "dates.modified": "when it was last changed",
    "disclosures": "statements about machines in its making",
    "images": "its pictures",
    "images.ai_by_file": "whether the file says a machine made it",
    "images.file": "what the file of the picture says",
    "images.called": "what the page calls the picture",
    "images.agreement": "whether the file of the picture and the page agree",
    "images.survival": "which copies of the picture still say how it was made",
    "access": "how much of it a reader gets",
    "access.visible_share": "how much of the text was served",
    "access.reaches_end": "the end of the text",
    "attributions": "who is quoted",
    "sources": "a list of sources",
    "sources.entries": "what its list of sources names",
    "links": "what it links to",
    "links.state": "whether its links still open",
    "verifiable": "what a reader without an account can verify",
    "verifiable.byline": "who wrote it, as a reader without an account sees it",
    "verifiable.dates": "when it was published, as a reader without an account sees it",
    "verifiable.sources": "sources that a reader without an account can reach",
    "verifiable.credits": "who made its pictures, as a reader without an account sees it",
    "verifiable.corrections": "notices of corrections, as a reader without an account sees them",
    "verifiable.named": "how many sources it names",
    "verifiable.followable": "how many of its sources can be followed",
    "claims": "promises about how it was made",
    "claims.practice": "whether its promises are kept",
    "corrections": "notices of corrections",
    "residue": "leftovers of text tools",
    "markup": "what only machines are told",
    "outlet": "what the page tells of its publisher",
    "outlet.policies": "the outlet's pages about itself",
    **{f"outlet.policies.{kind}": f"the outlet's page “{words}”" for kind, words in POLICIES.items()},
}
_INDEX = re.compile(r"\[(\d*)\]")


def fact_in_words(path: str) -> str:
    """A dotted path such as `images[2].file` in a reader's words; the nearest known parent where it has none."""
    steps = _INDEX.sub("", path).split(".")
    while steps and ".".join(steps) not in FACTS:
        steps.pop()
    words = FACTS[".".join(steps)] if steps else path
    number = next((int(digits) + 1 for digits in _INDEX.findall(path) if digits), None)
    return words if number is None else f"{words} (number {number})"


PROOF_ROWS = ("SHA-256 of the bytes", "Rules", "Signers of pictures", "Auditor")
"""Names of the rows on how an audit came about that every format shows."""


def listed(words: Sequence[str]) -> str:
    """Words as one enumeration: "a, b and c"; each is named once."""
    unique = tuple(dict.fromkeys(words))
    if len(unique) < 2:
        return "".join(unique)
    return f"{', '.join(unique[:-1])} and {unique[-1]}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 page", "2 pages"."""
    return f"{number} {one if number == 1 else many or one + 's'}"

"""
The values that pass between the stages, in the order they come into being.

    Target ──collect──▶ Snapshot ──read──▶ Page ──observe──▶ Facts + Gaps ──judge──▶ Finding* ──score──▶ Scorecard
                                                                          └───────────── Audit ─────────────┘

All are frozen and hold only tuples and plain values. `Page` lives in `auditor.page`, the facts in `auditor.facts`.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct

from auditor.consistency import Consistency
from auditor.facts import At, Facts, LinkState
from auditor.provenance import TrustListRef

SCHEMA = "auditor.audit/1"

_HALF_PAIR = re.compile("[\ud800-\udfff]")

TargetKind = Literal["url", "file", "stdin", "bytes"]
Category = Literal["authorship", "images", "sourcing", "accountability"]
Severity = Literal["critical", "high", "medium", "low"]
Status = Literal["scored", "upcoming", "informative", "manual"]
Basis = Literal["law", "standard", "code of ethics", "practice"]
Outcome = Literal["met", "unmet", "unknown", "n.a."]
"""`unknown` is "could not check" and never "no"; `n.a.` asks nothing of this page."""
Grade = Literal["A", "B", "C", "D", "E"]
GapReason = Literal[
    "offline",  # looking would need the network, and this audit had none
    "not-fetched",  # the network was there, but this thing was not asked for or did not come
    "paywall",  # the text behind it was not served
    "truncated",  # a cap or a broken transfer cut the input
    "undecodable",  # bytes that no declared or sniffed encoding reads cleanly
    "hostile-markup",  # markup that the guard cut before parsing
    "not-rendered",  # only a browser that runs scripts would show it
    "not-an-article",  # nothing here that this fact could be about
    "library-absent",  # an optional library is not installed
    "unreadable",  # present, but broken
    "detector-failed",  # a bug of ours; the run goes on without this fact
]

CATEGORIES: tuple[Category, ...] = ("authorship", "images", "sourcing", "accountability")


class Target(Struct, frozen=True, kw_only=True):
    """What the user asked for. Never called a source: in a newsroom that is someone cited."""

    kind: TargetKind
    value: str


class MediaFile(Struct, frozen=True, kw_only=True):
    """One file fetched with a page, as it was received."""

    url: str
    content_type: str | None
    raw: bytes


class MissedFile(Struct, frozen=True, kw_only=True):
    """A file that belongs to a page and did not come."""

    url: str
    problem: str
    """Why, in one sentence."""


class LinkCheck(Struct, frozen=True, kw_only=True):
    """How a link of the page answered when it was tried."""

    url: str
    """As in `ArticleLink.url`."""
    state: LinkState
    status: int | None
    """Of the last answer; None where there was none."""
    final_url: str | None
    tries: int
    at: datetime | None = None
    """UTC, by our clock, of the last try."""


class Snapshot(Struct, frozen=True, kw_only=True):
    """The bytes of one page as they came, and how; everything later works offline from it."""

    requested_url: str
    final_url: str
    fetched_at: datetime | None = None
    """UTC, by our clock; None where nothing was fetched (a file, bytes in memory)."""
    status: int | None = None
    headers: tuple[tuple[str, str], ...] | None = None
    """None is "not recorded" (a saved file), which is not "none sent"."""
    raw: bytes = b""
    """After content-coding (gzip, br) is undone, before any charset is decoded."""
    media: tuple[MediaFile, ...] = ()
    media_wanted: bool = False
    """Whether anyone tried to bring the pictures in: a missing one is then `not-fetched`."""
    truncated: bool = False
    links: tuple[LinkCheck, ...] | None = None
    """How the links of the article answered; None where nobody tried them."""
    missed: tuple[MissedFile, ...] = ()
    """Pictures that were asked for and did not come."""
    renditions_wanted: bool = False
    """Whether all renditions of the pictures were asked for, to compare them."""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def content_type(self) -> str | None:
        """The Content-Type header as sent, or None."""
        return self.header("content-type")

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case, or None."""
        wanted = name.lower()
        return next((v for n, v in self.headers or () if n.lower() == wanted), None)


class SnapshotRef(Struct, frozen=True, kw_only=True):
    """What an audit keeps of its snapshot; the bytes are found again by their hash."""

    url: str
    final_url: str
    fetched_at: datetime | None
    status: int | None
    content_type: str | None
    bytes: int
    sha256: str
    headers: int | None = None
    """How many headers were recorded; None where none were (a saved file)."""


class Gap(Struct, frozen=True, kw_only=True):
    """A fact that could not be looked for, and why. Never "no" for "don't know"."""

    fact: str
    """Dotted path in the facts, such as `images[2].file` or `outlet.policies`."""
    reason: GapReason
    detail: str
    """One sentence for the report."""


class Item(Struct, frozen=True, kw_only=True):
    """What a finding rests on: words of the page, and where they stand."""

    quote: str
    at: At
    outcome: Outcome | None = None
    """For a rule over a list: how this one item did."""
    label: str = ""
    """What the quote is, in a reader's words: "disclosure", "caption", "byline"."""


class Reference(Struct, frozen=True, kw_only=True):
    """The instrument a rule cites."""

    title: str
    url: str
    clause: str | None = None


class Finding(Struct, frozen=True, kw_only=True):
    """One rule's outcome on one page, with what it rests on."""

    rule: str
    version: int
    title: str
    category: Category
    severity: Severity
    status: Status
    outcome: Outcome
    points: float
    """Points earned: `of` when met, else 0."""
    of: float
    """Points at stake: the pack's weight of the severity; 0 where the rule is not scored or n.a."""
    message: str
    items: tuple[Item, ...]
    looked_for: tuple[str, ...]
    """The facts the rule asked about: the named absence where `items` is empty."""
    missing: tuple[str, ...]
    """For `unknown`: the facts that could not be looked for; each has a gap."""
    why: str
    fix: str
    basis: Basis
    references: tuple[Reference, ...]
    cap: Grade | None = None
    """Set on a rule whose failure bounds the grade, whatever its outcome here."""
    cap_because: str = ""
    """The contradiction that the cap stands for, in one sentence."""
    question: str = ""
    """The classroom question."""


class Cap(Struct, frozen=True, kw_only=True):
    """A bound on the grade by a contradiction that the page itself proves."""

    rule: str
    grade: Grade
    because: str
    certain: bool
    """False while the contradiction could not be ruled out: it bounds only the low end."""


class CategoryScore(Struct, frozen=True, kw_only=True):
    """The same formula over one category's rules; for display, it weighs nothing."""

    low: float | None
    high: float | None
    coverage: float
    met: int
    unmet: int
    unknown: int


class Categories(Struct, frozen=True, kw_only=True):
    """One score for each category of rules."""

    authorship: CategoryScore
    images: CategoryScore
    sourcing: CategoryScore
    accountability: CategoryScore


class Scorecard(Struct, frozen=True, kw_only=True):
    """The one number, computed once and quoted by every format. Points from 0 to 100."""

    value: float | None
    """What the page has proved: equal to `low`; None where not rated."""
    low: float | None
    high: float | None
    coverage: float
    """Share of the weight at stake that could be judged, from 0 to 1."""
    grade: str
    """"B", or "B–D, not enough evidence", or "not rated"."""
    reason: str
    """Why it is not rated, or why the range is wide; empty where there is nothing to say."""
    caps: tuple[Cap, ...]
    categories: Categories


class RulebookRef(Struct, frozen=True, kw_only=True):
    """Which rules judged: pack name, its semantic version and the hash of all its files."""

    pack: str
    version: str
    digest: str


class AuditorRef(Struct, frozen=True, kw_only=True):
    """Which auditor looked."""

    version: str


class Failure(Struct, frozen=True, kw_only=True):
    """A target that could not be audited: named in every report, never dropped."""

    target: Target
    error: str
    """Class name in `auditor.errors`, such as FetchBlocked."""
    problem: str
    advice: str
    exit_code: int


class Audit(Struct, frozen=True, kw_only=True):
    """A pure function of snapshot, rulebook and auditor version: same input, byte-identical JSON."""

    schema: str = SCHEMA
    target: Target
    snapshot: SnapshotRef
    facts: Facts
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]
    score: Scorecard
    rulebook: RulebookRef
    auditor: AuditorRef
    consistency: Consistency = Consistency()
    """What each layer of the page says of AI, and which of them contradict each other."""
    trust: tuple[TrustListRef, ...] = ()
    """The lists of known signers that its pictures' credentials were checked against."""

    def to_dict(self) -> dict[str, Any]:
        """The JSON contract as plain dicts, lists and values: facts that are absent are left out."""
        document: dict[str, Any] = msgspec.json.decode(self.to_json())
        return document

    def to_json(self) -> bytes:
        """The JSON contract, UTF-8, on one line; half of a surrogate pair, which has no UTF-8, becomes U+FFFD."""
        try:
            return msgspec.json.encode(self)
        except UnicodeEncodeError:
            return msgspec.json.encode(_whole(msgspec.to_builtins(self)))

    @classmethod
    def from_json(cls, raw: bytes | str) -> Audit:
        """Read `to_json` back; raises msgspec.ValidationError where it breaks the contract."""
        return msgspec.json.decode(raw, type=cls)


def _whole(value: Any) -> Any:
    """Plain values with every half of a surrogate pair replaced."""
    if isinstance(value, str):
        return _HALF_PAIR.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(item) for item in value]
    return value

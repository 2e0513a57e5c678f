"""The numbers of a digest: what many audits of one outlet amount to, and when there are too few to say."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from auditor.facts import known
from auditor.model import Audit
from auditor.render.build import outlet_of, title_of
from auditor.render.credentials import listed_refs
from auditor.render.escape import shown
from auditor.render.numbers import proved, utc

FEWEST = 10
"""Fewer rated pages than this say nothing about an outlet."""


class Line(Struct, frozen=True, kw_only=True):
    """What a digest keeps of one audit; the audit itself may go."""

    domain: str
    key: str
    """The page's identity: its address, or the hash of its bytes where there is none."""
    title: str
    url: str
    audited_at: datetime
    value: float | None
    low: float | None
    high: float | None
    coverage: float
    proved: str
    grade: str
    caps: tuple[str, ...]
    disclosures: int
    unmet: tuple[tuple[str, str], ...]
    """Id and title of the scored rules that are not met."""
    asked: tuple[str, ...]
    """Ids of the scored rules that asked something of this page."""
    unknown: int
    versions: tuple[str, ...]


class Totals(Struct, frozen=True, kw_only=True):
    """Numbers over the pages of one outlet."""

    pages: int
    rated: int
    median: float | None
    """Of the rated pages' proved points; None where fewer than `FEWEST` are rated."""
    quartiles: tuple[float, float] | None
    capped: int
    disclosures: int
    unknown: int
    asked: int


def line(audit: Audit, audited_at: datetime) -> Line:
    """What a digest keeps of this audit."""
    audit = shown(audit)
    scored = [finding for finding in audit.findings if finding.status == "scored" and finding.outcome != "n.a."]
    score, facts = audit.score, audit.facts
    return Line(
        domain=outlet_of(audit) or "no outlet known",
        key=audit.snapshot.final_url or audit.snapshot.sha256,
        title=title_of(audit),
        url=audit.snapshot.final_url,
        audited_at=utc(audited_at),
        value=score.value,
        low=score.low,
        high=score.high,
        coverage=score.coverage,
        proved=proved(score),
        grade=score.grade,
        caps=tuple(cap.because for cap in score.caps if cap.certain),
        disclosures=sum(disclosure.about_this_page for disclosure in known(facts.disclosures)),
        unmet=tuple((finding.rule, finding.title) for finding in scored if finding.outcome == "unmet"),
        asked=tuple(finding.rule for finding in scored),
        unknown=sum(finding.outcome == "unknown" for finding in scored),
        versions=(
            f"rules {audit.rulebook.pack} {audit.rulebook.version}",
            f"auditor {audit.auditor.version}",
            *(f"signers in {name}" for name in listed_refs(audit.trust)),
        ),
    )


def latest(lines: Iterable[Line]) -> tuple[Line, ...]:
    """One line a page, its latest audit; newest first, then by address."""
    kept: dict[tuple[str, str], Line] = {}
    for one in lines:
        before = kept.get((one.domain, one.key))
        if before is None or before.audited_at <= one.audited_at:
            kept[one.domain, one.key] = one
    by_key = sorted(kept.values(), key=lambda one: one.key)
    return tuple(sorted(by_key, key=lambda one: one.audited_at, reverse=True))


def totals(lines: Sequence[Line]) -> Totals:
    """The numbers over these pages; never a mean of grades."""
    values = [one.value for one in lines if one.value is not None]
    enough = len(values) >= FEWEST
    quartiles = statistics.quantiles(values, n=4, method="inclusive") if enough else None
    return Totals(
        pages=len(lines),
        rated=len(values),
        median=quartiles[1] if quartiles else None,
        quartiles=(quartiles[0], quartiles[2]) if quartiles else None,
        capped=sum(bool(one.caps) for one in lines),
        disclosures=sum(one.disclosures for one in lines),
        unknown=sum(one.unknown for one in lines),
        asked=sum(len(one.asked) for one in lines),
    )


def frequent(lines: Sequence[Line]) -> tuple[tuple[str, int, int], ...]:
    """The rules not met, most frequent first: title, pages that miss it, pages that it asked."""
    asked = Counter(rule for one in lines for rule in one.asked)
    titles = {rule: title for one in lines for rule, title in one.unmet}
    unmet = Counter(rule for one in lines for rule, _ in one.unmet)
    ranked = sorted(unmet, key=lambda rule: (-unmet[rule], rule))
    return tuple((titles[rule], unmet[rule], asked[rule]) for rule in ranked)

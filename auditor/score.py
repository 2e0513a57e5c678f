"""
Findings in, one number out: what a page has proved, and what it may still prove.

    low      = points met / points at stake              what was not checked counts as not met
    high     = (points met + points unknown) / at stake   … or as met
    coverage = share of the points at stake that could be judged

Unknown stays in the denominator, so hiding evidence never pays; what does not apply leaves it. A contradiction that
the page itself proves caps both ends; one that could not be ruled out caps only the low end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.facts import PageKind
from auditor.model import CATEGORIES, Cap, Categories, CategoryScore, Finding, Scorecard
from auditor.rulebook import Pack

RATED_FROM = 0.6
"""Least coverage of a page that is rated."""
RATED_KINDS = ("article", "stub")
MOST_NAMED = 3


def score(findings: tuple[Finding, ...], pack: Pack, *, kind: PageKind | None) -> Scorecard:
    """Weigh the findings of one page; `kind` is None where the kind of page is not known."""
    scored = [finding for finding in findings if finding.of > 0]
    categories = {name: _category(scored, name) for name in CATEGORIES}
    caps = tuple(_caps(scored))
    stake, met, unknown = _points(scored)
    if not stake or (kind is not None and kind not in RATED_KINDS):
        return Scorecard(
            value=None,
            low=None,
            high=None,
            coverage=0.0,
            grade="not rated",
            reason=_why_nothing(kind),
            caps=(),
            categories=Categories(**categories),
        )
    low, high = _capped(_share(met, stake), _share(met + unknown, stake), caps, pack)
    coverage = round(1 - unknown / stake, 4)
    rated = coverage >= RATED_FROM
    return Scorecard(
        value=low if rated else None,
        low=low,
        high=high,
        coverage=coverage,
        grade=_grade(low, high, pack) if rated else "not rated",
        reason=_reason(scored, caps, rated=rated, wide=pack.grades.of(low) != pack.grades.of(high)),
        caps=caps,
        categories=Categories(**categories),
    )


def _points(findings: Iterable[Finding]) -> tuple[float, float, float]:
    """Points at stake, points met, points that could not be judged."""
    stake = met = unknown = 0.0
    for finding in findings:
        stake += finding.of
        met += finding.points
        unknown += finding.of if finding.outcome == "unknown" else 0.0
    return stake, met, unknown


def _share(points: float, stake: float) -> float:
    return round(100 * points / stake, 2)


def _caps(findings: Iterable[Finding]) -> Iterator[Cap]:
    for finding in sorted(findings, key=lambda finding: finding.rule):
        if finding.cap and finding.outcome in ("unmet", "unknown"):
            because = finding.cap_because or finding.message
            certain = finding.outcome == "unmet"
            yield Cap(rule=finding.rule, grade=finding.cap, because=because, certain=certain)


def _capped(low: float, high: float, caps: Iterable[Cap], pack: Pack) -> tuple[float, float]:
    for cap in caps:
        ceiling = pack.grades.ceiling(cap.grade)
        low = min(low, ceiling)
        high = min(high, ceiling) if cap.certain else high
    return low, high


def _category(findings: Iterable[Finding], name: str) -> CategoryScore:
    """The same formula, without caps: for display only."""
    mine = [finding for finding in findings if finding.category == name]
    outcomes = [finding.outcome for finding in mine]
    stake, met, unknown = _points(mine)
    return CategoryScore(
        low=_share(met, stake) if stake else None,
        high=_share(met + unknown, stake) if stake else None,
        coverage=round(1 - unknown / stake, 4) if stake else 0.0,
        met=outcomes.count("met"),
        unmet=outcomes.count("unmet"),
        unknown=outcomes.count("unknown"),
    )


def _grade(low: float, high: float, pack: Pack) -> str:
    worst, best = pack.grades.of(low), pack.grades.of(high)
    return worst if worst == best else f"{best}–{worst}, not enough evidence"


def _why_nothing(kind: PageKind | None) -> str:
    if kind is not None and kind not in RATED_KINDS:
        return f"Only articles are rated; this page is not one ({kind.replace('-', ' ')})."
    return "None of the rules applies to this page."


def _reason(findings: list[Finding], caps: tuple[Cap, ...], *, rated: bool, wide: bool) -> str:
    """Why there is no grade, why there are two, and what holds it down."""
    said = []
    if not rated or wide:
        said.append(_unchecked(findings, rated=rated))
    said += [f"No better than {cap.grade}: {cap.because}" for cap in caps if cap.certain]
    open_caps = [cap for cap in caps if wide and not cap.certain]
    said += [f"Perhaps no better than {cap.grade}: {cap.rule} could not be checked." for cap in open_caps]
    return " ".join(said)


def _unchecked(findings: list[Finding], *, rated: bool) -> str:
    heaviest = sorted((f for f in findings if f.outcome == "unknown"), key=lambda f: (-f.of, f.rule))
    names = ", ".join(f"“{finding.title}”" for finding in heaviest[:MOST_NAMED])
    more = f" and {len(heaviest) - MOST_NAMED} more" if len(heaviest) > MOST_NAMED else ""
    words = "Too little could be checked" if not rated else "Not everything could be checked"
    return f"{words}: {len(heaviest)} of {len(findings)} questions are open ({names}{more})."

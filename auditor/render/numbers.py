"""The numbers of a report: one way to round, one sentence for the score, what fixing a finding is worth."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, datetime

from auditor.model import Finding, Scorecard

_TINY = 1e-9


def whole(points: float) -> int:
    """Points as every format shows them: rounded down, so that 84.99 (a B) never reads as 85 (an A)."""
    return math.floor(points + _TINY)


def proved(score: Scorecard) -> str:
    """The score in words, the same in every format: "58 of 100 proved, at most 72", or "Not rated"."""
    if score.value is None:
        return "Not rated"
    return _between(score.value, score.value if score.high is None else score.high)


def reach(low: float | None, high: float | None) -> str:
    """A range for display beside the score: one category, or a page that is not rated."""
    return "nothing to score" if low is None or high is None else _between(low, high)


def percent(share: float) -> str:
    """A share from 0 to 1 as "81 %", rounded down: never more known than is."""
    return f"{whole(share * 100)} %"


def gain(finding: Finding, findings: Iterable[Finding]) -> float | None:
    """Points that this finding, once met, adds before any cap; None where it is not scored or already met."""
    at_stake = sum(other.of for other in findings if other.status == "scored")
    if finding.status != "scored" or finding.outcome not in ("unmet", "unknown") or not at_stake:
        return None
    return 100 * finding.of / at_stake


def uncapped(findings: Iterable[Finding]) -> tuple[float | None, float | None]:
    """The range that the findings give before any cap; None, None where nothing is at stake."""
    scored = [finding for finding in findings if finding.status == "scored"]
    at_stake = sum(finding.of for finding in scored)
    if not at_stake:
        return None, None
    met = sum(finding.points for finding in scored)
    open_ = sum(finding.of for finding in scored if finding.outcome == "unknown")
    return 100 * met / at_stake, 100 * (met + open_) / at_stake


def points(number: float) -> str:
    """Points with one decimal where it matters: "10.3 points", "1 point"."""
    text = f"{number:.1f}".removesuffix(".0")
    return f"{text} point{'' if text == '1' else 's'}"


def day(moment: datetime) -> str:
    """A day as people write it: "25 November 2026"."""
    moment = utc(moment)
    return f"{moment.day} {moment:%B %Y}"


def minute(moment: datetime) -> str:
    """A moment as people write it: "25 November 2026, 07:12 UTC"."""
    return f"{day(moment)}, {utc(moment):%H:%M} UTC"


def written(value: str | None) -> str | None:
    """A date in ISO 8601 as people write it, in its own zone or in none; anything else as it stands."""
    try:
        moment = datetime.fromisoformat(value or "")
    except ValueError:
        return value
    text = f"{moment.day} {moment:%B %Y}"
    if len(value or "") <= len("2026-10-01"):
        return text
    return f"{text}, {moment:%H:%M} {moment.tzinfo or ''}".rstrip()


def utc(moment: datetime) -> datetime:
    """The moment in UTC; one without a zone is taken for UTC, as the auditor's clock is."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _between(low: float, high: float) -> str:
    sure = f"{whole(low)} of 100 proved"
    return sure if whole(high) <= whole(low) else f"{sure}, at most {whole(high)}"

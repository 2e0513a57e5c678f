"""`--fail-on EXPRESSION`: one condition over a whole audit, checked before anything is fetched."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from msgspec import Meta, Struct

from auditor.consistency import Component
from auditor.errors import UsageError
from auditor.facts import Facts
from auditor.model import Audit, Category, Finding, Grade, Outcome, Scorecard, Severity, Status
from auditor.rulebook.conditions import Condition
from auditor.rulebook.evidence import Evidence, Needed, needed
from auditor.rulebook.meaning import Problem
from auditor.rulebook.typecheck import compiled, names

LONGEST = 1_000


class GateScore(Struct, frozen=True, kw_only=True):
    """The score, for a gate. What is not rated is absent: a gate on it cannot be decided."""

    value: Annotated[float, Meta(description="What the page has proved, 0 to 100; absent where it is not rated")]
    low: Annotated[float, Meta(description="The same, also where too little could be checked")]
    high: Annotated[float, Meta(description="What the page may still prove")]
    coverage: Annotated[float, Meta(description="Share of the points at stake that could be judged, 0 to 1")]
    grade: Annotated[str, Meta(description='"B", or "B–D, not enough evidence", or "not rated"')]
    capped: Annotated[bool, Meta(description="A contradiction that the page itself proves bounds the grade")]
    met: Annotated[int, Meta(description="Scored rules that are met")]
    unmet: Annotated[int, Meta(description="Scored rules that are not")]
    unknown: Annotated[int, Meta(description="Scored rules that could not be checked")]


class GateFinding(Struct, frozen=True, kw_only=True):
    """A finding, for a gate."""

    rule: Annotated[str, Meta(description="The rule's id")]
    version: Annotated[int, Meta(description="The rule's version")]
    category: Annotated[Category, Meta(description="Category of the rule")]
    severity: Annotated[Severity, Meta(description="Severity of the rule")]
    status: Annotated[Status, Meta(description="Whether the rule counts")]
    outcome: Annotated[Outcome, Meta(description="What the rule says to the page")]
    points: Annotated[float, Meta(description="Points earned")]
    of: Annotated[float, Meta(description="Points at stake")]
    cap: Annotated[Grade | None, Meta(description="The best grade of a page that fails this rule, or null")]


class GateContradiction(Struct, frozen=True, kw_only=True):
    """Layers of the page that contradict each other on AI, for a gate."""

    component: Annotated[Component, Meta(description="Of what")]
    because: Annotated[str, Meta(description="Who says what, in one sentence")]
    rule: Annotated[str, Meta(description="The rule whose finding judges it; empty where none does")]


class GateFacts(Facts, frozen=True, kw_only=True):
    """Everything that a gate can name: the facts, and what was made of them."""

    score: Annotated[GateScore, Meta(description="The score")]
    findings: Annotated[tuple[GateFinding, ...], Meta(description="The findings")]
    contradictions: Annotated[tuple[GateContradiction, ...], Meta(description="Where its layers contradict each other")]


class Gate:
    """A condition on which a run fails."""

    def __init__(self, condition: Condition) -> None:
        self.expression = condition.source
        self._condition = condition
        self._wanted: Needed = needed(condition.paths)

    def trips(self, audit: Audit) -> bool | None:
        """Whether the audit fails the gate; None where what the gate asks about could not be checked."""
        facts = {name: getattr(audit.facts, name) for name in audit.facts.__struct_fields__}
        known: dict[str, object] = {
            **facts,
            "score": _score(audit.score, audit.findings),
            "findings": audit.findings,
        }
        if audit.consistency.rows:  # an audit made before there was a table has not looked
            known["contradictions"] = audit.consistency.contradictions
        answer = Evidence(known, self._wanted).ask(self._condition)
        return answer if isinstance(answer, bool) else None


def gate(expression: str) -> Gate:
    """
    Check a gate such as `score.low < 50 || findings.exists(f, f.cap != null && f.outcome == 'unmet')`.

    Raises UsageError with a caret under the first mistake.
    """
    if not expression.strip() or len(expression) > LONGEST:
        raise UsageError(f"A gate must be a condition of 1 to {LONGEST:,} characters.", advice=_ADVICE)
    found = compiled(expression, names(GateFacts))
    if isinstance(found, Condition):
        return Gate(found)
    raise UsageError(f"This gate cannot be used: {_pointed_at(expression, found[0])}", advice=_ADVICE)


_ADVICE = (
    "An example: --fail-on \"score.low < 50 || findings.exists(f, f.severity == 'critical' && f.outcome == 'unmet')\""
)


def _pointed_at(expression: str, problem: Problem) -> str:
    """The mistake, the line it stands in, and a caret under it."""
    before = expression[: problem.at]
    start = before.rfind("\n") + 1
    line = expression[start:].partition("\n")[0].replace("\t", " ")
    return f"{problem.text}\n  {line}\n  {' ' * (problem.at - start)}^\n"


def _score(card: Scorecard, findings: tuple[Finding, ...]) -> dict[str, object]:
    outcomes = Counter(finding.outcome for finding in findings if finding.of > 0)
    numbers = {name: getattr(card, name) for name in ("value", "low", "high")}
    return {
        **{name: number for name, number in numbers.items() if number is not None},
        "coverage": card.coverage,
        "grade": card.grade,
        "capped": any(cap.certain for cap in card.caps),
        "met": outcomes["met"],
        "unmet": outcomes["unmet"],
        "unknown": outcomes["unknown"],
    }

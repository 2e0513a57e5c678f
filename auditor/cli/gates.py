"""Gates: the conditions under which an audit should stop a publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from auditor.model import Audit
from auditor.render import proved
from auditor.rulebook import gate


class Gate(Protocol):
    """Anything that says of an audit whether it trips; None where that cannot be told."""

    def trips(self, audit: Audit) -> bool | None:
        """True, False, or None where the audit does not know enough."""
        ...


class FailUnder(NamedTuple):
    """`--fail-under`: the page has surely fewer points than this."""

    points: float

    def trips(self, audit: Audit) -> bool | None:
        """None while the points could still turn out on either side, and for a page that has none."""
        score = audit.score
        if score.low is None or score.high is None:
            return None
        if score.low >= self.points:
            return False
        return True if score.high < self.points else None


class Verdict(NamedTuple):
    """What one gate said of one page."""

    gate: str
    """As it was written on the command line."""
    audit: Audit
    tripped: bool | None

    def __str__(self) -> str:
        said = "cannot be decided for" if self.tripped is None else "tripped by" if self.tripped else "passed by"
        return f"{self.gate}: {said} {self.audit.snapshot.final_url} ({proved(self.audit.score)})"


def parse(fail_under: float | None, fail_on: Iterable[str]) -> tuple[tuple[str, Gate], ...]:
    """The gates with their wording; raises UsageError before anything is fetched."""
    gates: list[tuple[str, Gate]] = [(f"--fail-on {expression}", gate(expression)) for expression in fail_on]
    if fail_under is not None:
        gates.insert(0, (f"--fail-under {fail_under:g}", FailUnder(fail_under)))
    return tuple(gates)


def verdicts(gates: Iterable[tuple[str, Gate]], audits: Iterable[Audit]) -> Iterator[Verdict]:
    """Every gate before every page."""
    pages = tuple(audits)
    return (Verdict(wording, audit, gate.trips(audit)) for wording, gate in gates for audit in pages)

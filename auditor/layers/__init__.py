"""
Facts in, the table of layers out: who says what of AI on a page, and where they contradict each other.

What is compared, and what is not, stands in `auditor.layers.pairs`.
"""

from __future__ import annotations

from auditor.consistency import Consistency
from auditor.facts import Facts
from auditor.layers.findings import connected, told_elsewhere
from auditor.layers.pairs import contradictions
from auditor.layers.table import rows
from auditor.model import Gap

__all__ = ["connected", "consistency", "told_elsewhere"]


def consistency(facts: Facts, gaps: tuple[Gap, ...], *, headers: bool) -> Consistency:
    """The table of one page; `headers` is whether the server's headers were recorded at all."""
    found = rows(facts, gaps, headers=headers)
    return Consistency(rows=found, contradictions=tuple(contradictions(found, facts)))

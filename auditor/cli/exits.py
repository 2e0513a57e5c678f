"""The exit codes of the command line and what decides them, in the one place that knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum

from msgspec import UNSET

from auditor.model import Audit, Failure

AUDITED = frozenset({"article", "stub"})
WALLS = frozenset({"block-page", "consent-wall", "shell"})
"""Pages that stand in front of the one that was asked for: it could not be checked."""


class Exit(IntEnum):
    """What a script may rely on; `docs/cli.md` prints this table."""

    DONE = 0
    GATE = 1
    USAGE = 2
    INCOMPLETE = 3
    NOTHING = 4
    BROKEN = 5
    INTERRUPTED = 130

    @property
    def meaning(self) -> str:
        """One line for the documentation."""
        return _MEANINGS[self]


_MEANINGS = {
    Exit.DONE: "Done, and no gate tripped.",
    Exit.GATE: "A gate tripped: --fail-under or --fail-on.",
    Exit.USAGE: "The question is wrong: an option, a target, a settings file, or mistakes in rule files.",
    Exit.INCOMPLETE: "Something asked for could not be checked. Decided before 1; --allow-incomplete lifts it.",
    Exit.NOTHING: "Nothing could be audited: no target came in, or none is an article.",
    Exit.BROKEN: "The auditor failed, or its store or an output cannot be used.",
    Exit.INTERRUPTED: "Interrupted; what to run to go on is printed.",
}


def of_run(
    audits: Sequence[Audit],
    failures: Sequence[Failure],
    gates: Iterable[bool | None],
    *,
    allow_incomplete: bool,
    broken: bool = False,
) -> Exit:
    """
    Decide one run. `gates` holds, for every gate and page, whether it tripped; None where that cannot be told.

    `broken`: the audits were made, but could not be kept.
    """
    answers = tuple(gates)
    if broken or any(failure.exit_code == Exit.BROKEN for failure in failures):
        return Exit.BROKEN
    if not any(kind_of(audit) in AUDITED for audit in audits):
        return Exit.NOTHING
    if not allow_incomplete and (failures or None in answers or any(map(incomplete, audits))):
        return Exit.INCOMPLETE
    return Exit.GATE if True in answers else Exit.DONE


def incomplete(audit: Audit) -> bool:
    """Whether the page that was asked for could not be seen or deciphered, or a detector failed at it."""
    return kind_of(audit) in WALLS or any(gap.reason in ("detector-failed", "undecodable") for gap in audit.gaps)


def kind_of(audit: Audit) -> str:
    """A page whose kind could not be told counts as the article it was asked for as."""
    return "article" if audit.facts.page is UNSET else audit.facts.page.kind

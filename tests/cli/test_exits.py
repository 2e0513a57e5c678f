"""Every row of the exit-code table."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.cli.exits import Exit, incomplete, of_run
from auditor.facts import PageKind
from auditor.model import Audit, Failure, Gap

AuditOf = Callable[..., Audit]
Failed = Callable[[int], Failure]


def test_the_codes_are_the_promised_ones() -> None:
    assert {code.name: code.value for code in Exit} == {
        "DONE": 0, "GATE": 1, "USAGE": 2, "INCOMPLETE": 3, "NOTHING": 4, "BROKEN": 5, "INTERRUPTED": 130,
    }  # fmt: skip
    assert all(code.meaning for code in Exit)


@pytest.mark.parametrize(
    ("kinds", "failures", "gates", "allow", "code"),
    [
        (("article",), (), (), False, Exit.DONE),
        (("article",), (), (False, False), False, Exit.DONE),
        (("article",), (), (False, True), False, Exit.GATE),
        (("article",), (3,), (), False, Exit.INCOMPLETE),
        (("article",), (3,), (True,), False, Exit.INCOMPLETE),
        (("article",), (3,), (True,), True, Exit.GATE),
        (("article",), (3,), (), True, Exit.DONE),
        (("article",), (), (None,), False, Exit.INCOMPLETE),
        (("article",), (), (None, True), False, Exit.INCOMPLETE),
        (("article",), (), (None, True), True, Exit.GATE),
        (("article",), (), (None,), True, Exit.DONE),
        ((), (), (), False, Exit.NOTHING),
        ((), (3, 3), (), False, Exit.NOTHING),
        ((), (3,), (), True, Exit.NOTHING),
        ((), (2,), (), False, Exit.NOTHING),
        (("listing", "other"), (), (), False, Exit.NOTHING),
        (("block-page",), (), (), True, Exit.NOTHING),
        (("article", "listing"), (), (), False, Exit.DONE),
        (("stub",), (), (), False, Exit.DONE),
        (("article", "block-page"), (), (), False, Exit.INCOMPLETE),
        (("article", "consent-wall"), (), (), False, Exit.INCOMPLETE),
        (("article", "shell"), (), (), True, Exit.DONE),
        ((None,), (), (), False, Exit.DONE),
        (("article",), (5,), (), False, Exit.BROKEN),
        (("article",), (5, 3), (True,), True, Exit.BROKEN),
        ((), (5,), (), False, Exit.BROKEN),
    ],
)
def test_a_run(
    kinds: tuple[PageKind | None, ...], failures: tuple[int, ...], gates: tuple[bool | None, ...], allow: bool,
    code: Exit, audit_of: AuditOf, failed: Failed,
) -> None:  # fmt: skip
    audits = [audit_of(kind) for kind in kinds]
    assert of_run(audits, [failed(each) for each in failures], gates, allow_incomplete=allow) is code


@pytest.mark.parametrize("gates", [(), (True,), (None,)])
def test_audits_that_could_not_be_kept_come_first(gates: tuple[bool | None, ...], audit_of: AuditOf) -> None:
    assert of_run([audit_of()], [], gates, allow_incomplete=True, broken=True) is Exit.BROKEN


@pytest.mark.parametrize(("reason", "answer"), [
    ("detector-failed", True), ("undecodable", True), ("offline", False), ("paywall", False),
])  # fmt: skip
def test_what_makes_an_audit_incomplete(reason: str, answer: bool, audit_of: AuditOf) -> None:
    gap = Gap(fact="dates", reason=reason, detail="")  # type: ignore[arg-type]  # one of the literals
    assert incomplete(audit_of(gaps=(gap,))) is answer

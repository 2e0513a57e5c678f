"""What is said at the end of a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from auditor.cli.exits import AUDITED, Exit
from auditor.cli.gates import FailUnder, Verdict, parse, verdicts
from auditor.cli.summary import NO_ARTICLE, say_ending, say_summary
from auditor.cli.work import Run
from auditor.errors import UsageError
from auditor.facts import PageKind
from auditor.model import Audit, Failure, Gap

AuditOf = Callable[..., Audit]
URL = "https://news.example/x"


@pytest.fixture
def run() -> Run:
    return Run(collector=None, rulebook=None, store=None)  # type: ignore[arg-type]  # nothing is audited here


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        ([], ""),
        ([7], "Kept as audit 7.\n"),
        ([7, 8, 9], "Kept as audits 7 to 9.\n"),
        ([7, 2, 9], "Kept as audits 7, 2, 9.\n"),
    ],
)
def test_numbers(ids: list[int], said: str, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run.ids += ids
    say_summary(run, (), quiet=False)
    assert capsys.readouterr().err == said


def test_walls_are_named_up_to_a_few(run: Run, audit_of: AuditOf, capsys: pytest.CaptureFixture[str]) -> None:
    run.audits += [audit_of("block-page")] * 6 + [audit_of("article")]
    say_ending(Exit.INCOMPLETE, run, (), quiet=True)
    first, *rest = capsys.readouterr().err.splitlines()
    assert first == "auditor: Not everything could be checked."
    assert rest == [
        f"  {URL}: the site sent a page that turns programs away; save it from a browser and audit the file."
    ] * 5 + [
        "  … and 1 page more.",
        "  --allow-incomplete accepts that.",
    ]


def test_a_listing_alone_is_nothing(run: Run, audit_of: AuditOf, capsys: pytest.CaptureFixture[str]) -> None:
    run.audits.append(audit_of("listing"))
    say_ending(Exit.NOTHING, run, (), quiet=True)
    assert capsys.readouterr().err == (
        "auditor: Nothing could be audited.\n"
        f"  {URL}: a list of articles, not an article; give the address of one of them.\n"
    )


def test_every_kind_of_page_that_is_no_article_has_its_words() -> None:
    assert set(NO_ARTICLE) == {*get_args(PageKind)} - AUDITED


def test_a_failed_detector_is_told(run: Run, audit_of: AuditOf, capsys: pytest.CaptureFixture[str]) -> None:
    run.audits.append(audit_of(gaps=(Gap(fact="dates", reason="detector-failed", detail=""),)))
    say_ending(Exit.INCOMPLETE, run, (), quiet=True)
    assert f"{URL}: the auditor failed at a part of it; the report says at which." in capsys.readouterr().err


def test_failures_are_named_up_to_a_few(
    run: Run, failed: Callable[[int], Failure], audit_of: AuditOf, capsys: pytest.CaptureFixture[str]
) -> None:
    run.audits.append(audit_of())
    run.failures += [failed(3)] * 7
    say_ending(Exit.DONE, run, (), quiet=True)
    assert capsys.readouterr().err.splitlines() == [
        "auditor: Some of it could not be audited.",
        *[f"  {URL}: It failed."] * 5,
        "  … and 2 targets more; the report names them all.",
    ]


def test_a_bug_at_a_page_points_to_the_log(
    run: Run, failed: Callable[[int], Failure], capsys: pytest.CaptureFixture[str]
) -> None:
    run.failures.append(failed(5))
    say_ending(Exit.BROKEN, run, (), quiet=True)
    assert capsys.readouterr().err.startswith(
        "auditor: The auditor itself failed at a page.\n  Run it again with --debug"
    )


def test_gates_that_could_not_be_decided(run: Run, audit_of: AuditOf, capsys: pytest.CaptureFixture[str]) -> None:
    audit = audit_of(low=40, high=60)
    said = (Verdict("--fail-under 50", audit, None), Verdict("--fail-under 10", audit, False))
    say_ending(Exit.INCOMPLETE, run, said, quiet=False)
    assert capsys.readouterr().err == (
        f"--fail-under 50: cannot be decided for {URL} (40 of 100 proved, at most 60)\n"
        "auditor: Not everything could be checked.\n"
        "  1 gate could not be decided.\n"
        "  --allow-incomplete accepts that.\n"
    )


@pytest.mark.parametrize(
    ("low", "high", "answer"),
    [(50, 80, False), (49.9, 50, None), (20, 49.9, True), (50, 50, False), (49, 49, True), (None, None, None)],
)
def test_fail_under(low: float | None, high: float | None, answer: bool | None, audit_of: AuditOf) -> None:
    assert FailUnder(50).trips(audit_of(low=low, high=high)) is answer


def test_every_gate_is_asked_of_every_page(audit_of: AuditOf) -> None:
    gates = parse(50, ["score.low > 90", "score.low < 70"])
    asked = [
        (verdict.gate, verdict.tripped)
        for verdict in verdicts(gates, [audit_of(low=60, high=60), audit_of(low=95, high=95)])
    ]
    assert asked == [
        ("--fail-under 50", False),
        ("--fail-under 50", False),
        ("--fail-on score.low > 90", False),
        ("--fail-on score.low > 90", True),
        ("--fail-on score.low < 70", True),
        ("--fail-on score.low < 70", False),
    ]


def test_a_gate_with_a_mistake() -> None:
    with pytest.raises(UsageError, match="lwo"):
        parse(None, ["score.lwo < 3"])

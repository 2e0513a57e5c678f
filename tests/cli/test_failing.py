"""What a failure looks like: one sentence, never a traceback, and the exit code."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from click.testing import Result

from auditor.cli import failing, outputs, work
from auditor.cli.exits import Exit
from auditor.errors import (
    AuditorError,
    FetchBlocked,
    FetchFailed,
    FetchLimit,
    Mistake,
    PageError,
    RenderError,
    RulebookError,
    StoreError,
    UnsupportedContent,
    UsageError,
)
from auditor.model import Audit, Failure, Snapshot, Target
from auditor.pipeline import audit_targets

Invoke = Callable[..., Result]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (AuditorError, 5),
        (UsageError, 2),
        (FetchBlocked, 4),
        (FetchFailed, 4),
        (FetchLimit, 4),
        (UnsupportedContent, 4),
        (PageError, 4),
        (StoreError, 5),
        (RenderError, 5),
    ],
)
def test_every_error_has_its_code(kind: type[AuditorError], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert failing.report(kind("It is so.", advice="Do this.")) == code
    assert capsys.readouterr() == ("", "auditor: It is so.\n  Do this.\n")


def test_mistakes_in_rules_come_all_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    mistakes = (Mistake("a.yaml", 1, 2, "one"), Mistake("b.yaml", 3, 4, "two"))
    assert failing.report(RulebookError(mistakes)) is Exit.USAGE
    assert capsys.readouterr().err == "auditor: 2 mistakes in the rule files.\n  a.yaml:1:2: one\n  b.yaml:3:4: two\n"


def test_an_interruption(capsys: pytest.CaptureFixture[str]) -> None:
    assert failing.report(KeyboardInterrupt()) is Exit.INTERRUPTED
    assert capsys.readouterr().err.startswith("auditor: Interrupted.\n")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug in the command line itself."""

    def bug(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug\nin two lines")

    monkeypatch.setattr(outputs, "write_reports", bug)


@pytest.mark.usefixtures("broken")
def test_a_bug_is_one_sentence_and_its_traceback_is_in_the_log(run: Invoke, article: Path, tmp_path: Path) -> None:
    result = run("audit", article, "--no-store")
    assert result.exit_code == 5
    log = tmp_path / "home" / "auditor" / "log" / "auditor.log"
    assert result.stderr == (
        "auditor: The auditor itself failed (ZeroDivisionError: a bug in two lines).\n"
        f"  The traceback is in {log}; please report it. --debug shows it here.\n"
    )
    assert "Traceback (most recent call last)" in log.read_text("utf-8")


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("before", [True, False])
def test_debug_shows_the_traceback(before: bool, run: Invoke, article: Path) -> None:
    result = (
        run("--debug", "audit", article, "--no-store") if before else run("audit", article, "--no-store", "--debug")
    )
    assert result.exit_code == 5
    assert "Traceback (most recent call last)" in result.stderr
    assert result.stderr.endswith("  Please report it with the traceback above.\n")


@pytest.mark.usefixtures("broken")
def test_a_log_that_cannot_be_written_is_no_second_failure(
    run: Invoke, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    result = run("audit", article, "--no-store")
    assert result.exit_code == 5
    assert result.stderr.endswith("  Run it again with --debug to see the traceback, and please report it.\n")


def test_a_page_that_the_auditor_fails_at(run: Invoke, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failure = Failure(
        target=Target(kind="file", value="article.html"),
        error="InternalError",
        problem="It failed.",
        advice="",
        exit_code=5,
    )
    monkeypatch.setattr(work, "audit_targets", lambda *_, **__: iter([failure]))
    result = run("audit", article, "--no-store")
    assert result.exit_code == 5
    assert "It failed." in result.stdout


def test_no_home_folder_leaves_the_temporary_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(*_: object, **__: object) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(platformdirs, "user_log_path", homeless)
    assert failing.state_folder().name == "auditor"


def test_logging_can_be_started_twice() -> None:
    failing.start_logging()
    failing.start_logging(debug=True)
    log = logging.getLogger("auditor")
    assert [type(handler) for handler in log.handlers] == [failing.LogFile, logging.StreamHandler]
    assert log.level == logging.DEBUG


@pytest.mark.parametrize(("rest", "kept", "said"), [
    (0, 2, "Interrupted, after the last target; 2 audits kept."),
    (1, 0, "Interrupted after 2 of 3 targets."),
    (6, 1, "Interrupted after 2 of 8 targets; 1 audit kept."),
])  # fmt: skip
def test_how_to_go_on(
    rest: int, kept: int, said: str, capsys: pytest.CaptureFixture[str], audit_of: Callable[..., Audit]
) -> None:
    run = work.Run(collector=None, rulebook=None, store=None)  # type: ignore[arg-type]  # only its words are tested
    run.audits += [audit_of(), audit_of()]
    run.ids += range(kept)
    run.say_how_to_go_on([Target(kind="url", value=f"https://news.example/{number}?a=1&b") for number in range(rest)])
    first, second = capsys.readouterr().err.splitlines()
    assert first == f"auditor: {said}"
    if rest == 1:
        assert second.endswith("auditor audit 'https://news.example/0?a=1&b'")
    if rest > work.TYPED_AT_MOST:
        listed = Path(second.rsplit("@", 1)[1])
        assert len(listed.read_text("utf-8").splitlines()) == rest


def test_an_interruption_in_the_middle(run: Invoke, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(targets: Iterable[Target], **more: Any) -> Iterator[tuple[Snapshot, Audit] | Failure]:
        yield from audit_targets(list(targets)[:1], **more)
        raise KeyboardInterrupt

    monkeypatch.setattr(work, "audit_targets", interrupted)
    Path("second.html").write_bytes(article.read_bytes())
    result = run("audit", ".", "-f", "json=a.json")
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr.endswith(
        "auditor: Interrupted after 1 of 2 targets; 1 audit kept.\n"
        "  To go on, with the same options: auditor audit second.html\n"
    )
    assert not Path("a.json").exists()


def test_an_interruption_tells_of_a_store_that_failed(capsys: pytest.CaptureFixture[str]) -> None:
    run = work.Run(collector=None, rulebook=None, store=None)  # type: ignore[arg-type]  # only its words are tested
    run.store_error = StoreError("The disk is full.")
    run.say_how_to_go_on([Target(kind="url", value="https://news.example/1")])
    assert capsys.readouterr().err.startswith("auditor: The disk is full.\nauditor: Interrupted after 0 of 1 target.\n")


def test_a_list_that_cannot_be_written_is_typed_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    run = work.Run(collector=None, rulebook=None, store=None)  # type: ignore[arg-type]  # only its words are tested
    run.say_how_to_go_on([Target(kind="file", value=f"page {number}.html") for number in range(6)])
    assert "auditor audit 'page 0.html' 'page 1.html'" in capsys.readouterr().err

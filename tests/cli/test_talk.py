"""The two voices: data and talk."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.cli import talk
from auditor.errors import RenderError

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – text, “quoted”, 日本", "plain – text, “quoted”, 日本"),
        ("two\nlines", "two\nlines"),
        ("\x1b[31mred", "�[31mred"),
        ("a\rb\x07\x00\x9b", "a�b���"),
        ("left\u202eright\u2066", "left�right�"),
    ],
)
def test_page_text_cannot_steer_a_terminal(text: str, shown: str) -> None:
    assert talk.plain(text) == shown


def test_a_problem_stands_above_its_advice(capsys: pytest.CaptureFixture[str]) -> None:
    talk.problem("The store is gone.", "Name another.\nOr none.")
    assert capsys.readouterr() == ("", "auditor: The store is gone.\n  Name another.\n  Or none.\n")


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    talk.say("a note", quiet=True)
    talk.say("another")
    assert capsys.readouterr() == ("", "another\n")


@pytest.mark.parametrize(("total", "quiet", "said"), [
    (3, False, "[1/3] one\n[2/3] two\n"), (3, True, ""), (1, False, ""),
])  # fmt: skip
def test_progress_without_a_terminal(total: int, quiet: bool, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with talk.progress(total, quiet=quiet) as step:
        step("one")
        step("two")
    assert capsys.readouterr() == ("", said)


@pytest.mark.parametrize(
    ("count", "noun", "text"), [(0, "page", "0 pages"), (1, "page", "1 page"), (2, "page", "2 pages")]
)
def test_numbers_with_nouns(count: int, noun: str, text: str) -> None:
    assert talk.many(count, noun) == text


def on_terminal(code: str, **environment: str) -> str:
    """What a program shows on a terminal of its own."""
    leader, follower = pty.openpty()
    try:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "200", **environment}
        subprocess.run([sys.executable, "-c", code], stdout=follower, stderr=follower, env=environment, check=True)
        os.set_blocking(leader, False)
        return os.read(leader, 1 << 16).decode()
    finally:
        os.close(leader)
        os.close(follower)


def test_progress_on_a_terminal_is_one_live_line() -> None:
    code = (
        "from auditor.cli.talk import progress\n"
        "with progress(3) as step:\n"
        "    step('https://news.example/[bold]'); step('second')\n"
    )
    shown = on_terminal(code)
    assert "1/3" in shown
    assert "second" in shown
    assert "[1/3]" not in shown


@pytest.mark.parametrize(
    ("environment", "answer"),
    [({}, "True"), ({"NO_COLOR": "1"}, "False"), ({"NO_COLOR": ""}, "True"), ({"TERM": "dumb"}, "False")],
)
def test_colour_is_for_terminals_that_want_it(environment: dict[str, str], answer: str) -> None:
    shown = on_terminal("from auditor.cli.talk import colour; print(colour())", **environment)
    assert shown.strip() == answer


def test_no_colour_without_a_terminal() -> None:
    assert talk.colour() is False


def test_long_lines_are_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    assert talk.width() == 100
    monkeypatch.setenv("COLUMNS", "60")
    assert talk.width() == 60


def test_a_reader_that_has_gone_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        talk.to_stdout("first")
        talk.to_stdout("second")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_disk_that_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(RenderError, match="Standard output cannot be written: No space left"):
            talk.to_stdout("x")
        talk.let_go()


def test_a_live_line_moves_on(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    with talk.progress(2) as step:
        step("https://news.example/[red]one\x1b[31m")
        step("two")
    assert "1/2" in shown.getvalue()


def test_a_file_name_cannot_pass_for_a_line_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    with talk.progress(2) as step:
        step("a.html\nauditor: All is well.")
    assert capsys.readouterr().err == "[1/2] a.html�auditor: All is well.\n"


@pytest.mark.parametrize(
    ("typed", "found", "shown"),
    [
        (".venv/bin/auditor", None, ".venv/bin/auditor"),
        ("my venv/bin/auditor", None, "'my venv/bin/auditor'"),
        ("/usr/bin/auditor", "/usr/bin/auditor", "auditor"),
        ("/site-packages/auditor/__main__.py", None, "auditor"),
    ],
)
def test_the_command_as_it_can_be_called_again(
    typed: str, found: str | None, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", [typed])
    monkeypatch.setattr("shutil.which", lambda _: found)
    assert talk.called() == shown

"""The entry points, in this process."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from auditor import __version__
from auditor.cli import main


def test_main_ends_with_the_exit_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["auditor", "audit", "gone.html"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("auditor: There is no file or folder gone.html.\n")


def test_python_m_auditor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["auditor", "--version"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("auditor", run_name="__main__")
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"auditor {__version__}\n"


@pytest.mark.usefixtures("article")
@pytest.mark.parametrize(("terminal", "encoding"), [(False, "utf-8"), (True, "latin-1")])
def test_output_that_no_encoding_can_break(terminal: bool, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file gets UTF-8; a terminal gets what it can show, and the code of what it cannot."""
    with Path("out.txt").open("w", encoding="latin-1") as narrow:
        monkeypatch.setattr(narrow, "isatty", lambda: terminal)
        monkeypatch.setattr(sys, "stdout", narrow)
        monkeypatch.setattr(sys, "argv", ["auditor", "audit", "article.html", "--no-store"])
        monkeypatch.setenv("NO_COLOR", "1")
        with pytest.raises(SystemExit) as ended:
            main()
    assert ended.value.code == 0
    shown = Path("out.txt").read_text(encoding)
    assert "Harbour bridge" in shown
    assert ("\\u2550" in shown) == terminal


def test_help_imports_no_command() -> None:
    code = "import sys; from auditor.cli import cli; cli(['--help'], standalone_mode=False); print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "Audit pages: addresses, saved files, folders, lists." in shown
    assert {"sqlalchemy", "httpx", "jinja2", "selectolax"}.isdisjoint(shown.split())

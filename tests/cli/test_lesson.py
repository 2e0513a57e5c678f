"""`auditor lesson`: from a kept audit, a file, or a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Invoke = Callable[..., Result]


@pytest.mark.parametrize("from_what", ["number", "file", "page"])
def test_lesson(from_what: str, run: Invoke, article: Path) -> None:
    assert run("audit", article, "-f", "json=kept.json", "-q").exit_code == 0
    given = {"number": "1", "file": "kept.json", "page": "article.html"}[from_what]
    result = run("lesson", given, "-o", "class")
    assert result.exit_code == 0
    assert result.stderr == "Wrote class/lesson.html\nWrote class/answer-key.html\n"
    assert "Harbour bridge" in Path("class/lesson.html").read_text("utf-8")


def test_a_lesson_without_the_page(run: Invoke, article: Path) -> None:
    run("audit", article, "-q")
    run("db", "prune", "--before", "0h")
    result = run("lesson", "1", "-o", "class")
    assert result.exit_code == 0
    assert "was pruned" in result.stderr


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("gone.json", None, "gone.json cannot be read: No such file"),
        ("other.json", '{"a": 1}', "other.json is not an audit: "),
        ("cut.json", '{"schema": ', "cut.json is not an audit: "),
    ],
)
def test_a_lesson_from_what_is_no_audit(name: str, text: str | None, problem: str, run: Invoke) -> None:
    if text is not None:
        Path(name).write_text(text, "utf-8")
    result = run("lesson", name, "-o", "class")
    assert result.exit_code == 2
    assert problem in result.stderr
    assert not Path("class").exists()


@pytest.mark.usefixtures("article")
def test_a_lesson_in_a_language_that_is_not_there(run: Invoke) -> None:
    result = run("lesson", "article.html", "-o", "class", "--language", "tlh")
    assert result.exit_code == 2
    assert not Path("class").exists()


def test_a_lesson_from_several_pages(run: Invoke, article: Path) -> None:
    Path("second.html").write_bytes(article.read_bytes())
    result = run("lesson", ".", "-o", "class")
    assert result.exit_code == 2
    assert ". holds 2 pages; this command takes one." in result.stderr


def test_a_lesson_from_a_number_that_is_none(run: Invoke, article: Path) -> None:
    run("audit", article, "-q")
    result = run("lesson", "7", "-o", "class")
    assert result.exit_code == 2
    assert result.stderr == "auditor: There is no audit 7 in the store.\n  The nearest is 1.\n"


def test_a_lesson_from_a_file_makes_no_store(run: Invoke, article: Path, tmp_path: Path) -> None:
    run("audit", article, "--no-store", "-f", "json=kept.json")
    assert run("lesson", "kept.json", "-o", "class").exit_code == 0
    assert not (tmp_path / "home" / "auditor" / "audits.db").exists()


def test_a_lesson_from_a_file_beside_a_broken_store(run: Invoke, article: Path) -> None:
    """The store would only have added the page around the quotes."""
    run("audit", article, "--no-store", "-f", "json=kept.json")
    Path("broken.db").write_bytes(b"no database at all, " * 100)
    assert run("lesson", "kept.json", "-o", "class", "--store", "broken.db").exit_code == 0
    assert run("lesson", "1", "-o", "class", "--store", "broken.db").exit_code == 5

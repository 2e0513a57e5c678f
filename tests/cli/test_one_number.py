"""A real audit is one number, whoever quotes it: every format, the history, the digest, the lesson."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from auditor.packaged import folder
from auditor.render import FORMATS

Invoke = Callable[..., Result]
PEOPLE = ("text", "html", "markdown")
URL = "https://news.example/story"


@pytest.fixture
def quoted(run: Invoke) -> dict[str, str]:
    """What is written about one article, by who writes it."""
    page = folder("demo") / "ten-traits.html"
    wanted = [argument for name in FORMATS for argument in ("-f", f"{name}={name}")]
    assert run("audit", page, "--url", URL, "--store", "kept.db", *wanted).exit_code == 0
    assert run("report", "-o", "digest", "--store", "kept.db").exit_code == 0
    assert run("lesson", "1", "-o", "lesson", "--store", "kept.db").exit_code == 0
    return {
        **{name: Path(name).read_text("utf-8") for name in FORMATS},
        "history": run("history", URL, "--store", "kept.db").stdout,
        "history.json": run("history", URL, "--store", "kept.db", "-f", "json").stdout,
        "digest": next(Path("digest/outlets").iterdir()).read_text("utf-8"),
        "pages.csv": Path("digest/pages.csv").read_text("utf-8"),
        "lesson": Path("lesson/answer-key.html").read_text("utf-8"),
    }


def test_everything_quotes_the_same_number(quoted: dict[str, str]) -> None:
    score = json.loads(quoted["json"])["score"]
    low, high, coverage, grade = score["low"], score["high"], score["coverage"], score["grade"]
    assert score["value"] == low < high < 100
    assert json.loads(quoted["jsonl"])["score"] == score
    (record,) = json.loads(quoted["history.json"])
    assert (record["low"], record["high"], record["coverage"], record["grade"]) == (low, high, coverage, grade)
    (row,) = csv.DictReader(quoted["pages.csv"].splitlines())
    assert (row["low"], row["high"], row["grade"]) == (str(low), str(high), grade)

    proved = f"{int(low)} of 100 proved, at most {int(high)}"
    for name in (*PEOPLE, "digest"):
        assert proved in _words(quoted[name]), name
    for name in PEOPLE:
        assert f"{int(100 * coverage)} % of what is at stake on this page could be checked." in _words(quoted[name])
    columns = quoted["history"].split()[-6:]
    assert columns == [str(int(low)), "to", str(int(high)), str(int(100 * coverage)), "%", grade]
    assert f"Between {int(low)} and {int(high)} of 100 points; {int(100 * coverage)} percent" in quoted["lesson"]


def _words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())

"""The terminal report: width, colour, wide characters, marks that need no colour."""

from __future__ import annotations

import re

import pytest

from auditor.model import Audit, Failure
from auditor.render import render
from auditor.render.terminal import Pen, cells, wrap


@pytest.mark.parametrize(
    ("text", "expected"), [("abc", 3), ("日本", 4), ("e\u0301", 1), ("👩\u200d👧", 4), ("ｱ", 1), ("", 0)]
)
def test_cells(text: str, expected: int) -> None:
    assert cells(text) == expected


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("   ", []),
        ("one two three four five six", ["> one two three four", "  five six"]),
        ("a" * 40, ["> " + "a" * 18, "  " + "a" * 18, "  aaaa"]),
        ("日本語の記事の見出しです長い", ["> 日本語の記事の見出", "  しです長い"]),
        ("exactly eighteen c twice", ["> exactly eighteen c", "  twice"]),
    ],
)
def test_wrap(text: str, lines: list[str]) -> None:
    assert wrap(text, 20, first="> ", rest="  ") == lines


def test_wrap_never_gets_narrower_than_a_word_needs() -> None:
    assert wrap("word " * 5, 3) == ["word word word word", "word"]


def test_pen() -> None:
    assert Pen(color=True)("x", "unmet") == "\x1b[1;31mx\x1b[0m"
    assert Pen(color=True)("", "unmet") == ""
    assert Pen(color=False)("x", "unmet") == "x"


@pytest.mark.parametrize("width", [10, 40, 80, 200])
def test_fits_the_width(audit: Audit, failure: Failure, width: int) -> None:
    lines = render("text", [audit, audit], [failure], width=width).splitlines()
    assert max(map(cells, lines)) <= max(width, 20)


def test_colour_changes_nothing_but_colour(audit: Audit) -> None:
    plain, coloured = render("text", [audit]), render("text", [audit], color=True)
    assert "\x1b" not in plain
    assert coloured != plain
    assert re.sub(r"\x1b\[[\d;]+m", "", coloured) == plain


def test_outcomes_have_marks_and_words(audit: Audit) -> None:
    text = render("text", [audit], width=200)
    assert "✗ The page says whether a machine was used for the text (not met, medium importance, authorship)" in text
    assert (
        "? The files of the pictures agree with their captions (could not be checked, medium importance, images)"
        in text
    )
    assert "✓ The byline names who wrote the text (met, critical, authorship)" in text


def test_bar_runs_from_low_to_high(audit: Audit) -> None:
    assert "█" * 30 + "▒" * 12 + "·" * 18 + "\n" in render("text", [audit])


def test_gaps_come_last(audit: Audit) -> None:
    text = render("text", [audit])
    assert text.index("What could not be checked\n") > text.index("✓ A reader sees when")


def test_quotes_stand_with_their_place(audit: Audit) -> None:
    assert "  │ By Mara Lindqvist\n  │ byline · in the byline · article > .byline\n" in render("text", [audit])

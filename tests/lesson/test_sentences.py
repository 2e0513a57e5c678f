"""Sentences as pupils see them, and how hard they are to read."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.lesson.sentences import lix, sentences


def cut(text: str, language: str | None = None) -> list[str]:
    return [span.text for span in sentences(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n ", []),
        ("One.", ["One."]),
        ("No stop at the end", ["No stop at the end"]),
        ("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"]),
        ("“We lost,” she said. “All of it.” He left.", ["“We lost,” she said.", "“All of it.”", "He left."]),
        ("(It rained.) We left.", ["(It rained.)", "We left."]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("A headline\n\nA paragraph. Its end.", ["A headline", "A paragraph.", "Its end."]),
        ("Rain fell in 2026. Then it stopped.", ["Rain fell in 2026.", "Then it stopped."]),
        ("She paid 3.5 million. It was enough.", ["She paid 3.5 million.", "It was enough."]),
        ("See news.example for more. Thanks.", ["See news.example for more.", "Thanks."]),
        ("今日は雨です。明日は晴れ！本当？", ["今日は雨です。", "明日は晴れ！", "本当？"]),
        ("Same. Same.", ["Same.", "Same."]),
    ],
)
def test_cuts_at_the_end_of_a_sentence(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Dr. Amsel and Mrs. Thorpe met J. K. Pike.", "en"),
        ("They met on Jan. 5 at 9 a.m. London time.", "en"),
        ("He gave away fruit, e.g. Apples from his garden.", "en"),
        ("Was it late? asked nobody.", "en"),
        ("Am 12. März tagt der Rat.", "de"),
        ("Die 3. Liga spielt z. B. Samstags und ca. 40 Mio. Menschen sehen zu.", "de"),
        ("Hier wohnt Prof. Dr. Kolb, d. h. Renate.", "de"),
    ],
)
def test_does_not_cut_at_an_abbreviation(text: str, language: str) -> None:
    assert cut(text, language) == [text]


def test_number_ends_a_sentence_where_it_is_no_ordinal() -> None:
    assert cut("She is 12. Her brother is 9.", "en") == ["She is 12.", "Her brother is 9."]
    assert cut("Es war 2026. Danach kam nichts.", "de") == ["Es war 2026.", "Danach kam nichts."]


@given(st.text(alphabet="aB .!?\n„”。1\u00a0", max_size=200))
def test_nothing_is_lost_and_offsets_hold(text: str) -> None:
    spans = list(sentences(text, "de"))
    assert "".join("".join(span.text for span in spans).split()) == "".join(text.split())
    assert all(text[span.start : span.end] == span.text for span in spans)


@pytest.mark.parametrize("unit", [". ", "a. ", "A.A. ", "1. A", "。", "“ ", "\n\n"])
def test_hostile_text_is_cut_in_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    start = time.perf_counter()
    for _ in sentences(text, "de"):
        pass
    assert time.perf_counter() - start < 5


EASY = "The cat sat on the mat. " * 10
HARD = "Administrative responsibilities notwithstanding, municipal representatives reconsidered. " * 10


def test_lix_counts_words_per_sentence_and_long_words() -> None:
    assert lix(EASY) == 6
    assert lix(HARD) == 106
    assert lix("Two sentences. " * 20) == 52


@pytest.mark.parametrize(("text", "language"), [("", "en"), ("Too short.", "en"), (EASY, "ja"), ("5 " * 100, "en")])
def test_lix_is_absent_where_it_would_mean_nothing(text: str, language: str) -> None:
    assert lix(text, language) is None

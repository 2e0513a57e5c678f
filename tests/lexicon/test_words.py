"""Lists of phrases: looked up whole, found in a text, and what a broken file says."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import RulebookError
from auditor.lexicon import words
from auditor.packaged import folder

FILES = sorted(path.stem for path in (folder("rules") / "words").glob("*.yaml"))


@pytest.mark.parametrize("name", FILES)
def test_every_phrase_is_plain_text_and_said_once_a_language(name: str) -> None:
    for group in words.groups(name):
        listed = words.listed(name, group)
        assert listed
        assert all(phrase == phrase.strip() and phrase for phrase in listed)


@pytest.mark.parametrize(
    ("text", "found"),
    [("Please subscribe to continue reading", True), ("SUBSCRIBE  TO\nCONTINUE READING", True), ("continue", False)],
)
def test_phrases_are_found_in_a_text(text: str, found: bool) -> None:
    assert bool(words.loosely("walls", "wall").search(text)) is found


def test_whole_words_and_parts_of_words() -> None:
    assert words.anywhere("hurdles", "blocked").search("a captcha appears")
    assert not words.anywhere("hurdles", "blocked").search("captchas appear")
    assert words.loosely("walls", "wall hints").search("nur für Abonnentinnen")


def test_a_gap_stands_for_a_few_words() -> None:
    pattern = words.with_gaps("policies", "ai")
    assert pattern is not None
    assert pattern.fullmatch("KI bei Tidewater")
    assert not pattern.fullmatch("KI bei " + "x" * 40)
    assert words.with_gaps("hurdles", "blocked") is None
    assert words.loosely("walls", "wall").search("mit Abo weiterlesen")


@pytest.mark.parametrize(
    ("text", "folded"),
    [("  About  Us › ", "about us"), ("L’équipe", "l'équipe"), ("Discover our process.", "discover our process")],
)
def test_folding(text: str, folded: str) -> None:
    assert words.fold(text) == folded


@pytest.mark.parametrize(
    ("content", "place", "problem"),
    [
        ("a: [", "broken.yaml:2:1", "expected"),
        ("a: [x]", "broken.yaml:1:1", "a word list is"),
        ("a: {en: [1]}", "broken.yaml:1:1", "str"),
    ],
)
def test_a_broken_file_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, place: str, problem: str
) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "broken.yaml").write_text(content)
    monkeypatch.setattr(words, "folder", lambda _: tmp_path)
    with pytest.raises(RulebookError) as caught:
        words.groups("broken")
    assert str(caught.value).startswith(place)
    assert problem in str(caught.value)

"""Cutting paragraphs into sentences."""

from __future__ import annotations

import pytest

from auditor.lexicon import sentences
from auditor.lexicon.sentences import LONGEST


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("It was 3. March when Dr. Amsel came.", ["It was 3. March when Dr. Amsel came."]),
        ("Written with A.I. by us. Then checked.", ["Written with A.I. by us.", "Then checked."]),
        ("“It holds.” She left.", ["“It holds.”", "She left."]),
        ("No copyright ... It is ours.", ["No copyright ...", "It is ours."]),
        ("Most stoi. Żaden nie spadł.", ["Most stoi.", "Żaden nie spadł."]),
        ("橋は開いた。市長が来た。", ["橋は開いた。", "市長が来た。"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    found = list(sentences(text))
    assert [sentence.text for sentence in found] == expected
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)


def test_what_never_ends_is_cut_between_words() -> None:
    text = "word " * 1_000
    pieces = list(sentences(text))
    assert max(len(piece.text) for piece in pieces) <= LONGEST
    assert [text[piece.start : piece.end] for piece in pieces] == [piece.text for piece in pieces]
    assert " ".join(piece.text for piece in pieces).split() == text.split()


def test_what_never_ends_and_has_no_space_is_cut_all_the_same() -> None:
    assert [len(piece.text) for piece in sentences("x" * (2 * LONGEST + 10))] == [LONGEST, LONGEST, 10]


def test_a_long_sentence_stays_whole() -> None:
    text = "word " * (LONGEST // 5 - 1) + "end."
    assert [piece.text for piece in sentences(text)] == [text]

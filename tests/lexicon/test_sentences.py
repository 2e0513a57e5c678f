"""Cutting paragraphs into sentences."""

from __future__ import annotations

import pytest

from auditor.lexicon import sentences


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

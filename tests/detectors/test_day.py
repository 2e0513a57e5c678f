"""Days as they are written for machines and for readers."""

from __future__ import annotations

import pytest

from auditor.detectors import _day, dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026-11-20 06:00", "2026-11-20T06:00:00"),
        ("2026-11-20T06:00:00.123+0530", "2026-11-20T06:00:00+05:30"),
        ("20 November 2026 at six", "2026-11-20"),
        ("1795154400", "2026-11-20T06:00:00+00:00"),
        ("1795154400000", "2026-11-20T06:00:00+00:00"),
        ("2026-11-20T06:00:00 GMT", "2026-11-20T06:00:00+00:00"),
        ("11/20/2026", "2026-11-20"),
        ("2026-13-45", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_iso(text: str, expected: str | None) -> None:
    assert _day.iso(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "day"), [("on 20 November 2026.", "en", "2026-11-20"), ("nothing", "en", None)]
)
def test_in_words(text: str, language: str, day: str | None) -> None:
    assert dates.in_words(text, language) == day

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


GLUED = {
    "an age": ("April 10, 20233 years ago", "en", [("2023-04-10", "April 10, 2023")]),
    "an age in another language": ("10. April 20233 Jahre", "de", [("2023-04-10", "10. April 2023")]),
    "an age where the page is in no known language": ("June 15, 20255 months", "zu", [("2025-06-15", "June 15, 2025")]),
    "the time of day": ("Nov 20 20194:29 AM", "en", [("2019-11-20", "Nov 20 2019")]),
    "another day": (
        "29. Dezember 202230. Dezember 2022",
        "de",
        [("2022-12-29", "29. Dezember 2022"), ("2022-12-30", "30. Dezember 2022")],
    ),
    "the same day twice": ("May 1, 2026May 1, 2026", "en", [("2026-05-01", "May 1, 2026")] * 2),
    "a word before the month": ("5 min readApril 25, 2023", "en", [("2023-04-25", "April 25, 2023")]),
    "capitals after a word": ("Mental HealthDECEMBER 22, 2022", "en", [("2022-12-22", "DECEMBER 22, 2022")]),
    "a number and what it counts": ("On April 10, 20233 people came.", "en", []),
    "a number and nothing": ("April 10, 20233", "en", []),
    "an age of two digits": ("April 10, 202334 years", "en", [("2023-04-10", "April 10, 2023")]),
    "more digits than a number of years has": ("April 10, 2023345 years", "en", []),
    "a place with its postal code": ("12 May Street, 20036 Washington", "en", []),
}
"""What templates put right beside a date; some are numbers and no years."""


@pytest.mark.parametrize(("text", "language", "days"), GLUED.values(), ids=GLUED)
def test_a_date_with_something_glued_to_it(text: str, language: str, days: list[tuple[str, str]]) -> None:
    found = list(_day.written(text, language, month_first=True))
    assert [(day.value, text[day.start : day.end]) for day in found] == days

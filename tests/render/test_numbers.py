"""One way to round and one sentence for the score."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from auditor.model import Audit, Finding
from auditor.render import numbers


@pytest.mark.parametrize(
    ("points", "expected"), [(84.99, 84), (69.99999999999, 70), (70.0, 70), (0.0, 0), (99.99, 99), (100.0, 100)]
)
def test_points_are_rounded_down(points: float, expected: int) -> None:
    assert numbers.whole(points) == expected


@pytest.mark.parametrize(
    ("value", "high", "expected"),
    [
        (58.6, 72.4, "58 of 100 proved, at most 72"),
        (58.6, 58.9, "58 of 100 proved"),
        (58.6, None, "58 of 100 proved"),
        (0.0, 100.0, "0 of 100 proved, at most 100"),
        (None, 72.4, "Not rated"),
    ],
)
def test_score_in_words(audit: Audit, value: float | None, high: float | None, expected: str) -> None:
    assert numbers.proved(replace(audit.score, value=value, low=value, high=high)) == expected


def test_reach_of_nothing() -> None:
    assert numbers.reach(None, None) == "nothing to score"
    assert numbers.reach(12.5, 40.0) == "12 of 100 proved, at most 40"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"outcome": "unmet", "points": 0}, 50.0),
        ({"outcome": "unknown", "points": 0}, 50.0),
        ({"outcome": "met"}, None),
        ({"outcome": "n.a.", "points": 0, "of": 0}, None),
        ({"outcome": "unmet", "status": "upcoming"}, None),
    ],
)
def test_gain(make_finding: Callable[..., Finding], changes: dict[str, object], expected: float | None) -> None:
    finding = make_finding("one", **changes)
    assert numbers.gain(finding, [finding, make_finding("other")]) == expected


def test_uncapped_range(audit: Audit) -> None:
    assert numbers.uncapped(audit.findings) == (100 * 25 / 37, 100 * 28 / 37)
    assert numbers.uncapped(()) == (None, None)


@pytest.mark.parametrize(("number", "expected"), [(10.345, "10.3 points"), (1.0, "1 point"), (6.0, "6 points")])
def test_points(number: float, expected: str) -> None:
    assert numbers.points(number) == expected


def test_moments_are_told_in_utc() -> None:
    there = datetime(2026, 11, 25, 1, 5, tzinfo=timezone(timedelta(hours=5)))
    assert numbers.minute(there) == "24 November 2026, 20:05 UTC"
    assert numbers.utc(datetime(2026, 1, 2)) == datetime(2026, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-03-05", "5 March 2026"),
        ("2026-03-05T05:40:00+00:00", "5 March 2026, 05:40 UTC"),
        ("2026-03-05T05:40:00Z", "5 March 2026, 05:40 UTC"),
        ("2026-03-05T05:40:00+02:00", "5 March 2026, 05:40 UTC+02:00"),
        ("2026-03-05T05:40:00", "5 March 2026, 05:40"),
        ("in spring", "in spring"),
        (None, None),
    ],
)
def test_a_date_as_people_write_it(value: str | None, expected: str | None) -> None:
    assert numbers.written(value) == expected

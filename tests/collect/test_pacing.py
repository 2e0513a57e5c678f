"""Pace and pauses, on a clock that only sleeping moves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.pacing import Pacing, retry_after
from auditor.errors import FetchFailed

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


@pytest.fixture
def pacing(clock: dict[str, Any]) -> Pacing:
    return Pacing(clock["clock"], clock["sleep"], longest_wait=30)


def test_one_host_is_asked_at_its_interval(pacing: Pacing, slept: list[float]) -> None:
    for _ in range(3):
        pacing.wait("a.example", 2)
    assert slept == [2, 2]


def test_hosts_do_not_wait_for_each_other(pacing: Pacing, slept: list[float]) -> None:
    pacing.wait("a.example", 2)
    pacing.wait("b.example", 2)
    assert slept == []


def test_time_that_passed_anyway_counts(pacing: Pacing, slept: list[float], clock: dict[str, Any]) -> None:
    pacing.wait("a.example", 2)
    clock["sleep"](1.5)
    pacing.wait("a.example", 2)
    clock["sleep"](10)
    pacing.wait("a.example", 2)
    assert slept == [1.5, 0.5, 10]


def test_an_interval_of_nothing_takes_no_turn(pacing: Pacing, slept: list[float]) -> None:
    pacing.wait("a.example", 0)
    pacing.wait("a.example", 2)
    pacing.wait("a.example", 0)
    assert slept == []


def test_a_pause_holds_one_host_and_is_never_shortened(pacing: Pacing, slept: list[float]) -> None:
    pacing.pause("a.example", 20)
    pacing.pause("a.example", 5)
    pacing.wait("b.example", 2)
    assert slept == []
    pacing.wait("a.example", 0)
    assert slept == [20]


def test_a_pause_that_is_too_long_is_a_failure_and_not_a_sleep(
    pacing: Pacing, slept: list[float], clock: dict[str, Any]
) -> None:
    pacing.pause("a.example", 120)
    with pytest.raises(FetchFailed, match=r"a\.example asked not to be visited for another 120 seconds"):
        pacing.wait("a.example", 2)
    clock["sleep"](100)
    pacing.wait("a.example", 2)
    assert slept == [100, 20]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("99999999999999999999", 3600),
        ("Mon, 23 Nov 2026 12:05:00 GMT", 300),
        ("Mon, 23 Nov 2026 14:05:00 +0200", 300),
        ("Mon, 23 Nov 2026 12:05:00 -0000", 300),
        ("Mon, 23 Nov 2020 12:05:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 3600),
        ("-5", None),
        ("1e9", None),
        ("12.5", None),
        ("٣", None),
        ("soon", None),
        ("120, 60", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_or_ignored(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text(max_size=40))
def test_no_retry_after_breaks_us(value: str) -> None:
    wait = retry_after(value, NOW)
    assert wait is None or 0 <= wait <= 3600

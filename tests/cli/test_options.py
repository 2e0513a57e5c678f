"""Options that are read by us: times, and settings as flags."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click
import pytest
from click.testing import CliRunner

from auditor.cli.options import Judging, When, judging_options, setting


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-10-01", datetime(2026, 10, 1, tzinfo=UTC)),
        (" 2026-10-01 ", datetime(2026, 10, 1, tzinfo=UTC)),
        ("2026-10-01T12:30", datetime(2026, 10, 1, 12, 30, tzinfo=UTC)),
        ("2026-10-01T12:30+02:00", datetime(2026, 10, 1, 10, 30, tzinfo=UTC)),
        ("2026-10-01T12:30Z", datetime(2026, 10, 1, 12, 30, tzinfo=UTC)),
        ("20261001", datetime(2026, 10, 1, tzinfo=UTC)),
    ],
)
def test_a_day_or_a_moment(text: str, moment: datetime) -> None:
    assert When().convert(text, None, None) == moment


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2026-10-31", datetime(2026, 11, 1, tzinfo=UTC)),
        ("20261031", datetime(2026, 11, 1, tzinfo=UTC)),
        ("2026-10-31T00:00", datetime(2026, 10, 31, tzinfo=UTC)),
    ],
)
def test_the_last_day_of_a_period_belongs_to_it(text: str, ends: datetime) -> None:
    assert When(whole_day=True).convert(text, None, None) == ends


@pytest.mark.parametrize(
    ("text", "age"), [("30d", timedelta(days=30)), ("12h", timedelta(hours=12)), ("2w", timedelta(weeks=2))]
)
@pytest.mark.parametrize("whole_day", [False, True])
def test_an_age(text: str, age: timedelta, whole_day: bool) -> None:
    before = datetime.now(UTC)
    assert before - age <= When(whole_day=whole_day).convert(text, None, None) <= datetime.now(UTC) - age


@pytest.mark.parametrize("text", ["", "d", "30", "30m", "-3d", "1.5d", "²d", "yesterday", "2026-13-01", "2026-02-30"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(click.BadParameter, match="is neither a day"):
        When().convert(text, None, None)


@pytest.mark.parametrize("text", ["9999999999d", "99999999w", "9999-12-31"])
def test_a_time_outside_the_calendar(text: str) -> None:
    with pytest.raises(click.BadParameter, match="outside the calendar"):
        When(whole_day=True).convert(text, None, None)


def test_a_value_that_is_read_already_stays() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    assert When().convert(moment, None, None) is moment


def test_a_group_arrives_as_one_value() -> None:
    seen: list[Judging] = []

    @click.command()
    @judging_options
    def command(judging: Judging) -> None:
        seen.append(judging)

    CliRunner().invoke(command, ["--rules", "a", "--rules", "b"], catch_exceptions=False)
    assert seen == [Judging(rules=("a", "b"), pack=None)]


def test_a_setting_is_described_where_it_is_defined() -> None:
    @click.command()
    @setting("--pack", field="pack")
    def command(pack: str | None) -> None: ...

    shown = CliRunner().invoke(command, ["--help"]).output
    assert "Set of rules and weights to judge by." in shown
    assert "[env: AUDITOR_PACK]" in shown

"""All detectors over one page, and what happens when one of them fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec import UNSET

from auditor import detectors
from auditor.detectors import dates
from auditor.facts import Facts
from auditor.page import Page

PageOf = Callable[..., Page]


def test_every_family_of_facts_is_looked_for(page_of: PageOf) -> None:
    facts, _ = detectors.observe(page_of("<p>Hello.</p>"))
    assert [name for name in Facts.__struct_fields__ if getattr(facts, name) is UNSET] == []


def test_a_detector_that_fails_leaves_a_gap_and_the_others_go_on(
    page_of: PageOf, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(dates, "detect", broken)
    facts, gaps = detectors.observe(page_of("<p>Hello.</p>"))
    assert facts.dates is UNSET
    assert facts.authors == ()
    (gap,) = [gap for gap in gaps if gap.reason == "detector-failed"]
    assert (gap.fact, "ZeroDivisionError" in gap.detail) == ("dates", True)
    assert "detector dates failed" in caplog.text


def test_gaps_of_the_page_come_first(page_of: PageOf) -> None:
    _, gaps = detectors.observe(page_of("<p>kept</p>" + "<em>" * 400))
    assert gaps[0].reason == "hostile-markup"

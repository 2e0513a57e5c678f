"""All detectors over one page, and what happens when one of them fails."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest
from msgspec import UNSET

from auditor import detectors
from auditor.detectors import authors, dates
from auditor.detectors.interface import Observation
from auditor.facts import Facts
from auditor.model import Gap
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
    (gap,) = [each for each in gaps if each.reason == "detector-failed" and not each.fact.startswith("verifiable.")]
    assert (gap.fact, "ZeroDivisionError" in gap.detail) == ("dates", True)
    assert "detector dates failed" in caplog.text


@pytest.mark.parametrize(
    ("module", "given"),
    [
        (dates, None),
        (dates, Observation("2026-03-07")),
        (dates, Observation(())),
        (authors, Observation([])),
        (authors, Observation(("Ines Calder",))),
        (authors, Observation((), gaps=("no byline",))),  # type: ignore[arg-type]  # the mistake that is tested
    ],
    ids=["nothing", "text", "tuple for a struct", "list", "names", "gaps that are words"],
)
def test_a_value_of_another_type_is_a_gap_and_no_fact(
    page_of: PageOf,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    module: ModuleType,
    given: object,
) -> None:
    monkeypatch.setattr(module, "detect", lambda *_: given)
    facts, gaps = detectors.observe(page_of("<p>Hello.</p>"))
    assert getattr(facts, module.FACT) is UNSET
    (gap,) = [each for each in gaps if each.reason == "detector-failed" and not each.fact.startswith("verifiable.")]
    assert (gap.fact, "TypeError" in gap.detail) == (module.FACT, True)
    assert f"detector {module.FACT} gave" in caplog.text
    assert facts.access is not UNSET


def test_a_detector_may_say_that_it_could_not_look(page_of: PageOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        dates, "detect", lambda *_: Observation(gaps=(Gap(fact="dates", reason="offline", detail="."),))
    )
    facts, gaps = detectors.observe(page_of("<p>Hello.</p>"))
    assert facts.dates is UNSET
    assert [gap.reason for gap in gaps if gap.fact == "dates"] == ["offline"]


def test_gaps_of_the_page_come_first(page_of: PageOf) -> None:
    _, gaps = detectors.observe(page_of("<p>kept</p>" + "<em>" * 400))
    assert gaps[0].reason == "hostile-markup"


SENTENCE = "The crossing had been closed since February, the council said on Friday. "
WALL = "<div class='paywall'><p>This article is for subscribers only.</p></div>"
NOTE = "<p>This article was written with the help of AI.</p>"


@pytest.mark.parametrize(
    ("html", "unknown", "reason"),
    [
        (
            f"<h1>Bridge</h1><div><p>{SENTENCE * 4}</p>{WALL}</div>",
            ["corrections", "disclosures", "sources"],
            "paywall",
        ),
        (
            f"<h1>Bridge</h1><p>{SENTENCE * 4}</p>" + "<em>" * 400,
            ["attributions", "authors", "claims", "corrections", "disclosures", "links", "residue", "sources"],
            "hostile-markup",
        ),
        (f"<h1>Bridge</h1><p>{SENTENCE * 40}</p>", [], None),
    ],
    ids=["behind a wall", "cut", "whole"],
)
def test_what_was_not_found_in_a_part_is_not_known(
    page_of: PageOf, html: str, unknown: list[str], reason: str | None
) -> None:
    facts, gaps = detectors.observe(page_of(html))
    absent = sorted(name for name in Facts.__struct_fields__ if getattr(facts, name) is UNSET)
    assert [name for name in unknown if name not in absent] == [
        name for name in ("attributions",) if name in unknown and facts.attributions is not UNSET
    ]
    assert {gap.reason for gap in gaps if gap.fact in unknown} == ({reason} if reason else set())
    assert set(absent) <= set(unknown)


def test_what_was_found_in_a_part_stands(page_of: PageOf) -> None:
    facts, _ = detectors.observe(page_of(f"<h1>Bridge</h1>{NOTE}<div><p>{SENTENCE * 4}</p>{WALL}</div>"))
    assert facts.disclosures is not UNSET
    assert len(facts.disclosures) == 1
    assert facts.sources is UNSET


LISTS = [
    ("author", '"x y z 1"', {"authors": "author", "disclosures": None}),
    ("creator", '"x y z 1"', {"authors": "creator", "disclosures": None}),
    ("image", '"/a.jpg"', {"images": "image", "disclosures": None}),
    ("hasPart", "{}", {"access.declared_free": "hasPart", "disclosures": None}),
    ("correction", '""', {"corrections": "correction", "disclosures": None}),
    ("citation", "{}", {"markup": None, "disclosures": None}),
]
"""A property, one entry of its list, and the facts that are in doubt where the list was cut: named or not."""


@pytest.mark.parametrize(("name", "entry", "doubted"), LISTS, ids=[name for name, *_ in LISTS])
def test_what_may_stand_in_the_cut_part_of_a_list_is_not_denied(
    page_of: PageOf, name: str, entry: str, doubted: dict[str, str | None]
) -> None:
    entries = ",".join([entry] * 1_500)
    data = f'<script type="application/ld+json">{{"@type":"NewsArticle","{name}":[{entries}]}}</script>'
    facts, gaps = detectors.observe(page_of(f"{data}<p>Hello.</p>"))
    cut = {gap.fact: gap.detail for gap in gaps if gap.reason == "hostile-markup"}
    assert cut.keys() == doubted.keys()
    assert facts.disclosures is UNSET
    assert (facts.corrections is UNSET) == (name == "correction")
    for fact, named in doubted.items():
        if fact != "disclosures" and fact != "corrections":
            of = f"A list under {named}" if named else "A list"
            assert cut[fact] == (
                f"{of} in the structured data has 1,500 entries; 1,000 of a list are read, 5,000 of all lists."
            )

"""
A page as a machine newsroom makes it: says six things about its own making, in six places, and they do not agree.

The words are made up; the facts are those that detectors must deliver for such a page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from auditor.facts import Facts
from auditor.model import Finding, Gap
from auditor.rulebook import Rulebook, judge
from auditor.score import score

FactsOf = Callable[..., Facts]


def at(start: int, region: str = "body") -> dict[str, Any]:
    return {"region": region, "selector": "p", "start": start, "end": start + 5}


@pytest.fixture
def analysis(facts_of: FactsOf) -> Facts:
    author = {"scope": "author", "role": "generated", "about_this_page": True, "visible": True, "origin": "text"}
    making = {"scope": "text", "role": "generated", "about_this_page": True, "visible": True, "origin": "text"}
    said = {"kind": "named", "linked": False}
    return facts_of(
        page={"kind": "article", "words": 1_100, "language": "en"},
        authors=[{"name": "Vera Muster", "kind": "machine", "declared_kind": "person", "visible": True,
                  "origins": ["author-bio", "json-ld"], "machine_disclosed": True, "has_profile": True,
                  "quote": "Vera Muster", "at": at(900, "author-bio")}],
        dates={"published": {"value": "2026-10-01", "machine": "2026-10-01"},
               "modified": {"value": "2026-10-02", "machine": "2026-10-02"}},
        disclosures=[
            {**author, "place": "end", "human": "none", "quote": "I write with AI.", "at": at(910)},
            {**author, "scope": "image", "place": "top", "quote": "Picture made with AI", "at": at(20, "caption")},
            {**making, "place": "end", "human": "conditional", "quote": "Seven AI agents wrote it", "at": at(950)},
        ],
        images=[{"role": "lead", "caption": "Picture made with AI", "label_visible": True, "ai_by_caption": True,
                 "quote": "Picture made with AI", "at": at(20, "caption")}],
        access={"state": "partial", "wall_quote": "Join to read it all", "at": at(500, "paywall"),
                "declared_free": None, "reaches_end": True},
        attributions=[{**said, "quote": "told the agency", "at": at(100)},
                      {**said, "quote": "according to a report", "kind": "document", "at": at(200)},
                      {**said, "quote": "as some say", "kind": "anonymous", "at": at(300)}],
        sources={"listed": False, "access": "registration", "quote": "Sign up to see all sources", "at": at(800)},
        claims=[{"kind": "documents-every-source", "quote": "We document each source", "at": at(850)},
                {"kind": "independent", "place": "margin", "quote": "independent reporting", "at": at(980, "promo")}],
        corrections=[], residue=[], markup={},
        outlet={"domain": "desk.example", "policies": {"about": {"kind": "about", "found": True},
                                                       "process": {"kind": "process", "found": True}}},
    )  # fmt: skip


@pytest.fixture
def findings(analysis: Facts, newsroom: Rulebook) -> dict[str, Finding]:
    gaps = (
        Gap(fact="images[0].file", reason="offline", detail="Pictures were not fetched: there was no network."),
        Gap(fact="outlet.policies", reason="offline", detail="Only this page was read."),
    )
    return {finding.rule: finding for finding in judge(analysis, gaps, newsroom)}


@pytest.mark.parametrize(
    ("rule", "outcome", "quotes"),
    [
        # The author is a machine; the markup says that she is a person; no byline at the top.
        ("author-kind-not-contradicted", "unmet", ["Vera Muster"]),
        ("machine-author-disclosed", "met", ["Vera Muster"]),
        ("byline-visible", "unmet", ["Vera Muster"]),
        # The picture is labelled; its tool and its file are not known.
        ("ai-images-labelled", "met", ["Picture made with AI"]),
        ("ai-image-label-visible", "met", ["Picture made with AI"]),
        ("images-credited", "met", ["Picture made with AI"]),
        ("ai-image-tool-named", "unknown", None),
        # The rungs: it says so, on the page, but not at the top; nobody and no tool is named.
        ("says-whether-ai-was-used", "met",
         ["I write with AI.", "Seven AI agents wrote it"]),
        ("ai-statement-visible", "met", ["I write with AI.", "Seven AI agents wrote it"]),
        ("ai-statement-at-top", "unmet", ["I write with AI.", "Seven AI agents wrote it"]),
        ("ai-statement-names-reviewer", "unmet", None),
        ("ai-statement-names-tool", "unmet", None),
        # The promise and what becomes of it.
        ("open-sources-promise-kept", "unmet",
         ["We document each source", "Sign up to see all sources"]),
        ("sources-open", "unmet", ["Sign up to see all sources"]),
        ("attributions-linked", "unmet", ["told the agency", "according to a report", "as some say"]),
        ("most-sources-named", "met", None),
        ("access-declared-truthfully", "unmet", ["Join to read it all"]),
        # Dates only in the markup.
        ("dates-visible", "unmet", []),
        ("dates-agree", "unmet", []),
        # What this page does not link is not a no.
        ("corrections-policy-linked", "unknown", []),
        ("ai-policy-linked", "unknown", []),
        ("ownership-linked", "unknown", []),
        ("ethics-code-linked", "unknown", []),
        ("contact-linked", "unknown", []),
        # "Independent" promises nothing about people or machines.
        ("human-written-claim-not-contradicted", "n.a.", []),
        ("no-undisclosed-residue", "n.a.", []),
    ],
)  # fmt: skip
def test_what_the_page_is_told(findings: dict[str, Finding], rule: str, outcome: str, quotes: list[str] | None) -> None:
    finding = findings[rule]
    assert finding.outcome == outcome
    if quotes is not None:
        assert [item.quote for item in finding.items] == quotes


def test_the_broken_promise_caps_the_grade(findings: dict[str, Finding], newsroom: Rulebook) -> None:
    card = score(tuple(findings.values()), newsroom.pack, kind="article")
    assert [(cap.rule, cap.grade, cap.certain) for cap in card.caps] == [
        ("author-kind-not-contradicted", "B", True),
        ("open-sources-promise-kept", "D", True),
    ]
    assert card.high is not None
    assert card.high < 50
    assert card.value == card.low
    assert card.grade == "D"
    assert "The page says that it documents every source, and its readers cannot reach them." in card.reason


def test_unlinked_statements_are_counted_and_gaps_are_told(findings: dict[str, Finding]) -> None:
    assert findings["attributions-linked"].message == "Too few attributed statements link to their source: 0 of 3."
    assert findings["ownership-linked"].missing == ("outlet.policies",)
    assert findings["ownership-linked"].message.endswith("Only this page was read.")
    assert findings["ai-image-tool-named"].message.endswith("Pictures were not fetched: there was no network.")

"""Promises in five languages and what looks like one; and what else on the page keeps or breaks a promise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from msgspec import UNSET, UnsetType

from auditor.detectors import observe
from auditor.detectors.claims import detect
from auditor.facts import Claim, Facts
from auditor.page import Page

PageOf = Callable[..., Page]
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "claims.yaml").read_text("utf-8"))
LINE = "<p>The town council voted on Tuesday to repair the old stone bridge before the winter floods come.</p>"
LISTED = "<h3>Sources</h3><ul><li><a href='https://weir.example/m.pdf'>Minutes</a></li></ul>"
WITHHELD = "<aside><p>Sign up for our newsletter to see all sources used in this article.</p></aside>"
LINKED = "<p>Ruth Amsel said <a href='https://weir.example/a'>in a letter</a> that it is safe.</p>"
UNLINKED = "<p>Tom Weir said that it is late.</p>"
DOCUMENT = "<p>The bridge is worn, according to a report by the county.</p>"
WHERE_NEEDED = "<p>This article was written by AI. Where needed, our human editors step in.</p>"
NAMED = "<p>This article was written with AI and checked by our editor Mira Holt.</p>"
EVERY, DOCUMENTS = "We document every source.", "This article is based on official documents."
REVIEWED, CHECKED = "Every article is reviewed by a human editor.", "This article was fact-checked."


def article(language: str, body: str, note: str) -> str:
    return (
        f"<html lang='{language}'><title>Bridge</title><body><main><article><h1>Bridge</h1>"
        f"<div class='article-body'>{LINE * 8}{body}</div><section class='about-this'>{note}</section></article>"
        "</main></body></html>"
    )


def cases() -> Iterator[object]:
    for group in CASES.values():
        for case in group:
            yield pytest.param(case, id=f"{case['lang']}-{case['text'][:40]}")


@pytest.mark.parametrize("case", tuple(cases()))
def test_what_is_promised(page_of: PageOf, case: dict[str, str]) -> None:
    text = f"<p>{case['text']}</p>"
    body, note = (text, "") if case["in"] == "body" else ("", text)
    claims = detect(page_of(article(case["lang"], body, note)), Facts()).value
    assert not isinstance(claims, UnsetType)
    assert [claim.kind for claim in claims][:1] == ([case["expect"]] if "expect" in case else [])


def promise(page: Page) -> Claim:
    facts, _ = observe(page)
    assert not isinstance(facts.claims, UnsetType)
    (claim,) = facts.claims
    return claim


@pytest.mark.parametrize(
    ("text", "rest", "state", "quote"),
    [
        (EVERY, LISTED, "kept", "Sources"),
        (EVERY, LINKED, "kept", "Ruth Amsel said in a letter that it is safe."),
        (EVERY, LINKED + UNLINKED, "broken", "Tom Weir said that it is late."),
        (EVERY, WITHHELD, "broken", "Sign up for our newsletter to see all sources used in this article."),
        (DOCUMENTS, DOCUMENT, "kept", "The bridge is worn, according to a report by the county."),
        (DOCUMENTS, LISTED, "kept", "Minutes"),
        (DOCUMENTS, WITHHELD, "broken", "Sign up for our newsletter to see all sources used in this article."),
        (REVIEWED, WHERE_NEEDED, "broken", "Where needed, our human editors step in."),
    ],
)
def test_what_the_page_shows_of_a_promise(page_of: PageOf, text: str, rest: str, state: str, quote: str) -> None:
    page = page_of(article("en", rest, f"<p>{text}</p>"), url="https://news.example/a")
    practice = promise(page).practice
    assert not isinstance(practice, UnsetType)
    assert (practice.state, practice.at.start is not None) == (state, True)
    assert quote in practice.quote


@pytest.mark.parametrize("text", [REVIEWED, CHECKED])
def test_who_checked_is_named(page_of: PageOf, text: str) -> None:
    facts, _ = observe(page_of(article("en", NAMED, f"<p>{text}</p>")))
    assert not isinstance(facts.claims, UnsetType)
    states = {claim.kind: "" if claim.practice is UNSET else claim.practice.state for claim in facts.claims}
    assert states[facts.claims[-1].kind] == "kept"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (EVERY, ""),
        (DOCUMENTS, UNLINKED),
        (CHECKED, WHERE_NEEDED),
        (REVIEWED, ""),
        ("We are an independent newsroom.", WITHHELD),
        ("We never use AI.", ""),
    ],
)
def test_a_page_that_shows_neither_is_a_gap(page_of: PageOf, text: str, rest: str) -> None:
    facts, gaps = observe(page_of(article("en", rest, f"<p>{text}</p>")))
    assert not isinstance(facts.claims, UnsetType)
    assert {claim.practice for claim in facts.claims} == {UNSET}
    assert "claims.practice" in {gap.fact for gap in gaps}


def test_behind_a_wall_an_unlinked_statement_breaks_nothing(page_of: PageOf) -> None:
    wall = "<div class='paywall'><p>Subscribe to continue reading this article.</p></div>"
    page = page_of(article("en", UNLINKED, f"<p>{EVERY}</p>").replace("</article>", f"{wall}</article>"))
    assert promise(page).practice is UNSET


def test_without_other_facts_a_promise_is_only_a_promise(page_of: PageOf) -> None:
    claims = detect(page_of(article("en", LISTED, f"<p>{EVERY}</p><p>{DOCUMENTS}</p><p>{REVIEWED}</p>")), Facts()).value
    assert not isinstance(claims, UnsetType)
    assert [claim.practice for claim in claims] == [UNSET] * 3

"""Promises count where the page speaks of itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.detectors.claims import detect
from auditor.facts import Facts
from auditor.page import Page

PageOf = Callable[..., Page]

BODY = (
    "<p>The town council voted on Tuesday to repair the old stone bridge before the winter floods come.</p>"
    "<p>Work will begin in March and last about nine weeks, engineer Ruth Amsel told residents at a meeting.</p>"
)


def claims(page_of: PageOf, *, note: str = "", body: str = "", language: str = "en") -> list[tuple[str, str]]:
    page = page_of(
        f"<html lang='{language}'><title>Bridge</title><body><main><article><h1>Bridge</h1>"
        f"<div class='article-body'>{BODY}{body}</div><section class='about-this'><p>{note}</p></section></article>"
        "</main></body></html>"
    )
    value = detect(page, Facts()).value
    assert isinstance(value, tuple)
    assert all(claim.quote == page.text[claim.at.start : claim.at.end] for claim in value)
    return [(claim.kind, claim.quote) for claim in value]


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "That's why we meticulously document every source.", "documents-every-source"),
        ("en", "All our articles are written by humans.", "human-written"),
        ("en", "Every article is reviewed by a human editor.", "human-reviewed"),
        ("en", "This article was fact-checked.", "fact-checked"),
        ("en", "Your contribution helps us continue independent investigations.", "independent"),
        ("en", "We never use AI.", "no-ai"),
        ("en", "No AI was used.", "no-ai"),
        ("de", "Wir dokumentieren jede Quelle.", "documents-every-source"),
        ("fr", "Nous documentons chaque source.", "documents-every-source"),
        ("es", "Todas las fuentes están citadas.", "documents-every-source"),
    ],
)
def test_a_promise(page_of: PageOf, language: str, text: str, kind: str) -> None:
    assert claims(page_of, note=text, language=language) == [(kind, text)]


@pytest.mark.parametrize(
    "text",
    [
        "“We document every source,” the editor of another paper said.",
        "The society said its articles are written by humans.",
        "Poland became independent in 1918.",
        "Every source of the river is dry.",
    ],
)
def test_what_is_no_promise_of_this_page(page_of: PageOf, text: str) -> None:
    assert claims(page_of, body=f"<p>{text}</p>") == []


def test_each_kind_once(page_of: PageOf) -> None:
    text = "We document every source. We cite every source."
    assert claims(page_of, note=text) == [("documents-every-source", "We document every source.")]

"""Lists of sources: there, withheld, or not mentioned."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.detectors.sources import detect
from auditor.facts import Facts, Sources
from auditor.page import Page

PageOf = Callable[..., Page]

BODY = (
    "<p>The town council voted on Tuesday to repair the old stone bridge before the winter floods come.</p>"
    "<p>Work will begin in March and last about nine weeks, engineer Ruth Amsel told residents at a meeting.</p>"
)


def sources(page_of: PageOf, after: str, *, language: str = "en", body: str = "") -> Sources:
    page = page_of(
        f"<html lang='{language}'><title>Bridge</title><body><main><article><h1>Bridge</h1>"
        f"<div class='article-body'>{BODY}{body}</div>{after}</article></main></body></html>"
    )
    value = detect(page, Facts()).value
    assert isinstance(value, Sources)
    if value.at is not None:
        assert value.quote == page.text[value.at.start : value.at.end]
    return value


def test_no_list(page_of: PageOf) -> None:
    found = sources(page_of, "<p>Thank you for reading.</p>")
    assert (found.listed, found.access, found.count, found.quote, found.at) == (False, "absent", 0, None, None)


@pytest.mark.parametrize(("language", "heading"), [("en", "Sources"), ("de", "Quellen"), ("fr", "Sources :"),
                                                   ("es", "Fuentes"), ("pl", "Źródła"), ("it", "Fonti")])  # fmt: skip
def test_a_heading_and_a_list(page_of: PageOf, language: str, heading: str) -> None:
    listed = "<ul><li><a href='https://city.example/minutes'>Minutes</a></li><li>Weir Valley Water, report</li></ul>"
    found = sources(page_of, f"<section class='sources'><h3>{heading}</h3>{listed}</section>", language=language)
    assert (found.listed, found.access, found.count, found.linked_count) == (True, "open", 2, 1)
    assert found.quote == heading


def test_a_list_on_one_line(page_of: PageOf) -> None:
    found = sources(page_of, "<p class='sources'>Sources: council minutes; Weir Valley Water; police</p>")
    assert (found.listed, found.count, found.linked_count) == (True, 3, 0)


@pytest.mark.parametrize(
    ("language", "text", "access"),
    [
        ("en", "Subscribe to our free newsletter to unlock links to all sources used in this article.", "registration"),
        ("en", "The full list of sources, with links, is open to readers of our newsletter.", "registration"),
        ("en", "Become a member to see all sources.", "paywall"),
        ("en", "The full list of sources is available to members.", "paywall"),
        ("de", "Quellen nur für Abonnenten", "paywall"),
        ("fr", "Abonnez-vous à notre newsletter pour accéder à toutes les sources.", "registration"),
        ("es", "Suscríbete a nuestro boletín para ver todas las fuentes.", "registration"),
    ],
)  # fmt: skip
def test_a_list_that_is_withheld(page_of: PageOf, language: str, text: str, access: str) -> None:
    found = sources(page_of, f"<section class='sources'><p>{text}</p></section>", language=language)
    assert (found.listed, found.access, found.count) == (False, access, 0)
    assert found.quote == text


@pytest.mark.parametrize(
    "text",
    ["Sources said the bridge is safe.", "Subscribe to our newsletter.", "The sources of the river Weir are dry."],
)
def test_what_is_no_list(page_of: PageOf, text: str) -> None:
    assert sources(page_of, f"<p>{text}</p>", body=f"<p>{text}</p>").access == "absent"


def test_a_heading_over_nothing_is_no_list(page_of: PageOf) -> None:
    assert (
        sources(page_of, "<h3>Sources</h3><p>The river has three of them, all in the hills to the north.</p>").listed
        is False
    )


def test_a_heading_over_a_wall(page_of: PageOf) -> None:
    wall = "<div class='paywall'><p>This part is for subscribers only. Subscribe to continue reading.</p></div>"
    found = sources(page_of, f"<h3>Sources</h3>{wall}")
    assert (found.listed, found.access, found.quote) == (False, "paywall", "Sources")

"""The headline: which of the words that a page offers for it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from auditor.detectors import _title
from auditor.page import Page

PageOf = Callable[..., Page]
LOGO = "<h2>Tidewater</h2>"
TEXT = "<div><p>" + "The crossing had been closed since February, the council said on Friday. " * 6 + "</p></div>"


def page(*, ld: str | None = None, og: str = "", title: str = "", h1: str = "", site: str = "", more: str = "") -> str:
    data = {"@type": "NewsArticle", "headline": ld}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>' if ld else ""
    head += f'<meta property="og:title" content="{og}">' if og else ""
    head += f'<meta property="og:site_name" content="{site}">' if site else ""
    head += f"<title>{title}</title>" if title else ""
    return f"<head>{head}</head><main>{more}" + (f"<h1>{h1}</h1>" if h1 else "") + f"{TEXT}</main>"


TITLES = {
    "what a reader sees": (page(h1="The bridge reopens", title="Site"), "The bridge reopens"),
    "the declared headline": (page(ld="The bridge reopens", h1="Open again"), "The bridge reopens"),
    "not one that only repeats the title element": (
        page(ld="Bridge news", title="Bridge news - Tidewater", h1="The bridge reopens", og="The bridge reopens"),
        "The bridge reopens",
    ),
    "entities escaped twice": (page(ld="Bridge &amp;amp; road"), "Bridge & road"),
    "soft hyphens": (page(h1="The bridge re\u00adopens"), "The bridge reopens"),
    "the site's name behind it": (page(ld="The bridge reopens | Tidewater", site="Tidewater"), "The bridge reopens"),
    "anything behind the visible headline": (
        page(ld="The bridge reopens - City news", h1="The bridge reopens"),
        "The bridge reopens",
    ),
    "a dash of its own stays": (page(ld="The bridge - open at last", site="Tidewater"), "The bridge - open at last"),
    "a kicker in the heading": (
        page(h1="Transport The bridge reopens", og="The bridge reopens", title="The bridge reopens - Tidewater"),
        "The bridge reopens",
    ),
    "a date in the heading": (
        page(h1="The bridge reopens 20.11.2026", og="The bridge reopens", title="The bridge reopens"),
        "The bridge reopens",
    ),
    "more words in the heading stay": (
        page(h1="The bridge reopens at last", og="The bridge reopens", title="The bridge reopens"),
        "The bridge reopens at last",
    ),
    "the site's name as heading": (
        page(h1="Tidewater", site="Tidewater", og="The bridge reopens", title="The bridge reopens | Tidewater"),
        "The bridge reopens",
    ),
    "a heading that has nothing to do with the title": (
        page(h1="0 Comments", og="The bridge reopens", title="The bridge reopens"),
        "The bridge reopens",
    ),
    "a name behind a bar in the heading": (
        page(h1="The bridge reopens | Roads", og="The bridge reopens", title="The bridge reopens"),
        "The bridge reopens",
    ),
    "the second line of a heading": (
        page(h1="reopens at last", og="The old bridge reopens at last", title="The old bridge reopens at last"),
        "The old bridge reopens at last",
    ),
    "a column's name is not the first line": (
        page(h1="The bridge reopens", og="Roads: The bridge reopens", title="Roads: The bridge reopens"),
        "The bridge reopens",
    ),
    "what JSON-LD and og:title both put behind it": (
        page(ld="The bridge - dates and maps", og="The bridge - dates and maps", h1="The bridge", site="Tidewater"),
        "The bridge - dates and maps",
    ),
    "but no name of the site, though both have it": (
        page(ld="The bridge - Tidewater", og="The bridge - Tidewater", h1="The bridge", site="Tidewater"),
        "The bridge",
    ),
    "nor anything behind a bar": (
        page(ld="The bridge | City desk", og="The bridge | City desk", h1="The bridge"),
        "The bridge",
    ),
    "nor the name in the address": (
        page(ld="The bridge - Harbour Post", og="The bridge - Harbour Post", h1="The bridge"),
        "The bridge",
    ),
    "a series above the headline": (
        page(h1="Bridges of the coast", og="The bridge reopens", title="Bridges of the coast - The bridge reopens"),
        "The bridge reopens",
    ),
    "og:title that is the heading": (
        page(h1="The bridge reopens", og="The bridge reopens", title="Tidewater » The bridge reopens", more=LOGO),
        "The bridge reopens",
    ),
    "a section above the headline": (
        page(h1="The bridge reopens", title="Tidewater - The bridge reopens", more=LOGO),
        "The bridge reopens",
    ),
    "only og:title": (page(og="The bridge reopens", title="Site"), "The bridge reopens"),
    "only the title element": (page(title="The bridge reopens | Tidewater", site="Tidewater"), "The bridge reopens"),
    "nothing": (page(), None),
}


@pytest.mark.parametrize(("html", "title"), TITLES.values(), ids=TITLES)
def test_the_headline(page_of: PageOf, html: str, title: str | None) -> None:
    assert _title.headline(page_of(html, url="https://www.harbourpost.example/x")) == title


def test_a_blog_title_above_the_real_heading(page_of: PageOf) -> None:
    text = f"<h1>Tide notes</h1><article><h2>The bridge reopens</h2>{TEXT}</article>"
    html = f"<head><title>The bridge reopens | Tide notes</title></head><main>{text}</main>"
    assert _title.headline(page_of(html)) == "The bridge reopens"


@pytest.mark.parametrize(
    ("heading", "below", "title", "headline"),
    [
        (
            "Tide notes – a diary",
            "The bridge reopens",
            "The bridge reopens | Tide notes – a diary",
            "The bridge reopens",
        ),
        ("Harbour Post", "The bridge reopens", "Harbour Post » Archive » The bridge reopens", "The bridge reopens"),
        ("Harbour Post", "The bridge reopens", "Harbour Post The bridge reopens", "The bridge reopens"),
        ("The bridge reopens", "Roads", "The bridge reopens | Roads", "The bridge reopens"),
        ("Harbour Post", "Something else", "Harbour Post The bridge reopens", "Harbour Post"),
    ],
)
def test_a_site_s_name_stands_above_the_headline(
    page_of: PageOf, heading: str, below: str, title: str, headline: str
) -> None:
    html = f"<head><title>{title}</title></head><body><h1>{heading}</h1><div><h2>{below}</h2>{TEXT}</div></body>"
    assert _title.headline(page_of(html, url="https://www.harbourpost.example/x")) == headline


@pytest.mark.parametrize(("text", "folded"), [("«Bridge» – Open!", "bridge open"), ("", "")])
def test_folding(text: str, folded: str) -> None:
    assert _title.fold(text) == folded

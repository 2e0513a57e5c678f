"""Where readers see an author: bylines in unusual places, signatures below the text, and what is only a box."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from auditor.detectors import authors
from auditor.facts import Author, Facts
from auditor.page import Page

PageOf = Callable[..., Page]
BODY = "<p>" + "The crossing had been closed since February, the council said on Friday. " * 4 + "</p>"


def story(*names: str, top: str = "", end: str = "", head: str = "", kind: str = "Person") -> str:
    data = {
        "@type": "NewsArticle", "headline": "Bridge", "publisher": {"name": "Tidewater"},
        "author": [{"@type": kind, "name": name} for name in names],
    }  # fmt: skip
    block = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return f"<head>{block}</head>{head}<article><h1>Bridge</h1>{top}<div>{BODY * 12}{end}</div></article>"


def only(page: Page) -> Author:
    value = authors.detect(page, Facts()).value
    assert isinstance(value, tuple)
    (author,) = value
    return author


SIGNED = {
    "a job glued to the name": ("Ines Calder", {"top": "<div>Von Ines Calder Politische Korrespondentin</div>"}, True),
    "in a box called related": ("Ines Calder", {"top": '<div class="related">By Ines Calder</div>'}, True),
    "below a summary": ("Ines Calder", {"top": f"<h2>What is known</h2>{BODY}<div>By Ines Calder</div>"}, True),
    "glued to other words": ("Ines Calder", {"top": "<div class='meta'>Ines Calder5 hours ago</div>"}, True),
    "in other letters": ("ines calder", {"top": "<div class='meta'>Ines Calder, Harbour</div>"}, True),
    "an outlet and initials": ("tidewater", {"top": "<div>Von Tidewater, ic</div>"}, True),
    "without the middle name": ("Ines Maria Calder", {"top": "<p class='byline'>Ines Calder</p>"}, True),
    "another person": ("Ines Maria Calder", {"top": "<p class='byline'>Ines Okafor</p>"}, False),
    "an agency's signature": ("SDA", {"end": "<p>SDA/sep</p>"}, True),
    "initials in a last line": ("Tidewater", {"end": "<p>red, Tidewater/agencies</p>"}, True),
    "a programme and initials": ("kesm", {"end": "<p>Harbour 4 News, 15.4.2024, 10:05; tide/hosb;kesm</p>"}, True),
    "part of a word": ("ines", {"end": "<p>Ships and pipelines</p>"}, False),
    "a pointer to more": ("Ines Calder", {"end": "<p>Mehr von Ines Calder</p>"}, False),
    "a sentence about": ("Ines Calder", {"end": "<p>The bridge was seen by Ines Calder and the council.</p>"}, False),
    "a heading below": ("Ines Calder", {"end": "<h3>Ines Calder</h3>"}, False),
    "a box": ("Ines Calder", {"end": '<div class="author-bio">Ines Calder reports from the harbour.</div>'}, False),
    "nowhere": ("Ines Calder", {}, False),
}  # fmt: skip


@pytest.mark.parametrize(("name", "where", "byline"), SIGNED.values(), ids=SIGNED)
def test_bylines_and_signatures(page_of: PageOf, name: str, where: dict[str, str], byline: bool) -> None:
    author = only(page_of(story(name, **where)))
    assert (author.name, "byline" in author.origins) == (name, byline)
    assert author.visible or not byline


def test_a_box_is_seen_but_no_byline(page_of: PageOf) -> None:
    author = only(page_of(story("Ines Calder", end='<div class="author-bio">Ines Calder sails.</div>')))
    assert author.visible
    assert "byline" not in author.origins


def test_what_hides_the_headline_too_hides_no_byline(page_of: PageOf) -> None:
    top = '<div class="hidden"><h1>Bridge</h1><div class="meta">Ines Calder</div></div>'
    html = story("Ines Calder").replace("<h1>Bridge</h1>", top)
    assert "byline" in only(page_of(html)).origins


def test_a_byline_after_the_first_lines(page_of: PageOf) -> None:
    html = story(top="").replace(BODY * 12, f'{BODY * 3}<div class="byline">Ines Calder</div>{BODY * 9}')
    author = only(page_of(html))
    assert (author.name, "byline" in author.origins) == ("Ines Calder", True)


SHOWN = {
    "a byline above the article": (
        {"head": '<div class="byline">Ines Calder</div>'}, "Ines Calder",
    ),
    "a name with the date beside it": (
        {"top": '<p class="dateline">Ines Calder</p><p class="dateline">12 May 2026</p>'}, "Ines Calder",
    ),
    "a name without a date": ({"top": '<p class="dateline">Ines Calder</p>'}, "Tidewater"),
    "a name with a job beside it": (
        {"top": '<p class="dateline">Ines Calder</p><p class="dateline">Tech Writer</p>'}, "Ines Calder",
    ),
    "a nickname linked beside the date": (
        {"top": '<div>3 May 2026 <a href="/author/harbourgirl/">harbourgirl</a></div>'}, "harbourgirl",
    ),
    "a nickname linked without a date": (
        {"top": '<div>See <a href="/author/harbourgirl/">harbourgirl</a></div>'}, "Tidewater",
    ),
    "the word for authors in a menu": (
        {"head": '<ul><li><a href="/authors">Authors</a></li></ul><div>Five Thoughts in Dortmund</div>'}, "Tidewater",
    ),
    "a title with the date beside it": (
        {"top": '<p class="dateline">A Sailor\'s Weblog</p><p class="dateline">12 May 2026</p>'}, "Tidewater",
    ),
    "a link to a profile elsewhere": (
        {"top": '<div><a href="https://www.linkedin.com/in/ines-calder/">Ines Calder</a></div>'}, "Ines Calder",
    ),
    "a link to a firm elsewhere": (
        {"top": '<div><a href="https://www.linkedin.com/company/harbour">Harbour Works</a></div>'}, "Tidewater",
    ),
    "an agency alone": ({"top": "<div>Associated Press</div>"}, "Associated Press"),
    "an agency and a place": ({"top": "<div>AFP, MANILA</div>"}, "AFP"),
    "an agency in a place": ({"top": "<div>Associated Press in Valencia</div>"}, "Associated Press"),
    "an agency in a sentence": ({"top": "<div>Reuters says so again</div>"}, "Tidewater"),
    "a short word": ({"top": "<div>AP</div>"}, "Tidewater"),
    "the outlet and its source": ({"end": "<p>Tidewater / Última Hora</p>"}, "Última Hora"),
    "two other things": ({"end": "<p>Harbour / Última Hora</p>"}, "Tidewater"),
    "a link and a glued word": (
        {"top": '<div>on 3 May 2026 by <a href="/author/ines/">Ines Calder</a>in General</div>'}, "Ines Calder",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("where", "name"), SHOWN.values(), ids=SHOWN)
def test_who_is_shown_where_the_markup_has_only_the_outlet(page_of: PageOf, where: dict[str, str], name: str) -> None:
    assert only(page_of(story("Tidewater", kind="Organization", **where))).name == name


def test_a_name_is_written_as_readers_see_it(page_of: PageOf) -> None:
    html = story("ines.calder", top='<div class="byline"><a href="/author/ines-calder">Ines Calder</a></div>')
    assert only(page_of(html)).name == "Ines Calder"

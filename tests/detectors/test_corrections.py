"""Notices of corrections: real ones only, with the day they name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.detectors.corrections import detect
from auditor.facts import Correction, Facts
from auditor.page import Page

PageOf = Callable[..., Page]

BODY = (
    "<p>The town council voted on Tuesday to repair the old stone bridge before the winter floods come.</p>"
    "<p>Work will begin in March and last about nine weeks, engineer Ruth Amsel told residents at a meeting.</p>"
)


def corrections(
    page_of: PageOf, note: str, *, language: str = "en", head: str = "", footer: str = ""
) -> tuple[Correction, ...]:
    page = page_of(
        f"<html lang='{language}'><head><title>Bridge</title>{head}</head><body><main><article><h1>Bridge</h1>"
        f"<div class='article-body'>{BODY}</div>{note}</article></main><footer>{footer}</footer></body></html>"
    )
    value = detect(page, Facts()).value
    assert isinstance(value, tuple)
    return value


@pytest.mark.parametrize(
    ("language", "text", "date"),
    [
        ("en", "Correction (3 March 2026): The bridge is 40 metres long, not 400.", "2026-03-03"),
        ("en", "Correction: The bridge is 40 metres long, not 400.", None),
        ("en", "An earlier version of this article misstated the length of the bridge.", None),
        ("en", "This article was amended on March 3, 2026 to correct a name.", "2026-03-03"),
        ("de", "Korrektur: Die Brücke ist 40 Meter lang.", None),
        ("de", "In einer früheren Version dieses Artikels hieß es, die Brücke sei 400 Meter lang.", None),
        ("fr", "Rectificatif : le pont mesure 40 mètres.", None),
        ("es", "Fe de errores: el puente mide 40 metros.", None),
        ("pl", "Sprostowanie: most ma 40 metrów.", None),
    ],
)
def test_a_notice(page_of: PageOf, language: str, text: str, date: str | None) -> None:
    (notice,) = corrections(page_of, f"<p class='correction'>{text}</p>", language=language)
    assert (notice.quote, notice.date, notice.place, notice.origin) == (text, date, "end", "text")


def test_a_head_of_its_own(page_of: PageOf) -> None:
    html = "<div class='correction'><h4>Correction</h4><p>The bridge is 40 metres long, not 400.</p></div>"
    (notice,) = corrections(page_of, html)
    assert notice.quote == "The bridge is 40 metres long, not 400."


@pytest.mark.parametrize(
    "note",
    [
        "<p><a href='/corrections'>Correction: how to report one</a></p>",
        "<p>The correction of the river took years.</p>",
        "<p>An earlier version of the bridge fell in 1910.</p>",
        "<p>Editor's note: the mayor spoke to our reporter on Monday.</p>",
        "<p>“Correction: we were wrong,” the other newspaper wrote.</p>",
        "<h4>Corrections</h4><p>Prisons are called so in some countries, and this is a long story about one.</p>",
    ],
)
def test_what_is_no_notice(page_of: PageOf, note: str) -> None:
    assert corrections(page_of, note, footer="<a href='/c'>Corrections</a> <p>Correction: write to us</p>") == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"The bridge is 40 metres long."', [("The bridge is 40 metres long.", None)]),
        ('{"@type":"CorrectionComment","text":"A name.","datePublished":"2026-03-03"}', [("A name.", "2026-03-03")]),
        ('[{"@type":"CorrectionComment","text":"A name."},{"text":""}]', [("A name.", None)]),
        ('{"@type":"CorrectionComment","text":"","datePublished":"2026-03-03"}', []),
        ('"https://news.example/corrections"', []),
        ("null", []),
        ("7", []),
    ],
)
def test_what_machines_are_told(page_of: PageOf, value: str, expected: list[tuple[str, str | None]]) -> None:
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"B","correction":{value}}}</script>'
    found = corrections(page_of, "", head=head)
    assert [(notice.quote, notice.date) for notice in found] == expected
    assert all((notice.origin, notice.place) == ("markup", "hidden") for notice in found)

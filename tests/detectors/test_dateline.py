"""What surrounds a date decides what it is the date of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.detectors import _dateline, dates
from auditor.facts import Dates, Facts
from auditor.page import Page

PageOf = Callable[..., Page]
BODY = "<p>" + "The crossing had been closed since February, the council said on Friday. " * 4 + "</p>"
ADDRESS = "https://n.example/x"


def found(page: Page) -> Dates:
    value = dates.detect(page, Facts()).value
    assert isinstance(value, Dates)
    return value


def story(top: str = "", opening: str = "", end: str = "", language: str = "en") -> str:
    first = BODY.replace("<p>", f"<p>{opening}", 1)
    return f"<html lang={language}><article><h1>Bridge is open again</h1>{top}<div>{first}{BODY}</div>{end}</article>"


@pytest.mark.parametrize(
    ("before", "after", "opens"),
    [
        ("Harbour, (", "). The council", True),
        ("HARBOUR, ", " – The council", True),
        ("Harbour (", ") - The council", True),
        ("New Harbour, N.Y., ", " /Wire/ -- The council", True),
        ("St. Harbour/Lower Quay, ", ": The council", True),
        ("Harbour, ", " -- The council", True),
        ("On Monday, ", " – two days late – it", False),
        ("Am Montag, ", ". Dann kam", False),
        ("Harbour ", " – The council", False),
        ("Harbour, ", ", the council", False),
        ("Harbour opened, ", " – The council", False),
        ("", " – The council", False),
        ("Harbour and the villages along the upper part of the river, as said (", ") - x", False),
    ],
)
def test_what_opens_a_report(before: str, after: str, opens: bool) -> None:
    assert _dateline.opens(before, after) is opens


@pytest.mark.parametrize(
    ("before", "ends"),
    [
        ("Week 14. - ", True),
        ("Open 5–", True),
        ("13.11.2026 - ", True),
        ("14 to ", True),
        ("du 14 au ", True),
        ("Available until ", True),
        ("Verfügbar bis ", True),
        ("at 9:05 - ", False),
        ("Do ", False),
        ("Harbour - ", False),
        ("Until Friday, ", False),
        ("Published ", False),
        ("", False),
    ],
)
def test_what_ends_a_period(before: str, ends: bool) -> None:
    assert _dateline.ends_period(before) is ends


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The next meeting is on 5 February 2026 in the town hall.", True),
        ("The next meeting is on 5 February 2026 in the town hall", False),
        ("On 5 February 2026.", False),
    ],
)
def test_what_is_a_sentence(text: str, sentence: bool) -> None:
    assert _dateline.is_sentence(text) is sentence


@pytest.mark.parametrize(
    ("top", "value"),
    [
        ('<p class="date">Report of 14. - 20. November 2026</p>', None),
        ('<p class="date">Available until 20 November 2026</p>', None),
        ('<p class="date">20 November 2026</p>', "2026-11-20"),
    ],
)
def test_the_last_day_of_a_period_is_not_the_day_of_publication(page_of: PageOf, top: str, value: str | None) -> None:
    assert found(page_of(story(top), url=ADDRESS)).published.value == value


@pytest.mark.parametrize(
    ("opening", "value"),
    [
        ("Harbour (20 November 2026) - ", "2026-11-20"),
        ("On 20 November 2026 it opened. ", None),
        ("Harbour, 20 November 2026, was quiet. ", None),
    ],
)
def test_a_report_may_open_with_place_and_day(page_of: PageOf, opening: str, value: str | None) -> None:
    assert found(page_of(story(opening=opening), url=ADDRESS)).published.value == value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("The next meeting of the council is on 5 February 2026 in the hall.", None),
        ("This was first published on 5 February 2026 in the evening.", "2026-02-05"),
    ],
)
def test_a_sentence_of_the_text_must_say_published(page_of: PageOf, line: str, value: str | None) -> None:
    html = f"<html lang=en><article><h1>Bridge</h1><div><p>{line}</p>{BODY}{BODY}</div></article>"
    assert found(page_of(html, url=ADDRESS)).published.value == value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Bridge is open again was posted on 20 November 2026 and filed under Roads.", "2026-11-20"),
        ("Bridge is open again: meeting on 20 November 2026 in the hall", None),
        ("Harbour is closed was posted on 20 November 2026 and filed under Roads.", None),
    ],
)
def test_a_line_beside_the_article_may_say_when_its_story_was_posted(
    page_of: PageOf, line: str, value: str | None
) -> None:
    end = "".join(f"<p>Roads, bridges and quays of the region {number}</p>" for number in range(30))
    html = f"<html lang=en><aside><h2>About</h2><p>{line}</p>{end}</aside>{story()}"
    assert found(page_of(html, url=ADDRESS)).published.value == value


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "Updated"), ("de", "Letzte Änderung:"), ("cs", "Aktualizováno:"), ("el", "Ενημερώθηκε"), ("ar", "تحديث")],
)
def test_where_only_a_change_is_told_the_text_is_of_that_day_or_older(
    page_of: PageOf, language: str, label: str
) -> None:
    both = found(page_of(story(f'<p class="date">{label} 20.11.2026</p>', language=language), url=ADDRESS))
    first = both.published
    assert (first.value, first.basis) == ("2026-11-20", "last-change")
    assert (first.machine, first.visible, first.agree, first.quote, first.at) == (None,) * 5
    assert (both.modified.value, both.modified.basis, both.modified.quote) == ("2026-11-20", "visible", "20.11.2026")


@pytest.mark.parametrize(
    ("html", "url", "basis"),
    [
        (story('<p class="date">20 November 2026</p>'), ADDRESS, "visible"),
        (story('<p class="date"><time datetime="2026-11-20">Friday</time></p>'), ADDRESS, "markup"),
        (story(), "https://n.example/2026/11/20/bridge/", "address"),
        (story('<p class="date">Updated 24 November 2026</p>'), "https://n.example/2026/11/20/bridge/", "address"),
        (story(), ADDRESS, None),
    ],
)
def test_what_the_day_rests_on(page_of: PageOf, html: str, url: str, basis: str | None) -> None:
    assert found(page_of(html, url=url)).published.basis == basis


@pytest.mark.parametrize(
    ("end", "changed"),
    [
        ("<footer><ul><li>This page was last edited on 20 November 2026, at 13:22.</li></ul></footer>", True),
        ("<footer><p>Diese Seite wurde zuletzt am 20.11.2026 um 13:22 Uhr geändert.</p></footer>", True),
        ("<footer><p>The harbour festival opens on 20 November 2026.</p></footer>", False),
        ("<footer hidden><p>Last updated: 20 November 2026</p></footer>", False),
    ],
)
def test_a_line_in_the_footer_may_say_when_the_page_was_changed(page_of: PageOf, end: str, changed: bool) -> None:
    links = "".join(f"<li><a href='/{number}'>Quay {number}</a></li>" for number in range(20))
    both = found(page_of(f"{story()}<nav><ul>{links}</ul></nav>{end}", url=ADDRESS))
    assert both.modified.visible == ("2026-11-20" if changed else None)
    assert (both.published.visible, both.published.value) == (None, both.modified.value)


@pytest.mark.parametrize(
    ("meta", "shown", "value", "basis"),
    [
        ("dcterms.date", "25 November 2026", "2026-11-25", "visible"),
        ("dcterms.date", "20 November 2026", "2026-11-20T06:00:00+00:00", "markup"),
        ("article:published_time", "25 November 2026", "2026-11-20T06:00:00+00:00", "markup"),
        ("dcterms.issued", "25 November 2026", "2026-11-20T06:00:00+00:00", "markup"),
    ],
)
def test_a_date_in_the_markup_that_says_not_of_what_yields_to_that_of_readers(
    page_of: PageOf, meta: str, shown: str, value: str, basis: str
) -> None:
    html = f'<meta name="{meta}" content="2026-11-20T06:00:00Z">' + story(f'<p class="date">{shown}</p>')
    first = found(page_of(html, url=ADDRESS)).published
    assert (first.value, first.basis, first.machine) == (value, basis, "2026-11-20T06:00:00+00:00")

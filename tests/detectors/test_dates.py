"""Dates as machines get them and as readers see them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from auditor.detectors import _day, dates
from auditor.facts import Dates, Facts
from auditor.page import Page

PageOf = Callable[..., Page]
BODY = "<p>" + "The crossing had been closed since February, the council said on Friday. " * 4 + "</p>"


def story(*, data: dict[str, str] | None = None, head: str = "", top: str = "", language: str = "en") -> str:
    block = json.dumps({"@type": "NewsArticle", **data}) if data else ""
    script = f'<script type="application/ld+json">{block}</script>' if block else ""
    article = f"<article><h1>Bridge</h1>{top}<div>{BODY}{BODY}</div></article>"
    return f"<html lang={language}><head>{head}{script}</head>{article}"


def found(page: Page) -> Dates:
    value = dates.detect(page, Facts()).value
    assert isinstance(value, Dates)
    return value


VISIBLE = [
    ("en", "20 November 2026", "2026-11-20"),
    ("en", "November 20, 2026", "2026-11-20"),
    ("en", "Nov 20 2026", "2026-11-20"),
    ("en", "20th November 2026", "2026-11-20"),
    ("de", "20. November 2026, 10:15 Uhr", "2026-11-20"),
    ("de", "03.04.2026", "2026-04-03"),
    ("fr", "20 novembre 2026", "2026-11-20"),
    ("es", "20 de noviembre de 2026", "2026-11-20"),
    ("it", "20 novembre 2026", "2026-11-20"),
    ("pt", "20 de novembro de 2026", "2026-11-20"),
    ("pl", "20 listopada 2026", "2026-11-20"),
    ("nl", "20 november 2026", "2026-11-20"),
    ("sv", "20 november 2026", "2026-11-20"),
    ("no", "20. november 2026", "2026-11-20"),
    ("uk", "20 листопада 2026", "2026-11-20"),
    ("ru", "20 ноября 2026", "2026-11-20"),
    ("ja", "2026年11月20日", "2026-11-20"),
    ("ko", "2026년 11월 20일", "2026-11-20"),
    ("en", "2026-11-20", "2026-11-20"),
    ("de", "26 März, 2026", "2026-03-26"),
    ("de", "25.04.26", "2026-04-25"),
    ("en", "12.16.2025", "2025-12-16"),
    ("en", "Ines Calder3/4/2026", "2026-03-04"),
    ("en", "HealthDECEMBER 22, 2022", "2022-12-22"),
    ("fr", "3/4/2026", "2026-04-03"),
    ("tr", "5 Kasım 2026", "2026-11-05"),
    ("hu", "2026. november 20", "2026-11-20"),
    ("lv", "2026. gada 20. novembris", "2026-11-20"),
    ("hi", "20 नवंबर 2026", "2026-11-20"),
    ("xx", "20 novembre 2026", "2026-11-20"),
    ("en", "© 3 March 2026 Tidewater", None),
    ("en", "version 1.2.34", None),
    ("en", "3 March 1889", None),
    ("en", "20 Smarch 2026", None),
    ("en", "32 November 2026", None),
    ("en", "5 min read", None),
]


@pytest.mark.parametrize(("language", "text", "day"), VISIBLE)
def test_a_date_that_readers_see(page_of: PageOf, language: str, text: str, day: str | None) -> None:
    published = found(
        page_of(story(top=f'<p class="date">{text}</p>', language=language), url="https://n.example/x")
    ).published
    assert (published.visible, published.value, published.machine, published.agree) == (day, day, None, None)
    if day:
        assert published.quote is not None
        assert published.quote in text


MACHINE = {
    "JSON-LD": story(data={"datePublished": "2026-11-20T06:00:00Z"}),
    "a meta element": story(head='<meta property="article:published_time" content="2026-11-20T06:00:00+00:00">'),
    "microdata": story(head='<meta itemprop="datePublished" content="2026-11-20T06:00:00Z">', top=""),
    "a time element": story(top='<p class="date"><time datetime="2026-11-20T06:00Z">this morning</time></p>'),
    "digits only": story(head='<meta name="pubdate" content="20261120060000Z">'),
    "the day of creation": story(data={"dateCreated": "2026-11-20T06:00:00Z"}),
}


@pytest.mark.parametrize("html", MACHINE.values(), ids=MACHINE)
def test_a_date_that_machines_get(page_of: PageOf, html: str) -> None:
    published = found(page_of(html)).published
    assert published.value == "2026-11-20T06:00:00+00:00"
    assert (published.machine, published.visible, published.agree) == (published.value, None, None)
    assert published.at is not None


@pytest.mark.parametrize(("shown", "agree"), [("20 November 2026", True), ("21 November 2026", False)])
def test_agreement_is_stated(page_of: PageOf, shown: str, agree: bool) -> None:
    html = story(data={"datePublished": "2026-11-20T06:00:00Z"}, top=f'<p class="date">{shown}</p>')
    assert found(page_of(html)).published.agree is agree


@pytest.mark.parametrize(("shown", "value"), [("19 November 2026", "2026-11-19"), ("21 November 2026", "2026-11-20")])
def test_the_day_readers_are_told_wins_over_a_later_stamp(page_of: PageOf, shown: str, value: str) -> None:
    html = story(data={"datePublished": "2026-11-20"}, top=f'<p class="date">{shown}</p>')
    assert found(page_of(html)).published.value == value


def test_a_date_that_the_markup_gives_as_the_change_is_one(page_of: PageOf) -> None:
    data = {"datePublished": "2026-11-20", "dateModified": "2026-11-24"}
    both = found(page_of(story(data=data, top='<p class="date">24 November 2026</p>')))
    assert (both.published.visible, both.published.value) == (None, "2026-11-20")
    assert (both.modified.visible, both.modified.agree) == ("2026-11-24", True)


@pytest.mark.parametrize("label", ["Updated", "Zuletzt aktualisiert:"])
def test_a_label_in_the_block_before_counts(page_of: PageOf, label: str) -> None:
    top = f'<p class="date">{label}</p><p class="date">24 November 2026</p>'
    both = found(page_of(story(top=top), url="https://n.example/x"))
    assert (both.published.visible, both.modified.value) == (None, "2026-11-24")


@pytest.mark.parametrize(
    ("end", "value"),
    [
        ("<p class='meta'>Posted by Ines Calder on 20 November 2026</p>", "2026-11-20"),
        ("<p class='meta'>20.11.2026, 09:25</p>", "2026-11-20"),
        ("<p class='meta'>The next meeting is planned for 20 November 2026</p>", None),
        ("<div class='comments'><p>Posted on 20 November 2026</p></div>", None),
        ("<p class='meta'>Posted 2026-11-20. All rights reserved.</p>", None),
    ],
)
def test_a_date_below_the_text_must_say_what_it_is(page_of: PageOf, end: str, value: str | None) -> None:
    html = f"<html lang=en><article><h1>Bridge</h1><div class='text'>{BODY}{BODY}</div>{end}</article>"
    assert found(page_of(html, url="https://n.example/x")).published.value == value


@pytest.mark.parametrize(
    ("url", "head", "value"),
    [
        ("https://n.example/x", "", "2026-03-04"),
        ("https://n.example.co.uk/x", "", "2026-04-03"),
        ("https://n.example/x", '<meta property="og:locale" content="en_GB">', "2026-04-03"),
        ("https://n.example/x", '<meta property="og:locale" content="en_US">', "2026-03-04"),
    ],
)
def test_the_order_of_day_and_month(page_of: PageOf, url: str, head: str, value: str) -> None:
    html = story(head=head, top='<p class="date">3/4/2026</p>')
    assert found(page_of(html, url=url)).published.visible == value


def test_a_date_elsewhere_in_the_text_is_taken_where_its_markup_calls_it_one(page_of: PageOf) -> None:
    text = f"<div>{BODY}<p>Short.</p><p>One more.</p><div class='post-date'>20 November 2026</div>{BODY}</div>"
    html = f"<html lang=en><article><h1>Bridge</h1>{text}</article>"
    assert found(page_of(html, url="https://n.example/x")).published.value == "2026-11-20"


def test_the_date_of_the_page_node_stands_in_for_the_article(page_of: PageOf) -> None:
    head = '<script type="application/ld+json">{"@type":"WebPage","datePublished":"2026-11-20"}</script>'
    assert found(page_of(story(head=head))).published.machine == "2026-11-20"


def test_changes_are_kept_apart_from_publication(page_of: PageOf) -> None:
    html = story(
        data={"datePublished": "2026-11-20", "dateModified": "2026-11-21"},
        top='<p class="date">20 November 2026. Updated: 21 November 2026</p>',
    )
    both = found(page_of(html))
    assert (both.published.visible, both.modified.visible) == ("2026-11-20", "2026-11-21")
    assert (both.modified.machine, both.modified.agree) == ("2026-11-21", True)


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://n.example/2026/11/20/bridge", "2026-11-20"),
        ("https://n.example/2026/99/20/x", None),
        ("https://n.example/x", None),
    ],
)
def test_the_address_is_the_last_resort(page_of: PageOf, url: str, value: str | None) -> None:
    published = found(page_of(story(), url=url)).published
    assert (published.value, published.machine, published.visible, published.at) == (value, None, None, None)


def test_dates_in_the_running_text_are_not_the_date_of_the_page(page_of: PageOf) -> None:
    html = f"<article><h1>Bridge</h1><div>{BODY}<p>It opened on 3 March 1961.</p>{BODY}</div></article>"
    assert found(page_of(html, url="https://n.example/x")).published.value is None


def test_nothing_is_null_and_not_absent(page_of: PageOf) -> None:
    both = found(page_of(story(), url="https://n.example/x"))
    assert (both.published.value, both.modified.value, both.published.quote) == (None, None, None)


@pytest.mark.parametrize(
    ("declared", "value"),
    [
        ('lang="en-GB"', "2026-04-03"),
        ('xml:lang="en-GB"', "2026-04-03"),
        ('lang="en-US"', "2026-03-04"),
        ('lang="en"', "2026-03-04"),
    ],
)
def test_the_region_of_the_declared_language_orders_day_and_month(page_of: PageOf, declared: str, value: str) -> None:
    html = f'<html {declared}><article><h1>Bridge</h1><p class="date">3/4/2026</p>{BODY}{BODY}</article>'
    assert found(page_of(html, url="https://n.example/x")).published.visible == value


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://n.example/2024/05/03/bridge", "2024-05-03"),
        ("https://n.example/2026/11/19/bridge", "2026-11-20T10:00:00+00:00"),
        ("https://n.example/2027/01/03/bridge", "2026-11-20T10:00:00+00:00"),
    ],
    ids=["long before", "the day before", "after"],
)
def test_an_address_keeps_the_day_of_first_publication(page_of: PageOf, url: str, value: str) -> None:
    published = found(page_of(story(data={"datePublished": "2026-11-20T10:00:00Z"}), url=url)).published
    assert (published.value, published.machine) == (value, "2026-11-20T10:00:00+00:00")


@pytest.mark.parametrize(
    ("url", "seen"), [("/2026/11/bridge", None), ("/2026/01/bridge", "2026-01-18"), ("/x", "2026-01-18")]
)
def test_a_date_before_the_month_of_the_address_is_of_another_story(
    page_of: PageOf, url: str, seen: str | None
) -> None:
    html = story(data={"datePublished": "2026-11-20"}, top='<p class="date">18 January 2026</p>')
    assert found(page_of(html, url=f"https://n.example{url}")).published.visible == seen


@pytest.mark.parametrize(
    ("shown", "machine"), [("21 November 2026", "2026-11-21"), ("22 November 2026", "2026-11-20")], ids=["one", "none"]
)
def test_of_two_dates_in_the_markup_that_which_readers_see(page_of: PageOf, shown: str, machine: str) -> None:
    head = '<meta property="article:published_time" content="2026-11-21">'
    html = story(data={"datePublished": "2026-11-20"}, head=head, top=f'<p class="date">{shown}</p>')
    published = found(page_of(html, url="https://n.example/x")).published
    assert (published.value, published.agree) == (machine, machine == "2026-11-21")


@pytest.mark.parametrize(
    ("end", "value"),
    [
        ("<h3>Published</h3><p>20 November 2026</p>", "2026-11-20"),
        ("<h3>20 November 2026</h3><p>Date posted</p>", "2026-11-20"),
        ("<h3>Concerts</h3><p>20 November 2026</p>", None),
        ("<h3>Published</h3><p>by the council on 20 November 2026</p>", None),
    ],
    ids=["label above", "label below", "other heading", "a sentence"],
)
def test_a_date_far_from_the_headline_needs_a_label_of_its_own(page_of: PageOf, end: str, value: str | None) -> None:
    more = "<aside>" + "<p>Weather and tides</p>" * 20 + end + "</aside>"
    html = f"<html lang=en><article><h1>Bridge</h1>{BODY}{BODY}</article>{more}"
    assert found(page_of(html, url="https://n.example/x")).published.value == value


@pytest.mark.parametrize(
    ("caption", "value"),
    [
        ("20. November 2026 | Harbour, Traffic", "2026-11-20"),
        ("The bridge on 20 November 2026", None),
        ("20 November 2026: the bridge is closed", None),
    ],
)
def test_a_line_of_date_and_topic_is_no_caption(page_of: PageOf, caption: str, value: str | None) -> None:
    html = story(top=f'<p class="caption">{caption}</p>')
    assert found(page_of(html, url="https://n.example/x")).published.value == value


@pytest.mark.parametrize("name", ["published_on", "published_at"])
def test_more_names_of_the_date_in_meta_elements(page_of: PageOf, name: str) -> None:
    html = story(head=f'<meta name="{name}" content="2026-11-20">')
    assert found(page_of(html, url="https://n.example/x")).published.machine == "2026-11-20"


FAR = "<div class='tools'><p>Five minutes</p><p>Save</p><p>Send</p><p>Listen</p><p>Larger</p></div>" * 3


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("As of 20.11.2026, 20:44", "2026-11-20", None),
        ("Updated on 20.11.2026-19:20", "2026-11-20", None),
        ("Published Fri, Nov 20 20262:23 PM EDT", "2026-11-20", None),
        ("Save the date", None, None),
    ],
)
def test_a_date_far_from_the_headline_counts_where_the_markup_confirms_it(
    page_of: PageOf, line: str, published: str | None, modified: str | None
) -> None:
    html = story(data={"datePublished": "2026-11-20T06:00:00Z"}, top=f"{FAR}<div class='x'><p>{line}</p></div>{FAR}")
    both = found(page_of(html, url="https://n.example/x"))
    assert (both.published.visible, both.modified.visible) in {(published, modified), (published, published)}


def test_the_date_of_a_related_story_never_counts(page_of: PageOf) -> None:
    related = "<aside class='related'><p>20 November 2026</p></aside>"
    html = story(data={"datePublished": "2026-11-20T06:00:00Z"}) + related
    assert found(page_of(html, url="https://n.example/x")).published.visible is None


@pytest.mark.parametrize(
    ("stamp", "shown", "agree"),
    [
        ("2026-11-19T23:48:00Z", "20 November 2026", True),
        ("2026-11-20T02:00:00+01:00", "19 November 2026", True),
        ("2026-11-19T12:00:00Z", "21 November 2026", False),
        ("2026-11-19", "20 November 2026", False),
    ],
)
def test_the_same_moment_is_another_day_elsewhere(page_of: PageOf, stamp: str, shown: str, agree: bool) -> None:
    html = story(data={"datePublished": stamp}, top=f'<p class="date">{shown}</p>')
    assert found(page_of(html)).published.agree is agree


@pytest.mark.parametrize("never", ["0001-01-01T00:00:00", "9999-12-31T23:59:59+00:00", "1066-10-14"])
def test_a_date_that_stands_for_never_is_none(page_of: PageOf, never: str) -> None:
    assert _day.iso(never) is None
    dates_told = found(page_of(story(data={"datePublished": never}, top="<time>20 November 2026</time>")))
    assert (dates_told.published.machine, dates_told.published.value) == (None, "2026-11-20")


def test_of_several_dates_above_the_text_that_of_the_markup_is_the_page_s(page_of: PageOf) -> None:
    others = "<div>18 November 2026</div>"
    own = "<div>19 November 2026</div>"
    page = page_of(story(data={"datePublished": "2026-11-19T10:13:50+01:00"}, top=others + own))
    assert found(page).published.visible == "2026-11-19"
    assert found(page_of(story(top=others + own))).published.visible == "2026-11-18"


def test_a_change_on_the_day_of_the_markup_does_not_hide_the_first_publication(page_of: PageOf) -> None:
    lines = "<div>Published 5 December 2026</div><div>Updated 21 December 2026</div>"
    dates_told = found(page_of(story(data={"datePublished": "2026-12-21"}, top=lines)))
    assert (dates_told.published.visible, dates_told.published.agree) == ("2026-12-05", False)

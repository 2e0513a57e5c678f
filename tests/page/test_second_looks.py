"""What is in the body and what only stands in it, told by what stands around it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.page import Page
from auditor.page.hints import hint

PageOf = Callable[..., Page]
LONG = "A sentence of the running text that is long enough to weigh something in the article. " * 3
STORY = f"<p>{LONG}</p>" * 4


def regions(page: Page) -> dict[str, str]:
    return {block.text: block.region for block in page.blocks}


def region_of(page_of: PageOf, inside: str, text: str, before: str = "") -> str:
    """The region of the block `text` in an article that holds `before`, a headline, text, `inside` and more text."""
    html = f"<article>{before}<h1>A headline of several words</h1><div>{STORY}{inside}{STORY}</div></article>"
    return regions(page_of(html))[text]


IN_THE_BODY = {
    "a heading that is one link in a small wrapper": ('<div><h3><a href="/b">Other story</a></h3></div>', "related"),
    "the words beside it": ('<div><h3><a href="/b">Other</a></h3><p>Other story</p></div>', "related"),
    "a linked heading over text of its own": ('<h3><a href="/b">Other story</a></h3>', "body"),
    "a paragraph that is one link": ('<p><a href="/b">Other story</a></p>', "related"),
    "an anchor without an address": ("<p><a name='x'>Other story</a></p>", "body"),
    "a loose label": ("<div>Other story</div>", "process-note"),
    "a loose sentence": ("<div><p>Other story</p></div>", "body"),
    "words in a picture's wrapper": ('<div class="image"><img src="a.jpg"><p>Other story</p></div>', "caption"),
    "a heading under a picture": ('<div class="image"><img src="a.jpg"><h4>Other story</h4></div>', "body"),
    "a label over pointers": ('<p>Other story</p><p>Read on:</p><p><a href="/b">Elsewhere</a></p>', "body"),
    "the footer of a figure": ("<figure><img src='a.jpg'><footer>Other story</footer></figure>", "credit"),
    "the source of a figure": ("<figure><img src='a.jpg'><p class='source'>Other story</p></figure>", "credit"),
    "the byline of a figure": ("<figure><img src='a.jpg'><figcaption class='byline'>Other story</figcaption></figure>",
                              "credit"),
    "a quotation in a figure": ("<figure><blockquote>Other story</blockquote></figure>", "body"),
    "a poll": ('<div class="poll"><p>Other story</p></div>', "promo"),
    "a player": ('<div class="audio-player"><p>Other story</p></div>', "process-note"),
    "a player that failed": ('<div class="video-fallback"><p>Other story</p></div>', "process-note"),
    "what is told of a picture": ('<div class="mediaInfo"><p>Other story</p></div>', "caption"),
    "a lightbox's words": ('<div class="lightbox__description">Other story</div>', "caption"),
    "a text beside a picture": ('<div class="media-text"><p>Other story</p></div>', "body"),
    "a heading's id": ('<h3 id="how-to-add-reviews-to-shopping-ads">Other story</h3>', "body"),
    "a long name": ('<div id="block-views-blog-more-related-stories-list"><p>Other story</p></div>', "related"),
    "a tooltip": ('<span class="tooltip">x</span><div class="tooltip"><p>Other story</p></div>', "hidden"),
    "a subtitle inside the text": ('<h2 class="subtitle">Other story</h2>', "body"),
}  # fmt: skip


@pytest.mark.parametrize(("inside", "region"), IN_THE_BODY.values(), ids=IN_THE_BODY)
def test_what_stands_in_the_body(page_of: PageOf, inside: str, region: str) -> None:
    assert region_of(page_of, inside, "Other story") == region


def test_a_label_over_pointers_points(page_of: PageOf) -> None:
    assert region_of(page_of, '<p>Read on:</p><p><a href="/b">Elsewhere</a></p>', "Read on:") == "related"


def test_a_heading_with_nothing_below_it_is_no_text(page_of: PageOf) -> None:
    page = page_of(
        f"<article><h1>A headline</h1><div>{STORY}<h3>Most read</h3><p><a href='/b'>b</a></p></div></article>"
    )
    assert regions(page)["Most read"] == "related"
    page = page_of(f"<article><h1>A headline</h1><div>{STORY}<h3>Last words</h3>{STORY}</div></article>")
    assert regions(page)["Last words"] == "body"


def test_prose_in_the_paywall_is_what_stands_behind_it(page_of: PageOf) -> None:
    assert region_of(page_of, f'<p class="paywall">{LONG}</p>', LONG.strip()) == "body"
    assert region_of(page_of, '<p class="paywall">Subscribe to read on.</p>', "Subscribe to read on.") == "paywall"


@pytest.mark.parametrize(
    ("line", "region"),
    [
        ("9 September 2025, 15:46", "dateline"),
        ("Updated 31.07.24 at 11:51", "dateline"),
        ("In 2024 the council of the harbour town decided to close the old bridge.", "body"),
    ],
)
def test_a_line_of_digits_above_the_text_is_the_dateline(page_of: PageOf, line: str, region: str) -> None:
    page = page_of(f"<article><h1>A headline</h1><div><p>{line}</p>{STORY}</div></article>")
    assert regions(page)[line] == region


def test_the_article_with_the_headline_is_the_article(page_of: PageOf) -> None:
    other = "Another article in full follows below this one, as it does on endless pages. " * 3
    html = (
        f"<title>The first story</title><main><article><h1>The first story</h1>{STORY}</article>"
        f"<div><article><h2>The second story</h2>{f'<p>{other}</p>' * 6}</article></div></main>"
    )
    page = page_of(html)
    assert other.strip() not in page.body
    assert LONG.strip() in page.body


def test_a_nested_article_with_a_linked_heading_is_announced(page_of: PageOf) -> None:
    teaser = f'<article><h3><a href="/b">Other story</a></h3><p>{LONG}x</p></article>'
    assert region_of(page_of, teaser, f"{LONG}x") == "related"


def test_a_body_split_in_two_is_joined(page_of: PageOf) -> None:
    part = f'<p class="text">{LONG}</p>'
    page = page_of(f'<article><h1>A headline</h1><div>{part * 6}</div><section><p class="text">{LONG}y</p></section>'
                   "<section><p class='note'>This paragraph looks otherwise than those of the text do.</p></section>"
                   "</article>")  # fmt: skip
    assert regions(page)[f"{LONG}y"] == "body"
    assert regions(page)["This paragraph looks otherwise than those of the text do."] == "process-note"


def test_the_headline_twice_and_what_is_above_it(page_of: PageOf) -> None:
    html = f"<article><div><p>Video of the day</p><h1>A headline</h1><p>A headline</p>{STORY}</div></article>"
    page = page_of(html)
    assert [block.region for block in page.blocks[:3]] == ["lead-media", "headline", "headline"]


@pytest.mark.parametrize(
    ("inside", "text", "region"),
    [
        ("<h2>{long}</h2>", "{long}", "standfirst"),
        ("<div class='category'><h2>{long}</h2></div>", "{long}", "standfirst"),
        ("<h2>A rubric</h2>", "A rubric", "navigation"),
    ],
)
def test_a_long_heading_under_the_headline_is_the_standfirst(
    page_of: PageOf, inside: str, text: str, region: str
) -> None:
    long = "The council of the harbour town closes the bridge for two years, and nobody was asked"
    page = page_of(f"<article><h1>A headline</h1>{inside.format(long=long)}<div>{STORY}</div></article>")
    assert regions(page)[text.format(long=long)] == region


def test_a_late_standfirst_outside_the_text_is_a_teaser(page_of: PageOf) -> None:
    html = f"<article><h1>A headline</h1><div>{STORY}</div><ul><li class='excerpt'>Of another story</li></ul></article>"
    assert regions(page_of(html))["Of another story"] == "related"


@pytest.mark.parametrize(
    ("last", "region"),
    [
        ("Ines Calder is a reporter in the newsroom of the harbour town.", "author-bio"),
        ("Our correspondent for the harbour Ines Calder has covered shipping since 1998.", "author-bio"),
        ("“It will stay closed,” the council told Ines Calder when she asked again on Friday.", "body"),
        ("Reporting by Ines Calder, editing by the night desk of the harbour town", "author-bio"),
        ("Ines Calderon is a reporter in the newsroom of the harbour town.", "body"),
        ("Ines Calder, Tom Okafor", "body"),
        ("Inez Calder is a reporter in the newsroom of the harbour town.", "body"),
    ],
)
def test_a_last_paragraph_about_the_author(page_of: PageOf, last: str, region: str) -> None:
    head = '<meta name="author" content="Ines Calder">'
    page = page_of(f"<head>{head}</head><article><h1>A headline</h1><div>{STORY}<p>{last}</p></div></article>")
    assert regions(page)[last] == region


@pytest.mark.parametrize(
    ("last", "region"),
    [
        ("© 2026 The Tidewater. All rights reserved.", "footer"),
        ("Copyright © 2026 The Tidewater, which may not be copied.", "footer"),
        ("(c) 2026 The Tidewater, which may not be copied.", "footer"),
        ("Copyright law has no answer to this, the council's lawyer said.", "body"),
        ("(c) The third point is the one that nobody wanted to vote on.", "body"),
        (f"© 2026. {LONG}", "body"),
    ],
)
def test_a_line_of_rights(page_of: PageOf, last: str, region: str) -> None:
    page = page_of(f"<article><h1>A headline</h1><div>{STORY}<p>{last}</p></div></article>")
    assert regions(page)[last.strip()] == region


@pytest.mark.parametrize(
    ("classes", "collapsed"),
    [("hidden", True), ("is-hidden", True), ("d-none", True), ("hide note", True), ("hidden md:block", False),
     ("d-none d-md-block", False), ("hidden-print", False), ("overflow-hidden", False), ("note", False)],
)  # fmt: skip
def test_classes_that_hide(page_of: PageOf, classes: str, collapsed: bool) -> None:
    page = page_of(f'<div class="{classes}"><p>Words</p></div>')
    assert [block.collapsed for block in page.blocks] == [collapsed]


@pytest.mark.parametrize(
    ("words", "region"),
    [("sidebar", "related"), ("has-sidebar", None), ("no-sidebar", None), ("sidebar-enabled--false", None),
     ("comments", "comments"), ("with-comments", None), ("widget", "related"), ("elementor-widget", None),
     ("articleByline", "byline"), ("player", "process-note"), ("player-2020", None),
     ("recirculation-block--more-content-from-the-author", "related"), ("more-from-author", "related"),
     ("td-related-articles-author", "related"), ("article-author", "byline"), ("more-author", "byline"),
     ("to-the-point-of-no-return-and-more-news", None)],
)  # fmt: skip
def test_what_an_element_calls_itself(words: str, region: str | None) -> None:
    assert hint("div", words) == region


def test_rdfa_is_read(page_of: PageOf) -> None:
    html = (
        '<div typeof="schema:NewsArticle"><h1 property="schema:headline">Title</h1><b property="schema:author '
        'dc:creator">Ines Calder</b><time property="datePublished" datetime="2026-11-20">today</time></div>'
        '<p property="author">no type around it</p>'
    )
    found = [(item.name, item.value) for item in page_of(html).structured.rdfa]
    assert found == [
        ("headline", "Title"), ("author", "Ines Calder"), ("creator", "Ines Calder"), ("datepublished", "2026-11-20"),
    ]  # fmt: skip


def test_too_many_blocks_are_a_broken_fact(page_of: PageOf) -> None:
    structured = page_of('<script type="application/ld+json">{"@type":"Thing"}</script>' * 201).structured
    assert len(structured.json_ld) == 200
    assert structured.broken == ("JSON-LD block 201: no more than 200 blocks are read",)


@pytest.mark.parametrize(("count", "told"), [(399, ()), (401, ("JSON-LD block 1: no more than 400 nodes are read",))])
def test_nodes_that_are_not_read_are_named(page_of: PageOf, count: int, told: tuple[str, ...]) -> None:
    nodes = ",".join(['{"@type":"Person"}'] * count)
    structured = page_of(f'<script type="application/ld+json">{{"@graph":[{nodes}]}}</script><p>x</p>').structured
    assert len(structured.json_ld) == min(count, 400)
    assert structured.broken == told

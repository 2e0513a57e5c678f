"""Where things stand: one page of a usual shape, and the shapes that mislead."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.facts import Place, Region
from auditor.page import Page

PageOf = Callable[..., Page]

SENTENCES = (
    "The crossing had been closed since February, when inspectors found cracks in two of the main bearings.",
    "Traffic was sent over the northern tunnel, which added twenty minutes to most journeys, the council said.",
    "Engineers replaced both bearings during the summer and tested the deck with loaded lorries in October.",
    "A second phase will widen the footpath, and nobody at the harbour office wants to name a date for it yet.",
)
STANDFIRST = "After nine months of work the crossing carries traffic again, two lanes at first."
BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
HEAD = '<title>Harbour bridge reopens | Tidewater</title><meta property="og:title" content="Harbour bridge reopens">'
USUAL = f"""<html lang="en"><head>{HEAD}</head><body>
<header><nav><a href="/">Home</a> <a href="/sea">Sea</a></nav></header>
<main><article>
  <h1>Harbour bridge reopens</h1>
  <p class="subtitle">{STANDFIRST}</p>
  <div class="byline">By Ines Calder</div>
  <time class="published" datetime="2026-11-20">20 November 2026</time>
  <figure><img src="/b.jpg" alt="The bridge"><figcaption>The bridge at dawn.
     <span class="credit">Photo: Ines Calder</span></figcaption></figure>
  <div class="text">{BODY}
     <aside><h3>Read more</h3><a href="/f">Ferry strike ends after a week of talks</a></aside>
     <p hidden>A note that nobody sees without a click on something.</p></div>
  <section class="author-box"><p>Ines Calder writes about transport.</p></section>
  <section class="sources">
     <h3>Where it comes from</h3><ul><li><a href="https://d.example/1">Bridge file</a></li></ul></section>
  <section><p>This text was checked by the night desk before it went out to readers.</p></section>
  <div class="tags"><a href="/t/1">Bridges</a></div>
  <div class="newsletter-signup"><p>Get our letter every morning, it costs nothing at all.</p></div>
</article></main>
<section id="comments"><p>{"I drive there every day and I think it is too narrow. " * 4}</p></section>
<footer><a href="/imprint">Imprint</a></footer></body></html>"""

WHERE: list[tuple[str, Region, Place]] = [
    ("Home", "navigation", "margin"),
    ("Harbour bridge reopens", "headline", "top"),
    ("After nine months", "standfirst", "top"),
    ("By Ines Calder", "byline", "top"),
    ("20 November 2026", "dateline", "top"),
    ("The bridge at dawn", "caption", "top"),
    ("Photo: Ines", "credit", "top"),
    (SENTENCES[0], "body", "body"),
    ("Ferry strike", "related", "margin"),
    ("A note that nobody", "body", "hidden"),
    ("writes about transport", "author-bio", "end"),
    ("Bridge file", "source-list", "end"),
    ("checked by the night desk", "process-note", "end"),
    ("Bridges", "navigation", "margin"),
    ("Get our letter", "promo", "margin"),
    ("I drive there", "comments", "margin"),
    ("Imprint", "footer", "margin"),
]


def region_of(page: Page, words: str) -> tuple[Region, Place]:
    block = next(block for block in page.blocks if words in block.text)
    return block.region, page.place(block)


@pytest.mark.parametrize(("words", "region", "place"), WHERE, ids=[row[0][:20] for row in WHERE])
def test_a_usual_page(page_of: PageOf, words: str, region: Region, place: Place) -> None:
    assert region_of(page_of(USUAL), words) == (region, place)


def test_the_body_is_the_running_text_and_nothing_else(page_of: PageOf) -> None:
    page = page_of(USUAL)
    assert [block.text for block in page.body_blocks] == list(SENTENCES)
    assert page.body.split("\n\n") == [STANDFIRST, *SENTENCES]


def test_the_page_text_is_all_blocks_and_offsets_count_in_it(page_of: PageOf) -> None:
    page = page_of(USUAL)
    assert page.text.split("\n") == [block.text for block in page.blocks]
    for block in page.blocks:
        assert page.text[block.start : block.end] == block.text
        for link in block.links:
            assert page.text[link.start : link.end] == link.text


@pytest.mark.parametrize(
    "wrapper",
    [
        "<body class='has-sidebar comments-open newsletter'>{}</body>",
        "<body><div class='content-sidebar-wrap related'>{}</div></body>",
        "<body><div class='post-content with-comments'>{}</div></body>",
        "<body><form action='/'>{}</form></body>",
        "<body><div class='premium paywall-ready paywall'>{}</div></body>",
        "<body><div id='footer-wrapper'><div class='main-text'>{}</div></div></body>",
    ],
)
def test_words_on_a_wrapper_do_not_make_the_text_chrome(page_of: PageOf, wrapper: str) -> None:
    page = page_of(wrapper.format(f"<h1>Bridge</h1><div>{BODY}</div>"))
    assert page.body == "\n\n".join(SENTENCES)


def test_comments_that_outweigh_the_article_stay_comments(page_of: PageOf) -> None:
    comments = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES * 5)
    page = page_of(f"<h1>Bridge</h1><div class='text'>{BODY}</div><div class='comments'>{comments}</div>")
    assert page.body == "\n\n".join(SENTENCES)


def test_an_article_in_two_halves_is_one_body(page_of: PageOf) -> None:
    halves = f"<section><p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p></section><section><p>{SENTENCES[2]}</p></section>"
    assert page_of(f"<h1>Bridge</h1><main>{halves}</main>").body == "\n\n".join(SENTENCES[:3])


def test_an_article_in_wrappers_is_found_beside_the_teasers(page_of: PageOf) -> None:
    teasers = "".join(f"<div class='card'><p>{sentence}</p></div>" for sentence in SENTENCES)
    nav = "<ol><li><h1>Bridge</h1></li></ol>"
    page = page_of(f"<main>{nav}<section><div><article>{BODY}</article></div></section><div>{teasers}</div></main>")
    assert page.body == "\n\n".join(SENTENCES)


def test_of_two_articles_the_one_with_the_headline_is_read(page_of: PageOf) -> None:
    other = "".join(f"<p>Elsewhere: {sentence}</p>" for sentence in SENTENCES * 2)
    page = page_of(
        f"<main><div><article><h1>Bridge</h1>{BODY}</article></div><div><article><h2>Other</h2>{other}</article></div></main>"
    )
    assert page.body == "\n\n".join(SENTENCES)


def test_the_headline_is_the_heading_that_the_markup_repeats(page_of: PageOf) -> None:
    page = page_of(f"<head>{HEAD}</head><h1>Tidewater</h1><h2>Harbour bridge reopens</h2><div>{BODY}</div>")
    assert [block.text for block in page.blocks_in("headline")] == ["Harbour bridge reopens"]


@pytest.mark.parametrize(
    "before",
    [
        "<ul class='latest'><li><h3>Harbour bridge reopens</h3></li></ul>",
        "<h1>Harbour bridge</h1>",
        "<h4>Harbour bridge reopens</h4><h1>Harbour bridge reopen</h1>",
    ],
    ids=["in a list of the latest", "in part", "in part behind a smaller one"],
)
def test_the_whole_title_in_the_largest_heading_is_the_headline(page_of: PageOf, before: str) -> None:
    page = page_of(f"<head>{HEAD}</head>{before}<main><h1>Harbour bridge reopens</h1><div>{BODY}</div></main>")
    found = next(block for block in page.blocks if block.region == "headline")
    assert (found.text, found.tag, found.article) == ("Harbour bridge reopens", "h1", True)


def test_a_page_without_headings_has_a_body_all_the_same(page_of: PageOf) -> None:
    assert page_of(f"<div>{BODY}</div>").body == "\n\n".join(SENTENCES)


def test_a_script_without_spaces_has_weight(page_of: PageOf) -> None:
    text = "港の橋は九か月の工事を経て再び開通した。市によると来年には歩道も広げられる。"
    page = page_of(f"<nav><a href='/'>{'ホーム' * 20}</a></nav><h1>橋</h1><div><p>{text}</p><p>{text}</p></div>")
    assert page.body == f"{text}\n\n{text}"


def test_an_empty_body_has_no_text(page_of: PageOf) -> None:
    page = page_of("<html><body></body></html>")
    assert (page.body, page.text, page.blocks) == ("", "", ())

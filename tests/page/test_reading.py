"""Snapshots into pages: selectors that find their element again, gaps, pictures, metadata."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from selectolax.lexbor import LexborHTMLParser

from auditor.errors import PageError
from auditor.model import Snapshot
from auditor.page import Page, read
from auditor.page.selectors import Selectors, selector_of
from auditor.page.urls import registered_domain

PageOf = Callable[..., Page]


@pytest.mark.parametrize("raw", [b"", b"   \n\t ", b"\xef\xbb\xbf"])
def test_an_empty_page_is_an_error_with_advice(raw: bytes) -> None:
    with pytest.raises(PageError, match="is empty") as caught:
        read(Snapshot(requested_url="file:///a.html", final_url="file:///a.html", raw=raw))
    assert caught.value.advice


@pytest.mark.parametrize(
    "raw", [b"just text", b"<html>", b"\x00\x01\x02<p>x", "<p>\ud83d</p>".encode("utf-8", "surrogatepass")]
)
def test_odd_bytes_are_read(raw: bytes) -> None:
    assert read(Snapshot(requested_url="u", final_url="u", raw=raw)).url == "u"


def test_selectors_find_their_element_again(page_of: PageOf) -> None:
    page = page_of("<main id='m'><p>a</p><div><p>b</p><p id='1bad'>c</p></div><x-y>d</x-y></main><p>e</p>")
    for block in page.blocks:
        node = page.tree.css_first(page.at(block).selector)
        assert node is not None
        assert node.text().strip() == block.text


def test_a_place_keeps_the_words_around_it(page_of: PageOf) -> None:
    page = page_of("<p>The text was made by a machine, they say.</p><p>Next.</p>")
    at = page.at(page.blocks[0], 9, 30)
    assert (page.text[at.start : at.end], at.before, at.after) == (
        "was made by a machine",
        "The text ",
        ", they say.\nNext.",
    )
    assert page.block_at(at.start or 0) == page.blocks[0]
    assert page.block_at(10_000) is None


def test_gaps_name_what_was_cut_or_unreadable() -> None:
    page = read(
        Snapshot(
            requested_url="u",
            final_url="u",
            raw=b"<p>x</p>" + b"".join(b"<em id=%d>" % n for n in range(400)) + bytes(range(129, 160)) * 200,
            headers=(("Content-Type", "text/html; charset=shift_jis"),),
            truncated=True,
        )
    )
    assert [gap.reason for gap in page.gaps] == ["truncated", "undecodable", "hostile-markup"]
    assert all(gap.fact == "page.body" and gap.detail.endswith(".") for gap in page.gaps)


def test_structured_data_is_collected(page_of: PageOf) -> None:
    page = page_of(
        """<html lang="de-AT"><head><title> A  title </title><link rel="canonical" href="/c">
        <meta name="Author" content=" Ines "><meta property="og:title" content="T"><meta name="viewport" content="x">
        <script type="application/ld+json">{"@type": "NewsArticle", "headline": "H"}</script>
        <script type="application/ld+json"></script>
        <script type="application/ld+json">{"@type": </script></head>
        <body><div itemscope>
        <span itemprop="author">Ines  Calder</span><meta itemprop="datePublished" content="2026-01-02">
        <a itemprop="url" href="/x">x</a><meta itemprop="empty"></div></body></html>"""
    )
    data = page.structured
    assert (data.title, data.language, data.canonical, data.base) == ("A title", "de", "https://news.example/c", None)
    assert [(meta.name, meta.value) for meta in data.metas] == [
        ("author", "Ines"),
        ("og:title", "T"),
        ("datepublished", "2026-01-02"),
    ]
    assert data.meta("nothing", "og:title") == data.metas[1]
    assert data.meta("nothing") is None
    assert [node.types for node in data.articles] == [("NewsArticle",)]
    assert data.nodes("Person") == ()
    assert [(item.name, item.value) for item in data.microdata] == [
        ("author", "Ines Calder"), ("datepublished", "2026-01-02"), ("url", "/x"),
    ]  # fmt: skip
    assert len(data.broken) == 1
    assert data.broken[0].startswith("JSON-LD block 3: ")


@pytest.mark.parametrize(
    ("head", "language"),
    [
        ("<html lang='EN_us'>", "en"),
        ("<html><meta property='og:locale' content='fr_FR'>", "fr"),
        ("<html><meta http-equiv='x' name='content-language' content='pl'>", "pl"),
        ("<html lang='x1'>", None),
        ("<html>", None),
    ],
)
def test_the_language_is_declared(page_of: PageOf, head: str, language: str | None) -> None:
    assert page_of(f"{head}<p>x</p>").language == language


def test_pictures_have_addresses_and_their_figure(page_of: PageOf) -> None:
    page = page_of(
        """<article><h1>T</h1><figure><picture><source srcset="/s-400.webp 400w, /s-1600.webp 1600w">
        <img src="data:image/gif;base64,R0" data-src="/s.jpg" srcset="/s-2x.jpg 2x" alt=""></picture>
        <figcaption>Cap</figcaption></figure><p>"""
        + "Words of the text that go on for a while. " * 5
        + """</p><img src="javascript:x"><img alt="no address">
        <div class="image-wrapper"><img src="/t.png"><p>By hand</p></div>
        </article><aside><img src="/other.jpg"></aside>"""
    )
    first, second, third = page.pictures
    assert (first.url, first.alt, first.article, first.region) == ("https://news.example/s.jpg", "", True, "body")
    assert first.renditions[0].endswith(("/s-2x.jpg", "/s-1600.webp"))
    assert [page.blocks[index].text for index in first.caption_blocks] == ["Cap"]
    assert (second.url, second.alt, second.region) == ("https://news.example/t.png", None, "body")
    assert third.article is False
    assert page.pictures is page.pictures


def test_soup_is_there_for_outside_detectors(page_of: PageOf) -> None:
    page = page_of("<p class='x'>soup</p>")
    assert page.soup.select_one("p.x") is page.soup.p


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.news.co.uk/a", "news.co.uk"),
        ("https://news.example/a", "news.example"),
        ("https://a.b.localhost/", "a.b.localhost"),
        ("http://127.0.0.1:80/x", "127.0.0.1"),
        ("file:///tmp/x.html", ""),
        ("http://[broken", ""),
    ],
)
def test_registered_domains(url: str, domain: str) -> None:
    assert registered_domain(url) == domain


def test_neighbours_share_the_way_to_them_and_keep_their_own_step() -> None:
    tree = LexborHTMLParser("<body><div><p>a</p><p>b <b>c</b></p><ul><li>d</ul></div><div id=x><p>e</p></div>")
    selectors = Selectors()
    once = [selectors.of(node) for node in tree.css("p, b, li")]
    assert once == [
        "body > div:nth-of-type(1) > p:nth-of-type(1)",
        "body > div:nth-of-type(1) > p:nth-of-type(2)",
        "body > div:nth-of-type(1) > p:nth-of-type(2) > b",
        "body > div:nth-of-type(1) > ul > li",
        "#x > p",
    ]
    assert [selectors.of(node) for node in tree.css("p, b, li")] == once
    assert [selector_of(node) for node in tree.css("p, b, li")] == once
    assert [[node.mem_id for node in tree.css(selector)] for selector in once] == [
        [node.mem_id] for node in tree.css("p, b, li")
    ]

"""Addresses of pictures: every rendition, whatever attribute or element holds it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.page import Page

PageOf = Callable[..., Page]
HOST = "https://news.example"


def addresses(page: Page) -> list[tuple[str, ...]]:
    return [(picture.url, *picture.renditions) for picture in page.pictures]


PLACES = [
    ('<img src="/a.jpg">', ["/a.jpg"]),
    ('<img src="/a.jpg" srcset="/b.jpg 400w, /c.jpg 800w">', ["/a.jpg", "/c.jpg", "/b.jpg"]),
    ('<img src="/a.jpg" srcset="/b.jpg, /c.jpg 2x">', ["/a.jpg", "/c.jpg", "/b.jpg"]),
    ('<img src="data:image/gif;base64,AAAA" data-src="/a.jpg">', ["/a.jpg"]),
    ('<img src="/empty.gif" data-retina-src="/a.jpg">', ["/a.jpg", "/empty.gif"]),
    ('<img src="/a.jpg" data-large-file="/b.jpg?w=1024">', ["/a.jpg", "/b.jpg?w=1024"]),
    ('<img src="/blank.png" data-full="/a.jpg">', ["/a.jpg", "/blank.png"]),
    ('<img src="/a.jpg" data-url="/photos/list?id=7">', ["/a.jpg"]),
    ('<img src="/a.jpg" data-name="b.jpg">', ["/a.jpg"]),
    ('<img data-lazy-srcset="/b.jpg 400w, /c.jpg 800w">', ["/c.jpg", "/b.jpg"]),
    ('<picture><source data-lazy-srcset="/b.webp 400w"><img src="/a.jpg"></picture>', ["/a.jpg", "/b.webp"]),
    ('<picture><source srcset="/b.webp"><source srcset="/c.avif"><img src="/a.jpg"></picture>',
     ["/a.jpg", "/b.webp", "/c.avif"]),
    ('<a href="/full.jpg"><span><img src="/a.jpg"></span></a>', ["/a.jpg", "/full.jpg"]),
    ('<a href="/gallery/7"><img src="/a.jpg"></a>', ["/a.jpg"]),
    ('<amp-img src="/a.jpg"></amp-img>', ["/a.jpg"]),
]  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), PLACES)
def test_every_rendition_is_found(page_of: PageOf, html: str, expected: list[str]) -> None:
    assert addresses(page_of(f"<p>{html}</p>")) == [tuple(HOST + path for path in expected)]


NOSCRIPT = [
    ('<picture><noscript><img src="/a.jpg"></noscript></picture>', ["/a.jpg"]),
    ('<figure><noscript><img src="/a.jpg"></noscript><figcaption>The bridge</figcaption></figure>', ["/a.jpg"]),
    ('<picture><noscript><img src="/a.jpg"></noscript><img data-src="/b.jpg"></picture>', ["/b.jpg"]),
    ('<div><noscript><img src="/count.jpg"></noscript></div>', []),
    ("<figure><noscript>Please switch scripts on</noscript></figure>", []),
]


@pytest.mark.parametrize(("html", "expected"), NOSCRIPT)
def test_a_picture_that_a_script_puts_in_place(page_of: PageOf, html: str, expected: list[str]) -> None:
    assert [picture.url for picture in page_of(html).pictures] == [HOST + path for path in expected]


def test_the_words_of_a_figure_go_with_a_picture_deep_in_it(page_of: PageOf) -> None:
    deep = "<div>" * 4 + "<img src='/a.jpg'>" + "</div>" * 4
    html = f"<figure>{deep}<figcaption>The bridge</figcaption></figure>"
    page = page_of(html)
    (picture,) = page.pictures
    assert [page.blocks[index].text for index in picture.caption_blocks] == ["The bridge"]

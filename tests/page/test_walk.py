"""The walk: white space, links, line breaks, what is skipped and what is hidden."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.page import Page
from auditor.page import walk as walking

PageOf = Callable[..., Page]


def texts(page: Page) -> list[str]:
    return [block.text for block in page.blocks]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p> one\n  two </p>", ["one two"]),
        ("<p>one<b> two</b>three</p>", ["one twothree"]),
        ("<p>one <b>two</b> three</p>", ["one two three"]),
        ("<p>one<br>two<br><br>three</p>", ["one two", "three"]),
        ("<div>one<p>two</p>three</div>", ["one", "two", "three"]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>", ["a b", "c"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
        ("<x-card>one</x-card>two", ["one", "two"]),
        ("<p>a<script>no</script>b<style>no</style></p><svg><text>no</text></svg>", ["ab"]),
        ("<p>yes</p><template><p>no</p></template><noscript><p>no</p></noscript>", ["yes"]),
        ("<p>zero\u200bwidth</p>", ["zero\u200bwidth"]),
        ("<p>a\u00a0b</p>", ["a b"]),
        ("<p></p><p>  </p>", []),
        ("<p><b>one</b> <i>two</i></p>", ["one two"]),
        ("<p><b>one</b>\u00a0<i>two</i></p>", ["one two"]),
        ("<p><b>one</b><i>two</i></p>", ["onetwo"]),
        ("<p>\u00a0\u2003</p>", []),
        ("<p>a <my-mark>b</my-mark> c</p><my-note>d</my-note>", ["a", "b", "c", "d"]),
        ("<p>a<FONT color=red>b</FONT><!-- no -->c</p>", ["abc"]),
        ('<p>a <span class="credit">b</span> c</p>', ["a", "b", "c"]),
    ],
)
def test_text_becomes_paragraphs(page_of: PageOf, html: str, expected: list[str]) -> None:
    assert texts(page_of(html)) == expected


@pytest.mark.parametrize(
    ("html", "links"),
    [
        ("<p>see <a href='/a'>this page</a> now</p>", [("https://news.example/a", "this page")]),
        ("<p>see <a href='/a'> this page </a>now</p>", [("https://news.example/a", "this page")]),
        ("<a href='b'><h3>Title</h3><p>Text</p></a>", [("https://news.example/2026/11/20/b", "Title"),
                                                       ("https://news.example/2026/11/20/b", "Text")]),
        ("<p><a href='//x.example/y'>y</a></p>", [("https://x.example/y", "y")]),
        ("<p><a href='../z/./q'>z</a></p>", [("https://news.example/2026/11/z/q", "z")]),
        ("<p><a href='http://[broken'>z</a></p>", [("http://[broken", "z")]),
        ("<p><a href='#top'>top</a> <a href='javascript:go()'>go</a> <a>bare</a> <a href='/e'></a></p>", []),
    ],
)  # fmt: skip
def test_links_know_their_words(page_of: PageOf, html: str, links: list[tuple[str, str]]) -> None:
    page = page_of(html)
    found = [link for block in page.blocks for link in block.links]
    assert [(link.url, link.text) for link in found] == links
    assert all(page.text[link.start : link.end] == link.text for link in found)


@pytest.mark.parametrize(
    ("html", "collapsed"),
    [
        ("<p>x</p>", False),
        ("<p hidden>x</p>", True),
        ("<div hidden><section><p>x</p></section></div>", True),
        ("<div style='color: red; display : none'>x</div>", True),
        ("<div style='visibility:hidden'>x</div>", True),
        ("<details><p>x</p></details>", True),
        ("<details open><p>x</p></details>", False),
        ("<dialog>x</dialog>", True),
        ("<div style='color:red'>x</div>", False),
    ],
)
def test_what_needs_a_click_is_kept_and_marked(page_of: PageOf, html: str, collapsed: bool) -> None:
    page = page_of(f"<article><h1>T</h1><p>{'A sentence of the text, long enough. ' * 5}</p></article>{html}")
    block = next(block for block in page.blocks if block.text == "x")
    assert block.collapsed is collapsed


def test_the_base_element_counts(page_of: PageOf) -> None:
    page = page_of("<head><base href='https://cdn.example/a/'></head><p><a href='b'>x</a></p>")
    assert page.blocks[0].links[0].url == "https://cdn.example/a/b"
    assert page.absolute("/c") == "https://cdn.example/c"


def test_deep_nesting_needs_no_recursion(page_of: PageOf) -> None:
    page = page_of("<div>" * 1_400 + "deep" + "</div>" * 1_400)
    assert texts(page) == ["deep"]


def test_text_beyond_the_cap_is_cut_and_named(page_of: PageOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "MAX_TEXT", 10)
    page = page_of("<p>12345678</p><p>more than that</p>")
    assert texts(page) == ["12345678"]
    assert [(gap.fact, gap.reason) for gap in page.gaps] == [("page.body", "truncated")]


def test_made_up_elements_are_not_taken_for_those_of_the_page_before(page_of: PageOf) -> None:
    for name in ("x-one", "y-two", "plain", "odd"):
        page = page_of(f"<div><{name}>text</{name}></div>")
        assert [block.tag for block in page.blocks] == [name if "-" in name else "div"]


@pytest.mark.parametrize(
    ("attributes", "collapsed"),
    [
        ('class="x hidden"', True),
        ('class="hidden md:block"', False),
        ('class="x" hidden', True),
        ('class="x" style="DISPLAY: none"', True),
        ('class="x" style="color: red"', False),
        ('class="x"', False),
        ('role="note" class="is-hidden"', True),
    ],
)
def test_what_is_hidden_is_told_with_and_without_other_attributes(
    page_of: PageOf, attributes: str, collapsed: bool
) -> None:
    for _ in range(2):
        (block,) = page_of(f"<div {attributes}>words</div>").blocks
        assert block.collapsed is collapsed

"""Pages that a server streams: pieces at the end go where their placeholder stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from selectolax.lexbor import LexborHTMLParser

from auditor.page import Page
from auditor.page.streamed import MOST_PIECES, place

PageOf = Callable[..., Page]

CASES = {
    "a piece takes the place of its stand-in": (
        '<p>a</p><!--$?--><template id="B:0"></template><i>Loading</i><!--/$--><p>z</p>'
        '<div hidden id="S:0"><p>b</p></div>',
        "<p>a</p><!--$?--><p>b</p><!--/$--><p>z</p>",
    ),
    "a stand-in may hold others": (
        '<!--$?--><template id="B:0"></template><!--$--><i>x</i><!--/$--><i>y</i><!--/$--><div hidden id="S:0">b</div>',
        "<!--$?-->b<!--/$-->",
    ),
    "a piece in a piece": (
        '<!--$?--><template id="B:0"></template><!--/$-->'
        '<div hidden id="S:0"><p>b<template id="P:1"></template></p></div>'
        '<div hidden id="S:1"><b>c</b><i>d</i></div>',
        "<!--$?--><p>b<b>c</b><i>d</i></p><!--/$-->",
    ),
    "the inner piece first": (
        '<template id="P:a"></template><div hidden id="S:b">c</div>'
        '<div hidden id="S:a"><p><template id="P:b"></template></p></div>',
        "<p>c</p>",
    ),
    "a placeholder without comments keeps what follows": (
        '<template id="P:0"></template><p>z</p><div hidden id="S:0">b</div>',
        "b<p>z</p>",
    ),
    "a piece without a placeholder stays": ('<div hidden id="S:0">b</div>', '<div hidden="" id="S:0">b</div>'),
    "an element that is not hidden stays": (
        '<template id="B:0"></template><div id="S:0">b</div>',
        '<template id="B:0"></template><div id="S:0">b</div>',
    ),
    "an odd number stays": (
        '<template id="B:0"></template><div hidden id="S:0&quot;]">b</div>',
        '<template id="B:0"></template><div hidden="" id="S:0&quot;]">b</div>',
    ),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_where_pieces_go(before: str, after: str) -> None:
    markup = f"<body>{before}"
    tree = LexborHTMLParser(markup)
    place(tree, markup.encode())
    assert tree.body is not None
    assert tree.body.inner_html == after


def test_no_more_pieces_than_pages_have() -> None:
    count = MOST_PIECES + 5
    markup = "".join(f'<template id="P:{n}"></template>' for n in range(count))
    markup += "".join(f'<div hidden id="S:{n}">{n}</div>' for n in range(count))
    tree = LexborHTMLParser(markup)
    place(tree, markup.encode())
    assert len(tree.css("template")) == 5


def test_streamed_text_is_read_as_the_reader_sees_it(page_of: PageOf) -> None:
    text = "A sentence of the running text that is long enough to weigh something. " * 3
    page = page_of(
        f'<article><h1>A headline</h1><p>{text}</p><!--$?--><template id="B:0"></template><p>Loading</p><!--/$-->'
        f'</article><footer>Imprint</footer><div hidden id="S:0"><p>{text}And the end.</p></div>'
    )
    assert [(block.region, block.collapsed) for block in page.blocks if "the end" in block.text] == [("body", False)]
    assert "Loading" not in page.text

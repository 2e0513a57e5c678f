"""Pages that a server streams: pieces at the end are read where their placeholder stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.page import Page
from auditor.page.streamed import MOST_PIECES, MOST_STAND_INS

PageOf = Callable[..., Page]

SHOWN = {
    "a piece takes the place of its stand-in": (
        '<p>a</p><!--$?--><template id="B:0"></template><i>Loading</i><!--/$--><p>z</p>'
        '<div hidden id="S:0"><p>b</p></div>',
        ["a", "b", "z"],
    ),
    "a stand-in may hold others": (
        '<!--$?--><template id="B:0"></template><!--$--><i>x</i><!--/$--><i>y</i><!--/$--><b>z</b>'
        '<div hidden id="S:0">b</div>',
        ["bz"],
    ),
    "a piece in a piece": (
        '<!--$?--><template id="B:0"></template><!--/$-->'
        '<div hidden id="S:0"><p>b<template id="P:1"></template></p>e</div>'
        '<div hidden id="S:1"><b>c</b><i>d</i></div>',
        ["bcd", "e"],
    ),
    "the inner piece is sent first": (
        '<template id="P:a"></template><div hidden id="S:b">c</div>'
        '<div hidden id="S:a"><p><template id="P:b"></template></p></div>',
        ["c"],
    ),
    "a placeholder without comments keeps what follows": (
        '<template id="P:0"></template><p>z</p><div hidden id="S:0">b</div>',
        ["b", "z"],
    ),
    "a stand-in without end keeps what follows": (
        f'<template id="P:0"></template>{"<i>x</i>" * (MOST_STAND_INS + 1)}<!--/$--><div hidden id="S:0">b</div>',
        ["b" + "x" * (MOST_STAND_INS + 1)],
    ),
    "a piece without a placeholder stays": ('<div hidden id="S:0">b</div>', ["b!"]),
    "a piece before its placeholder stays": (
        '<div hidden id="S:0">b</div><p>a</p><template id="B:0"></template>',
        ["b!", "a"],
    ),
    "a placeholder in its own piece": (
        '<div hidden id="S:0">a<template id="B:0"></template>b</div><p>z</p>',
        ["ab!", "z"],
    ),
    "pieces that hold each other's placeholders": (
        '<template id="B:0"></template><div hidden id="S:0">a<template id="B:1"></template></div>'
        '<div hidden id="S:1">b<template id="B:0"></template></div>',
        ["ab"],
    ),
    "a piece in a stand-in goes with it": (
        '<template id="B:0"></template><div hidden id="S:1">x</div><!--/$--><template id="B:1"></template>'
        '<div hidden id="S:0">b</div>',
        ["bx"],
    ),
    "a second piece of that number stays": (
        '<template id="B:0"></template><div hidden id="S:0">a</div><div hidden id="S:0">b</div>',
        ["a", "b!"],
    ),
    "an empty piece": ('<p>a</p><template id="B:0"></template>z<div hidden id="S:0"></div>', ["a", "z"]),
    "an element that is not hidden stays": ('<template id="B:0"></template><div id="S:0">b</div>', ["b"]),
    "another hidden element stays": (
        '<template id="B:0"></template><p hidden id="x">b</p><div hidden id="S:1">c</div>',
        ["b!", "c!"],
    ),
}
"""The paragraphs in the order they are read; those with ! are hidden."""


@pytest.mark.parametrize(("html", "shown"), SHOWN.values(), ids=SHOWN)
def test_where_pieces_are_read(page_of: PageOf, html: str, shown: list[str]) -> None:
    page = page_of(f"<body>{html}")
    assert [block.text + "!" * block.collapsed for block in page.blocks] == shown


def test_no_more_pieces_than_pages_have(page_of: PageOf) -> None:
    count = MOST_PIECES + 5
    holders = "".join(f'<p><template id="P:{n}"></template></p>' for n in range(count))
    pieces = "".join(f'<div hidden id="S:{n}">{n}</div>' for n in range(count))
    page = page_of(f"<body>{holders}{pieces}")
    assert [block.text for block in page.blocks if block.collapsed] == ["100", "101", "102", "103", "104"]


def test_streamed_text_is_read_as_the_reader_sees_it(page_of: PageOf) -> None:
    text = "A sentence of the running text that is long enough to weigh something. " * 3
    page = page_of(
        f'<article><h1>A headline</h1><p>{text}</p><!--$?--><template id="B:0"></template><p>Loading</p><!--/$-->'
        f'</article><footer>Imprint</footer><div hidden id="S:0"><p>{text}And the end.</p></div>'
    )
    (block,) = [block for block in page.blocks if "the end" in block.text]
    assert (block.region, block.collapsed) == ("body", False)
    assert "Loading" not in page.text
    assert page.at(block).selector == "body > div > p"  # where it was sent, so that it can be found in the source

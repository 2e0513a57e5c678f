"""What a reader has to pay to see, and what only takes a click."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from auditor.detectors._veiled import veiled
from auditor.facts import At
from auditor.page import Page

PageOf = Callable[..., Page]
LINE = "The town council voted on Tuesday to repair the old stone bridge before the winter floods come."


def document(rest: str, part: object = None) -> str:
    data = {"@type": "NewsArticle", "hasPart": part}
    return (
        f"<html lang='en'><title>Bridge</title><script type='application/ld+json'>{json.dumps(data)}</script>"
        f"<body><main><article><h1>Bridge</h1>{f'<p>{LINE}</p>' * 8}{rest}</article></main></body></html>"
    )


def paid(*selectors: str, free: object = False) -> dict[str, object]:
    return {"isAccessibleForFree": free, "cssSelector": list(selectors) if len(selectors) > 1 else selectors[0]}


@pytest.mark.parametrize(
    ("rest", "part", "expected"),
    [
        ("<div hidden><p>Told.</p></div>", None, True),
        ("<div style='color: red; DISPLAY : none'><p>Told.</p></div>", None, True),
        ("<div style='visibility:hidden'><p>Told.</p></div>", None, True),
        ("<div class='rest'><p>Told.</p></div>", paid(".rest"), True),
        ("<div id='more'><p>Told.</p></div>", [paid(".rest", "#more", free="False")], True),
        ("<p>Told.</p>", None, False),
        ("<div class='rest'><p>Told.</p></div>", paid(".rest", free=True), False),
        ("<div class='rest'><p>Told.</p></div>", paid("main .rest > p"), False),
        ("<div class='rest'><p>Told.</p></div>", "rest", False),
        ("<details><summary>More</summary><p>Told.</p></details>", None, False),
        ("<div aria-hidden='true'><p>Told.</p></div>", None, False),
        ("<div style='display: block'><p>Told.</p></div>", None, False),
    ],
)
def test_what_has_to_be_paid_for(page_of: PageOf, rest: str, part: object, expected: bool) -> None:
    page = page_of(document(rest, part))
    block = next(block for block in page.blocks if block.text == "Told.")
    hidden = veiled(page)
    assert [hidden(page.at(block)), hidden(page.at(block))] == [expected, expected]


def test_what_has_no_place_in_the_text_is_not_hidden(page_of: PageOf) -> None:
    hidden = veiled(page_of(document("")))
    assert [
        hidden(None),
        hidden(At(region="markup", selector="head")),
        hidden(At(region="body", selector="p", start=10**6)),
    ] == [False] * 3

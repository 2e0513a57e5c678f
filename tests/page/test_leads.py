"""What stands between headline and text in a wrapper whose name took it for chrome."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.page import Page

PageOf = Callable[..., Page]
STORY = f"<p>{'The ferry had been out of service since February, the council said on Friday. ' * 3}</p>" * 3
NOTE = "The points below were drawn from the article by a program and looked at by nobody before they went up."
SHORT = "Points drawn by a program"


def region(page_of: PageOf, top: str, words: str = NOTE, headline: str = "<h1>The ferry</h1>") -> str:
    page = page_of(f"<article>{headline}{top}<div>{STORY}</div></article>")
    return next(block.region for block in page.blocks if words in block.text)


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (f"<div class='t-tag'><p>{NOTE}</p></div>", "process-note"),
        (f"<div class='t-tag'><p>{NOTE} <a href='mailto:a@tidewater.example'>Write</a></p></div>", "process-note"),
        (f"<div class='t-tag'><p>{NOTE} <a href='/help'>More on this</a></p></div>", "navigation"),
        (f"<div class='t-tag'><p>{NOTE}</p><p><a href='/other'>Other story</a></p></div>", "navigation"),
        (f"<div class='t-tag'><ul><li>{NOTE}</li></ul></div>", "navigation"),
        (f"<div class='t-tag'><h2>{NOTE}</h2></div>", "standfirst"),
        (f"<nav><p>{NOTE}</p></nav>", "navigation"),
        (f"<div class='teaser'><p>{NOTE}</p></div>", "related"),
        (f"<div class='slider'><div><span class='caption'>{NOTE}</span></div></div>", "caption"),
        (f"<div class='slider'><div><span class='caption'>{NOTE}</span></div><a href='/b'>Next</a></div>", "related"),
    ],
    ids=["prose", "a mail link", "a link", "links beside it", "a point", "a heading", "a menu", "a teaser", "a caption",
         "a caption beside a link"],
)  # fmt: skip
def test_between_headline_and_text(page_of: PageOf, top: str, expected: str) -> None:
    assert region(page_of, top) == expected


def test_a_few_words_are_a_label(page_of: PageOf) -> None:
    assert region(page_of, f"<div class='t-tag'><p>{SHORT}</p></div>", SHORT) == "navigation"


def test_without_a_headline_nothing_stands_below_it(page_of: PageOf) -> None:
    assert region(page_of, f"<div class='t-tag'><p>{NOTE}</p></div>", headline="") == "navigation"

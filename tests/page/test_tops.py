"""Second looks at the top of an article."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.page import Page

PageOf = Callable[..., Page]

SENTENCE = "The crossing had been closed since February, the council said on Friday. "
TEXT = f"<div class='text'><p>{SENTENCE * 3}</p><p>{SENTENCE * 4}</p></div>"
NOTE = "This article was drafted with the help of a machine and checked by the night editor."


def where(page: Page, words: str) -> tuple[str, str]:
    block = next(block for block in page.blocks if words in block.text)
    return block.region, page.place(block)


CASES = {
    "a note under the byline in the header": (
        f"<header><h1>Bridge</h1><p>{SENTENCE}</p><p class='byline'>By Ines Calder</p><p>{NOTE}</p></header>",
        NOTE,
        ("process-note", "top"),
    ),
    "two opening paragraphs in the header": (
        f"<header><h1>Bridge</h1><p>{SENTENCE}</p><p>{SENTENCE * 2} Then more.</p></header>",
        "Then more",
        ("body", "body"),
    ),
    "a summary that is a list": (
        "<h1>Bridge</h1><section class='summary'><h2>In short</h2><ul><li>One point of three that say what is new</li>"
        "<li>Another point that says what is new</li></ul><p>Points made by a machine.</p></section>",
        "Points made",
        ("summary-box", "body"),
    ),
    "a summary that is a sentence": (
        f"<h1>Bridge</h1><p class='summary'>{SENTENCE}</p>",
        SENTENCE.strip(),
        ("standfirst", "top"),
    ),
    "a note in a player": (
        f"<h1>Bridge</h1><p>{SENTENCE}</p>"
        "<div class='player'><p>This article is read by a made voice, they say.</p></div>",
        "made voice",
        ("process-note", "top"),
    ),
    "a date and a time": ("<h1>Bridge</h1><p>20 November 2026, 15:46</p>", "15:46", ("dateline", "top")),
    "a number in a sentence": (
        f"<h1>Bridge</h1><p>It cost 1.5 million in 2025, said all who were asked about the works.</p><p>{SENTENCE}</p>",
        "1.5 million",
        ("standfirst", "top"),
    ),
}


@pytest.mark.parametrize(("top", "words", "expected"), CASES.values(), ids=CASES)
def test_the_top_of_an_article(page_of: PageOf, top: str, words: str, expected: tuple[str, str]) -> None:
    assert where(page_of(f"<article>{top}{TEXT}</article>"), words) == expected


@pytest.mark.parametrize(
    ("inside", "words", "region"),
    [
        (
            "<h4 class='time'>Ferries turn back off the breakwater after a night of storm and rain</h4>",
            "Ferries",
            "body",
        ),
        ("<h4 class='time'>Monday, early in the morning</h4>", "Monday", "dateline"),
        (f"<div class='for-that-time'><p>{SENTENCE * 2}So it went.</p></div>", "So it went", "body"),
        ("<p class='time'>Last changed on Monday by the night desk</p>", "Last changed", "dateline"),
    ],
)
def test_prose_in_a_wrapper_that_speaks_of_time_is_text(page_of: PageOf, inside: str, words: str, region: str) -> None:
    page = page_of(f"<article><h1>Bridge</h1><div><p>{SENTENCE * 3}</p>{inside}<p>{SENTENCE * 3}</p></div></article>")
    assert where(page, words)[0] == region


def test_a_list_below_the_text_is_no_summary_of_it(page_of: PageOf) -> None:
    points = "<ul class='lead'><li>Follow the harbour news on your phone</li><li>Or have them sent by mail</li></ul>"
    page = page_of(f"<article><h1>Bridge</h1><div><p>{SENTENCE * 3}</p><p>{SENTENCE * 3}</p></div>{points}</article>")
    assert where(page, "Follow the harbour")[0] == "related"

"""Boxes that stand in the running text, and those that are the running text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.page import Page

PageOf = Callable[..., Page]
SENTENCE = "The ferry had been out of service since February, the council said on Friday. "
STORY = f"<p>{SENTENCE * 3}</p>" * 3
FACTS = "The ferry was built in 1974 and carries forty cars."
CARD = '<div class="{name}"><a href="/{n}">Another story number {n}</a><p>What it tells in few words {n}</p></div>'
POST = "hentry post status-publish"


def region(page: Page, words: str) -> str:
    return next(block.region for block in page.blocks if words in block.text)


def story(page_of: PageOf, inside: str, after: str = STORY, names: str = "") -> Page:
    return page_of(f'<article class="{names}"><h1>The ferry</h1>{STORY}{inside}{after}</article>')


@pytest.mark.parametrize("name", ["infobox", "c-info-box", "factbox__text", "article-fact-box", "faktaboks", "Box-out"])
def test_a_box_of_facts_is_beside_the_text(page_of: PageOf, name: str) -> None:
    assert region(story(page_of, f'<div class="{name}"><p>{FACTS}</p></div>'), FACTS) == "related"


@pytest.mark.parametrize("name", ["box", "factory-box", "infoboxes-off", "artifact", "sidebox1", "info"])
def test_other_names_are_no_boxes_of_facts(page_of: PageOf, name: str) -> None:
    assert region(story(page_of, f'<div class="{name}"><p>{FACTS}</p></div>'), FACTS) == "body"


def test_a_box_behind_the_text_may_speak_of_the_article(page_of: PageOf) -> None:
    page = story(page_of, f'<div class="infobox"><p>{FACTS}</p></div>', after="")
    assert region(page, FACTS) == "process-note"


def test_a_text_built_of_boxes_is_text(page_of: PageOf) -> None:
    page = story(page_of, f'<div class="infobox"><p>{FACTS} {SENTENCE * 20}</p></div>')
    assert region(page, FACTS) == "body"


def test_articles_of_one_series_left_open_are_other_articles(page_of: PageOf) -> None:
    other = f'<article class="{POST} post-2"><p>{SENTENCE} So says another.</p>'
    assert region(story(page_of, other * 2, after="", names=f"{POST} post-1"), "So says another") == "related"


@pytest.mark.parametrize("names", ["post live-entry", "entry", ""])
def test_entries_of_a_live_article_are_its_text(page_of: PageOf, names: str) -> None:
    entry = f'<article class="{names}"><p>{SENTENCE} So it was.</p></article>'
    assert region(story(page_of, entry, names="post hentry live-article"), "So it was") == "body"


def test_cards_announce(page_of: PageOf) -> None:
    page = story(page_of, "".join(CARD.format(name="card", n=n) for n in range(3)))
    assert {region(page, f"few words {n}") for n in range(3)} == {"related"}


@pytest.mark.parametrize(
    "inside",
    [
        CARD.format(name="card", n=0) * 2,
        "".join(CARD.format(name=f"card{n}", n=n) for n in range(3)),
        "".join(CARD.format(name="", n=n) for n in range(3)),
        "".join(CARD.format(name="card", n=n) for n in range(3)) + f'<div class="card"><p>{SENTENCE}</p></div>',
        "".join(CARD.format(name="card", n=n).replace("</p>", f" {SENTENCE * 4}</p>") for n in range(3)),
    ],
    ids=["two", "of different names", "without a name", "one of four is none", "long"],
)
def test_near_misses_of_cards(page_of: PageOf, inside: str) -> None:
    assert region(story(page_of, inside), "few words 0") == "body"


def test_a_text_built_of_cards_is_text(page_of: PageOf) -> None:
    card = '<div class="card"><a href="/{n}">Part {n} of the whole list</a><p>Part {n}. ' + SENTENCE * 3 + "</p></div>"
    page = page_of(f"<article><h1>The ferry</h1>{''.join(card.format(n=n) for n in range(9))}</article>")
    assert region(page, "Part 3.") == "body"

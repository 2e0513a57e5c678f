"""Where a statement stands decides whether it counts: the same words, in different places of the same article."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.detectors.disclosures import detect
from auditor.facts import Disclosure, Facts
from auditor.page import Page

PageOf = Callable[..., Page]
PARAGRAPHS = (
    "The town council voted on Tuesday to repair the old stone bridge before the winter floods come to the valley.",
    "Work will begin in March and last about nine weeks, engineer Ruth Amsel told residents at a meeting on Monday.",
    "Two bus lines will change their stops, and traffic will be led over the northern crossing until the work is done.",
    "The council wants to have the bridge open again before the summer fair, which begins on the first day of June.",
    "Shops on the square have asked the council to pay for the signs that lead customers to their doors until then.",
    "A second vote on the colour of the railings was put off, as nobody could agree on one of the nine greens on show.",
    "The old railings will go to the museum, which has kept a part of every bridge since the first one burned down.",
)
PLAIN = "A language model drafted it from the minutes of the meeting."


def claims(page_of: PageOf, *, top: str = "", middle: str = "", last: str = "", below: str = "",
           title: str = "Bridge to be repaired") -> list[Disclosure]:  # fmt: skip
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[:4])
    more = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[4:])
    page = page_of(
        f'<html lang="en"><head><title>{title}</title></head><body><main><article><h1>{title}</h1>'
        f'<p class="byline">By Mira Holt</p>{top}<div class="text">{text}{middle}{more}{last}</div>{below}'
        "</article></main></body></html>"
    )
    value = detect(page, Facts()).value
    assert isinstance(value, tuple)
    return [item for item in value if item.role != "none" and item.about_this_page]


@pytest.mark.parametrize(
    "place",
    [
        {"last": f"<p><em>{PLAIN}</em></p>"},
        {"last": f"<p><small>{PLAIN}</small></p>"},
        {"last": f"<hr><p>{PLAIN}</p>"},
        {"last": f"<hr>\n<p>{PLAIN}</p>"},
        {"below": f"<p>{PLAIN}</p>"},
        {"below": f"<aside><p>{PLAIN}</p></aside>"},
        {"below": f"<footer><p>{PLAIN}</p></footer>"},
        {"below": f'<div class="note"><p>{PLAIN}</p></div>'},
    ],
)
def test_what_stands_apart_speaks_of_the_article(page_of: PageOf, place: dict[str, str]) -> None:
    [claim] = claims(page_of, **place)
    assert (claim.quote, claim.scope, claim.role) == (PLAIN, "text", "generated")


@pytest.mark.parametrize(
    "place",
    [
        {"middle": f"<p>{PLAIN}</p>"},
        {"middle": f"<p><em>{PLAIN}</em></p>"},
        {"last": f"<p>{PLAIN}</p>"},
        {"middle": f"<p>{PARAGRAPHS[0]} {PLAIN}</p>"},
        {"below": f'<aside class="related"><p>{PLAIN}</p></aside>'},
    ],
)
def test_running_text_speaks_of_the_world(page_of: PageOf, place: dict[str, str]) -> None:
    assert claims(page_of, **place) == []


@pytest.mark.parametrize(
    "note",
    [
        "OpenAI wrote to the council, it said.",
        "AI-powered search helps you on every page.",
        "We use AI to write some of our newsletters.",
        "Answers written by AI are not allowed here.",
        "The mayor shared a picture made with AI.",
        "If AI drafted it, we would say so.",
        "Drafted by Jean-Claude Amsel.",
        "Drafted by Claude Amsel.",
    ],
)
def test_apart_and_yet_not_about_the_article(page_of: PageOf, note: str) -> None:
    assert claims(page_of, below=f"<p>{note}</p>") == []


def test_an_article_about_ai_may_set_its_facts_apart(page_of: PageOf) -> None:
    assert claims(page_of, below=f"<p>{PLAIN}</p>", title="How AI changed the council") == []


@pytest.mark.parametrize(
    ("where", "sentence", "heard"),
    [
        ("last", "Yes, a robot wrote this.", True),
        ("last", "AI wrote this, and I only set the commas.", True),
        ("middle", "Yes, a robot wrote this.", False),
        ("last", "A robot wrote it.", False),
        ("last", "A robot wrote this, the mayor said.", False),
    ],
)
def test_the_last_words_may_own_up(page_of: PageOf, where: str, sentence: str, heard: bool) -> None:
    assert bool(claims(page_of, **{where: f"<p>{sentence}</p>"})) is heard


@pytest.mark.parametrize(
    ("sentence", "heard"),
    [
        ("Not one line of this story is by me, because I asked Copilot to write it.", True),
        ("This story was not written by a person but drafted by AI.", True),
        ("This story was drafted in a hurry, but no AI wrote it.", False),
        ("This story was not drafted by AI.", False),
        ("Because no reporter could be there, this story was drafted by a language model.", True),
        ("If no reporter could be there, this story was drafted by a language model.", False),
    ],
)
def test_what_a_negation_is_about(page_of: PageOf, sentence: str, heard: bool) -> None:
    assert bool(claims(page_of, last=f"<p>{sentence}</p>")) is heard


@pytest.mark.parametrize(
    ("box", "scope"),
    [
        ("<p>These key points were drafted by a machine.</p>", "summary"),
        ("<p>Drafted by AI, reviewed by Mira Holt.</p>", "summary"),
        ("<ul><li>A language model drafted the law.</li></ul>", None),
    ],
)
def test_a_summary_box_tells_of_the_world_too(page_of: PageOf, box: str, scope: str | None) -> None:
    found = claims(page_of, top=f'<div class="key-points"><h2>Key points</h2>{box}</div>')
    assert [claim.scope for claim in found] == ([scope] if scope else [])


def test_the_caption_of_a_player_tells_whose_voice_it_is(page_of: PageOf) -> None:
    player = '<figure><figcaption>You hear a synthetic voice.</figcaption><audio src="/a.mp3"></audio></figure>'
    assert [(claim.scope, claim.role) for claim in claims(page_of, top=player)] == [("audio", "voiced")]


@pytest.mark.parametrize(
    ("bio", "scopes"),
    [
        ("Nora Weir does not exist: the name stands for texts that GPT-4 writes.", ["author"]),
        ("Nora Weir writes about GPT-4.", []),
        ("Under a pseudonym Nora Weir writes novels about AI.", []),
        ("Nora Weir is an AI, data and robotics reporter by training.", []),
    ],
)
def test_an_author_who_is_no_person(page_of: PageOf, bio: str, scopes: list[str]) -> None:
    found = claims(page_of, below=f'<section class="author-bio"><p>{bio}</p></section>')
    assert [claim.scope for claim in found] == scopes


@pytest.mark.parametrize(
    ("digest", "comment", "scopes"),
    [
        ("<p>AI summary of the comments</p>", "Well done.", ["comments"]),
        ("<h3>This summary was made by AI.</h3>", "Well done.", ["comments"]),
        ("", "I think AI wrote this article.", []),
        ("<p>We close comments at night.</p><p>Be kind.</p><p>Newest first</p>", "AI summary: it is a bridge.", []),
    ],
)
def test_the_digest_above_the_comments(page_of: PageOf, digest: str, comment: str, scopes: list[str]) -> None:
    thread = f'<section id="comments"><h2>Comments</h2>{digest}<ol><li>{comment}</li></ol></section>'
    assert [claim.scope for claim in claims(page_of, below=thread)] == scopes


@pytest.mark.parametrize(
    ("heading", "text", "scope"),
    [
        ("In brief", "Generated by AI.", "summary"),
        ("About the author", "Nora Weir does not exist: GPT-4 writes her texts.", "author"),
        ("About the bridge", "Generated by AI.", "text"),
    ],
)
def test_the_heading_tells_what_is_below(page_of: PageOf, heading: str, text: str, scope: str) -> None:
    found = claims(page_of, below=f"<section><h3>{heading}</h3><p>{text}</p></section>")
    assert [claim.scope for claim in found] == [scope]


@pytest.mark.parametrize(
    ("box", "heard"),
    [
        ('<section class="box"><p>A language model drafted this timeline.</p></section>', True),
        ('<div class="c callout"><div><p>This table was made by AI.</p></div></div>', True),
        ('<section class="box"><p>A language model won the prize.</p></section>', False),
        ('<section class="boxer"><p>The table was made by AI.</p></section>', False),
    ],
)
def test_a_box_amid_the_text(page_of: PageOf, box: str, heard: bool) -> None:
    assert bool(claims(page_of, middle=box)) is heard


@pytest.mark.parametrize(
    ("quote", "human"),
    [
        ("Written by AI and reviewed by the Gazette.", "claimed"),
        ("Written by AI and reviewed by Mira Holt.", "named"),
        ("Written by AI, not reviewed by the Gazette.", "none"),
        ("Written by AI. Edited in a hurry.", "none"),
    ],
)
def test_who_reviewed_it(page_of: PageOf, quote: str, human: str) -> None:
    [claim] = claims(page_of, below=f"<p>{quote}</p>")
    assert claim.human == human


def test_a_sentence_beside_a_picture_is_no_label(page_of: PageOf) -> None:
    picture = '<p><img src="/b.jpg" alt="Bridge" width="800" height="500"></p>'
    assert claims(page_of, middle=f"{picture}<p>Two pupils in three have made their homework with ChatGPT.</p>") == []
    assert len(claims(page_of, middle=f"{picture}<p>Made with Midjourney</p>")) == 1

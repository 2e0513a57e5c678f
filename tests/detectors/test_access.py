"""How much a reader without an account gets."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from msgspec import UNSET

from auditor.detectors import access
from auditor.facts import Access, Facts
from auditor.page import Page

PageOf = Callable[..., Page]
LONG = "<p>" + "The crossing had been closed since February, the council said on Friday. " * 6 + "</p>"
SHORT = "<p>The crossing had been closed since February, the council said on Friday.</p>"


def story(*parts: str, data: dict[str, object] | None = None, head: str = "") -> str:
    block = json.dumps({"@type": "NewsArticle", **data}) if data else ""
    script = f'<script type="application/ld+json">{block}</script>' if block else ""
    article = f"<article><h1>Bridge</h1><div>{''.join(parts)}</div></article>"
    return f"<head>{head}{script}</head>{article}<footer>Log in</footer>"


def found(page: Page) -> Access:
    value = access.detect(page, Facts()).value
    assert isinstance(value, Access)
    return value


FOLDED = "<p class='paywall' hidden>The council had voted on the bridge in a session behind closed doors.</p>"
WALL = "<div class='paywall'><h3>Keep reading</h3><a href='/join'>Become a member</a></div>"
STATES = {
    "a free article": (story(LONG, LONG), "free", None),
    "declared free": (story(SHORT, data={"isAccessibleForFree": True}), "free", True),
    "a wall after two sentences": (story(SHORT, WALL), "gated", None),
    "a wall in the middle": (story(LONG, LONG, WALL, LONG), "partial", None),
    "a wall that asks for a free account": (
        story(LONG, "<div class='regwall'><p>Create a free account to go on.</p></div>"),
        "registration",
        None,
    ),
    "words of a wall without an element": (story(SHORT, "<p>This article is for subscribers only.</p>"), "gated", None),
    "in German": (story(SHORT, "<p>Jetzt abonnieren und weiterlesen.</p>"), "gated", None),
    "in French": (story(SHORT, "<p>Article réservé aux abonnés</p>"), "gated", None),
    "in Japanese": (story(SHORT, "<p>この記事は有料会員限定です。</p>"), "gated", None),
    "declared paid and not here": (story(SHORT, data={"isAccessibleForFree": "False"}), "gated", False),
    "declared paid, but the text is here": (story(LONG, LONG, data={"isAccessibleForFree": False}), "metered", False),
    "a closed part": (story(LONG, LONG, data={"hasPart": {"isAccessibleForFree": "false"}}), "metered", False),
    "an open part": (story(LONG, LONG, data={"hasPart": [{"isAccessibleForFree": "true"}]}), "free", None),
    "a schema address": (story(LONG, LONG, data={"isAccessibleForFree": "http://schema.org/True"}), "free", True),
    "a value nobody knows": (story(LONG, LONG, data={"isAccessibleForFree": "maybe"}), "free", None),
    "microdata": (story(SHORT, "<meta itemprop='isAccessibleForFree' content='false'>"), "gated", False),
    "a locked tier": (story(SHORT, head="<meta property='article:content_tier' content='locked'>"), "gated", None),
    "a metered tier": (story(LONG, head="<meta property='article:content_tier' content='metered'>"), "metered", None),
    "a newsletter box is no wall": (story(LONG, LONG, "<p>Subscribe to read our newsletter.</p>"), "free", None),
    "a wall's words in a long paragraph": (story(LONG, LONG[:-4] + "Subscribe to read.</p>"), "free", None),
    "a teaser of another article": (
        story(LONG, LONG) + "<aside class='related'><p>This article is for subscribers only.</p></aside>",
        "free",
        None,
    ),
    "too little to tell": (story(SHORT), "unknown", None),
    "a short report": (story(SHORT * 4), "free", None),
    "a short report in Japanese": (story(f"<p>{'港の橋は工事を経て再び開通した。' * 8}</p>"), "free", None),
    "the text itself in an element called paywall": (story(LONG, f"<div class='paywall'>{LONG}</div>"), "free", None),
    "a wall that is folded away": (
        story(LONG, "<div class='paywall' hidden><p>Subscribe to continue reading</p></div>"),
        "free",
        None,
    ),
    "text that is folded away": (story(LONG, FOLDED, FOLDED), "partial", None),
    "one folded line": (story(LONG, FOLDED), "free", None),
    "words of a wall far above the end": (
        story("<p>Subscribe to read.</p>", *(LONG for _ in range(12))),
        "free",
        None,
    ),
    "the same where the page is declared paid": (
        story("<p>Subscribe to read.</p>", *(LONG for _ in range(12)), data={"isAccessibleForFree": False}),
        "partial",
        False,
    ),
}


@pytest.mark.parametrize(("html", "state", "declared"), STATES.values(), ids=STATES)
def test_states(page_of: PageOf, html: str, state: str, declared: bool | None) -> None:
    access_ = found(page_of(html))
    assert (access_.state, access_.declared_free) == (state, declared)


def test_the_wall_is_quoted_in_its_place(page_of: PageOf) -> None:
    page = page_of(story(LONG, WALL))
    access_ = found(page)
    assert access_.wall_quote == "Keep reading"
    assert access_.at is not None
    assert (access_.at.region, page.text[access_.at.start : access_.at.end]) == ("paywall", "Keep reading")


@pytest.mark.parametrize(
    ("html", "share", "gaps"),
    [
        (story(LONG, LONG), 1.0, []),
        (story(SHORT, "<p>Il vous reste 77,61% de cet article à lire.</p>"), 0.224, []),
        (story(SHORT, WALL), UNSET, [("access.visible_share", "paywall")]),
        (story(SHORT), UNSET, [("access.visible_share", "not-an-article")]),
    ],
)
def test_the_visible_share_is_known_or_a_gap(
    page_of: PageOf, html: str, share: object, gaps: list[tuple[str, str]]
) -> None:
    page = page_of(html)
    assert found(page).visible_share == share
    assert [(gap.fact, gap.reason) for gap in access.detect(page, Facts()).gaps] == gaps

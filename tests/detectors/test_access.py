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
    "clear words in an element with a wall's name": (
        story(LONG, LONG, "<div class='paywall'><p>To continue reading</p></div>"),
        "partial",
        None,
    ),
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
    "a page that is declared": (
        story(
            LONG,
            LONG,
            head='<script type="application/ld+json">{"@type": "WebPage", "isAccessibleForFree": true}</script>',
        ),
        "free",
        True,
    ),
    "too little to tell": (story(SHORT), "unknown", None),
    "too little to tell, and it goes on": (
        story(SHORT * 5, f"<p>{'The council said that it ' * 3}…</p>"),
        "unknown",
        None,
    ),
    "a long text that ends with dots": (story(LONG, LONG, f"<p>{'The council said that it ' * 3}…</p>"), "free", None),
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


NO_WALLS = {
    "words of a wall in a sentence about somebody else": "<p>Norway, already a member, signed on Friday.</p>",
    "a price for somebody's customers": "<p>Für Abonnenten steigt der Preis im März auf zwölf Euro.</p>",
    "what is left of something else": "<p>Il vous reste trois jours pour traverser le pont.</p>",
    "a sentence about reading": "<p>Children need help to continue reading, the council said.</p>",
    "an element with a wall's name that asks for nothing": "<div class='piano-box'><p>Sponsored stories</p></div>",
    "a newsletter after its button": "<div class='piano-box'><a>Join now</a><p>Our newsletter, at breakfast</p></div>",
    "a long sentence": f"<p>He signed in {'again and again ' * 12} to continue reading.</p>",
    "a post for everybody": "<p>This post is for everybody who crosses the bridge.</p>",
    "a newsletter box": "<div class='promo'><p>Take the newsletter to continue reading at breakfast.</p></div>",
    "a newsletter box in another language": "<p>Abonnez-vous pour lire notre infolettre.</p>",
    "a newsletter in an element with a wall's name": "<div class='piano-box'><p>A newsletter</p><a>Join now</a></div>",
    "comments that need an account": "<p>Sign in to read the comments.</p>",
    "comments for members": "<p>コメントの続きを読むには会員登録が必要です。</p>",
    "bookmarks for subscribers": "<p>Esta funcionalidad es sólo para suscriptores</p>",
    "a reading list": "<p>Subscribe to unlock your reading list.</p>",
    "fewer adverts": "<p>Subscribe to read without adverts.</p>",
    "a choice about adverts": "<p>Weiterlesen mit Werbung</p>",
    "a teaser at once": "<ul><li>Exklusiv für Abonnenten: Die Fähre</li></ul>",
    "a teaser as a link": "<p><a href='/ferry'>The ferry, for subscribers only</a></p>",
    "a button in the head of the site": "<p>Already a subscriber?</p>",
    "a hint in a script": "<script>var meter = 'You have reached your limit. Subscribe to continue reading';</script>",
    "a closed story beside it": "<aside class='related'><p>Subscribe to continue reading</p></aside>",
    "a banner about cookies": "<div class='cookie-consent'><p>Accept cookies to continue reading</p></div>",
}


@pytest.mark.parametrize("tail", NO_WALLS.values(), ids=NO_WALLS)
def test_near_misses_leave_a_free_text_free(page_of: PageOf, tail: str) -> None:
    access_ = found(page_of(story(LONG, LONG, tail)))
    assert (access_.state, access_.wall_quote) == ("free", None)


TEASERS = (
    "<ul><li><a href='/a'>Ferry</a> Réservé aux abonnés</li><li><a href='/b'>Port</a> For subscribers only</li></ul>"
)


@pytest.mark.parametrize("region", ["<div>{}</div>", "<aside class='related'>{}</aside>", "<nav>{}</nav>"])
@pytest.mark.parametrize("text", [SHORT * 4, LONG * 2], ids=["short", "long"])
def test_closed_teasers_leave_a_free_text_free(page_of: PageOf, region: str, text: str) -> None:
    assert found(page_of(story(text, region.format(TEASERS)))).state == "free"


WALLS = [
    "This post is for paid subscribers", "Sign in to read the full story.",
    "You have reached your monthly limit.", "Log in for immediate access to this story.",
    "Diesen Artikel weiterlesen", "Dieser Inhalt ist nur für Mitglieder.",
    "Il vous reste 12 % de cet article", "Para seguir leyendo, suscríbete",
    "Per continuar llegint, subscriu-t'hi", "Per continuare a leggere", "Para continuar lendo, assine",
    "Aby czytać dalej, zaloguj się", "Om verder te lezen", "Logga in för att läsa",
    "Logg inn for å lese", "For at læse videre", "Kirjaudu lukeaksesi",
    "Devamını okumak için abone olun", "Чтобы читать дальше, оформите подписку", "Щоб читати далі",
    "Pro pokračování ve čtení se přihlaste", "आगे पढ़ने के लिए लॉगिन करें", "続きを読むには会員登録が必要です",
    "残り1234文字", "订阅后阅读全文", "로그인 후 계속 읽을 수 있습니다",
]  # fmt: skip


@pytest.mark.parametrize("said", WALLS)
def test_clear_words_close_a_text_of_any_length(page_of: PageOf, said: str) -> None:
    long, short = (found(page_of(story(text, f"<p>{said}</p><p>Subscribe</p>"))) for text in (LONG * 2, SHORT * 3))
    assert (long.state, short.state) == ("partial", "gated")
    assert (long.wall_quote, short.wall_quote) == (said, said)


HINT = "<p>Nur für Abonnenten</p>"
BROKEN = f"<p>{'The council, which had closed the bridge, ' * 2}…</p>"
HINTED = {
    "a text that is whole": (story(LONG, LONG, HINT), "free"),
    "a text that breaks off": (story(LONG, LONG, BROKEN, HINT), "partial"),
    "a short text": (story(SHORT * 3, HINT), "gated"),
    "a declared text": (story(LONG, LONG, HINT, data={"isAccessibleForFree": False}), "partial"),
    "far behind a declared text": (
        story(LONG, LONG, *["<p class='promo'>Bridge</p>"] * 6, HINT.replace("<p>", "<p class='promo'>"),
              data={"isAccessibleForFree": False}),
        "metered",
    ),
    "beside a declared text that breaks off": (
        story(LONG, LONG, BROKEN, f"<aside class='related'>{HINT}</aside>", data={"isAccessibleForFree": False}),
        "partial",
    ),
    "beside a declared text that is whole": (
        story(LONG, LONG, f"<aside class='related'>{HINT}</aside>", data={"isAccessibleForFree": False}),
        "metered",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("html", "state"), HINTED.values(), ids=HINTED)
def test_hints_close_only_what_else_looks_closed(page_of: PageOf, html: str, state: str) -> None:
    assert found(page_of(html)).state == state


LINE = "The crossing had been closed since February, the council said on Friday. "
REST = "The ferry will carry lorries until the new spans stand. " * 20
LOCKED: dict[str, object] = {"isAccessibleForFree": False}
COMPARED = {
    "a short report, all of it": (f"<p>{LINE}</p>" * 6, f"<p>{LINE}</p>" * 6, "metered", 1.0),
    "the beginning of a text": (f"<p>{LINE}</p>" * 6, LINE * 6 + REST, "gated", 0.265),
    "half of a text": (LONG * 2, (LINE * 12) + REST, "partial", 0.419),
    "a summary in the markup": (LONG * 2, LINE, "metered", 1.0),
    "no text": ("", LINE * 12, "gated", UNSET),
    "the rest of it elsewhere on the page": (
        LONG * 2 + f"<div class='related'><p>{REST}</p></div>", LINE * 12 + REST, "metered", 1.0,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("here", "whole", "state", "share"), COMPARED.values(), ids=COMPARED)
def test_the_text_in_the_markup_tells_how_much_came(
    page_of: PageOf, here: str, whole: str, state: str, share: object
) -> None:
    access_ = found(page_of(story(here, data={**LOCKED, "articleBody": whole})))
    assert (access_.state, access_.visible_share) == (state, share)


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
    told = [(gap.fact, gap.reason) for gap in access.detect(page, Facts()).gaps]
    assert [gap for gap in told if gap[0] == "access.visible_share"] == gaps


@pytest.mark.parametrize(
    ("html", "reaches", "reason"),
    [
        (story(LONG, LONG), True, None),
        (story(LONG, WALL), UNSET, "paywall"),
        (story(LONG, WALL, LONG * 2), True, None),
        (story(LONG, WALL, f"<p>{LINE}</p>"), UNSET, "paywall"),
        (story(LONG, WALL, f"<div hidden>{LONG * 2}</div>"), UNSET, "paywall"),
        (story(LONG * 2, data={**LOCKED, "articleBody": LINE * 12}), True, None),
        (story(SHORT), UNSET, "not-an-article"),
    ],
    ids=["free", "a wall at the end", "resumes", "a line behind it", "folded behind it", "all of the markup", "short"],
)
def test_whether_the_text_came_to_its_end(page_of: PageOf, html: str, reaches: object, reason: str | None) -> None:
    observation = access.detect(page_of(html), Facts())
    assert isinstance(observation.value, Access)
    assert observation.value.reaches_end is reaches
    gaps = [gap.reason for gap in observation.gaps if gap.fact == "access.reaches_end"]
    assert gaps == ([] if reason is None else [reason])

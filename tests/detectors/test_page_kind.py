"""What kind of page it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.detectors import page_kind
from auditor.facts import Access, DatePair, Dates, Facts, PageFacts
from auditor.page import Page

PageOf = Callable[..., Page]
SENTENCE = "The crossing had been closed since February, the council said on Friday. "
LONG = f"<p>{SENTENCE * 6}</p>" * 3
LINKS = "".join(f'<li><a href="/{n}">A headline of another article number {n}</a></li>' for n in range(60))
LD = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge &amp; road"}</script>'
SCRIPTS = "<script>1</script>" * 3


def found(page: Page, facts: Facts | None = None) -> PageFacts:
    value = page_kind.detect(page, facts or Facts()).value
    assert isinstance(value, PageFacts)
    return value


KINDS = {
    "an article": (f"<article><h1>Bridge</h1>{LONG}</article>", "article"),
    "an article without a heading": (f"<div>{LONG}</div>", "article"),
    "an article among many links": (f"<h1>Bridge</h1><div>{LONG}</div><ul class='related'>{LINKS}</ul>", "article"),
    "a short piece": (f"<article><h1>Bridge</h1><p>{SENTENCE * 4}</p></article>", "stub"),
    "declared, but hardly any text": (f"<head>{LD}</head><h1>Bridge</h1><p>{SENTENCE}</p>", "stub"),
    "og:type article": (f"<head><meta property='og:type' content='article'></head><h1>B</h1><p>{SENTENCE}</p>", "stub"),
    "a list": (f"<main><h1>Sea</h1><ul>{LINKS}</ul></main>", "listing"),
    "a bot wall": ("<title>Just a moment...</title><p>Checking your browser before you go on.</p>", "block-page"),
    "denied": ("<h1>Access denied</h1><p>You do not have permission to see this.</p>", "block-page"),
    "a consent wall": (
        "<div><p>We and our 812 partners use cookies.</p><button>Accept all cookies</button></div>",
        "consent-wall",
    ),
    "a missing page": ("<title>Page not found</title><p>Sorry, try the search.</p>", "other"),
    "an empty application": (f"<div id='root'></div>{SCRIPTS}<p>Loading</p>", "shell"),
    "scripts wanted": ("<p>Please enable JavaScript.</p>", "shell"),
    "a few words": ("<p>Hello there.</p>", "other"),
    "an article about captchas": (f"<h1>How a captcha works</h1><div>{LONG}</div>", "article"),
}


@pytest.mark.parametrize(("html", "kind"), KINDS.values(), ids=KINDS)
def test_kinds(page_of: PageOf, html: str, kind: str) -> None:
    facts = found(page_of(html))
    assert facts.kind == kind, facts.kind_reason
    assert facts.kind_reason


def test_a_front_page_is_a_listing_whatever_its_text(page_of: PageOf) -> None:
    assert found(page_of(f"<h1>Tidewater</h1>{LONG}", url="https://news.example/")).kind == "listing"
    assert found(page_of(f"<head>{LD}</head><h1>Bridge</h1>{LONG}", url="https://news.example/")).kind == "article"


TEASERS = "".join(f'<li><a href="/{n}">A headline of another article number {n}</a></li>' for n in range(60))
SHORT_POST = f"<main><h1>Sea</h1><div><p>{SENTENCE * 4}</p></div><ul>{TEASERS}</ul></main>"
DATE = DatePair(value="2026-11-20", machine=None, visible=None, agree=None, quote=None, at=None)
NOBODY = DatePair(value=None, machine=None, visible=None, agree=None, quote=None, at=None)


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        (Facts(), "listing"),
        (Facts(authors=(), dates=Dates(published=NOBODY, modified=NOBODY)), "listing"),
        (Facts(dates=Dates(published=DATE, modified=NOBODY)), "stub"),
    ],
)
def test_a_dated_text_is_never_called_a_list(page_of: PageOf, facts: Facts, kind: str) -> None:
    assert found(page_of(SHORT_POST), facts).kind == kind


def test_a_long_paragraph_is_no_teaser(page_of: PageOf) -> None:
    assert found(page_of(SHORT_POST.replace(SENTENCE * 4, SENTENCE * 5))).kind == "stub"


def test_a_wall_makes_a_short_text_a_stub(page_of: PageOf) -> None:
    closed = Access(state="gated", wall_quote="Join", at=None, declared_free=None)
    assert found(page_of(f"<div><p>{SENTENCE}</p></div>"), Facts(access=closed)).kind == "stub"


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("one two", 2), ("港の橋は九か月の工事を経て再び開通した", 9), ("橋 bridge", 1)]
)
def test_words_are_counted_in_any_script(text: str, words: int) -> None:
    assert page_kind.count_words(text) == words


def test_the_text_and_its_encoding_are_kept(page_of: PageOf) -> None:
    facts = found(page_of(f"<html lang='en'><head><link rel='canonical' href='/c'></head><h1>Bridge</h1>{LONG}"))
    assert (facts.title, facts.body[:16]) == ("Bridge", "The crossing had")
    assert (facts.words, facts.language, facts.encoding) == (216, "en", "utf-8")
    assert (facts.url, facts.canonical_url) == ("https://news.example/2026/11/20/story", "https://news.example/c")

"""What a reader without an account can verify; and the same article free, cut off, and whole behind a wall."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from auditor import Audit, audit_html
from auditor.detectors import observe, verifiable
from auditor.facts import Facts, Maybe, Reach, Verifiable
from auditor.model import LinkCheck
from auditor.page import Page, read

PageOf = Callable[..., Page]
URL = "https://news.example/bridge"

TOP = "<h1>{title}</h1><p class='byline'>{by} Mira Holt</p><time datetime='2026-03-03'>{date}</time>"
WORDS: dict[str, dict[str, str]] = {
    "en": {
        "by": "By", "date": "3 March 2026", "title": "Bridge repair to begin in March", "said": "said",
        "text": "The town council voted on Tuesday to repair the old stone bridge before the winter floods come again.",
        "minutes": "the council’s minutes", "correction": "Correction, 4 March 2026: an earlier version was wrong.",
        "wall": "Subscribe to continue reading this article.", "sources": "Sources",
    },
    "de": {
        "by": "Von", "date": "3. März 2026", "title": "Die Brücke wird im März repariert", "said": "sagte",
        "text": "Der Stadtrat beschloss am Dienstag, die alte Steinbrücke noch vor dem nächsten Winter zu reparieren.",
        "minutes": "dem Protokoll", "correction": "Korrektur vom 4. März 2026: Die Länge war falsch.",
        "wall": "Weiterlesen mit einem Abo: Jetzt abonnieren.", "sources": "Quellen",
    },
    "fr": {
        "by": "Par", "date": "3 mars 2026", "title": "Le pont sera réparé en mars", "said": "a déclaré",
        "text": "Le conseil municipal a décidé mardi de réparer le vieux pont de pierre avant les crues de l’hiver.",
        "minutes": "le procès-verbal", "correction": "Correction du 4 mars 2026 : la longueur était erronée.",
        "wall": "Cet article est réservé aux abonnés. Abonnez-vous pour lire la suite.", "sources": "Sources",
    },
    "es": {
        "by": "Por", "date": "3 de marzo de 2026", "title": "El puente se reparará en marzo", "said": "dijo",
        "text": "El pleno acordó el martes reparar el viejo puente de piedra antes de las crecidas del invierno.",
        "minutes": "el acta", "correction": "Corrección, 4 de marzo de 2026: la longitud era errónea.",
        "wall": "Suscríbete para seguir leyendo este artículo.", "sources": "Fuentes",
    },
}  # fmt: skip
WALLS = {"en": "paywall", "de": "premium-box", "fr": "paywall", "es": "paywall"}
ASKED_OF_THE_WHOLE_TEXT = (
    "attributions-linked", "most-sources-named", "sources-open", "announced-sources-there", "listed-sources-linked",
    "half-of-sources-followable", "open-sources-promise-kept", "links-not-dead",
)  # fmt: skip


def triple(language: str) -> dict[str, Audit]:
    """The article for everyone; its beginning, then a wall; and all of it in the bytes, folded away behind the wall."""
    words = WORDS[language]
    top = TOP.format(**words)
    first = f"<p>{words['text']}</p>" * 2
    said = f"<p>Ruth Amsel {words['said']}: <a href='https://weir.example/minutes.pdf'>{words['minutes']}</a>.</p>"
    rest = (
        f"<p>{words['text']}</p>" * 12
        + said * 3
        + f"<p class='correction'>{words['correction']}</p>"
        + f"<section class='sources'><h3>{words['sources']}</h3><ul>"
        + "<li><a href='https://weir.example/minutes.pdf'>Minutes</a></li><li>Ruth Amsel</li></ul></section>"
    )
    wall = f"<div class='{WALLS[language]}'><p>{words['wall']}</p><a href='/subscribe'>→</a></div>"
    closed = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": words["title"],
              "isAccessibleForFree": False, "datePublished": "2026-03-03"}  # fmt: skip
    markup = f"<script type='application/ld+json'>{json.dumps(closed)}</script>"
    pages = {
        "free": f"{top}{first}{rest}",
        "stub": f"{top}{first}{wall}",
        "full": f"{top}{first}{wall}<div class='paywall' hidden>{rest}</div>",
    }
    return {
        name: audit_html(
            f"<html lang='{language}'><head><title>{words['title']}</title>{markup if name != 'free' else ''}</head>"
            f"<body><main><article>{body}</article></main></body></html>".encode(),
            url=URL,
        )
        for name, body in pages.items()
    }


@pytest.mark.parametrize("language", WORDS)
def test_a_stub_is_never_judged_as_if_it_were_the_text(language: str) -> None:
    audits = triple(language)
    free, stub = audits["free"], audits["stub"]
    assert free.facts.page is not UNSET
    assert free.facts.page.kind == "article"
    outcomes = {finding.rule: finding.outcome for finding in stub.findings}
    assert {rule: outcomes[rule] for rule in ASKED_OF_THE_WHOLE_TEXT if outcomes[rule] == "unmet"} == {}
    assert stub.score.value is None or stub.score.high is None or (stub.score.high >= (free.score.low or 0))


@pytest.mark.parametrize("language", WORDS)
def test_what_stands_before_the_wall(language: str) -> None:
    audits = triple(language)
    seen = audits["free"].facts.verifiable
    assert isinstance(seen, Verifiable)
    for reach in (seen.byline, seen.dates, seen.sources, seen.corrections):
        assert state(reach) == "seen"
    assert seen.followable is not UNSET
    assert seen.followable >= 1
    for name in ("stub", "full"):
        before = audits[name].facts.verifiable
        assert isinstance(before, Verifiable)
        assert (state(before.byline), state(before.dates)) == ("seen", "seen")
        assert "none" not in (state(before.corrections), state(before.sources))


def state(reach: Maybe[Reach]) -> str:
    return "" if isinstance(reach, UnsetType) else reach.state


def found(page: Page) -> Verifiable:
    facts, _ = observe(page)
    assert isinstance(facts.verifiable, Verifiable)
    return facts.verifiable


def article(body: str, *, head: str = "", top: str = "") -> str:
    paragraph = "<p>The town council voted on Tuesday to repair the old stone bridge before the winter floods come.</p>"
    return (
        f"<html lang='en'><head><title>Bridge</title>{head}</head><body><main><article><h1>Bridge</h1>{top}"
        f"{paragraph * 8}{body}{paragraph * 4}</article></main></body></html>"
    )


def test_each_source_counts_once_and_is_followed_if_it_is_linked_once(page_of: PageOf) -> None:
    body = (
        "<p>Engineer Ruth Amsel told <a href='https://weir.example/minutes'>the council</a> that it is safe.</p>"
        "<p>Work takes nine weeks, Ruth Amsel said.</p><p>It is too late, Tom Weir said.</p>"
        "<p>A spokesperson for the mill, who asked not to be named, said nothing will change.</p>"
    )
    counted = found(page_of(article(body), url=URL))
    assert (counted.named, counted.followable) == (2, 1)


@pytest.mark.parametrize(
    ("state", "followable"), [("alive", 1), ("moved", 1), ("unclear", 1), ("dead", 0), ("walled", 0)]
)
def test_a_link_that_was_found_dead_or_walled_cannot_be_followed(page_of: PageOf, state: str, followable: int) -> None:
    page = page_of(article("<h3>Sources</h3><ul><li><a href='https://weir.example/m'>Minutes</a></li></ul>"), url=URL)
    check = LinkCheck(url="https://weir.example/m", state=state, status=None, final_url=None, tries=2)  # type: ignore[arg-type]  # parametrised
    counted = found(read(replace(page.snapshot, links=(check,))))
    assert (counted.named, counted.followable) == (1, followable)


def test_what_only_machines_are_told(page_of: PageOf) -> None:
    told = {"@type": "NewsArticle", "author": {"@type": "Person", "name": "Mira Holt"}, "datePublished": "2026-03-03"}
    page = page_of(article("", head=f"<script type='application/ld+json'>{json.dumps(told)}</script>"), url=URL)
    seen = found(page)
    assert [state(reach) for reach in (seen.byline, seen.dates, seen.credits)] == ["markup", "markup", "none"]


def test_pictures_by_their_credit(page_of: PageOf) -> None:
    picture = (
        "<figure><img src='/b.jpg' width=800 height=500><figcaption>The bridge. Photo: Mira Holt</figcaption></figure>"
    )
    seen = found(page_of(article("", top=picture), url=URL))
    assert state(seen.credits) == "seen"


def test_what_could_not_be_looked_for_is_a_gap(page_of: PageOf) -> None:
    observation = verifiable.detect(page_of(article("")), Facts())
    assert {gap.fact for gap in observation.gaps} == {
        f"verifiable.{name}" for name in ("byline", "dates", "sources", "credits", "corrections", "named", "followable")
    }

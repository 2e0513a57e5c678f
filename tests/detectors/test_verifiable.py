"""What a reader without an account can verify; and the same article free, cut off, and whole behind a wall."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from auditor import Audit, audit_html
from auditor.detectors import observe, verifiable
from auditor.facts import CLOSED, Facts, Maybe, Reach, Verifiable
from auditor.model import LinkCheck
from auditor.page import Page, read

PageOf = Callable[..., Page]
URL = "https://news.example/bridge"

TOP = "<h1>{title}</h1><p class='byline'>{by} Mira Holt</p><time datetime='2026-03-03'>{date}</time>"
NAMES = ("Ruth Amsel", "Tom Weir", "Ada Bridger", "Nils Farrow", "Iva Marsh", "Paul Sedge", "Lena Reed", "Olga Fenn")
WORDS: dict[str, dict[str, str]] = {
    "en": {
        "by": "By", "date": "3 March 2026", "title": "Bridge repair to begin in March",
        "says": "{who} said the work is safe.",
        "text": "The town council voted on Tuesday to repair the old stone bridge before the winter floods come again.",
        "minutes": "the council’s minutes", "correction": "Correction, 4 March 2026: an earlier version was wrong.",
        "wall": "Subscribe to continue reading this article.", "sources": "Sources",
    },
    "de": {
        "by": "Von", "date": "3. März 2026", "title": "Die Brücke wird im März repariert",
        "says": "Die Arbeit sei sicher, sagte {who}.",
        "text": "Der Stadtrat beschloss am Dienstag, die alte Steinbrücke noch vor dem nächsten Winter zu reparieren.",
        "minutes": "Protokoll", "correction": "Korrektur vom 4. März 2026: Die Länge war falsch.",
        "wall": "Um diesen Artikel zu lesen, jetzt kostenlos registrieren.", "sources": "Quellen",
    },
    "fr": {
        "by": "Par", "date": "3 mars 2026", "title": "Le pont sera réparé en mars",
        "says": "« Le chantier est sûr », a déclaré {who}.",
        "text": "Le conseil municipal a décidé mardi de réparer le vieux pont de pierre avant les crues de l’hiver.",
        "minutes": "le procès-verbal", "correction": "Correction du 4 mars 2026 : la longueur était erronée.",
        "wall": "Cet article est réservé aux abonnés. Abonnez-vous pour lire la suite.", "sources": "Sources",
    },
    "es": {
        "by": "Por", "date": "3 de marzo de 2026", "title": "El puente se reparará en marzo",
        "says": "«La obra es segura», dijo {who}.",
        "text": "El pleno acordó el martes reparar el viejo puente de piedra antes de las crecidas del invierno.",
        "minutes": "el acta", "correction": "Corrección, 4 de marzo de 2026: la longitud era errónea.",
        "wall": "Suscríbete para seguir leyendo este artículo.", "sources": "Fuentes",
    },
    "pl": {
        "by": "Autor:", "date": "3 marca 2026", "title": "Remont mostu ruszy w marcu",
        "says": "Prace są bezpieczne, powiedział {who}.",
        "text": "Rada miasta zdecydowała we wtorek o naprawie starego kamiennego mostu przed zimowymi powodziami.",
        "minutes": "protokół", "correction": "Sprostowanie, 4 marca 2026: podana długość była błędna.",
        "wall": "Aby czytać dalej, wykup prenumeratę.", "sources": "Źródła",
    },
}  # fmt: skip
WALLS = {
    "en": (
        "<div class='paywall'><p>{wall}</p><a href='/subscribe'>→</a></div>",
        "<div class='paywall' hidden>{rest}</div>",
    ),
    "de": ("<div class='regwall'><p>{wall}</p></div>", "<div class='rest' style='display: none'>{rest}</div>"),
    "fr": ("<div class='offer'><p>{wall}</p></div>", "<div class='premium-rest'>{rest}</div>"),
    "es": ("<p>{wall}</p><form action='/login'></form>", "<section style='visibility:hidden'>{rest}</section>"),
    "pl": ("<aside id='piano'><p>{wall}</p></aside>", "<div class='content-gate' hidden>{rest}</div>"),
}
"""How the text stops where it is not served, and what holds the rest where it is."""
READ_BEHIND = frozenset({"fr"})
PAID_PART = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".premium-rest"}
ASKED_OF_THE_WHOLE_TEXT = (
    "attributions-linked", "most-sources-named", "sources-open", "announced-sources-there", "listed-sources-linked",
    "half-of-sources-followable", "open-sources-promise-kept", "documents-promise-shown", "anonymous-sources-explained",
    "correction-dated", "says-whether-ai-was-used", "ai-statement-at-top", "ai-statement-visible",
)  # fmt: skip
ASKED_OF_A_READER_WITHOUT_ACCOUNT = {
    "sources-open", "access-declared-truthfully", "byline-and-date-before-wall", "half-of-sources-followable",
}  # fmt: skip


def triple(language: str) -> dict[str, Audit]:
    """
    The article for everyone; its beginning, then a wall; and all of it in the bytes, but folded away behind the wall.

    Before the wall nobody who speaks is linked, behind it everybody is: whoever judges the beginning gets it wrong.
    """
    words = WORDS[language]
    stop, hold = WALLS[language]
    top = TOP.format(**words)
    first = f"<p>{words['text']}</p>" * 8 + "".join(f"<p>{words['says'].format(who=name)}</p>" for name in NAMES[:3])
    link = f"<a href='https://weir.example/minutes.pdf'>{words['minutes']}</a>"
    said = "".join(
        f"<p>{words['says'].format(who=f'<a href=https://weir.example/{at}.pdf>{name}</a>')}</p>"
        for at, name in enumerate(NAMES[3:])
    )
    rest = (
        f"<p>{words['text']}</p>" * 14
        + said
        + f"<p class='correction'>{words['correction']}</p>"
        + f"<section class='sources'><h3>{words['sources']}</h3><ul><li>{link}</li><li>Weir Mill</li></ul></section>"
    )
    wall = stop.format(wall=words["wall"])
    pages = {
        "free": f"{top}{first}{rest}",
        "stub": f"{top}{first}{wall}",
        "full": f"{top}{first}{wall}{hold.format(rest=rest)}",
    }
    return {name: audit_html(_document(language, body, closed=name != "free"), url=URL) for name, body in pages.items()}


def _document(language: str, body: str, *, closed: bool) -> bytes:
    declared: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "datePublished": "2026-03-03",
    }
    if closed and language in ("en", "fr", "es"):
        declared["isAccessibleForFree"] = False
    if closed and language == "fr":
        declared["hasPart"] = PAID_PART
    return (
        f"<html lang='{language}'><head><title>{WORDS[language]['title']}</title>"
        f"<script type='application/ld+json'>{json.dumps(declared)}</script></head>"
        f"<body><main><article>{body}</article></main></body></html>"
    ).encode()


def outcomes(audit: Audit) -> dict[str, str]:
    return {finding.rule: finding.outcome for finding in audit.findings}


@pytest.mark.parametrize("language", WORDS)
def test_a_stub_is_never_judged_as_if_it_were_the_text(language: str) -> None:
    stub = triple(language)["stub"]
    assert stub.facts.page is not UNSET
    assert stub.facts.access is not UNSET
    assert stub.facts.access.state in CLOSED
    assert stub.facts.access.reaches_end is UNSET
    found = outcomes(stub)
    assert {rule: found[rule] for rule in ASKED_OF_THE_WHOLE_TEXT if found[rule] not in ("unknown", "n.a.")} == {}


@pytest.mark.parametrize("language", WORDS)
def test_a_stub_with_statements_is_an_article_that_could_not_be_checked(language: str) -> None:
    stub = triple(language)["stub"]
    assert not isinstance(stub.facts.attributions, UnsetType)
    assert len(stub.facts.attributions) >= 3
    found = outcomes(stub)
    assert (found["attributions-linked"], found["most-sources-named"]) == ("unknown", "unknown")


@pytest.mark.parametrize("language", WORDS)
def test_a_text_in_the_bytes_is_judged_as_the_free_one_or_not_at_all(language: str) -> None:
    audits = triple(language)
    free, full = outcomes(audits["free"]), outcomes(audits["full"])
    asked = set(ASKED_OF_THE_WHOLE_TEXT) - ASKED_OF_A_READER_WITHOUT_ACCOUNT
    assert {rule: full[rule] for rule in asked if full[rule] not in ("unknown", free[rule])} == {}
    assert (free["attributions-linked"], free["sources-open"], free["listed-sources-linked"]) == ("met", "met", "met")
    assert full["sources-open"] == "unmet"


@pytest.mark.parametrize("language", WORDS)
def test_what_stands_before_the_wall(language: str) -> None:
    audits = triple(language)
    reached = {name: audit.facts.verifiable for name, audit in audits.items()}
    states = {
        name: [state(reach) for reach in (seen.byline, seen.dates, seen.sources, seen.corrections)]
        for name, seen in reached.items()
        if isinstance(seen, Verifiable)
    }
    assert states == {
        "free": ["seen", "seen", "seen", "seen"],
        "stub": ["seen", "seen", "not-served", "not-served"],
        "full": ["seen", "seen", "markup", "markup"],
    }
    counts = {name: (seen.named, seen.followable) for name, seen in reached.items() if isinstance(seen, Verifiable)}
    # Folded statements are not read, a folded list is.
    assert counts == {"free": (10, 6), "stub": (3, 0), "full": (10 if language in READ_BEHIND else 5, 0)}


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

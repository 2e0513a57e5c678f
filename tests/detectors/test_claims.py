"""Promises count where the page speaks of itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.detectors.claims import detect
from auditor.facts import Facts
from auditor.page import Page

PageOf = Callable[..., Page]

BODY = (
    "<p>The town council voted on Tuesday to repair the old stone bridge before the winter floods come.</p>"
    "<p>Work will begin in March and last about nine weeks, engineer Ruth Amsel told residents at a meeting.</p>"
)


def claims(page_of: PageOf, *, note: str = "", body: str = "", language: str = "en") -> list[tuple[str, str]]:
    page = page_of(
        f"<html lang='{language}'><title>Bridge</title><body><main><article><h1>Bridge</h1>"
        f"<div class='article-body'>{BODY}{body}</div><section class='about-this'><p>{note}</p></section></article>"
        "</main></body></html>"
    )
    value = detect(page, Facts()).value
    assert isinstance(value, tuple)
    assert all(claim.quote == page.text[claim.at.start : claim.at.end] for claim in value)
    return [(claim.kind, claim.quote) for claim in value]


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "That's why we meticulously document every source.", "documents-every-source"),
        ("en", "All our articles are written by humans.", "human-written"),
        ("en", "Every article is reviewed by a human editor.", "human-reviewed"),
        ("en", "This article was fact-checked.", "fact-checked"),
        ("en", "Your contribution helps us continue independent investigations.", "independent"),
        ("en", "We never use AI.", "no-ai"),
        ("en", "No AI was used.", "no-ai"),
        ("de", "Wir dokumentieren jede Quelle.", "documents-every-source"),
        ("fr", "Nous documentons chaque source.", "documents-every-source"),
        ("es", "Todas las fuentes están citadas.", "documents-every-source"),
    ],
)
def test_a_promise(page_of: PageOf, language: str, text: str, kind: str) -> None:
    assert claims(page_of, note=text, language=language) == [(kind, text)]


@pytest.mark.parametrize(
    "text",
    [
        "“We document every source,” the editor of another paper said.",
        "The society said its articles are written by humans.",
        "Poland became independent in 1918.",
        "Every source of the river is dry.",
    ],
)
def test_what_is_no_promise_of_this_page(page_of: PageOf, text: str) -> None:
    assert claims(page_of, body=f"<p>{text}</p>") == []


def test_each_kind_once(page_of: PageOf) -> None:
    text = "We document every source. We cite every source."
    assert claims(page_of, note=text) == [("documents-every-source", "We document every source.")]


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "We list all our sources.", "documents-every-source"),
        ("en", "All of our content is written by humans, not robots.", "human-written"),
        ("en", "Our stories are written by people, not machines.", "human-written"),
        ("en", "All articles are reviewed by our editors before publication.", "human-reviewed"),
        ("en", "We fact-check every story.", "fact-checked"),
        ("en", "We are an independent newsroom.", "independent"),
        ("en", "We do not use AI to write articles.", "no-ai"),
        ("de", "Alle unsere Artikel werden von Menschen geschrieben.", "human-written"),
        ("de", "Jeder Artikel wird von einer Redakteurin geprüft.", "human-reviewed"),
        ("de", "Dieser Artikel wurde faktengeprüft.", "fact-checked"),
        ("de", "Unterstützen Sie unabhängigen Journalismus.", "independent"),
        ("de", "Wir nutzen keine KI.", "no-ai"),
        ("fr", "Tous nos articles sont écrits par des humains.", "human-written"),
        ("fr", "Chaque article est relu par un journaliste.", "human-reviewed"),
        ("fr", "Nous vérifions chaque information.", "fact-checked"),
        ("fr", "Nous n'utilisons jamais l'IA.", "no-ai"),
        ("es", "Todos nuestros artículos están escritos por humanos.", "human-written"),
        ("es", "Cada artículo es revisado por un editor.", "human-reviewed"),
        ("es", "Este artículo ha sido verificado.", "fact-checked"),
        ("es", "Somos un medio independiente.", "independent"),
    ],
)
def test_promises_in_other_words(page_of: PageOf, language: str, text: str, kind: str) -> None:
    assert claims(page_of, note=text, language=language) == [(kind, text)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Not every article is written by humans."),
        ("en", "We do not document every source."),
        ("en", "We cannot check every source."),
        ("en", "We try to document every source."),
        ("en", "We will fact-check every debate."),
        ("en", "Most articles are reviewed by an editor."),
        ("en", "Every article should be reviewed by a human."),
        ("en", "If every source were documented, readers could check."),
        ("en", "Imagine all stories were written by humans."),
        ("en", "Unless we say so, this article was written by a human."),
        ("en", "Are all our articles written by humans?"),
        ("en", "Every article is reviewed by a human editor whenever possible."),
        ("de", "Jeder Artikel wird nach Möglichkeit von einer Redakteurin geprüft."),
        ("fr", "Chaque article est relu par un journaliste dans la mesure du possible."),
        ("es", "Cada artículo es revisado por un editor si es necesario."),
        ("en", "The firm says we never use AI."),
        ("en", "This article was not fact-checked."),
        ("en", "This claim was fact-checked by the Weir Gazette and found false."),
        ("en", "No article is reviewed by an editor."),
        ("en", "We are not independent."),
        ("en", "An independent review found errors."),
        ("en", "The council wants no AI in schools."),
        ("en", "Without AI the town would need more clerks."),
        ("en", "The bank says every loan is reviewed by a human."),
        ("en", "The union demands that all articles be written by humans."),
        ("en", "Wikipedia articles are written by humans."),
        ("de", "Nicht jeder Artikel wird von Menschen geschrieben."),
        ("de", "Wir dokumentieren nicht jede Quelle."),
        ("de", "Wir wollen jede Quelle dokumentieren."),
        ("de", "Alle Artikel sollten von Menschen geschrieben werden."),
        ("de", "Jeder Antrag wird von einem Redakteur geprüft."),
        ("de", "Dieser Artikel wurde nicht geprüft."),
        ("de", "Eine unabhängige Prüfung fand Fehler."),
        ("de", "Ohne KI ginge es nicht."),
        ("fr", "Tous les articles ne sont pas écrits par des humains."),
        ("fr", "Nous ne documentons pas chaque source."),
        ("fr", "Cet article n'a pas été vérifié."),
        ("fr", "Le syndicat demande que tous les articles soient écrits par des humains."),
        ("fr", "Une enquête indépendante a trouvé des erreurs."),
        ("es", "No todos los artículos están escritos por humanos."),
        ("es", "No documentamos todas las fuentes."),
        ("es", "Este artículo no ha sido verificado."),
        ("es", "Sin IA, la ciudad necesitaría más empleados."),
        ("it", "Non tutti gli articoli sono scritti da esseri umani."),
        ("it", "Questo articolo non è stato verificato."),
        ("it", "Un'indagine indipendente ha trovato errori."),
        ("pt", "Nem todos os artigos são escritos por humanos."),
        ("pt", "Este artigo não foi verificado."),
        ("pt", "Uma investigação independente encontrou erros."),
        ("nl", "Niet alle artikelen zijn door mensen geschreven."),
        ("nl", "Dit artikel is niet gefactcheckt."),
        ("nl", "Een onafhankelijk onderzoek vond fouten."),
    ],
)
def test_denials_wishes_questions_and_reports_are_no_promises(page_of: PageOf, language: str, text: str) -> None:
    assert claims(page_of, note=text, language=language) == []
    assert claims(page_of, body=f"<p>{text}</p>", language=language) == []


def test_a_promise_in_running_text_speaks_of_the_page(page_of: PageOf) -> None:
    told = claims(page_of, body="<p>At last the report was written by people, not machines.</p>")
    assert told == []


def test_a_word_of_another_language_is_no_wish(page_of: PageOf) -> None:
    # "se" is "if" in Italian and Portuguese.
    text = "Cada artículo es revisado por un editor."
    assert claims(page_of, note=f"{text[:-1]}, se lo prometemos.", language="es") != []
    assert claims(page_of, note=f"Se puede, {text}", language="es") != []

"""Authors that are machines: what the page says of them, what the markup declares, and where both disagree."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from auditor.detectors import authors, disclosures
from auditor.facts import Author, Facts, Quoted
from auditor.page import Page

PageOf = Callable[..., Page]
BODY = "<p>" + "The crossing had been closed since February, the council said on Friday. " * 4 + "</p>"


def story(*, author: object = None, head: str = "", top: str = "", end: str = "", language: str = "en") -> str:
    data = {"@type": "NewsArticle", "author": author, "publisher": {"@type": "Organization", "name": "Harbour Times"}}
    block = f'<script type="application/ld+json">{json.dumps(data)}</script>' if author else ""
    return (
        f"<html lang='{language}'><head>{head}{block}</head><body><article><h1>Bridge to be repaired</h1>{top}"
        f"<div class='article-body'>{BODY}{BODY}</div>{end}</article></body></html>"
    )


def found(page: Page) -> tuple[Author, ...]:
    told = disclosures.detect(page, Facts()).value
    assert isinstance(told, tuple)
    value = authors.detect(page, Facts(disclosures=told)).value
    assert isinstance(value, tuple)
    return value


def box(text: str) -> str:
    return f'<div class="author-box"><p>{text}</p></div>'


def quote(value: object) -> str | None:
    if value is None:
        return None
    assert isinstance(value, Quoted)
    return value.quote


@pytest.mark.parametrize(
    ("top", "name", "disclosed"),
    [
        ("By ChatGPT", "ChatGPT", True),
        ("By AI Newsroom", "AI Newsroom", True),
        ("By Harbour Times AI", "Harbour Times AI", True),
        ("By Harbour Newsbot", "Harbour Newsbot", True),
        ("By Lena Marsh (AI)", "Lena Marsh", True),
        ("By Heliograf", "Heliograf", False),
    ],
)
def test_a_byline_that_names_a_machine(page_of: PageOf, top: str, name: str, disclosed: bool) -> None:
    publisher = "<meta property='og:site_name' content='Harbour Times'>"
    (author,) = found(page_of(story(head=publisher, top=f'<p class="byline">{top}</p>')))
    assert (author.name, author.kind, author.machine_disclosed) == (name, "machine", disclosed)
    assert quote(author.machine_said) == (top if disclosed else None)
    assert author.declared_said is None


@pytest.mark.parametrize(
    "top",
    ["By Jan Bot", "By Aisha Khan", "By Ai Weiwei", "BY AI WEIWEI", "By Claude Monet", "By Lena Marsh, AI Reporter",
     "By Lena Marsh, AI correspondent"],
)  # fmt: skip
def test_a_byline_of_a_person(page_of: PageOf, top: str) -> None:
    (author,) = found(page_of(story(top=f'<p class="byline">{top}</p>')))
    assert (author.kind, author.machine_disclosed, author.machine_said) == ("person", False, None)


@pytest.mark.parametrize("label", ["AI", "ChatGPT", "Artificial Intelligence", "Robots"])
def test_a_rubric_above_the_headline_signs_nothing(page_of: PageOf, label: str) -> None:
    page = page_of(story(top=f'<p class="meta">{label} | 3 May 2026</p>'))
    assert [one.name for one in found(page) if one.kind == "machine"] == []


PERSON = {"@type": "Person", "name": "Lena Marsh"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I'm an AI-powered journalist. I write about the harbour."),
        ("en", "Lena Marsh is an AI-powered journalist of this paper."),
        ("de", "Lena Marsh ist eine KI-gestützte Autorin dieser Zeitung."),
    ],
)
def test_a_person_in_the_markup_whose_box_says_machine_is_told_from_both_sides(
    page_of: PageOf, language: str, text: str
) -> None:
    page = page_of(story(author=PERSON, top="<p class='byline'>By Lena Marsh</p>", end=box(text), language=language))
    (author,) = found(page)
    assert (author.kind, author.declared_kind, author.machine_disclosed) == ("machine", "person", True)
    said, declared = author.machine_said, author.declared_said
    assert isinstance(said, Quoted)
    assert isinstance(declared, Quoted)
    assert said.quote in text
    assert page.text[said.at.start : said.at.end] == said.quote
    assert (declared.quote, declared.at.selector.endswith("#/author")) == ("Person", True)


@pytest.mark.parametrize(
    "text",
    [
        "Lena Marsh writes about AI and robots.",
        "Lena Marsh is an AI reporter. She covers ChatGPT.",
        "Lena Marsh is no AI: she is a journalist of flesh and blood.",
        "“I am an AI-powered journalist,” a chatbot told Lena Marsh last year.",
    ],
)
def test_a_box_about_somebody_who_writes_about_machines(page_of: PageOf, text: str) -> None:
    page = page_of(story(author=PERSON, top="<p class='byline'>By Lena Marsh</p>", end=box(text)))
    (author,) = found(page)
    assert (author.kind, author.machine_disclosed, author.machine_said) == ("person", False, None)
    assert quote(author.declared_said) == "Person"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"description": "Lena Marsh is an AI-powered journalist."}, "Lena Marsh is an AI-powered journalist."),
        ({"jobTitle": "AI-powered author"}, "AI-powered author"),
        ({"description": "Lena Marsh is a reporter who covers AI."}, None),
        ({"jobTitle": "AI reporter"}, None),
        ({"jobTitle": 7}, None),
    ],
)
def test_what_the_markup_says_of_a_person(page_of: PageOf, more: dict[str, object], said: str | None) -> None:
    (author,) = found(page_of(story(author={**PERSON, **more}, top="<p class='byline'>By Lena Marsh</p>")))
    assert (author.kind, quote(author.machine_said)) == ("machine" if said else "person", said)
    assert (author.machine_disclosed, author.declared_kind) == (False, "person")


def test_software_as_second_author_in_the_markup(page_of: PageOf) -> None:
    software = {"@type": "SoftwareApplication", "name": "Tide Writer"}
    person, machine = found(page_of(story(author=[PERSON, software])))
    assert (person.kind, quote(person.declared_said), person.machine_said) == ("person", "Person", None)
    assert (machine.kind, quote(machine.declared_said)) == ("machine", "SoftwareApplication")
    assert (quote(machine.machine_said), machine.machine_disclosed, machine.visible) == (
        "SoftwareApplication",
        False,
        False,
    )


@pytest.mark.parametrize("name", ["ai-boost", "ChatGPT", "Claude AI"])
def test_a_tool_as_second_author_in_a_meta_element(page_of: PageOf, name: str) -> None:
    head = f"<meta name='author' content='Lena Marsh'><meta name='author' content='{name}'>"
    person, machine = found(page_of(story(head=head)))
    assert (person.name, person.kind) == ("Lena Marsh", "person")
    assert (machine.name, machine.kind, machine.machine_disclosed) == (name, "machine", False)


def test_a_tool_that_signs_beside_the_only_person_in_the_markup(page_of: PageOf) -> None:
    top = "<p class='byline'>By Lena Marsh and ChatGPT</p>"
    person, machine = found(page_of(story(author=PERSON, top=top)))
    assert (person.name, person.kind, person.machine_disclosed) == ("Lena Marsh", "person", False)
    assert (machine.name, machine.kind, machine.machine_disclosed) == ("ChatGPT", "machine", True)
    assert quote(machine.machine_said) == "By Lena Marsh and ChatGPT"


def test_of_two_authors_the_one_whose_box_says_so_is_the_machine(page_of: PageOf) -> None:
    boxes = box("Mo Idris writes about the harbour.") + box("Lena Marsh is an AI-powered journalist.")
    both = [{"@type": "Person", "name": "Mo Idris"}, PERSON]
    mo, lena = found(page_of(story(author=both, top="<p class='byline'>By Mo Idris and Lena Marsh</p>", end=boxes)))
    assert (mo.kind, lena.kind, lena.machine_disclosed) == ("person", "machine", True)


def test_the_line_above_a_note_names_whom_it_is_about(page_of: PageOf) -> None:
    boxes = "<div class='author-box'><h3>Mo Idris</h3><p>Mo covers the harbour.</p><h3>Lena Marsh</h3>"
    boxes += "<p>I'm an AI-powered journalist.</p></div>"
    both = [{"@type": "Person", "name": "Mo Idris"}, PERSON]
    assert [one.kind for one in found(page_of(story(author=both, end=boxes)))] == ["person", "machine"]


def test_a_note_that_names_none_of_two_authors_makes_neither_a_machine(page_of: PageOf) -> None:
    both = [{"@type": "Person", "name": "Mo Idris"}, PERSON]
    page = page_of(story(author=both, end=box("I'm an AI-powered journalist.")))
    assert [one.kind for one in found(page)] == ["person", "person"]


def test_without_statements_nothing_is_claimed_of_an_author(page_of: PageOf) -> None:
    value = authors.detect(page_of(story(author=PERSON)), Facts()).value
    assert isinstance(value, tuple)
    assert [(one.kind, one.machine_said, one.machine_disclosed) for one in value] == [("person", None, False)]


def with_box(language: str, text: str) -> str:
    return story(
        author=PERSON, end=f"<div class='author-box'><h3>Lena Marsh</h3><p>{text}</p></div>", language=language
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I'm an AI-powered journalist."),
        ("en", "Lena Marsh is an AI journalist created by our newsroom."),
        ("en", "Lena Marsh is not a real person. She is a virtual author."),
        ("en", "This author is a chatbot."),
        ("en", "Lena is our AI reporter: her texts are generated by ChatGPT."),
        ("en", "Lena Marsh is an artificial intelligence."),
        ("de", "Ich bin eine KI-gestützte Journalistin."),
        ("de", "Lena Marsh ist eine KI-Autorin."),
        ("de", "Lena Marsh ist eine künstliche Intelligenz."),
        ("de", "Lena Marsh ist ein Chatbot."),
        ("de", "Lena Marsh ist keine reale Person."),
        ("fr", "Je suis une journaliste propulsée par l'IA."),
        ("fr", "Lena Marsh est une journaliste virtuelle."),
        ("fr", "Lena Marsh est une intelligence artificielle."),
        ("es", "Soy una periodista impulsada por IA."),
        ("es", "Lena Marsh es una periodista virtual."),
        ("es", "Lena Marsh es una inteligencia artificial."),
        ("it", "Sono una giornalista basata sull'IA."),
        ("it", "Lena Marsh è una giornalista virtuale."),
        ("it", "Lena Marsh è un'intelligenza artificiale."),
        ("pt", "Sou uma jornalista criada por IA."),
        ("pt", "Lena Marsh é uma jornalista virtual."),
        ("pt", "Lena Marsh é uma inteligência artificial."),
        ("nl", "Lena Marsh is een virtuele journalist."),
        ("nl", "Lena Marsh is een kunstmatige intelligentie."),
        ("sv", "Jag är en AI-driven journalist."),
        ("sv", "Lena Marsh är en virtuell journalist."),
        ("sv", "Lena Marsh är en artificiell intelligens."),
        ("no", "Jeg er en KI-drevet journalist."),
        ("no", "Lena Marsh er en virtuell journalist."),
        ("no", "Lena Marsh er en kunstig intelligens."),
        ("da", "Jeg er en AI-drevet journalist."),
        ("da", "Lena Marsh er en virtuel journalist."),
        ("da", "Lena Marsh er en kunstig intelligens."),
        ("pl", "Jestem dziennikarką opartą na AI."),
        ("pl", "Lena Marsh to wirtualna dziennikarka."),
        ("pl", "Lena Marsh to sztuczna inteligencja."),
        ("uk", "Я журналістка на основі ШІ."),
        ("uk", "Lena Marsh — віртуальна журналістка."),
        ("uk", "Lena Marsh — це штучний інтелект."),
        ("ru", "Я журналистка на основе ИИ."),
        ("ru", "Lena Marsh — виртуальная журналистка."),
        ("ru", "Lena Marsh — это искусственный интеллект."),
        ("ja", "私はAI記者です。"),
        ("ja", "Lena MarshはAIが生成した架空の記者です。"),
        ("ko", "저는 AI 기자입니다."),
        ("ko", "Lena Marsh는 AI 기자입니다."),
        ("zh", "我是AI记者。"),
        ("zh", "Lena Marsh是一名虚拟记者。"),
    ],
)
def test_a_box_that_admits_a_machine_in_many_languages(page_of: PageOf, language: str, text: str) -> None:
    page = page_of(with_box(language, text))
    (author,) = found(page)
    assert (author.kind, author.machine_disclosed, author.declared_kind) == ("machine", True, "person")
    said = author.machine_said
    assert isinstance(said, Quoted)
    assert said.quote == page.text[said.at.start : said.at.end]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Lena Marsh writes about AI."),
        ("en", "Lena Marsh is an AI reporter."),
        ("en", "Lena Marsh covers artificial intelligence and robots."),
        ("en", "Lena Marsh is not an AI."),
        ("en", "She wrote a book on chatbots."),
        ("en", "Lena Marsh reviewed this AI-generated summary."),
        ("de", "Lena Marsh schreibt über KI."),
        ("de", "Lena Marsh ist KI-Reporterin."),
        ("de", "Lena Marsh ist Expertin für künstliche Intelligenz."),
        ("de", "Lena Marsh ist keine KI."),
        ("fr", "Lena Marsh écrit sur l'IA."),
        ("fr", "Lena Marsh est spécialiste de l'intelligence artificielle."),
        ("es", "Lena Marsh escribe sobre IA."),
        ("es", "Lena Marsh es experta en inteligencia artificial."),
        ("it", "Lena Marsh scrive di IA."),
        ("it", "Lena Marsh è esperta di intelligenza artificiale."),
        ("pt", "Lena Marsh escreve sobre IA."),
        ("pt", "Lena Marsh é especialista em inteligência artificial."),
        ("nl", "Lena Marsh schrijft over AI."),
        ("nl", "Lena Marsh is AI-redacteur."),
        ("sv", "Lena Marsh skriver om AI."),
        ("no", "Lena Marsh skriver om KI."),
        ("no", "Lena Marsh er KI-journalist."),
        ("da", "Lena Marsh skriver om AI."),
        ("pl", "Lena Marsh pisze o AI."),
        ("uk", "Lena Marsh пише про ШІ."),
        ("ru", "Lena Marsh пишет об ИИ."),
        ("ja", "Lena MarshはAI担当記者です。"),
        ("ko", "Lena Marsh는 AI 담당 기자입니다."),
        ("zh", "Lena Marsh报道人工智能。"),
        ("en", "Lena Marsh is an artificial intelligence expert."),
        ("en", "A reader said that Lena Marsh is a robot."),
        ("en", "“She is a robot,” her daughter likes to call it."),
        ("de", "Lena Marsh ist eine KI-Expertin."),
        ("nl", "Ik ben een AI-journalist."),
        ("sv", "Lena Marsh är en AI-reporter."),
        ("ja", "Lena MarshはAIに詳しい記者です。"),
    ],
)
def test_a_box_about_a_person_in_many_languages(page_of: PageOf, language: str, text: str) -> None:
    (author,) = found(page_of(with_box(language, text)))
    assert (author.kind, author.machine_said) == ("person", None)


def test_a_folded_box_is_not_what_a_reader_sees(page_of: PageOf) -> None:
    html = with_box("en", "Lena Marsh is a chatbot.").replace(
        "<div class='author-box'>", "<div class='author-box' hidden>"
    )
    (author,) = found(page_of(html))
    assert author.machine_disclosed is False

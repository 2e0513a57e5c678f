"""Who said it: named, anonymous, a document or an outlet, and whether the reader can follow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.detectors.attributions import detect
from auditor.facts import Attribution, Facts
from auditor.page import Page

PageOf = Callable[..., Page]


def attributions(page_of: PageOf, text: str, language: str = "en") -> tuple[Attribution, ...]:
    filler = "<p>Alle lesen das hier. Todos leen esto. Everybody reads this, and nobody is heard in it at all.</p>"
    page = page_of(
        f"<html lang='{language}'><title>Bridge</title><body><main><article><h1>Bridge</h1><div class='article-body'>"
        f"<p>{text}</p>{filler}</div></article></main></body></html>"
    )
    value = detect(page, Facts()).value
    assert isinstance(value, tuple)
    assert all(one.quote == page.text[one.at.start : one.at.end] for one in value)
    return value


@pytest.mark.parametrize(
    ("language", "text", "who", "kind", "verb"),
    [
        ("en", "Ruth Amsel said the bridge is safe.", "Ruth Amsel", "named", "said"),
        ("en", "Ruth Amsel has repeatedly warned that it is old.", "Ruth Amsel", "named", "warned"),
        ("en", "In August, Weir Water announced that it would close.", "Weir Water", "named", "announced"),
        ("en", "The utility said it would close.", "The utility", "organisation", "said"),
        ("en", "China’s commerce ministry said it would close.", "China’s commerce ministry", "organisation", "said"),
        ("en", "The doctors warned that it is cold.", "The doctors", "anonymous", "warned"),
        ("en", "Some analysts suggested that it is old.", "Some analysts", "vague", "suggested"),
        ("en", "The lawsuit alleges that it fell.", "The lawsuit", "document", "alleges"),
        ("en", "“It fell,” says the town’s general manager Ida Weir.", "Ida Weir", "named", "says"),
        ("en", "Ruth Amsel, the city engineer, told residents on Monday.", "Ruth Amsel", "named", "told"),
        ("en", "“The bridge is safe,” said Ruth Amsel.", "Ruth Amsel", "named", "said"),
        ("en", "However, Ruth Amsel said so.", "Ruth Amsel", "named", "said"),
        ("en", "It takes nine weeks, according to Ruth Amsel.", "Ruth Amsel", "named", "according to"),
        ("en", "It fell, according to Bridge Watch documentation.", "Bridge Watch documentation", "document",
         "according to"),
        ("en", "Company representatives told Reuters it will grow.", "Company representatives", "anonymous", "told"),
        ("en", "It will close, according to people familiar with the plan.", "people familiar with", "anonymous",
         "according to"),
        ("en", "Reuters reported on Monday that it is open.", "Reuters", "outlet", "reported"),
        ("en", "Dr. Ruth J. Amsel said so. The town paid.", "Dr. Ruth J. Amsel", "named", "said"),
        ("en", "It fell, according to the Weir Gauge Service. The town paid.", "Weir Gauge Service", "named",
         "according to"),
        ("en", "It fell last week. Ruth Amsel, who runs it, told Harbour Wire on 3 March.", "Ruth Amsel", "named",
         "told"),
        ("en", "The town clerk, Ruth Amsel, told the Courier that it fell.", "Ruth Amsel", "named", "told"),
        ("en", "It carries the week, said Ruth Amsel, who has sold cheese.", "Ruth Amsel", "named", "said"),
        ("en", "“It fell,” wrote its editor, Ruth Amsel, in a letter.", "Ruth Amsel", "named", "wrote"),
        ("en", "“It fell,” Amsel added.", "Amsel", "named", "added"),
        ("en", "It cost more, according to the catering accounts of the town.", "the catering accounts", "document",
         "according to"),
        ("en", "Nobody checks, according to a study of regional papers.", "a study", "document", "according to"),
        ("en", "It fell by half, a study by Weir University found.", "a study by Weir University", "document", "found"),
        ("en", "Two barge owners, who asked not to be named, said so.", "Two barge owners", "anonymous",
         "said"),
        ("en", "Speaking on condition of anonymity, an official said no.", "an official", "anonymous", "said"),
        ("en", "It is open, contrary to some secondary reporting.", "some secondary reporting", "anonymous",
         "contrary to"),
        ("en", "The town's spokeswoman Ida Weir said so.", "Ida Weir", "named", "said"),
        ("en", "It is safe, according to a spokesman, Tom Weir.", "Tom Weir", "named", "according to"),
        ("en", "“It is safe,” said a spokesperson for the town.", "a spokesperson", "anonymous", "said"),
        ("en", "Three officials in Weir said so.", "Three officials", "anonymous", "said"),
        ("de", "„Sie ist sicher“, sagte ein Sprecher der Polizei.", "ein Sprecher", "anonymous", "sagte"),
        ("de", "„Sie ist sicher“, sagte die Sprecherin Ida Weir.", "Ida Weir", "named", "sagte"),
        ("es", "«Es seguro», dijo un portavoz.", "un portavoz", "anonymous", "dijo"),
        ("de", "Die Studie der Universität Weir zeigt Risse.", "Die Studie der Universität Weir", "document", "zeigt"),
        ("de", "„Die Brücke ist sicher“, sagte Ruth Amsel.", "Ruth Amsel", "named", "sagte"),
        ("de", "Laut Ruth Amsel dauert es neun Wochen.", "Ruth Amsel", "named", "Laut"),
        ("fr", "Selon Ruth Amsel, il faut neuf semaines.", "Ruth Amsel", "named", "Selon"),
        ("fr", "Ruth Amsel a déclaré que tout va bien.", "Ruth Amsel", "named", "a déclaré"),
        ("es", "«El puente es seguro», dijo Ruth Amsel.", "Ruth Amsel", "named", "dijo"),
        ("it", "Ruth Amsel ha detto che il ponte è sicuro.", "Ruth Amsel", "named", "ha detto"),
        ("pl", "Według Ruth Amsel potrwa to dziewięć tygodni.", "Ruth Amsel", "named", "Według"),
    ],
)  # fmt: skip
def test_who_said_it(page_of: PageOf, language: str, text: str, who: str, kind: str, verb: str) -> None:
    (found,) = attributions(page_of, text, language)
    assert (found.who, found.kind, found.verb) == (who, kind, verb)
    assert (found.linked, found.url) == (False, None)
    assert found.quote in text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He said so, and she told them."),
        ("en", "It went according to plan."),
        ("en", "The trains in Weir said goodbye."),
        ("en", "George Weir wrote a book."),
        ("en", "He said the mayor, Ruth Amsel, had lied."),
        ("en", "Ruth Amsel added nine goals."),
        ("de", "Dann sagte er nichts mehr."),
        ("de", "Am Telefon berichtet sie davon."),
        ("es", "Asimismo, señala que no."),
        ("fr", "Là-dessus, il explique tout."),
    ],
)
def test_nobody_said_it(page_of: PageOf, language: str, text: str) -> None:
    assert attributions(page_of, text, language) == ()


def test_a_source_without_a_name(page_of: PageOf) -> None:
    (found,) = attributions(page_of, "One of them spoke on condition of anonymity.")
    assert (found.kind, found.who) == ("anonymous", "on condition of anonymity")


def test_a_link_to_follow(page_of: PageOf) -> None:
    text = "Ruth Amsel <a href='https://city.example/minutes'>said</a> so. Ida Weir said no <a href='/topic'>more</a>."
    first, second = attributions(page_of, text)
    assert (first.linked, first.url) == (True, "https://city.example/minutes")
    assert (second.linked, second.url) == (False, None)


def test_two_speakers_in_one_sentence_and_one_speaker_once(page_of: PageOf) -> None:
    found = attributions(page_of, "Ruth Amsel said yes and Ida Weir said no. Ruth Amsel said it as Amsel said it.")
    assert [one.who for one in found] == ["Ruth Amsel", "Ida Weir", "Ruth Amsel"]


def test_headings_and_captions_are_not_running_text(page_of: PageOf) -> None:
    figure = "<figure><img src='/a.jpg'><figcaption>Ruth Amsel said no</figcaption></figure>"
    text = f"Start.</p><h2>Ruth Amsel said</h2>{figure}<p>End."
    assert attributions(page_of, text) == ()


@pytest.mark.parametrize(
    ("language", "text", "reason"),
    [
        ("en", "Two owners, who asked not to be named because their contracts are up for renewal, said so.",
         "because their contracts are up for renewal"),
        ("en", "An official spoke on condition of anonymity for fear of losing the job.", "for fear of losing the job"),
        ("en", "An official spoke on condition of anonymity.", None),
        ("en", "An official said it closed because it is old.", None),
        ("de", "Ein Sprecher sagte das unter der Bedingung der Anonymität.", None),
        ("fr", "Un responsable a parlé sous couvert d’anonymat par crainte de représailles, mardi.",
         "par crainte de représailles"),
    ],
)  # fmt: skip
def test_why_somebody_is_not_named(page_of: PageOf, language: str, text: str, reason: str | None) -> None:
    anonymous = [each for each in attributions(page_of, text, language) if each.kind == "anonymous"]
    assert [each.reason for each in anonymous] == [reason]

"""What only machines are told about the making of a page: headers, meta elements, attributes, JSON-LD, files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.detectors.disclosures import detect
from auditor.facts import Disclosure, Facts
from auditor.model import MediaFile
from auditor.page import Page

PageOf = Callable[..., Page]


DRAWN = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


def article(note: str = "", *, head: str = "") -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>Bridge</title>{head}</head><body><main><article><h1>Bridge</h1>"
        "<p>The town council voted on Tuesday to repair the old stone bridge before the winter floods come.</p>"
        "<p>Work will begin in March and last about nine weeks, engineer Ruth Amsel told residents at a meeting.</p>"
        f"{note}</article></main></body></html>"
    )


def found(page: Page) -> tuple[Disclosure, ...]:
    value = detect(page, Facts()).value
    assert isinstance(value, tuple)
    return value


@pytest.mark.parametrize(
    ("head", "scope", "role"),
    [
        ("<meta name='ai-disclosure' content='ai-generated'>", "text", "generated"),
        ("<meta name='ai-disclosure' content='ai_summarized; required=undetermined'>", "text", "summarised"),
        ("<meta name='ai-disclosure' content='none'>", "text", "none"),
        ("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"image\":{\"@type\":\"ImageObject\","
         "\"digitalSourceType\":\"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia\"}}</script>",
         "image", "generated"),
        ("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"digitalSourceType\":{\"@id\":"
         "\"https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource\"}}</script>", "text", "edited"),
    ],
)  # fmt: skip
def test_what_machines_are_told(page_of: PageOf, head: str, scope: str, role: str) -> None:
    (disclosure,) = found(page_of(article(head=head)))
    assert (disclosure.scope, disclosure.role, disclosure.origin) == (scope, role, "markup")
    assert (disclosure.visible, disclosure.region) == (False, "markup")


@pytest.mark.parametrize(
    "head",
    [
        "<meta name='ai-disclosure' content='maybe'>",
        "<script type='application/ld+json'>{\"@type\":\"ImageObject\",\"digitalSourceType\":\"algorithmicMedia\"}"
        "</script>",
        "<style>.ai-disclosure{color:red}</style>",
    ],
)  # fmt: skip
def test_what_machines_are_not_told(page_of: PageOf, head: str) -> None:
    assert found(page_of(article(head=head))) == ()


def test_an_attribute_on_an_element(page_of: PageOf) -> None:
    page = page_of(article("<p ai-disclosure='ai-assisted' ai-model='GPT-4o'>The end.</p>"))
    (disclosure,) = found(page)
    assert (disclosure.role, disclosure.tool, disclosure.origin) == ("assisted", "GPT-4o", "markup")


@pytest.mark.parametrize(
    ("value", "role", "tool", "human"),
    [
        ('mode=ai-originated, model="GPT-4o"', "generated", "GPT-4o", "none"),
        ('mode=ai-modified; reviewed-by="Ruth Amsel"', "edited", None, "named"),
    ],
)
def test_the_header(page_of: PageOf, value: str, role: str, tool: str | None, human: str) -> None:
    (disclosure,) = found(page_of(article(), headers=(("AI-Disclosure", value),)))
    assert (disclosure.role, disclosure.tool, disclosure.human, disclosure.origin) == (role, tool, human, "header")


def test_an_unknown_header_value_is_no_statement(page_of: PageOf) -> None:
    assert found(page_of(article(), headers=(("AI-Disclosure", "mode=perhaps"),))) == ()


def svg(source_type: str) -> bytes:
    """A picture file whose metadata name its source type."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><metadata>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
        f'Iptc4xmpExt:DigitalSourceType="{source_type}"/></rdf:RDF></x:xmpmeta></metadata></svg>'
    ).encode()


@pytest.mark.parametrize(
    ("source_type", "role"),
    [
        ("trainedAlgorithmicMedia", "generated"),
        ("compositeWithTrainedAlgorithmicMedia", "edited"),
        ("digitalCapture", None),
    ],
)
def test_the_file_of_a_picture_says_it(page_of: PageOf, source_type: str, role: str | None) -> None:
    url = "https://news.example/bridge.svg"
    file = MediaFile(
        url=url, content_type="image/svg+xml", raw=svg(DRAWN.replace("trainedAlgorithmicMedia", source_type))
    )
    figure = "<figure><img src='/bridge.svg' width='400' height='300' alt='Bridge'></figure>"
    html = article(figure)
    disclosures = found(page_of(html, media=(file,)))
    assert [one.role for one in disclosures] == ([role] if role else [])
    for one in disclosures:
        assert (one.scope, one.origin, one.visible, one.place) == ("image", "file", False, "hidden")
        assert one.quote.endswith(source_type)
        assert "img" in one.at.selector
    assert found(page_of(html)) == ()


def test_a_file_is_read_once_for_every_place_it_stands_in(page_of: PageOf) -> None:
    file = MediaFile(url="https://news.example/bridge.svg", content_type="image/svg+xml", raw=svg(DRAWN))
    figure = "<figure><img src='/bridge.svg' alt='Bridge'></figure>"
    twice = found(page_of(article(f"{figure}{figure}<figure><img src='/mill.svg' alt='Mill'></figure>"), media=(file,)))
    assert [one.origin for one in twice] == ["file", "file"]
    assert twice[0].at.selector != twice[1].at.selector


def test_the_file_of_another_articles_picture_says_nothing_here(page_of: PageOf) -> None:
    file = MediaFile(url="https://news.example/other.svg", content_type="image/svg+xml", raw=svg(DRAWN))
    link = "<a href='/o'><img src='/other.svg'>Other</a>"
    aside = f"<aside class='related-posts'><h2>More</h2><ul><li>{link}</li></ul></aside>"
    assert found(page_of(article().replace("</main>", f"{aside}</main>"), media=(file,))) == ()

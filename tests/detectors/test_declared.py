"""What only machines are told about the making of a page: headers, meta elements, attributes, JSON-LD, files."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from auditor.detectors.disclosures import detect
from auditor.facts import Disclosure, Facts
from auditor.model import MediaFile
from auditor.page import Page

PageOf = Callable[..., Page]


DRAWN = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


SAFE = DRAWN.replace("http:", "https:")


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
        ("<meta name='ai-disclosure' content='ai_summarized; required=undetermined'>", "summary", "summarised"),
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


HALVES = (
    article()
    .replace("<p>The town", "<section {first}><p>The town")
    .replace("<p>Work will", "</section><section {second}><p>Work will")
    .replace("</article>", "</section></article>")
)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("ai-disclosure='ai-generated'", "", [("text", "assisted")]),
        ("ai-disclosure='ai-generated'", "ai-disclosure='ai-generated'", [("text", "generated")]),
        ("ai-disclosure='ai-generated'", "ai-disclosure='none'", [("text", "assisted")]),
        ("ai-disclosure='none'", "ai-disclosure='none'", [("text", "none")]),
        ("ai-disclosure='none'", "", []),
        ("ai-disclosure='AI-Generated '", "ai-disclosure='autonomous'", [("text", "assisted"), ("text", "assisted")]),
        ("ai-disclosure='mixed'", "ai-disclosure=''", []),
        ("data-ai-disclosure='ai-generated'", "class='ai-disclosure'", []),
    ],
)
def test_an_attribute_covers_what_is_in_it(
    page_of: PageOf, first: str, second: str, told: list[tuple[str, str]]
) -> None:
    page = page_of(HALVES.format(first=first, second=second))
    assert [(one.scope, one.role) for one in found(page)] == told


@pytest.mark.parametrize(
    ("outer", "first", "told"),
    [
        ("ai-generated", "", [("generated", "article")]),
        ("ai-generated", "ai-disclosure='ai-generated'", [("generated", "article")]),
        ("ai-generated", "ai-disclosure='none'", [("assisted", "article")]),
        ("ai-generated", "ai-disclosure='perhaps'", [("generated", "article")]),
        ("none", "ai-disclosure='ai-assisted'", [("assisted", "section")]),
    ],
)
def test_an_inner_attribute_overrides_the_outer_one(
    page_of: PageOf, outer: str, first: str, told: list[tuple[str, str]]
) -> None:
    html = HALVES.replace("<article>", f"<article ai-disclosure='{outer}'>").format(first=first, second="")
    disclosures = found(page_of(html))
    assert [one.role for one in disclosures] == [role for role, _ in told]
    assert all(tag in one.at.selector.split(" > ")[-1] for one, (_, tag) in zip(disclosures, told, strict=True))


META = "<meta name='ai-disclosure' content='ai-assisted'>"


def test_what_attributes_cover_whole_is_not_asked_of_the_meta_element(page_of: PageOf) -> None:
    marked = HALVES.format(first="ai-disclosure='none'", second="ai-disclosure='none'").replace(
        "</head>", f"{META}</head>"
    )
    assert [(one.role, one.quote) for one in found(page_of(marked))] == [("none", "none")]
    half = HALVES.format(first="ai-disclosure='none'", second="").replace("</head>", f"{META}</head>")
    assert [(one.role, one.quote) for one in found(page_of(half))] == [("assisted", "ai-assisted")]


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("<figure ai-disclosure='ai-generated'><img src='/a.jpg'></figure>", [("image", "generated")]),
        ("<p>Before <span ai-disclosure='ai-generated'>a phrase</span> after the bridge.</p>", [("text", "assisted")]),
        ("<video ai-disclosure='ai-assisted' src='/a.mp4'></video>", [("video", "assisted")]),
        ("<audio ai-disclosure='ai-generated' src='/a.mp3'></audio>", [("audio", "generated")]),
        ("<aside class='summary-box' ai-disclosure='ai-generated'><h2>In short</h2><p>The bridge closes.</p></aside>",
         [("summary", "generated")]),
        ("<aside class='related-posts'><h2>More</h2><ul><li ai-disclosure='ai-generated'><a href='/o'>Mill</a></li>"
         "</ul></aside>", []),
        ("<aside class='related-posts'><h2>More</h2><a href='/o'>Mill</a><img ai-disclosure='ai-generated' src='/o'>"
         "</aside>", []),
        ("<div class='comments'><h2>Comments</h2><p ai-disclosure='ai-generated'>A bot replied.</p></div>", []),
    ],
)  # fmt: skip
def test_what_part_of_the_page_an_attribute_speaks_of(page_of: PageOf, note: str, told: list[tuple[str, str]]) -> None:
    assert [(one.scope, one.role) for one in found(page_of(article(note)))] == told


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (META + "<meta name='ai-disclosure' content='none'>", [("assisted", None, "none")]),
        (META + "<meta name='ai-model' content='GPT-4o'>", [("assisted", "GPT-4o", "none")]),
        (META + "<meta name='ai-provider' content='OpenAI'>", [("assisted", "OpenAI", "none")]),
        ("<meta name='ai-disclosure' content='none'><meta name='ai-model' content='GPT-4o'>", [("none", None, "none")]),
        ("<meta name='ai-disclosure' content='mixed'>", [("assisted", None, "none")]),
        ("<meta name='ai-disclosure' content='ai_assisted_hitl; required=not-required'>",
         [("assisted", None, "claimed")]),
        ("<meta name='ai-disclosure' content='ai_metadata; required=not-required'>", []),
        ("<meta name='ai-content' content='true'>", [("generated", None, "none")]),
        ("<meta name='ai-content' content='partial'>", [("assisted", None, "none")]),
        ("<meta name='ai-generated' content='false'>", [("none", None, "none")]),
        ("<meta name='ai-content' content='7 stories on AI'>", []),
        ("<meta name='ai-disclosure' content=''>", []),
        ("<meta name='description' content='ai-generated'>", []),
    ],
)  # fmt: skip
def test_meta_elements(page_of: PageOf, head: str, told: list[tuple[str, str | None, str]]) -> None:
    assert [(one.role, one.tool, one.human) for one in found(page_of(article(head=head)))] == told


def ld(data: str) -> str:
    return f"<script type='application/ld+json'>{data}</script>".replace("https%s", SAFE).replace("%s", DRAWN)


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (ld('{"@type":"ImageObject","digitalSourceType":"https%s"}'),
         [("image", "generated")]),
        (ld('{"@type":"VideoObject","digitalSourceType":"digsrctype:trainedAlgorithmicMedia"}'),
         [("video", "generated")]),
        (ld('{"@type":"AudioObject","digitalSourceType":"TrainedAlgorithmicMediaDigitalSource"}'),
         [("audio", "generated")]),
        (ld('{"@type":"ImageObject","digitalSourceType":"TRAINEDALGORITHMICMEDIA"}'), [("image", "generated")]),
        (ld('{"@type":"ImageObject","digitalSourceType":"https://schema.org/CompositeSyntheticDigitalSource"}'),
         [("image", "generated")]),
        (ld('{"@type":"Dataset","digitalSourceType":"http://c2pa.org/digitalsourcetype/trainedAlgorithmicData"}'),
         [("data", "generated")]),
        (ld('{"@type":"Dataset","digitalSourceType":"c2pa.trainedAlgorithmicData"}'), [("data", "generated")]),
        (ld('{"@type":"ImageObject","digitalSourceType":["digitalCapture",{"@id":"%s"}]}'),
         [("image", "generated")]),
        (ld('{"@type":"NewsArticle","digitalSourceType":"http://cv.iptc.org/newscodes/digitalsourcetype/humanEdits"}'),
         [("text", "none")]),
        (ld('{"@type":"ImageObject","digitalSourceType":"humanEdits"}'), []),
        (ld('{"@type":"ImageObject","digitalSourceType":"algorithmicMedia"}'), []),
        (ld('{"@type":"ImageObject","digitalSourceType":"https://schema.org/AlgorithmicMediaDigitalSource"}'), []),
        (ld('{"@type":"ImageObject","digitalSourceType":"composite"}'), []),
        (ld('{"@type":"ImageObject","digitalSourceType":"made by AI"}'), []),
        (ld('{"@type":"NewsArticle","citation":{"@type":"ImageObject","digitalSourceType":"%s"}}'), []),
        (ld('{"@type":"NewsArticle","mentions":[{"@type":"VideoObject","digitalSourceType":"%s"}]}'), []),
        (ld('{"@type":"NewsArticle","publisher":{"logo":{"@type":"ImageObject","digitalSourceType":"%s"}}}'), []),
        (ld('{"@type":"Organization","logo":{"@type":"ImageObject","digitalSourceType":"%s"}}'), []),
        (ld('{"@type":"NewsArticle","aiDisclosure":"ai-assisted"}'), [("text", "assisted")]),
        (ld('{"@type":"NewsArticle","aiDisclosure":{"level":"ai-generated","tool":"GPT-4o"}}'),
         [("text", "generated")]),
        (ld('{"@type":"NewsArticle","aiDisclosure":{"tool":"GPT-4o"}}'), []),
        (ld('{"@type":"NewsArticle","aiDisclosure":7}'), []),
        (ld('{"@type":"Thing","aiDisclosure":"ai-assisted"}'), []),
        ("<script>window.x = {\"aiDisclosure\": {\"_type\": \"IconAndText\"}}</script>", []),
    ],
)  # fmt: skip
def test_structured_data(page_of: PageOf, head: str, told: list[tuple[str, str]]) -> None:
    assert [(one.scope, one.role) for one in found(page_of(article(head=head)))] == told


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("<i itemscope itemtype='https://schema.org/ImageObject'><meta itemprop='digitalSourceType' content='%s'></i>",
         [("image", "generated")]),
        ("<figure itemscope itemtype='https://schema.org/ImageObject'><link itemprop='digitalSourceType' href='%s'>"
         "</figure>", [("image", "generated")]),
        ("<div vocab='https://schema.org/' typeof='ImageObject'><link property='digitalSourceType' href='%s'></div>",
         [("image", "generated")]),
        ("<div itemscope><meta itemprop='digitalSourceType' content='%s'></div>", [("text", "generated")]),
        ("<aside><div itemscope itemtype='https://schema.org/ImageObject'><meta itemprop='digitalSourceType' "
         "content='%s'></div></aside>", []),
        ("<div itemscope><meta itemprop='digitalSourceType' content='digitalCapture'></div>", []),
    ],
)  # fmt: skip
def test_microdata_and_rdfa(page_of: PageOf, note: str, told: list[tuple[str, str]]) -> None:
    assert [(one.scope, one.role) for one in found(page_of(article(note.replace("%s", DRAWN))))] == told


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("mode=ai-originated", 'model="GPT-4o"'), ("generated", "GPT-4o", "none")),
        (('mode="none"',), ("none", None, "none")),
        (('mode=machine-generated;provider="Weir; Sons, Ltd"',), ("generated", "Weir; Sons, Ltd", "none")),
        (('mode=ai-modified, reviewed-by="City desk", date=@1767225600',), ("edited", None, "claimed")),
        (('mode=ai-modified, reviewed-by=""',), ("edited", None, "none")),
        (("mode=none, mode=ai-modified",), ("edited", None, "none")),
        (("MODE=ai-modified",), None),
        (("",), None),
        (("ai-modified",), None),
    ],
)
def test_both_separators_of_the_header(
    page_of: PageOf, lines: tuple[str, ...], told: tuple[str, str | None, str] | None
) -> None:
    disclosures = found(page_of(article(), headers=tuple(("AI-Disclosure", line) for line in lines)))
    assert [(one.role, one.tool, one.human) for one in disclosures] == ([told] if told else [])
    assert all(one.version == ("4o" if one.tool == "GPT-4o" else None) or not one.tool for one in disclosures)


def test_without_any_mark_nothing_is_said(page_of: PageOf) -> None:
    assert found(page_of(article(), headers=(("Content-Type", "text/html"),))) == ()


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


def test_many_marks_cost_little(page_of: PageOf) -> None:
    many = "<span ai-disclosure='ai-generated'>a</span><b ai-disclosure='x'>b</b>" * 3_000
    page = page_of(article(f"<p>{many}</p>"))
    begun = time.perf_counter()
    disclosures = found(page)
    assert time.perf_counter() - begun < 5
    assert [(one.scope, one.role) for one in disclosures] == [("text", "assisted")]

"""What only machines are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.detectors import disclosures, markup
from auditor.facts import Facts, Markup
from auditor.page import Page

PageOf = Callable[..., Page]


def found(page: Page) -> Markup:
    value = markup.detect(page, Facts()).value
    assert isinstance(value, Markup)
    return value


@pytest.mark.parametrize(
    ("html", "headers", "value", "origin"),
    [
        ("<head><meta name='ai-disclosure' content='ai-assisted'></head><p>x", None, "ai-assisted", "meta"),
        ("<section ai-disclosure='ai-generated'><p>x</p></section>", None, "ai-generated", "attribute"),
        ("<p>x</p>", (("AI-Disclosure", "mode=ai-modified"),), "mode=ai-modified", "header"),
        ("<section ai-disclosure><p>x</p></section>", (), None, None),
        ("<section ai-disclosure='mixed'><p ai-disclosure='none'>x</p></section>", (), "none", "attribute"),
        ("<head><meta name='ai-content' content='true'></head><p>x", None, "true", "meta"),
        ("<head><meta name='ai-content' content='a list'></head><p>x", None, None, None),
        ("<head><meta name='ai-disclosure' content='perhaps'></head><p>x", None, None, None),
        ("<p>x</p>", (("AI-Disclosure", "perhaps"),), None, None),
        ("<style>.ai-disclosure{}</style><p class='ai-disclosure'>x</p>", None, None, None),
    ],
)
def test_disclosure_values(
    page_of: PageOf, html: str, headers: tuple[tuple[str, str], ...] | None, value: str | None, origin: str | None
) -> None:
    facts = found(page_of(html, headers=headers))
    assert (facts.ai_disclosure, facts.ai_disclosure_origin) == (value, origin)


def ld(text: str) -> str:
    return f'<head><script type="application/ld+json">{text}</script></head><p>x'


@pytest.mark.parametrize(
    ("html", "value"),
    [
        (ld('{"@type":"Article","image":{"digitalSourceType":"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"}}'),
         "trainedAlgorithmicMedia"),
        (ld('{"@type":"Article","image":[{"digitalSourceType":"digsrctype:composite"}]}'), "composite"),
        (ld('{"@type":"Article","digitalSourceType":7}'), None),
        (ld('{"@type":"Article","digitalSourceType":{"@id":"https://schema.org/PrintDigitalSource"}}'),
         "PrintDigitalSource"),
        ("<div itemscope><meta itemprop='digitalSourceType' content='digitalCapture'>x</div>", "digitalCapture"),
        (ld('{"@type":"Article"' + ',"a":{"b":' * 9 + '{"digitalSourceType":"x"}' + "}}" * 9 + "}"), None),
        ("<p>digitalSourceType</p>", None),
    ],
)  # fmt: skip
def test_digital_source_types(page_of: PageOf, html: str, value: str | None) -> None:
    assert found(page_of(html)).digital_source_type == value


@pytest.mark.parametrize(
    ("html", "headers", "reserved"),
    [
        ("<head><meta name='tdm-reservation' content='1'></head><p>x", None, True),
        ("<head><meta name='tdm-reservation' content='0'></head><p>x", None, False),
        ("<p>x", (("tdm-reservation", " 1 "),), True),
        ("<head><meta name='tdm-reservation' content='yes'></head><p>x", None, None),
        ("<p>x", None, None),
    ],
)
def test_mining_reservations(
    page_of: PageOf, html: str, headers: tuple[tuple[str, str], ...] | None, reserved: bool | None
) -> None:
    assert found(page_of(html, headers=headers)).tdm_reservation is reserved


def test_what_is_broken_and_what_made_the_page(page_of: PageOf) -> None:
    facts = found(page_of("<head><meta name='generator' content='Press 1'></head>" + ld('{"@type":')))
    assert facts.generator == "Press 1"
    assert len(facts.structured_data_broken) == 1


@pytest.mark.parametrize(
    ("html", "headers", "quotes"),
    [
        ("<head><meta name='ai-disclosure' content='perhaps'></head><p>x", None, ["ai-disclosure: perhaps"]),
        ("<head><meta name='ai-disclosure' content='none'><meta name='ai-disclosure' content='mixed'></head><p>x", None,
         ["ai-disclosure: mixed"]),
        ("<head><meta name='ai-disclosure' content='none'><meta name='ai-disclosure' content='None'></head><p>x", None,
         []),
        ("<head><meta name='ai-content' content='perhaps'></head><p>x", None, []),
        ("<section ai-disclosure='AI'><p>x</p></section>", None, ['ai-disclosure="AI"']),
        ("<section ai-disclosure><p>x</p></section>", None, ['ai-disclosure=""']),
        ("<section ai-disclosure='ai-generated'><p>x</p></section>", None, []),
        ("<p>x", (("AI-Disclosure", "mode=perhaps"),), ["AI-Disclosure: mode=perhaps"]),
        ("<p>x", (("AI-Disclosure", "mode=none"),), []),
        (ld('{"@type":"ImageObject","digitalSourceType":"made by AI"}'), None, ["digitalSourceType: made by AI"]),
        (ld('{"@type":"ImageObject","digitalSourceType":"digitalArt"}'), None, []),
        (ld('{"@type":"Article","aiDisclosure":"some help"}'), None, ["aiDisclosure: some help"]),
    ],
)  # fmt: skip
def test_malformed_values_are_quoted(
    page_of: PageOf, html: str, headers: tuple[tuple[str, str], ...] | None, quotes: list[str]
) -> None:
    wrong = found(page_of(html, headers=headers)).malformed
    assert isinstance(wrong, tuple)
    assert [one.quote for one in wrong] == quotes


@pytest.mark.parametrize(
    ("html", "headers", "manifest"),
    [
        ("<p>x", (("Link", '</a.css>; rel=preload, </m.c2pa>; rel="c2pa-manifest"'),), "https://news.example/m.c2pa"),
        ("<p>x", (("Link", "</m.c2pa>; rel=c2pa-manifest; as=fetch"),), "https://news.example/m.c2pa"),
        ("<p>x", (("Link", '</a,b;c.c2pa>; title="x"; rel="alternate c2pa-manifest"'),),
         "https://news.example/a,b;c.c2pa"),
        ("<p>x", (("Link", '</c2pa-manifest>; rel="preload"'), ("Server", "c2pa-manifest")), None),
        ("<head><link rel='c2pa-manifest' href='/m.c2pa'></head><p>x", None, "https://news.example/m.c2pa"),
        ("<head><script type='application/c2pa'>AAAA</script></head><p>x", None, "inline"),
        ("<p>What c2pa-manifest means</p>", None, None),
        ("<p>x", None, None),
    ],
)  # fmt: skip
def test_content_credentials_of_the_page(
    page_of: PageOf, html: str, headers: tuple[tuple[str, str], ...] | None, manifest: str | None
) -> None:
    assert found(page_of(html, headers=headers)).c2pa_manifest == manifest


@pytest.mark.parametrize(
    ("html", "headers", "kinds"),
    [
        ("<head><meta name='robots' content='noai, noimageai'></head><p>x", None, ["noai", "noimageai"]),
        ("<head><meta name='robots' content='index, follow, noimageindex'></head><p>x", None, []),
        ("<p>x", (("X-Robots-Tag", "noai"), ("X-Robots-Tag", "otherbot: noai, noml")), ["noai", "noml"]),
        ("<head><meta name='tdm-reservation' content='1'><meta name='tdm-policy' content='https://e.example/p'></head>x",
         None, ["tdm-reservation", "tdm-policy"]),
        ("<p>x", (("tdm-reservation", "1"), ("tdm-policy", "https://e.example/p")), ["tdm-reservation", "tdm-policy"]),
        ("<p>x", (("Content-Usage", "train-ai=n"),), ["content-usage"]),
        ("<head><link rel='license' type='application/rsl+xml' href='/license.xml'></head><p>x", None, ["licence"]),
        ("<head><link rel='license' href='/cc-by'></head><p>x", None, []),
        ("<p>noai, please</p>", None, []),
    ],
)  # fmt: skip
def test_reservations_of_rights(
    page_of: PageOf, html: str, headers: tuple[tuple[str, str], ...] | None, kinds: list[str]
) -> None:
    signals = found(page_of(html, headers=headers)).rights
    assert isinstance(signals, tuple)
    assert [signal.kind for signal in signals] == kinds


def test_a_reservation_of_rights_is_no_disclosure(page_of: PageOf) -> None:
    head = "<head><meta name='robots' content='noai'><meta name='tdm-reservation' content='1'></head><p>x"
    page = page_of(head, headers=(("Link", "</m>; rel=c2pa-manifest"), ("Content-Usage", "train-ai=n")))
    assert disclosures.detect(page, Facts()).value == ()
    assert (found(page).ai_disclosure, found(page).digital_source_type) == (None, None)

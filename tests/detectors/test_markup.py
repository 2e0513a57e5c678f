"""What only machines are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.detectors import markup
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

"""The publisher, as far as one page tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec import UNSET

from auditor.detectors import outlet
from auditor.facts import Facts, Outlet
from auditor.page import Page

PageOf = Callable[..., Page]


def found(page: Page) -> Outlet:
    value = outlet.detect(page, Facts()).value
    assert isinstance(value, Outlet)
    return value


LINKS = [
    ("AI policy", "ai"),
    ("How we use AI", "ai"),
    ("KI-Richtlinien", "ai"),
    ("KI bei Tidewater", "ai"),
    ("Charte de l’IA", "ai"),
    ("Corrections", "corrections"),
    ("Korrekturen", "corrections"),
    ("Fe de erratas", "corrections"),
    ("Ethics policy", "ethics"),
    ("Code of conduct", "ethics"),
    ("Charte éditoriale", "ethics"),
    ("Ownership & funding", "ownership"),
    ("Eigentümer", "ownership"),
    ("Contact us", "contact"),
    ("Kontakt", "contact"),
    ("Impressum", "masthead"),
    ("Our team", "masthead"),
    ("About", "about"),
    ("About Tidewater", "about"),
    ("Über uns", "about"),
    ("Discover our process.", "process"),
    ("How we work ›", "process"),
    ("AI", None),
    ("Policy", None),
    ("New policy on AI weapons agreed", None),
    ("Correction of prices expected", None),
    ("Team wins the cup", None),
    ("Home", None),
]


@pytest.mark.parametrize(("text", "kind"), LINKS)
def test_links_are_known_by_their_whole_text(page_of: PageOf, text: str, kind: str | None) -> None:
    policies = found(page_of(f"<footer><a href='/x'>{text}</a></footer>")).policies
    known = {name for name in policies.__struct_fields__ if getattr(policies, name) is not UNSET}
    assert known == ({kind} if kind else set())


def test_a_policy_has_its_words_and_their_place(page_of: PageOf) -> None:
    page = page_of("<footer><p>See <a href='/ai'>AI policy</a> and <a href='/ai2'>Our AI policy</a></p></footer>")
    policy = found(page).policies.ai
    assert policy is not UNSET
    assert (policy.found, policy.url, policy.quote) == (True, "https://news.example/ai", "AI policy")
    assert policy.at is not None
    assert page.text[policy.at.start : policy.at.end] == "AI policy"


def test_what_is_not_linked_is_absent_with_a_gap(page_of: PageOf) -> None:
    observation = outlet.detect(page_of("<footer><a href='/c'>Contact</a></footer>"), Facts())
    assert {gap.fact for gap in observation.gaps} == {
        f"outlet.policies.{name}"
        for name in ("ai", "corrections", "ethics", "ownership", "masthead", "about", "process")
    }
    assert {gap.reason for gap in observation.gaps} == {"offline"}


def ld(text: str) -> str:
    return f'<head><script type="application/ld+json">{text}</script></head><p>x</p>'


def test_policies_that_the_structured_data_name(page_of: PageOf) -> None:
    page = page_of(
        ld(
            '{"@type":"NewsArticle","publisher":{"@type":"NewsMediaOrganization","name":"Tidewater",'
            '"ethicsPolicy":"https://news.example/ethics","correctionsPolicy":{"url":"/corrections"},'
            '"ownershipFundingInfo":["/own"],"masthead":"masthead"}}'
        )
    )
    policies = found(page).policies
    assert policies.ethics is not UNSET
    assert policies.ethics.url == "https://news.example/ethics"
    assert policies.corrections is not UNSET
    assert policies.corrections.url == "https://news.example/corrections"
    assert policies.corrections.at is not None
    assert policies.corrections.at.selector.endswith("/publisher/correctionsPolicy")
    assert policies.ownership is not UNSET
    assert policies.masthead is UNSET


@pytest.mark.parametrize(
    ("html", "name"),
    [
        (ld('{"@type":"NewsArticle","publisher":{"name":"Tidewater"}}'), "Tidewater"),
        ("<head><meta property='og:site_name' content='Tide'></head><p>x", "Tide"),
        ("<p>x</p>", None),
    ],
)
def test_the_name_is_what_the_markup_says(page_of: PageOf, html: str, name: str | None) -> None:
    assert found(page_of(html)).name == name


def test_the_domain_is_where_the_bytes_came_from(page_of: PageOf) -> None:
    html = "<head><link rel='canonical' href='https://famous.example/'></head><p>x"
    assert found(page_of(html, url="https://www.evil.co.uk/a")).domain == "evil.co.uk"

"""The page this project starts from: what it says about its own making in ten places, as facts and findings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec import UNSET, UnsetType

from auditor import Audit, audit_html
from auditor.facts import At, Disclosure, Facts
from auditor.model import Finding, Snapshot
from auditor.page import read

URL = "https://news.example/x/"
T = TypeVar("T")


@pytest.fixture
def raw(shared: Path) -> bytes:
    return (shared / "seed" / "article.html").read_bytes()


@pytest.fixture
def audit(raw: bytes) -> Audit:
    return audit_html(raw, url=URL)


@pytest.fixture
def facts(audit: Audit) -> Facts:
    return audit.facts


def known(value: T | UnsetType) -> T:
    """The value of a fact that must have been looked for."""
    assert not isinstance(value, UnsetType)
    return value


def finding(audit: Audit, rule: str) -> Finding:
    return next(one for one in audit.findings if one.rule == rule)


def disclosed(facts: Facts, scope: str) -> Disclosure:
    (found,) = (one for one in known(facts.disclosures) if one.scope == scope)
    return found


def test_a_machine_signs_at_the_end_and_its_markup_says_person(audit: Audit, facts: Facts) -> None:
    disclosure = disclosed(facts, "author")
    assert disclosure.quote == "I'm a AI-powered journalist."
    assert (disclosure.role, disclosure.region, disclosure.place) == ("generated", "author-bio", "end")
    assert disclosure.depth > 0.8
    (author,) = known(facts.authors)
    assert (author.name, author.kind, author.declared_kind) == ("Elena Kowalski", "machine", "person")
    assert (author.machine_disclosed, author.visible) == (True, False)
    assert finding(audit, "machine-author-disclosed").outcome == "met"
    assert finding(audit, "ai-statement-at-top").outcome == "unmet"
    assert finding(audit, "byline-visible").outcome == "unmet"
    assert finding(audit, "author-kind-not-contradicted").outcome == "unmet"


def test_the_lead_picture_is_labelled_on_the_picture_without_its_tool(audit: Audit, facts: Facts) -> None:
    disclosure = disclosed(facts, "image")
    assert disclosure.quote.startswith("AI generated illustration related to")
    assert (disclosure.role, disclosure.region, disclosure.place) == ("generated", "caption", "top")
    assert disclosure.tool is None
    (lead,) = (image for image in known(facts.images) if image.role == "lead")
    assert (lead.label_visible, lead.ai_by_caption, lead.ai_by_file) == (True, True, UNSET)
    assert lead.alt == known(facts.page).title
    assert finding(audit, "ai-image-label-visible").outcome == "met"
    assert "images[].file" in {gap.fact for gap in audit.gaps}


def test_personas_made_the_text_and_people_come_in_where_needed(audit: Audit, facts: Facts) -> None:
    disclosure = disclosed(facts, "text")
    assert disclosure.quote.startswith("Nine specialized AI personas monitored global sources")
    assert disclosure.quote.endswith("Where needed, our human editors come in.")
    assert (disclosure.role, disclosure.human, disclosure.tool) == ("generated", "conditional", None)
    assert (disclosure.region, disclosure.place, disclosure.visible) == ("process-note", "end", True)
    assert finding(audit, "says-whether-ai-was-used").outcome == "met"
    assert finding(audit, "ai-statement-names-reviewer").outcome == "unmet"
    assert finding(audit, "ai-statement-names-tool").outcome == "unmet"
    assert len(known(facts.disclosures)) == 3


def test_a_wall_stands_in_the_middle_and_the_text_goes_on(audit: Audit, facts: Facts) -> None:
    access = known(facts.access)
    assert (access.state, access.visible_share) == ("partial", UNSET)
    assert "Become a Member for Full Access" in (access.wall_quote or "")
    assert access.at is not None
    assert access.at.region == "paywall"
    assert ("access.visible_share", "paywall") in {(gap.fact, gap.reason) for gap in audit.gaps}
    page = known(facts.page)
    assert page.kind == "article"
    assert "The immediate operational question" in page.body
    assert "Become a Member" not in page.body


def test_the_list_of_sources_is_kept_behind_a_sign_up(audit: Audit, facts: Facts) -> None:
    sources = known(facts.sources)
    assert (sources.listed, sources.access, sources.count, sources.linked_count) == (False, "registration", 0, 0)
    assert sources.quote is not None
    assert sources.quote.startswith("Subscribe to our free newsletter to unlock direct links to all sources")
    assert sources.at is not None
    assert sources.at.region == "source-list"
    assert finding(audit, "sources-open").outcome == "unmet"


def test_every_source_is_promised_and_the_promise_is_broken(audit: Audit, facts: Facts) -> None:
    (claim,) = (one for one in known(facts.claims) if one.kind == "documents-every-source")
    assert claim.quote == "That's why we meticulously document every source."
    assert claim.place == "end"
    broken = finding(audit, "open-sources-promise-kept")
    assert (broken.outcome, broken.severity) == ("unmet", "critical")
    assert claim.quote in {item.quote for item in broken.items}
    (cap,) = (one for one in audit.score.caps if one.rule == "open-sources-promise-kept")
    assert cap.certain
    assert audit.score.grade == cap.grade


def test_statements_are_ascribed_and_none_can_be_followed(audit: Audit, facts: Facts) -> None:
    attributions = known(facts.attributions)
    assert [(one.who, one.kind, one.verb) for one in attributions] == [
        ("Deputy Defence Minister Paweł Zalewski", "named", "confirmed"),
        ("Company representatives", "anonymous", "told"),
        ("Zalewski", "named", "emphasised"),
        ("Human Rights Watch documentation", "document", "according to"),
        ("some secondary reporting", "anonymous", "contrary to"),
        ("Zalewski", "named", "described"),
        ("Ukraine", "named", "announced"),
    ]
    assert sum("Reuters" in one.quote for one in attributions) == 2
    assert {(one.linked, one.url, one.at.region) for one in attributions} == {(False, None, "body")}
    assert finding(audit, "attributions-linked").outcome == "unmet"


def test_dates_stand_only_in_the_markup(audit: Audit, facts: Facts) -> None:
    dates = known(facts.dates)
    for pair, moment in (
        (dates.published, "2025-12-18T06:00:00+00:00"),
        (dates.modified, "2025-12-18T09:12:00+00:00"),
    ):
        assert (pair.machine, pair.visible, pair.agree) == (moment, None, None)
        assert pair.at is not None
        assert pair.at.region == "markup"
    assert finding(audit, "dates-visible").outcome == "unmet"


def test_asking_for_money_is_neither_a_source_nor_a_policy(facts: Facts) -> None:
    (claim,) = (one for one in known(facts.claims) if one.kind == "independent")
    assert "independent investigations" in claim.quote
    assert (claim.at.region, claim.place) == ("promo", "margin")
    assert claim.quote != known(facts.sources).quote
    assert not any(claim.quote == one.quote for one in known(facts.attributions))
    assert len(known(facts.claims)) == 2


def test_policies_that_are_not_linked_are_unknown_and_not_failed(audit: Audit, facts: Facts) -> None:
    policies = known(facts.outlet).policies
    assert known(policies.about).url == "https://news.example/about/"
    assert known(policies.process).quote == "Discover our process."
    gaps = {gap.fact: gap.reason for gap in audit.gaps}
    for kind in ("ai", "corrections", "ethics", "ownership"):
        assert getattr(policies, kind) is UNSET
        assert gaps[f"outlet.policies.{kind}"] == "offline"
    for rule in ("ai-policy-linked", "corrections-policy-linked", "ethics-code-linked", "ownership-linked"):
        assert finding(audit, rule).outcome == "unknown"


def test_nothing_else_is_claimed(audit: Audit, facts: Facts) -> None:
    assert facts.corrections is UNSET  # a notice may stand behind the wall
    assert ("corrections", "paywall") in {(gap.fact, gap.reason) for gap in audit.gaps}
    assert known(facts.residue) == ()
    assert known(facts.markup).ai_disclosure is None


def test_every_quote_is_found_again_where_it_is_said_to_stand(raw: bytes, facts: Facts) -> None:
    text = read(Snapshot(requested_url=URL, final_url=URL, raw=raw)).text
    quotes = list(_placed(facts))
    assert len(quotes) == 14
    for quote, at in quotes:
        assert text[at.start : at.end] == quote


def _placed(facts: Facts) -> Iterator[tuple[str, At]]:
    """The quotes of statements with their places in the text."""
    for item in (*known(facts.disclosures), *known(facts.attributions), *known(facts.claims)):
        yield item.quote, item.at
    sources, access = known(facts.sources), known(facts.access)
    for quote, at in ((sources.quote, sources.at), (access.wall_quote, access.at)):
        assert quote is not None
        assert at is not None
        yield quote, at

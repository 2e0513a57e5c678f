"""Fact tables and image cards: three states kept apart."""

from __future__ import annotations

import pytest
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from auditor.facts import At, Correction, Dates, Facts, Policies, Policy, PolicyKind, Practice, Residue
from auditor.model import Audit, Cap, Gap
from auditor.render.build import audit_view, outlet_of
from auditor.render.pictures import picture_views
from auditor.render.tables import fact_tables
from auditor.render.view import TableView
from auditor.render.wording import POLICIES


def tables(audit: Audit) -> dict[str, TableView]:
    return {table.anchor.removeprefix("a-"): table for table in fact_tables(audit, "a")}


def words(table: TableView) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row) for row in table.rows]


def test_what_the_page_says(audit: Audit) -> None:
    found = tables(audit)
    assert words(found["authors"]) == [
        (
            "Mara Lindqvist",
            "a person",
            "https://harbour-post.example/people/lindqvist",
            "byline and structured data",
            "yes",
        ),
        ("Draftbot", "a machine, as the page says", "–", "meta element", "no"),
    ]
    assert words(found["dates"]) == [
        ("Published", "24 November 2026", "24 November 2026", "24 November 2026", "yes"),
        ("Changed", "25 November 2026", "–", "25 November 2026", "only one is given"),
    ]
    assert words(found["access"]) == [
        ("How much a reader without an account gets", "after signing up"),
        ("The page says", "Sign up to read the list of documents."),
        ("Declared free in the markup", "not stated"),
        ("Share of the text served", "could not be checked"),
    ]
    assert words(found["sources"])[2] == ("Entries", "4, of which 2 with a link")
    assert words(found["outlet"])[2:] == [
        ("Corrections", "https://harbour-post.example/corrections"),
        ("Editorial code", "not found"),
        (
            "Not linked from this page, and nowhere else looked",
            "Use of AI, Owner and funding, Contact, Masthead or imprint, About the outlet and How articles are made",
        ),
    ]
    assert words(found["disclosures"])[0][1:] == (
        "the summary",
        "made with a machine's help",
        "–",
        "claimed, nobody named",
        "in the summary box",
        "words on the page",
    )
    where = "in the note on how the article was made"
    assert words(found["claims"]) == [
        ("every source is documented", "We document every source.", where, "nothing either way")
    ]
    assert words(found["page"])[0] == ("What it is", "an article (a headline, a byline and 612 words of text)")


def test_a_promise_stands_beside_what_keeps_or_breaks_it(audit: Audit) -> None:
    claims = audit.facts.claims
    assert not isinstance(claims, UnsetType)
    practice = Practice(state="broken", quote="Sign up to see all sources.", at=claims[0].at)
    facts = replace(audit.facts, claims=(replace(claims[0], practice=practice),))
    found = tables(replace(audit, facts=facts))
    assert words(found["claims"])[0][3] == "goes against it: “Sign up to see all sources.”"


def test_looked_and_not_there_is_not_could_not_look(audit: Audit) -> None:
    gap = Gap(fact="residue", reason="truncated", detail="The page was cut at 4 MB.")
    found = tables(replace(audit, gaps=(gap,)))
    assert (found["corrections"].checked, found["corrections"].empty) == (True, "Nothing found on this page.")
    assert (found["residue"].checked, found["residue"].empty) == (
        False,
        "Could not be checked. The page was cut at 4 MB.",
    )


def test_nothing_known_at_all(audit: Audit) -> None:
    for table in tables(replace(audit, facts=Facts(), gaps=())).values():
        assert (table.rows, table.checked, table.empty) == ((), False, "Could not be checked.")


def test_leftovers_and_policies_of_the_outlet(audit: Audit) -> None:
    assert not isinstance(audit.facts.disclosures, type(UNSET))
    (disclosure,) = audit.facts.disclosures
    leftover = Residue(quote="As an AI", at=disclosure.at, kind="refusal", tool=None, strength="high")
    general = replace(disclosure, about_this_page=False)
    found = tables(replace(audit, facts=replace(audit.facts, residue=(leftover,), disclosures=(general,))))
    assert words(found["residue"]) == [("As an AI", "a text tool's refusal", "–", "high")]
    assert words(found["disclosures"])[0][1] == "the outlet's work in general"


def test_a_page_that_gives_little(audit: Audit) -> None:
    facts = audit.facts
    assert facts.dates
    assert facts.access
    assert facts.sources
    assert facts.outlet
    nothing = replace(facts.dates.published, value=None, machine=None, visible=None, quote=None)
    bare = replace(
        facts,
        dates=Dates(published=nothing, modified=nothing),
        access=replace(facts.access, wall_quote=None, declared_free=True, visible_share=0.255),
        sources=replace(facts.sources, listed=False, access="absent", quote=None),
        corrections=(Correction(quote="Corrected.", at=at(audit), date="2026-11-25", place="end", origin="text"),),
        outlet=replace(facts.outlet, policies=Policies(**{kind: found(kind) for kind in POLICIES})),
    )
    tables_found = tables(replace(audit, facts=bare))
    assert (tables_found["dates"].rows, tables_found["dates"].empty) == ((), "The page gives no date.")
    assert words(tables_found["access"])[1:] == [
        ("Declared free in the markup", "yes"),
        ("Share of the text served", "25 %"),
    ]
    assert words(tables_found["sources"]) == [
        ("A list stands on the page", "no"),
        ("Who can read it", "the page mentions no list"),
    ]
    assert words(tables_found["corrections"]) == [("Corrected.", "25 November 2026", "in the byline")]
    assert len(tables_found["outlet"].rows) == 2 + len(POLICIES)


def at(audit: Audit) -> At:
    return audit.findings[0].items[0].at


def found(kind: PolicyKind) -> Policy:
    return Policy(kind=kind, found=True, url=None, quote="Ask us", at=None)


def test_image_cards(audit: Audit) -> None:
    lead, unread, labelled, portrait = picture_views(audit.facts.images)
    assert (lead.role, lead.verdict, lead.checked) == ("Lead picture (number 1)", "The file says: made by AI.", True)
    assert (unread.verdict, unread.checked, unread.file) == ("The file was not read.", False, ())
    assert [row.value.text for row in unread.page if row.name == "Alternative text"] == ["no attribute"]
    assert [row.value.text for row in labelled.page if row.name == "Alternative text"] == ["empty"]
    assert [row.name for row in labelled.file if row.name == "Content Credentials"] == ["Content Credentials"]
    assert [row.value.text for row in portrait.page if row.name == "Label for readers"] == [
        "caption, credit or alternative text say so, with no visible label"
    ]


def test_no_cards_where_nobody_looked() -> None:
    assert picture_views(UNSET) == ()
    assert picture_views(()) == ()


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://News.Example:8443/a", "news.example"), ("page.html", ""), ("http://[broken", "")],
)
def test_outlet_where_the_page_tells_none(audit: Audit, url: str, expected: str) -> None:
    bare = replace(audit, facts=Facts(), snapshot=replace(audit.snapshot, final_url=url))
    assert outlet_of(bare) == expected


@pytest.mark.parametrize(("language", "expected"), [("de", "de"), ("pt-BR", "pt-BR"), ('x" y', ""), (None, "")])
def test_language_of_the_words(audit: Audit, language: str | None, expected: str) -> None:
    assert not isinstance(audit.facts.page, type(UNSET))
    facts = replace(audit.facts, page=replace(audit.facts.page, language=language))
    assert audit_view(replace(audit, facts=facts)).language == expected


def test_a_single_grade_has_a_meaning_unless_bounded(audit: Audit) -> None:
    score = replace(audit.score, grade="B", caps=())
    assert audit_view(replace(audit, score=score)).score.meaning == "The page tells its reader most of what we ask for."
    assert audit_view(replace(audit, score=replace(score, caps=audit.score.caps))).score.meaning == ""


def test_open_bounds_are_told_once(audit: Audit) -> None:
    cap = Cap(rule="claims-hold", grade="D", because="The list of sources could not be opened.", certain=False)
    reason = "Not everything could be checked. Perhaps no better than D: claims-hold could not be checked."
    score = audit_view(replace(audit, score=replace(audit.score, reason=reason, caps=(cap,)))).score
    assert score.reason == "Not everything could be checked."
    assert [one.words for one in score.caps] == [
        "The low end cannot be better than D, as this could not be ruled out: The list of sources could not be opened."
    ]


def test_bounds_that_change_nothing(audit: Audit) -> None:
    card = replace(audit.score, value=100 * 25 / 37, low=100 * 25 / 37, high=100 * 28 / 37)
    assert audit_view(replace(audit, score=card)).score.unbounded == ""
    assert audit_view(audit).score.unbounded == "Without these bounds: 67 of 100 proved, at most 75."


def test_nothing_at_stake(audit: Audit) -> None:
    card = replace(audit.score, value=None, low=None, high=None, coverage=0.0)
    score = audit_view(replace(audit, findings=(), score=card)).score
    assert (score.coverage, score.tally, score.bar, score.rated) == ("", "nothing asked", None, False)


def test_gaps_with_one_sentence_are_told_together(audit: Audit) -> None:
    gaps = tuple(
        Gap(fact=f"outlet.policies.{kind}", reason="offline", detail="Not looked at.") for kind in ("ai", "ethics")
    )
    late = Gap(fact="access", reason="paywall", detail="")
    first, second = audit_view(replace(audit, gaps=(late, *gaps))).gaps
    assert first.reason == "This audit had no network"
    (item,) = first.items
    assert item.fact == "the outlet's page “Use of AI” and the outlet's page “Editorial code”"
    assert (item.path, item.detail) == ("outlet.policies.ai, outlet.policies.ethics", "Not looked at.")
    assert second.reason == "The text behind the wall was not served to us"


def test_where_only_a_change_is_told_the_table_says_so(audit: Audit) -> None:
    dates = audit.facts.dates
    assert isinstance(dates, Dates)
    told = replace(dates.published, machine=None, visible=None, agree=None, quote=None, basis="last-change")
    facts = replace(audit.facts, dates=replace(dates, published=told))
    row = words(tables(replace(audit, facts=facts))["dates"])[0]
    assert row == ("Published", "24 November 2026 or before", "–", "–", "neither is given")

"""Who stands behind the text: lists, statements, links, what is withheld and what could not be looked for."""

from __future__ import annotations

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from auditor.facts import ArticleLink, At, Attribution, Facts, LinkKind, LinkState, SourceEntry, Sources, Verifiable
from auditor.model import Audit
from auditor.render import render
from auditor.render.build import audit_view
from auditor.render.sourcing import LONGEST_ADDRESS, MOST_ROWS, followed, sources_view
from auditor.render.view import SourcesView, TableView

HERE = At(region="body", selector="p", start=0, end=5)
MINUTES = "https://www.weir.example/minutes/"


def link(
    url: str, kind: LinkKind = "external", state: LinkState | None = None, moved_to: str | None = None
) -> ArticleLink:
    return ArticleLink(
        quote="minutes",
        at=HERE,
        url=url,
        kind=kind,
        state=state or UNSET,
        tried_at="2026-11-25T09:00:00+00:00" if state else UNSET,
        moved_to=moved_to or UNSET,
    )


def said(who: str, url: str | None = None, quote: str = "It is safe, she said.") -> Attribution:
    return Attribution(quote=quote, at=HERE, who=who, kind="named", verb="said", linked=url is not None, url=url)


def listing(access: str, quote: str | None, *entries: SourceEntry) -> Sources:
    return Sources(
        listed=bool(entries),
        access=access,  # type: ignore[arg-type] # as the tables below write it
        count=len(entries),
        linked_count=sum(entry.url is not None for entry in entries),
        quote=quote,
        at=HERE,
        entries=entries,
    )


NO_LIST = listing("absent", None)


def view(audit: Audit, facts: Facts) -> SourcesView:
    return sources_view(replace(audit, facts=facts, gaps=()), "a")


def words(table: TableView) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row) for row in table.rows]


def test_entries_of_the_list_and_statements_with_their_way(audit: Audit) -> None:
    facts = Facts(
        sources=listing("open", "Sources", SourceEntry(quote="Tender", at=HERE, url=None)),
        attributions=(said("Ruth Amsel", MINUTES), said("Ida Weir"), said("Ola Marsh", "https://b.example/")),
        links=(link(MINUTES, state="alive"),),
        verifiable=Verifiable(named=4, followable=2),
    )
    found = view(audit, facts)
    assert found.summary == (
        "You can follow 2 of 4 named sources without paying. Its links were tried on 25 November 2026."
    )
    assert found.listing == "Its list of sources is open to everyone: 1 entry, 0 with a link."
    assert found.quote is None
    assert words(found.who) == [
        ("Tender", "in the list of sources", "–", "–", "no link"),
        ("Ruth Amsel", "named", "It is safe, she said.", "weir.example/minutes", "yes"),
        ("Ida Weir", "named", "It is safe, she said.", "–", "no link"),
        ("Ola Marsh", "named", "It is safe, she said.", "b.example", "there is a link; nobody tried it"),
    ]
    assert found.who.rows[1][3].href == MINUTES


@pytest.mark.parametrize(
    ("state", "opened"),
    [
        ("alive", "yes"),
        ("moved", "yes, at a new address"),
        ("dead", "no: it is gone"),
        ("walled", "only after signing up or paying"),
        ("unclear", "could not be told"),
        (None, "there is a link; nobody tried it"),
    ],
)
def test_can_i_open_it(audit: Audit, state: LinkState | None, opened: str) -> None:
    facts = Facts(sources=NO_LIST, attributions=(said("Ruth Amsel", MINUTES),), links=(link(MINUTES, state=state),))
    assert words(view(audit, facts).who)[0][-1] == opened


@pytest.mark.parametrize(
    ("access", "sentence", "opened"),
    [
        ("registration", "Its list of sources can be read only after signing up.", "only after signing up"),
        ("paywall", "Its list of sources can be read only after paying.", "only after paying"),
        ("announced", "A list of sources is announced, and it is not on the page.", "announced, and not on the page"),
    ],
)
def test_a_list_that_is_withheld_is_told_with_the_words_that_say_so(
    audit: Audit, access: str, sentence: str, opened: str
) -> None:
    found = view(audit, Facts(sources=listing(access, "Sign up for all sources.")))
    assert found.listing == sentence
    assert found.quote is not None
    assert found.quote.quote == "Sign up for all sources."
    assert (found.who.checked, words(found.who)) == (True, [("The list of sources", "–", "–", "–", opened)])


def test_words_that_withhold_may_be_missing(audit: Audit) -> None:
    assert view(audit, Facts(sources=listing("paywall", None))).quote is None


@pytest.mark.parametrize(
    ("facts", "checked", "empty", "sentence"),
    [
        (
            Facts(sources=NO_LIST, attributions=()),
            True,
            "We found nobody quoted on this page, and no list of sources.",
            "The page has no list of sources, and mentions none.",
        ),
        (
            Facts(attributions=()),
            True,
            "We found nobody quoted in what was served.",
            "Whether the page has a list of sources could not be checked.",
        ),
        (
            Facts(sources=NO_LIST),
            False,
            "Could not be checked.",
            "The page has no list of sources, and mentions none.",
        ),
    ],
)
def test_nobody_is_not_nobody_looked(audit: Audit, facts: Facts, checked: bool, empty: str, sentence: str) -> None:
    found = view(audit, facts)
    assert (found.who.rows, found.who.checked, found.who.empty, found.listing) == ((), checked, empty, sentence)


def test_where_nothing_could_be_looked_for_it_is_said_once(audit: Audit) -> None:
    found = view(audit, Facts())
    assert (found.summary, found.listing, found.who.empty) == ("", "", "Could not be checked.")
    assert render("text", (replace(audit, facts=Facts(), gaps=()),)).count("Could not be checked.") == 1


@pytest.mark.parametrize(
    ("verifiable", "sentence"),
    [
        (UNSET, "How many of its sources can be followed could not be checked."),
        (Verifiable(), "How many of its sources can be followed could not be checked."),
        (Verifiable(named=0, followable=0), "The text that was served names no source."),
        (Verifiable(named=1, followable=1), "You can follow 1 of 1 named source without paying."),
        (Verifiable(named=11, followable=3), "You can follow 3 of 11 named sources without paying."),
    ],
)
def test_how_many_can_be_followed(verifiable: Verifiable, sentence: str) -> None:
    assert followed(verifiable) == sentence


def test_where_links_lead_and_which_need_a_look(audit: Audit) -> None:
    links = (
        link("https://a.example/1", "document", "dead"),
        link("https://a.example/2", "document", "alive"),
        link("https://b.example/", "external", "moved", "https://c.example/new"),
        link("https://d.example/", "outlet", "unclear"),
        link("https://d.example/tag/x", "tag"),
    )
    _, leads, troubled = view(audit, Facts(links=links)).tables
    assert words(leads) == [
        ("documents and public bodies", "2", "1 open, 1 gone"),
        ("other outlets", "1", "1 unclear"),
        ("pages of a subject", "1", "not tried"),
        ("other sites", "1", "1 moved"),
    ]
    assert words(troubled) == [
        ("minutes", "a.example/1", "no: it is gone", "–"),
        ("minutes", "b.example", "yes, at a new address", "c.example/new"),
    ]
    assert len(view(audit, Facts(links=links[1:2])).tables) == 2


def test_long_words_and_addresses_are_cut_and_the_link_is_whole(audit: Audit) -> None:
    url = f"https://weir.example/{'a' * 90}"
    facts = Facts(sources=NO_LIST, attributions=(said("Ruth Amsel", url, "word " * 60), said("B", url, "w" * 300)))
    (_, _, first, address, _), (_, _, second, *_) = view(audit, facts).who.rows
    assert (first.text[-6:], len(first.text) <= 182) == ("word …", True)
    assert second.text == "w" * 180 + " …"
    assert (len(address.text), address.text[-1], address.href) == (LONGEST_ADDRESS, "…", url)


def test_an_address_that_is_not_safe_stays_words(audit: Audit) -> None:
    facts = Facts(sources=NO_LIST, attributions=(said("Ruth Amsel", "javascript:alert(1)"),))
    (cell,) = [row[3] for row in view(audit, facts).who.rows]
    assert (cell.text, cell.href) == ("javascript:alert(1)", None)


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_many_sources_are_cut_where_nothing_folds(audit: Audit, form: str) -> None:
    many = tuple(said(f"Speaker {number}") for number in range(MOST_ROWS + 3))
    shown = render(form, (replace(audit, facts=replace(audit.facts, attributions=many)),))
    rows = len(audit_view(replace(audit, facts=replace(audit.facts, attributions=many))).sources.who.rows)
    assert f"… and {rows - MOST_ROWS} more." in shown
    assert f"Speaker {MOST_ROWS + 2}" not in shown
    assert "Speaker 1" in shown


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_nobody_is_said_in_every_format(audit: Audit, form: str) -> None:
    facts = replace(audit.facts, sources=NO_LIST, attributions=())
    assert "We found nobody quoted on this page" in render(form, (replace(audit, facts=facts),))

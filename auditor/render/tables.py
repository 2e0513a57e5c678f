"""What the page says, fact by fact: one table a family, three states kept apart (there, not there, could not look)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from msgspec import UnsetType

from auditor.facts import (
    Access,
    Author,
    Claim,
    Correction,
    DatePair,
    Dates,
    Disclosure,
    Maybe,
    Outlet,
    PageFacts,
    Policy,
    Practice,
    Residue,
    Sources,
)
from auditor.model import Audit
from auditor.render import wording
from auditor.render.escape import safe_href
from auditor.render.numbers import percent, written
from auditor.render.view import CellView, TableView

T = TypeVar("T")
Row = tuple[CellView, ...]
NOTHING = "–"
"""What a cell without words shows."""


class Family(NamedTuple):
    """The fixed words of one table."""

    fact: str
    title: str
    columns: tuple[str, ...] = ("Question", "Answer")
    nothing: str = "Nothing found on this page."


_DISCLOSURES = Family(
    "disclosures",
    "Machines in its making",
    ("The page says", "Of", "What the machine did", "Tool", "Human review", "Where", "Told by"),
)
_AUTHORS = Family(
    "authors", "Authors", ("Name", "Kind", "Profile", "Found in", "Seen by readers"), "The page names no author."
)
_DATES = Family(
    "dates",
    "Dates",
    ("Date", "Best value", "As readers see it", "In the markup", "Do they agree?"),
    "The page gives no date.",
)
_CLAIMS = Family("claims", "Promises", ("Promise", "The page says", "Where", "What else it shows"))
_CORRECTIONS = Family("corrections", "Corrections", ("The page says", "Date", "Where"))
_RESIDUE = Family("residue", "Leftovers of text tools", ("Leftover", "Kind", "Tool", "How surely"))
_ACCESS = Family("access", "Access")
_SOURCES = Family("sources", "List of sources")
_OUTLET = Family("outlet", "The publisher")
_PAGE = Family("page", "The page")


def table_view(
    audit: Audit, anchor: str, family: Family, value: Maybe[T], rows: Callable[[T], Iterable[Row]]
) -> TableView:
    """The table of one family; where its fact is absent, the reasons why it could not be looked for."""
    checked = not isinstance(value, UnsetType)
    return TableView(
        anchor=f"{anchor}-{family.fact}",
        title=family.title,
        empty=family.nothing if checked else _reason(audit, family.fact),
        checked=checked,
        columns=family.columns,
        rows=() if isinstance(value, UnsetType) else tuple(rows(value)),
    )


def fact_tables(audit: Audit, anchor: str) -> Iterable[TableView]:
    """All families in the order a reader asks for them; who stands behind the text has a chapter of its own."""
    facts = audit.facts

    def table(family: Family, value: Maybe[T], rows: Callable[[T], Iterable[Row]]) -> TableView:
        return table_view(audit, anchor, family, value, rows)

    yield table(_DISCLOSURES, facts.disclosures, _disclosures)
    yield table(_AUTHORS, facts.authors, _authors)
    yield table(_DATES, facts.dates, _dates)
    yield table(_ACCESS, facts.access, _access)
    yield table(_SOURCES, facts.sources, _sources)
    yield table(_CLAIMS, facts.claims, _claims)
    yield table(_CORRECTIONS, facts.corrections, _corrections)
    yield table(_RESIDUE, facts.residue, _residue)
    yield table(_OUTLET, facts.outlet, _outlet)
    yield table(_PAGE, facts.page, _page)


def _reason(audit: Audit, fact: str) -> str:
    details = [gap.detail for gap in audit.gaps if gap.fact == fact or gap.fact.startswith(f"{fact}.")]
    return " ".join(("Could not be checked.", *dict.fromkeys(details)))


def _disclosures(disclosures: Sequence[Disclosure]) -> Iterable[Row]:
    for item in disclosures:
        yield (
            quote(item.quote),
            cell(wording.SCOPES[item.scope] if item.about_this_page else "the outlet's work in general"),
            cell(wording.ROLES[item.role]),
            cell(item.tool),
            cell(wording.REVIEWS[item.human]),
            cell(wording.REGIONS[item.region]),
            cell(wording.DISCLOSURE_ORIGINS[item.origin]),
        )


def _authors(authors: Sequence[Author]) -> Iterable[Row]:
    for author in authors:
        disclosed = ", as the page says" if author.machine_disclosed else ""
        yield (
            quote(author.name),
            cell(wording.AUTHOR_KINDS[author.kind] + disclosed),
            cell(author.url, safe_href(author.url or "")),
            cell(wording.listed([wording.AUTHOR_ORIGINS[origin] for origin in author.origins])),
            cell(_yes(author.visible)),
        )


def _dates(dates: Dates) -> Iterable[Row]:
    for name, pair in (("Published", dates.published), ("Changed", dates.modified)):
        if pair.value or pair.machine or pair.visible:
            yield _date(name, pair)


def _date(name: str, pair: DatePair) -> Row:
    one = "only one is given" if pair.machine or pair.visible else "neither is given"
    agree = one if pair.agree is None else _yes(pair.agree)
    value = written(pair.value)
    return (
        cell(name),
        cell(f"{value} or before" if pair.basis == "last-change" else value),
        quote(pair.quote or pair.visible),
        cell(written(pair.machine)),
        cell(agree),
    )


def _access(access: Access) -> Iterable[Row]:
    yield _answer("How much a reader without an account gets", wording.ACCESS[access.state])
    if access.wall_quote:
        yield (cell("The page says"), quote(access.wall_quote))
    declared = "not stated" if access.declared_free is None else _yes(access.declared_free)
    yield _answer("Declared free in the markup", declared)
    share = access.visible_share
    yield _answer(
        "Share of the text served", "could not be checked" if isinstance(share, UnsetType) else percent(share)
    )


def _sources(sources: Sources) -> Iterable[Row]:
    yield _answer("A list stands on the page", _yes(sources.listed))
    yield _answer("Who can read it", wording.SOURCE_ACCESS[sources.access])
    if sources.listed:
        yield _answer("Entries", f"{sources.count}, of which {sources.linked_count} with a link")
    if sources.quote:
        yield (cell("The page says"), quote(sources.quote))


def _claims(claims: Sequence[Claim]) -> Iterable[Row]:
    for claim in claims:
        where = wording.REGIONS[claim.at.region]
        yield (cell(wording.CLAIMS[claim.kind]), quote(claim.quote), cell(where), _practice(claim.practice))


def _practice(practice: Maybe[Practice]) -> CellView:
    if isinstance(practice, UnsetType):
        return cell(wording.NOTHING_SHOWN)
    return cell(f"{wording.PRACTICE[practice.state]} “{practice.quote}”")


def _corrections(corrections: Sequence[Correction]) -> Iterable[Row]:
    for correction in corrections:
        where = wording.REGIONS[correction.at.region]
        yield (quote(correction.quote), cell(written(correction.date)), cell(where))


def _residue(residue: Sequence[Residue]) -> Iterable[Row]:
    for item in residue:
        yield (quote(item.quote), cell(wording.RESIDUE[item.kind]), cell(item.tool), cell(item.strength))


def _outlet(outlet: Outlet) -> Iterable[Row]:
    yield _answer("Domain the bytes came from", outlet.domain)
    yield (cell("Name in the markup"), quote(outlet.name))
    not_looked = []
    for kind, name in wording.POLICIES.items():
        policy: Maybe[Policy] = getattr(outlet.policies, kind)
        if isinstance(policy, UnsetType):
            not_looked.append(name)
        elif policy.found:
            yield (cell(name), cell(policy.url or policy.quote, safe_href(policy.url or "")))
        else:
            yield _answer(name, "not found")
    if not_looked:
        yield _answer("Not linked from this page, and nowhere else looked", wording.listed(not_looked))


def _page(page: PageFacts) -> Iterable[Row]:
    yield _answer("What it is", f"{wording.PAGE_KINDS[page.kind]} ({page.kind_reason})")
    yield _answer("Words in the text", str(page.words))
    yield _answer("Language", page.language)
    yield (cell("Address it calls its own"), cell(page.canonical_url, safe_href(page.canonical_url or "")))
    yield _answer("Read as", page.encoding)


def _answer(question: str, answer: str | None) -> Row:
    return (cell(question), cell(answer))


def cell(text: str | None, href: str | None = None) -> CellView:
    """Our own words, or a dash."""
    return CellView(text=text or NOTHING, href=href, quoted=False)


def quote(text: str | None) -> CellView:
    """Words of the page, or a dash."""
    return CellView(text=text or NOTHING, href=None, quoted=bool(text))


def _yes(value: bool) -> str:
    return "yes" if value else "no"

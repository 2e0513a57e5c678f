"""The sources as tables that a reader can use: who, what for, where the link leads, and whether it can be opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import UNSET, UnsetType

from auditor.facts import (
    ArticleLink,
    Attribution,
    Facts,
    LinkKind,
    LinkState,
    Maybe,
    Reach,
    ReachState,
    Verifiable,
    known,
)
from auditor.facts import Sources as SourceList
from auditor.model import Audit, Item
from auditor.render.escape import safe_href
from auditor.render.findings import quote_view
from auditor.render.numbers import written
from auditor.render.tables import Family, Row, cell, quote, table_view
from auditor.render.view import CellView, QuoteView, SourcesView
from auditor.render.wording import ATTRIBUTION_KINDS, SOURCE_ACCESS, counted, listed

LONGEST_WORDS = 180
"""Characters of a statement that a table shows; the whole of it stands on the page."""
LONGEST_ADDRESS = 64
MOST_ROWS = 25
"""Of the sources in formats without a fold; the HTML report and the data formats have them all."""
DAY = len("2026-11-25")

WHO = Family(
    "attributions",
    "Who, what for, and can I open it?",
    ("Who", "Kind", "What for", "Link", "Can I open it?"),
    "We found nobody quoted on this page, and no list of sources.",
)
VERIFIABLE = Family(
    "verifiable", "What you can check without an account", ("What", "Without an account", "The page says")
)
LINKS = Family(
    "links", "Where its links lead", ("Links to", "How many", "When they were tried"), "The article links nothing."
)
TROUBLED = Family(
    "links-troubled", "Links that need a look", ("Words of the link", "Address", "What happened", "It leads to now")
)
REACHES: dict[ReachState, str] = {
    "seen": "yes",
    "markup": "no: only programs are told",
    "not-served": "not in what was served; it may stand behind the wall",
    "none": "no: it is not on the page",
}
LINK_KINDS: dict[LinkKind, str] = {
    "internal": "the outlet's own pages",
    "document": "documents and public bodies",
    "outlet": "other outlets",
    "social": "social networks",
    "tag": "pages of a subject",
    "affiliate": "paid links",
    "external": "other sites",
}
LINK_STATES: dict[LinkState, str] = {
    "alive": "yes",
    "moved": "yes, at a new address",
    "dead": "no: it is gone",
    "walled": "only after signing up or paying",
    "unclear": "could not be told",
}
FOUND: dict[LinkState, str] = {
    "alive": "open",
    "moved": "moved",
    "dead": "gone",
    "walled": "behind a wall",
    "unclear": "unclear",
}
NOT_TRIED = "there is a link; nobody tried it"
NO_LINK = "no link"
NOBODY_SERVED = "We found nobody quoted in what was served."
PARTS = {
    "byline": "Who wrote it",
    "dates": "When it was published or changed",
    "sources": "A list of sources, or a link to one",
    "credits": "Who made the pictures",
    "corrections": "Corrections",
}


def sources_view(audit: Audit, anchor: str) -> SourcesView:
    """Everything that the reports say of who the text rests on."""
    facts = audit.facts
    tables = [
        table_view(audit, anchor, VERIFIABLE, facts.verifiable, verifiable_rows),
        table_view(audit, anchor, LINKS, facts.links, links_rows),
    ]
    if not isinstance(facts.links, UnsetType) and (troubled := tuple(troubled_rows(facts.links))):
        tables.append(table_view(audit, anchor, TROUBLED, troubled, lambda rows: rows))
    who = tuple(sources_rows(facts))
    looked = not all(isinstance(fact, UnsetType) for fact in (facts.sources, facts.attributions, facts.verifiable))
    family = WHO if not isinstance(facts.sources, UnsetType) else WHO._replace(nothing=NOBODY_SERVED)
    return SourcesView(
        anchor=f"{anchor}-behind",
        summary=f"{followed(facts.verifiable)} {_when(facts.links)}".rstrip() if looked else "",
        listing=_listing(facts.sources) if looked else "",
        quote=_withheld(facts.sources),
        # Rows of a list stand, even where who is quoted could not be looked for.
        who=table_view(audit, anchor, family, who or facts.attributions, lambda _: who),
        tables=tuple(tables),
    )


def verifiable_rows(verifiable: Verifiable) -> Iterator[Row]:
    """What a reader without an account can check, one row for each part of the article."""
    for name, words in PARTS.items():
        reach: Maybe[Reach] = getattr(verifiable, name)
        if isinstance(reach, UnsetType):
            yield (cell(words), cell("could not be checked"), cell(None))
        else:
            yield (cell(words), cell(REACHES[reach.state]), quote(reach.quote))


def followed(verifiable: Maybe[Verifiable]) -> str:
    """The one sentence: "You can follow 3 of 11 named sources without paying." """
    named = UNSET if isinstance(verifiable, UnsetType) else verifiable.named
    followable = UNSET if isinstance(verifiable, UnsetType) else verifiable.followable
    if isinstance(named, UnsetType) or isinstance(followable, UnsetType):
        return "How many of its sources can be followed could not be checked."
    if not named:
        return "The text that was served names no source."
    return f"You can follow {followable} of {counted(named, 'named source')} without paying."


def sources_rows(facts: Facts) -> Iterator[Row]:
    """Who stands behind the text: entries of its list, then whoever is quoted, each statement with its way to check."""
    links = {link.url: link for link in known(facts.links)}
    if not isinstance(facts.sources, UnsetType):
        yield from _listed(facts.sources, links)
    for item in known(facts.attributions):
        yield _said(item, links)


def links_rows(links: Sequence[ArticleLink]) -> Iterator[Row]:
    """How many links lead where, and what trying them found."""
    by_kind = Counter(link.kind for link in links)
    for kind, words in LINK_KINDS.items():
        if by_kind[kind]:
            found = Counter(link.state for link in links if link.kind == kind and not isinstance(link.state, UnsetType))
            tried = ", ".join(f"{found[state]} {words}" for state, words in FOUND.items() if found[state])
            yield (cell(words), cell(str(by_kind[kind])), cell(tried or "not tried"))


def troubled_rows(links: Sequence[ArticleLink]) -> Iterator[Row]:
    """The links that an editor may want to mend: gone, moved, behind a wall."""
    for link in links:
        if not isinstance(link.state, UnsetType) and link.state in ("dead", "moved", "walled"):
            moved = None if isinstance(link.moved_to, UnsetType) else link.moved_to
            yield (quote(_short(link.quote)), _address(link.url), cell(_tried(link)), _address(moved))


def _listing(sources: Maybe[SourceList]) -> str:
    if isinstance(sources, UnsetType):
        return "Whether the page has a list of sources could not be checked."
    if sources.access == "absent":
        return "The page has no list of sources, and mentions none."
    if sources.access == "open":
        entries = counted(sources.count, "entry", "entries")
        return f"Its list of sources is open to everyone: {entries}, {sources.linked_count} with a link."
    if sources.access == "announced":
        return "A list of sources is announced, and it is not on the page."
    return f"Its list of sources can be read {SOURCE_ACCESS[sources.access]}."


def _when(links: Maybe[tuple[ArticleLink, ...]]) -> str:
    """When links were tried: what opens today may be gone tomorrow."""
    days = dict.fromkeys(link.tried_at[:DAY] for link in known(links) if not isinstance(link.tried_at, UnsetType))
    return f"Its links were tried on {listed([written(day) or day for day in days])}." if days else ""


def _withheld(sources: Maybe[SourceList]) -> QuoteView | None:
    """The words that withhold or announce a list."""
    if isinstance(sources, UnsetType) or sources.access in ("open", "absent"):
        return None
    if sources.quote is None or sources.at is None:
        return None
    return quote_view(Item(quote=sources.quote, at=sources.at))


def _listed(sources: SourceList, links: Mapping[str, ArticleLink]) -> Iterator[Row]:
    if sources.access not in ("open", "absent"):
        closed = SOURCE_ACCESS[sources.access]
        yield (cell("The list of sources"), cell(None), cell(None), cell(None), cell(closed))
    for entry in known(sources.entries):
        yield (quote(_short(entry.quote)), cell("in the list of sources"), cell(None), *_way(entry.url, links))


def _said(item: Attribution, links: Mapping[str, ArticleLink]) -> Row:
    words = quote(_short(item.quote))
    return (quote(item.who), cell(ATTRIBUTION_KINDS[item.kind]), words, *_way(item.url, links))


def _way(url: str | None, links: Mapping[str, ArticleLink]) -> tuple[CellView, CellView]:
    if url is None:
        return cell(None), cell(NO_LINK)
    link = links.get(url)
    return _address(url), cell(NOT_TRIED if link is None else _tried(link))


def _tried(link: ArticleLink) -> str:
    return NOT_TRIED if isinstance(link.state, UnsetType) else LINK_STATES[link.state]


def _address(url: str | None) -> CellView:
    """An address as people read it: without scheme and "www.", and not longer than a table can take."""
    if url is None:
        return cell(None)
    bare = url.partition("://")[2].removeprefix("www.").rstrip("/") or url
    cut = bare if len(bare) <= LONGEST_ADDRESS else f"{bare[: LONGEST_ADDRESS - 1]}…"
    return cell(cut, safe_href(url))


def _short(text: str | None) -> str | None:
    """The first words of a statement, to be cut between words."""
    if text is None or len(text) <= LONGEST_WORDS:
        return text
    return f"{text[:LONGEST_WORDS].rpartition(' ')[0] or text[:LONGEST_WORDS]} …"

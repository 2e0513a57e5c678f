"""Snapshot → Page: decode, guard, parse once, walk once, assign regions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborHTMLParser

from auditor.errors import PageError
from auditor.facts import Region
from auditor.model import Gap, Snapshot
from auditor.page.decoding import Decoded, decode
from auditor.page.guard import guard
from auditor.page.jsonld import MAX_ENTRIES, MAX_LISTED, texts
from auditor.page.metadata import collect
from auditor.page.model import Block, Link, Page
from auditor.page.pictures import Zone, pictures
from auditor.page.regions import Zoned, assign
from auditor.page.selectors import Selectors
from auditor.page.streamed import Pieces
from auditor.page.structured import StructuredData
from auditor.page.unscripted import without_open_noscripts
from auditor.page.urls import resolver
from auditor.page.walk import Hrefs, Walked, walk

_TOLD_BY: dict[str, str] = {
    "author": "authors",
    "creator": "authors",
    "image": "images",
    "correction": "corrections",
    "hasPart": "access.declared_free",
    "publisher": "outlet.name",
}
"""The fact that each property of JSON-LD tells of; what others tell is only for machines."""
_NOWHERE = ("#", "javascript:")
_new = tuple.__new__
"""A named tuple's own constructor costs twice as much, and a page has hundreds."""


def read(snapshot: Snapshot) -> Page:
    """Read a snapshot into a page; raises PageError where its bytes hold no markup at all."""
    decoded = decode(snapshot.raw, snapshot.content_type)
    if not decoded.text or decoded.text.isspace():
        raise PageError(f"{snapshot.final_url} is empty.", advice="Check the address, or save the page again.")
    mended = without_open_noscripts(decoded.utf8)
    guarded = guard(mended)
    tree = LexborHTMLParser(guarded.markup)
    body = tree.body
    if body is None:
        raise PageError(f"{snapshot.final_url} has no body to read.", advice="Is it an HTML page?")
    selectors = Selectors()
    structured = collect(tree, snapshot.final_url, selectors)
    walked = walk(body, Pieces(tree, guarded.markup))
    zoned = assign(walked, _titles(structured), tuple(_authors(structured)))

    absolute = resolver(structured.base or snapshot.final_url)

    blocks = tuple(_blocks(walked, zoned, absolute))
    return Page(
        snapshot=snapshot,
        tree=tree,
        markup=guarded.markup.decode("utf-8", "replace") if guarded.cut or mended is not decoded.utf8 else decoded.text,
        text="\n".join(block.text for block in blocks),
        blocks=blocks,
        pictures=lambda: pictures(walked, _zone(walked, zoned), absolute),
        structured=structured,
        encoding=decoded.encoding,
        gaps=(*_gaps(snapshot, decoded, guarded.cut, walked.cut), *_unread_lists(structured)),
        selectors=selectors,
    )


def _blocks(walked: Walked, zoned: Zoned, absolute: Callable[[str], str]) -> Iterator[Block]:
    offset = 0
    states = zip(walked.blocks, zoned.regions, zoned.collapsed, zoned.in_article, strict=True)
    for number, ((text, tag, node, _, hrefs, _), region, collapsed, article) in enumerate(states):
        end = offset + len(text)
        links = tuple(_links(text, hrefs, offset, absolute)) if hrefs else ()
        yield _new(Block, (number, text, offset, end, region, tag, node, collapsed, links, article))
        offset = end + 1


def _links(text: str, hrefs: Hrefs, offset: int, absolute: Callable[[str], str]) -> list[Link]:
    return [
        _new(Link, (absolute(href), text[start:end], offset + start, offset + end, rel))
        for href, rel, start, end in hrefs
        if href[0] not in "#j" or not href.startswith(_NOWHERE)
    ]


def _zone(walked: Walked, zoned: Zoned) -> Zone:
    """Answers about elements that hold a picture and perhaps no text."""
    first, last = zoned.zone, walked.ends[zoned.zone]
    body_first, body_last = zoned.container, walked.ends[zoned.container]

    def in_article(element: int) -> bool:
        return first <= element <= last and zoned.element_regions[element] not in {"related", "promo", "navigation"}

    def region(element: int) -> Region:
        hinted = zoned.element_regions[element]
        if hinted is not None:
            return hinted
        if body_first <= element <= body_last:
            return "body"
        return "lead-media" if first <= element < body_first else "related"

    return Zone(in_article, region)


def _titles(structured: StructuredData) -> tuple[str, ...]:
    """What the markup calls the page, best first."""
    headlines = (str(node.data.get("headline") or "") for node in structured.articles)
    metas = (meta.value for name in ("og:title", "twitter:title") if (meta := structured.meta(name)))
    return (*headlines, *metas, structured.title or "")


def _authors(structured: StructuredData) -> Iterator[str]:
    """Full names that the markup gives as authors."""
    for node in structured.articles:
        yield from (name for name in texts(node.data.get("author")) if " " in name)
    named = structured.meta("author", "article:author", "dc.creator")
    if named is not None and " " in named.value:
        yield named.value


def _gaps(snapshot: Snapshot, decoded: Decoded, cut: str | None, text_cut: bool) -> Iterator[Gap]:
    if snapshot.truncated:
        yield Gap(fact="page.body", reason="truncated", detail="The page was cut while it was fetched.")
    if decoded.mojibake:
        yield Gap(
            fact="page.body",
            reason="undecodable",
            detail=f"Read as {decoded.encoding} ({decoded.reason}), many characters make no sense.",
        )
    if cut:
        yield Gap(fact="page.body", reason="hostile-markup", detail=f"Cut before parsing: {cut}.")
    if text_cut:
        yield Gap(
            fact="page.body", reason="truncated", detail="The text is longer than the auditor reads; the rest was cut."
        )


def _unread_lists(structured: StructuredData) -> Iterator[Gap]:
    """One gap for each fact; the names of other properties are the page's own words, and may be thousands."""
    longest: dict[str, tuple[int, str]] = {}
    for name, entries in structured.shortened:
        fact = _TOLD_BY.get(name, "markup")
        longest[fact] = max(longest.get(fact, (0, "")), (entries, name))
    for fact, (entries, name) in longest.items():
        what = f"A list under {name} in the structured data" if name in _TOLD_BY else "A list in the structured data"
        yield Gap(
            fact=fact,
            reason="hostile-markup",
            detail=f"{what} has {entries:,} entries; {MAX_LISTED:,} of a list are read, {MAX_ENTRIES:,} of all lists.",
        )

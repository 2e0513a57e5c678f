"""The links that the article gives its reader: where each leads, and whether it could still be opened when checked."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET, UnsetType

from auditor.detectors._links import WEB, kind_of, stripped
from auditor.detectors.interface import Observation
from auditor.facts import ArticleLink, Facts, LinkState, Region
from auditor.page import Block, Page

FACT = "links"

TOLD: frozenset[Region] = frozenset({"body", "summary-box", "pull-quote", "source-list", "process-note", "correction"})
MOST_LINKS = 500
"""Of one page; a page with more of them is a directory."""


def detect(page: Page, facts: Facts) -> Observation[tuple[ArticleLink, ...]]:
    """Every address of the running text and of the list of sources, once, in document order."""
    listed = frozenset() if facts.sources is UNSET else _entries(facts)
    found: dict[str, ArticleLink] = {}
    checked = {check.url: check.state for check in page.snapshot.links or ()}
    for link in _links(page, listed, checked):
        found.setdefault(link.url, link)
        if len(found) == MOST_LINKS:
            break
    return Observation(tuple(found.values()))


def _entries(facts: Facts) -> frozenset[int | None]:
    """Where the entries of the list of sources start, whatever region they were read as."""
    entries = () if facts.sources is UNSET or facts.sources.entries is UNSET else facts.sources.entries
    return frozenset(entry.at.start for entry in entries)


def _links(page: Page, listed: frozenset[int | None], checked: dict[str, LinkState]) -> Iterator[ArticleLink]:
    for block in page.blocks:
        if block.links and _is_told(block, listed):
            for link in block.links:
                start = link.start - block.start
                if not link.url.startswith(WEB) or not link.text:
                    continue
                url = stripped(link.url)
                state: LinkState | UnsetType = checked.get(url, UNSET)
                yield ArticleLink(
                    quote=link.text,
                    at=page.at(block, start, link.end - block.start),
                    url=url,
                    kind=kind_of(page, link),
                    state=state,
                )


def _is_told(block: Block, listed: frozenset[int | None]) -> bool:
    return block.start in listed or (block.region in TOLD and block.article)

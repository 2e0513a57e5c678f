"""The links that the article gives its reader: where each leads, and whether it could still be opened when checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import UNSET

from auditor.detectors._links import WEB, kind_of, stripped
from auditor.detectors.interface import Observation
from auditor.facts import NO_SOURCE, ArticleLink, Facts, Maybe, Region, source_entries
from auditor.model import Gap, LinkCheck
from auditor.page import Block, Page

FACT = "links"

TOLD: frozenset[Region] = frozenset({"body", "summary-box", "pull-quote", "source-list", "process-note", "correction"})
MOST_LINKS = 500
"""Of one page; a page with more of them is a directory."""


def detect(page: Page, facts: Facts) -> Observation[tuple[ArticleLink, ...]]:
    """Every address of the running text and of the list of sources, once, in document order."""
    # Entries of the list of sources are told whatever region they were read as.
    listed = frozenset(entry.at.start for entry in source_entries(facts.sources))
    found: dict[str, ArticleLink] = {}
    checked = {check.url: check for check in page.snapshot.links or ()}
    for link in _links(page, listed, checked):
        found.setdefault(link.url, link)
        if len(found) == MOST_LINKS:
            break
    return Observation(tuple(found.values()), tuple(_gaps(page, found.values())))


def _gaps(page: Page, links: Iterable[ArticleLink]) -> Iterator[Gap]:
    """One gap for all links that a reader may want to follow and nobody tried."""
    if all(link.state is not UNSET or link.kind in NO_SOURCE for link in links):
        return
    if page.snapshot.links is not None:
        detail = "There was no time to try all links of the text, or they were too many."
        yield Gap(fact="links[].state", reason="not-fetched", detail=detail)
    elif page.snapshot.fetched_at is None:
        detail = "Whether the links of the text still open can only be told with the network."
        yield Gap(fact="links[].state", reason="offline", detail=detail)
    else:
        detail = "Whether the links of the text still open was not asked for (--check-links)."
        yield Gap(fact="links[].state", reason="not-fetched", detail=detail)


def _links(page: Page, listed: frozenset[int | None], checked: dict[str, LinkCheck]) -> Iterator[ArticleLink]:
    for block in page.blocks:
        if block.links and _is_told(block, listed):
            for link in block.links:
                start = link.start - block.start
                if not link.url.startswith(WEB) or not link.text:
                    continue
                url = stripped(link.url)
                check = checked.get(url)
                yield ArticleLink(
                    quote=link.text,
                    at=page.at(block, start, link.end - block.start),
                    url=url,
                    kind=kind_of(page, link),
                    state=UNSET if check is None else check.state,
                    tried_at=UNSET if check is None or check.at is None else check.at.isoformat(),
                    moved_to=_moved_to(check),
                )


def _moved_to(check: LinkCheck | None) -> Maybe[str]:
    return check.final_url if check is not None and check.state == "moved" and check.final_url else UNSET


def _is_told(block: Block, listed: frozenset[int | None]) -> bool:
    return block.start in listed or (block.region in TOLD and block.article)

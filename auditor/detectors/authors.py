"""Who or what the page says wrote it: every candidate with its origin, and a decision that prefers precision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec import UNSET
from msgspec.structs import replace

from auditor.detectors import _names
from auditor.detectors.interface import Observation
from auditor.facts import At, Author, AuthorKind, AuthorOrigin, Facts
from auditor.page import Block, Page
from auditor.page.jsonld import texts, type_names

FACT = "authors"

METAS = ("author", "article:author_name", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl",
         "cxenseparse:author", "article:author", "citation_author")  # fmt: skip
DECLARED: dict[str, AuthorKind] = {
    "Person": "person",
    "Organization": "organisation",
    "NewsMediaOrganization": "organisation",
    "SoftwareApplication": "machine",
}
MAX_AUTHORS = 30
BYLINE_LENGTH = 200
AUTHOR_LINK = re.compile(
    r"(?i)/(?:authors?|autor(?:en|es|i)?|auteurs?|profiles?|people|staff|journalists?|reporters?|contributors?|by|"
    r"redakteure?|redaktion|person)/"
)
_BY_LINE = re.compile(r"^(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|Door|Av|Af|Autor:|Text:|Автор:?)\s+(?=[^\W\d_])")


class Candidate(NamedTuple):
    """One name in one place."""

    name: str
    origin: AuthorOrigin
    declared: AuthorKind | None
    url: str | None
    quote: str
    at: At


def detect(page: Page, facts: Facts) -> Observation[tuple[Author, ...]]:
    """The authors of the page; an empty tuple where it names none."""
    candidates = [*_json_ld(page), *_byline(page), *_microdata(page), *_metas(page)]
    publishers = frozenset(_names.fold(name) for name in _publisher_names(page))
    chosen = _chosen(candidates, publishers)
    bio = _bio(page)
    authors = [_author(page, name, candidates, publishers, bio if len(chosen) == 1 else None) for name in chosen]
    if len(authors) == 1 and _says_machine(facts):
        authors[0] = _as_machine(authors[0])
    return Observation(tuple(authors))


def _json_ld(page: Page) -> Iterator[Candidate]:
    for node in page.structured.articles:
        listed = node.data.get("author") or node.data.get("creator")
        for index, entry in enumerate(listed if isinstance(listed, list) else [listed]):
            pointer = "/author" + (f"/{index}" if isinstance(listed, list) else "")
            at = page.in_markup(f"{node.selector}{pointer}")
            declared = _declared(entry)
            url = _url(entry)
            for text in texts(entry):
                for name in _names.split(text):
                    yield Candidate(name, "json-ld", declared, page.absolute(url) if url else None, text, at)
        if listed:
            return


def _byline(page: Page) -> Iterator[Candidate]:
    """Names in visible bylines of the article: a linked name counts as it stands, else the words after "By"."""
    for block in page.blocks:
        if not block.article or block.collapsed or len(block.text) > BYLINE_LENGTH:
            continue
        if block.region == "byline":
            yield from _byline_names(page, block, sure=True)
        elif block.region in {"standfirst", "dateline", "body"} and _at_top(page, block) and _BY_LINE.match(block.text):
            yield from _byline_names(page, block, sure=False)


def _at_top(page: Page, block: Block) -> bool:
    return page.place(block) == "top" or not page.body_blocks or block.number <= page.body_blocks[0].number


def _byline_names(page: Page, block: Block, *, sure: bool) -> Iterator[Candidate]:
    linked = [link for link in block.links if "author" in link.rel or AUTHOR_LINK.search(link.url)]
    at = page.at(block)
    for link in linked:
        for name in _names.split(link.text):
            yield Candidate(name, "byline", None, link.url, block.text, at)
    if not linked and (sure or _BY_LINE.match(block.text)):
        for name in _names.split(block.text):
            if _names.kind_of(name, declared=None, publishers=frozenset()) != "unknown":
                yield Candidate(name, "byline", None, None, block.text, at)


def _microdata(page: Page) -> Iterator[Candidate]:
    for item in page.structured.microdata:
        if item.name == "author":
            for name in _names.split(item.value):
                yield Candidate(name, "microdata", None, None, item.value, page.in_markup(item.selector))


def _metas(page: Page) -> Iterator[Candidate]:
    for wanted in METAS:
        found = [meta for meta in page.structured.metas if meta.name == wanted and "://" not in meta.value]
        for meta in found:
            for name in _names.split(meta.value):
                yield Candidate(name, "meta", None, None, meta.value, page.in_markup(meta.selector))
        if found:
            return


def _chosen(candidates: list[Candidate], publishers: frozenset[str]) -> list[str]:
    """The names of the best origin that names somebody else than the outlet; else the outlet."""
    by_origin: dict[AuthorOrigin, list[str]] = {}
    for candidate in candidates:
        by_origin.setdefault(candidate.origin, []).append(candidate.name)
    fallback: list[str] = []
    for origin in ("json-ld", "byline", "microdata", "meta"):
        names = _distinct(by_origin.get(origin, []))
        if any(_names.fold(name) not in publishers for name in names):
            return names[:MAX_AUTHORS]
        fallback = fallback or names
    return fallback[:MAX_AUTHORS]


def _distinct(names: list[str]) -> list[str]:
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(_names.fold(name), name)
    return list(seen.values())


def _author(page: Page, name: str, candidates: list[Candidate], publishers: frozenset[str], bio: str | None) -> Author:
    folded = _names.fold(name)
    same = [candidate for candidate in candidates if _names.fold(candidate.name) == folded]
    declared = next((candidate.declared for candidate in same if candidate.declared), None)
    url = next((candidate.url for candidate in same if candidate.url), None)
    seen = next((candidate for candidate in same if candidate.origin == "byline"), None)
    block = _seen_in(page, name) if seen is None else None
    quote, at = (
        (seen.quote, seen.at) if seen else (block.text, page.at(block)) if block else (same[0].quote, same[0].at)
    )
    origins = tuple(dict.fromkeys(candidate.origin for candidate in same))
    return Author(
        name=name,
        kind=_names.kind_of(name, declared=declared, publishers=publishers),
        url=url,
        has_profile=url is not None,
        origins=origins,
        visible=seen is not None or block is not None,
        bio=bio,
        declared_kind=declared,
        machine_disclosed=False,
        quote=quote,
        at=at,
    )


def _seen_in(page: Page, name: str) -> Block | None:
    """The block outside the running text where a reader sees the name."""
    for block in page.blocks:
        shown = block.article and not block.collapsed and len(block.text) < 2 * BYLINE_LENGTH and name in block.text
        signed = block.region == "body" and (_at_top(page, block) or len(block.text) < 2 * len(name))
        if shown and (signed or block.region in {"byline", "author-bio", "dateline", "standfirst"}):
            return block
    return None


def _bio(page: Page) -> str | None:
    texts_ = [block.text for block in page.blocks_in("author-bio") if block.article and not block.collapsed]
    return "\n".join(texts_) or None


def _says_machine(facts: Facts) -> bool:
    if facts.disclosures is UNSET:
        return False
    return any(
        note.scope == "author" and note.about_this_page and note.role not in {"none", "automated"}
        for note in facts.disclosures
    )


def _as_machine(author: Author) -> Author:
    return replace(author, kind="machine", machine_disclosed=True)


def _publisher_names(page: Page) -> Iterator[str]:
    for node in page.structured.articles:
        yield from texts(node.data.get("publisher"))
    for name in ("og:site_name", "application-name"):
        if found := page.structured.meta(name):
            yield found.value
    for node in page.structured.nodes("NewsMediaOrganization", "Organization", "WebSite"):
        yield from texts(node.data)


def _declared(entry: Any) -> AuthorKind | None:
    if not isinstance(entry, dict):
        return None
    return next((DECLARED[name] for name in type_names(entry) if name in DECLARED), None)


def _url(entry: Any) -> str | None:
    url = entry.get("url") if isinstance(entry, dict) else None
    return url if isinstance(url, str) and url else None

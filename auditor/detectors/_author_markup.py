"""The authors that a page names to machines: JSON-LD, microdata, meta elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from selectolax.lexbor import LexborNode

from auditor.detectors import _bylines
from auditor.facts import At, AuthorKind, AuthorOrigin
from auditor.page import Page
from auditor.page.jsonld import texts, type_names

METAS = ("author", "article:author_name", "articleauthor", "dc.creator", "dcterms.creator", "parsely-author",
         "sailthru.author", "byl", "cxenseparse:author", "article:author", "citation_author")  # fmt: skip
ABOUT = ("description", "disambiguatingDescription", "jobTitle")
"""Properties in which markup says what an author is."""
DECLARED: dict[str, AuthorKind] = {
    "Person": "person",
    "Organization": "organisation",
    "NewsMediaOrganization": "organisation",
    "Corporation": "organisation",
    "SoftwareApplication": "machine",
    "WebApplication": "machine",
}


class Candidate(NamedTuple):
    """One name in one place."""

    name: str
    origin: AuthorOrigin
    declared: AuthorKind | None
    url: str | None
    quote: str
    at: At
    weak: bool = False
    """Only the look of the text says that it is an author."""
    linked: bool = False
    """The name is a link to a profile or an address to write to."""
    block: int = -1
    """Number of the block; -1 in markup."""
    declared_as: str = ""
    """The type that the markup gives it, as written: Person, SoftwareApplication …"""
    about: tuple[str, ...] = ()
    """What the markup says of it: description, job."""


def in_markup(page: Page) -> list[Candidate]:
    """Every name that the markup gives as author, with its origin."""
    return [*_json_ld(page), *_microdata(page), *_metas(page)]


def _json_ld(page: Page) -> Iterator[Candidate]:
    for node in page.structured.articles:
        key = "author" if node.data.get("author") else "creator"
        listed = node.data.get(key)
        for index, entry in enumerate(listed if isinstance(listed, list) else [listed]):
            pointer = f"/{key}" + (f"/{index}" if isinstance(listed, list) else "")
            at = page.in_markup(f"{node.selector}{pointer}")
            yield from _entry(page, _resolved(page, entry), at)
        if listed:
            return


def _entry(page: Page, entry: Any, at: At) -> Iterator[Candidate]:
    declared = _declared(entry)
    url = _url(entry)
    profile = page.absolute(url) if url else None
    for text in _called(entry):
        # The name of a firm may hold an "and".
        for name in (text,) if declared == "organisation" else _bylines.field(text):
            yield Candidate(
                name, "json-ld", declared, profile, text, at, declared_as=_type(entry), about=tuple(_about(entry))
            )


def _resolved(page: Page, entry: Any) -> Any:
    """The node that an entry with an @id only points to; the entry itself where it says more or leads nowhere."""
    if not isinstance(entry, dict) or "@id" not in entry or entry.get("name"):
        return entry
    same = (node.data for node in page.structured.json_ld if node.data.get("@id") == entry["@id"])
    return next((data for data in same if data.get("name")), entry)


def _called(entry: Any) -> Iterator[str]:
    if isinstance(entry, dict) and not entry.get("name"):
        parts = (entry.get(key) for key in ("givenName", "familyName"))
        yield from texts(" ".join(part for part in parts if isinstance(part, str)))
    else:
        yield from texts(entry)


def _microdata(page: Page) -> Iterator[Candidate]:
    """The first author property and those beside it; others belong to related stories."""
    items = [item for item in page.structured.microdata if item.name == "author"]
    nodes = page.tree.css('[itemprop="author" i]') if items else []
    for node, item in zip(nodes, items, strict=False):
        if not _beside(nodes[0], node):
            continue
        text = _named_inside(node) or item.value
        for name in _bylines.field(text):
            yield Candidate(name, "microdata", None, None, text, page.in_markup(item.selector))


def _beside(first: LexborNode, node: LexborNode) -> bool:
    one, other = first.parent, node.parent
    return one is not None and other is not None and one.mem_id == other.mem_id


def _named_inside(node: LexborNode) -> str | None:
    inner = node.css_first('[itemprop~="name"], [rel~="author"]')
    if inner is None:
        return None
    return inner.attributes.get("content") or " ".join(inner.text().split()) or None


def _metas(page: Page) -> Iterator[Candidate]:
    metas = [meta for meta in page.structured.metas if meta.name in METAS and "://" not in meta.value]
    for meta in sorted(metas, key=lambda meta: METAS.index(meta.name)):
        for name in _bylines.field(meta.value):
            yield Candidate(name, "meta", None, None, meta.value, page.in_markup(meta.selector))


def _declared(entry: Any) -> AuthorKind | None:
    if not isinstance(entry, dict):
        return None
    return next((DECLARED[name] for name in type_names(entry) if name in DECLARED), None)


def _type(entry: Any) -> str:
    """The first type that says what kind of author it is."""
    return next((name for name in type_names(entry) if name in DECLARED), "") if isinstance(entry, dict) else ""


def _about(entry: Any) -> Iterator[str]:
    for key in ABOUT if isinstance(entry, dict) else ():
        yield from texts(entry.get(key))


def _url(entry: Any) -> str | None:
    url = entry.get("url") if isinstance(entry, dict) else None
    return url if isinstance(url, str) and url else None

"""Collects what a page tells machines: the head's metas and links, JSON-LD blocks, microdata, RDFa."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor.page.jsonld import MAX_NODES, BrokenJson, Shears, nodes, parse
from auditor.page.selectors import Selectors
from auditor.page.structured import JsonLd, Property, StructuredData

MAX_VALUE = 20_000
MAX_PROPERTIES = 1_000
"""Of each kind: the longest honest pages have some hundreds."""
MAX_BLOCKS = 200
MAX_TITLE = 1_000

# One question for everything: each question to the parser walks the whole tree.
_TOLD = (
    "script[type*='ld+json' i], meta[content], [itemprop], base[href], title, link[rel~='canonical' i][href], [typeof]"
)
_SKIP_META = frozenset({"viewport", "theme-color", "msapplication-tilecolor", "google-site-verification"})
_VALUES = ("content", "datetime", "href", "src")


class _Told(NamedTuple):
    """The elements that speak to machines, sorted by what they are."""

    scripts: list[LexborNode]
    metas: list[LexborNode]
    items: list[LexborNode]
    typed: list[LexborNode]
    single: dict[str, LexborNode]
    """The first base, title and canonical link, by the name of the element."""


def collect(tree: LexborHTMLParser, url: str, selectors: Selectors | None = None) -> StructuredData:
    """Everything machine-readable of the page, in document order."""
    told = _told(tree)
    naming = selectors or Selectors()
    shears = Shears()
    json_ld, broken = _json_ld(told.scripts, shears)
    metas = tuple(_metas(told.metas))
    base = _resolved(url, told.single.get("base"))
    title = told.single.get("title")
    return StructuredData(
        json_ld=json_ld,
        metas=metas,
        microdata=tuple(_microdata(told.items, naming)),
        rdfa=tuple(_rdfa(told.typed, naming)),
        broken=broken,
        shortened=tuple(shears.cut.items()),
        canonical=_resolved(base or url, told.single.get("link")),
        base=base,
        language=_language(tree.root, metas),
        title=" ".join(title.text()[:MAX_TITLE].split()) or None if title is not None else None,
    )


def _told(tree: LexborHTMLParser) -> _Told:
    told = _Told([], [], [], [], {})
    # The parser answers once for every part of the question that an element fits.
    for node in {node.mem_id: node for node in tree.css(_TOLD)}.values():
        tag = node.tag or ""
        attributes = node.attributes
        if tag == "script":
            told.scripts.append(node)
        elif tag == "meta":
            told.metas.append(node)
        elif tag in {"base", "title", "link"} and "itemprop" not in attributes:
            # A title inside a drawing is not the page's.
            told.single.setdefault(tag, node)
        if "itemprop" in attributes:
            told.items.append(node)
        if "typeof" in attributes:
            told.typed.append(node)
    return told


def _json_ld(scripts: list[LexborNode], shears: Shears) -> tuple[tuple[JsonLd, ...], tuple[str, ...]]:
    found: list[JsonLd] = []
    broken: list[str] = []
    for number, script in enumerate(scripts[:MAX_BLOCKS], start=1):
        text = script.text()
        if not text or text.isspace():
            continue
        try:
            value = parse(text)
        except BrokenJson as error:
            broken.append(f"JSON-LD block {number}: {error}")
            continue
        if isinstance(value, dict | list):
            shears.shorten(value, text)
        where = f'script[type="application/ld+json"] ({number})'
        lifted = [JsonLd(types, data, f"{where}#{pointer}") for types, data, pointer in nodes(value)]
        if len(lifted) == MAX_NODES:
            broken.append(f"JSON-LD block {number}: no more than {MAX_NODES} nodes are read")
        found += lifted
    if len(scripts) > MAX_BLOCKS:
        broken.append(f"JSON-LD block {MAX_BLOCKS + 1}: no more than {MAX_BLOCKS} blocks are read")
    return tuple(found), tuple(broken)


def _metas(elements: list[LexborNode]) -> Iterator[Property]:
    for node in elements[:MAX_PROPERTIES]:
        attributes = node.attributes
        kind = next((kind for kind in ("property", "name", "itemprop") if attributes.get(kind)), None)
        name, value = attributes.get(kind or ""), attributes.get("content")
        if kind and name and value and (plain := name.lower().strip()) not in _SKIP_META:
            yield Property(plain, value.strip()[:MAX_VALUE], f'meta[{kind}="{name}"]')


def _microdata(items: list[LexborNode], selectors: Selectors) -> Iterator[Property]:
    for node in items[:MAX_PROPERTIES]:
        attributes = node.attributes
        name = attributes.get("itemprop")
        if not name or (node.tag == "meta" and not attributes.get("content")):
            continue
        if value := _value(node, attributes, name):
            yield Property(name.lower(), value, selectors.of(node))


def _rdfa(typed: list[LexborNode], selectors: Selectors) -> Iterator[Property]:
    """RDFa Lite: properties inside elements with a type; `schema:author` and its address are both `author`."""
    seen: set[int] = set()
    for scope in typed[:MAX_BLOCKS]:
        if scope.mem_id in seen:
            continue
        for node in scope.css("[property]")[:MAX_PROPERTIES]:
            if node.mem_id in seen or len(seen) >= MAX_PROPERTIES:
                continue
            seen.add(node.mem_id)
            attributes = node.attributes
            for full in (attributes.get("property") or "").split()[:4]:
                name = full.rsplit(":", 1)[-1].rsplit("/", 1)[-1].rsplit("#", 1)[-1]
                if name and (value := _value(node, attributes, name)):
                    yield Property(name.lower(), value, selectors.of(node))


def _value(node: LexborNode, attributes: dict[str, str | None], name: str) -> str:
    """What a property is worth: an attribute that says so for machines, else its text."""
    value = next((value for kind in _VALUES if (value := attributes.get(kind))), None)
    if value is None and name.lower() != "articlebody":
        value = " ".join(node.text()[:MAX_VALUE].split())
    return (value or "")[:MAX_VALUE]


def _resolved(base: str, node: LexborNode | None) -> str | None:
    href = node.attributes.get("href") if node is not None else None
    if not href:
        return None
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return None


def _language(root: LexborNode | None, metas: tuple[Property, ...]) -> str | None:
    """Primary subtag of html[lang], else of og:locale or content-language."""
    declared = ""
    if root is not None:
        attributes = root.attributes
        declared = attributes.get("lang") or attributes.get("xml:lang") or ""
    if not declared:
        wanted = {"og:locale", "language", "content-language", "dc.language", "inlanguage"}
        declared = next((meta.value for meta in metas if meta.name in wanted), "")
    primary = declared.strip().lower().replace("_", "-").split("-")[0]
    return primary if primary.isalpha() and 2 <= len(primary) <= 3 else None

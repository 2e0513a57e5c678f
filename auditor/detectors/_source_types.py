"""Reads IPTC's Digital Source Type and `aiDisclosure` where structured data of the article or its media name them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from selectolax.lexbor import LexborNode

from auditor.detectors._told import LOOSE, OF_PAGES, Meaning, told
from auditor.facts import Disclosure, DisclosureRole, DisclosureScope, Quoted
from auditor.page import Page
from auditor.page.jsonld import type_names

PROPERTY = "digitalSourceType"
PROPOSED = "aiDisclosure"
"""Proposed to schema.org and in no release; where a page has it, it is the page's own statement."""
SOURCE_TYPES: dict[str, DisclosureRole] = {
    "trainedalgorithmicmedia": "generated",
    "trainedalgorithmicdata": "generated",
    "compositesynthetic": "generated",
    "compositewithtrainedalgorithmicmedia": "edited",
}
"""Concepts of the IPTC Digital Source Type vocabulary that say generative AI; algorithmicMedia does not."""
BY_HAND = frozenset({"humanedits", "minorhumanedits", "digitalcreation"})
"""Concepts that say of a text that people made it without generative tools."""
OTHERS = BY_HAND | {
    "composite", "virtualrecording", "screencapture", "algorithmicmedia", "datadrivenmedia", "algorithmicallyenhanced",
    "computationalcapture", "multiframecomputationalcapture", "digitalcapture", "compositecapture", "digitalart",
    "softwareimage", "negativefilm", "positivefilm", "print", "empty",
}  # fmt: skip
"""The other concepts of the vocabulary, and schema.org's names for them: no statement about AI."""
BY_TYPE: dict[str, DisclosureScope] = {
    "ImageObject": "image",
    "Photograph": "image",
    "AudioObject": "audio",
    "VideoObject": "video",
    "Dataset": "data",
}
ELSEWHERE = frozenset({
    "itemListElement", "citation", "isBasedOn", "mentions", "relatedLink", "comment", "review", "publisher", "logo",
})  # fmt: skip
"""Properties whose values are other works than this article and its media."""
CHROME = frozenset({"nav", "aside", "footer"})
MAX_DEPTH = 5
MOST = 50
"""Properties of elements that are looked at: each is searched for in the page."""


class Named(NamedTuple):
    """One value, with the types of what it describes."""

    value: Any
    types: tuple[str, ...]
    selector: str


def in_structured_data(page: Page) -> Iterator[Disclosure | Quoted]:
    """Every statement that structured data makes; values that no vocabulary has as plain quotes."""
    for named in source_types(page):
        concept = source_type(named.value)
        scope: DisclosureScope = next((BY_TYPE[name] for name in named.types if name in BY_TYPE), "text")
        role = SOURCE_TYPES.get(concept)
        if role is None and concept in BY_HAND and any(name.endswith("Article") for name in named.types):
            role = "none"
        if role is not None:
            yield told(page, named.value, named.selector, Meaning(role, scope))
        elif concept not in OTHERS:
            yield Quoted(quote=f"{PROPERTY}: {named.value}", at=page.in_markup(named.selector))
    for node in page.structured.articles:
        yield from _proposed(page, node.data.get(PROPOSED), f"{node.selector}/{PROPOSED}")


def source_types(page: Page) -> Iterator[Named]:
    """Every Digital Source Type that is named, JSON-LD before microdata and RDFa."""
    for node in page.structured.json_ld:
        yield from _walk(node.data, node.types, node.selector, MAX_DEPTH)
    items = (item for item in (*page.structured.microdata, *page.structured.rdfa) if item.name == PROPERTY.lower())
    for item in islice(items, MOST):
        element = page.tree.css_first(item.selector)
        if element is not None and not _in_chrome(element):
            yield Named(item.value, _types_around(element), item.selector)


def source_type(value: str) -> str:
    """The bare concept, lower case, of an IPTC address, a QCode or a schema.org member."""
    last = value.strip().rstrip("/").rpartition("/")[2].rpartition(":")[2].lower()
    return last.removeprefix("c2pa.").removesuffix("digitalsource")


def _proposed(page: Page, value: Any, selector: str) -> Iterator[Disclosure | Quoted]:
    """The proposed property: a level, or an object with level and tool."""
    fields = value if isinstance(value, dict) else {"level": value}
    level, tool = fields.get("level"), fields.get("tool")
    if not isinstance(level, str) or not level.strip():
        return
    meaning = (OF_PAGES | LOOSE).get(level.strip().lower())
    if meaning is None:
        yield Quoted(quote=f"{PROPOSED}: {level}", at=page.in_markup(selector))
    else:
        yield told(page, level, selector, meaning, tool=tool if isinstance(tool, str) and tool else None)


def _walk(data: Any, types: tuple[str, ...], where: str, depth: int) -> Iterator[Named]:
    """Every value below a JSON-LD node, but for those that describe other works."""
    if depth == 0 or not isinstance(data, dict):
        return
    listed = data.get(PROPERTY)
    for value in listed if isinstance(listed, list) else [listed]:
        plain = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(plain, str) and plain.strip():
            yield Named(plain, types, f"{where}/{PROPERTY}")
    for key, child in data.items():
        if key in ELSEWHERE or key == PROPERTY:
            continue
        for index, part in enumerate(child if isinstance(child, list) else [child]):
            if isinstance(part, dict) and key != "@graph":
                step = f"{where}/{key}/{index}" if isinstance(child, list) else f"{where}/{key}"
                yield from _walk(part, tuple(type_names(part)), step, depth - 1)


def _types_around(element: LexborNode) -> tuple[str, ...]:
    """The type of the item that a microdata or RDFa property belongs to."""
    node = element.parent
    while node is not None:
        attributes = node.attributes
        named = attributes.get("itemtype") or attributes.get("typeof")
        if named:
            return tuple(name.rstrip("/").rpartition("/")[2].rpartition(":")[2] for name in named.split())
        node = node.parent
    return ()


def _in_chrome(element: LexborNode) -> bool:
    node: LexborNode | None = element
    while node is not None:
        if node.tag in CHROME:
            return True
        node = node.parent
    return False

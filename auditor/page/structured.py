"""What a page tells machines: JSON-LD, meta elements, microdata, link relations."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class JsonLd(Struct, frozen=True):
    """One JSON-LD node that has a type, lifted out of lists and @graph."""

    types: tuple[str, ...]
    """Local names, such as NewsArticle."""
    data: dict[str, Any]
    selector: str
    """The script element and the JSON pointer of the node, such as `script:nth-of-type(2)#/@graph/0`."""


class Property(Struct, frozen=True):
    """One microdata or RDFa property, or a meta element."""

    name: str
    """Lower case: `author`, `og:title`, `article:published_time`."""
    value: str
    selector: str


class StructuredData(Struct, frozen=True, kw_only=True):
    """Everything of the page that only machines read, in document order."""

    json_ld: tuple[JsonLd, ...] = ()
    metas: tuple[Property, ...] = ()
    microdata: tuple[Property, ...] = ()
    rdfa: tuple[Property, ...] = ()
    """RDFa Lite, names without their prefix: `schema:author` is `author`."""
    broken: tuple[str, ...] = ()
    """Blocks that cannot be parsed, each as one sentence that says where and why."""
    shortened: tuple[tuple[str, int], ...] = ()
    """Properties of JSON-LD whose lists were cut, and how many entries they had."""
    canonical: str | None = None
    base: str | None = None
    language: str | None = None
    title: str | None = None
    """Text of the title element."""

    def meta(self, *names: str) -> Property | None:
        """The first meta of the first of these names that has a value."""
        for name in names:
            for found in self.metas:
                if found.name == name and found.value:
                    return found
        return None

    def nodes(self, *types: str) -> tuple[JsonLd, ...]:
        """The JSON-LD nodes of any of these types."""
        return tuple(node for node in self.json_ld if not set(types).isdisjoint(node.types))

    @property
    def articles(self) -> tuple[JsonLd, ...]:
        """The JSON-LD nodes that describe an article (any type that ends in Article or Posting, or Report)."""
        return tuple(
            node for node in self.json_ld if any(t.endswith(("Article", "Posting", "Report")) for t in node.types)
        )

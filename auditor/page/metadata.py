"""Collects what a page tells machines: the head's metas and links, JSON-LD blocks, microdata."""

from __future__ import annotations

from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor.page.jsonld import BrokenJson, nodes, parse
from auditor.page.selectors import selector_of
from auditor.page.structured import JsonLd, Property, StructuredData

MAX_VALUE = 20_000
MICRODATA = "[itemprop]"
_SKIP_META = frozenset({"viewport", "theme-color", "msapplication-tilecolor", "google-site-verification"})


def collect(tree: LexborHTMLParser, url: str) -> StructuredData:
    """Everything machine-readable of the page, in document order."""
    json_ld, broken = _json_ld(tree)
    metas = tuple(_metas(tree))
    base_node = tree.css_first("base[href]")
    base = urljoin(url, base_node.attributes.get("href") or "") if base_node is not None else None
    html_node = tree.css_first("html")
    title_node = tree.css_first("title")
    return StructuredData(
        json_ld=json_ld,
        metas=metas,
        microdata=tuple(_microdata(tree)),
        broken=broken,
        canonical=_canonical(tree, base or url),
        base=base,
        language=_language(html_node, metas),
        title=" ".join(title_node.text().split()) or None if title_node is not None else None,
    )


def _json_ld(tree: LexborHTMLParser) -> tuple[tuple[JsonLd, ...], tuple[str, ...]]:
    found: list[JsonLd] = []
    broken: list[str] = []
    for number, script in enumerate(tree.css('script[type*="ld+json" i]'), start=1):
        text = script.text()
        if not text.strip():
            continue
        try:
            value = parse(text)
        except BrokenJson as error:
            broken.append(f"JSON-LD block {number}: {error}")
            continue
        where = f'script[type="application/ld+json"] ({number})'
        found += [JsonLd(types, data, f"{where}#{pointer}") for types, data, pointer in nodes(value)]
    return tuple(found), tuple(broken)


def _metas(tree: LexborHTMLParser) -> list[Property]:
    metas = []
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        value = attributes.get("content")
        if name and value and name.lower() not in _SKIP_META:
            kind = "property" if attributes.get("property") else "name" if attributes.get("name") else "itemprop"
            metas.append(Property(name.lower().strip(), value.strip()[:MAX_VALUE], f'meta[{kind}="{name}"]'))
    return metas


def _microdata(tree: LexborHTMLParser) -> list[Property]:
    found = []
    for node in tree.css(MICRODATA):
        attributes = node.attributes
        name = attributes.get("itemprop")
        if not name or (node.tag == "meta" and not attributes.get("content")):
            continue
        value = (
            attributes.get("content") or attributes.get("datetime") or attributes.get("href") or attributes.get("src")
        )
        if value is None and name.lower() != "articlebody":
            value = " ".join(node.text().split())
        if value:
            found.append(Property(name.lower(), value[:MAX_VALUE], selector_of(node)))
    return found


def _canonical(tree: LexborHTMLParser, base: str) -> str | None:
    node = tree.css_first('link[rel="canonical" i][href]')
    href = node.attributes.get("href") if node is not None else None
    if not href:
        return None
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return None


def _language(html_node: LexborNode | None, metas: tuple[Property, ...]) -> str | None:
    """Primary subtag of html[lang], else of og:locale or content-language."""
    declared = ""
    if html_node is not None:
        attributes = html_node.attributes
        declared = attributes.get("lang") or attributes.get("xml:lang") or ""
    if not declared:
        wanted = {"og:locale", "language", "content-language", "dc.language", "inlanguage"}
        declared = next((meta.value for meta in metas if meta.name in wanted), "")
    primary = declared.strip().lower().replace("_", "-").split("-")[0]
    return primary if primary.isalpha() and 2 <= len(primary) <= 3 else None

"""What a page tells machines about the use of its content: reservations of rights and Content Credentials."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from auditor.facts import RightsKind, RightsSignal
from auditor.page import Page
from auditor.page.selectors import selector_of

ROBOTS: dict[str, RightsKind] = {"noai": "noai", "noimageai": "noimageai", "noml": "noml"}
TDM: tuple[RightsKind, ...] = ("tdm-reservation", "tdm-policy")
CONTENT_USAGE = "content-usage"
RSL = "application/rsl+xml"
CREDENTIALS = "c2pa-manifest"
_TOKEN = re.compile(r"[^\s,;:]+")
_LINK = re.compile(r'<([^>]*)>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:"[^"]*"|[^\s,;"]+))?)*)')
_REL = re.compile(r'(?i);\s*rel\s*=\s*(?:"([^"]*)"|([^\s,;"]+))')


def rights(page: Page) -> Iterator[RightsSignal]:
    """Every reservation of rights that stands on the page or in its headers."""
    yield from _robots(page)
    yield from _mining(page)
    if any(name.lower() == CONTENT_USAGE for name, _ in page.snapshot.headers or ()):
        yield _signal(page, "content-usage", page.snapshot.header(CONTENT_USAGE) or "", "header")
    for node in _in_head(page, f'link[rel~="license" i][type="{RSL}" i][href]'):
        yield _signal(page, "licence", page.absolute(node.attributes.get("href") or ""), selector_of(node))


def reserved(page: Page) -> bool | None:
    """Whether text and data mining is reserved; None where nothing, or nothing that is known, is said."""
    values = (signal.quote for signal in _mining(page) if signal.kind == "tdm-reservation")
    return {"1": True, "0": False}.get(next(values, "").strip())


def credentials(page: Page) -> str | None:
    """The address of the page's Content Credentials; "inline" where they stand in it, None where there are none."""
    for name, value in page.snapshot.headers or ():
        if name.lower() == "link":
            for url, parameters in _LINK.findall(value):
                rels = (one or other for one, other in _REL.findall(parameters))
                if any(CREDENTIALS in rel.lower().split() for rel in rels):
                    return page.absolute(url)
    linked = next(_in_head(page, f'link[rel~="{CREDENTIALS}" i][href]'), None)
    if linked is not None:
        return page.absolute(linked.attributes.get("href") or "")
    return "inline" if any(_in_head(page, 'script[type="application/c2pa" i]')) else None


def _in_head(page: Page, selector: str) -> Iterator[LexborNode]:
    """Elements of the head, where these signals belong; asking the whole page would cost a hundred times as much."""
    head = page.tree.head
    yield from head.css(selector) if head is not None else ()


def _robots(page: Page) -> Iterator[RightsSignal]:
    told = [(value, "header") for name, value in page.snapshot.headers or () if name.lower() == "x-robots-tag"]
    told += [(meta.value, meta.selector) for meta in page.structured.metas if meta.name == "robots"]
    seen: set[str] = set()
    for value, selector in told:
        for token in _TOKEN.findall(value.lower()):
            if token in ROBOTS and token not in seen:
                seen.add(token)
                yield _signal(page, ROBOTS[token], value, selector)


def _mining(page: Page) -> Iterator[RightsSignal]:
    """TDM Reservation Protocol: the header stands for the page, then the meta element."""
    for kind in TDM:
        header, meta = page.snapshot.header(kind), page.structured.meta(kind)
        if meta is not None:
            yield _signal(page, kind, meta.value, meta.selector)
        elif header is not None:
            yield _signal(page, kind, header, "header")


def _signal(page: Page, kind: RightsKind, quote: str, selector: str) -> RightsSignal:
    return RightsSignal(quote=quote, at=page.in_markup(selector), kind=kind)

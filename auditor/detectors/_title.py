"""The headline: what the publisher declares as such, checked against what a reader sees."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from auditor.page import Page
from auditor.page.jsonld import texts

LONGEST = 500
HEADINGS = frozenset({"h1", "h2", "h3"})

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_SEPARATED = re.compile(r"\s+(?:[|–—·•»«*:/\\-]|::|>)\s+|\s*[|｜»]\s*|\s*:\s+")


def headline(page: Page) -> str | None:
    """
    The headline, without entities, soft hyphens and the outlet's name behind it.

    First what the JSON-LD of the article calls its headline, because it is the publisher's own word for it; where it is
    only the title element again and the visible headline agrees with og:title instead, that one. Without JSON-LD
    the visible headline, unless it is the name of the site; then og:title; then the title element.
    """
    seen = next((text for block in page.blocks_in("headline") if (text := _clean(block.text))), None)
    titled = _clean(page.structured.title)
    meta = page.structured.meta("og:title", "twitter:title")
    shared = _bare(page, _clean(meta.value if meta else None), seen)
    declared = _bare(page, _declared(page), seen)
    if declared is not None:
        twin = shared is not None and _same(seen, shared) and not _same(declared, shared)
        return shared if twin and _begins(titled, declared) else declared
    if seen is not None and shared is not None and _is_core(seen, shared) and _begins(titled, shared):
        return shared
    if seen is not None and (other := _behind_site_name(page, seen, titled, shared)):
        return other
    return seen or shared or _bare(page, titled, None)


def _declared(page: Page) -> str | None:
    for node in page.structured.articles:
        for text in texts(node.data.get("headline")):
            if plain := _clean(text):
                return plain
    return None


@lru_cache(maxsize=1_024)
def _clean(text: str | None) -> str | None:
    """Plain text; some templates escape twice."""
    if not text:
        return None
    plain = _INVISIBLE.sub("", html.unescape(html.unescape(text[:LONGEST])))
    return " ".join(plain.split()) or None


def _bare(page: Page, text: str | None, seen: str | None) -> str | None:
    """The text without what stands behind the visible headline, or without the declared name of the site."""
    if text is None:
        return None
    if seen is not None and text.startswith(seen) and _SEPARATED.match(text, len(seen)):
        return seen
    parts = list(_SEPARATED.finditer(text))
    for part in parts[-2:]:
        if fold(text[part.end() :]) in _sites(page):
            return text[: part.start()]
    return text


def _is_core(seen: str, shared: str) -> bool:
    """Whether the heading is the shared headline with a kicker before it, or with a date behind it."""
    long, short = fold(seen), fold(shared)
    if long.endswith(" " + short):
        return True
    return long.startswith(short + " ") and any(character.isdigit() for character in long[len(short) :])


def _behind_site_name(page: Page, seen: str, titled: str | None, shared: str | None) -> str | None:
    """The headline, where the heading that was taken for it is the site's name or foreign; None where it is not."""
    if titled is None or _same(seen, titled):
        return None
    parts = [part for part in _SEPARATED.split(titled) if part]
    named = fold(seen) in _sites(page)
    foreign = set(fold(seen).split()).isdisjoint(fold(titled).split())
    if not named and not foreign and not (len(parts) > 1 and _same(parts[-1], seen)):
        return None
    headings = {fold(block.text) for block in page.blocks if block.tag in HEADINGS}
    for candidate in (shared, *parts):
        if candidate and not _same(candidate, seen) and fold(candidate) in headings:
            return candidate
    return shared if (named or foreign) and shared and _begins(titled, shared) else None


def _sites(page: Page) -> frozenset[str]:
    return frozenset(fold(name) for name in _site_names(page))


def _site_names(page: Page) -> Iterator[str]:
    for name in ("og:site_name", "application-name", "apple-mobile-web-app-title"):
        if meta := page.structured.meta(name):
            yield meta.value
    for node in page.structured.articles:
        yield from texts(node.data.get("publisher"))
    for node in page.structured.nodes("WebSite", "Organization", "NewsMediaOrganization"):
        yield from texts(node.data)


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and fold(one) == fold(other)


def _begins(text: str | None, start: str) -> bool:
    return text is not None and fold(text).startswith(fold(start))


@lru_cache(maxsize=4_096)
def fold(text: str) -> str:
    """For comparing: case and punctuation do not make another headline."""
    return " ".join(re.sub(r"[^\w]+", " ", text.casefold()).split())

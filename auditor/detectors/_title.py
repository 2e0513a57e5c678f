"""The headline: what the publisher declares as such, checked against what a reader sees."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from auditor.page import Block, Page
from auditor.page.jsonld import texts

LONGEST = 500
HEADINGS = frozenset({"h1", "h2", "h3"})
SHORTEST_NAME = 5
"""Characters of a site's name in its address; shorter ones begin too many words."""

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_BAR = re.compile(r"\s*[|｜]")
_SEPARATED = re.compile(r"\s+(?:[|–—·•»«*:/\\-]|::|>)\s+|\s*[|｜»]\s*|\s*:\s+")


def headline(page: Page) -> str | None:
    """
    The headline, without entities, soft hyphens and the outlet's name behind it.

    First what the JSON-LD of the article calls its headline, because it is the publisher's own word for it; where it is
    only the title element again and the visible headline agrees with og:title instead, that one. Without JSON-LD
    the visible headline, unless it is the name of the site; then og:title; then the title element.
    """
    heading = next((block for block in page.blocks_in("headline") if _clean(block.text)), None)
    seen = _clean(heading.text) if heading else None
    titled = _clean(page.structured.title)
    meta = page.structured.meta("og:title", "twitter:title")
    offered = _clean(meta.value if meta else None)
    shared = _bare(page, offered, seen)
    declared = _declared(page)
    # What JSON-LD and og:title both have behind the visible headline belongs to it, unless it names the site.
    if _same(declared, offered) and not _names_site(page, declared, seen):
        return declared
    declared = _bare(page, declared, seen)
    if declared is not None:
        twin = shared is not None and _same(seen, shared) and not _same(declared, shared)
        return shared if twin and _begins(titled, declared) else declared
    if seen is not None and shared is not None and _is_core(seen, shared) and _begins(titled, shared):
        return shared
    if heading is not None and seen is not None and (other := _behind_site_name(page, heading, seen, titled, shared)):
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


def _names_site(page: Page, text: str | None, seen: str | None) -> bool:
    """Whether the part of a text that `_bare` takes away is, or holds, the name of the site; a bar announces one."""
    if text is None:
        return False
    behind = text[len(_bare(page, text, seen) or "") :]
    name = fold(behind)
    declared = any(site and f" {site} " in f" {name} " for site in _sites(page))
    return declared or _BAR.match(behind) is not None or any(host in name.replace(" ", "") for host in _hosts(page))


def _is_core(seen: str, shared: str) -> bool:
    """Whether the heading is the shared headline with a kicker before it, a date or name behind it, or cut short."""
    long, short = fold(seen), fold(shared)
    if long.endswith(" " + short) or (seen.startswith(shared) and _BAR.match(seen, len(shared))):
        return True
    if short.endswith(" " + long) and not _SEPARATED.search(shared[: -len(seen)] + " "):
        return True
    return long.startswith(short + " ") and any(character.isdigit() for character in long[len(short) :])


def _behind_site_name(page: Page, heading: Block, seen: str, titled: str | None, shared: str | None) -> str | None:
    """The headline, where the heading that was taken for it is the site's name or foreign; None where it is not."""
    if titled is None or _same(seen, titled):
        return None
    whole, known, sites = fold(titled), fold(seen), _sites(page)
    if shared and whole == f"{known} {fold(shared)}" and fold(shared) not in sites:
        return shared
    named, foreign = known in sites, set(known.split()).isdisjoint(whole.split())
    if not named and _same(seen, shared):
        return None
    around = whole.endswith(" " + known) or (whole.startswith(known + " ") and _begins_with_host(page, known))
    if not named and not foreign and not around:
        return None
    # A site's name stands above the headline, and the headline above the text.
    between = page.blocks if named or foreign else page.blocks[heading.number + 1 : page.span.first + 2]
    headings = {fold(block.text): _clean(block.text) for block in between if block.tag in HEADINGS}
    rest = whole.removeprefix(known).removesuffix(known).strip()
    for candidate in (shared, headings.get(rest), *_SEPARATED.split(titled)):
        if candidate and not _same(candidate, seen) and fold(candidate) in headings:
            return candidate
    return shared if (named or foreign) and shared and _begins(titled, shared) else None


def _begins_with_host(page: Page, known: str) -> bool:
    return known.replace(" ", "").startswith(tuple(_hosts(page)))


def _hosts(page: Page) -> list[str]:
    """The names that the address gives the site, as "harbourpost"."""
    names = (urlsplit(page.url).hostname or "").removeprefix("www.").split(".")[:-1]
    return [name for name in names if len(name) >= SHORTEST_NAME]


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

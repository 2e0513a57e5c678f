"""What kind of page this is: only articles and stubs are scored, so this decides on form, never on what is told."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from msgspec import UNSET

from auditor.detectors._title import headline
from auditor.detectors.interface import Observation
from auditor.facts import CLOSED, Facts, PageFacts, PageKind
from auditor.lexicon import words
from auditor.page import Page

FACT = "page"

ARTICLE_WORDS = 120
"""Words of body that make a text an article and not a stub."""
LISTING_WORDS = 200
"""Fewer words than this among many pointers are the teasers of a list."""
POINTERS, MANY_POINTERS = 15, 40
PARAGRAPH_WORDS = 50
"""A paragraph of so many unlinked words is no teaser."""
SHELL_WORDS = 40
BLOCK_WORDS = 150
DENSE_CHARACTERS = 2.2
"""Characters that count as a word in scripts written without spaces."""
FEW_BYTES = 0.05
"""Bytes more than characters, for each character, below which at most a name is in such a script."""

_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


class Kind(NamedTuple):
    """A kind, and what decided it in words."""

    kind: PageKind
    reason: str


def detect(page: Page, facts: Facts) -> Observation[PageFacts]:
    """The page's kind, its headline (see `_title`) and its text."""
    length = count_words(page.body)
    kind = _kind(page, facts, length)
    return Observation(
        PageFacts(
            kind=kind.kind,
            kind_reason=kind.reason,
            url=page.url,
            canonical_url=page.structured.canonical,
            title=headline(page),
            language=page.language,
            encoding=page.encoding,
            words=length,
            body=page.body,
        )
    )


def count_words(text: str) -> int:
    """Words of a text; scripts without spaces are counted by characters."""
    # Their characters have three bytes each; counting bytes is much faster than looking for them in every text.
    if len(text.encode("utf-8", "replace")) - len(text) < len(text) * FEW_BYTES or _DENSE.search(text) is None:
        return len(text.split())
    dense = len(_DENSE.findall(text))
    return len(_DENSE.sub(" ", text).split()) + round(dense / DENSE_CHARACTERS)


def _kind(page: Page, facts: Facts, length: int) -> Kind:
    declared = _declared_article(page)
    closed = facts.access is not UNSET and facts.access.state in CLOSED
    if (hurdle := _hurdle(page, length)) is not None and not declared:
        return hurdle
    if _is_front(page, declared):
        return Kind("listing", "the address is the front page of a site or section and the page declares no article")
    pointers = sum(1 for block in page.blocks if block.region == "related")
    told = declared or _is_told(page, facts)
    if length >= ARTICLE_WORDS:
        if not told and pointers > MANY_POINTERS and length < LISTING_WORDS:
            return Kind("listing", f"{pointers} pointers to other pages against {length} words of text")
        return Kind("article", f"{length} words of running text")
    if declared or closed:
        return Kind("stub", f"declared an article, but only {length} words of it are here")
    if pointers > POINTERS and not told:
        return Kind("listing", f"{pointers} pointers to other pages, {length} words of text")
    if length < SHELL_WORDS and _needs_scripts(page):
        return Kind("shell", f"only {length} words came; the rest needs a browser that runs scripts")
    if length >= SHELL_WORDS and (told or any(block.region == "headline" for block in page.blocks)):
        return Kind("stub", f"a headline, a name or a date, and {length} words of text")
    return Kind("other", f"{length} words of text and nothing that declares an article")


def _is_told(page: Page, facts: Facts) -> bool:
    """Whether somebody signs the text, or it has a day of its own, or one paragraph that no teaser has."""
    signed = facts.authors is not UNSET and bool(facts.authors)
    dated = facts.dates is not UNSET and facts.dates.published.value is not None
    return signed or dated or any(count_words(block.text) >= PARAGRAPH_WORDS for block in page.body_blocks)


def _declared_article(page: Page) -> bool:
    """Whether the markup calls the page an article."""
    if page.structured.articles:
        return True
    kind = page.structured.meta("og:type")
    return (kind is not None and kind.value.lower() == "article") or page.structured.meta(
        "article:published_time"
    ) is not None


def _hurdle(page: Page, length: int) -> Kind | None:
    """A page that stands between the reader and the article."""
    if length >= BLOCK_WORDS:
        return None
    text = page.text[:6_000]
    title = page.structured.title or ""
    blocked = words.anywhere("hurdles", "blocked")
    if match := blocked.search(title) or (blocked.search(text) if len(page.text) < 3_000 else None):
        return Kind("block-page", f"it says {match[1]!r} and little else")
    if words.anywhere("hurdles", "missing").search(title):
        return Kind("other", f"its title says {title!r}")
    if length < SHELL_WORDS and len(page.text) < 6_000 and (match := words.loosely("hurdles", "consent").search(text)):
        return Kind("consent-wall", f"it asks for consent ({match[0]!r}) and shows no article")
    return None


def _is_front(page: Page, declared: bool) -> bool:
    path = urlsplit(page.url).path.strip("/") if "://" in page.url else "x"
    return not declared and path.lower() in {"", "index.html", "index.php", "home"} and page.url.startswith("http")


def _needs_scripts(page: Page) -> bool:
    return page.markup.count("<script") > 2 or (
        words.anywhere("hurdles", "scripts").search(page.markup[:200_000]) is not None
    )

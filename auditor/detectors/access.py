"""How much of the article a reader without an account gets: from markup, from elements, from the words of a wall."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import UNSET, UnsetType

from auditor.detectors._walls import breaks_off, walls
from auditor.detectors.interface import Observation
from auditor.detectors.page_kind import count_words
from auditor.facts import Access, AccessState, Facts
from auditor.lexicon import words
from auditor.model import Gap, GapReason
from auditor.page import Block, Page

FACT = "access"

STUB_WORDS = 120
"""Fewer words than this and the text behind a declared wall is not here."""
NOTE_WORDS = 40
"""Fewer words than this, and nothing that says so: whether more of it stands elsewhere cannot be told."""
HIDDEN = 2
"""Folded paragraphs from which it is the text that is hidden."""
PARAGRAPH = 60
"""Characters from which a folded block of a wall is a paragraph of the text and no button."""
RESUMES = 120
"""Words behind a wall from which the text goes on after it."""
WHOLE = 0.9
"""Share of the text in the markup from which all of it is here; credits and captions may be missing."""
CLOSED_TIERS = frozenset({"locked", "premium", "paid"})

LAST = 40
"""Letters at the end of the text in the markup that are looked for in the page."""

_TAG = re.compile(r"<[^>]*>")
_REST = re.compile(r"(?i)(\d{1,3}(?:[.,]\d+)?)\s?% (?:of|de|von|der|di|del|z) (?:this|cet|the|l|dieses|este|questo)")
_FALSE = frozenset({"false", "no", "0", "nein", "http://schema.org/false", "https://schema.org/false"})
_TRUE = frozenset({"true", "yes", "1", "http://schema.org/true", "https://schema.org/true"})


def detect(page: Page, facts: Facts) -> Observation[Access]:  # noqa: ARG001 - the signature of every detector
    """The state of access, with the words of the wall where there is one."""
    declared = _declared_free(page)
    tier = page.structured.meta("article:content_tier")
    paid = declared is False or (tier is not None and tier.value.lower() in CLOSED_TIERS)
    wall = next(walls(page, declared=paid, cut=_words(page) < STUB_WORDS or breaks_off(page)), None)
    state = _state(page, wall, declared, tier.value.lower() if tier else None)
    share = _share(page, wall, state)
    access = Access(
        state=state,
        wall_quote=wall.text if wall else None,
        at=page.at(wall) if wall else None,
        declared_free=declared,
        visible_share=share,
        reaches_end=True if _reaches_end(page, wall, state) else UNSET,
    )
    return Observation(access, tuple(_gaps(page, access)))


def _declared_free(page: Page) -> bool | None:
    """isAccessibleForFree of the article or its page, in JSON-LD or microdata; a closed part counts as not free."""
    for node in (*page.structured.articles, *page.structured.nodes("WebPage")):
        value = _boolean(node.data.get("isAccessibleForFree"))
        parts = node.data.get("hasPart")
        listed = parts if isinstance(parts, list) else [parts]
        closed = any(isinstance(part, dict) and _boolean(part.get("isAccessibleForFree")) is False for part in listed)
        if value is not None or closed:
            return False if closed else value
    for item in page.structured.microdata:
        if item.name == "isaccessibleforfree":
            return _boolean(item.value)
    return None


def _boolean(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    plain = str(value).strip().lower()
    return False if plain in _FALSE else True if plain in _TRUE else None


def _hides_text(page: Page) -> bool:
    """Whether paragraphs of the article itself are in the page, but folded away behind a wall."""
    hidden = [block for block in page.blocks_in("paywall") if block.collapsed and block.article and block.tag == "p"]
    buttons = words.loosely("walls", "wall buttons")
    text = [block for block in hidden if len(block.text) >= PARAGRAPH and buttons.search(block.text) is None]
    return len(text) >= HIDDEN and len(text) == len(hidden)


def _state(page: Page, wall: Block | None, declared: bool | None, tier: str | None) -> AccessState:
    length = _words(page)
    short = length < STUB_WORDS
    if wall is not None:
        if words.loosely("walls", "free account").search(_wall_text(page, wall)):
            return "registration"
        return "gated" if short else "partial"
    if _hides_text(page):
        return "partial"
    if declared is False or tier in CLOSED_TIERS:
        share = _share_of_markup(page)
        if share is None:
            return "gated" if short else "metered"
        return "metered" if share >= WHOLE else "gated" if short else "partial"
    if tier == "metered":
        return "metered"
    if declared:
        return "free"
    return "unknown" if length < NOTE_WORDS or (short and breaks_off(page)) else "free"


def _share_of_markup(page: Page) -> float | None:
    """How much of the articleBody of the markup stands in the running text; None where they cannot be compared."""
    told = next((str(body) for node in page.structured.articles if (body := node.data.get("articleBody"))), "")
    whole = count_words(" ".join(_TAG.sub(" ", told).split()))
    here = sum(count_words(block.text) for block in page.body_blocks)
    # A shorter articleBody is a summary; a longer one whose last words are here is a text that was read badly.
    if whole < STUB_WORDS // 2 or here == 0:
        return None
    if here >= whole * WHOLE:
        return 1.0
    return None if _letters(told)[-LAST:] in _letters(page.text) else round(here / whole, 3)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, _TAG.sub(" ", text).casefold()))


def _words(page: Page) -> int:
    """Words of the running text, counted until they are enough; where few, scripts without spaces count as well."""
    spaced = 0
    for block in page.body_blocks:
        spaced += len(block.text.split())
        if spaced >= STUB_WORDS:
            return spaced
    return sum(count_words(block.text) for block in page.body_blocks)


def _wall_text(page: Page, wall: Block) -> str:
    return " ".join(block.text for block in page.blocks_in("paywall")) or wall.text


def _share(page: Page, wall: Block | None, state: AccessState) -> float | UnsetType:
    """Share of the text that came: all of it where free, what the wall or the text in the markup says elsewhere."""
    if state in {"free", "metered"}:
        return 1.0
    if rest := _REST.search(wall.text) if wall else None:
        return round(1 - min(100.0, float(rest[1].replace(",", "."))) / 100, 3)
    share = _share_of_markup(page) if state != "unknown" else None
    return share if share is not None and share < WHOLE else UNSET


def _reaches_end(page: Page, wall: Block | None, state: AccessState) -> bool:
    """Whether what can be read goes on to the end of the text: nothing closes it, or it resumes behind the wall."""
    if any(gap.fact == "page.body" for gap in page.gaps) or state == "unknown":
        return False
    if state in {"free", "metered"} or (_share_of_markup(page) or 0.0) >= WHOLE:
        return True
    behind = (block for block in page.body_blocks if wall is not None and block.number > wall.number)
    # Folded paragraphs are not read for statements, so they do not make a text whole.
    return sum(count_words(block.text) for block in behind if len(block.text) >= PARAGRAPH) >= RESUMES


def _gaps(page: Page, access: Access) -> Iterator[Gap]:
    if isinstance(access.visible_share, UnsetType) and access.state != "unknown":
        detail = "The text behind the wall was not served; how much it is cannot be told."
        yield Gap(fact="access.visible_share", reason="paywall", detail=detail)
    elif isinstance(access.visible_share, UnsetType):
        detail = "Too little text came to tell whether more of it stands behind a wall."
        yield Gap(fact="access.visible_share", reason="not-an-article", detail=detail)
    if isinstance(access.reaches_end, UnsetType):
        cut = next((gap.reason for gap in page.gaps if gap.fact == "page.body"), None)
        closed: GapReason = "not-an-article" if access.state == "unknown" else "paywall"
        detail = "What was served stops before the end of the text; what is not in it may stand in the rest."
        yield Gap(fact="access.reaches_end", reason=cut or closed, detail=detail)

"""How much of the article a reader without an account gets: from markup, from elements, from the words of a wall."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import UNSET, UnsetType

from auditor.detectors.interface import Observation
from auditor.facts import Access, AccessState, Facts
from auditor.lexicon import words
from auditor.model import Gap
from auditor.page import Block, Page

FACT = "access"

STUB_WORDS = 120
"""Fewer words than this and the text behind a declared wall is not here."""
LONGEST_WALL = 400

_REST = re.compile(r"(?i)(\d{1,3}(?:[.,]\d+)?)\s?% (?:of|de|von|der|di|del|z) (?:this|cet|the|l|dieses|este|questo)")
_FALSE = frozenset({"false", "no", "0", "nein", "http://schema.org/false", "https://schema.org/false"})
_TRUE = frozenset({"true", "yes", "1", "http://schema.org/true", "https://schema.org/true"})


def detect(page: Page, facts: Facts) -> Observation[Access]:  # noqa: ARG001 - the signature of every detector
    """The state of access, with the words of the wall where there is one."""
    declared = _declared_free(page)
    tier = page.structured.meta("article:content_tier")
    wall = next(_walls(page), None)
    state = _state(page, wall, declared, tier.value.lower() if tier else None)
    share = _share(wall, state)
    access = Access(
        state=state,
        wall_quote=wall.text if wall else None,
        at=page.at(wall) if wall else None,
        declared_free=declared,
        visible_share=share,
    )
    return Observation(access, tuple(_gaps(state, share)))


def _declared_free(page: Page) -> bool | None:
    """isAccessibleForFree of the article, in JSON-LD or microdata; hasPart with a closed part counts as not free."""
    for node in page.structured.articles:
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


def _walls(page: Page) -> Iterator[Block]:
    """Blocks of the article that stand in a wall element, or say in few words that the rest is closed."""
    for block in page.blocks:
        if not block.article or block.collapsed or words.loosely("walls", "newsletter").search(block.text):
            continue
        in_wall = block.region == "paywall" and len(block.text) > 3
        short = block.region in {"body", "promo", "process-note"} and len(block.text) <= LONGEST_WALL
        if in_wall or (short and words.loosely("walls", "wall").search(block.text)):
            yield block


def _state(page: Page, wall: Block | None, declared: bool | None, tier: str | None) -> AccessState:
    short = sum(len(block.text.split()) for block in page.body_blocks) < STUB_WORDS
    if wall is not None:
        if words.loosely("walls", "free account").search(_wall_text(page, wall)):
            return "registration"
        return "gated" if short else "partial"
    if declared is False or tier in {"locked", "premium", "paid"}:
        return "gated" if short else "metered"
    if tier == "metered":
        return "metered"
    return "free" if not short or declared else "unknown"


def _wall_text(page: Page, wall: Block) -> str:
    return " ".join(block.text for block in page.blocks_in("paywall")) or wall.text


def _share(wall: Block | None, state: AccessState) -> float | UnsetType:
    """Share of the text that came: all of it where free, what the wall says where it says so."""
    if state in {"free", "metered"}:
        return 1.0
    rest = _REST.search(wall.text) if wall else None
    return round(1 - min(100.0, float(rest[1].replace(",", "."))) / 100, 3) if rest else UNSET


def _gaps(state: AccessState, share: float | UnsetType) -> Iterator[Gap]:
    if isinstance(share, UnsetType) and state in {"partial", "gated", "registration"}:
        detail = "The text behind the wall was not served; how much it is cannot be told."
        yield Gap(fact="access.visible_share", reason="paywall", detail=detail)
    elif isinstance(share, UnsetType):
        detail = "Too little text came to tell whether more of it stands behind a wall."
        yield Gap(fact="access.visible_share", reason="not-an-article", detail=detail)

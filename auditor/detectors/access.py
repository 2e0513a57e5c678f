"""How much of the article a reader without an account gets: from markup, from elements, from the words of a wall."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import UNSET, UnsetType

from auditor.detectors.interface import Observation
from auditor.detectors.page_kind import count_words
from auditor.facts import Access, AccessState, Facts
from auditor.lexicon import words
from auditor.model import Gap
from auditor.page import Block, Page

FACT = "access"

STUB_WORDS = 120
"""Fewer words than this and the text behind a declared wall is not here."""
NOTE_WORDS = 40
"""Fewer words than this, and nothing that says so: whether more of it stands elsewhere cannot be told."""
LONGEST_WALL = 400
HIDDEN = 2
"""Folded paragraphs from which it is the text that is hidden."""
PARAGRAPH = 60
"""Characters from which a folded block of a wall is a paragraph of the text and no button."""
BEFORE_END, AFTER_END = 8, 14
"""Blocks around the last one of the text in which the words of a wall count."""
WALL_GROUPS = ("wall", "wall buttons", "free account")
TELLING = frozenset({"body", "promo", "process-note", "related", "navigation"})

_REST = re.compile(r"(?i)(\d{1,3}(?:[.,]\d+)?)\s?% (?:of|de|von|der|di|del|z) (?:this|cet|the|l|dieses|este|questo)")
_FALSE = frozenset({"false", "no", "0", "nein", "http://schema.org/false", "https://schema.org/false"})
_TRUE = frozenset({"true", "yes", "1", "http://schema.org/true", "https://schema.org/true"})


def detect(page: Page, facts: Facts) -> Observation[Access]:  # noqa: ARG001 - the signature of every detector
    """The state of access, with the words of the wall where there is one."""
    declared = _declared_free(page)
    tier = page.structured.meta("article:content_tier")
    wall = next(_walls(page, everywhere=declared is False), None)
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


def _walls(page: Page, *, everywhere: bool) -> Iterator[Block]:
    """
    Blocks around the end of the text that say in few words that the rest is closed, and those of a wall element.

    `everywhere`: the markup says that the page is not free, so such words count wherever in the article they stand.
    """
    body = page.body_blocks
    last = body[-1].number if body else len(page.blocks)
    around = page.blocks if everywhere else page.blocks[max(0, last - BEFORE_END) : last + AFTER_END + 1]
    # One look at all of them at once; most pages have no such words.
    said = bool(around) and _is_said(page.text[around[0].start : around[-1].end], "wall")
    for block in page.blocks:
        if not (said or block.region == "paywall"):
            continue
        ending = everywhere or last - BEFORE_END <= block.number <= last + AFTER_END
        if not (ending or block.region == "paywall") or not block.article or block.collapsed:
            continue
        if len(block.text) > LONGEST_WALL:
            continue
        told = ending and block.region in TELLING and _says(block, "wall")
        if told or (block.region == "paywall" and any(_says(block, group) for group in WALL_GROUPS)):
            yield block


def _says(block: Block, group: str) -> bool:
    """Whether the block has words of that group and is no offer of a newsletter."""
    return _is_said(block.text, group) and not _is_said(block.text, "newsletter")


def _is_said(text: str, group: str) -> bool:
    return words.loosely("walls", group).search(text) is not None


def _hides_text(page: Page) -> bool:
    """Whether paragraphs of the article itself are in the page, but folded away behind a wall."""
    hidden = [block for block in page.blocks_in("paywall") if block.collapsed and block.article and block.tag == "p"]
    text = [block for block in hidden if len(block.text) >= PARAGRAPH and not _says(block, "wall buttons")]
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
    if declared is False or tier in {"locked", "premium", "paid"}:
        return "gated" if short else "metered"
    if tier == "metered":
        return "metered"
    return "free" if declared or length >= NOTE_WORDS else "unknown"


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

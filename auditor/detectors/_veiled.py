"""What stands in the page but not before the eyes of a reader who has not paid: text folded away behind a wall."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborNode

from auditor.facts import At
from auditor.page import Block, Page

CLICKED = frozenset({"details", "dialog"})
"""Elements that open on a click, which costs nothing."""
ANCESTORS = 64

_NOT_SHOWN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_NAME = re.compile(r"[.#][\w-]+")


def veiled(page: Page) -> Callable[[At | None], bool]:
    """Tells of a place in the text of a page with a wall whether its reader has to pay to see it."""
    names = frozenset(_paid_parts(page))
    known: dict[int, bool] = {}

    def of(at: At | None) -> bool:
        block = None if at is None or at.start is None else page.block_at(at.start)
        if block is None:
            return False
        if block.number not in known:
            known[block.number] = is_folded(block, names)
        return known[block.number]

    return of


def is_folded(block: Block, paid: frozenset[str] = frozenset()) -> bool:
    """
    Whether an element around the block hides it for good, and is none that opens on a click.

    `paid`: classes and ids (`.body`, `#rest`) that the markup names as the part that costs money.
    """
    node: LexborNode | None = block.node
    for _ in range(ANCESTORS):
        if node is None or node.tag in ("body", "html"):
            return False
        if node.tag not in CLICKED and (_hides(node.attributes) or not paid.isdisjoint(_names(node))):
            return True
        node = node.parent
    return False


def _hides(attributes: dict[str, str | None]) -> bool:
    return "hidden" in attributes or _NOT_SHOWN.search(attributes.get("style") or "") is not None


def _names(node: LexborNode) -> Iterator[str]:
    attributes = node.attributes
    yield from (f".{name}" for name in (attributes.get("class") or "").split())
    yield f"#{attributes.get('id')}"


def _paid_parts(page: Page) -> Iterator[str]:
    """The classes and ids that structured data names as the part of the article that is not free."""
    for node in (*page.structured.articles, *page.structured.nodes("WebPage")):
        parts = node.data.get("hasPart")
        for part in parts if isinstance(parts, list) else [parts]:
            if isinstance(part, dict) and str(part.get("isAccessibleForFree")).lower() == "false":
                selectors = part.get("cssSelector")
                for selector in selectors if isinstance(selectors, list) else [selectors]:
                    yield from _NAME.findall(str(selector)) if _NAME.fullmatch(str(selector).strip()) else ()

"""Selectors for evidence: made only for what is quoted, never for a whole page."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

SAFE_ID = re.compile(r"[A-Za-z_][\w-]{0,60}")
MAX_DEPTH = 40


def selector_of(node: LexborNode) -> str:
    """A CSS selector of the element from its nearest ancestor with a plain id, or from the root."""
    steps: list[str] = []
    current: LexborNode | None = node
    while current is not None and current.tag and current.tag not in {"html", "-document"} and len(steps) < MAX_DEPTH:
        if current.is_element_node:
            identifier = current.id
            if identifier and SAFE_ID.fullmatch(identifier):
                steps.append(f"#{identifier}")
                break
            steps.append(_step(current))
        current = current.parent
    return " > ".join(reversed(steps)) or "html"


def _step(node: LexborNode) -> str:
    tag = node.tag or "*"
    if tag == "body":
        return tag
    position, before = 1, node.prev
    while before is not None:
        position += before.tag == tag
        before = before.prev
    return tag if position == 1 and not _has_later_twin(node) else f"{tag}:nth-of-type({position})"


def _has_later_twin(node: LexborNode) -> bool:
    after = node.next
    while after is not None:
        if after.tag == node.tag:
            return True
        after = after.next
    return False

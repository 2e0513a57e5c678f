"""How a block is set apart from the text around it: in other type, in a box, below a line."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from auditor.page import Block

WHOLE = frozenset({"article", "main", "body"})
"""Elements that hold the article and are no box around a player."""
EMPHASIS = "em, i, small, cite"
SHARE_EMPHASISED = 0.9
BOX_DEPTH = 3
BOXES = frozenset({"box", "infobox", "info-box", "factbox", "fact-box", "callout", "panel", "notice", "disclaimer"})
"""Class names of boxes, as content management systems share them."""


def emphasised(block: Block) -> bool:
    """Whether the block is set in other type than the text around it."""
    if block.tag in ("em", "i", "small", "cite"):
        return True
    held = sum(len(node.text(deep=True).strip()) for node in block.node.css(EMPHASIS))
    return held >= SHARE_EMPHASISED * len(block.text)


def boxed(block: Block) -> bool:
    """Whether the block stands in a box beside the running text."""
    node: LexborNode | None = block.node
    for _ in range(BOX_DEPTH):
        if node is None or node.tag in WHOLE:
            return False
        if not BOXES.isdisjoint((node.attributes.get("class") or "").lower().replace("_", "-").split()):
            return True
        node = node.parent
    return False


def below_a_line(block: Block) -> bool:
    """Whether a rule separates the block from what stands above it."""
    node = block.node.prev
    while node is not None and node.tag == "-text" and not node.text(deep=True).strip():
        node = node.prev
    return node is not None and node.tag == "hr"

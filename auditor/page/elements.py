"""
What kind of element each is, by its name, and what its attributes tell: the region it may be, and whether it is folded.

Asked for every element of every page, so answers are kept where few differ.
"""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from auditor.facts import Region
from auditor.page.hints import BY_ROLE, hint

SKIPPED = frozenset(
    "script style template svg iframe object embed canvas math noscript select datalist head video audio map "
    "-comment !doctype".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body button center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table tbody tfoot thead "
    "tr ul caption legend label".split()
)
FOLDING = frozenset({"details", "dialog"})
SPLITTING = frozenset({"credit", "caption"})
"""Hints that make an inline element a paragraph of its own: a credit is not a part of its caption."""
ALSO_HINTING = frozenset({"id", "itemprop", "data-testid", "data-component", "rel"})
"""Attributes beside class whose words tell what an element is."""
TELLING = ALSO_HINTING | {"role", "hidden", "style", "open"}
"""Attributes beside class that change what the walk thinks of an element."""

TEXT = 2
"""The parser's number for a stretch of text."""
MADE_UP = 256
FIRST_NODES = 40
"""As many nodes of a cell of a table tell what it is for."""
SKIP, INLINE, NUMBERED, BREAK, IMAGE, ANCHOR, CELL, BLOCK = range(-1, 7)
"""Kinds of element: what the walk does when it enters and leaves one."""
KINDS = (
    dict.fromkeys(SKIPPED, SKIP)
    | dict.fromkeys(BLOCKS, BLOCK)
    | {"br": BREAK, "img": IMAGE, "amp-img": IMAGE, "a": ANCHOR, "td": CELL, "th": CELL}
)

_HIDDEN_CLASS = re.compile(r"(?:^|\s)(?:(?:is-|u-)?(?:hidden|hide)|d-none)(?:$|\s)")
_SHOWN_CLASS = re.compile(r":|d-(?:[sml]|xx?l|print)|(?:^|\s)(?:visible|show)")
"""`hidden md:block` is hidden on one kind of screen only."""
KNOWN: dict[int, tuple[str, int]] = {}
"""Name and kind of each standard element, by the parser's number for it: asking for names makes a new one each time."""


def known(node: LexborNode, number: int) -> tuple[str, int]:
    """Name and kind of an element; kept by the parser's number, which is above 255 for names it makes up as it goes."""
    tag = node.tag or ""
    answer = tag, KINDS.get(tag, INLINE)
    if number < MADE_UP:
        KNOWN[number] = answer
    return answer


def lays_out(cell: LexborNode) -> bool:
    """Whether a cell of a table is a part of the page, such as a column, and not one value in a row of them."""
    breaks, node = 0, cell.first_child
    for _ in range(FIRST_NODES):
        if node is None:
            return False
        number = node.tag_id
        kind = (KNOWN.get(number) or known(node, number))[1]
        breaks += kind == BREAK
        if kind == BLOCK or breaks == 2:
            return True
        following = node.first_child if kind != SKIP else None
        while following is None and node is not None and node.mem_id != cell.mem_id:
            following = node.next
            node = node.parent
        node = following
    return False


@lru_cache(maxsize=32_768)
def by_class(tag: str, classes: str) -> tuple[Region | None, bool]:
    """Region and foldedness of an element that has a class and nothing else to tell; few differ, so they are kept."""
    return hint(tag, classes), tag in FOLDING or _hides(classes)


def by_attributes(tag: str, attributes: dict[str, str | None]) -> tuple[str, Region | None, bool]:
    """The words of an element, the region that they or its role name, and whether a reader must click to see it."""
    words = classes = attributes.get("class") or ""
    if not ALSO_HINTING.isdisjoint(attributes):
        words = " ".join([classes, *[attributes[name] or "" for name in attributes if name in ALSO_HINTING]])
    region = hint(tag, words)
    if role := attributes.get("role"):
        region = BY_ROLE.get(role, region)
    return words, region, _folded(tag, classes, attributes)


def _folded(tag: str, classes: str, attributes: dict[str, str | None]) -> bool:
    """The hidden attribute, styles and classes, closed details and dialogs."""
    if "hidden" in attributes or (tag in FOLDING and "open" not in attributes) or _hides(classes):
        return True
    style = attributes.get("style")
    if not style:
        return False
    plain = style.lower().replace(" ", "")
    return "display:none" in plain or "visibility:hidden" in plain


def _hides(classes: str) -> bool:
    if "hid" not in classes and "d-none" not in classes:
        return False
    return _HIDDEN_CLASS.search(classes) is not None and not _SHOWN_CLASS.search(classes)

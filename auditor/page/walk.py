"""
The one walk over the tree: text into paragraphs, elements into numbers, pictures and links noted on the way.

It decides nothing. `auditor.page.regions` does that afterwards, on the flat lists that the walk leaves behind.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from auditor.facts import Region
from auditor.page.hints import BY_ROLE, hint

SKIPPED = frozenset(
    "script style template svg iframe object embed canvas math noscript select datalist head video audio map".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body button center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table tbody tfoot thead "
    "tr ul caption legend label".split()
)
FOLDING = frozenset({"details", "dialog"})
CELLS = frozenset({"td", "th"})
SPLITTING = frozenset({"credit", "caption"})
"""Hints that make an inline element a paragraph of its own: a credit is not a part of its caption."""
HINTING = ("class", "id", "itemprop", "data-testid", "data-component", "rel")
_HIDDEN_CLASS = re.compile(r"(?:^|\s)(?:(?:is-|u-)?(?:hidden|hide)|d-none)(?:$|\s)")
_SHOWN_CLASS = re.compile(r":|d-(?:[sml]|xx?l|print)|(?:^|\s)(?:visible|show)")
"""`hidden md:block` is hidden on one kind of screen only."""
MAX_TEXT = 2_000_000
"""Characters of page text; the rest is cut and named as a gap."""


class RawBlock(NamedTuple):
    """A paragraph as the walk leaves it."""

    text: str
    tag: str
    node: LexborNode
    element: int
    """Number of the innermost numbered element around it."""
    links: tuple[tuple[str, str, int, int], ...]
    """(href, rel, start, end), offsets into `text`."""
    linked: int
    """Characters inside links."""


class RawPicture(NamedTuple):
    """A picture as the walk meets it."""

    node: LexborNode
    element: int
    block: int
    """Number of blocks before it."""


class Element(NamedTuple):
    """A numbered element: every block-level one, and inline ones that hint at a region."""

    parent: int
    tag: str
    hint: Region | None
    collapsed: bool
    words: str
    node: LexborNode


class Walked(NamedTuple):
    """What the walk leaves behind; elements are numbered in document order, so `ends[e]` closes the range of `e`."""

    blocks: list[RawBlock]
    elements: list[Element]
    ends: list[int]
    pictures: list[RawPicture]
    cut: bool


def walk(root: LexborNode) -> Walked:
    """Walk the tree below `root` once, in document order, without recursion."""
    state = _Walk(root)
    node: LexborNode | None = root.first_child
    open_nodes: list[tuple[LexborNode, int, str]] = []
    while node is not None:
        tag = node.tag or ""
        if tag == "-text":
            state.add(node.text_content or "")
        elif node.is_element_node and tag not in SKIPPED:
            outer = state.element
            tag = state.enter(node, tag)
            child = node.first_child
            if child is not None:
                open_nodes.append((node, outer, tag))
                node = child
                continue
            state.leave(tag, outer)
        while True:
            following = node.next
            if following is not None:
                node = following
                break
            if not open_nodes:
                state.flush()
                return state.result()
            node, outer, tag = open_nodes.pop()
            state.leave(tag, outer)
    return state.result()


class _Walk:
    """The open paragraph and the lists that grow."""

    def __init__(self, root: LexborNode) -> None:
        self.blocks: list[RawBlock] = []
        self.pictures: list[RawPicture] = []
        self.elements = [Element(0, root.tag or "body", None, False, "", root)]
        self.ends = [0]
        self.element = 0
        self.size = 0
        self.cut = False
        self._pieces: list[str] = []
        self._length = 0
        self._gap = False
        self._text_element = 0
        self._owner: tuple[LexborNode, str] = (root, root.tag or "body")
        self._owners: list[tuple[LexborNode, str]] = [self._owner]
        self._links: list[tuple[str, str, int, int]] = []
        self._anchor: tuple[str, str, int] | None = None
        self._breaks = 0

    def add(self, data: str) -> None:
        """Add characters to the open paragraph, white space collapsed."""
        words = data.split()
        if not words:
            self._gap = self._gap or bool(data)
            return
        if not self._length:
            self._owner = self._owners[-1]
            self._text_element = self.element
        elif self._gap or data[0].isspace():
            self._pieces.append(" ")
            self._length += 1
            if self._anchor and self._anchor[2] == self._length - 1:
                self._anchor = (self._anchor[0], self._anchor[1], self._length)
        text = " ".join(words)
        self._pieces.append(text)
        self._length += len(text)
        self._gap = data[-1].isspace()
        self._breaks = 0
        if self._text_element != self.element:
            self._text_element = self._common(self._text_element, self.element)

    def enter(self, node: LexborNode, tag: str) -> str:
        """Open an element, number it if it is a block or hints at a region; return the tag to leave it by."""
        if tag == "br":
            self._line_break()
            return tag
        attributes = node.attributes
        words = " ".join([attributes[name] or "" for name in HINTING if name in attributes]) if attributes else ""
        region = hint(tag, words)
        is_block = tag in BLOCKS or "-" in tag or region in SPLITTING
        if is_block:
            self.flush()
        elif tag in CELLS:
            self._gap = True
        role = attributes.get("role") if attributes else None
        if role and role in BY_ROLE:
            region = BY_ROLE[role]
        if is_block or region is not None:
            collapsed = (bool(attributes) or tag in FOLDING) and _collapsed(tag, attributes)
            self.elements.append(Element(self.element, tag, region, collapsed, words, node))
            self.ends.append(0)
            self.element = len(self.elements) - 1
        if tag == "a" and attributes.get("href"):
            self._anchor = (attributes.get("href") or "", attributes.get("rel") or "", self._length)
        elif tag in {"img", "amp-img"}:
            self.pictures.append(RawPicture(node, self.element, len(self.blocks)))
        if is_block:
            self._owners.append((node, tag))
            return tag if tag in BLOCKS else "div"
        return tag

    def leave(self, tag: str, outer: int) -> None:
        """Close an element; `outer` is the numbered element that was open before it."""
        if tag in BLOCKS:
            self.flush()
            self._owners.pop()
        elif tag == "a" and self._anchor:
            href, rel, start = self._anchor
            if self._length > start:
                self._links.append((href, rel, start, self._length))
            self._anchor = None
        elif tag in CELLS:
            self._gap = True
        if self.element != outer:
            self.ends[self.element] = len(self.elements) - 1
            self.element = outer

    def flush(self) -> None:
        """Close the open paragraph, if it has any text."""
        self._gap, self._breaks = False, 0
        if not self._length:
            return
        text = "".join(self._pieces)
        if self._anchor:
            href, rel, start = self._anchor
            if self._length > start:
                self._links.append((href, rel, start, self._length))
            self._anchor = (href, rel, 0)
        node, tag = self._owner
        if self.size + len(text) > MAX_TEXT:
            self.cut = True
        else:
            linked = sum(end - start for _, _, start, end in self._links)
            self.blocks.append(RawBlock(text, tag, node, self._text_element, tuple(self._links), linked))
            self.size += len(text) + 1
        self._pieces, self._links, self._length = [], [], 0

    def result(self) -> Walked:
        """Everything the walk found."""
        self.ends[0] = len(self.elements) - 1
        return Walked(self.blocks, self.elements, self.ends, self.pictures, self.cut)

    def _line_break(self) -> None:
        """One br is a space, two in a row end the paragraph."""
        self._gap = True
        self._breaks += 1
        if self._breaks == 2:
            self.flush()

    def _common(self, one: int, other: int) -> int:
        """The innermost numbered element that holds both."""
        while one != other:
            if one > other:
                one = self.elements[one].parent
            else:
                other = self.elements[other].parent
        return one


def _collapsed(tag: str, attributes: dict[str, str | None]) -> bool:
    """Whether a reader must click to see it: the hidden attribute, inline styles, closed details and dialogs."""
    if "hidden" in attributes or (tag in FOLDING and "open" not in attributes):
        return True
    classes = attributes.get("class")
    if classes and ("hid" in classes or "d-none" in classes) and _HIDDEN_CLASS.search(classes) and not _SHOWN_CLASS.search(classes):
        return True
    style = attributes.get("style")
    if not style:
        return False
    plain = style.lower().replace(" ", "")
    return "display:none" in plain or "visibility:hidden" in plain

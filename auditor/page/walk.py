"""
The one walk over the tree: text into paragraphs, elements into numbers, pictures and links noted on the way.

It decides nothing. `auditor.page.regions` does that afterwards, on the flat lists that the walk leaves behind.
It runs for every node of every page, so it keeps lists of plain values and calls as little as it can.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from selectolax.lexbor import LexborNode

from auditor.facts import Region
from auditor.page.elements import (
    ANCHOR,
    BLOCK,
    BREAK,
    CELL,
    IMAGE,
    INLINE,
    KNOWN,
    NUMBERED,
    SKIP,
    SPLITTING,
    TELLING,
    TEXT,
    by_attributes,
    by_class,
    known,
    lays_out,
)
from auditor.page.streamed import Pieces, last_stand_in

MAX_TEXT = 1_000_000
"""Characters of page text; the rest is cut and named as a gap."""

_new = tuple.__new__


Hrefs: TypeAlias = tuple[tuple[str, str, int, int], ...]


class RawBlock(NamedTuple):
    """A paragraph as the walk leaves it."""

    text: str
    tag: str
    node: LexborNode
    element: int
    """Number of the innermost numbered element around it."""
    links: Hrefs
    """(href, rel, start, end), offsets into `text`."""
    linked: int
    """Characters inside links."""


class RawPicture(NamedTuple):
    """A picture as the walk meets it."""

    node: LexborNode
    element: int
    block: int
    """Number of blocks before it."""


class Walked(NamedTuple):
    """
    What the walk leaves behind.

    Elements are numbered in document order: every block-level one, and inline ones that hint at a region. What is
    known of element `e` stands at `e` in six lists, and `e` holds the elements from `e` to `ends[e]`.
    """

    blocks: list[RawBlock]
    pictures: list[RawPicture]
    parents: list[int]
    ends: list[int]
    tags: list[str]
    hints: list[Region | None]
    words: list[str]
    """Class, id and the like, as written."""
    folded: list[bool]
    """Not seen without a click, by what the element says of itself."""
    cut: bool


def walk(root: LexborNode, pieces: Pieces | None = None) -> Walked:
    """
    Walk the tree below `root` once, in document order, without recursion; `pieces` are met where they belong.

    What closes an element stands in the loop itself, not in a method: it runs for every node.
    """
    state = _Walk(root, pieces or None)
    add, enter, flush, ends, seen = state.add, state.enter, state.flush, state.ends, KNOWN.get
    node: LexborNode | None = root.first_child
    outer, owner = state.element, state.owner
    open_nodes: list[tuple[LexborNode, int, int, tuple[LexborNode, str]]] = []
    while node is not None:
        number = node.tag_id
        tag, kind = seen(number) or known(node, number)
        if number == TEXT:
            if node.is_empty_text_node:
                state.gap = True
            elif data := node.text_content:
                add(data)
        elif kind != SKIP:
            outer, owner = state.element, state.owner
            attributes = node.attributes
            if kind or attributes or "-" in tag:
                kind = enter(node, tag, kind, attributes)
            child = node.first_child
            if child is not None and kind != SKIP:
                open_nodes.append((node, outer, kind, owner))
                node = child
                continue
        elif tag == "noscript":
            state.add_unscripted(node)
        elif pieces and tag == "template" and (piece := pieces.take(node)) and (child := piece.first_child):
            open_nodes.append((last_stand_in(node), state.element, INLINE, state.owner))
            node = child
            continue
        while True:
            if kind > INLINE:
                if kind == BLOCK:
                    if state.length:
                        flush()
                    state.owner = owner
                elif kind > IMAGE:
                    state.leave(kind)
                if state.element != outer:
                    ends[state.element] = len(ends) - 1
                    state.element = outer
            if (following := node.next) is not None or not open_nodes:
                break
            node, outer, kind, owner = open_nodes.pop()
        node = following
    return state.result()


class _Walk:
    """The open paragraph and the lists that grow."""

    __slots__ = (
        "_anchor", "_breaks", "_linked", "_links", "_pieces", "_streamed", "_text_element", "_text_owner",
        "blocks", "cut", "element", "ends", "folded", "gap", "hints", "length", "owner", "parents", "pictures", "size",
        "tags", "words",
    )  # fmt: skip

    def __init__(self, root: LexborNode, pieces: Pieces | None) -> None:
        self._streamed = pieces
        tag = root.tag or "body"
        self.blocks: list[RawBlock] = []
        self.pictures: list[RawPicture] = []
        self.parents, self.ends, self.tags, self.words, self.folded = [0], [0], [tag], [""], [False]
        self.hints: list[Region | None] = [None]
        self.element = self.size = 0
        self.cut = False
        self._pieces: list[str] = []
        self.length = self._text_element = self._breaks = self._linked = 0
        self.gap = False
        self.owner: tuple[LexborNode, str] = (root, tag)
        self._text_owner = self.owner
        self._links: list[tuple[str, str, int, int]] = []
        self._anchor: tuple[str, str, int] | None = None

    def add(self, data: str) -> None:
        """Add characters to the open paragraph, white space collapsed."""
        text = " ".join(data.split())
        if not text:
            self.gap = True
            return
        if not self.length:
            self._text_owner = self.owner
            self._text_element = self.element
        else:
            if self.gap or data[0].isspace():
                self._pieces.append(" ")
                self.length += 1
                if self._anchor and self._anchor[2] == self.length - 1:
                    self._anchor = (self._anchor[0], self._anchor[1], self.length)
            if self._text_element != self.element:
                self._text_element = self._common(self._text_element, self.element)
        self._pieces.append(text)
        self.length += len(text)
        self.gap = data[-1].isspace()
        self._breaks = 0

    def enter(self, node: LexborNode, tag: str, kind: int, attributes: dict[str, str | None]) -> int:
        """Open an element, number it if it is a block or hints at a region; return the kind to leave it by."""
        if kind == BREAK:
            self._line_break()
            return INLINE
        if not attributes:
            words = ""
            region, folded = by_class(tag, words)
        elif TELLING.isdisjoint(attributes):
            words = attributes.get("class") or ""
            region, folded = by_class(tag, words)
        elif self._streamed and "hidden" in attributes and self._streamed.elsewhere(node):
            return SKIP
        else:
            words, region, folded = by_attributes(tag, attributes)
        if kind == CELL and lays_out(node):
            kind = BLOCK
        if kind == BLOCK or (kind == INLINE and (region in SPLITTING or "-" in tag)):
            kind = BLOCK
            if self.length:
                self.flush()
            self.owner = (node, tag)
        elif kind == CELL:
            self.gap = True
        elif kind == ANCHOR and (href := attributes.get("href")):
            self._anchor = (href, attributes.get("rel") or "", self.length)
        if kind == BLOCK or region is not None:
            kind = kind or NUMBERED
            self.parents.append(self.element)
            self.element = len(self.ends)
            self.ends.append(0)
            self.tags.append(tag)
            self.hints.append(region)
            self.words.append(words)
            self.folded.append(folded)
        if kind == IMAGE:
            self.pictures.append(RawPicture(node, self.element, len(self.blocks)))
        return kind

    def add_unscripted(self, node: LexborNode) -> None:
        """Note the picture in a noscript where a script puts it in place for readers: its frame holds no other one."""
        parent = node.parent
        if parent is not None and parent.tag in {"picture", "figure"} and len(inner := parent.css("img")) == 1:
            self.pictures.append(RawPicture(inner[0], self.element, len(self.blocks)))

    def leave(self, kind: int) -> None:
        """Close an anchor or a cell of a table."""
        if kind == CELL:
            self.gap = True
        elif self._anchor:
            self._close_link()
            self._anchor = None

    def flush(self) -> None:
        """Close the open paragraph, if it has any text."""
        self.gap, self._breaks = False, 0
        if not self.length:
            return
        if self._anchor:
            self._close_link()
            self._anchor = (self._anchor[0], self._anchor[1], 0)
        text = "".join(self._pieces) if len(self._pieces) > 1 else self._pieces[0]
        if self.size + len(text) > MAX_TEXT:
            self.cut = True
        else:
            node, tag = self._text_owner
            links = tuple(self._links) if self._links else ()
            self.blocks.append(_new(RawBlock, (text, tag, node, self._text_element, links, self._linked)))
            self.size += len(text) + 1
        self._pieces.clear()
        self._links.clear()
        self.length = self._linked = 0

    def result(self) -> Walked:
        """Everything the walk found."""
        self.flush()
        self.ends[0] = len(self.ends) - 1
        return Walked(
            self.blocks,
            self.pictures,
            self.parents,
            self.ends,
            self.tags,
            self.hints,
            self.words,
            self.folded,
            self.cut,
        )

    def _close_link(self) -> None:
        """Note the words of the open anchor, as far as they stand in the open paragraph."""
        if self._anchor and self.length > self._anchor[2]:
            href, rel, start = self._anchor
            self._links.append((href, rel, start, self.length))
            self._linked += self.length - start

    def _line_break(self) -> None:
        """One br is a space, two in a row end the paragraph."""
        self.gap = True
        self._breaks += 1
        if self._breaks == 2:
            self.flush()

    def _common(self, one: int, other: int) -> int:
        """The innermost numbered element that holds both."""
        while one != other:
            if one > other:
                one = self.parents[one]
            else:
                other = self.parents[other]
        return one

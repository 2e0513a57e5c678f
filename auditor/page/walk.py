"""
The one walk over the tree: text into paragraphs, elements into numbers, pictures and links noted on the way.

It decides nothing. `auditor.page.regions` does that afterwards, on the flat lists that the walk leaves behind.
It runs for every node of every page, so it keeps lists of plain values and calls as little as it can.
"""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

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
MAX_TEXT = 2_000_000
"""Characters of page text; the rest is cut and named as a gap."""

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


def walk(root: LexborNode) -> Walked:
    """Walk the tree below `root` once, in document order, without recursion."""
    state = _Walk(root)
    add, enter, kind_of = state.add, state.enter, KINDS.get
    node: LexborNode | None = root.first_child
    open_nodes: list[tuple[LexborNode, int, int]] = []
    while node is not None:
        tag = node.tag or ""
        if tag == "-text":
            data = node.text_content
            if data and not data.isspace():
                add(data)
            elif data:
                state.gap = True
        elif (kind := kind_of(tag, INLINE)) != SKIP:
            outer = state.element
            attributes = node.attributes
            if kind or attributes or "-" in tag:
                kind = enter(node, tag, kind, attributes)
            child = node.first_child
            if child is not None:
                open_nodes.append((node, outer, kind))
                node = child
                continue
            if kind:
                state.leave(kind, outer)
        while (following := node.next) is None:
            if not open_nodes:
                return state.result()
            node, outer, kind = open_nodes.pop()
            if kind:
                state.leave(kind, outer)
        node = following
    return state.result()


class _Walk:
    """The open paragraph and the lists that grow."""

    __slots__ = (
        "_anchor", "_breaks", "_length", "_linked", "_links", "_owner", "_owners", "_pieces", "_text_element",
        "blocks", "cut", "element", "ends", "folded", "gap", "hints", "parents", "pictures", "size", "tags", "words",
    )  # fmt: skip

    def __init__(self, root: LexborNode) -> None:
        tag = root.tag or "body"
        self.blocks: list[RawBlock] = []
        self.pictures: list[RawPicture] = []
        self.parents, self.ends, self.tags, self.words, self.folded = [0], [0], [tag], [""], [False]
        self.hints: list[Region | None] = [None]
        self.element = self.size = 0
        self.cut = False
        self._pieces: list[str] = []
        self._length = self._text_element = self._breaks = self._linked = 0
        self.gap = False
        self._owner: tuple[LexborNode, str] = (root, tag)
        self._owners = [self._owner]
        self._links: list[tuple[str, str, int, int]] = []
        self._anchor: tuple[str, str, int] | None = None

    def add(self, data: str) -> None:
        """Add characters that are not all white space to the open paragraph, white space collapsed."""
        if not self._length:
            self._owner = self._owners[-1]
            self._text_element = self.element
        else:
            if self.gap or data[0].isspace():
                self._pieces.append(" ")
                self._length += 1
                if self._anchor and self._anchor[2] == self._length - 1:
                    self._anchor = (self._anchor[0], self._anchor[1], self._length)
            if self._text_element != self.element:
                self._text_element = self._common(self._text_element, self.element)
        text = " ".join(data.split())
        self._pieces.append(text)
        self._length += len(text)
        self.gap = data[-1].isspace()
        self._breaks = 0

    def enter(self, node: LexborNode, tag: str, kind: int, attributes: dict[str, str | None]) -> int:
        """Open an element, number it if it is a block or hints at a region; return the kind to leave it by."""
        if kind == BREAK:
            self._line_break()
            return INLINE
        words = _words(attributes) if attributes else ""
        region = hint(tag, words)
        if kind == INLINE and ("-" in tag or region in SPLITTING):
            kind = BLOCK
        if kind == BLOCK:
            self.flush()
            self._owners.append((node, tag))
        elif kind == CELL:
            self.gap = True
        elif kind == ANCHOR and (href := attributes.get("href")):
            self._anchor = (href, attributes.get("rel") or "", self._length)
        if attributes and (role := attributes.get("role")):
            region = BY_ROLE.get(role, region)
        if kind == BLOCK or region is not None:
            self._number(tag, region, words, attributes)
            kind = kind or NUMBERED
        if kind == IMAGE:
            self.pictures.append(RawPicture(node, self.element, len(self.blocks)))
        return kind

    def leave(self, kind: int, outer: int) -> None:
        """Close an element; `outer` is the numbered element that was open before it."""
        if kind == BLOCK:
            self.flush()
            self._owners.pop()
        elif kind == ANCHOR and self._anchor:
            self._close_link()
            self._anchor = None
        elif kind == CELL:
            self.gap = True
        if self.element != outer:
            self.ends[self.element] = len(self.ends) - 1
            self.element = outer

    def flush(self) -> None:
        """Close the open paragraph, if it has any text."""
        self.gap, self._breaks = False, 0
        if not self._length:
            return
        if self._anchor:
            self._close_link()
            self._anchor = (self._anchor[0], self._anchor[1], 0)
        text = "".join(self._pieces)
        if self.size + len(text) > MAX_TEXT:
            self.cut = True
        else:
            node, tag = self._owner
            links = tuple(self._links)
            self.blocks.append(_new(RawBlock, (text, tag, node, self._text_element, links, self._linked)))
            self.size += len(text) + 1
        self._pieces, self._links, self._length, self._linked = [], [], 0, 0

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

    def _number(self, tag: str, region: Region | None, words: str, attributes: dict[str, str | None]) -> None:
        self.parents.append(self.element)
        self.element = len(self.ends)
        self.ends.append(0)
        self.tags.append(tag)
        self.hints.append(region)
        self.words.append(words)
        self.folded.append(bool(attributes or tag in FOLDING) and _folded(tag, attributes))

    def _close_link(self) -> None:
        """Note the words of the open anchor, as far as they stand in the open paragraph."""
        if self._anchor and self._length > self._anchor[2]:
            href, rel, start = self._anchor
            self._links.append((href, rel, start, self._length))
            self._linked += self._length - start

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


def _words(attributes: dict[str, str | None]) -> str:
    """What the element calls itself: its class, and whatever else it goes by."""
    classes = attributes.get("class") or ""
    if ALSO_HINTING.isdisjoint(attributes):
        return classes
    return " ".join([classes, *[attributes[name] or "" for name in attributes if name in ALSO_HINTING]])


def _folded(tag: str, attributes: dict[str, str | None]) -> bool:
    """Whether a reader must click to see it: the hidden attribute, styles and classes, closed details and dialogs."""
    if "hidden" in attributes or (tag in FOLDING and "open" not in attributes):
        return True
    classes = attributes.get("class")
    if classes and ("hid" in classes or "d-none" in classes) and _hides(classes):
        return True
    style = attributes.get("style")
    if not style:
        return False
    plain = style.lower().replace(" ", "")
    return "display:none" in plain or "visibility:hidden" in plain


def _hides(classes: str) -> bool:
    return _HIDDEN_CLASS.search(classes) is not None and not _SHOWN_CLASS.search(classes)

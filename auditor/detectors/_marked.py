"""Reads the `ai-disclosure` attribute: what it covers, what inside it says otherwise, and what is not this article."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary

from selectolax.lexbor import LexborNode

from auditor.detectors._statements import SKIPPED
from auditor.detectors._told import W3C, Meaning, told
from auditor.facts import Disclosure, DisclosureScope, Quoted, Region
from auditor.page import Block, Page
from auditor.page.selectors import selector_of

ATTRIBUTE = "ai-disclosure"
ELSEWHERE: frozenset[Region] = SKIPPED | {"footer", "hidden"}
BY_TAG: dict[str, DisclosureScope] = {
    "img": "image",
    "figure": "image",
    "picture": "image",
    "video": "video",
    "audio": "audio",
}
BY_REGIONS: tuple[tuple[frozenset[Region], DisclosureScope], ...] = (
    (frozenset({"summary-box"}), "summary"),
    (frozenset({"headline"}), "headline"),
    (frozenset({"caption", "credit", "lead-media"}), "image"),
)

MOST = 1_000
"""Elements with the attribute that are read; a page that marks every paragraph has some hundreds."""

_marked: WeakKeyDictionary[Page, tuple[LexborNode, ...]] = WeakKeyDictionary()


class Mark(NamedTuple):
    """An element whose value counts: it is valid, and other than what the elements around it say."""

    node: LexborNode
    value: str


class Marks:
    """The marks of a page and the blocks that each covers: the innermost mark around a block counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.own: dict[int, Mark] = {}
        for node in marked(page):
            value = value_of(node)
            if value in W3C:
                above = self.around(node.parent)
                self.own[node.mem_id] = above if above is not None and above.value == value else Mark(node, value)
        self.blocks: dict[int, list[Block]] = {}
        for block in page.blocks if self.own else ():
            mark = self.around(block.node)
            if mark is not None:
                self.blocks.setdefault(mark.node.mem_id, []).append(block)

    def around(self, node: LexborNode | None) -> Mark | None:
        """The innermost mark that covers an element."""
        while node is not None:
            if (mark := self.own.get(node.mem_id)) is not None:
                return mark
            node = node.parent
        return None

    def whole_body(self) -> bool:
        """Whether every paragraph of the article is covered by some mark: what a meta element says is then moot."""
        body = self.page.body_blocks
        return bool(self.own and body) and all(self.around(block.node) is not None for block in body)

    def scopes(self) -> Iterator[tuple[Mark, DisclosureScope, list[Block]]]:
        """Each mark that speaks of this article, with the part it speaks of and the blocks it covers."""
        for mark in {mark.node.mem_id: mark for mark in self.own.values()}.values():
            blocks = [b for b in self.blocks.get(mark.node.mem_id, ()) if b.region not in ELSEWHERE and not b.collapsed]
            by_tag = BY_TAG.get(mark.node.tag or "")
            if by_tag is None and blocks:
                regions = {block.region for block in blocks}
                yield mark, next((scope for some, scope in BY_REGIONS if regions <= some), "text"), blocks
            elif self._in_article(mark.node):
                yield mark, by_tag or "text", blocks

    def _in_article(self, node: LexborNode) -> bool:
        """Whether the nearest element around it that holds text holds text of the article."""
        holders = self._holders
        current: LexborNode | None = node
        while current is not None:
            if current.mem_id in holders:
                return holders[current.mem_id]
            current = current.parent
        return False

    @cached_property
    def _holders(self) -> dict[int, bool]:
        """The elements that hold blocks, and whether one of them is of the article."""
        holders: dict[int, bool] = {}
        for block in self.page.blocks:
            ours = block.region not in ELSEWHERE
            node: LexborNode | None = block.node
            # What stands around a known element is known as well, unless it turns out to be the article's.
            while node is not None and (node.mem_id not in holders or (ours and not holders[node.mem_id])):
                holders[node.mem_id] = ours
                node = node.parent
        return holders


WRITTEN = (ATTRIBUTE, ATTRIBUTE.upper(), ATTRIBUTE.title(), "AI-disclosure", "AI-Disclosure")
"""How the attribute is written; its case does not matter to HTML."""


def marked(page: Page) -> tuple[LexborNode, ...]:
    """The elements with the attribute, in document order; looked for once a page."""
    known = _marked.get(page)
    if known is None:
        # Searching the markup is far faster than asking every element; everybody writes the name in small letters.
        known = tuple(page.tree.css(f"[{ATTRIBUTE}]")[:MOST]) if ATTRIBUTE in page.markup else ()
        _marked[page] = known
    return known


def value_of(node: LexborNode) -> str:
    """The value of the attribute, as the draft compares it."""
    return (node.attributes.get(ATTRIBUTE) or "").strip().lower()


def in_attributes(page: Page, marks: Marks) -> Iterator[Disclosure | Quoted]:
    """One statement for each value and part of the page; values that the draft does not know as plain quotes, once."""
    unknown = {
        node.attributes.get(ATTRIBUTE) or "": node for node in reversed(marked(page)) if value_of(node) not in W3C
    }
    for value, node in reversed(unknown.items()):
        yield Quoted(quote=f'{ATTRIBUTE}="{value}"', at=page.at_node(node, "markup"))
    groups: dict[tuple[str, DisclosureScope], list[tuple[Mark, list[Block]]]] = {}
    for mark, scope, blocks in marks.scopes():
        groups.setdefault((mark.value, scope), []).append((mark, blocks))
    body = {block.number for block in page.body_blocks}
    for (value, scope), members in groups.items():
        covered = {block.number for _, blocks in members for block in blocks}
        meaning = W3C[value]._replace(scope=scope)
        if scope == "text" and not (body and body <= covered):
            if meaning.role == "none":  # that one part is free of AI says nothing of the others
                continue
            meaning = Meaning("assisted", scope)
        first = members[0][0].node
        yield told(page, value, selector_of(first), meaning, tool=first.attributes.get("ai-model") or None)

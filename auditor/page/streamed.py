"""
Says where the pieces of a streamed page belong.

A server that streams sends what is slow after the rest: at the end of the page, in hidden elements, and the browser
moves each to a placeholder as it arrives. React's names for them: piece `S:1` goes to template `B:1` or `P:1`. Nothing
is moved here: the walk goes into the piece where its placeholder stands.
"""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

MARK = b'<div hidden id="S:'
"""How every piece begins; a longer word is found sooner."""
MOST_PIECES = 100
"""Pages have a dozen; the rest stays where it was sent."""
MOST_STAND_INS = 100
"""Nodes between a placeholder and its closing comment."""
_PIECES = 'div[hidden][id^="S:"]'
_ENDS, _BEGINS = "/$", "$"
"""What the comments around a placeholder and its stand-in say; stand-ins may hold others."""


class Pieces:
    """The pieces of one page that have not been met."""

    def __init__(self, tree: LexborHTMLParser, markup: bytes) -> None:
        self._waiting: dict[str, LexborNode] = {}
        self._placed: set[int] = set()
        for piece in tree.css(_PIECES)[:MOST_PIECES] if MARK in markup else ():
            self._waiting.setdefault(_number(piece), piece)

    def __bool__(self) -> bool:
        return bool(self._waiting or self._placed)

    def take(self, holder: LexborNode) -> LexborNode | None:
        """The piece that belongs where this template stands; each is given out once."""
        piece = self._waiting.pop(_number(holder), None)
        if piece is not None:
            self._placed.add(piece.mem_id)
        return piece

    def elsewhere(self, node: LexborNode) -> bool:
        """Whether this element is a piece that was taken; one that was not stays where it was sent."""
        if node.mem_id in self._placed:
            return True
        if self._waiting and (piece := self._waiting.get(_number(node))) and piece.mem_id == node.mem_id:
            del self._waiting[_number(node)]
        return False


def last_stand_in(holder: LexborNode) -> LexborNode:
    """The last node of what is shown until the piece arrives; the placeholder itself where no comment closes it."""
    depth, last, node = 0, holder, holder.next
    for _ in range(MOST_STAND_INS):
        if node is None:
            break
        said = node.comment_content if node.is_comment_node else None
        if said == _ENDS and depth == 0:
            return last
        if said:
            depth += -1 if said == _ENDS else said.startswith(_BEGINS)
        last, node = node, node.next
    return holder


def _number(node: LexborNode) -> str:
    """What follows the letter in an id: piece and placeholder share it."""
    return (node.attributes.get("id") or "").partition(":")[2]

"""
Puts the pieces of a streamed page where they belong.

A server that streams sends what is slow after the rest: at the end of the page, in hidden elements, and the browser
moves each to a placeholder as it arrives. React's names for them: piece `S:1` goes to template `B:1` or `P:1`.
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

MOST_PIECES = 100
"""Pages have a dozen; the rest stays where it was sent."""
MARK = b'id="S:'
_PIECES = 'div[hidden][id^="S:"]'
_ENDS, _BEGINS = "/$", "$"
"""What the comments around a placeholder and its stand-in say; stand-ins may hold others."""


def place(tree: LexborHTMLParser, markup: bytes) -> None:
    """Move every streamed piece of `tree` to its placeholder, and take out what stood in for it."""
    if MARK not in markup:
        return
    for piece in tree.css(_PIECES)[:MOST_PIECES]:
        number = (piece.attributes.get("id") or "").removeprefix("S:")
        if number.isalnum() and (holder := _placeholder(tree, number)) is not None:
            for stand_in in list(_stand_ins(holder)):
                stand_in.decompose()
            for child in list(_children(piece)):
                holder.insert_before(child)
            piece.decompose()
            holder.decompose()


def _placeholder(tree: LexborHTMLParser, number: str) -> LexborNode | None:
    return tree.css_first(f'template[id="B:{number}"], template[id="P:{number}"]')


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _stand_ins(holder: LexborNode) -> Iterator[LexborNode]:
    """What is shown until the piece arrives: all up to the closing comment; nothing where there is none."""
    found: list[LexborNode] = []
    depth, node = 0, holder.next
    while node is not None:
        said = node.comment_content if node.is_comment_node else None
        if said == _ENDS and depth == 0:
            yield from found
            return
        if said:
            depth += -1 if said == _ENDS else said.startswith(_BEGINS)
        found.append(node)
        node = node.next

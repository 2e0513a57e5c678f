"""
Finds where markup makes the parser nest too deep or copy too much, by letting it read no more than is safe at a time.

What a tag opens or closes depends on everything before it: `<td>` is nothing outside of a table, `<style>` is text in
HTML and markup in SVG, an end tag may stand in a comment. No count of tags is right about that. So the parser is asked:
it reads as far as even the worst that can follow costs little, the tree shows what is open there, and so on from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_TAGS = 60_000
MAX_DEPTH = 1_000
MAX_FORMATTING = 250
MAX_ALL_ATTRIBUTES = 600_000
"""On the whole page: as many take the parser 140 MB."""
MAX_COPIED = 4_000_000
"""Characters of formatting elements that the parser opens again because a block closed them, over the whole page."""
STRETCH_TAGS = 5_000
STRETCH_COPIES = 150_000
STRETCH_COPIED = 8_000_000
"""The worst that is read without a look: so many tags in one another, copies of elements, bytes of their attributes."""
LOOKS_AT_TAGS = 1_500_000
LOOKS_AT_BYTES = 30_000_000
"""How much may be parsed to look at it, counted each time: about 0.5 s."""

SPACE = rb" \t\n\r\f"


def attribute(*, quoted: int, plain: int) -> bytes:
    """
    The pattern of an attribute as nearly everyone writes it (HTML 13.2.5.32 to 13.2.5.39); possessive.

    Its value is no longer than so many bytes in quotes, or so many and one without; longer ones do not match.
    """
    values = (rb"\"[^\"]{0,%d}+\"" % quoted, rb"'[^']{0,%d}+'" % quoted)
    bare = rb"[^%s>\"'][^%s>]{0,%d}+(?=[%s>])" % (SPACE, SPACE, plain, SPACE)
    name = rb"[%s/]*+[^%s/>][^%s/>=]{0,99}+" % (SPACE, SPACE, SPACE)
    # The commonest way stands first because it is found soonest.
    rest = (b"=" + values[0], rb"[%s]*+=[%s]*+(?:%s)" % (SPACE, SPACE, b"|".join((*values, bare))))
    return name + rb"(?:%s|(?![%s]*+=))" % (b"|".join(rest), SPACE)


FORMATTING = frozenset("b big code em font i s small strike strong tt u".split())
_LINKS = frozenset({"a", "nobr"})
"""Opened again like formatting, but no more than one of a kind at a time."""
_MARKERS = frozenset("applet caption marquee object td template th".split())
"""Elements that hide the formatting outside of them until they are closed."""
_TAG = re.compile(rb"<(?:(?i:(a|nobr)|(b|big|code|em|font|i|s|small|strike|strong|tt|u))(?=[%s/>])|[A-Za-z])" % SPACE)
_SHORT = re.compile(b"(?:" + attribute(quoted=2_000, plain=500) + rb"){0,30}+[%s/]*+>" % SPACE)
"""What follows the name in nearly all tags."""
_LEAVE_TEXT = b"'\">]]>--></script></style></textarea></title></xmp></iframe></noembed></noframes></noscript>"
"""Ends quotes, tags, comments and texts, whichever are open, and does nothing else that counts."""
_LEAVE_MARKERS = b"</template></caption></td></th></table></object></applet></marquee></select></svg></math>" * 20


class Breach(NamedTuple):
    """Where a limit is passed, and which one, in words."""

    offset: int
    limit: str


class _Open(NamedTuple):
    """What is open at a place, or why that is too much."""

    depth: int = 0
    formatting: int = 0
    length: int = 0
    """Bytes of the formatting elements."""
    breach: str | None = None


class Reader:
    """Lets the parser read on and on, and remembers how far all is well."""

    def __init__(self) -> None:
        self._at = self._tags = 0
        self._opened = _Open()
        self._left_tags, self._left_bytes = LOOKS_AT_TAGS, LOOKS_AT_BYTES

    def breach(self, markup: bytes) -> Breach | None:
        """Where the parser would nest or copy more than the limits allow; markup read before must be as it was."""
        while self._at < len(markup):
            places = list(_stretch(markup, self._at, self._opened))
            tags, end = self._tags + len(places), places[-1]
            if tags > MAX_TAGS:
                return Breach(self._at, f"more than {MAX_TAGS:,} elements")
            self._left_tags -= tags * (1 + self._opened.depth // 50)
            self._left_bytes -= end
            if self._left_tags < 0 or self._left_bytes < 0:
                return Breach(self._at, "more that may be nested or copied than can be looked at in time")
            opened = look(markup[:end], tags)
            if opened.breach:
                return _where(markup, [self._at, *places], tags, opened.breach)
            self._at, self._tags, self._opened = end, tags, opened
        return None


def _where(markup: bytes, places: list[int], tags: int, breach: str) -> Breach:
    """The last of the places before the breach; the first is before it."""
    good, bad = 0, len(places) - 1
    while bad - good > 1:
        middle = (good + bad) // 2
        found = look(markup[: places[middle]], tags).breach
        if found:
            bad, breach = middle, found
        else:
            good = middle
    return Breach(places[good], breach)


def _stretch(markup: bytes, start: int, opened: _Open) -> Iterator[int]:
    """Where the next tags begin or can begin, as long as nothing that they can be costs much; the last ends it."""
    formatting, length, link = opened.formatting + 2, opened.length, 0
    copies = copied = 0
    for number, tag in enumerate(_TAG.finditer(markup, start)):
        yield tag.start()
        copies += formatting
        copied += length + link
        if number and (number >= STRETCH_TAGS or copies > STRETCH_COPIES or copied > STRETCH_COPIED):
            return
        if tag.lastindex:
            short = _SHORT.match(markup, tag.end())
            size = (short.end() if short else len(markup)) - tag.end()
            if tag.lastindex == 1:
                link = max(link, size)
            else:
                formatting, length = formatting + 1, length + size
    yield len(markup)


def look(before: bytes, tags: int) -> _Open:
    """What is open behind this markup of so many tags, as the parser itself has it."""
    name = f"x{blake2b(before, digest_size=12).hexdigest()}"
    probe = f"<span {name}>".encode()
    tree = LexborHTMLParser(b"".join((before, _LEAVE_TEXT, probe, _LEAVE_MARKERS, probe)))
    html = tree.html or ""
    # What the serializer writes for an entity or an end tag was not copied.
    if len(html) - len(before) - 5 * html.count("&") - 40 * (tags + 100) > MAX_COPIED:
        return _Open(breach=f"more than {MAX_COPIED:,} characters of formatting opened again")
    if html.count('="') > MAX_ALL_ATTRIBUTES:
        return _Open(breach=f"more than {MAX_ALL_ATTRIBUTES:,} attributes")
    if probe.decode() in html:  # it has become text in spite of all: nothing nests behind <plaintext>
        return _Open()
    probes = tree.css(f"span[{name}]")
    if len(probes) != 2:
        return _Open(breach="a place where it cannot be seen what is open")
    inner, outer = ([*_around(node)] for node in probes)
    if any(node.tag in _MARKERS for node in outer):
        return _Open(breach=f"more than {_LEAVE_MARKERS.count(b'</td>')} cells or objects in one another")
    if len(inner) > MAX_DEPTH:
        return _Open(breach=f"elements nested more than {MAX_DEPTH:,} deep")
    reopened = max(([*_reopened(nodes)] for nodes in (inner, outer)), key=len)
    length = max(sum(map(_length, _reopened(nodes))) for nodes in (inner, outer))
    if len(reopened) > MAX_FORMATTING:
        return _Open(breach=f"more than {MAX_FORMATTING} formatting elements that are not closed")
    return _Open(len(inner), len(reopened), length)


def _around(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _reopened(nodes: list[LexborNode]) -> Iterator[LexborNode]:
    return (node for node in nodes if node.tag in FORMATTING or node.tag in _LINKS)


def _length(node: LexborNode) -> int:
    return sum(len(name) + len(value or "") + 4 for name, value in node.attributes.items())

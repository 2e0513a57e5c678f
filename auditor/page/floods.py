"""
Takes out the attributes of tags that have too many, without being fooled by what only looks like a tag or a quote.

A parser compares every attribute of a tag with all before it. Which `<` begins a tag depends on what is open around it,
so every one that can is read as one. What then seems a flood is put to the parser itself: it reads what stands before,
which is safe, and shows whether a tag at that place becomes an element or is text of a script or a comment.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Literal, NamedTuple, TypeAlias

from selectolax.lexbor import LexborHTMLParser

from auditor.page.nesting import SPACE, Reader, attribute

MAX_ATTRIBUTES = 1_000
MAX_FLOODS = 8
"""How many places may be put to the parser."""
QUICK_ATTRIBUTES = 24
"""Tags with no more are passed over."""
STEP = 300
"""What reading one attribute costs, in bytes that are only searched through."""
BUDGET = 60_000_000
"""How much is read attribute by attribute: 0.1 to 0.2 s."""

_PARTS = {b"s": SPACE, b"n": QUICK_ATTRIBUTES}
_SUSPECT = re.compile(
    rb"<(?=/?[A-Za-z])(?!/?[A-Za-z][^%(s)s/>]{0,99}+(?:>|(?=[%(s)s/])" % _PARTS
    + rb"(?:"
    + attribute(quoted=1_000, plain=199)
    + rb"){0,%(n)d}+[%(s)s/]*+>))" % _PARTS
)
"""Whatever can begin a tag and is not seen to end after few attributes (HTML 13.2.5.8 to 13.2.5.39)."""
_LINK = re.compile(rb"<(?i:a|nobr)")
_NAME = re.compile(rb"</?[A-Za-z][^%(s)s/>]*+" % _PARTS)
_ATTRIBUTE = re.compile(
    rb"[%(s)s/]*+[^%(s)s/>][^%(s)s/>=]*+(?:[%(s)s]*+=[%(s)s]*+"
    rb"(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^%(s)s>\"'][^%(s)s>]*+)?+)?+" % _PARTS
)

Standing: TypeAlias = Literal["tag", "text", "unknown"]


class Flood(NamedTuple):
    """A tag with too many attributes, if it is a tag."""

    start: int
    name_end: int


def without_floods(search: Search, first: Flood, reader: Reader) -> tuple[bytes, str | None]:
    """The markup without the attributes of tags that have too many, and what was done to it; cut where unsure."""
    reason, flood = f"more than {MAX_ATTRIBUTES:,} attributes on one element", first
    dropped = False
    for _ in range(MAX_FLOODS):
        before = search.markup[: flood.start]
        breach = reader.breach(before)
        if breach:
            return before[: breach.offset], breach.limit
        standing = _standing(before)
        if standing == "unknown":
            return before, reason
        if standing == "tag":
            search.drop(flood)
            dropped = True
        following = search.next()
        if following is None:
            return search.markup, search.exhausted or (reason if dropped else None)
        flood = following
    return search.markup[: flood.start], reason


def _standing(before: bytes) -> Standing:
    """What a tag would be behind this markup; the name is one that nobody can have put into it."""
    name = f"x-{blake2b(before, digest_size=12).hexdigest()}"
    html = LexborHTMLParser(before + f"<{name} a='b'>".encode()).html or ""
    if f'<{name} a="b">' in html:
        return "tag"
    return "text" if f"{name} a='b'" in html else "unknown"


class Search:
    """Goes through everything that can begin a tag, once, and remembers what was read."""

    def __init__(self, markup: bytes) -> None:
        self.markup = markup
        self.exhausted: str | None = None
        self._from = 0
        self._left = BUDGET
        self._reached: dict[int, int] = {}
        self.longest = 0
        """Bytes of the longest link; none that was passed over has more than 30,000."""

    def next(self) -> Flood | None:
        """The next flood; the markup is cut where reading on would cost too much."""
        for suspect in _SUSPECT.finditer(self.markup, self._from):
            start = suspect.start()
            name = _NAME.match(self.markup, start)
            name_end = name.end() if name else start + 1
            self._left -= name_end - start
            if _LINK.fullmatch(self.markup, start, name_end):
                self.longest = max(self.longest, self._end(name_end) - start)
            if self._floods(name_end):
                self._from = start + 1
                self._reached.clear()
                return Flood(start, name_end)
            if self._left < 0:
                self.markup, self.exhausted = self.markup[:start], "tags without end within one another"
                return None
        return None

    def drop(self, flood: Flood) -> None:
        """Take the attributes of a tag out."""
        self.markup = self.markup[: flood.name_end] + self.markup[self._end(flood.name_end) :]

    def _end(self, at: int) -> int:
        """Where the attributes end; the end of all where reading that far costs too much."""
        while found := _ATTRIBUTE.match(self.markup, at):
            self._left -= STEP + found.end() - at
            at = found.end()
            if self._left < 0:
                return len(self.markup)
        return at

    def _floods(self, at: int) -> bool:
        """Whether there are too many attributes; where another tag had as many at the same place it told already."""
        count = 0
        while count > self._reached.get(at, -1) and self._left >= 0:
            self._reached[at] = count
            found = _ATTRIBUTE.match(self.markup, at)
            if found is None:
                return False
            self._left -= STEP + found.end() - at
            at = found.end()
            count += 1
            if count > MAX_ATTRIBUTES:
                return True
        return False

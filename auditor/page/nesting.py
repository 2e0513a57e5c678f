"""
Says where markup would make a parser nest too deep or copy too much, without parsing it.

A tokenizer's state cannot be known without building the tree: `<style>` is text in HTML and markup in SVG, a quote may
stand in a comment, an end tag in a script. So this reads on the safe side: whatever can be a start tag is one, and an
end tag counts only where it can be nothing else, and only for what the standard lets it close (HTML 13.2.6). What it
counts is therefore never less than what the parser builds, and on markup that closes what it opens it is the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

MAX_TAGS = 100_000
MAX_DEPTH = 1_500
MAX_FORMATTING = 250
MAX_COPIES = 500_000
"""Formatting elements that the parser may open again because a block closed them, over the whole page."""

SPACE = rb" \t\n\r\f"
FORMATTING = frozenset(b"b big code em font i s small strike strong tt u".split())
_VOID = frozenset(
    b"area base basefont bgsound br col embed frame hr img input link meta param source track wbr".split()
)
_RAW = frozenset(b"script style textarea title xmp iframe noembed noframes noscript plaintext".split())
"""Elements whose contents are or can be text."""
_TABLE_PARTS = frozenset(b"table caption colgroup tbody thead tfoot tr td th".split())
_WALLS = frozenset(b"applet button caption desc foreignobject marquee math object select svg table td template th title"
                   b" annotation-xml mi mn mo ms mtext".split())  # fmt: skip
"""Elements that hide what is open outside of them from an end tag inside."""
_TABLE_WALLS = frozenset(b"table template".split())
_SPECIAL = _WALLS | _TABLE_PARTS | frozenset(
    b"address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form"
    b" frameset h1 h2 h3 h4 h5 h6 head header hgroup html iframe li listing main menu nav noembed noframes noscript"
    b" ol p plaintext pre script search section style summary textarea ul xmp".split()
)  # fmt: skip
_CLOSES_P = _SPECIAL - _WALLS - _TABLE_PARTS - _RAW | {b"table", b"hr", b"plaintext", b"xmp"}
_ITEM_WALLS = _SPECIAL - frozenset(b"address div p li dd dt".split())
_ENDS: dict[bytes, tuple[bytes, ...]] = {
    b"li": (b"li",),
    b"dd": (b"dd", b"dt"),
    b"dt": (b"dd", b"dt"),
    b"option": (b"option",),
    b"a": (b"a",),
    b"nobr": (b"nobr",),
    b"td": (b"td", b"th"),
    b"th": (b"td", b"th"),
    b"tr": (b"tr",),
    b"tbody": (b"tbody", b"thead", b"tfoot"),
    b"thead": (b"tbody", b"thead", b"tfoot"),
    b"tfoot": (b"tbody", b"thead", b"tfoot"),
}
"""What a start tag closes of its own kind, as far out as the next wall."""

_TOKEN = re.compile(rb"<(?:(/?)([A-Za-z][^%s/>]*+)|(!--)|(!\[CDATA\[)|[!?/])" % SPACE)
_VALUE = rb"(?:[%s]*+=[%s]*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^%s>]++)?+)?+" % (SPACE, SPACE, SPACE)
_TO_END = re.compile(rb"(?:[%s/]*+[^%s/>][^%s/>=]*+%s){0,200}+[%s/]*+(>?)" % (SPACE, SPACE, SPACE, _VALUE, SPACE))


class Breach(NamedTuple):
    """Where a limit is passed, and which one, in words."""

    offset: int
    limit: str


def first_breach(markup: bytes) -> Breach | None:
    """The first tag at which the parser would nest or copy more than the limits allow; None where there is none."""
    tree, copies, started = _Open(), 0, 0
    for offset, name, ends, whole in _tags(markup):
        if ends:
            tree.end(name)
            continue
        started += 1
        copies += tree.formatting
        tree.start(name, whole)
        if started > MAX_TAGS:
            return Breach(offset, f"more than {MAX_TAGS:,} elements")
        if len(tree.stack) > MAX_DEPTH:
            return Breach(offset, f"elements nested more than {MAX_DEPTH:,} deep")
        if tree.formatting > MAX_FORMATTING:
            return Breach(offset, f"more than {MAX_FORMATTING} formatting elements that are not closed")
        if copies > MAX_COPIES:
            return Breach(offset, f"more than {MAX_COPIES:,} copies of formatting elements that are not closed")
    return None


def _tags(markup: bytes) -> Iterator[tuple[int, bytes, bool, bytes]]:
    """Offset, name, whether it ends, and the words of everything that can be a start tag or must be an end tag."""
    following = _Following(markup)
    doubtful = 0
    for token in _TOKEN.finditer(markup):
        offset, end = token.span()
        slash, name, comment, section = token.groups()
        if name is None:
            mark = b"-->" if comment else b"]]>" if section else b">"
            doubtful = max(doubtful, following(mark, end))
            continue
        name = name.lower()
        inside = _TO_END.match(markup, end)
        close = inside.end() if inside and inside[1] else len(markup)
        if not slash:
            yield offset, name, False, markup[offset : min(close, offset + 200)]
            close = max(close, _text_end(name, close, following))
        elif offset >= doubtful:
            yield offset, name, True, b""
        doubtful = max(doubtful, close)


def _text_end(name: bytes, start: int, following: _Following) -> int:
    """How far what follows the start tag can be text; a script goes on behind a comment that holds its end tag."""
    if name not in _RAW:
        return start
    if name == b"plaintext":
        return len(following.markup)
    end = following(b"</" + name, start, cased=False)
    comment = following(b"<!--", start)
    while name == b"script" and comment < end < len(following.markup):
        after = following(b"-->", comment)
        end = max(end, following(b"</script", after, cased=False))
        comment = following(b"<!--", after)
    return end


class _Following:
    """The next place of a mark after an offset, searched once for all offsets that ask for it in rising order."""

    def __init__(self, markup: bytes) -> None:
        self.markup = markup
        self._lower: bytes | None = None
        self._found: dict[bytes, tuple[int, int]] = {}

    def __call__(self, mark: bytes, start: int, *, cased: bool = True) -> int:
        asked, found = self._found.get(mark, (0, -1))
        if not asked <= start <= found:
            if self._lower is None and not cased:
                self._lower = self.markup.lower()
            text = self.markup if cased or self._lower is None else self._lower
            found = text.find(mark, start)
            found = len(text) if found < 0 else found
            self._found[mark] = (start, found)
        return found


@cache
def _groups(name: bytes) -> tuple[bytes, ...]:
    """The lists that an element of this name is kept in."""
    kinds = ((b"#wall", _WALLS), (b"#table", _TABLE_WALLS), (b"#special", _SPECIAL), (b"#item", _ITEM_WALLS))
    return (name, *(key for key, names in kinds if name in names))


class _Open:
    """The open elements, at least those that the parser has open."""

    def __init__(self) -> None:
        self.stack: list[bytes] = []
        self.formatting = 0
        self._at: defaultdict[bytes, list[int]] = defaultdict(list)
        self._alike: Counter[bytes] = Counter()
        self._formatted: defaultdict[bytes, list[bytes]] = defaultdict(list)

    def start(self, name: bytes, whole: bytes) -> None:
        """Open an element, after what its start tag closes."""
        if name in _CLOSES_P:
            self._close((b"p",), b"#wall")
        if name in _ENDS:
            self._close(_ENDS[name], b"#table" if name in _TABLE_PARTS else b"#item")
        if name in _VOID:
            return
        if name in FORMATTING:
            self._format(name, whole)
        for group in _groups(name):
            self._at[group].append(len(self.stack))
        self.stack.append(name)

    def _format(self, name: bytes, whole: bytes) -> None:
        """The parser keeps no more than three that are alike (HTML 13.2.4.3)."""
        if self._alike[whole] < 3:
            self._alike[whole] += 1
            self._formatted[name].append(whole)
            self.formatting += 1

    def end(self, name: bytes) -> None:
        """Close an element and what is open in it, where the end tag of that name does so."""
        if name in FORMATTING and self._formatted[name]:
            self._alike[self._formatted[name].pop()] -= 1
            self.formatting -= 1
        if name in _TABLE_PARTS:
            self._close((name,), b"#table")
        elif name in _SPECIAL:
            self._close((name,), b"#wall")
        else:
            self._close((name,), b"#special")

    def _close(self, names: tuple[bytes, ...], wall: bytes) -> None:
        innermost = max(self._last(name) for name in names)
        if innermost < 0 or self._last(wall) > innermost:
            return
        while len(self.stack) > innermost:
            for group in _groups(self.stack.pop()):
                self._at[group].pop()

    def _last(self, group: bytes) -> int:
        places = self._at[group]
        return places[-1] if places else -1

"""Reads JSON-LD as it is in the wild: each block on its own, tolerant of the mistakes that templates make."""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

import msgspec

MAX_DEPTH = 12
MAX_NODES = 400
MAX_LISTED = 1_000
"""Entries of one list; honest ones of authors have ten, the longest, such as all updates of a live text, hundreds."""
MAX_ENTRIES = 5_000
"""Entries of all lists of a page together."""

_CONTROL = re.compile(r"[\x00-\x1f]+")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_WRAPPING = re.compile(
    r"^\s*(?:/\*\s*)?(?://\s*)?<!(?:\[CDATA\[|--)(?:\s*\*/)?|(?:/\*\s*)?(?://\s*)?(?:\]\]|--)>(?:\s*\*/)?\s*;?\s*$"
)
# Half of a surrogate pair, written as an escape, is legal JSON but no character: it cannot be stored or printed.
_HALF_PAIR = re.compile(r"(?i)(\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2})|\\ud[89a-f][0-9a-f]{2}")
_DECODER = msgspec.json.Decoder()
_UNREADABLE = (msgspec.DecodeError, UnicodeEncodeError, RecursionError)
"""Also what is nested deeper than any page needs."""


class BrokenJson(ValueError):
    """A block that no repair makes readable; the message says why."""


def parse(text: str) -> Any:
    """The value of one block; raises BrokenJson where even the usual repairs do not help."""
    if "\\ud" in text or "\\uD" in text:
        text = _HALF_PAIR.sub(lambda match: match[1] or "\\ufffd", text)
    try:
        return _DECODER.decode(text)
    except _UNREADABLE as error:
        problem = str(error)
    repaired = _WRAPPING.sub("", text)
    for repair in (_without_controls, _without_trailing_commas, html.unescape):
        repaired = repair(repaired)
        try:
            return _DECODER.decode(repaired)
        except _UNREADABLE:
            continue
    raise BrokenJson(problem)


class Shears:
    """Cuts the lists of one page's blocks that are longer than any page needs, and remembers what it cut."""

    def __init__(self) -> None:
        self.cut: dict[str, int] = {}
        """The properties whose lists were cut, and the entries that the longest list of each had."""
        self._commas = 0
        self._left = MAX_ENTRIES

    def shorten(self, value: Any, text: str) -> None:
        """Cut the lists of a block in place; `text` is what the block was read from."""
        self._commas += text.count(",")
        if self._commas < MAX_LISTED:  # no list can be too long
            return
        waiting = deque([("", value)])
        while waiting:
            name, current = waiting.popleft()
            if isinstance(current, dict):
                waiting.extend((key, child) for key, child in current.items() if isinstance(child, dict | list))
            else:
                self._cut(name, current)
                waiting.extend((name, child) for child in current if isinstance(child, dict | list))

    def _cut(self, name: str, entries: list[Any]) -> None:
        kept = min(MAX_LISTED, self._left)
        if len(entries) > kept:
            self.cut[name] = max(len(entries), self.cut.get(name, 0))
            del entries[kept:]
        self._left -= len(entries)


def nodes(value: Any) -> Iterator[tuple[tuple[str, ...], dict[str, Any], str]]:
    """Every typed node at the top, in lists and in @graph: its local type names, itself, its JSON pointer."""
    waiting = [(value, "", 0)]
    given = 0
    while waiting and given < MAX_NODES:
        current, pointer, depth = waiting.pop(0)
        if depth > MAX_DEPTH:
            continue
        if isinstance(current, list):
            waiting[:0] = [(item, f"{pointer}/{i}", depth + 1) for i, item in enumerate(current)]
        elif isinstance(current, dict):
            types = type_names(current)
            if types:
                given += 1
                yield types, current, pointer
            for key in ("@graph", "mainEntity"):
                if key in current:
                    waiting.insert(0, (current[key], f"{pointer}/{key}", depth + 1))


def type_names(node: dict[str, Any]) -> tuple[str, ...]:
    """Local names of @type, whether written bare, as an address or with a prefix."""
    raw = node.get("@type")
    listed = raw if isinstance(raw, list) else [raw]
    return tuple(re.split(r"[/:#]", name)[-1] for name in listed if isinstance(name, str) and name)


def texts(value: Any) -> Iterator[str]:
    """The plain texts of a property: a text, a list of them, or nodes with a name."""
    if isinstance(value, str):
        plain = " ".join(html.unescape(value).split())
        if plain:
            yield plain
    elif isinstance(value, list):
        for item in value[:100]:
            yield from texts(item)
    elif isinstance(value, dict):
        yield from texts(value.get("name") or value.get("@value") or "")


def _without_controls(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _without_trailing_commas(text: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", text)

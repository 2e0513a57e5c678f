"""Lays out lines for a terminal: wraps by what a character is wide, colours only when asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Literal

Tone = Literal["bold", "dim", "met", "unmet", "unknown"]

_CODES: dict[Tone, str] = {"bold": "1", "dim": "2", "met": "32", "unmet": "1;31", "unknown": "33"}
_WORD = re.compile(r"\S+")
NARROWEST = 20


class Pen:
    """Colours words, or leaves them alone where colour is not wanted."""

    def __init__(self, *, color: bool) -> None:
        self._color = color

    def __call__(self, text: str, tone: Tone) -> str:
        return f"\x1b[{_CODES[tone]}m{text}\x1b[0m" if self._color and text else text


def cells(text: str) -> int:
    """Columns that the text takes: two for wide East Asian characters, none for combining marks."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def wrap(text: str, width: int, *, first: str = "", rest: str = "") -> list[str]:
    """The text as lines of at most `width` columns; a word that is longer is cut, never dropped."""
    room = max(width, NARROWEST)
    lines: list[str] = []
    line, empty = first, True
    for piece in _pieces(text, room - max(cells(first), cells(rest))):
        if not empty and cells(line) + 1 + cells(piece) > room:
            lines.append(line)
            line, empty = rest, True
        line, empty = (f"{line}{piece}" if empty else f"{line} {piece}"), False
    return lines if empty else [*lines, line]


def _pieces(text: str, room: int) -> Iterator[str]:
    """Words, the long ones in pieces that fit."""
    for match in _WORD.finditer(text):
        word = match.group()
        if cells(word) <= room:
            yield word
            continue
        piece, taken = "", 0
        for char in word:
            size = _cells(char)
            if piece and taken + size > room:
                yield piece
                piece, taken = "", 0
            piece, taken = piece + char, taken + size
        yield piece


@cache
def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1

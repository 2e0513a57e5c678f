"""RE2 patterns as this project uses them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import re2

from auditor.lexicon.grammar import GrammarError

ROOM = 512 << 20
"""Memory RE2 may use for one pattern, in bytes: a bound for mistakes, a thousandth of it is used."""


class Found(Protocol):
    """The part of an RE2 match that this project uses."""

    def __getitem__(self, group: int | str, /) -> str: ...

    def start(self, group: int | str = 0) -> int:
        """Offset of the first character of the group."""
        ...

    def end(self, group: int | str = 0) -> int:
        """Offset after the last character of the group."""
        ...

    def span(self, group: int | str = 0) -> tuple[int, int]:
        """Both of them; (-1, -1) where the group took no part."""
        ...

    def group(self, group: int | str = 0) -> str | None:
        """The words of the group; None where it took no part."""
        ...

    def groups(self) -> tuple[str | None, ...]:
        """The words of all groups, in order."""
        ...

    def groupdict(self) -> dict[str, str | None]:
        """The words of the named groups."""
        ...


class Pattern(Protocol):
    """The part of a compiled RE2 pattern that this project uses."""

    def search(self, text: str | bytes, pos: int | None = None, endpos: int | None = None) -> Found | None:
        """The leftmost match."""
        ...

    def finditer(self, text: str | bytes, pos: int | None = None, endpos: int | None = None) -> Iterator[Found]:
        """All matches that do not overlap, from left to right."""
        ...


def options() -> re2.Options:
    """How every pattern here is compiled."""
    chosen = re2.Options()
    chosen.max_mem = ROOM
    chosen.log_errors = False
    return chosen


def compiled(pattern: str) -> Pattern:
    """Compile an RE2 pattern; raises GrammarError where RE2 refuses it."""
    try:
        made: Pattern = re2.compile(pattern, options())
    except re2.error as error:
        raise GrammarError(f"RE2 cannot compile it: {error}", 0) from error
    return made

"""
Answers that were given before: where conditions look, most pages hold the same few values.

A condition has no clock and no chance in it, so the same values always give the same answer.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from msgspec import UNSET, UnsetType

MOST_KEPT = 2_000
LONGEST_KEPT = 80
"""Characters of a text that is part of a key."""
MOST_ENTRIES = 60
"""Entries of a list that is part of a key."""

AS_THEY_ARE = frozenset({bool, type(None), UnsetType})

T = TypeVar("T")

Key: TypeAlias = tuple[object, ...]
"""The values that an answer hangs on; numbers with their type, as 1 and 1.0 and true are equal."""


class _TooMuch:
    """Stands for a value that is not to be kept."""


TOO_MUCH = _TooMuch()


class Step(NamedTuple):
    """One name of a path, and whether it goes on in every entry of the list there."""

    name: str
    each: bool


class Memory(Generic[T]):
    """Answers by what they hang on."""

    def __init__(self) -> None:
        self.answers: dict[Key, T] = {}

    def keep(self, key: Key, answer: T) -> T:
        """Keep an answer, and begin anew when there are too many."""
        if len(self.answers) >= MOST_KEPT:
            self.answers.clear()
        self.answers[key] = answer
        return answer


@lru_cache(maxsize=4_096)
def steps(path: str) -> tuple[Step, ...]:
    """A dotted path such as `images[].url`, taken apart; the empty path has no steps."""
    return tuple(Step(name.removesuffix("[]"), name.endswith("[]")) for name in path.split(".") if name)


def held(value: Any, path: tuple[Step, ...]) -> object:
    """What plain values hold at a path, as part of a key: UNSET where it is absent, TOO_MUCH where it is too much."""
    for number, (name, each) in enumerate(path, 1):
        if type(value) is not dict:
            return TOO_MUCH
        value = value.get(name, UNSET)
        if value is UNSET:
            return UNSET
        if each:
            return _in_entries(value, path[number:])
    return value if type(value) in AS_THEY_ARE else _plain(value)


def column(entries: list[Any], path: tuple[Step, ...]) -> tuple[object, ...]:
    """What each entry of a list holds at a path inside it."""
    if len(path) == 1 and not path[0].each and all(type(entry) is dict for entry in entries):
        name = path[0].name
        values = [entry.get(name, UNSET) for entry in entries]
        return tuple([value if type(value) in AS_THEY_ARE else _plain(value) for value in values])
    return tuple([held(entry, path) for entry in entries])


def _in_entries(entries: Any, path: tuple[Step, ...]) -> object:
    if type(entries) is not list or len(entries) > MOST_ENTRIES:
        return TOO_MUCH
    values = column(entries, path)
    return TOO_MUCH if TOO_MUCH in values else values


def _plain(value: Any) -> object:
    """A value at the end of a path; of a list of groups its length, as their fields have paths of their own."""
    if type(value) is str:
        return value if len(value) <= LONGEST_KEPT else TOO_MUCH
    if type(value) in (int, float):
        return type(value), value
    if type(value) is not list or len(value) > MOST_ENTRIES:
        return TOO_MUCH
    if all(type(entry) is dict for entry in value):
        return len(value)
    values = tuple([_plain(entry) for entry in value])
    return TOO_MUCH if TOO_MUCH in values else values

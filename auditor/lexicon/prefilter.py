"""Tells in one pass over a text which languages could find anything in it, and where (Aho and Corasick, 1975)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick

from auditor.lexicon.literals import Literal, Needs, lowered

REACH = 100
"""Characters around a literal in which the rest of its phrase stands."""
APART = 20
"""Places of one literal that are closer to each other than this count as one."""

WORTH_A_CALL = 200
"""Characters that a pattern reads in the time that it takes to call it once more."""

Key = TypeVar("Key", bound=Hashable)
Ids = frozenset[int]
"""Literals by number; one of them must stand near."""
Beside = frozenset[Ids]
Places = Mapping[int, list[int]]
"""Where each literal starts, by number, in text order."""
Window = tuple[int, int]
Search = Callable[[str], list[tuple[int, int, int]]]


class Prefilter(Generic[Key]):
    """What each key needs of a text; a key that needs nothing could be anywhere."""

    def __init__(self, wanted: Mapping[Key, Needs]) -> None:
        self._always = tuple(key for key, needs in wanted.items() if not needs)
        ids: dict[Literal, int] = {}
        ways: dict[int, dict[Beside, set[Key]]] = {}
        for key, needs in wanted.items():
            for need in needs:
                beside = frozenset(_numbered(literals, ids) for literals in need.beside)
                ways.setdefault(_number(need.literal, ids), {}).setdefault(beside, set()).add(key)
        self._ways = {number: _shortest(each) for number, each in ways.items()}
        self._exact = _Words({literal: number for literal, number in ids.items() if literal.exact})
        self._small = _Words({literal: number for literal, number in ids.items() if not literal.exact})

    def windows(self, text: str) -> dict[Key, list[Window]]:
        """Stretches of the text that could hold what a key looks for, in order and apart; never one too few."""
        places = self._exact.places(text)
        places.update(self._small.places(lowered(text)))
        starts: dict[Key, set[int]] = {}
        for number in places.keys() & self._ways.keys():
            for beside, keys in self._ways[number]:
                near = tuple(_near(places[number], beside, places))
                for key in keys if near else ():
                    starts.setdefault(key, set()).update(near)
        found = {key: _around(sorted(each), len(text)) for key, each in starts.items()}
        found.update((key, [(0, len(text))]) for key in self._always)
        return found


def _number(literal: Literal, ids: dict[Literal, int]) -> int:
    return ids.setdefault(literal, len(ids))


def _numbered(literals: Iterable[Literal], ids: dict[Literal, int]) -> Ids:
    return frozenset(_number(literal, ids) for literal in literals)


def _shortest(ways: Mapping[Beside, set[Key]]) -> tuple[tuple[Beside, frozenset[Key]], ...]:
    """A key that needs nothing beside the literal is not asked for more again."""
    alone = ways.get(frozenset(), set())
    pairs = ((beside, frozenset(keys - alone if beside else keys)) for beside, keys in ways.items())
    return tuple((beside, keys) for beside, keys in pairs if keys)


def _near(starts: list[int], beside: Beside, places: Places) -> Iterator[int]:
    """The places that have one of each set beside them."""
    lists = [[places[number] for number in ids if number in places] for ids in beside]
    if all(lists):
        for start in starts:
            if all(any(_has_near(each, start) for each in of_set) for of_set in lists):
                yield start


def _has_near(starts: list[int], place: int) -> bool:
    at = bisect_left(starts, place - REACH)
    return at < len(starts) and starts[at] <= place + REACH


def _around(starts: list[int], length: int) -> list[Window]:
    windows: list[Window] = []
    for start in starts:
        first, last = max(0, start - REACH), min(length, start + REACH)
        if windows and first <= windows[-1][1] + WORTH_A_CALL:
            windows[-1] = windows[-1][0], last
        else:
            windows.append((first, last))
    return windows


class _Words:
    """Literals that are looked for together: those in the text as it is, or those in the text in small letters."""

    def __init__(self, numbers: Mapping[Literal, int]) -> None:
        self._literals = tuple((number, literal.starts, literal.ends) for literal, number in numbers.items())
        self._search = _searching([literal.text for literal in numbers])

    def places(self, text: str) -> dict[int, list[int]]:
        """Where the text holds each literal, as a word where it must be one."""
        places: dict[int, list[int]] = {}
        for index, start, end in self._search(text):
            number, starts, ends = self._literals[index]
            if (starts and text[start - 1 : start].isalpha()) or (ends and text[end : end + 1].isalpha()):
                continue
            known = places.setdefault(number, [])
            if not known or start - known[-1] >= APART:
                known.append(start)
        return places


def _searching(words: list[str]) -> Search:
    if not words:
        return lambda _: []
    automaton = AhoCorasick(words)
    return lambda text: automaton.find_matches_as_indexes(text, overlapping=True)

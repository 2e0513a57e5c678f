"""
Phrases whose parts may stand in any order, as languages and writers put them.

    {made} & {machine}                 the parts stand close together, in one clause
    {this} .. {noun} && {made} & {machine}   what stands around `&&` may be anywhere in the sentence

Each part is a phrase of `auditor.lexicon.grammar`. "Drafted by a language model", "a language model drafted it" and
"von einem Sprachmodell entworfen" are one combination of two words; only the words differ between languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from auditor.lexicon.patterns import Found

NEAR = 7
"""Words between two parts that stand close together: "a model *trained on our own archive of forty years* wrote it"."""
NEAR_UNSPACED = 20
"""The same in characters, for scripts that set no spaces."""
MOST_PLACES = 6
"""Places of one part that are tried in a sentence: no statement names its machine more often."""
_CLAUSE = re.compile(r"[;:；：]|\s[–—]\s")
"""Ends a clause: what stands behind it has its own subject."""
_SEPARATOR = re.compile(r"\s+(&&?)\s+")

Search = Callable[[str], Sequence[Found]]
"""Finds the first places of one part, `MOST_PLACES` at most, in the sentence that is being read."""


class Part(NamedTuple):
    """One part of a combination, and where it begins in the phrase as written."""

    phrase: str
    offset: int


class Combination(NamedTuple):
    """The parts of one phrase: groups anywhere in the sentence, each of parts that stand close together."""

    groups: tuple[tuple[Part, ...], ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts, in the order written."""
        return tuple(part for group in self.groups for part in group)


def combination(phrase: str) -> Combination | None:
    """Read a phrase of parts joined by `&` or `&&`; None for any other phrase."""
    groups: list[list[Part]] = [[]]
    start = 0
    for found in _SEPARATOR.finditer(phrase):
        groups[-1].append(Part(phrase[start : found.start()], start))
        start = found.end()
        if found[1] == "&&":
            groups.append([])
    groups[-1].append(Part(phrase[start:], start))
    if len(groups) == 1 and len(groups[0]) == 1:
        return None
    return Combination(tuple(tuple(group) for group in groups))


def parts_of(phrase: str) -> tuple[Part, ...]:
    """The parts of a combination; a phrase that is none is its own only part."""
    found = combination(phrase)
    return found.parts if found else (Part(phrase, 0),)


def combined(wanted: Combination, text: str, search: Search, *, spaced: bool) -> Iterator[tuple[Found, ...]]:
    """Every way the parts stand together, one for each place of the first part; no two parts share a word."""
    places = [[search(part.phrase) for part in group] for group in wanted.groups]
    if not all(all(group) for group in places):
        return
    for first in places[0][0]:
        taken = _near(text, (first,), places[0][1:], spaced)
        for group in places[1:]:
            taken = taken and _anywhere(text, taken, group, spaced)
        if taken:
            yield taken


def _anywhere(text: str, taken: tuple[Found, ...], group: list[Sequence[Found]], spaced: bool) -> tuple[Found, ...]:
    """What was taken, and the places of this group that are closest to it; nothing where there are none."""
    for found in sorted(_free(group[0], taken), key=lambda found: _distance(found, taken)):
        own = _near(text, (found,), group[1:], spaced)
        if own and all(_apart(one, taken) for one in own):
            return (*taken, *own)
    return ()


def _near(text: str, taken: tuple[Found, ...], others: Sequence[Sequence[Found]], spaced: bool) -> tuple[Found, ...]:
    """What was taken, and of each other part the closest place; nothing where one is too far away."""
    for places in others:
        free = sorted(_free(places, taken), key=lambda found: _distance(found, taken))
        if not free or not _close(text, free[0], taken, spaced):
            return ()
        taken = (*taken, free[0])
    return taken


def _free(places: Sequence[Found], taken: tuple[Found, ...]) -> Iterator[Found]:
    return (found for found in places if _apart(found, taken))


def _apart(found: Found, taken: tuple[Found, ...]) -> bool:
    start, end = found.span(1)
    return all(end <= other.start(1) or start >= other.end(1) for other in taken)


def _distance(found: Found, taken: tuple[Found, ...]) -> int:
    start, end = found.span(1)
    return min(max(other.start(1) - end, start - other.end(1)) for other in taken)


def _close(text: str, found: Found, taken: tuple[Found, ...], spaced: bool) -> bool:
    """Whether few words, and no end of a clause, lie between the place and the nearest of those taken."""
    start, end = found.span(1)
    nearest = min(taken, key=lambda other: max(other.start(1) - end, start - other.end(1)))
    between = text[end : nearest.start(1)] if end <= nearest.start(1) else text[nearest.end(1) : start]
    size = len(between.split()) if spaced else len(between)
    return size <= (NEAR if spaced else NEAR_UNSPACED) and _CLAUSE.search(between) is None

"""Words that a text must hold before a phrase can match: plain letters, without classes, gaps or choices of endings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise, product
from math import prod
from typing import NamedTuple

from auditor.lexicon.grammar import BUILT_IN, Node, WordClass, is_glued, parse, spellings

MOST_SPELLINGS = 16
"""Of one word that may be typed without its accents; of a word with more, its longest part between accents counts."""
MOST_BESIDE = 60
"""Literals of a set that is looked for beside another; larger ones leave too few texts out to be worth it."""


COMMON = 1.5
"""Frequency from which words stand in every text, and looking for them costs more than it saves."""


class Literal(NamedTuple):
    """Letters that must be there, and whether a word begins or ends with them."""

    text: str
    """As written where `exact`, else in small letters."""
    exact: bool
    starts: bool
    ends: bool


class Need(NamedTuple):
    """One way for a phrase to match: this literal, and one of each of the sets beside it."""

    literal: Literal
    beside: frozenset[frozenset[Literal]]


Needs = frozenset[Need]
"""The text must satisfy one of them; empty where nothing can be named."""
_NOTHING: Needs = frozenset()


class Literals:
    """Finds what phrases need in a text, with the word classes of one language."""

    def __init__(self, classes: Mapping[str, WordClass], *, spaced: bool) -> None:
        self._classes = classes
        self._spaced = spaced
        self._known: dict[str, Needs] = {}

    def of_any(self, phrases: Iterable[str]) -> Needs:
        """What a text needs before any of the phrases can match; empty where one of them could match any text."""
        return _all_of(self._needs(parse(phrase)) for phrase in phrases)

    def _needs(self, nodes: tuple[Node, ...]) -> Needs:
        """The needs of the node whose literals are rarest in texts, with those of the others beside them."""
        sets = [found for node, after in pairwise((*nodes, None)) if node and (found := self._of_node(node, after))]
        rarest = min(sets, key=lambda each: _frequency(need.literal for need in each), default=_NOTHING)
        others = [frozenset(need.literal for need in each) for each in sets if each is not rarest]
        beside = frozenset(filter(_worth, others))
        return frozenset(Need(need.literal, need.beside | beside) for need in rarest)

    def _of_node(self, node: Node, after: Node | None) -> Needs:
        match node.kind:
            case "word":
                return frozenset(Need(literal, frozenset()) for literal in self._of_word(node, after))
            case "alt":
                found = _all_of(self._needs(part) for part in node.parts)
            case "ref":
                found = self._of_class(node.value)
            case _:
                return _NOTHING
        return _unbounded(found) if node.glued or is_glued(after) else found

    def _of_class(self, value: str) -> Needs:
        if value not in self._known:
            name, _, group = value.partition(".")
            words = self._classes.get(name) if name not in BUILT_IN else None
            groups = words.groups if words else ()
            self._known[value] = self.of_any(
                entry for key, entries in groups if not group or key == group for entry in entries
            )
        return self._known[value]

    def _of_word(self, node: Node, after: Node | None) -> Iterator[Literal]:
        exact, letters = spellings(node.value)
        if prod(len(each) or 1 for each in letters) > MOST_SPELLINGS:
            letters = tuple(each if len(each) == 1 else () for each in letters)
        start, end = _longest_run(letters)
        for chosen in product(*letters[start:end]) if start < end else ():
            text = "".join(chosen)
            yield Literal(
                text if exact else lowered(text),
                exact,
                starts=self._spaced and start == 0 and not node.glued,
                ends=self._spaced and end == len(letters) and not is_glued(after),
            )


def lowered(text: str) -> str:
    """The text in small letters, each in its place: the dotted capital I alone would become two."""
    return text.replace("İ", "I").lower()


def _all_of(found: Iterable[Needs]) -> Needs:
    """All needs together; nothing where one of the choices needs nothing."""
    sets = list(found)
    return frozenset[Need]().union(*sets) if all(sets) else _NOTHING


def _longest_run(letters: tuple[tuple[str, ...], ...]) -> tuple[int, int]:
    """Start and end of the longest stretch in which every place has letters: there are none at `*` and at `'`."""
    best, at = (0, 0), 0
    for number, each in enumerate([*letters, ()]):
        if not each:
            best = max(best, (at, number), key=lambda run: run[1] - run[0])
            at = number + 1
    return best


def _unbounded(needs: Needs) -> Needs:
    """The same inside of longer words."""
    return frozenset(Need(need.literal._replace(starts=False, ends=False), need.beside) for need in needs)


def _worth(literals: frozenset[Literal]) -> bool:
    """Whether looking for these beside another literal leaves out enough texts."""
    return len(literals) <= MOST_BESIDE and _frequency(literals) <= COMMON


def _frequency(literals: Iterable[Literal]) -> float:
    """A guess, for choosing between sets of words: the shorter, the more often they are seen, if not in capitals."""
    return sum(4.0 ** (3 - len(each.text.encode()) * (1 + each.exact)) for each in literals)

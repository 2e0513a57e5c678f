"""Finds the words that decide how a match is meant, by asking again as if the language did not have them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from auditor.lexicon.guards import stance
from auditor.lexicon.model import Grammar, Match
from auditor.lexicon.patterns import Found, Pattern

MOST_TOGETHER = 3
"""Word classes that are left out at the same time: more than that never decide one sentence."""
_AROUND = " \t\n.,;:!?()[]\"'“”„«»‘’–—-*。、"


class Span(NamedTuple):
    """A stretch of a text."""

    start: int
    end: int


class Reason(NamedTuple):
    """Words of a sentence that turn what it says, and the word class that knows them."""

    words: tuple[str, ...]
    word_class: str


class _Noting:
    """A pattern that notes the words it finds."""

    def __init__(self, pattern: Pattern, heard: dict[str, None]) -> None:
        self.pattern = pattern
        self.heard = heard

    def search(self, text: str | bytes, pos: int | None = None, endpos: int | None = None) -> Found | None:
        """The leftmost match."""
        found = self.pattern.search(text, *(at for at in (pos, endpos) if at is not None))
        if found is not None:
            self._note(found)
        return found

    def finditer(self, text: str | bytes, pos: int | None = None, endpos: int | None = None) -> Iterator[Found]:
        """All matches that do not overlap."""
        for found in self.pattern.finditer(text, *(at for at in (pos, endpos) if at is not None)):
            self._note(found)
            yield found

    def _note(self, found: Found) -> None:
        self.heard.setdefault(found[0].strip(_AROUND) or found[0].strip())


class _Partial(Grammar):
    """A grammar that keeps some of its word classes to itself, and notes which words of the others were found."""

    def __init__(self, whole: Grammar, hidden: frozenset[str] = frozenset()) -> None:
        super().__init__(whole.language, whole.classes, whole.phrases, whole.triggers, spaced=whole.spaced)
        self.whole = whole
        self.hidden = hidden
        self.heard: dict[str, dict[str, None]] = {}

    def words(self, *names: str) -> Pattern | None:
        """The pattern of those that are not hidden."""
        pattern = self.whole.words(*(name for name in names if name not in self.hidden))
        return _Noting(pattern, self.heard.setdefault(names[0], {})) if pattern is not None else None


def reasons(match: Match, text: str) -> tuple[Reason, ...]:
    """
    The fewest words without which the match would be meant differently.

    Empty where no word decides it: a plain claim, a question, a longer name, or a phrase that says so by itself.
    """
    watched = _Partial(match.grammar)
    meant = stance(match._replace(grammar=watched), text)
    heard = {name: tuple(words) for name, words in sorted(watched.heard.items()) if words}
    for count in range(1, MOST_TOGETHER + 1):
        for names in combinations(heard, count):
            partial = _Partial(match.grammar, frozenset(names))
            if stance(match._replace(grammar=partial), text) != meant:
                return tuple(Reason(heard[name], name) for name in names)
    return ()


def occurrences(grammar: Grammar, name: str, text: str) -> Iterator[Span]:
    """Where a text has entries of a word class, without the characters around them."""
    pattern = grammar.words(name)
    at = 0
    while pattern is not None and at <= len(text) and (found := pattern.search(text, at)) is not None:
        start, end = found.span()
        while start < end and not text[start].isalnum():
            start += 1
        while end > start and not text[end - 1].isalnum():
            end -= 1
        if end > start:
            yield Span(start, end)
        # The space behind one entry is also the space before the next.
        at = max(end, at + 1)

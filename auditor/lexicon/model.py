"""What a lexicon holds: the grammar of each language, and the matches it finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from itertools import islice
from typing import Literal, NamedTuple

import re2
from msgspec import Struct

from auditor.lexicon.grammar import Translator, WordClass, parse, required, required_words
from auditor.lexicon.literals import Literals
from auditor.lexicon.patterns import Found, Pattern, compiled, options
from auditor.lexicon.prefilter import Prefilter
from auditor.lexicon.together import MOST_PLACES, Combination, combination, combined, parts_of

Says = Literal["statement", "claim", "sources", "correction", "attribution", "residue"]
Where = Literal["anywhere", "note", "apart", "closing", "label", "caption", "bio"]

_NONE: frozenset[str] = frozenset()

ROOM_FOR_CLASSES = 64 << 20
"""The same for the classes of a family: RE2 keeps what it learns of texts there, and begins anew when it is full."""


class Phrase(Struct, frozen=True, kw_only=True):
    """One entry of a lexicon file: forms of words that say one thing."""

    id: str
    says: Says
    where: Where = "anywhere"
    """
    Where it counts: anywhere; a note; set apart from the running text; there, or as its first or last words; a label;
    a caption or credit; an author's box.
    """
    kind: str = ""
    """What exactly it says, in the terms of `auditor.facts`: a kind of claim, residue, attribution."""
    scope: str = ""
    role: str = ""
    patterns: tuple[str, ...]
    match: tuple[str, ...]
    misses: tuple[str, ...]
    """Near-misses, under the key `not`."""
    line: int
    """Line in the file, counting from 1."""


class Match(NamedTuple):
    """A phrase found in a text; `start` and `end` are offsets into it."""

    phrase: Phrase
    grammar: Grammar
    start: int
    end: int
    text: str
    """The words between start and end."""
    captured: Mapping[str, str]
    """Words by class name: {"noun": "summary"}."""
    groups: Mapping[str, str]
    """Group by class name, where the class has groups: {"noun": "summary"}."""


class Form(NamedTuple):
    """One pattern of a phrase, ready to be looked for."""

    phrase: Phrase
    pattern: str
    parts: Combination | None
    """Of a pattern whose parts may stand in any order."""
    needs: tuple[frozenset[str], ...]
    """Sets of phrases, classes mostly, of each of which it needs one to match; the smallest first."""


class Present:
    """Finds in one pass which of many word classes a text has entries of."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self._names = tuple(patterns)
        chosen = options()
        chosen.max_mem = ROOM_FOR_CLASSES
        self._set = re2.Set.SearchSet(chosen)
        for pattern in patterns.values():
            self._set.Add(pattern)
        if patterns:
            self._set.Compile()

    def in_text(self, text: bytes) -> frozenset[str]:
        """The names of the classes that the text, as UTF-8, has an entry of."""
        return frozenset([self._names[number] for number in self._set.Match(text) or ()]) if self._names else _NONE


class Grammar:
    """The phrases and word classes of one language."""

    def __init__(
        self,
        language: str,
        classes: Mapping[str, WordClass],
        phrases: tuple[Phrase, ...],
        triggers: Mapping[Says, tuple[str, ...]],
        *,
        spaced: bool = True,
    ) -> None:
        self.language = language
        self.classes = classes
        self.phrases = phrases
        self.triggers = triggers
        self.spaced = spaced
        self._words = cache(self._compile_words)
        # Compiled when first needed: most pages need none.
        self._pattern = cache(self._compile_form)
        self._forms = cache(self._list_forms)
        self._needs = cache(self._list_needs)
        self._joint = cache(self._compile_joint)
        self._present = cache(self._compile_present)
        self.trigger = cache(self._compile_trigger)

    @cached_property
    def translator(self) -> Translator:
        """Turns phrases into patterns with the classes of this language."""
        return Translator(self.classes, spaced=self.spaced)

    def words(self, *names: str) -> Pattern | None:
        """The pattern of these word classes together; None where the language has none of them."""
        return self._words(names)

    def groups_in(self, name: str, text: str) -> tuple[str, ...]:
        """The groups of a word class that the text has entries of, in text order."""
        pattern = self._pattern(f"{{{name}}}") if name in self.classes else None
        return tuple(
            key.partition("__")[2]
            for found in (pattern.finditer(text) if pattern else ())
            for key, value in found.groupdict().items()
            if value is not None and "__" in key
        )

    def find(self, says: Says, text: str) -> Iterator[Match]:
        """The first matches, `MOST_PLACES` at most, of every phrase of this family; phrases in file order."""
        forms = self._forms(says)
        present = self._present(says).in_text(text.encode()) if forms else _NONE
        places: dict[str, tuple[Found, ...]] = {}

        def search(phrase: str) -> tuple[Found, ...]:
            if phrase not in places:
                places[phrase] = tuple(islice(self._pattern(phrase).finditer(text), MOST_PLACES))
            return places[phrase]

        for number in self._possible(says, present):
            form = forms[number]
            if form.parts is None:
                for found in search(form.pattern):
                    yield self._match(form.phrase, (found,), text)
            else:
                for taken in combined(form.parts, text, search, spaced=self.spaced):
                    yield self._match(form.phrase, taken, text)

    def scan(self, says: Says, text: str) -> Iterator[Match]:
        """The leftmost phrases of this family in a long text, none within another: one pass, for frequent phrases."""
        forms = self._forms(says)
        if not forms:
            return
        for found in self._joint(says).finditer(text):
            number = next(n for n, words in enumerate(found.groups()) if words is not None)
            start, end = found.span(number + 1)
            again = self._pattern(forms[number].pattern).search(text[start:end])
            if again is not None:
                yield self._match(forms[number].phrase, (again,), text[start:end], start)

    def _match(self, phrase: Phrase, places: tuple[Found, ...], text: str, offset: int = 0) -> Match:
        captured: dict[str, str] = {}
        groups: dict[str, str] = {}
        for name, value in (item for found in places for item in found.groupdict().items()):
            head, _, group = name.partition("__")
            if value is None:
                continue
            if group:
                groups.setdefault(head, group)
            else:
                captured.setdefault(head, value)
        start = min(found.start(1) for found in places)
        end = max(found.end(1) for found in places)
        return Match(phrase, self, start + offset, end + offset, text[start:end], captured, groups)

    @cached_property
    def families(self) -> frozenset[Says]:
        """What its phrases say."""
        return frozenset(phrase.says for phrase in self.phrases)

    def _compile_trigger(self, says: Says) -> Pattern | None:
        """Finds the words without which no phrase of the family matches."""
        words = self.triggers.get(says)
        return compiled(self.translator.pattern(words, capture=False)) if words else None

    def _compile_words(self, names: tuple[str, ...]) -> Pattern | None:
        known = tuple(f"{{{name}}}" for name in names if name in self.classes)
        return compiled(self.translator.pattern(known, capture=False)) if known else None

    def _compile_form(self, form: str) -> Pattern:
        return compiled(self.translator.pattern((form,)))

    def _compile_joint(self, says: Says) -> Pattern:
        return compiled(self.translator.joint(tuple(form.pattern for form in self._forms(says))))

    def _possible(self, says: Says, present: frozenset[str]) -> Iterator[int]:
        """Numbers of the forms for which the text has the words, in file order."""
        needs, left = self._needs(says)
        for need, forms in needs:
            if need.isdisjoint(present):
                left &= ~forms
        while left:
            number = (left & -left).bit_length() - 1
            yield number
            left &= left - 1

    def _list_needs(self, says: Says) -> tuple[tuple[tuple[frozenset[str], int], ...], int]:
        """What forms need, with the forms that need it as bits; and all forms as bits."""
        forms = self._forms(says)
        wanted: dict[frozenset[str], int] = {}
        for number, form in enumerate(forms):
            for need in form.needs:
                wanted[need] = wanted.get(need, 0) | 1 << number
        return tuple(wanted.items()), (1 << len(forms)) - 1

    def _compile_present(self, says: Says) -> Present:
        """Of the classes without which a phrase of this family cannot match."""
        names = sorted({name for form in self._forms(says) for need in form.needs for name in need})
        return Present({name: self.translator.pattern((name,), capture=False) for name in names})

    def _list_forms(self, says: Says) -> tuple[Form, ...]:
        return tuple(
            _form(phrase, pattern) for phrase in self.phrases if phrase.says == says for pattern in phrase.patterns
        )


class Lexicon:
    """The grammars that run on one page: its language's, the one for all languages, and English."""

    def __init__(self, grammars: tuple[Grammar, ...]) -> None:
        self.grammars = grammars
        # Every family of phrases is looked for in the same text of a page.
        self._prefilter = cache(self._compile_prefilter)

    def find(self, says: Says, text: str) -> Iterator[Match]:
        """Every match of every phrase of this family in the text, in the languages whose triggers it could hold."""
        possible = self._prefilter(says).windows(text)
        for number, grammar in enumerate(self.grammars):
            if number in possible:
                yield from grammar.find(says, text)

    def scan(self, says: Says, text: str) -> Iterator[Match]:
        """The leftmost phrases of a family in a long text, in the first language that has any."""
        for grammar in self.grammars:
            if any(phrase.says == says for phrase in grammar.phrases):
                yield from grammar.scan(says, text)
                return

    def triggers(self, says: Says, text: str) -> Iterator[int]:
        """Offsets inside the words without which no phrase of this family matches, in text order."""
        starts: set[int] = set()
        for number, windows in self._prefilter(says).windows(text).items():
            if pattern := self.grammars[number].trigger(says):
                for first, last in windows:
                    starts.update(first + found.start() for found in pattern.finditer(text[first:last]))
        yield from (start + 1 for start in sorted(starts))

    def words(self, *names: str) -> tuple[Pattern, ...]:
        """The patterns of these word classes in every language that runs here."""
        patterns = (grammar.words(*names) for grammar in self.grammars)
        return tuple(pattern for pattern in patterns if pattern is not None)

    def has(self, text: str, *names: str) -> bool:
        """Whether the text holds an entry of any of these word classes."""
        return any(pattern.search(text) is not None for pattern in self.words(*names))

    def _compile_prefilter(self, says: Says) -> Prefilter[int]:
        """What each language that has phrases of the family needs, by its number."""
        needs = {
            number: Literals(grammar.classes, spaced=grammar.spaced).of_any(grammar.triggers.get(says, ()))
            for number, grammar in enumerate(self.grammars)
            if says in grammar.families or says in grammar.triggers
        }
        return Prefilter(needs)


def _form(phrase: Phrase, pattern: str) -> Form:
    parts = [parse(part.phrase) for part in parts_of(pattern)]
    needs = {frozenset(f"{{{name}}}" for name in need) for part in parts for need in required(part)}
    if not needs:
        needs = {words for part in parts if (words := required_words(part))}
    return Form(phrase, pattern, combination(pattern), tuple(sorted(needs, key=len)))

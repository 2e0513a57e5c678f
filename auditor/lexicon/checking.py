"""Checks lexicon files as their writer needs it: every mistake with its place, and every example of every phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from auditor.errors import Mistake, RulebookError
from auditor.lexicon.guards import Stance, stance
from auditor.lexicon.leftovers import Leftover, Leftovers, read_leftovers
from auditor.lexicon.library import NO_LANGUAGE, SHARED, languages, lexicon_folder, load, shared
from auditor.lexicon.model import Grammar, Lexicon, Phrase
from auditor.lexicon.nodes import Placed
from auditor.lexicon.reading import COMMON, read_file

RESIDUE = "residue"
REFUSED: frozenset[Stance] = frozenset({"reported", "policy", "placeholder"})
"""Ways of being meant in which a phrase says nothing about the page: a near-miss may be found so."""
_CODE = re.compile(r"[a-z]{2,3}")


def files() -> tuple[Path, ...]:
    """Every lexicon file of the auditor, those that all languages share first."""
    names = (*sorted(NO_LANGUAGE), *languages())
    return tuple(lexicon_folder() / f"{name}.yaml" for name in names)


def check(path: Path) -> tuple[Grammar | None, tuple[Mistake, ...]]:
    """The grammar in a file, None where it holds none or cannot be read, and its mistakes."""
    try:
        if path.stem == RESIDUE:
            marks = read_leftovers(path)
            return None, tuple(mistake for mark in marks for mistake in _marked(path, mark))
        if path.stem in (SHARED, COMMON):
            read_file(path)
            return None, ()
        grammar = load(path, shared())
    except RulebookError as error:
        return None, error.mistakes
    return grammar, tuple(sorted((*_named(path, grammar), *_triggered(path, grammar), *_examples(path, grammar))))


def wrong_examples(grammar: Grammar, phrase: Phrase) -> Iterator[tuple[str, str]]:
    """Every example of a phrase that comes out wrong, with what to do about it."""
    for example in phrase.match:
        stances = [stance(match, example) for match in grammar.find(phrase.says, example) if match.phrase is phrase]
        if not stances:
            yield example, f"{phrase.id!r} does not find this; change a pattern, or add the missing word to its class"
        elif phrase.says == "statement" and meant(phrase) not in stances:
            yield (
                example,
                f"{phrase.id!r} finds this, but as {stances[0]}; it should be {meant(phrase)}: "
                "a word in it belongs to a class that turns the meaning",
            )
        if phrase.says in grammar.triggers and not any(Lexicon((grammar,)).triggers(phrase.says, example)):
            yield (
                example,
                f"no word of this is under 'triggers: {phrase.says}:', so no page is searched for it; add one",
            )
    for example in phrase.misses:
        matches = [match for match in grammar.find(phrase.says, example) if match.phrase is phrase]
        found = next((match for match in matches if stance(match, example) not in REFUSED), None)
        if found is not None:
            yield example, f"{phrase.id!r} finds {found.text!r} in this near-miss; make its pattern narrower"


def meant(phrase: Phrase) -> Stance:
    """How a phrase of this kind is meant where no word around it says otherwise."""
    return "policy" if phrase.kind == "policy" else "denied" if phrase.role == "none" else "claimed"


def wrong_marks(mark: Leftover) -> Iterator[tuple[str, str]]:
    """Every example of a mark of a tool that comes out wrong, with what to do about it."""
    alone = Leftovers((mark,))
    for example in mark.match:
        if not any(True for _ in alone.find(example)):
            yield example, f"{mark.id!r} does not find this; change its pattern or its 'needs'"
    for example in mark.misses:
        if any(True for _ in alone.find(example)):
            yield example, f"{mark.id!r} finds this near-miss; make its pattern narrower"


def _named(path: Path, grammar: Grammar) -> Iterator[Mistake]:
    """A copied file that still names the language it was copied from."""
    if _CODE.fullmatch(path.stem) and path.stem != grammar.language:
        yield Mistake(
            str(path),
            1,
            1,
            f"'language' is {grammar.language!r}, but the file is named {path.stem!r}; make them the same",
        )


def _triggered(path: Path, grammar: Grammar) -> Iterator[Mistake]:
    """Families that no page would be searched for, and ids that are taken."""
    seen: set[str] = set()
    for phrase in grammar.phrases:
        if phrase.says not in grammar.triggers and phrase.says not in seen:
            yield Mistake(
                str(path),
                phrase.line,
                1,
                f"there is no 'triggers: {phrase.says}:'; list words one of which is always there",
            )
        seen.add(phrase.says)
    names = [phrase.id for phrase in grammar.phrases]
    for number, phrase in enumerate(grammar.phrases):
        if phrase.id in names[:number]:
            yield Mistake(str(path), phrase.line, 1, f"the id {phrase.id!r} is also taken under 'uses'; choose another")


def _examples(path: Path, grammar: Grammar) -> Iterator[Mistake]:
    for phrase in grammar.phrases:
        for example, problem in wrong_examples(grammar, phrase):
            yield _at(path, example, phrase.line, problem)


def _marked(path: Path, mark: Leftover) -> Iterator[Mistake]:
    for example, problem in wrong_marks(mark):
        yield _at(path, example, 1, problem)


def _at(path: Path, example: str, line: int, problem: str) -> Mistake:
    """A mistake at an example, which knows its place where it was read from a file."""
    if isinstance(example, Placed):
        return Mistake(str(path), example.line, example.column, f"{problem}: {str(example)!r}")
    return Mistake(str(path), line, 1, f"{problem}: {example!r}")

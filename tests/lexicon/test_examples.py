"""Every phrase and every mark of a tool finds its own examples and leaves its near-misses alone."""

from __future__ import annotations

import pytest

from auditor.lexicon.checking import wrong_examples, wrong_marks
from auditor.lexicon.leftovers import Leftover, Look, leftovers
from auditor.lexicon.library import load_all
from auditor.lexicon.model import Grammar, Phrase

PHRASES = [(grammar, phrase) for grammar in load_all() for phrase in grammar.phrases]
LOOKS: tuple[Look, ...] = ("text", "link", "markup")
MARKS = [mark for look in LOOKS for mark in leftovers(look).marks]


def name_of(value: object) -> str:
    return value.language if isinstance(value, Grammar) else value.id if isinstance(value, Phrase | Leftover) else ""


@pytest.mark.parametrize(("grammar", "phrase"), PHRASES, ids=name_of)
def test_examples_are_found_and_near_misses_left_alone(grammar: Grammar, phrase: Phrase) -> None:
    assert phrase.match
    assert phrase.misses
    assert list(wrong_examples(grammar, phrase)) == []


@pytest.mark.parametrize("mark", MARKS, ids=name_of)
def test_marks_of_tools(mark: Leftover) -> None:
    assert list(wrong_marks(mark)) == []


def test_all_languages_are_there() -> None:
    languages = {grammar.language for grammar in load_all()}
    assert languages >= set("en de fr es it pt nl pl sv no da uk ru ja zh ko".split())


@pytest.mark.parametrize("grammar", load_all(), ids=name_of)
def test_ids_are_unique_and_every_family_has_a_trigger(grammar: Grammar) -> None:
    ids = [phrase.id for phrase in grammar.phrases]
    assert len(ids) == len(set(ids))
    assert {phrase.says for phrase in grammar.phrases} <= set(grammar.triggers)

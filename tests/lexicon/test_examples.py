"""Every phrase and every mark of a tool finds its own examples and leaves its near-misses alone."""

from __future__ import annotations

import pytest

from auditor.lexicon.guards import Stance, stance
from auditor.lexicon.leftovers import Leftover, Leftovers, Look, leftovers
from auditor.lexicon.library import load_all
from auditor.lexicon.model import Grammar, Lexicon, Phrase

PHRASES = [(grammar, phrase) for grammar in load_all() for phrase in grammar.phrases]
LOOKS: tuple[Look, ...] = ("text", "link", "markup")
MARKS = [mark for look in LOOKS for mark in leftovers(look).marks]
REFUSED: frozenset[Stance] = frozenset({"reported", "policy", "placeholder"})


def name_of(value: object) -> str:
    return value.language if isinstance(value, Grammar) else value.id if isinstance(value, Phrase | Leftover) else ""


def meant(phrase: Phrase) -> Stance:
    """How a phrase of this kind is meant."""
    return "policy" if phrase.kind == "policy" else "denied" if phrase.role == "none" else "claimed"


@pytest.mark.parametrize(("grammar", "phrase"), PHRASES, ids=name_of)
def test_examples_are_found(grammar: Grammar, phrase: Phrase) -> None:
    assert phrase.match
    for example in phrase.match:
        stances = [stance(match, example) for match in grammar.find(phrase.says, example) if match.phrase is phrase]
        assert stances, f"not found: {example}"
        assert phrase.says != "statement" or meant(phrase) in stances, f"{stances}: {example}"
        assert any(Lexicon((grammar,)).triggers(phrase.says, example)), example


@pytest.mark.parametrize(("grammar", "phrase"), PHRASES, ids=name_of)
def test_near_misses_are_left_alone(grammar: Grammar, phrase: Phrase) -> None:
    assert phrase.misses
    for example in phrase.misses:
        matches = [match for match in grammar.find(phrase.says, example) if match.phrase is phrase]
        assert all(stance(match, example) in REFUSED for match in matches), example


@pytest.mark.parametrize("mark", MARKS, ids=name_of)
def test_marks_of_tools(mark: Leftover) -> None:
    alone = Leftovers((mark,))
    for example in mark.match:
        assert [found for found, _, _ in alone.find(example)], example
    for example in mark.misses:
        assert not list(alone.find(example)), example


def test_all_languages_are_there() -> None:
    languages = {grammar.language for grammar in load_all()}
    assert languages >= set("en de fr es it pt nl pl sv no da uk ru ja zh ko".split())


@pytest.mark.parametrize("grammar", load_all(), ids=name_of)
def test_ids_are_unique_and_every_family_has_a_trigger(grammar: Grammar) -> None:
    ids = [phrase.id for phrase in grammar.phrases]
    assert len(ids) == len(set(ids))
    assert {phrase.says for phrase in grammar.phrases} <= set(grammar.triggers)

"""How a match is meant: claimed, denied, a rule, a report about others; by the words around it."""

from __future__ import annotations

import pytest

from auditor.lexicon import lexicon
from auditor.lexicon.guards import Stance, machine_at, statements


def stances(text: str, phrase: str, language: str = "en") -> set[Stance]:
    return {found.stance for found in statements(lexicon(language), text) if found.match.phrase.id == phrase}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("This story was written by AI.", "claimed"),
        ("This story was written by an AI tool.", "claimed"),
        ("This story was written by AI Weekly.", "reported"),
        ("This story was written by the AI Accountability Network.", "reported"),
        ("This story was written by the AI committee.", "reported"),
        ("This story was written by Claude.", "claimed"),
        ("This story was written by Claude Amsel.", "reported"),
        ("This story was written by Jean-Claude.", None),
        ("Was this story written by AI?", "reported"),
        ("In this story the council admits that a letter was written by AI.", "reported"),
        ("This story, published by the ministry, was written by AI.", "reported"),
        ("This story was not written by AI.", "denied"),
        ("This story was not written by a person but by AI.", "claimed"),
        ("This story was written in a hurry, not by AI.", "denied"),
        ("If you can tell, this story was written by AI.", "policy"),
        ("Good to know if you ask: this story was written by AI.", "claimed"),
        ("Because nobody could be there, this story was written by AI.", "claimed"),
        ("Because nobody could be there, this story was not written by AI.", "denied"),
        ("Writing about what a robot can do in this story took a week.", None),
    ],
)
def test_a_statement_on_this_text(text: str, stance: Stance | None) -> None:
    assert stances(text, "this-by-machine") == ({stance} if stance else set())


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("A robot wrote this text.", "claimed"),
        ("A robot that wrote this text is for sale.", "reported"),
        ("A book on the robot, wrote Mira Holt in a text.", "reported"),
    ],
)
def test_who_did_it(text: str, stance: Stance) -> None:
    assert stances(text, "noted-by-machine") == {stance}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("We used AI to write the headline.", "claimed"),
        ("We use AI to write headlines.", "policy"),
    ],
)
def test_what_is_done_once_and_what_is_done_always(text: str, stance: Stance) -> None:
    assert stances(text, "we-used") == {stance}


def test_nobody_by_that_name_denies_no_machine() -> None:
    text = "Nora Weir does not exist: the name stands for texts that GPT-4 writes."
    assert stances(text, "no-such-person") == {"claimed"}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("This story was written by AI.", "AI"),
        ("A robot wrote this story.", "A robot"),
        ("This story was written by Gemini.", "Gemini"),
    ],
)
def test_where_the_machine_is_named(text: str, word: str) -> None:
    match = next(found.match for found in statements(lexicon("en"), text) if found.match.phrase.id == "this-by-machine")
    assert text[machine_at(match) :].startswith(word)

"""What a grammar finds, and where: offsets count characters, whatever the script of the text."""

from __future__ import annotations

import pytest

from auditor.lexicon.grammar import WordClass
from auditor.lexicon.model import Grammar, Lexicon, Phrase, Present


def _phrase(identifier: str, *patterns: str) -> Phrase:
    return Phrase(id=identifier, says="claim", patterns=patterns, match=(), misses=(), line=1)


def _grammar(*phrases: Phrase) -> Grammar:
    classes = {
        "we": WordClass("we", (("", ("we", "our newsroom")),)),
        "check": WordClass("check", (("", ("check", "verify")),)),
        "all": WordClass("all", (("", ("every*",)),)),
    }
    return Grammar("en", classes, phrases, {"claim": ("{check}",)})


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("check this", [1]),
        ("We check and verify.", [3, 13]),
        ("Größe: we check — and verify „früh“, check", [10, 22, 37]),
        ("日本語 check 日本語 verify", [4, 14]),
        ("checkers verifying", []),
        ("", []),
    ],
)
def test_triggers_are_told_in_characters(text: str, offsets: list[int]) -> None:
    found = list(Lexicon((_grammar(),)).triggers("claim", text))
    assert found == offsets
    assert all(any(word in text[at - 1 : at + 6] for word in ("check", "verify")) for at in found)


def test_a_family_without_triggers_has_none() -> None:
    assert list(Lexicon((_grammar(),)).triggers("sources", "we check")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We check every line.", {"we", "check", "all"}),
        ("OUR NEWSROOM rests", {"we"}),
        ("Checkers owe much", set()),
        ("„everything“", {"all"}),
        ("", set()),
    ],
)
def test_present_classes_are_those_whose_own_pattern_finds_an_entry(text: str, found: set[str]) -> None:
    grammar = _grammar()
    names = ("we", "check", "all")
    patterns = {name: grammar.translator.pattern((f"{{{name}}}",), capture=False) for name in names}
    assert Present(patterns).in_text(text.encode()) == found
    alone = {name for name in names if (words := grammar.words(name)) is not None and words.search(text) is not None}
    assert alone == found


def test_nothing_is_present_of_no_classes() -> None:
    assert Present({}).in_text(b"we check") == frozenset()


def test_phrases_need_their_classes_and_phrases_without_any_are_always_tried() -> None:
    grammar = _grammar(_phrase("we-check", "{we} .. {check}"), _phrase("plain", "by hand"))
    found = [(match.phrase.id, match.text) for match in grammar.find("claim", "Here we always check, by hand.")]
    assert found == [("we-check", "we always check"), ("plain", "by hand")]
    assert [match.phrase.id for match in grammar.find("claim", "Made by hand, check.")] == ["plain"]
    assert list(grammar.find("sources", "Here we always check.")) == []

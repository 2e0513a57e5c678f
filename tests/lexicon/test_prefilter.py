"""Literals that a phrase needs, and where a text could hold them: never one place too few."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.lexicon.grammar import Translator, WordClass
from auditor.lexicon.literals import Literals, lowered
from auditor.lexicon.patterns import compiled
from auditor.lexicon.prefilter import REACH, Prefilter

CLASSES = {
    "ai": WordClass("ai", (("", ("AI", "language model*", "künstlich* intelligenz")),)),
    "tool": WordClass("tool", (("text", ("=Claude", "google (veo|imagen)")), ("voice", ("Murf",)))),
    "open": WordClass("open", (("", ("{NAME}", "robot")),)),
}
PHRASES = (
    "{ai}",
    "{tool}",
    "{tool.voice} [by {ai}]",
    "written .. by (a machine|{ai})",
    "auto{ai}",
    "it's automatic*",
    "(der|die) maschine",
    "*übersetzt",
)


def literals(phrase: str, *, spaced: bool = True) -> set[tuple[str, bool, bool, bool]]:
    needs = Literals(CLASSES, spaced=spaced).of_any((phrase,))
    return {(each.text, each.exact, each.starts, each.ends) for each, _ in needs}


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Automatically", {("automatically", False, True, True)}),
        ("machine*", {("machine", False, True, False)}),
        ("*robot*", {("robot", False, False, False)}),
        ("AI", {("AI", True, True, True)}),
        ("=Claude", {("Claude", True, True, True)}),
        ("l'IA", {("ia", False, False, True)}),
        ("by machine", {("machine", False, True, True)}),
        ("(der|die) Maschine", {("maschine", False, True, True)}),
        ("robo{ai}", {("robo", False, True, False)}),
        ("a{tool}", {("Claude", True, False, False), ("google", False, False, False), ("murf", False, False, False)}),
        ("(news|sport)bot*", {("news", False, False, False), ("sport", False, False, False)}),
        ("übersetzt", {("übersetzt", False, True, True), ("uebersetzt", False, True, True)}),
        ("{tool.voice}", {("murf", False, True, True)}),
        ("bot", {("bot", False, True, True)}),
        ("{open}", set()),
        ("{NAME} ..", set()),
        ("[robot] {WORD}", set()),
    ],
)
def test_the_literals_that_a_phrase_needs(phrase: str, expected: set[tuple[str, bool, bool, bool]]) -> None:
    assert literals(phrase) == expected


def test_words_touch_in_scripts_without_spaces() -> None:
    assert literals("AI 生成", spaced=False) == {("生成", False, False, False)}


def test_of_a_word_with_many_accents_the_part_between_them_counts() -> None:
    assert literals("ééééérosion*") == {("rosion", False, False, False)}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Made with AI.", [(0, 13)]),
        ("MADE WITH OPENAI", []),
        ("he said again", []),
        ("Google Imagen drew it", [(0, 21)]),
        ("Google found it" + "." * 2 * REACH + "and Imagen", []),
        ("a robotic voice", []),
    ],
)
def test_where_a_text_could_hold_what_is_sought(text: str, where: list[tuple[int, int]]) -> None:
    prefilter = Prefilter({"en": Literals(CLASSES, spaced=True).of_any(("{ai}", "{tool}"))})
    assert prefilter.windows(text).get("en", []) == where


def test_far_places_are_windows_of_their_own() -> None:
    prefilter = Prefilter({"en": Literals(CLASSES, spaced=True).of_any(("AI",))})
    text = "AI" + " " * 1_000 + "AI" + " " * 30 + "AI" + " " * 500
    assert prefilter.windows(text) == {"en": [(0, 100), (902, 1134)]}


def test_who_needs_nothing_could_be_anywhere() -> None:
    prefilter = Prefilter({"en": Literals(CLASSES, spaced=True).of_any(("{open}",)), "de": frozenset()})
    assert prefilter.windows("Six words.") == {"en": [(0, 10)], "de": [(0, 10)]}
    assert Prefilter[str]({}).windows("AI") == {}


@pytest.mark.parametrize("text", ["İstanbul AI", "STRASSE ß", "ΟΔΟΣ", "К АІ"])
def test_small_letters_stay_in_their_places(text: str) -> None:
    assert len(lowered(text)) == len(text)


words = st.sampled_from(
    "AI ai language models künstliche kuenstliche Intelligenz Claude claude Google Veo Murf Robot written late by a "
    "machine autoAI It’s automatically die Maschine Maschinübersetzt ÜBERSETZT İ . , ( - Ruth".split(" ")
)


@given(st.lists(words, max_size=30).map(" ".join))
def test_nothing_that_a_phrase_matches_lies_outside_of_its_windows(text: str) -> None:
    translator, literals = Translator(CLASSES), Literals(CLASSES, spaced=True)
    prefilter = Prefilter({phrase: literals.of_any((phrase,)) for phrase in PHRASES})
    windows = prefilter.windows(text)
    for phrase in PHRASES:
        for found in compiled(translator.pattern((phrase,))).finditer(text):
            assert any(first <= found.start(1) and found.end(1) <= last for first, last in windows.get(phrase, ()))

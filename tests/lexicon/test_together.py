"""Parts of a phrase in any order: close together, anywhere in the sentence, never sharing a word."""

from __future__ import annotations

import pytest

from auditor.lexicon.grammar import WordClass
from auditor.lexicon.model import Grammar, Phrase
from auditor.lexicon.together import Combination, Part, combination, parts_of

CLASSES = {
    "machine": WordClass("machine", (("", ("AI", "language model")),)),
    "made": WordClass("made", (("generated", ("written", "drafted")), ("edited", ("cut",)))),
    "noun": WordClass("noun", (("text", ("report", "story")), ("headline", ("headline",)))),
    "this": WordClass("this", (("", ("this",)),)),
}


def grammar(*patterns: str, spaced: bool = True, classes: dict[str, WordClass] = CLASSES) -> Grammar:
    phrase = Phrase(id="made", says="statement", patterns=patterns, match=(), misses=(), line=1)
    return Grammar("en", classes, (phrase,), {}, spaced=spaced)


@pytest.mark.parametrize(
    ("phrase", "groups"),
    [
        ("{made} & {machine}", ((Part("{made}", 0), Part("{machine}", 9)),)),
        ("{this} .. {noun} && {made} & AI", ((Part("{this} .. {noun}", 0),), (Part("{made}", 20), Part("AI", 29)))),
        ("{a} && {b}", ((Part("{a}", 0),), (Part("{b}", 7),))),
    ],
)
def test_parts_and_where_they_begin(phrase: str, groups: tuple[tuple[Part, ...], ...]) -> None:
    found = combination(phrase)
    assert found == Combination(groups)
    assert found.parts == parts_of(phrase)
    assert all(phrase[part.offset :].startswith(part.phrase) for part in found.parts)


@pytest.mark.parametrize("phrase", ["{made} .. {machine}", "Q&A", "written"])
def test_other_phrases_are_one_part(phrase: str) -> None:
    assert combination(phrase) is None
    assert parts_of(phrase) == (Part(phrase, 0),)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Written by AI.", ["Written by AI"]),
        ("AI, we admit, has written it.", ["AI, we admit, has written"]),
        ("A language model drafted it.", ["language model drafted"]),
        ("Written by one two three four five six AI", ["Written by one two three four five six AI"]),
        ("Written by one two three four five six seven AI", []),
        ("Written by Mira; AI is new.", []),
        ("Written by Mira – AI is new.", []),
        ("Written: AI", []),
        ("Written by Mira.", []),
        ("AI is written about.", ["AI is written"]),
        ("Written by AI, then drafted by AI", ["Written by AI", "drafted by AI"]),
    ],
)
def test_close_together(text: str, found: list[str]) -> None:
    assert [match.text for match in grammar("{made} & {machine}").find("statement", text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("This report, and every one of its figures since the first week of May, was drafted by AI.", True),
        ("What AI has written, so you know before you go on reading to the end, is this report.", True),
        ("This report was written by hand, and much later in the week somebody else met with AI.", False),
        ("This was written by AI.", False),
    ],
)
def test_anywhere_in_the_sentence(text: str, found: bool) -> None:
    matches = list(grammar("{this} .. {noun} && {made} & {machine}").find("statement", text))
    assert bool(matches) is found
    for match in matches:
        assert match.captured["noun"].lower() == "report"
        assert match.groups == {"noun": "text", "made": "generated"}


def test_no_two_parts_share_a_word() -> None:
    classes = CLASSES | {"drafted": WordClass("drafted", (("", ("drafted by AI",)),))}
    both = grammar("{drafted} & {machine}", classes=classes)
    assert [match.text for match in both.find("statement", "Drafted by AI")] == []
    assert [match.text for match in both.find("statement", "Drafted by AI with AI")] == ["Drafted by AI with AI"]
    apart = grammar("{drafted} && {machine}", classes=classes)
    assert [match.text for match in apart.find("statement", "Drafted by AI")] == []


def test_the_group_that_is_close_wins() -> None:
    text = "A headline, a story: the story was cut by AI."
    match = next(grammar("{made} & {machine} && {noun}").find("statement", text))
    assert match.groups == {"made": "edited", "noun": "text"}
    assert match.text == "story was cut by AI"


def test_in_scripts_without_spaces_characters_count() -> None:
    classes = {
        "machine": WordClass("machine", (("", ("AI",)),)),
        "made": WordClass("made", (("", ("作成",)),)),
    }
    words = grammar("{made} & {machine}", spaced=False, classes=classes)
    assert [match.text for match in words.find("statement", "この記事はAIが作成した。")] == ["AIが作成"]
    assert [match.text for match in words.find("statement", f"AI{'は' * 21}作成")] == []


def test_one_group_of_a_class() -> None:
    headlines = grammar("{machine} & {noun.headline}")
    assert [match.groups for match in headlines.find("statement", "AI headline")] == [{"noun": "headline"}]
    assert list(headlines.find("statement", "AI story")) == []

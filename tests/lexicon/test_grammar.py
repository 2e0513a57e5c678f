"""The little language of phrases: what it matches, what it must not, and where its mistakes are."""

from __future__ import annotations

import pytest

from auditor.lexicon.grammar import GrammarError, Translator, WordClass, parse, required, required_words
from auditor.lexicon.patterns import compiled

CLASSES = {
    "ai": WordClass("ai", (("", ("AI", "artificial intelligence")),)),
    "noun": WordClass("noun", (("image", ("picture*", "photo")), ("text", ("article*", "story")))),
    "machine": WordClass("machine", (("", ("{ai}", "[the] robot")),)),
}


def finds(phrase: str, text: str, *, spaced: bool = True) -> str | None:
    found = compiled(Translator(CLASSES, spaced=spaced).pattern((phrase,))).search(text)
    return None if found is None else found.group(1)


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("stone bridge", "the Stone-Bridge fell", "Stone-Bridge"),
        ("stone bridge", "the stonebridge fell", None),
        ("stone bridge", "of stone.\nBridge news", None),
        ("stone .. bridge", "of stone.\nThe bridge", None),
        ("AI", "made by AI.", "AI"),
        ("AI", "j'ai dit", None),
        ("AI", "OPENAI", None),
        ("=Claude", "by Claude", "Claude"),
        ("=Claude", "by claude", None),
        ("pictur*", "Pictured", "Pictured"),
        ("*bild", "ein Titelbild.", "Titelbild"),
        ("*bild", "Bildung", None),
        ("bild", "Bild", "Bild"),
        ("we've", "we’ve", "we’ve"),
        ("{noun} by {ai}", "Photo by AI", "Photo by AI"),
        ("{noun} .. by {ai}", "photo made yesterday by AI", "photo made yesterday by AI"),
        ("{noun} .. by {ai}", "photo made late yesterday by AI", None),
        ("{noun} ... by {ai}", "photo made late yesterday evening by AI", "photo made late yesterday evening by AI"),
        ("[old|new] bridge", "the new bridge", "new bridge"),
        ("[old|new] bridge", "a bridge", "bridge"),
        ("(old|new) bridge", "a bridge", None),
        ("^ made by {ai}", "(Made by AI)", "(Made by AI"),
        ("^ made by {ai}", "It was made by AI", None),
        ("made by {ai} $", "made by AI.", "made by AI."),
        ("made by {ai} $", "made by AI and us", None),
        ("bridge[s] fell", "bridges fell", "bridges fell"),
        ("by {machine}", "by the robot", "by the robot"),
        ("{NAME} said", "Ruth Amsel said", "Ruth Amsel said"),
        ("{NAME} said", "she said", None),
        ("{NAME} said", "Minister of the Interior said", "Minister of the Interior said"),
        ("credit: {ai}{STOP}", "credit: AI / Gazette", "credit: AI / Gazette"),
        ("credit: {ai}{STOP}", "credit: AI company", None),
        ("fix{COLON}", "Fix : a name", "Fix :"),
    ],
)
def test_what_a_phrase_matches(phrase: str, text: str, expected: str | None) -> None:
    assert finds(phrase, text) == expected


@pytest.mark.parametrize("text", ["Żółty most", "мост", "Österreich", "K", "橋"])
def test_letters_of_every_script_are_letters(text: str) -> None:
    assert finds("AI", f"{text}AI{text}") is None
    assert finds("AI", f"{text} AI {text}") == "AI"


def test_letters_that_fold_to_signs_are_letters() -> None:
    assert finds("er", "dækker") is None
    assert finds("ngstrom", "Ångstrom") is None


def test_words_touch_in_scripts_without_spaces() -> None:
    assert finds("記事 は {ai}", "この記事はAIが", spaced=False) == "記事はAI"
    assert finds("記事 .. {ai}", "記事、市長のAI", spaced=False) == "記事、市長のAI"
    assert finds("記事 .. {ai}", "記事。AI", spaced=False) is None


def test_classes_and_their_groups_are_captured() -> None:
    found = compiled(Translator(CLASSES).pattern(("{noun} by {machine}",))).search("pictures by the robot")
    assert found is not None
    assert {name: words for name, words in found.groupdict().items() if words} == {
        "noun": "pictures",
        "noun__image": "pictures",
        "machine": "the robot",
    }


def test_a_class_that_comes_twice_is_captured_once() -> None:
    found = compiled(Translator(CLASSES).pattern(("{noun} and {noun}",))).search("photo and story")
    assert found is not None
    assert found.groupdict()["noun"] == "photo"


def test_what_a_phrase_needs() -> None:
    assert required(parse("{noun} [{ai}] ({machine}|x) {NAME}")) == {frozenset({"noun"})}
    assert required(parse("{noun.text} {NAME}")) == {frozenset({"noun"})}
    assert required(parse("({ai} .. {noun}|{machine})")) == {
        frozenset({"ai", "machine"}),
        frozenset({"noun", "machine"}),
    }


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("the (voice|voices) .. is synthetic", {"synthetic"}),
        ("^ machine translation $", {"translation"}),
        ("(avatar*|hologram*) of", {"avatar*", "hologram*"}),
        ("(avatar*|{noun}) of it", {"of"}),
        ("{noun} [by hand]", set()),
        ("robo{noun}", set()),
        ("voice{STOP}", set()),
    ],
)
def test_words_that_a_phrase_needs(phrase: str, words: set[str]) -> None:
    assert required_words(parse(phrase)) == words


def test_one_group_of_a_class() -> None:
    assert finds("{noun.image}", "a story, a photo") == "photo"
    assert finds("{noun.text} {noun.image}", "story photo") == "story photo"
    found = compiled(Translator(CLASSES).pattern(("{noun.text}",))).search("a story")
    assert found is not None
    assert found.groupdict() == {"noun": "story", "noun__text": "story"}


@pytest.mark.parametrize(
    ("word", "typed", "found"),
    [
        ("généré", "genere", True),
        ("geprüft", "geprueft", True),
        ("geprüft", "geprüft", True),
        ("würde", "wurde", False),
        ("où", "ou", False),
        ("przełożył", "przelozyl", True),
        ("größere", "groessere", True),
        ("cómo", "como", False),
        ("=Générée", "Generee", False),
        ("rédaction*", "REDACTIONS", True),
        ("искусственный", "искусственныи", False),
    ],
)
def test_words_typed_without_their_accents(word: str, typed: str, found: bool) -> None:
    assert (finds(word, f"a {typed} b") is not None) is found


@pytest.mark.parametrize(
    ("phrase", "offset", "problem"),
    [
        ("by {ia}", 3, "there is no class {ia}; known are"),
        ("by [the bridge", 3, "'[' is never closed; add ']'"),
        ("by (a|b", 3, "'(' is never closed; add ')'"),
        ("by {ai", 3, "'{' is never closed; add '}'"),
        ("by ai)", 5, "')' has no partner before it"),
        ("  ", 0, "the phrase is empty"),
        ("by {noun.sound}", 3, "the class {noun} has no group 'sound'; its groups are image, text"),
        ("by {ai.text}", 3, "the class {ai} has no group 'text'; its groups are none"),
    ],
)
def test_mistakes_say_where(phrase: str, offset: int, problem: str) -> None:
    with pytest.raises(GrammarError) as caught:
        Translator(CLASSES).pattern((phrase,))
    assert caught.value.offset == offset
    assert problem in caught.value.problem


def test_a_class_may_not_contain_itself() -> None:
    classes = {"a": WordClass("a", (("", ("{b}",)),)), "b": WordClass("b", (("", ("{a}",)),))}
    with pytest.raises(GrammarError, match="contains itself"):
        Translator(classes).pattern(("{a}",))


def test_what_re2_refuses_is_a_mistake() -> None:
    with pytest.raises(GrammarError, match="RE2 cannot compile it"):
        compiled("(?=a)")

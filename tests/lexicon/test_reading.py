"""Mistakes in lexicon files come as path:line:column, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import RulebookError
from auditor.lexicon.leftovers import read_leftovers
from auditor.lexicon.library import lexicon, load
from auditor.lexicon.reading import read_file

GOOD = """\
language: xx
words:
  ai: [AI]
triggers:
  statement: ["{ai}"]
phrases:
  - id: one
    says: statement
    patterns: ["by {ai}"]
    match: [by AI]
    not: [by me]
"""

TWIN = """
  - {id: one, says: statement, patterns: [a], match: [a], not: [b]}"""


def mistakes(path: Path, text: str) -> list[str]:
    path.write_text(text, "utf-8")
    with pytest.raises(RulebookError) as caught:
        read_file(path)
    return [str(mistake).replace(str(path), path.name) for mistake in caught.value.mistakes]


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "xx.yaml"
    path.write_text(GOOD, "utf-8")
    grammar = load(path)
    assert grammar.language == "xx"
    assert [(match.phrase.id, match.text, match.phrase.line) for match in grammar.find("statement", "by AI")] == [
        ("one", "by AI", 7)
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("by {ai}", "by {ia}"), "xx.yaml:9:20: there is no class {ia}; known are "),
        (("by {ai}", "by [{ai}"), "xx.yaml:9:20: '[' is never closed; add ']'"),
        (("[AI]", "[AI, '(AI']"), "xx.yaml:3:13: '(' is never closed; add ')'"),
        (("    not: [by me]\n", ""), "xx.yaml:7:5: the phrase 'one' has no 'not'"),
        (("    not:", "    nut:"), "xx.yaml:11:10: unknown key 'nut'; known are id, says"),
        (("says: statement", "says: something"), "xx.yaml:8:11: 'says' cannot be 'something'; choose one of "),
        (("  statement: [", "  state: ["), "xx.yaml:5:10: unknown family 'state'; known are statement,"),
        (("language: xx\n", ""), "xx.yaml:1:1: 'language' is missing"),
        (("match: [by AI]", "match: by AI"), "xx.yaml:10:12: expected a list"),
        (("match: [by AI]", "match: [[by AI]]"), "xx.yaml:10:13: 'entry' must be words"),
        (("words:\n  ai: [AI]", "words: [AI]"), "xx.yaml:2:8: expected keys and values under 'words'"),
        (("[by AI]", '["by AI]'), "this is not YAML: "),
        (("phrases:", "uses:\n  two: {}\nphrases:"), "xx.yaml:7:8: there is no common phrase 'two'"),
        ((GOOD, "- a"), "xx.yaml:1:1: expected the keys language, spaced,"),
        (("phrases:", f"phrases:{TWIN}"), "the id 'one' is used twice"),
    ],
)  # fmt: skip
def test_each_mistake_says_where(tmp_path: Path, change: tuple[str, str], expected: str) -> None:
    found = mistakes(tmp_path / "xx.yaml", GOOD.replace(*change))
    assert any(expected in mistake for mistake in found), found


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    found = mistakes(tmp_path / "xx.yaml", GOOD.replace("by {ai}", "{x}").replace("says: statement", "says: y"))
    assert len(found) == 2
    assert [mistake.split(":")[1] for mistake in found] == ["8", "9"]


def test_a_missing_file_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="the file cannot be read"):
        read_file(tmp_path / "none.yaml")


def test_marks_of_tools_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "residue.yaml"
    path.write_text(
        "marks:\n  - id: a\n    in: text\n    kind: prompt\n    pattern: '(?=a)'\n    match: [a]\n", "utf-8"
    )
    with pytest.raises(RulebookError) as caught:
        read_leftovers(path)
    places = [(mistake.line, mistake.problem[:22]) for mistake in caught.value.mistakes]
    assert places == [(2, "a mark needs 'not'"), (2, "a mark needs 'strength"), (5, "RE2 cannot compile it:")]


def test_a_file_of_marks_that_is_no_mapping(tmp_path: Path) -> None:
    path = tmp_path / "residue.yaml"
    path.write_text("[]", "utf-8")
    with pytest.raises(RulebookError, match="expected the keys marks"):
        read_leftovers(path)


@pytest.mark.parametrize(
    ("code", "languages"),
    [
        (None, ["any", "en"]),
        ("en-GB", ["en", "any"]),
        ("de", ["de", "any", "en"]),
        ("nb", ["no", "any", "en"]),
        ("pt_BR", ["pt", "any", "en"]),
        ("tlh", ["any", "en"]),
    ],
)
def test_the_language_of_the_page_and_english(code: str | None, languages: list[str]) -> None:
    assert sorted(grammar.language for grammar in lexicon(code).grammars) == sorted(languages)
    assert lexicon(code) is lexicon(code)

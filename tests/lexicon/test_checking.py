"""What a writer of a lexicon file is told: every mistake at its place, in any folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.lexicon.checking import check, files
from auditor.lexicon.library import lexicon_folder

GOOD = """\
language: xx
words:
  ai: [AI]
  negator: [not]
  reporting: [said]
triggers:
  statement: ["{ai}"]
phrases:
  - id: one
    says: statement
    patterns: ["written by {ai}"]
    match: [It is written by AI.]
    not: [It is by me., They said it is written by AI.]
"""
MARK = """\
marks:
  - {id: a, in: text, kind: tool-token, strength: high, pattern: 'oai', match: [oai], not: [none]}
"""


def told(path: Path) -> list[str]:
    return [str(mistake).removeprefix(f"{path.parent}/") for mistake in check(path)[1]]


def test_a_good_copy_outside_the_package(tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(GOOD, "utf-8")
    grammar, mistakes = check(path)
    assert mistakes == ()
    assert grammar is not None
    assert [phrase.id for phrase in grammar.phrases] == ["one"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            ("It is written by AI.]", "Made by AI.]"),
            "xx.yaml:12:13: 'one' does not find this; change a pattern, or add the missing word to its class: "
            "'Made by AI.'",
        ),
        (
            ("[It is written", "[It is not written"),
            "xx.yaml:12:13: 'one' finds this, but as denied; it should be claimed: a word in it belongs to a class "
            "that turns the meaning: 'It is not written by AI.'",
        ),
        (
            ("[It is by me.", "[It was written by AI."),
            "xx.yaml:13:11: 'one' finds 'written by AI' in this near-miss; make its pattern narrower: "
            "'It was written by AI.'",
        ),
        (
            ('statement: ["{ai}"]', "statement: [robot]"),
            "xx.yaml:12:13: no word of this is under 'triggers: statement:', so no page is searched for it; add one: "
            "'It is written by AI.'",
        ),
        (
            ('statement: ["{ai}"]', "claim: [robot]"),
            "xx.yaml:9:1: there is no 'triggers: statement:'; list words one of which is always there",
        ),
        (
            ("language: xx", "language: de"),
            "xx.yaml:1:1: 'language' is 'de', but the file is named 'xx'; make them the same",
        ),
    ],
)
def test_mistakes_have_a_place_and_say_what_to_do(change: tuple[str, str], expected: str, tmp_path: Path) -> None:
    path = tmp_path / "xx.yaml"
    assert change[0] in GOOD
    path.write_text(GOOD.replace(*change), "utf-8")
    assert told(path) == [expected]


def test_a_file_that_cannot_be_read_has_no_grammar(tmp_path: Path) -> None:
    grammar, (mistake,) = check(tmp_path / "gone.yaml")
    assert grammar is None
    assert "cannot be read" in mistake.problem


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("", ""), []),
        (("match: [oai]", "match: [oia]"), ["'a' does not find this; change its pattern or its 'needs': 'oia'"]),
        (("not: [none]", "not: [oai]"), ["'a' finds this near-miss; make its pattern narrower: 'oai'"]),
    ],
)  # fmt: skip
def test_marks_of_tools_are_checked(change: tuple[str, str], expected: list[str], tmp_path: Path) -> None:
    path = tmp_path / "residue.yaml"
    path.write_text(MARK.replace(*change), "utf-8")
    assert [line.split(": ", 1)[1] for line in told(path)] == expected


def test_every_file_of_the_auditor_is_checked() -> None:
    assert set(files()) == set(lexicon_folder().glob("*.yaml"))


@pytest.mark.parametrize("name", ["common", "tools", "any", "residue"])
def test_the_files_for_all_languages_are_sound(name: str) -> None:
    assert check(lexicon_folder() / f"{name}.yaml")[1] == ()

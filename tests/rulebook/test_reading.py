from __future__ import annotations

from typing import Any

import pytest

from auditor.rulebook.reading import read


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: true", {"a": True}),
        ("a: false", {"a": False}),
        ("a: no", {"a": "no"}),
        ("a: True", {"a": "True"}),
        ("a: on", {"a": "on"}),
        ('a: "true"', {"a": "true"}),
        ("a: 12", {"a": 12}),
        ("a: -3", {"a": -3}),
        ("a: 1.50", {"a": 1.5}),
        ("a: 1.2.3", {"a": "1.2.3"}),
        ("a: 1e400", {"a": "1e400"}),
        ("a: 0x10", {"a": "0x10"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: '12'", {"a": "12"}),
        ("a: null", {"a": None}),
        ("a: ~", {"a": None}),
        ("a:", {"a": None}),
        ("a: 2026-01-02", {"a": "2026-01-02"}),
        ("a: 60%", {"a": "60%"}),
        ("a: [1, {b: c}]", {"a": [1, {"b": "c"}]}),
        ("a: >-\n  one\n  two\n", {"a": "one two"}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("- x\n- y\n", ["x", "y"]),
        ("", None),
        ("# only a comment\n", None),
        ("\ufeffa: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
        ("<<: {a: b}", {"<<": {"a": "b"}}),
        ("3: x", {"3": "x"}),
    ],
)
def test_values_mean_what_they_look_like(text: str, data: Any) -> None:
    document, mistakes = read(text.encode(), "f.yaml")
    assert document is not None
    assert document.data == data
    assert mistakes == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &x b", "f.yaml:1:4: anchors and aliases (& and *) are not allowed: write it out"),
        ("a: b\nc: *x", "f.yaml:2:4: anchors and aliases (& and *) are not allowed: write it out"),
        ("a: !!python/object x", "f.yaml:1:4: tags (words that begin with !) are not allowed"),
        ("a: b\n---\nc: d", "f.yaml:2:1: a file holds one document: '---' may not come again"),
        ("? {a: b}\n: c", "f.yaml:1:3: a name before ':' must be a plain word"),
        ("? [a]\n: c", "f.yaml:1:3: a name before ':' must be a plain word"),
        ("a: b\n  c: d", "f.yaml:2:4: a ':' cannot stand here: check the indentation, and put a text that holds "
         "': ' in quotes"),
        ("a: b: c", "f.yaml:1:5: a ':' cannot stand here: check the indentation, and put a text that holds ': ' in "
         "quotes"),
        ("a:\n\t- b", "f.yaml:2:1: a text may not begin with this character: put it in quotes"),
        ("a: 'b", "f.yaml:1:6: a quote or a bracket was opened and not closed"),
        ("a: [b", "f.yaml:2:1: a comma or a closing bracket is missing, or a text with ':' needs quotes"),
        ("a: @b", "f.yaml:1:4: a text may not begin with this character: put it in quotes"),
        ("a: \x07", "f.yaml:1:1: the file holds a character that YAML does not allow"),
        ("a: %b", "f.yaml:1:4: a text may not begin with this character: put it in quotes"),
        ("a: b\n c", None),
        ("[" * 17 + "]" * 17, "f.yaml:1:17: nested deeper than 16 levels"),
        ("[" * 20_000, "f.yaml:1:1001: nested deeper than 16 levels"),
        ("- " * 9_000, "f.yaml:1:33: nested deeper than 16 levels"),
        ("a: " + "x" * 20_000, "f.yaml:1:1: the file is larger than 20 kB"),
    ],
)  # fmt: skip
def test_what_is_refused_says_where_and_what_instead(text: str, message: str | None) -> None:
    document, mistakes = read(text.encode(), "f.yaml")
    if message is None:
        assert document is not None
        return
    assert document is None
    assert [str(mistake) for mistake in mistakes] == [message]


def test_bytes_that_are_not_utf8_are_refused() -> None:
    assert [str(m) for m in read(b"a: \xff", "f.yaml")[1]] == ["f.yaml:1:1: the file is not UTF-8 text"]


def test_every_name_that_is_written_twice_is_told_and_the_rest_is_read() -> None:
    document, mistakes = read(b"a: 1\nb: {c: 1, c: [2]}\na: 3\n", "f.yaml")
    assert document is not None
    assert document.data == {"a": 1, "b": {"c": 1}}
    assert [str(mistake) for mistake in mistakes] == [
        "f.yaml:2:11: 'c' is written twice (first on line 2): keep one",
        "f.yaml:3:1: 'a' is written twice (first on line 1): keep one",
    ]


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("a: some words", 5, (1, 9)),
        ("a: 'some words'", 5, (1, 10)),
        ('a: "some words"', 5, (1, 10)),
        ("é: über words", 5, (1, 9)),
        ("a: >-\n  some\n  words here\n", 5, (2 + 1, 3)),
        ("a: >-\n  some\n  words here\n", 11, (3, 9)),
        ("a: >-  # why\n  some\n  words\n", 5, (3, 3)),
        ("a: |\n  some\n  words\n", 7, (3, 5)),
        ("a: some\n   words\n", 5, (2, 4)),
        ("a: some words", 10, (1, 14)),
        ("a: 'it''s words'", 6, (1, 4)),  # escapes: only where the text begins is known
        ("a: >-\n  some\n\n  words\n", 5, (1, 4)),
    ],
)
def test_a_place_inside_a_text_is_found(text: str, offset: int, place: tuple[int, int]) -> None:
    document, _ = read(text.encode(), "f.yaml")
    assert document is not None
    key = next(iter(document.data))
    mistake = document.mistake_inside((key,), offset, "here")
    assert (mistake.line, mistake.column) == place


def test_a_place_that_is_not_written_down_is_that_of_its_parent() -> None:
    document, _ = read(b"a:\n  b: 1\n", "f.yaml")
    assert document is not None
    assert document.mistake(("a", "missing"), "x")[1:3] == (2, 3)
    assert document.mistake(("a", "b"), "x", at_key=True)[1:3] == (2, 3)
    assert document.mistake(("a", "b"), "x")[1:3] == (2, 6)

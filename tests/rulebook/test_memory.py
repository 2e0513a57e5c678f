"""Which values become part of a key, and that no two different ones become the same."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import UNSET

from auditor.rulebook.memory import LONGEST_KEPT, MOST_ENTRIES, MOST_KEPT, TOO_MUCH, Memory, held, steps


@pytest.mark.parametrize(
    ("value", "path", "expected"),
    [
        ({"a": True}, "a", True),
        ({"a": None}, "a", None),
        ({"a": 1}, "a", (int, 1)),
        ({"a": 1.0}, "a", (float, 1.0)),
        ({"a": "x" * LONGEST_KEPT}, "a", "x" * LONGEST_KEPT),
        ({"a": "x" * (LONGEST_KEPT + 1)}, "a", TOO_MUCH),
        ({}, "a", UNSET),
        ({"a": {}}, "a.b", UNSET),
        ({"a": None}, "a.b", TOO_MUCH),
        ({"a": {"b": 1}}, "a", TOO_MUCH),
        ({"a": []}, "a", 0),
        ({"a": [{}, {}]}, "a", 2),
        ({"a": ["x", "y"]}, "a", ("x", "y")),
        ({"a": ["x" * (LONGEST_KEPT + 1)]}, "a", TOO_MUCH),
        ({"a": ["x"] * (MOST_ENTRIES + 1)}, "a", TOO_MUCH),
        ({"a": [{"b": True}, {}]}, "a[].b", (True, UNSET)),
        ({"a": [{"b": {"c": "x"}}]}, "a[].b.c", ("x",)),
        ({"a": [{"b": None}]}, "a[].b.c", TOO_MUCH),
        ({"a": [{"b": True}] * (MOST_ENTRIES + 1)}, "a[].b", TOO_MUCH),
        ({"a": "x"}, "a[].b", TOO_MUCH),
        ({"a": ["x"]}, "a[]", ("x",)),
        ("x", "", "x"),
    ],
)
def test_values_of_a_path(value: Any, path: str, expected: object) -> None:
    assert held(value, steps(path)) == expected


def test_numbers_and_truth_are_told_apart() -> None:
    keys = {held({"a": value}, steps("a")) for value in (True, 1, 1.0, "1")}
    assert len(keys) == 4


def test_a_memory_begins_anew_when_it_is_full() -> None:
    memory: Memory[bool] = Memory()
    for number in range(MOST_KEPT):
        assert memory.keep((number,), True)
    assert len(memory.answers) == MOST_KEPT
    memory.keep(("one more",), False)
    assert memory.answers == {("one more",): False}

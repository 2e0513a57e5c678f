"""Reads `residue.yaml`: marks that text tools leave behind, as RE2 patterns over text, links or markup."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, cast, get_args

import re2
import yaml
from msgspec import Struct

from auditor.errors import RulebookError
from auditor.facts import ResidueKind
from auditor.lexicon.grammar import GrammarError
from auditor.lexicon.library import lexicon_folder
from auditor.lexicon.nodes import Nodes, Placed
from auditor.lexicon.patterns import Pattern, compiled, options

Look = Literal["text", "link", "markup"]
Strength = Literal["high", "medium", "low"]
KEYS = ("id", "in", "element", "needs", "kind", "tool", "strength", "pattern", "match", "not")


class Leftover(Struct, frozen=True, kw_only=True):
    """One mark of a text tool."""

    id: str
    look: Look
    """Where to look: visible text, addresses of links, or raw HTML."""
    element: str
    """CSS selector of the element that carries a mark in the markup; empty for other marks."""
    needs: tuple[str, ...]
    """Plain words one of which must be there before the pattern is tried; empty: always tried."""
    kind: ResidueKind
    tool: str
    """Whose mark it is; empty where any tool leaves it."""
    strength: Strength
    pattern: str
    match: tuple[str, ...]
    misses: tuple[str, ...]


class Leftovers:
    """All marks for one place to look, found in one pass."""

    def __init__(self, marks: tuple[Leftover, ...]) -> None:
        self.marks = marks
        self._patterns: tuple[Pattern, ...] = tuple(compiled(mark.pattern) for mark in marks)

    @cached_property
    def _whole(self) -> re2.Set:
        whole = re2.Set.SearchSet(options())
        for number in self._tried[0]:
            whole.Add(self.marks[number].pattern)
        whole.Compile()
        return whole

    def possible(self, text: str) -> bool:
        """Whether one of the plain words is there without which no mark is; true where a mark has none."""
        plain, quick = self._tried
        return bool(plain) or any(word in text for index in quick for word in self.marks[index].needs)

    def find(self, text: str) -> Iterator[tuple[Leftover, int, int]]:
        """Every mark in the text with its start and end."""
        plain, quick = self._tried
        hits = {plain[index] for index in self._whole.Match(text) or ()} if plain else set()
        hits |= {index for index in quick if any(word in text for word in self.marks[index].needs)}
        for index in sorted(hits):
            for found in self._patterns[index].finditer(text):
                yield self.marks[index], *found.span()

    @cached_property
    def _tried(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Numbers of the marks found in one pass, and of those that plain words rule out faster."""
        numbers = range(len(self.marks))
        return tuple(n for n in numbers if not self.marks[n].needs), tuple(n for n in numbers if self.marks[n].needs)


@cache
def leftovers(look: Look) -> Leftovers:
    """The marks to look for in this place."""
    return Leftovers(tuple(mark for mark in read_leftovers(lexicon_folder() / "residue.yaml") if mark.look == look))


def read_leftovers(path: Path) -> tuple[Leftover, ...]:
    """Read a file of marks; raises RulebookError with all its mistakes."""
    nodes = Nodes(path)
    top = nodes.root(("marks",))
    marks = tuple(_marks(nodes, top)) if top is not None else ()
    if nodes.mistakes:
        raise RulebookError(tuple(sorted(nodes.mistakes)))
    return marks


def _marks(nodes: Nodes, top: dict[str, yaml.Node]) -> Iterator[Leftover]:
    for item in nodes.sequence(top.get("marks")):
        entry = nodes.mapping(item, KEYS)
        for key in ("id", "in", "kind", "strength", "pattern", "match", "not"):
            if key not in entry:
                nodes.wrong(item, f"a mark needs {key!r}")
        pattern = nodes.text(entry.get("pattern"), None, "pattern")
        try:
            compiled(pattern)
        except GrammarError as error:
            line, column = (pattern.line, pattern.column) if isinstance(pattern, Placed) else (1, 1)
            nodes.note(line, column, error.problem)
        yield Leftover(
            id=str(nodes.text(entry.get("id"), None, "id")),
            look=cast(Look, nodes.choice(entry.get("in"), get_args(Look), "in")),
            element=str(nodes.text(entry.get("element"), None, "element")),
            needs=tuple(str(word) for word in nodes.texts(entry.get("needs"))),
            kind=cast(ResidueKind, nodes.choice(entry.get("kind"), get_args(ResidueKind), "kind")),
            tool=str(nodes.text(entry.get("tool"), None, "tool")),
            strength=cast(Strength, nodes.choice(entry.get("strength"), get_args(Strength), "strength")),
            pattern=pattern,
            match=nodes.texts(entry.get("match")),
            misses=nodes.texts(entry.get("not")),
        )

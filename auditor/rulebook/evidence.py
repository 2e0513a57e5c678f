"""
The facts of one page as conditions read them: plain values, only the facts that are asked for, nothing endless.

Lists are cut at 2,000 entries. What is then not looked at stays unknown: a condition on a cut list has no answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain
from typing import Any, TypeAlias

from msgspec import UNSET

from auditor.rulebook.conditions import Answer, Condition, activation
from auditor.rulebook.memory import TOO_MUCH, Key, column, held, steps

MOST_ITEMS = 2_000
PLAIN = frozenset({bool, int, float})
NUL = "\0"

Needed: TypeAlias = "dict[str, Needed]"
"""The facts that some conditions ask for, as a tree of names."""


def needed(paths: Iterable[str]) -> Needed:
    """The tree of the facts at these paths."""
    tree: Needed = {}
    for path in paths:
        branch = tree
        for part in path.replace("[]", "").split("."):
            branch = branch.setdefault(part, {})
    return tree


class Evidence:
    """What is known of one page. `facts` are Facts, or the same as plain values (an example, stored JSON)."""

    def __init__(self, facts: Any, wanted: Needed) -> None:
        self.cut: dict[str, int] = {}
        """Lists that were cut, and how many entries were left out."""
        self.known: dict[str, Any] = self._plain(facts, wanted, "")
        self._answers: dict[str, Answer] = {}
        self._absent: dict[str, str | list[tuple[str, ...]]] = {}
        self._held: dict[str, object] = {}
        self._columns: dict[str, tuple[object, ...]] = {}

    @cached_property
    def activation(self) -> Any:
        """The same, ready for conditions; made when one is asked that was never asked of such values."""
        return activation(self.known)

    def ask(self, condition: Condition) -> Answer:
        """The answer of a condition on the page; asked once, whatever the number of rules that share it."""
        answer = self._answers.get(condition.source, UNSET)
        if answer is UNSET:
            answer = self._answers[condition.source] = self._asked(condition)
        return answer

    def _asked(self, condition: Condition) -> Answer:
        if self.is_cut(condition.paths):
            return None
        key = self.held(condition.paths)
        if key is None:
            return condition.ask(self.activation)
        answer = condition.memory.answers.get(key, UNSET)
        return condition.memory.keep(key, condition.ask(self.activation)) if answer is UNSET else answer

    def held(self, paths: Iterable[str]) -> Key | None:
        """The values at these paths, for a memory of answers; None where they are not to be kept."""
        values = []
        for path in paths:
            value = self._held.get(path)
            if value is None and path not in self._held:
                value = self._held[path] = held(self.known, steps(path))
            if value is TOO_MUCH:
                return None
            values.append(value)
        return tuple(values)

    def column(self, path: str) -> tuple[object, ...]:
        """The values at a path such as `images[].url`, an entry each, for a memory of answers on entries."""
        if path not in self._columns:
            listed, _, inside = path.partition("[]")
            self._columns[path] = column(self.entries(listed) or [], steps(inside))
        return self._columns[path]

    def entries(self, path: str) -> list[Any] | None:
        """The list at a dotted path; None where it is absent."""
        value: Any = self.known
        for part in path.split("."):
            if part not in value:
                return None
            value = value[part]
        entries: list[Any] = value
        return entries

    def absent(self, path: str, only: Iterable[int] | None = None) -> Iterable[str]:
        """
        Where facts at `path` are absent: the shortest path that has no value, once for each item of a list.

        `only` are the items to look at, by their index; None is all.
        """
        if path not in self._absent:
            self._absent[path] = _absent(self.known, path.split("."))
        found = self._absent[path]
        if isinstance(found, str):
            return (found,)
        return chain.from_iterable(found if only is None else [found[number] for number in only] if found else ())

    def is_cut(self, paths: Iterable[str], besides: str = "") -> bool:
        """Whether one of these facts was not looked at to its end; `besides` is a list that is counted elsewhere."""
        lists = [cut for cut in self.cut if cut != besides]
        return bool(lists) and any(path == cut or path.startswith(f"{cut}[]") for path in paths for cut in lists)

    def _plain(self, value: Any, wanted: Needed, path: str) -> Any:
        if isinstance(value, str):
            return _readable(value)
        if isinstance(value, tuple | list):
            if len(value) > MOST_ITEMS:
                self.cut[path] = len(value) - MOST_ITEMS
                value = value[:MOST_ITEMS]
            return [self._plain(entry, wanted, f"{path}[]") for entry in value]
        if value is None or type(value) in PLAIN:
            return value
        plain = {}
        get = value.get if isinstance(value, Mapping) else None
        for name, inside in wanted.items():
            held = get(name, UNSET) if get else getattr(value, name)
            if held is None or type(held) in PLAIN:
                plain[name] = held
            elif type(held) is str:
                plain[name] = _readable(held)
            elif held is not UNSET:
                plain[name] = self._plain(held, inside, f"{path}.{name}" if path else name)
        return plain


def _readable(text: str) -> str:
    """Without lone surrogates, which can come out of JSON-LD, and NULs: the CEL library refuses or cuts such texts."""
    if NUL in text:
        text = text.replace(NUL, "\ufffd")
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _absent(value: Any, parts: list[str], path: str = "") -> str | list[tuple[str, ...]]:
    """The one path that is absent; or where the path goes through a list, those in each entry; or nothing."""
    for depth, part in enumerate(parts, 1):
        name = part.removesuffix("[]")
        path = f"{path}.{name}" if path else name
        if not isinstance(value, dict):
            return []
        if name not in value:
            return path
        value = value[name]
        if name != part:
            return _absent_in_entries(value, parts[depth:], path)
    return []


def _absent_in_entries(entries: list[Any], parts: list[str], path: str) -> list[tuple[str, ...]]:
    if not parts:
        return []
    first = parts[0].removesuffix("[]")
    found: list[tuple[str, ...]] = []
    for number, entry in enumerate(entries):
        if first not in entry:
            found.append((f"{path}[{number}].{first}",))
            continue
        inside = _absent(entry, parts, f"{path}[{number}]") if len(parts) > 1 else ()
        found.append((inside,) if isinstance(inside, str) else tuple(chain.from_iterable(inside)))
    return found

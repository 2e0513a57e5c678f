"""
What a condition speaks of, and the mistakes that a type check cannot see.

* a word that is not one of a field's values: `page.kind == 'artcle'`
* a fact that can be null used as if it could not: `access.declared_free && …`
* in `applies_when`, a fact that the page discloses: honesty would make extra rules apply and cost points
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from auditor.rulebook.conditions import pattern_problem
from auditor.rulebook.syntax import Call, Listing, Loop, Made, Member, Name, Node, Value
from auditor.rulebook.vocabulary import Field, did_you_mean

EQUAL = ("_==_", "_!=_")
COMPARED = ("_<_", "_<=_", "_>_", "_>=_", *EQUAL)
COUNTED = ("_+_", "_-_", "_*_", "_/_", "_%_", "-_")
FUNCTIONS = ("size", "contains", "startsWith", "endsWith", "matches")
ALLOWED = (
    *COMPARED, *COUNTED, *FUNCTIONS, "_&&_", "_||_", "!_", "_?_:_", "@in", "@not_strictly_false",
)  # fmt: skip
ACCUMULATED = "@result"


class Problem(NamedTuple):
    """A mistake, `at` characters into the condition."""

    at: int
    text: str


class Meant(NamedTuple):
    """The fact that a name stands for."""

    field: Field
    path: str


Scope: TypeAlias = dict[str, "Meant | None"]


def item_of(listed: Field) -> Field:
    """One item of a list."""
    return replace(listed, listed=False)


class Meaning:
    """Reads a condition's tree once; `problems`, `paths` and `top_names` are what it found."""

    def __init__(self, tree: Node, names: dict[str, Meant], *, structural: bool) -> None:
        self.problems: list[Problem] = []
        self.paths: dict[str, None] = {}
        self.top_names: set[str] = set()
        self._structural = structural
        self._held_against_null: set[str] = set()
        self._needs_null_check: list[tuple[int, str]] = []
        self._visit(tree, dict(names), "")
        for at, path in self._needs_null_check:
            if path not in self._held_against_null:
                self._say(at, f"'{path}' can be null: write {path.replace('[]', '')} != null && … before it")

    def _say(self, at: int, text: str) -> None:
        self.problems.append(Problem(at, text))

    def _visit(self, node: Node, scope: Scope, parent: str) -> None:
        match node:
            case Name() | Member():
                self._use(node, scope, parent)
            case Call():
                self._call(node, scope)
            case Listing():
                for part in node.parts:
                    self._visit(part, scope, "[]")
            case Loop():
                self._visit(node.over, scope, "loop")
                listed = self._resolve(node.over, scope)
                item = Meant(item_of(listed.field), f"{listed.path}[]") if listed else None
                self._visit(node.step, {**scope, node.item: item, ACCUMULATED: None}, "loop")
            case Made():
                self._say(node.at, "a condition compares facts; it cannot build values with { }")
            case Value():
                pass

    def _use(self, node: Name | Member, scope: Scope, parent: str) -> None:
        """A fact that is asked for: not only passed through on the way to one of its fields."""
        meant = self._resolve(node, scope)
        if meant is None:
            if isinstance(node, Member):
                self._visit(node.of, scope, ".")
            return
        field, path = meant
        first = _first(node)
        self.paths[path] = None
        self.top_names.add(first.name)
        if field.group and not field.listed:
            fields = ", ".join(field.group.fields)
            self._say(first.at, f"'{path}' is a group of facts: name one of its fields ({fields})")
        elif self._structural and not field.structural:
            self._say(first.at, _why_not_structural(path))
        elif field.kind == "number" and not field.listed and parent not in (*COMPARED, *COUNTED, "@in"):
            self._say(first.at, f"'{path}' is a number: compare it with another one")
        elif field.nullable and parent not in (*EQUAL, "@in"):
            if field.kind == "yes/no":
                self._say(first.at, f"'{path}' can be null, neither yes nor no: write == true or == false")
            else:
                self._needs_null_check.append((first.at, path))

    def _call(self, node: Call, scope: Scope) -> None:
        if node.function not in ALLOWED:
            words = ", ".join(FUNCTIONS)
            name = "[…]" if node.function == "_[_]" else f"{node.function}()"
            self._say(node.at, f"{name} is not allowed in a condition: use all, exists, {words}")
            return
        if node.function in (*EQUAL, "@in"):
            self._compare(node, scope)
        if node.function in COMPARED:
            self._numbers(node, scope)
        if node.function == "matches":
            self._pattern(node)
        for part in node.parts:
            self._visit(part, scope, node.function)

    def _compare(self, node: Call, scope: Scope) -> None:
        """Words that are not among a field's values; and which facts are held against null."""
        for one, other in (node.parts, node.parts[::-1]):
            meant = self._resolve(one, scope)
            if meant is None:
                continue
            written = other.parts if isinstance(other, Listing) else (other,)
            for value in written:
                if isinstance(value, Value) and value.value is None:
                    self._held_against_null.add(meant.path)
                elif isinstance(value, Value) and meant.field.values and value.value not in meant.field.values:
                    self._say(value.at, _not_a_value(value.value, meant))

    def _numbers(self, node: Call, scope: Scope) -> None:
        for one, other in (node.parts, node.parts[::-1]):
            meant = self._resolve(one, scope)
            if meant is None or meant.field.kind != "number" or meant.field.listed:
                continue
            theirs = self._resolve(other, scope)
            wrong_field = theirs is not None and theirs.field.kind not in ("number", "whole number")
            if wrong_field or (isinstance(other, Value) and not _is_number(other.value)):
                self._say(other.at, f"'{meant.path}' is a number: compare it with another one")

    def _pattern(self, node: Call) -> None:
        pattern = node.parts[-1]
        if not isinstance(pattern, Value) or not isinstance(pattern.value, str):
            self._say(pattern.at, "matches() needs a pattern in quotes")
        elif problem := pattern_problem(pattern.value):
            self._say(pattern.at, f"this pattern cannot be used: {problem}")

    def _resolve(self, node: Node, scope: Scope) -> Meant | None:
        match node:
            case Name():
                return scope.get(node.name)
            case Member():
                outer = self._resolve(node.of, scope)
                field = outer.field.group.fields.get(node.field) if outer and outer.field.group else None
                return Meant(field, f"{outer.path}.{node.field}") if outer and field else None
            case _:
                return None


def _is_number(value: object) -> bool:
    """Null counts as one: a number can be held against it."""
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _first(node: Node) -> Name:
    """The name that a chain of fields begins with; only called on chains that have one."""
    while isinstance(node, Member):
        node = node.of
    assert isinstance(node, Name)
    return node


def _not_a_value(wrong: object, meant: Meant) -> str:
    known = ", ".join(str(value) for value in meant.field.values)
    return f"'{wrong}' is not a value of {meant.path} ({known}){did_you_mean(str(wrong), map(str, meant.field.values))}"


def _why_not_structural(path: str) -> str:
    return (
        f"'{path}' may not decide whether a rule applies: it is something the page tells its readers, and a page that "
        "tells more must not be asked more; use facts marked 'structural' in docs/facts.md, or ask in passes_when"
    )

"""
The one place that speaks to the CEL library: what may be written in a condition, and asking it.

Answers have three values. A condition is `None` where the facts it hangs on are absent; `&&`, `||`, `all` and
`exists` pass over an absent fact exactly when the others decide. Anything else that goes wrong is a `Failed`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from cel_expr_python import cel
from google.protobuf import descriptor_pool
from msgspec import Struct

from auditor.rulebook.memory import Memory
from auditor.rulebook.vocabulary import Field

PACKAGE = "auditor"

# Left are comparison, && || !, ?:, in, arithmetic on numbers, all, exists, size, startsWith, endsWith, contains and
# matches. has() would turn "could not look" into "no"; map, filter and + on texts can fill the memory.
_SUBSET = """
stdlib:
  exclude_macros: [map, filter, has, exists_one]
  exclude_functions:
    - {name: _+_, overloads: [{id: add_string}, {id: add_bytes}, {id: add_list}]}
"""
_PROBLEM = re.compile(r"^(?:INVALID_ARGUMENT: )?ERROR: <input>:(\d+):(\d+): (.*?)(?: \[INVALID_ARGUMENT\])?$", re.M)
_UNREADABLE = re.compile(r"[\0\ud800-\udfff]")
# A missing key and a missing top-level name are reported in different words.
_ABSENT = re.compile(r"^NOT_FOUND|No value with name")
_WORDS = {"text": "STRING", "yes/no": "BOOL", "whole number": "INT", "number": "DYN"}


class Complaint(NamedTuple):
    """What the library says against a condition; line and column count from 1."""

    line: int
    column: int
    problem: str


class Failed(NamedTuple):
    """A condition that broke while it was asked: a bug of the rule or a limit, never an answer."""

    reason: str


Answer: TypeAlias = bool | Failed | None


class Checked(Struct, frozen=True):
    """A condition whose types are right: what it gives back, and its tree as bytes."""

    type_name: str
    serialized: bytes


class Condition(NamedTuple):
    """A condition that passed every check, ready to be asked."""

    source: str
    paths: tuple[str, ...]
    """The facts it names, such as `images[].label_visible`."""
    uses_facts: bool
    """False where it names nothing but the item of a `for_each`."""
    expression: Any
    memory: Memory[Answer]
    """Its answers on pages."""

    def ask(self, known: Any) -> Answer:
        """The answer on what `activation` made."""
        try:
            result = self.expression.eval(known)
        except RuntimeError as error:  # the iteration budget
            return Failed(str(error))
        value = result.value()
        if value is True or value is False:
            return bool(value)
        problem = str(result.plain_value())
        return None if _ABSENT.search(problem) else Failed(problem)


class Environment:
    """The names that a condition may use, with their types."""

    def __init__(self, pool: descriptor_pool.DescriptorPool, names: Mapping[str, Field]) -> None:
        variables = {name: _type(field) for name, field in names.items()}
        self._typed = cel.NewEnv(pool, config=cel.NewEnvConfigFromYaml(_SUBSET), variables=variables)
        # Run without types: on plain dicts, in which a missing key means that the fact is absent.
        self._untyped = cel.NewEnv(variables=dict.fromkeys(names, cel.Type.DYN))

    def check(self, source: str) -> Checked | tuple[Complaint, ...]:
        """The types of a condition, or what is wrong with them."""
        if strange := _UNREADABLE.search(source):
            before = source[: strange.start()]
            column = strange.start() - before.rfind("\n")
            return (Complaint(before.count("\n") + 1, column, "there is a character here that no text may hold"),)
        try:
            expression = self._typed.compile(source)
        except RuntimeError as error:
            said = _PROBLEM.findall(str(error))
            return tuple(Complaint(int(line), int(column), text) for line, column, text in said) or (
                Complaint(1, 1, str(error)),
            )
        return Checked(expression.return_type().name(), expression.serialize())

    def condition(self, source: str, paths: tuple[str, ...], *, uses_facts: bool) -> Condition:
        """Make a checked condition ready to be asked."""
        return Condition(source, paths, uses_facts, self._untyped.compile(source), Memory())


def activation(facts: dict[str, Any]) -> Any:
    """Plain facts, ready for conditions: texts without lone surrogates, fixed depth, nothing but JSON values."""
    return _bare_environment().Activation(facts)


def pattern_problem(pattern: str) -> str:
    """Why `pattern` cannot be used in matches(); empty where it can."""
    environment = cel.NewEnv(variables={"pattern": cel.Type.STRING})
    try:
        result = environment.compile("''.matches(pattern)").eval(environment.Activation({"pattern": pattern}))
    except RuntimeError as error:
        return str(error)
    return "" if isinstance(result.value(), bool) else str(result.plain_value())


@cache
def _bare_environment() -> Any:
    return cel.NewEnv()


def _type(field: Field) -> Any:
    base = cel.Type(f"{PACKAGE}.{field.group.name}") if field.group else getattr(cel.Type, _WORDS[field.kind])
    return cel.Type.List(base) if field.listed else base

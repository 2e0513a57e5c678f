"""The CEL library's commonest complaints, in words for people who do not program."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.rulebook.conditions import PACKAGE, Complaint
from auditor.rulebook.meaning import FUNCTIONS, Meant, Problem
from auditor.rulebook.vocabulary import Group, did_you_mean

FORBIDDEN = {
    "has": "has() is not allowed: a fact that is absent already makes the answer 'unknown'",
    "map": "map() is not allowed: ask with all or exists",
    "filter": "filter() is not allowed: use for_each and where",
    "exists_one": "exists_one() is not allowed: use for_each with at_least",
}
TYPES = {
    "bool": "a yes/no fact",
    "string": "a text",
    "int": "a whole number",
    "double": "a number with decimals",
    "null": "null",
    "null_type": "null",
    "dyn": "a number",
}
INSTEAD = {
    "and": "write && for 'and'",
    "or": "write || for 'or'",
    "not": "write ! for 'not'",
    "yes": "write true for 'yes'",
    "no": "write false for 'no'",
    "True": "write true",
    "False": "write false",
    "None": "write null",
    "=": "write == to compare",
    "&": "write && for 'and'",
    "|": "write || for 'or'",
}


class _Said(NamedTuple):
    """A complaint that was recognised: where it stands, and the words found in it."""

    source: str
    at: int
    found: re.Match[str]
    names: Mapping[str, Meant]


def explained(source: str, complaints: Sequence[Complaint], names: Mapping[str, Meant]) -> tuple[Problem, ...]:
    """The complaints as problems in plain words: the first of several that have one cause."""
    found = sorted(_problem(source, complaint, names) for complaint in complaints)
    forbidden = [problem for problem in found if problem.text in FORBIDDEN.values()]
    unreadable = any(complaint.problem.startswith("Syntax error") for complaint in complaints)
    if forbidden or unreadable:
        return tuple((forbidden or found)[:1])
    return tuple(dict.fromkeys(found))


def type_in_words(name: str) -> str:
    """`STRING` or `wrapper(string)` as `a text`, `a text or null`."""
    if wrapped := re.fullmatch(r"wrapper\((\w+)\)", name):
        return f"{type_in_words(wrapped[1])} or null"
    if name.lower().startswith("list"):
        return "a list"
    if name.startswith(f"{PACKAGE}."):
        return f"a group of facts ({name.partition('.')[2]})"
    if name.startswith("google.protobuf."):
        return "a fact that can be null"
    return TYPES.get(name.lower(), f"of the type {name}")


def _problem(source: str, complaint: Complaint, names: Mapping[str, Meant]) -> Problem:
    lines = source.split("\n")[: complaint.line - 1]
    at = sum(len(line) + 1 for line in lines) + complaint.column - 1
    for pattern, explain in (
        (r"undefined field '(\w+)' not found in struct '[\w.]*?(\w+)'", _no_field),
        (r"undeclared reference to '([^']*)'", _no_name),
        (r"found no matching overload for '([^']+)' applied to '\((.*)\)'", _wrong_types),
        (r"Syntax error: (.*)", _unreadable),
        (r"expression of type 'list\(.*\)' cannot be the operand of a select", _list_member),
    ):
        if found := re.search(pattern, complaint.problem):
            return explain(_Said(source, at, found, names))
    return Problem(at, complaint.problem)


def _no_field(said: _Said) -> Problem:
    wrong, group_name = said.found[1], said.found[2]
    group = next((group for group in _groups(said.names) if group.name == group_name), None)
    known = tuple(group.fields) if group else ()
    close = did_you_mean(wrong, known) or f"; use {', '.join(known)}"
    return Problem(_start_of(said.source, said.at, wrong), f"{group_name} has no field '{wrong}'{close}")


def _no_name(said: _Said) -> Problem:
    wrong = said.found[1].partition(".")[0]
    if said.source[said.at : said.at + 1] == "(":
        allowed = ", ".join(("all", "exists", *FUNCTIONS))
        return Problem(said.at - len(wrong), FORBIDDEN.get(wrong) or f"there is no {wrong}(); there are {allowed}")
    begins = max(said.source.rfind(wrong, 0, said.at + len(wrong)), 0)
    if wrong in INSTEAD:
        return Problem(begins, INSTEAD[wrong])
    close = (
        did_you_mean(wrong, said.names) or f"; facts begin with {', '.join(said.names)}; a text needs quotes: '{wrong}'"
    )
    return Problem(begins, f"there is no fact '{wrong}'{close}")


def _wrong_types(said: _Said) -> Problem:
    sign = said.found[1].strip("_@").replace("?_:", "? :")
    sides = [type_in_words(side) for side in re.findall(r"\w+\([^()]*(?:\([^()]*\))?[^()]*\)|[\w.]+", said.found[2])]
    if said.found[1] in ("_&&_", "_||_", "!_", "_?_:_"):
        wrong = next((side for side in sides if side != TYPES["bool"]), sides[0])
        return Problem(said.at, f"'{sign}' works on yes/no conditions, not on {wrong}")
    if len(sides) == 2:
        return Problem(said.at, f"'{sign}' cannot be used between {sides[0]} and {sides[1]}")
    return Problem(said.at, f"'{sign}' cannot be used on {' and '.join(sides)}")


def _unreadable(said: _Said) -> Problem:
    if "'<EOF>' expecting" in said.found[1] and "expecting <EOF>" not in said.found[1]:
        return Problem(said.at, "the condition ends too early: something is missing here")
    quoted = re.search(r"'(.*)'", said.found[1].partition(" expecting ")[0])
    word = quoted[1].strip() if quoted else ""
    if word[:1] in ("'", '"'):
        return Problem(said.at, "a quote is opened and not closed")
    if word in INSTEAD:
        return Problem(said.at, INSTEAD[word])
    return Problem(said.at, f"'{word}' is not expected here" if word else f"this cannot be read: {said.found[1]}")


def _list_member(said: _Said) -> Problem:
    return Problem(said.at, "this is a list: ask its items, with for_each or with list.exists(item, …)")


def _start_of(source: str, at: int, word: str) -> int:
    """Where a field's name begins: the library points at the dot before it."""
    found = source.find(word, at)
    return found if found >= 0 else at


def _groups(names: Mapping[str, Meant]) -> Iterator[Group]:
    waiting = [meant.field.group for meant in names.values() if meant.field.group]
    while waiting:
        group = waiting.pop()
        yield group
        waiting.extend(field.group for field in group.fields.values() if field.group)

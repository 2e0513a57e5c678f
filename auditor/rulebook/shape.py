"""Holds the data of a file against the type it should have, and names every mistake with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from auditor.errors import Mistake
from auditor.rulebook.reading import Document, Path
from auditor.rulebook.vocabulary import Field, Group, did_you_mean, facts

PLAIN: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "yes/no": (bool,),
    "whole number": (int,),
    "number": (int, float),
}
PATTERNS = {
    "id": "small letters, digits and hyphens, such as ai-policy-linked",
    "for_each": "a list and a name for its items, such as: images as image",
    "at_least": "all, any, none, a number, or a percentage such as 60%",
    "valid_from": "a date such as 2026-08-02",
    "url": "a web address that begins with https://",
    "age": "an age such as 12+",
    "version": "three numbers such as 1.0.0",
}
"""What the pattern of a field asks for, in words."""


def mistakes(document: Document, group: Group) -> Iterator[Mistake]:
    """Every mistake of the document's data, held against `group`."""
    yield from _group(document, (), document.data, group, partial=False)


def _group(document: Document, path: Path, data: Any, group: Group, *, partial: bool) -> Iterator[Mistake]:
    """With `partial`, fields may be left out: an example names only the facts it needs."""
    if not isinstance(data, dict):
        yield document.mistake(path, f"{_name(path)}must be fields with values, each as 'name: value'")
        return
    for key, value in data.items():
        field = group.fields.get(key)
        if field is None:
            known = ", ".join(group.fields)
            problem = f"{_name(path)}there is no '{key}' here{did_you_mean(key, group.fields) or f': use {known}'}"
            yield document.mistake((*path, key), problem, at_key=True)
        else:
            yield from _field(document, (*path, key), value, field, partial=partial)
    if not partial:
        lacking = [name for name, field in group.fields.items() if field.required and name not in data]
        for name in lacking:
            yield document.mistake(path, f"{_name(path)}'{name}' is missing: {_asked(group.fields[name])}")


def _field(document: Document, path: Path, value: Any, field: Field, *, partial: bool) -> Iterator[Mistake]:
    if value is None and field.nullable:
        return
    if not field.listed:
        yield from _one(document, path, value, field, partial=partial)
        return
    if not isinstance(value, list):
        yield document.mistake(path, f"{_name(path)}must be a list, such as [one, two]")
        return
    if len(value) < (field.shortest or 0):
        yield document.mistake(path, f"{_name(path)}must have at least {field.shortest} entry: {_asked(field)}")
    for index, entry in enumerate(value):
        yield from _one(document, (*path, index), entry, field, partial=partial)


def _one(document: Document, path: Path, value: Any, field: Field, *, partial: bool) -> Iterator[Mistake]:
    if field.kind == "facts":
        yield from _group(document, path, value, facts(), partial=True)
    elif field.group:
        yield from _group(document, path, value, field.group, partial=partial)
    elif problem := _problem(value, field):
        yield document.mistake(path, f"{_name(path)}{problem}")


def _problem(value: Any, field: Field) -> str:
    """What is wrong with a plain value; empty where nothing is."""
    if field.values:
        words = ", ".join(str(known) for known in field.values)
        right = value in field.values and not isinstance(value, bool)
        close = did_you_mean(value, map(str, field.values)) if isinstance(value, str) else ""
        return "" if right else f"{_shown(value)} is not one of {words}{close}"
    if not isinstance(value, PLAIN[field.kind]) or (isinstance(value, bool) and field.kind != "yes/no"):
        hint = {"yes/no": "true or false", "text": "a text, in quotes"}.get(field.kind, f"a {field.kind}")
        return f"{_shown(value)} must be {hint}{', or null' if field.nullable else ''}"
    if isinstance(value, str):
        return _text_problem(value, field)
    number = value if isinstance(value, int | float) else 0
    too_low = field.lowest is not None and number < field.lowest
    too_high = field.highest is not None and number > field.highest
    if too_low or too_high:
        return f"{value} must be {f'{field.lowest:g} or more' if too_low else f'{field.highest:g} or less'}"
    return ""


def _text_problem(value: str, field: Field) -> str:
    if not field.listed and len(value.strip()) < (field.shortest or 0):
        return "may not be empty"
    if field.longest is not None and len(value) > field.longest:
        return f"is {len(value)} characters long; {field.longest} is the most"
    if field.pattern and not re.search(field.pattern, value):
        return f"{_shown(value)} must be {PATTERNS.get(field.name, field.description or field.pattern)}"
    return ""


def _asked(field: Field) -> str:
    words = field.description or (field.group.doc if field.group else "") or field.type_name
    first = words[0] if words[1:2].isupper() else words[0].lower()
    return f"{first}{words[1:]}".rstrip(".")


def _shown(value: Any) -> str:
    if isinstance(value, bool | None):
        return {True: "true", False: "false", None: "nothing (null)"}[value]
    if isinstance(value, dict | list):
        return "this"
    text = str(value)
    return f"'{text if len(text) <= 40 else text[:39] + '…'}'"


def _name(path: Path) -> str:
    """`examples[1].facts.page.kind: ` for the front of a message."""
    name = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return f"{name.lstrip('.')}: " if name else ""

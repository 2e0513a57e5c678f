"""What facts there are, read off the types in `auditor.facts`: for type checks, docs and suggestions."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Literal

from msgspec import Struct, inspect

from auditor.facts import Facts

Kind = Literal["text", "yes/no", "whole number", "number", "group", "facts"]

PLAIN_KINDS: dict[type[inspect.Type], Kind] = {
    inspect.StrType: "text",
    inspect.BoolType: "yes/no",
    inspect.IntType: "whole number",
    inspect.FloatType: "number",
    inspect.DictType: "facts",
}


class Field(Struct, frozen=True, kw_only=True):
    """One field of a group of facts, or of a rule file."""

    name: str
    kind: Kind
    values: tuple[str | int, ...] = ()
    """The only values there are; empty where any will do."""
    group: Group | None = None
    listed: bool = False
    nullable: bool = False
    required: bool = True
    description: str = ""
    structural: bool = False
    more: bool = False
    pattern: str | None = None
    shortest: int | None = None
    """Fewest characters; of a list, fewest entries."""
    longest: int | None = None
    lowest: float | None = None
    highest: float | None = None

    @property
    def type_name(self) -> str:
        """The type in a reader's words: `list of text`, `yes/no or null`."""
        name: str = self.group.name if self.group else self.kind
        if self.values and self.kind == "text":
            name = "one of a few words"
        return f"list of {name}" if self.listed else f"{name} or null" if self.nullable else name


class Group(Struct, frozen=True, kw_only=True):
    """A type with named fields, such as Image or DatePair."""

    name: str
    doc: str
    fields: dict[str, Field]


@cache
def group_of(cls: type[Struct]) -> Group:
    """Describe a Struct and, inside it, the Structs it is made of."""
    info = inspect.type_info(cls)
    if not isinstance(info, inspect.StructType):
        raise TypeError(f"{cls.__name__} is not a Struct")
    doc = " ".join((cls.__doc__ or "").split())
    fields = {field.encode_name: _field(field) for field in info.fields}
    return Group(name=cls.__name__, doc=doc, fields=fields)


def facts() -> Group:
    """The facts themselves: what conditions can name."""
    return group_of(Facts)


def find(path: str, top: Group | None = None) -> Field | None:
    """The field at a dotted path (`images` and `images[].url` alike), or None."""
    group: Group | None = top or facts()
    field: Field | None = None
    for part in path.replace("[]", "").split("."):
        field = group.fields.get(part) if group else None
        if field is None:
            return None
        group = field.group
    return field


def every_path(group: Group, prefix: str = "") -> Iterator[tuple[str, Field]]:
    """All fields below a group with their dotted paths; `[]` marks the items of a list."""
    for field in group.fields.values():
        path = f"{prefix}{field.name}"
        yield path, field
        if field.group:
            yield from every_path(field.group, f"{path}{'[]' if field.listed else ''}.")


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?`, or nothing where no name is close."""
    close = difflib.get_close_matches(wrong, list(known), n=1, cutoff=0.65)
    return f"; did you mean '{close[0]}'?" if close else ""


def _field(field: inspect.Field) -> Field:
    """Unwrap descriptions, `| None`, tuples and literals, whatever their order."""
    facets: dict[str, Any] = {}
    _unwrap(field.type, facets)
    return Field(name=field.encode_name, required=field.required, **facets)


def _unwrap(kind: inspect.Type, facets: dict[str, Any]) -> None:
    match kind:
        case inspect.Metadata():
            marks = (kind.extra_json_schema or {}) | (kind.extra or {})
            for mark in ("description", "structural", "more"):
                if mark in marks:
                    facets.setdefault(mark, marks[mark])
            _unwrap(kind.type, facets)
        case inspect.UnionType():
            facets["nullable"] = any(isinstance(part, inspect.NoneType) for part in kind.types)
            _unwrap(next(part for part in kind.types if not isinstance(part, inspect.NoneType)), facets)
        case inspect.VarTupleType():
            facets["listed"] = True
            facets["shortest"] = kind.min_length
            _unwrap(kind.item_type, facets)
        case inspect.LiteralType():
            facets["values"] = tuple(kind.values)
            facets["kind"] = "text" if isinstance(kind.values[0], str) else "whole number"
        case inspect.StructType():
            facets["kind"] = "group"
            facets["group"] = group_of(kind.cls)
        case _:
            facets["kind"] = PLAIN_KINDS[type(kind)]
            _limits(kind, facets)


def _limits(kind: inspect.Type, facets: dict[str, Any]) -> None:
    if isinstance(kind, inspect.StrType):
        facets |= {"pattern": kind.pattern, "longest": kind.max_length}
        facets.setdefault("shortest", kind.min_length)
    elif isinstance(kind, inspect.IntType | inspect.FloatType):
        facets |= {"lowest": kind.ge, "highest": kind.le}

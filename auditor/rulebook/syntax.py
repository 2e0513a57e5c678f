"""
The tree of a checked condition, read from the form in which the CEL library writes it out.

The library checks types but knows neither our words for a field's values nor which fields may be null; with the tree
we can say where such a mistake stands. Field numbers are those of `cel/expr/syntax.proto` and `checked.proto`.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple, TypeAlias

from google.protobuf import any_pb2, descriptor_pb2, descriptor_pool, message, message_factory

_Proto = descriptor_pb2.FieldDescriptorProto
_PLAIN: dict[str, descriptor_pb2.FieldDescriptorProto.Type.ValueType] = {
    "int64": _Proto.TYPE_INT64,
    "int32": _Proto.TYPE_INT32,
    "uint64": _Proto.TYPE_UINT64,
    "double": _Proto.TYPE_DOUBLE,
    "bool": _Proto.TYPE_BOOL,
    "string": _Proto.TYPE_STRING,
    "bytes": _Proto.TYPE_BYTES,
}
_MESSAGES: dict[str, str] = {
    "Ident": "name=1:string",
    "Select": "operand=1:Expr field=2:string",
    "Call": "target=1:Expr function=2:string args=3:Expr*",
    "List": "elements=1:Expr*",
    "Struct": "message_name=1:string",
    "Loop": "iter_var=1:string iter_range=2:Expr loop_step=6:Expr",
    "Const": "|null=1:int64 |boolean=2:bool |whole=3:int64 |unsigned=4:uint64 |number=5:double |text=6:string"
    " |raw=7:bytes",
    "Expr": "id=2:int64 |const=3:Const |ident=4:Ident |select=5:Select |call=6:Call |list=7:List |struct=8:Struct"
    " |loop=9:Loop",
    "Position": "key=1:int64 value=2:int32",
    "Source": "positions=4:Position*",
    "Checked": "expr=4:Expr source=5:Source",
}
"""Each message as `name=number:type`; `*` is a list, `|` one of several alternatives."""


class Name(NamedTuple):
    """A fact, the item of a `for_each`, or the item of an `exists(item, …)`."""

    at: int
    name: str


class Member(NamedTuple):
    """`of.field`."""

    at: int
    of: Node
    field: str


class Call(NamedTuple):
    """An operator or a function with its operands; of `x.contains(y)` both."""

    at: int
    function: str
    parts: tuple[Node, ...]


class Listing(NamedTuple):
    """`[one, two]`."""

    at: int
    parts: tuple[Node, ...]


class Value(NamedTuple):
    """A text, a number, true, false or null, as written."""

    at: int
    value: str | int | float | bool | bytes | None


class Loop(NamedTuple):
    """`over.all(item, …)` or `over.exists(item, …)`; `step` holds what is asked of each item."""

    at: int
    item: str
    over: Node
    step: Node


class Made(NamedTuple):
    """A map or a message that the condition builds itself."""

    at: int


Node: TypeAlias = Name | Member | Call | Listing | Value | Loop | Made


def tree(serialized: bytes) -> Node:
    """The tree in what `Expression.serialize()` gave; `at` counts characters from the start of the condition."""
    envelope = any_pb2.Any()
    envelope.ParseFromString(serialized)
    checked: Any = _message_class()()
    checked.ParseFromString(envelope.value)
    return _node(checked.expr, {position.key: position.value for position in checked.source.positions})


def _node(expr: Any, at: dict[int, int]) -> Node:
    place = at.get(expr.id, 0)
    match expr.WhichOneof("kind"):
        case "ident":
            return Name(place, expr.ident.name)
        case "select":
            return Member(place, _node(expr.select.operand, at), expr.select.field)
        case "call":
            target = [expr.call.target] if expr.call.HasField("target") else []
            return Call(place, expr.call.function, tuple(_node(part, at) for part in [*target, *expr.call.args]))
        case "list":
            return Listing(place, tuple(_node(part, at) for part in expr.list.elements))
        case "loop":
            loop = expr.loop
            return Loop(place, loop.iter_var, _node(loop.iter_range, at), _node(loop.loop_step, at))
        case "const":
            kind = expr.const.WhichOneof("kind")
            return Value(place, None if kind in (None, "null") else getattr(expr.const, kind))
        case _:
            return Made(place)


@cache
def _message_class() -> type[message.Message]:
    """The messages above, as protobuf classes."""
    file = descriptor_pb2.FileDescriptorProto(name="condition.proto", package="condition", syntax="proto3")
    for name, fields in _MESSAGES.items():
        described = file.message_type.add(name=name)
        if "|" in fields:
            described.oneof_decl.add(name="kind")
        for field in fields.split():
            _add_field(described, field)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    found: type[message.Message] = message_factory.GetMessageClass(pool.FindMessageTypeByName("condition.Checked"))
    return found


def _add_field(described: descriptor_pb2.DescriptorProto, written: str) -> None:
    name, _, kind = written.lstrip("|").partition("=")
    number, _, kind = kind.partition(":")
    label = _Proto.LABEL_REPEATED if kind.endswith("*") else _Proto.LABEL_OPTIONAL
    field = described.field.add(name=name, number=int(number), label=label)
    field.type = _PLAIN.get(kind, _Proto.TYPE_MESSAGE)
    if kind not in _PLAIN:
        field.type_name = f".condition.{kind.rstrip('*')}"
    if written.startswith("|"):
        field.oneof_index = 0

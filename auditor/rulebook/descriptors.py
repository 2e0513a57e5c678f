"""The facts described as protobuf messages: the form in which the CEL library learns of fields and types."""

from __future__ import annotations

from collections.abc import Iterable

from google.protobuf import descriptor_pb2, descriptor_pool, struct_pb2, wrappers_pb2

from auditor.rulebook.conditions import PACKAGE
from auditor.rulebook.vocabulary import Field, Group

_Proto = descriptor_pb2.FieldDescriptorProto
_PLAIN = {"text": _Proto.TYPE_STRING, "yes/no": _Proto.TYPE_BOOL, "whole number": _Proto.TYPE_INT64}
# A nullable field is a wrapper, so that `== null` is right. A number that may have decimals is a Value, so that it
# can be compared with 50 and with 50.5; `meaning` then checks what it is compared with.
_WRAPPERS = {
    "text": ".google.protobuf.StringValue",
    "yes/no": ".google.protobuf.BoolValue",
    "whole number": ".google.protobuf.Int64Value",
}
_NUMBER = ".google.protobuf.Value"


def pool_of(groups: Iterable[Group]) -> descriptor_pool.DescriptorPool:
    """Describe these groups, and the groups inside them."""
    file = descriptor_pb2.FileDescriptorProto(name="facts.proto", package=PACKAGE, syntax="proto3")
    pool = descriptor_pool.DescriptorPool()
    for module in (wrappers_pb2, struct_pb2):
        known = descriptor_pb2.FileDescriptorProto()
        module.DESCRIPTOR.CopyToProto(known)
        pool.Add(known)
        file.dependency.append(known.name)
    done: set[str] = set()
    for group in groups:
        _describe(file, group, done)
    pool.Add(file)
    return pool


def _describe(file: descriptor_pb2.FileDescriptorProto, group: Group, done: set[str]) -> None:
    if group.name in done:
        return
    done.add(group.name)
    message = file.message_type.add(name=group.name)
    for number, field in enumerate(group.fields.values(), 1):
        _add(message, number, field)
        if field.group:
            _describe(file, field.group, done)


def _add(message: descriptor_pb2.DescriptorProto, number: int, field: Field) -> None:
    label = _Proto.LABEL_REPEATED if field.listed else _Proto.LABEL_OPTIONAL
    added = message.field.add(name=field.name, number=number, label=label, type=_Proto.TYPE_MESSAGE)
    if field.group:
        added.type_name = f".{PACKAGE}.{field.group.name}"
    elif field.kind == "number":
        added.type_name = _NUMBER
    elif field.nullable:
        added.type_name = _WRAPPERS[field.kind]
    else:
        added.type = _PLAIN[field.kind]

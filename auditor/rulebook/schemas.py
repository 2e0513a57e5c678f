"""JSON Schemas: of rule and pack files, so that editors complete and check them, and of the audits we publish."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from auditor.facts import Facts
from auditor.model import SCHEMA, Audit
from auditor.rulebook.model import CONDITIONS, Pack, Rule

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def rule_schema() -> str:
    """The schema of a rule file; the facts of its examples are completed too."""
    schema = _schema(Rule, "A rule of the auditor: one file in rules/<category>/")
    definitions = schema["$defs"]
    _, fact_types = msgspec.json.schema_components([Facts], ref_template="#/$defs/{name}")
    for name, definition in fact_types.items():
        definitions.setdefault(name, _partial(definition))
    definitions["Example"]["properties"]["facts"] |= {"$ref": "#/$defs/Facts"}
    for dropped in ("type", "additionalProperties"):
        definitions["Example"]["properties"]["facts"].pop(dropped, None)
    properties = definitions["Rule"]["properties"]
    for condition in CONDITIONS:  # `applies_when: true` needs no quotes
        properties[condition] = _or(properties[condition], {"type": "boolean"})
    properties["at_least"] = _or(properties["at_least"], {"type": "integer", "minimum": 1})
    return _text(schema)


def pack_schema() -> str:
    """The schema of a pack file."""
    return _text(_schema(Pack, "A pack of the auditor: one file in rules/packs/"))


def audit_schema() -> str:
    """The schema of an audit as JSON: the contract that is only ever added to."""
    schema = _schema(Audit, "An audit of one page")
    schema["$defs"]["Audit"]["properties"]["schema"] = {"const": SCHEMA}
    return _text(schema)


def _schema(cls: type, title: str) -> dict[str, Any]:
    (reference,), definitions = msgspec.json.schema_components([cls], ref_template="#/$defs/{name}")
    return {"$schema": DIALECT, "title": title, **reference, "$defs": dict(definitions)}


def _partial(definition: dict[str, Any]) -> dict[str, Any]:
    """An example names only the facts it needs, and no others than there are."""
    return {**{key: value for key, value in definition.items() if key != "required"}, "additionalProperties": False}


def _or(schema: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {key: schema.pop(key) for key in ("description", "default") if key in schema}
    alternatives = schema["anyOf"] if set(schema) == {"anyOf"} else [schema]
    return {**kept, "anyOf": [*alternatives, other]}


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"

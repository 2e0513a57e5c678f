"""Shared by the tests of rules: rules from a few lines, facts from a few words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from auditor.facts import Facts
from auditor.rulebook import CompiledRule, Rulebook, load
from auditor.rulebook.compiling import Compiled, compile_rule
from auditor.rulebook.evidence import Evidence, needed
from auditor.rulebook.reading import read
from auditor.rulebook.verdicts import Verdict, verdict
from auditor.rulebook.vocabulary import Group, facts

BARE = """\
schema: 1
id: bare
version: 1
title: A rule for a test
category: authorship
severity: low
{body}
message: {{met: It is., unmet: It is not.}}
why: To see.
fix: Do it.
basis: practice
references: [{{title: A code, url: "https://code.example/1"}}]
classroom: {{question: Is it?}}
examples:
- {{name: one, expect: met, facts: {{}}}}
- {{name: two, expect: unmet, facts: {{}}}}
- {{name: three, expect: unknown, facts: {{}}}}
"""
PACK = """\
schema: 1
name: newsroom
version: 1.2.3
title: For a test
licence: Apache-2.0
maintainers: [A. Example]
"""

RuleOf = Callable[..., CompiledRule]
Say = Callable[..., Verdict]


def _compile(text: str, path: str = "bare.yaml") -> Compiled:
    document, mistakes = read(text.encode(), path)
    if document is None:
        return Compiled(None, mistakes)
    found = compile_rule(document)
    return Compiled(found.rule, (*mistakes, *found.mistakes), found.warnings)


@pytest.fixture
def compile_text() -> Callable[..., Compiled]:
    """A rule file as text, compiled."""
    return _compile


@pytest.fixture
def rule_of() -> RuleOf:
    """A rule from the fields that matter."""

    def build(body: str = "", **fields: str) -> CompiledRule:
        lines = [body, *(f"{name}: {value}" for name, value in fields.items())]
        found = _compile(BARE.format(body="\n".join(line for line in lines if line)))
        assert found.rule is not None, found.mistakes
        return found.rule

    return build


@pytest.fixture
def say() -> Say:
    """What a rule says to a page of a few facts; an article unless they say otherwise."""

    def ask(rule: CompiledRule, facts: dict[str, Any], *, article: bool = True) -> Verdict:
        known = {"page": {"kind": "article"}, **facts} if article else facts
        paths = ["page.kind", *rule.paths, *([rule.list_path] if rule.list_path else [])]
        return verdict(rule, Evidence(known, needed(paths)))

    return ask


@pytest.fixture(scope="session")
def newsroom() -> Rulebook:
    """The rules that come with the auditor."""
    return load()


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """A folder of rule files with a pack."""

    def build(files: dict[str, str]) -> Path:
        for name, text in {"packs/newsroom.yaml": PACK, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="")
        return tmp_path

    return build


def _filled(group: Group, given: dict[str, Any]) -> dict[str, Any]:
    """Harmless values for what a fact must have and the test does not say."""
    plain: dict[str, Any] = {"text": "", "yes/no": False, "whole number": 0, "number": 0.0}
    filled: dict[str, Any] = {}
    for name, field in group.fields.items():
        if name in given:
            value = given[name]
            if field.group and field.listed:
                value = [_filled(field.group, entry) for entry in value]
            elif field.group and value is not None:
                value = _filled(field.group, value)
            filled[name] = value
        elif not field.required:
            continue
        elif field.listed:
            filled[name] = []
        elif field.nullable:
            filled[name] = None
        elif field.group:
            filled[name] = _filled(field.group, {})
        else:
            filled[name] = field.values[0] if field.values else plain[field.kind]
    return filled


@pytest.fixture
def facts_of() -> Callable[..., Facts]:
    """Facts of an article from the few that matter."""

    def build(**given: Any) -> Facts:
        page = {"kind": "article", **given.pop("page", {})}
        return msgspec.convert(_filled(facts(), {"page": page, **given}), Facts)

    return build

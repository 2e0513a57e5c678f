"""The examples that every rule carries: small pages with the outcome that is right, run as tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from auditor.model import Outcome
from auditor.rulebook.evidence import Evidence
from auditor.rulebook.model import Example
from auditor.rulebook.rulebook import Rulebook
from auditor.rulebook.verdicts import CompiledRule, verdict


class ExampleResult(Struct, frozen=True, kw_only=True):
    """What a rule said to one of its examples."""

    rule: str
    path: str
    name: str
    expected: Outcome
    got: Outcome
    failure: str = ""
    """Why the rule could not be asked."""

    @property
    def right(self) -> bool:
        """Whether the rule said what the example expects, without breaking."""
        return self.expected == self.got and not self.failure


def run_examples(rulebook: Rulebook) -> Iterator[ExampleResult]:
    """Run every example of every rule."""
    for compiled in rulebook.rules:
        for example in compiled.rule.examples:
            yield run_example(compiled, example)


def run_example(compiled: CompiledRule, example: Example) -> ExampleResult:
    """Ask a rule of one example. Facts that are left out are unknown; a page without a kind is an article."""
    facts = _as_article(example.facts)
    given = verdict(compiled, Evidence(facts, _everything(facts)))
    return ExampleResult(
        rule=compiled.rule.id,
        path=compiled.path,
        name=example.name,
        expected=example.expect,
        got=given.outcome,
        failure=given.failure,
    )


def _as_article(facts: dict[str, Any]) -> dict[str, Any]:
    return {**facts, "page": {"kind": "article", **facts.get("page", {})}}


def _everything(facts: Any) -> dict[str, Any]:
    """All names that the example writes down."""
    if isinstance(facts, dict):
        return {name: _everything(value) for name, value in facts.items()}
    merged: dict[str, Any] = {}
    for entry in facts if isinstance(facts, list) else ():
        for name, inside in _everything(entry).items():
            merged[name] = {**merged.get(name, {}), **inside}
    return merged

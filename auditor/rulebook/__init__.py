"""Rules in YAML and CEL: read and checked with the place of every mistake, then asked of a page's facts."""

from __future__ import annotations

from auditor.rulebook.docs import documents, facts_markdown, rules_markdown
from auditor.rulebook.examples import ExampleResult, run_examples
from auditor.rulebook.gate import Gate, gate
from auditor.rulebook.judge import judge
from auditor.rulebook.loading import load
from auditor.rulebook.model import Pack, Rule
from auditor.rulebook.rulebook import Rulebook
from auditor.rulebook.schemas import audit_schema, pack_schema, rule_schema
from auditor.rulebook.template import rule_template
from auditor.rulebook.verdicts import CompiledRule

__all__ = [
    "CompiledRule", "ExampleResult", "Gate", "Pack", "Rule", "Rulebook", "audit_schema", "documents", "facts_markdown",
    "gate", "judge", "load", "pack_schema", "rule_schema", "rule_template", "rules_markdown", "run_examples",
]  # fmt: skip

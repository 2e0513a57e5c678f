"""Rules in YAML and CEL: read and checked with the place of every mistake, then asked of a page's facts."""

from __future__ import annotations

from auditor.rulebook.examples import ExampleResult, run_examples
from auditor.rulebook.judge import judge
from auditor.rulebook.loading import load
from auditor.rulebook.model import Pack, Rule
from auditor.rulebook.rulebook import Rulebook
from auditor.rulebook.verdicts import CompiledRule

__all__ = ["CompiledRule", "ExampleResult", "Pack", "Rule", "Rulebook", "judge", "load", "run_examples"]

"""The rules that judge, with the pack that says which are asked and what they weigh."""

from __future__ import annotations

from functools import cached_property

from auditor.errors import Mistake, UsageError
from auditor.model import CATEGORIES, Finding, RulebookRef
from auditor.rulebook.evidence import Needed, needed
from auditor.rulebook.model import Pack
from auditor.rulebook.verdicts import CompiledRule
from auditor.rulebook.vocabulary import did_you_mean

SEVERITIES = ("critical", "high", "medium", "low")


class Rulebook:
    """Compiled rules in reading order, read-only: one rulebook judges any number of pages."""

    def __init__(
        self, rules: tuple[CompiledRule, ...], pack: Pack, ref: RulebookRef, warnings: tuple[Mistake, ...] = ()
    ) -> None:
        self.rules = tuple(sorted(rules, key=_reading_order))
        self.pack = pack
        self.ref = ref
        self.warnings = warnings
        """What may be a mistake but does not stop the rules from being used."""

    def rule(self, identifier: str) -> CompiledRule:
        """The rule with this id; raises UsageError where there is none."""
        for rule in self.rules:
            if rule.rule.id == identifier:
                return rule
        known = [rule.rule.id for rule in self.rules]
        problem = f"There is no rule '{identifier}' in the pack '{self.pack.name}'{did_you_mean(identifier, known)}."
        raise UsageError(problem, advice="`auditor rules list` shows all of them.")

    @cached_property
    def blanks(self) -> tuple[Finding, ...]:
        """For each rule, in the same order, its finding but for what a page decides; `of` is what is at stake."""
        return tuple(_blank(compiled, self.pack) for compiled in self.rules)

    @cached_property
    def wanted(self) -> Needed:
        """The facts that its rules ask for."""
        paths = ["page.kind"]
        for rule in self.rules:
            paths += [*rule.paths, *([rule.list_path] if rule.list_path else [])]
        return needed(paths)


def _reading_order(rule: CompiledRule) -> tuple[int, int, str]:
    """By category, the weightiest first."""
    return CATEGORIES.index(rule.rule.category), SEVERITIES.index(rule.rule.severity), rule.rule.id


def _blank(compiled: CompiledRule, pack: Pack) -> Finding:
    rule = compiled.rule
    return Finding(
        rule=rule.id,
        version=rule.version,
        title=rule.title,
        category=rule.category,
        severity=rule.severity,
        status=rule.status,
        outcome="n.a.",
        points=0.0,
        of=pack.weight(rule.severity) if rule.status == "scored" else 0.0,
        message="",
        items=(),
        looked_for=compiled.looked_for,
        missing=(),
        why=rule.why,
        fix=rule.fix,
        basis=rule.basis,
        references=tuple(reference.cited() for reference in rule.references),
        cap=rule.cap.grade if rule.cap else None,
        cap_because=rule.cap.because if rule.cap else "",
        question=rule.classroom.question,
    )

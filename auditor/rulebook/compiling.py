"""One rule file becomes one rule that can be asked, or the list of everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from auditor.errors import Mistake
from auditor.facts import Facts
from auditor.rulebook import shape
from auditor.rulebook.conditions import Condition, activation
from auditor.rulebook.model import CONDITIONS, Rule
from auditor.rulebook.quoting import QUOTES
from auditor.rulebook.reading import Document
from auditor.rulebook.typecheck import Names, compiled, names
from auditor.rulebook.verdicts import CompiledRule, ItemMemory
from auditor.rulebook.vocabulary import Field, did_you_mean, every_path, facts, find, group_of

RESERVED = frozenset(
    "as break const continue else false for function if import in let loop namespace null package return true var void"
    " while".split()
)
"""Words that the condition language keeps for itself."""
NEED_FOR_EACH = ("where", "at_least", "when_empty")
SHOWN_OUTCOMES = ("met", "unmet", "unknown")


class Compiled(NamedTuple):
    """What came of a file: a rule where nothing is wrong with it."""

    rule: CompiledRule | None
    mistakes: tuple[Mistake, ...]
    warnings: tuple[Mistake, ...] = ()


def compile_rule(document: Document) -> Compiled:
    """Check everything there is to check, so that all mistakes are told at once."""
    data = document.data
    if isinstance(data, dict):
        _as_text(data)
    mistakes = [*shape.mistakes(document, group_of(Rule))]
    if not isinstance(data, dict):
        return Compiled(None, tuple(mistakes))
    spoilt = {mistake[1:3] for mistake in mistakes}
    path, alias, problems = _for_each(document)
    mistakes += [mistake for mistake in problems if mistake[1:3] not in spoilt]
    scope = names(Facts, alias or None, path or None)
    conditions, problems = _conditions(document, scope)
    mistakes += problems
    mistakes += _shows(document)
    if mistakes:
        return Compiled(None, tuple(mistakes))
    rule = _rule(msgspec.convert(data, Rule), document.path, conditions, path, alias)
    return Compiled(rule, (), tuple(_warnings(document, rule)))


def _as_text(data: dict[str, Any]) -> None:
    """`applies_when: true` and `at_least: 3` are written without quotes."""
    for name in CONDITIONS:
        if isinstance(data.get(name), bool):
            data[name] = str(data[name]).lower()
    if type(data.get("at_least")) is int:
        data["at_least"] = str(data["at_least"])


def _for_each(document: Document) -> tuple[str, str, list[Mistake]]:
    """The list and the name of its items; empty where the rule is about the page, or where they are wrong."""
    written = document.data.get("for_each")
    if written is None:
        return "", "", [
            document.mistake((name,), f"'{name}' counts items of a list: it needs 'for_each'", at_key=True)
            for name in NEED_FOR_EACH
            if name in document.data
        ]  # fmt: skip
    path, _, alias = str(written).partition(" as ")
    lists = [known for known, field in every_path(facts()) if field.listed and "[]" not in known]
    if path not in lists:
        close = did_you_mean(path, lists) or f": use {', '.join(lists)}"
        return "", "", [document.mistake(("for_each",), f"for_each: '{path}' is not a list of facts{close}")]
    if alias in RESERVED or alias in facts().fields:
        problem = f"for_each: '{alias}' already means something else: give the items another name"
        return "", "", [document.mistake(("for_each",), problem)]
    return path, alias, []


def _conditions(document: Document, scope: Names) -> tuple[dict[str, Condition], list[Mistake]]:
    conditions: dict[str, Condition] = {}
    mistakes: list[Mistake] = []
    for name in CONDITIONS:
        source = document.data.get(name)
        if not isinstance(source, str) or not source.strip():
            continue
        if "for_each" in document.data and len(scope.meant) == len(scope.facts) and name != "applies_when":
            continue  # the items have no name while for_each is wrong
        about_page = name == "applies_when"
        found = compiled(source, names(Facts) if about_page else scope, structural=about_page)
        if isinstance(found, Condition):
            conditions[name] = found
            continue
        mistakes += [document.mistake_inside((name,), at, f"{name}: {problem}") for at, problem in found]
    return conditions, mistakes


def _shows(document: Document) -> Iterator[Mistake]:
    written = document.data.get("shows")
    for index, path in enumerate(written if isinstance(written, list) else []):
        field = find(path) if isinstance(path, str) else None
        if field is None or not _can_be_quoted(field):
            known = [known for known, field in every_path(facts()) if "[]" not in known and _can_be_quoted(field)]
            problem = f"shows: '{path}' has no words to quote"
            close = did_you_mean(str(path), known) or f": use {', '.join(known)}"
            yield document.mistake(("shows", index), f"{problem}{close}")


def _can_be_quoted(field: Field) -> bool:
    held = field.group.fields if field.group else {}
    return "at" in held and any(name in held for name in QUOTES)


def _rule(rule: Rule, path: str, conditions: dict[str, Condition], list_path: str, alias: str) -> CompiledRule:
    named = dict.fromkeys(path for name in CONDITIONS if name in conditions for path in conditions[name].paths)
    every = dict.fromkeys([*named, *([list_path] if list_path else [])])
    deepest = tuple(path for path in every if not any(other.startswith(f"{path}[]") for other in every))
    always = rule.applies_when.strip() == "true"
    return CompiledRule(
        rule=rule,
        path=path,
        applies=None if always else conditions["applies_when"],
        where=conditions.get("where"),
        passes=conditions["passes_when"],
        list_path=list_path,
        alias=alias,
        paths=tuple(named),
        looked_for=deepest,
        memory=_memory(conditions, list_path),
    )


def _memory(conditions: dict[str, Condition], list_path: str) -> ItemMemory:
    """What decides on an item: fields of its own, and other facts where a condition names any."""
    asked = [conditions[name] for name in ("where", "passes_when") if name in conditions]
    paths = tuple(dict.fromkeys(path for condition in asked for path in condition.paths)) if list_path else ()
    item = f"{list_path}[]"
    inside = tuple(path for path in paths if path == item or path.startswith(f"{item}."))
    return ItemMemory(inside, paths if any(condition.uses_facts for condition in asked) else ())


def _warnings(document: Document, compiled_rule: CompiledRule) -> Iterator[Mistake]:
    """What may be meant so, but is worth a second look."""
    rule = compiled_rule.rule
    lacking = [outcome for outcome in SHOWN_OUTCOMES if all(example.expect != outcome for example in rule.examples)]
    if lacking:
        yield document.mistake(("examples",), f"examples: none shows {' or '.join(lacking)}", at_key=True)
    if rule.when_empty != "n.a." or rule.status not in ("scored", "upcoming") or not compiled_rule.where:
        return
    for path in compiled_rule.where.paths:
        field = find(path)
        if field and field.more and not _accepted(compiled_rule, path):
            problem = (
                f"where: '{path}' is something that the page tells its readers; make sure that telling it cannot make "
                "this rule apply and fail (passes_when should accept it)"
            )
            yield document.mistake(("where",), problem)


def _accepted(rule: CompiledRule, path: str) -> bool:
    """Whether an item passes by this fact alone."""
    owner, _, name = path.rpartition(".")
    if owner != f"{rule.list_path}[]":
        return False
    return rule.passes.ask(activation({rule.alias: {name: True}})) is True

"""The words of the page that a finding rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import UNSET

from auditor.facts import At, Facts
from auditor.model import Item, Outcome
from auditor.rulebook.verdicts import CompiledRule, Verdict

QUOTES = ("quote", "wall_quote")


def items(rule: CompiledRule, verdict: Verdict, facts: Facts) -> tuple[Item, ...]:
    """What the finding quotes: each item that counts, then the facts that the rule says to show."""
    found: list[Item] = []
    if rule.list_path:
        label = rule.alias.replace("_", " ")
        entries = _at(facts, rule.list_path)
        found += [item for index, outcome in verdict.items for item in _quoted(entries[index], label, outcome)]
    if verdict.outcome != "n.a.":
        for path in rule.rule.shows:
            found += _shown(_at(facts, path), path.rpartition(".")[2].replace("_", " "))
    return tuple(dict.fromkeys(found))


def _shown(value: Any, label: str) -> Iterator[Item]:
    if isinstance(value, tuple):
        for entry in value:
            yield from _quoted(entry, label.removesuffix("s"), None)
    elif value is not None and value is not UNSET:
        yield from _quoted(value, label, None)


def _quoted(value: Any, label: str, outcome: Outcome | None) -> Iterator[Item]:
    """A fact has words to quote where a reader, or the markup, has them."""
    quote = next((held for name in QUOTES if (held := getattr(value, name, None))), None)
    at = getattr(value, "at", None)
    if isinstance(quote, str) and isinstance(at, At):
        yield Item(quote=quote, at=at, outcome=outcome, label=label)


def _at(facts: Facts, path: str) -> Any:
    """The fact at a dotted path; UNSET where it or what it belongs to is absent."""
    value: Any = facts
    for part in path.split("."):
        if value is UNSET or value is None:
            return UNSET
        value = getattr(value, part)
    return value

"""The words of the page that a finding rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec import UNSET

from auditor.facts import At, Facts
from auditor.model import Item
from auditor.rulebook.verdicts import CompiledRule, Verdict

QUOTES = ("quote", "wall_quote")


class Words(NamedTuple):
    """What can be quoted of a fact, and where it stands."""

    quote: str
    at: At


class Quotations:
    """The words of the facts of one page, looked up once for all the rules that rest on them."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._entries: dict[str, tuple[Words | None, ...]] = {}
        self._shown: dict[str, tuple[Item, ...]] = {}

    def items(self, rule: CompiledRule, verdict: Verdict) -> tuple[Item, ...]:
        """What the finding quotes: each item that counts, then the facts that the rule says to show."""
        found = list(self._counted(rule, verdict)) if verdict.items else []
        if verdict.outcome != "n.a.":
            for path in rule.rule.shows:
                found += self._items_at(path)
        return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)

    def _counted(self, rule: CompiledRule, verdict: Verdict) -> Iterator[Item]:
        label = rule.alias.replace("_", " ")
        entries = self._entries_at(rule.list_path)
        for index, outcome in verdict.items:
            if (words := entries[index]) is not None:
                yield Item(quote=words[0], at=words[1], outcome=outcome, label=label)

    def _items_at(self, path: str) -> tuple[Item, ...]:
        """What a rule shows of the fact at this path."""
        if path not in self._shown:
            value = _value_at(self._facts, path)
            label = path.rpartition(".")[2].replace("_", " ")
            many = isinstance(value, tuple)
            label, told = (label.removesuffix("s"), self._entries_at(path)) if many else (label, (_words(value),))
            self._shown[path] = tuple([Item(quote=one[0], at=one[1], label=label) for one in told if one is not None])
        return self._shown[path]

    def _entries_at(self, path: str) -> tuple[Words | None, ...]:
        """The words of every entry of the list at this path."""
        if path not in self._entries:
            self._entries[path] = tuple(map(_words, _value_at(self._facts, path)))
        return self._entries[path]


def _words(value: Any) -> Words | None:
    """A fact has words to quote where a reader, or the markup, has them."""
    at = getattr(value, "at", None)
    if not isinstance(at, At):
        return None
    quote = next((held for name in QUOTES if (held := getattr(value, name, None))), None)
    return Words(quote, at) if isinstance(quote, str) else None


def _value_at(facts: Facts, path: str) -> Any:
    """The fact at a dotted path; UNSET where it or what it belongs to is absent."""
    value: Any = facts
    for part in path.split("."):
        if value is UNSET or value is None:
            return UNSET
        value = getattr(value, part)
    return value

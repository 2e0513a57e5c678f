"""One rule's answer on one page, in three values, with the items it was given on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any, NamedTuple

from msgspec import UNSET, Struct, field

from auditor.model import Outcome
from auditor.rulebook.conditions import Answer, Condition, Failed, activation
from auditor.rulebook.evidence import Evidence
from auditor.rulebook.model import Rule

AUDITED_KINDS = ("article", "stub")
MOST_KEPT = 2_000
LONGEST_KEPT = 80
OUTCOMES: dict[bool | None, Outcome] = {True: "met", False: "unmet", None: "unknown"}


class Memory:
    """
    Answers on items that were seen before: most items of most pages hold the same few values.

    `fields` are the item's fields that the conditions name; empty where they also name other facts, and then nothing
    is kept. Items with long texts or lists inside are not kept either.
    """

    def __init__(self, fields: tuple[str, ...] = ()) -> None:
        self.fields = fields
        self.answers: dict[tuple[object, ...], tuple[Answer, Answer]] = {}

    def key(self, entry: Any) -> tuple[object, ...] | None:
        """What the answers on this item hang on; None where they are not to be kept."""
        if not self.fields or type(entry) is not dict:
            return None
        values = tuple([entry.get(name, UNSET) for name in self.fields])
        for value in values:
            if type(value) in (dict, list) or (type(value) is str and len(value) > LONGEST_KEPT):
                return None
        return values

    def keep(self, key: tuple[object, ...], answers: tuple[Answer, Answer]) -> tuple[Answer, Answer]:
        """Keep the answers, and begin anew when there are too many."""
        if len(self.answers) >= MOST_KEPT:
            self.answers.clear()
        self.answers[key] = answers
        return answers


class CompiledRule(Struct, frozen=True, kw_only=True):
    """A rule with its conditions, ready to be asked."""

    rule: Rule
    path: str
    """The file it was read from, relative to the folder of rules."""
    applies: Condition | None
    """None where the rule applies to every article."""
    where: Condition | None
    passes: Condition
    list_path: str = ""
    alias: str = ""
    paths: tuple[str, ...] = ()
    """Every fact that its conditions name."""
    looked_for: tuple[str, ...] = ()
    """The same without lists whose items are named anyway."""
    memory: Memory = field(default_factory=Memory)


class Verdict(NamedTuple):
    """What a rule says to a page."""

    outcome: Outcome
    items: tuple[tuple[int, Outcome], ...] = ()
    """For a `for_each`: the index in the list and the outcome of every item that counts, or may count."""
    failure: str = ""
    """Why the rule could not be asked: a mistake in the rule, or a limit that was reached."""


def verdict(rule: CompiledRule, evidence: Evidence) -> Verdict:
    """Ask a rule of a page. Never raises for what a page holds: a condition that breaks gives `unknown`."""
    applies = _applies(rule, evidence)
    if isinstance(applies, Failed):
        return Verdict("unknown", failure=applies.reason)
    if applies is False:
        return Verdict("n.a.")
    if rule.list_path:
        return _over_items(rule, evidence, applies)
    answer = evidence.ask(rule.passes)
    if isinstance(answer, Failed):
        return Verdict("unknown", failure=answer.reason)
    return Verdict("unknown" if applies is None else OUTCOMES[answer])


def _applies(rule: CompiledRule, evidence: Evidence) -> Answer:
    """Only articles are asked: a page whose kind is not known may not be one."""
    kind = evidence.known.get("page", {}).get("kind")
    if kind is not None and kind not in AUDITED_KINDS:
        return False
    asked = evidence.ask(rule.applies) if rule.applies else True
    if asked is False or isinstance(asked, Failed):
        return asked
    return None if kind is None else asked


class _Count:
    """Items by answer. An item that may or may not count is kept apart."""

    def __init__(self) -> None:
        self.yes = self.no = self.open = 0
        self.may_be_yes = self.may_be_no = 0

    def add(self, counts: bool | None, answer: bool | None, times: int = 1) -> None:
        if counts:
            self.yes += times * (answer is True)
            self.no += times * (answer is False)
            self.open += times * (answer is None)
        else:
            self.may_be_yes += times * (answer is not False)
            self.may_be_no += times * (answer is not True)

    def possible(self, judge: Callable[[int, int], Outcome]) -> Iterator[Outcome]:
        """The outcome of every way in which the open items could turn out; the extremes suffice."""
        if not (self.open or self.may_be_yes or self.may_be_no):
            yield judge(self.yes, self.yes + self.no)
            return
        for opened, more_yes, more_no in product((0, 1), repeat=3):
            yes = self.yes + opened * self.open + more_yes * self.may_be_yes
            total = self.yes + self.no + self.open + more_yes * self.may_be_yes + more_no * self.may_be_no
            yield judge(yes, total)


def _over_items(rule: CompiledRule, evidence: Evidence, applies: bool | None) -> Verdict:
    entries = evidence.entries(rule.list_path)
    if entries is None:
        return Verdict("unknown")
    count = _Count()
    items: list[tuple[int, Outcome]] = []
    for index, entry in enumerate(entries):
        counts, answer = _ask_item(rule, evidence, entry)
        if isinstance(counts, Failed):
            return Verdict("unknown", failure=counts.reason)
        if counts is False:
            continue
        if isinstance(answer, Failed):
            return Verdict("unknown", failure=answer.reason)
        count.add(counts, answer)
        items.append((index, OUTCOMES[answer] if counts else "unknown"))
    if left_out := evidence.cut.get(rule.list_path):
        count.add(None, None, left_out)
    outcomes = set(count.possible(lambda yes, total: _quota(rule.rule, yes, total)))
    if applies is None:
        outcomes.add("n.a.")
    return Verdict(outcomes.pop() if len(outcomes) == 1 else "unknown", tuple(items))


def _ask_item(rule: CompiledRule, evidence: Evidence, entry: Any) -> tuple[Answer, Answer]:
    """Whether the item counts, and whether it passes."""
    if evidence.cut:
        return _asked(rule, evidence, entry)
    key = rule.memory.key(entry)
    if key is None:
        return _asked(rule, evidence, entry)
    known = rule.memory.answers.get(key)
    return known or rule.memory.keep(key, _asked(rule, evidence, entry))


def _asked(rule: CompiledRule, evidence: Evidence, entry: Any) -> tuple[Answer, Answer]:
    names = {rule.alias: entry} if rule.memory.fields else {**evidence.known, rule.alias: entry}
    known = activation(names)

    def answer(condition: Condition) -> Answer:
        return None if evidence.is_cut(condition.paths, besides=rule.list_path) else condition.ask(known)

    counts = answer(rule.where) if rule.where else True
    return counts, (None if counts is False else answer(rule.passes))


def _quota(rule: Rule, yes: int, total: int) -> Outcome:
    """Whether enough items pass."""
    quota = rule.at_least
    if total == 0:
        return rule.when_empty
    if quota == "all":
        reached = yes == total
    elif quota == "none":
        reached = yes == 0
    elif quota == "any":
        reached = yes > 0
    elif quota.endswith("%"):
        reached = yes * 100 >= int(quota[:-1]) * total
    else:
        reached = yes >= int(quota)
    return "met" if reached else "unmet"

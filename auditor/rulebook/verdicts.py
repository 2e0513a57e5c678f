"""One rule's answer on one page, in three values, with the items it was given on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product, repeat
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct, field

from auditor.model import Outcome
from auditor.rulebook.conditions import Answer, Condition, Failed, activation
from auditor.rulebook.evidence import Evidence
from auditor.rulebook.memory import TOO_MUCH, Key, Memory
from auditor.rulebook.model import Rule

AUDITED_KINDS = ("article", "stub")
OUTCOMES: dict[bool | None, Outcome] = {True: "met", False: "unmet", None: "unknown"}

ItemAnswers: TypeAlias = tuple[Answer, Answer]
"""Whether an item counts, and whether it passes."""


class ItemMemory(Memory[ItemAnswers]):
    """
    Answers on items that were seen before.

    `inside` are the paths of the item's own facts that the conditions name, `facts` those outside of it.
    """

    def __init__(self, inside: tuple[str, ...] = (), facts: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.inside = inside
        self.facts = facts

    def keys(self, evidence: Evidence) -> Iterator[Key]:
        """What the answers on each item of the list hang on, in list order; endless where no item differs."""
        outside = evidence.held(self.facts)
        if outside is None:
            return repeat((TOO_MUCH,))
        if not self.inside:
            return repeat(outside)
        rows = zip(*[evidence.column(path) for path in self.inside], strict=True)
        return (row + outside for row in rows) if outside else rows


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
    memory: ItemMemory = field(default_factory=ItemMemory)

    def forget(self) -> None:
        """Ask everything anew."""
        self.memory.answers.clear()
        for condition in (self.applies, self.passes):
            if condition is not None:
                condition.memory.answers.clear()


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

    def add(self, answer: bool | None) -> None:
        """An item that counts."""
        if answer is None:
            self.open += 1
        elif answer:
            self.yes += 1
        else:
            self.no += 1

    def add_open(self, answer: bool | None, times: int = 1) -> None:
        """Items that may count."""
        self.may_be_yes += times * (answer is not False)
        self.may_be_no += times * (answer is not True)

    @property
    def is_sure(self) -> bool:
        """Whether all items are known to count and have an answer."""
        return not (self.open or self.may_be_yes or self.may_be_no)

    def possible(self, judge: Callable[[int, int], Outcome]) -> Iterator[Outcome]:
        """The outcome of every way in which the open items could turn out; the extremes suffice."""
        may_be = self.may_be_yes, self.may_be_no
        for opened, more_yes, more_no in product(*((0, 1) if n else (0,) for n in (self.open, *may_be))):
            yes = self.yes + opened * self.open + more_yes * self.may_be_yes
            total = self.yes + self.no + self.open + more_yes * self.may_be_yes + more_no * self.may_be_no
            yield judge(yes, total)


def _over_items(rule: CompiledRule, evidence: Evidence, applies: bool | None) -> Verdict:
    entries = evidence.entries(rule.list_path)
    if entries is None:
        return Verdict("unknown")
    if not entries and applies:
        return Verdict(rule.rule.when_empty)
    count = _Count()
    items: list[tuple[int, Outcome]] = []
    for index, (counts, answer) in enumerate(_answers(rule, evidence, entries)):
        if counts is False:
            continue
        failed = counts if isinstance(counts, Failed) else answer
        if isinstance(failed, Failed):
            return Verdict("unknown", failure=failed.reason)
        if counts:
            count.add(failed)
        else:
            count.add_open(failed)
        items.append((index, OUTCOMES[failed] if counts else "unknown"))
    if left_out := evidence.cut.get(rule.list_path):
        count.add_open(None, left_out)
    return Verdict(_counted(rule.rule, count, applies), tuple(items))


def _answers(rule: CompiledRule, evidence: Evidence, entries: list[Any]) -> list[ItemAnswers]:
    """Whether each item counts and passes, up to the first at which a condition breaks."""
    kept = rule.memory.answers
    keys = repeat((TOO_MUCH,)) if evidence.cut else rule.memory.keys(evidence)
    answers: list[ItemAnswers] = []
    for entry, key in zip(entries, keys, strict=False):
        known = kept.get(key)
        if known is None:
            known = _asked(rule, evidence, entry)
            if TOO_MUCH not in key:
                rule.memory.keep(key, known)
        answers.append(known)
        if type(known[0]) is Failed or type(known[1]) is Failed:
            break
    return answers


def _counted(rule: Rule, count: _Count, applies: bool | None) -> Outcome:
    """The outcome that is right however the open items, and the question whether the rule applies, turn out."""
    if count.is_sure and applies:
        return _quota(rule, count.yes, count.yes + count.no)
    outcomes = set(count.possible(lambda yes, total: _quota(rule, yes, total)))
    if applies is None:
        outcomes.add("n.a.")
    return outcomes.pop() if len(outcomes) == 1 else "unknown"


def _asked(rule: CompiledRule, evidence: Evidence, entry: Any) -> ItemAnswers:
    known = activation({**evidence.known, rule.alias: entry} if rule.memory.facts else {rule.alias: entry})

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

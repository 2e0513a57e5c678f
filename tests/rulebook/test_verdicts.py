from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from auditor.rulebook import CompiledRule
from auditor.rulebook.evidence import MOST_ITEMS, Evidence, needed
from auditor.rulebook.memory import MOST_KEPT
from auditor.rulebook.verdicts import Verdict, verdict

RuleOf = Callable[..., CompiledRule]
Say = Callable[..., Verdict]
Y: dict[str, Any] = {"linked": True}
N: dict[str, Any] = {"linked": False}
OPEN: dict[str, Any] = {}


@pytest.mark.parametrize(
    ("quota", "items", "outcome"),
    [
        ("all", [Y, Y], "met"),
        ("all", [Y, N, OPEN], "unmet"),
        ("all", [Y, OPEN], "unknown"),
        ("any", [N, Y, OPEN], "met"),
        ("any", [N, N], "unmet"),
        ("any", [N, OPEN], "unknown"),
        ("none", [N, N], "met"),
        ("none", [N, Y, OPEN], "unmet"),
        ("none", [N, OPEN], "unknown"),
        ("2", [Y, Y, OPEN], "met"),
        ("2", [Y, N], "unmet"),
        ("2", [Y, OPEN], "unknown"),
        ("2", [Y], "unmet"),
        ("60%", [Y, Y, OPEN], "met"),
        ("60%", [Y, N, OPEN], "unknown"),
        ("60%", [Y, N, N, OPEN], "unmet"),
        ("60%", [Y, Y, Y, N, N], "met"),
        ("61%", [Y, Y, Y, N, N], "unmet"),
        ("100%", [Y, Y], "met"),
    ],
)
def test_how_many_items_pass(rule_of: RuleOf, say: Say, quota: str, items: list[dict[str, Any]], outcome: str) -> None:
    rule = rule_of(for_each="attributions as statement", passes_when="statement.linked", at_least=f'"{quota}"')
    assert say(rule, {"attributions": items}).outcome == outcome


@pytest.mark.parametrize("empty", ["n.a.", "met", "unmet"])
def test_a_list_without_items_that_count(rule_of: RuleOf, say: Say, empty: str) -> None:
    rule = rule_of(
        for_each="attributions as s", where="s.kind == 'named'", passes_when="s.linked", when_empty=f'"{empty}"'
    )
    assert say(rule, {"attributions": []}).outcome == empty
    assert say(rule, {"attributions": [{"kind": "outlet", "linked": False}]}).outcome == empty
    assert say(rule, {}).outcome == "unknown"


@pytest.mark.parametrize(
    ("items", "outcome", "counted"),
    [
        # It may not count at all, and then nothing is left.
        ([{"linked": True}], "unknown", [(0, "unknown")]),
        ([{"linked": False}], "unknown", [(0, "unknown")]),
        # Whether it counts or not, it passes like the other.
        ([{"kind": "named", "linked": True}, {"linked": True}], "met", [(0, "met"), (1, "unknown")]),
        ([{"kind": "named", "linked": False}, {"linked": True}], "unmet", [(0, "unmet"), (1, "unknown")]),
        ([{"kind": "named", "linked": True}, {"linked": False}], "unknown", [(0, "met"), (1, "unknown")]),
        ([{"kind": "outlet"}, {"kind": "named", "linked": True}], "met", [(1, "met")]),
        ([{"kind": "named"}, {"kind": "named", "linked": True}], "unknown", [(0, "unknown"), (1, "met")]),
    ],
)
def test_items_that_may_or_may_not_count(
    rule_of: RuleOf, say: Say, items: list[dict[str, Any]], outcome: str, counted: list[tuple[int, str]]
) -> None:
    rule = rule_of(for_each="attributions as s", where="s.kind == 'named'", passes_when="s.linked")
    found = say(rule, {"attributions": items})
    assert found.outcome == outcome
    assert list(found.items) == counted


@pytest.mark.parametrize(
    ("applies", "facts", "outcome"),
    [
        ("page.words > 3", {"page": {"kind": "article", "words": 2}}, "n.a."),
        ("page.words > 3", {"page": {"kind": "article", "words": 4}}, "met"),
        ("page.words > 3", {"page": {"kind": "article"}}, "unknown"),
        ("page.words > 3", {"page": {"kind": "listing", "words": 4}}, "n.a."),
        ("page.words > 3", {"page": {"words": 4}}, "unknown"),
        ("page.words > 3", {}, "unknown"),
        ("page.words > 3", {"page": {"words": 2}}, "n.a."),
        ("true", {"page": {"kind": "stub"}}, "met"),
        ("true", {"page": {"kind": "shell"}}, "n.a."),
        ("true", {}, "unknown"),
        ("page.words / 0 > 1", {"page": {"kind": "article", "words": 2}}, "unknown"),
        ("page.words / 0 > 1", {"page": {"kind": "shell", "words": 2}}, "n.a."),
    ],
)
def test_which_pages_are_asked(rule_of: RuleOf, say: Say, applies: str, facts: dict[str, Any], outcome: str) -> None:
    plain = rule_of(applies_when=applies, passes_when="access.state == 'free'")
    each = rule_of(applies_when=applies, for_each="attributions as s", passes_when="s.linked")
    known = {**facts, "access": {"state": "free"}, "attributions": [Y]}
    assert say(plain, known, article=False).outcome == outcome
    assert say(each, known, article=False).outcome == outcome


def test_a_rule_that_breaks_is_unknown_and_says_why(rule_of: RuleOf, say: Say) -> None:
    rule = rule_of(passes_when="page.words / 0 > 1")
    found = say(rule, {"page": {"kind": "article", "words": 1}})
    assert (found.outcome, found.failure) == ("unknown", "INVALID_ARGUMENT: divide by zero")
    for where, passes in (("page.words / 0 > 1", "s.linked"), ("s.linked", "page.words / 0 > 1")):
        each = rule_of(for_each="attributions as s", where=where, passes_when=passes)
        found = say(each, {"page": {"kind": "article", "words": 1}, "attributions": [Y]})
        assert (found.outcome, found.failure) == ("unknown", "INVALID_ARGUMENT: divide by zero")


def test_items_can_be_held_against_the_page(rule_of: RuleOf, say: Say) -> None:
    rule = rule_of(for_each="images as image", passes_when="image.url != page.url")
    facts = {"page": {"kind": "article", "url": "a"}, "images": [{"url": "b"}, {"url": "a"}]}
    assert say(rule, facts).items == ((0, "met"), (1, "unmet"))
    facts = {"page": {"kind": "article", "url": "b"}, "images": [{"url": "b"}, {"url": "a"}]}
    assert say(rule, facts).items == ((0, "unmet"), (1, "met"))


@pytest.mark.parametrize("count", [MOST_ITEMS, MOST_ITEMS + 1])
def test_what_was_not_looked_at_stays_unknown(rule_of: RuleOf, say: Say, count: int) -> None:
    cut = count > MOST_ITEMS
    every = rule_of(for_each="attributions as s", passes_when="s.linked")
    assert say(every, {"attributions": [Y] * count}).outcome == ("unknown" if cut else "met")
    assert say(every, {"attributions": [N] * count}).outcome == "unmet"
    most = rule_of(for_each="attributions as s", passes_when="s.linked", at_least="60%")
    assert say(most, {"attributions": [Y] * count}).outcome == "met"
    page = rule_of(passes_when="attributions.all(a, a.linked)")
    assert say(page, {"attributions": [Y] * count}).outcome == ("unknown" if cut else "met")
    inside = rule_of(for_each="authors as a", passes_when="a.origins.all(o, o == 'byline')")
    facts = {"authors": [{"origins": ["byline"] * count}]}
    assert say(inside, facts).outcome == ("unknown" if cut else "met")


def test_a_list_of_texts_can_be_asked(rule_of: RuleOf, say: Say) -> None:
    rule = rule_of(for_each="markup.structured_data_broken as problem", passes_when="problem.contains('ok')")
    assert say(rule, {"markup": {"structured_data_broken": ["ok", "no"]}}).items == ((0, "met"), (1, "unmet"))
    assert rule.looked_for == ("markup.structured_data_broken[]",)


def test_answers_on_items_are_kept_and_kept_small(rule_of: RuleOf, say: Say) -> None:
    rule = rule_of(for_each="attributions as s", passes_when="s.who != 'x'")
    facts = {"attributions": [{"who": str(number)} for number in range(MOST_KEPT)]}
    assert say(rule, facts).outcome == "met"
    assert len(rule.memory.answers) == MOST_KEPT
    assert say(rule, {"attributions": [{"who": "x"}, {"who": "one more"}]}).outcome == "unmet"
    assert len(rule.memory.answers) == 2
    assert say(rule, {"attributions": [{"who": "long " * 100}]}).outcome == "met"
    assert len(rule.memory.answers) == 2


def test_kept_answers_are_not_mixed_up(rule_of: RuleOf, say: Say) -> None:
    linked = rule_of(for_each="attributions as s", passes_when="s.linked")
    for entry, outcome in ((Y, "met"), ({}, "unknown"), (N, "unmet"), ({"linked": 1}, "unknown"), (Y, "met")):
        assert say(linked, {"attributions": [entry]}).outcome == outcome
    inside = rule_of(for_each="authors as a", passes_when="a.origins.exists(o, o == 'byline')")
    for origins, outcome in ((["byline"], "met"), ([], "unmet"), (["meta", "byline"], "met"), (["meta"], "unmet")):
        assert say(inside, {"authors": [{"origins": origins}]}).outcome == outcome
    several = rule_of(passes_when="attributions.exists(a, a.linked && a.kind == 'named')")
    named = {"linked": False, "kind": "named"}, {"linked": True, "kind": "anonymous"}
    assert say(several, {"attributions": list(named)}).outcome == "unmet"
    assert say(several, {"attributions": [named[0], {"linked": True, "kind": "named"}]}).outcome == "met"


def test_a_rule_can_forget_its_answers(rule_of: RuleOf, say: Say) -> None:
    rule = rule_of(for_each="attributions as s", applies_when="attributions.size() > 0", passes_when="s.linked")
    assert say(rule, {"attributions": [Y, N]}).outcome == "unmet"
    assert rule.applies is not None
    assert (rule.applies.memory.answers, len(rule.memory.answers)) == ({(2,): True}, 2)
    rule.forget()
    assert (rule.applies.memory.answers, rule.memory.answers) == ({}, {})


def test_absent_facts_are_named_by_their_shortest_path() -> None:
    wanted = needed(["page.kind", "outlet.policies.ai.found", "images[].file.c2pa.present", "authors[].origins"])
    facts = {"outlet": {"policies": {}}, "images": [{"file": {"c2pa": {}}}, {"file": {}}, {}]}
    evidence = Evidence(facts, wanted)
    assert list(evidence.absent("page.kind")) == ["page"]
    assert list(evidence.absent("outlet.policies.ai.found")) == ["outlet.policies.ai"]
    assert list(evidence.absent("images[].file.c2pa.present")) == [
        "images[0].file.c2pa.present", "images[1].file.c2pa", "images[2].file",
    ]  # fmt: skip
    assert list(evidence.absent("images[].file.c2pa.present", [2])) == ["images[2].file"]
    assert list(evidence.absent("images[].file.c2pa.present", [])) == []
    assert list(evidence.absent("authors[].origins")) == ["authors"]


def test_only_the_facts_asked_for_are_handed_on() -> None:
    facts = {"page": {"kind": "article", "body": "long"}, "access": {"state": "free"}, "dates": {"published": None}}
    evidence = Evidence(facts, needed(["page.kind", "dates.published.visible"]))
    assert evidence.known == {"page": {"kind": "article"}, "dates": {"published": None}}
    assert list(evidence.absent("dates.published.visible")) == []


def test_one_condition_is_asked_once(rule_of: RuleOf) -> None:
    rule = rule_of(passes_when="page.words > 3")
    evidence = Evidence({"page": {"kind": "article", "words": 4}}, needed(["page.kind", "page.words"]))
    assert verdict(rule, evidence) == verdict(rule, evidence) == Verdict("met")

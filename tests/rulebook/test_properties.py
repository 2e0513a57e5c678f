"""
What must hold for any page, put to a search.

The pages are made from the types of all facts that some rule asks for: a new rule is searched as soon as it is there.
The last tests show that the search finds what these promises are there to prevent.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from auditor.model import Finding, Outcome
from auditor.packaged import folder
from auditor.rulebook import CompiledRule, load
from auditor.rulebook.compiling import compile_rule
from auditor.rulebook.evidence import Evidence, Needed, needed
from auditor.rulebook.reading import read
from auditor.rulebook.verdicts import verdict
from auditor.rulebook.vocabulary import Field, Group, facts
from auditor.score import score

Plain: TypeAlias = dict[str, Any]
Place: TypeAlias = tuple[Any, Any, Field]

RULEBOOK = load()
RULES = RULEBOOK.rules
EPSILON = 1e-9
# The same cases every time, so that a red test means a changed rule.
MANY = settings(max_examples=150, deadline=None, derandomize=True, database=None, report_multiple_bugs=False)
# For what must be found: nobody reads the smallest page that shows it.
FOUND = settings(MANY, max_examples=500, phases=[Phase.generate])
LUCK = st.randoms(use_true_random=False)
COPIES = {"text": st.sampled_from(["a", "b"]), "yes/no": st.booleans(), "whole number": st.integers(0, 5),
          "number": st.sampled_from([0.0, 0.5, 1.0])}  # fmt: skip


def pages_of(wanted: Needed, group: Group) -> st.SearchStrategy[Plain]:
    """Pages that hold every fact at these names."""
    return st.fixed_dictionaries({name: _values(group.fields[name], inside) for name, inside in wanted.items()})


def _values(field: Field, inside: Needed) -> st.SearchStrategy[Any]:
    if field.name == "kind" and "block-page" in field.values:
        return st.sampled_from(["article", "article", "article", "stub", "listing"])
    if field.group:
        one: st.SearchStrategy[Any] = pages_of(inside, field.group)
    else:
        one = st.sampled_from(field.values) if field.values else COPIES[field.kind]
    if field.listed:
        return st.lists(one, max_size=3)
    return st.none() | one if field.nullable else one


PAGES = pages_of(RULEBOOK.wanted, facts())


def wanted_by(rules: Iterable[CompiledRule]) -> Needed:
    if rules is RULES:
        return RULEBOOK.wanted
    return needed(path for rule in rules for path in ("page.kind", *rule.paths, rule.list_path) if path)


def outcomes(rules: Sequence[CompiledRule], page: Plain) -> list[tuple[CompiledRule, Outcome]]:
    evidence = Evidence(page, wanted_by(rules))
    return [(rule, verdict(rule, evidence).outcome) for rule in rules]


def finding(rule: CompiledRule, outcome: Outcome) -> Finding:
    parsed = rule.rule
    stake = RULEBOOK.pack.weight(parsed.severity) if parsed.status == "scored" and outcome != "n.a." else 0.0
    return Finding(
        rule=parsed.id, version=1, title="", category=parsed.category, severity=parsed.severity, status=parsed.status,
        outcome=outcome, points=stake if outcome == "met" else 0.0, of=stake, message="", items=(), looked_for=(),
        missing=(), why="", fix="", basis=parsed.basis, references=(), cap=parsed.cap.grade if parsed.cap else None,
    )  # fmt: skip


def ends(rules: Sequence[CompiledRule], page: Plain) -> tuple[float, float]:
    """Low and high; nothing at stake is 0 to 100."""
    found = tuple(finding(rule, outcome) for rule, outcome in outcomes(rules, page))
    card = score(found, RULEBOOK.pack, kind=None)
    return (0.0 if card.low is None else card.low), (100.0 if card.high is None else card.high)


def places(value: Any, group: Group) -> Iterator[Place]:
    """Every fact that is known of the page: what holds it, its name there, what it is."""
    for name, held in value.items():
        field = group.fields[name]
        yield value, name, field
        if field.group and held is not None:
            for entry in held if field.listed else [held]:
                yield from places(entry, field.group)


def forget(page: Plain, luck: random.Random, times: int) -> Plain:
    """The same page, known less well."""
    page = copy.deepcopy(page)
    for _ in range(times):
        if known := list(places(page, facts())):
            holder, name, _ = luck.choice(known)
            del holder[name]
    return page


def tell_more(page: Plain, luck: random.Random) -> Plain:
    """The same page, telling its readers one thing more and nothing less."""
    page = copy.deepcopy(page)
    if "disclosures" in page and luck.random() < 0.4:
        page["disclosures"].append(a_disclosure(luck))
        return page
    tellable = [place for place in places(page, facts()) if place[2].more]
    if not tellable:
        return page
    told = luck.choice(sorted({field.name for _, _, field in tellable}))
    holder, name, field = luck.choice([place for place in tellable if place[2].name == told])
    if field.kind == "yes/no":
        holder[name] = True
    elif field.kind == "whole number":
        holder[name] += 1
    elif field.values:
        holder[name] = "top" if "top" in field.values else "open"
    elif holder[name] is None:
        holder[name] = "x"
        if name == "visible" and holder.get("machine"):  # a date, truthfully told
            holder["agree"] = True
    return page


def a_disclosure(luck: random.Random) -> Plain:
    group = facts().fields["disclosures"].group
    assert group is not None
    told = {name: luck.choice(field.values) for name, field in group.fields.items() if field.values}
    return {**told, "tool": luck.choice([None, "x"]), "about_this_page": True, "visible": luck.random() < 0.7}


def telling_never_costs(
    rules: Sequence[CompiledRule], tell: Callable[[Plain, random.Random], Plain] = tell_more, effort: settings = MANY
) -> None:
    pages = pages_of(wanted_by(rules), facts())

    @effort
    @given(pages, LUCK)
    def search(page: Plain, luck: random.Random) -> None:
        more = tell(page, luck)
        before, after = ends(rules, page), ends(rules, more)
        changed = {
            rule.rule.id: (old, new)
            for (rule, old), (_, new) in zip(outcomes(rules, page), outcomes(rules, more), strict=True)
            if old != new
        }
        assert after[0] >= before[0] - EPSILON, changed
        assert after[1] >= before[1] - EPSILON, changed

    search()


@MANY
@given(PAGES, LUCK, st.integers(1, 4))
def test_learning_a_fact_only_narrows(page: Plain, luck: random.Random, times: int) -> None:
    less = forget(page, luck, times)
    for (rule, known), (_, guessed) in zip(outcomes(RULES, page), outcomes(RULES, less), strict=True):
        assert guessed in (known, "unknown"), rule.rule.id
    before, after = ends(RULES, less), ends(RULES, page)
    assert before[0] <= after[0] + EPSILON
    assert after[1] <= before[1] + EPSILON


def test_one_more_disclosure_never_lowers_the_score() -> None:
    telling_never_costs(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule.id)
def test_no_single_rule_punishes_a_disclosure(rule: CompiledRule) -> None:
    telling_never_costs([rule])


def test_admitting_a_machine_author_never_lowers_the_score() -> None:
    """A page without false promises that says, in the author box, that the author in its byline is a machine."""

    def admit(page: Plain, _: random.Random) -> Plain:
        page["claims"] = []
        page["page"]["kind"] = "article"
        page["residue"] = []
        page["disclosures"] = [told for told in page["disclosures"] if told["scope"] == "image"]
        for author in page["authors"]:
            author |= {"kind": "person", "machine_disclosed": False}
        more = copy.deepcopy(page)
        for author in more["authors"]:
            author |= {"kind": "machine", "machine_disclosed": True}
        box = {"scope": "author", "role": "generated", "human": "none", "tool": None, "place": "end", "visible": True,
               "origin": "text", "about_this_page": True}  # fmt: skip
        more["disclosures"].append(box)
        return more

    telling_never_costs(RULES, admit)


@MANY
@given(PAGES, LUCK)
def test_hiding_a_fact_never_raises_the_published_score(page: Plain, luck: random.Random) -> None:
    assert ends(RULES, forget(page, luck, 1))[0] <= ends(RULES, page)[0] + EPSILON


@MANY
@given(PAGES, LUCK)
def test_the_order_of_rules_does_not_matter(page: Plain, luck: random.Random) -> None:
    found = [finding(rule, outcome) for rule, outcome in outcomes(RULES, page)]
    mixed = luck.sample(found, len(found))
    assert score(tuple(mixed), RULEBOOK.pack, kind="article") == score(tuple(found), RULEBOOK.pack, kind="article")


@MANY
@given(PAGES, LUCK, st.integers(0, 4))
def test_ends_are_ordered_and_caps_bound_them(page: Plain, luck: random.Random, times: int) -> None:
    given_page = forget(page, luck, times)
    found = tuple(finding(rule, outcome) for rule, outcome in outcomes(RULES, given_page))
    card = score(found, RULEBOOK.pack, kind=None)
    low, high = ends(RULES, given_page)
    assert 0 <= low <= high <= 100
    for cap in card.caps:
        assert low <= RULEBOOK.pack.grades.ceiling(cap.grade)
        assert high <= RULEBOOK.pack.grades.ceiling(cap.grade) or not cap.certain


@MANY
@given(PAGES)
def test_what_does_not_apply_changes_nothing(page: Plain) -> None:
    found = tuple(finding(rule, outcome) for rule, outcome in outcomes(RULES, page))
    asked = tuple(one for one in found if one.outcome != "n.a.")
    assert score(found, RULEBOOK.pack, kind=None) == score(asked, RULEBOOK.pack, kind=None)


@MANY
@given(PAGES)
def test_judging_twice_gives_the_same_and_changes_no_fact(page: Plain) -> None:
    kept = copy.deepcopy(page)
    assert outcomes(RULES, page) == outcomes(RULES, page)
    assert page == kept


@MANY
@given(PAGES)
def test_remembered_answers_are_those_that_asking_gives(page: Plain) -> None:
    first = outcomes(RULES, page)
    for rule in RULES:
        rule.forget()
    assert outcomes(RULES, page) == first


def _changed(category: str, identifier: str, old: str, new: str) -> list[CompiledRule]:
    text = (folder("rules") / category / f"{identifier}.yaml").read_text("utf-8")
    assert old in text
    document, _ = read(text.replace(old, new, 1).encode(), "naive.yaml")
    assert document is not None
    rule = compile_rule(document).rule
    assert rule is not None
    return [rule]


def test_the_search_finds_a_rule_that_applies_because_of_a_disclosure() -> None:
    naive = _changed("authorship", "ai-statement-at-top", "when_empty: unmet", "when_empty: n.a.")
    with pytest.raises(AssertionError, match=r"'n\.a\.', 'unmet'"):
        telling_never_costs(naive, effort=FOUND)


def test_the_search_finds_a_caption_that_makes_a_picture_count() -> None:
    stated = (folder("rules") / "images" / "ai-images-labelled.yaml").read_text("utf-8")
    passes = stated[stated.index(" || image.ai_by_caption\n") : stated.index("\nat_least")]
    naive = _changed("images", "ai-images-labelled", passes, "")
    with pytest.raises(AssertionError, match="'unmet'"):
        telling_never_costs(naive, effort=FOUND)


def test_the_search_finds_that_leaving_out_what_is_unknown_rewards_hiding() -> None:
    def without_unknowns(page: Plain) -> float:
        found = [finding(rule, outcome) for rule, outcome in outcomes(RULES, page) if outcome != "unknown"]
        stake = sum(one.of for one in found)
        return 100 * sum(one.points for one in found) / stake if stake else 0.0

    @FOUND
    @given(PAGES, LUCK)
    def search(page: Plain, luck: random.Random) -> None:
        assert without_unknowns(forget(page, luck, 1)) <= without_unknowns(page) + EPSILON

    with pytest.raises(AssertionError):
        search()

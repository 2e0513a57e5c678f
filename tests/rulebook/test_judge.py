from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from auditor.facts import At, Facts
from auditor.model import Finding, Gap, Reference, RulebookRef
from auditor.rulebook import CompiledRule, Rulebook, judge
from auditor.rulebook.model import Pack

RuleOf = Callable[..., CompiledRule]
FactsOf = Callable[..., Facts]
PACK = Pack(schema=1, name="test", version="1.0.0", title="For a test", licence="Apache-2.0", maintainers=("A",))
REF = RulebookRef(pack="test", version="1.0.0", digest="0")


def found(rule: CompiledRule, facts: Facts, *gaps: Gap) -> Finding:
    (finding,) = judge(facts, gaps, Rulebook((rule,), PACK, REF))
    return finding


def at(start: int) -> dict[str, Any]:
    return {"region": "body", "selector": "p", "start": start, "end": start + 2}


def test_a_finding_carries_what_the_rule_says(rule_of: RuleOf, facts_of: FactsOf) -> None:
    rule = rule_of(passes_when="page.words > 3", cap='{grade: D, because: "It says otherwise."}')
    finding = found(rule, facts_of(page={"words": 4}))
    assert msgspec.structs.asdict(finding) == {
        "rule": "bare", "version": 1, "title": "A rule for a test", "category": "authorship", "severity": "low",
        "status": "scored", "outcome": "met", "points": 1.0, "of": 1.0, "message": "It is.", "items": (),
        "looked_for": ("page.words",), "missing": (), "why": "To see.", "fix": "Do it.", "basis": "practice",
        "references": (Reference(title="A code", url="https://code.example/1"),), "cap": "D",
        "cap_because": "It says otherwise.", "question": "Is it?",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("status", "words", "outcome", "points", "of"),
    [
        ("scored", 4, "met", 1.0, 1.0),
        ("scored", 1, "unmet", 0.0, 1.0),
        ("upcoming", 4, "met", 0.0, 0.0),
        ("informative", 1, "unmet", 0.0, 0.0),
        ("manual", 1, "unmet", 0.0, 0.0),
    ],
)
def test_only_scored_rules_have_points(
    rule_of: RuleOf, facts_of: FactsOf, status: str, words: int, outcome: str, points: float, of: float
) -> None:
    finding = found(rule_of(passes_when="page.words > 3", status=status), facts_of(page={"words": words}))
    assert (finding.outcome, finding.points, finding.of) == (outcome, points, of)


def test_every_item_that_counts_is_quoted_with_its_outcome(rule_of: RuleOf, facts_of: FactsOf) -> None:
    rule = rule_of(
        for_each="disclosures as a_statement",
        where="a_statement.about_this_page",
        passes_when="a_statement.place == 'top'",
        at_least="any",
    )
    facts = facts_of(
        disclosures=[
            {"quote": "AI, below", "at": at(10), "place": "end", "about_this_page": True},
            {"quote": "Our policy", "at": at(20), "place": "top", "about_this_page": False},
            {"quote": "AI, above", "at": at(30), "place": "top", "about_this_page": True},
        ]
    )
    finding = found(rule, facts)
    assert [(item.quote, item.at.start, item.outcome, item.label) for item in finding.items] == [
        ("AI, below", 10, "unmet", "a statement"),
        ("AI, above", 30, "met", "a statement"),
    ]
    assert finding.outcome == "met"
    assert finding.looked_for == ("disclosures[].about_this_page", "disclosures[].place")


def test_a_share_says_how_many(rule_of: RuleOf, facts_of: FactsOf) -> None:
    rule = rule_of(for_each="attributions as s", passes_when="s.linked", at_least="50%")
    facts = facts_of(attributions=[{"linked": True}, {"linked": False}, {"linked": False}])
    assert found(rule, facts).message == "It is not: 1 of 3."
    assert (
        found(rule, facts_of(attributions=[])).message == "Not asked: there is nothing on this page that it is about."
    )
    every = rule_of(for_each="attributions as s", passes_when="s.linked")
    assert found(every, facts).message == "It is not."
    one = rule_of(for_each="attributions as s", passes_when="s.linked", at_least="1", when_empty="unmet")
    assert found(one, facts).message == "It is: 1 of 3."
    assert found(one, facts_of(attributions=[])).message == "It is not."


def test_a_rule_without_a_list_says_what_to_quote(rule_of: RuleOf, facts_of: FactsOf) -> None:
    shown = "[dates.published, access, sources, claims, outlet.policies.ai, outlet.policies.contact, dates.modified]"
    rule = rule_of(passes_when="access.state == 'free'", shows=shown)
    facts = facts_of(
        dates={"published": {"quote": "1 May", "at": at(1)}, "modified": {"quote": None, "at": None}},
        access={"state": "partial", "wall_quote": "Subscribe to read", "at": at(2)},
        sources={"quote": "Sources for members", "at": at(3)},
        claims=[{"quote": "We name every source", "at": at(4)}, {"quote": "Independent", "at": at(5)}],
        outlet={"policies": {"ai": {"quote": "AI at our paper", "at": at(6)}}},
    )
    finding = found(rule, facts)
    assert [(item.quote, item.at.start, item.outcome, item.label) for item in finding.items] == [
        ("1 May", 1, None, "published"),
        ("Subscribe to read", 2, None, "access"),
        ("Sources for members", 3, None, "sources"),
        ("We name every source", 4, None, "claim"),
        ("Independent", 5, None, "claim"),
        ("AI at our paper", 6, None, "ai"),
    ]
    assert found(rule, facts_of()).items == ()


@pytest.mark.parametrize("kind", ["listing", "block-page", "consent-wall", "shell", "other"])
def test_nothing_is_asked_of_what_is_no_article(rule_of: RuleOf, facts_of: FactsOf, kind: str) -> None:
    rule = rule_of(passes_when="access.state == 'free'", shows="[access]")
    facts = facts_of(page={"kind": kind}, access={"state": "gated", "wall_quote": "Pay", "at": at(1)})
    finding = found(rule, facts)
    assert (finding.outcome, finding.of, finding.items) == ("n.a.", 0.0, ())
    assert finding.message == f"Not asked: this page is not an article ({kind.replace('-', ' ')})."


def gap(fact: str, detail: str) -> Gap:
    return Gap(fact=fact, reason="offline", detail=detail)


@pytest.mark.parametrize(
    ("fields", "facts", "gaps", "missing", "message"),
    [
        ({"passes_when": "access.state == 'free'"}, {}, [], ("access",), ""),
        ({"passes_when": "access.visible_share < 1"}, {"access": {}}, [gap("access.visible_share", "Not served.")],
         ("access.visible_share",), " Not served."),
        ({"passes_when": "outlet.policies.ai.found"}, {"outlet": {}},
         [gap("outlet.policies", "Only this page was read."), gap("outlet.policies.ethics", "Other.")],
         ("outlet.policies",), " Only this page was read."),
        ({"for_each": "images as i", "passes_when": "i.ai_by_file"},
         {"images": [{"ai_by_file": True}, {}, {"ai_by_file": True}, {}]},
         [gap("images[1].file", "No network."), gap("images[3].file", "No network."), gap("images[0].file", "No.")],
         ("images[1].file", "images[3].file"), " No network."),
        ({"for_each": "images as i", "passes_when": "i.ai_by_file"},
         {"images": [{"ai_by_file": True}, {}, {}]}, [gap("images[].file", "No network.")],
         ("images[].file",), " No network."),
        ({"for_each": "images as i", "passes_when": "i.ai_by_file && page.language == 'en'"}, {},
         [gap("images", "Cut off."), gap("images", ""), gap("images", "Cut again."), gap("images", "And again.")],
         ("images",), " Cut off. Cut again."),
        ({"passes_when": "images.all(i, i.ai_by_file)"}, {"images": [{"ai_by_file": True}, {}]}, [],
         ("images[1].ai_by_file",), ""),
        ({"passes_when": "access.state == 'free' && sources.listed"}, {"sources": {"listed": True}}, [],
         ("access",), ""),
    ],
)  # fmt: skip
def test_unknown_names_what_is_missing_and_why(
    rule_of: RuleOf, facts_of: FactsOf, fields: dict[str, str], facts: dict[str, Any], gaps: list[Gap],
    missing: tuple[str, ...], message: str,
) -> None:  # fmt: skip
    finding = found(rule_of(**fields), facts_of(**facts), *gaps)
    assert (finding.outcome, finding.points, finding.of) == ("unknown", 0.0, 1.0)
    assert finding.missing == missing
    assert finding.message == f"This could not be checked on the page as we have it.{message}"


def test_a_page_that_was_not_read_at_all(rule_of: RuleOf) -> None:
    finding = found(rule_of(passes_when="true"), Facts(), gap("page", "The page is broken."))
    assert (finding.outcome, finding.missing) == ("unknown", ("page",))
    assert finding.message.endswith(" The page is broken.")


def test_a_rule_that_breaks_does_not_end_the_run(rule_of: RuleOf, facts_of: FactsOf) -> None:
    broken = rule_of(passes_when="page.words / 0 > 1")
    sound = rule_of(passes_when="page.words == 0")
    findings = judge(facts_of(), (), Rulebook((broken, sound), PACK, REF))
    assert [finding.outcome for finding in findings] == ["unknown", "met"]
    assert findings[0].message == (
        "This rule could not be asked, through no fault of the page: INVALID_ARGUMENT: divide by zero"
    )
    assert findings[0].missing == ()


def test_rules_are_in_reading_order(newsroom: Rulebook) -> None:
    keys = [(rule.rule.category, rule.rule.severity) for rule in newsroom.rules]
    assert keys[0] == ("authorship", "critical")
    assert keys[-1] == ("accountability", "low")
    assert list(dict.fromkeys(category for category, _ in keys)) == [
        "authorship", "images", "sourcing", "accountability",
    ]  # fmt: skip


def test_findings_survive_json(newsroom: Rulebook, facts_of: FactsOf) -> None:
    findings = judge(facts_of(images=[{"quote": "c", "at": at(1), "role": "lead"}]), (), newsroom)
    assert msgspec.json.decode(msgspec.json.encode(findings), type=tuple[Finding, ...]) == findings
    assert At(region="body", selector="p", start=1, end=3) in [item.at for one in findings for item in one.items]

"""What hostile rules and hostile facts can do: nothing but be refused, or cost a bounded time."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

import pytest

from auditor.facts import Facts
from auditor.packaged import folder as packaged_folder
from auditor.rulebook import CompiledRule, Rulebook, judge
from auditor.rulebook.compiling import Compiled
from auditor.rulebook.conditions import Condition
from auditor.rulebook.typecheck import compiled, names
from auditor.rulebook.verdicts import Verdict

RuleOf = Callable[..., CompiledRule]
Say = Callable[..., Verdict]
FactsOf = Callable[..., Facts]

REFUSED = {
    "text doubling": "['aaaaaaaaaa'].map(s,s+s+s+s+s+s+s+s+s+s).size() > 0",
    "text sum": "'a' + 'b' == 'ab'",
    "list sum": "([1] + [2]).size() == 2",
    "bytes sum": "b'a' + b'b' == b'ab'",
    "has": "has(page.url)",
    "dunder": "page.url.__class__ != null",
    "unknown function": "page.url.lowerAscii() == page.url",
    "deep brackets": "(" * 190 + "true" + ")" * 190,
    "deep lists": "[" * 190 + "]" * 190 + " == []",
    "comprehension on a map": "{'a': 1}.all(k, k == 'a')",
    "two-variable macro": "images.all(i, j, j.label_visible)",
    "bind": "cel.bind(x, true, x)",
    "optional": "images[?0].orValue(false)",
    "dyn": "dyn(page.url) == 3",
    "regex size": "page.url.matches('(((a{1,1000}){1,1000}){1,1000})')",
    "message": "google.protobuf.Value{bool_value: true}",
    "a name with backquotes": "page.`url` == 'a' || page.`__proto__`",
}


@pytest.mark.parametrize("source", REFUSED.values(), ids=REFUSED)
def test_refused_before_it_runs(source: str) -> None:
    started = time.process_time()
    assert not isinstance(compiled(source, names(Facts)), Condition)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "source",
    [
        "(" * 20_000 + "true" + ")" * 20_000,
        "true" + " && true" * 200_000,
        "[" * 20_000,
        "true\x00",
        "true ||\n\ud800",
        "'\\x",
    ],
    ids=["brackets", "too long", "half a list", "nul", "surrogate", "escape"],
)
def test_what_the_file_limits_already_forbid_is_bounded_too(source: str) -> None:
    started = time.process_time()
    assert not isinstance(compiled(source, names(Facts)), Condition)
    assert time.process_time() - started < 1


def test_a_condition_is_at_most_400_characters(rule_of: RuleOf) -> None:
    assert rule_of(passes_when="true" + " && true" * 49)
    with pytest.raises(AssertionError, match="is 404 characters long; 400 is the most"):
        rule_of(passes_when="true" + " && true" * 50)


BOUNDED: dict[str, tuple[str, dict[str, Any], str]] = {
    "nested loops": (
        "attributions.all(a, attributions.all(b, attributions.all(c, c.linked)))",
        {"attributions": [{"linked": True}] * 2_000},
        "unknown",
    ),
    "regex blow-up": (
        "page.url.matches('^(a+)+$')",
        {"page": {"kind": "article", "url": "a" * 100_000 + "!"}},
        "unmet",
    ),
    "overflow": ("9223372036854775807 + page.words > 0", {"page": {"kind": "article", "words": 1}}, "unknown"),
    "lone surrogate": ("page.url == 'a'", {"page": {"kind": "article", "url": "\ud800"}}, "unmet"),
    "nul": ("page.url == 'a'", {"page": {"kind": "article", "url": "a\x00b"}}, "unmet"),
    "endless list": ("images.all(i, i.label_visible)", {"images": [{"label_visible": True}] * 100_000}, "unknown"),
    "depth": ("page.url == 'a'", {"page": {"kind": "article", "url": "b", "body": [[[[[]]]]]}}, "unmet"),
    "a number beyond 64 bits": ("page.words > 3", {"page": {"kind": "article", "words": 2**70}}, "unknown"),
}


@pytest.mark.parametrize(("condition", "facts", "outcome"), BOUNDED.values(), ids=BOUNDED)
def test_bounded_when_it_runs(rule_of: RuleOf, say: Say, condition: str, facts: dict[str, Any], outcome: str) -> None:
    rule = rule_of(passes_when='"' + condition.replace("\\", "\\\\") + '"')
    started = time.process_time()
    assert say(rule, facts).outcome == outcome
    assert time.process_time() - started < 2


def test_a_hostile_page_gets_a_finding_from_every_rule(newsroom: Rulebook, facts_of: FactsOf) -> None:
    nasty = "\ud800\x00<script>" + "é" * 5_000
    facts = facts_of(
        page={"url": nasty, "title": nasty, "body": nasty * 20},
        authors=[{"quote": nasty, "name": nasty, "bio": nasty, "origins": ["byline"] * 3_000}],
        disclosures=[{"quote": nasty, "tool": nasty, "scope": "text", "about_this_page": True}] * 100,
        images=[{"quote": nasty, "url": nasty, "role": "lead", "credit": nasty}] * 2_500,
        attributions=[{"quote": nasty, "who": nasty, "linked": True}] * 2_500,
    )
    started = time.process_time()
    findings = judge(facts, (), newsroom)
    assert time.process_time() - started < 2
    assert [finding.rule for finding in findings] == [rule.rule.id for rule in newsroom.rules]
    assert not [finding.rule for finding in findings if "could not be asked" in finding.message]
    by_rule = {finding.rule: finding for finding in findings}
    assert by_rule["images-credited"].outcome == "unknown"
    assert by_rule["images-credited"].message.endswith(
        "Only the first 2,000 of 2,500 entries of 'images' were looked at."
    )
    assert by_rule["byline-visible"].outcome == "unknown"
    assert by_rule["attributions-linked"].outcome == "unknown"
    assert by_rule["ai-statement-names-tool"].outcome == "met"


TOKENS = (
    "( ) [ ] { } ! - . ? : && || == < in ' \" \\ & * | > # % @ ` null true [[[[ - ~ !!x é images .all( .exists("
).split()
TOKENS += ["\n", "\t", "\0", " ", "\ud7ff"]


def test_a_broken_file_gives_mistakes_and_nothing_else(compile_text: Callable[..., Compiled]) -> None:
    """Files with characters added, dropped and repeated: each is a rule or has mistakes with a place."""
    files = [path.read_text("utf-8") for path in sorted(packaged_folder("rules").glob("*ing/*.yaml"))]
    luck = random.Random(7)
    for _ in range(600):
        text = luck.choice(files)
        for _ in range(luck.randint(1, 4)):
            at, other = luck.randrange(len(text)), luck.randrange(len(text))
            added = luck.choice([luck.choice(TOKENS), text[other : other + 30], ""])
            text = text[:at] + added + text[at + (0 if added else 5) :]
        found = compile_text(text, "broken.yaml")
        assert found.rule or found.mistakes
        assert all(mistake.line >= 1 and mistake.column >= 1 and mistake.problem for mistake in found.mistakes)

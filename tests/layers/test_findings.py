"""Table and findings together: one report of each contradiction, with the words of both sides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from auditor.consistency import Layer, Says
from auditor.layers import told_elsewhere
from auditor.model import Audit, Finding

PageSaying = Callable[..., Audit]
CLAIM, AUTHOR, LABEL = "human-written-claim-not-contradicted", "author-kind-not-contradicted", "ai-images-labelled"
TRAINED = "trainedAlgorithmicMedia"


def finding(audit: Audit, rule: str) -> Finding:
    return next(one for one in audit.findings if one.rule == rule)


def told(audit: Audit, rule: str) -> list[tuple[str, str]]:
    return [(item.label, item.quote) for item in finding(audit, rule).items]


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"note": "This article was written by a human.", "byline": "AI Newsroom Bot"}, CLAIM),
        ({"text": "We never use AI.", "file": TRAINED}, CLAIM),
        ({"byline": "AI Newsroom Bot", "author": "Person"}, AUTHOR),
        ({"file": TRAINED}, LABEL),
        ({"file": TRAINED, "caption": "The harbour at dawn. Photo: Ines Calder"}, LABEL),
        ({"file": TRAINED, "caption": "The harbour. This picture was not made with AI."}, LABEL),
        ({"meta": "none", "header": "mode=machine-generated"}, ""),
        ({"note": "No AI was used in this article.", "header": "mode=machine-generated"}, ""),
    ],
)
def test_a_contradiction_belongs_to_the_rule_that_judges_it(
    page_saying: PageSaying, said: dict[str, Any], rule: str
) -> None:
    audit = page_saying(**said)
    assert [one.rule for one in audit.consistency.contradictions] == [rule]
    failed = [one for one in audit.findings if one.cap and one.outcome == "unmet"]
    assert [one.rule for one in failed if not told_elsewhere(one, audit.consistency)] == [rule] * bool(rule)


@pytest.mark.parametrize(
    ("said", "failing"),
    [
        ({"caption": "The harbour. Image: AI-generated", "file": TRAINED}, set()),
        ({"note": "The lead picture was generated with AI.", "file": TRAINED}, set()),
        ({"note": "This article was written by a human.", "file": TRAINED}, {LABEL}),
        ({"note": "This article was automatically generated from data.", "text": "We never use AI."}, set()),
    ],
)
def test_rules_and_table_agree(page_saying: PageSaying, said: dict[str, Any], failing: set[str]) -> None:
    audit = page_saying(**said)
    assert {one.rule for one in audit.findings if one.cap and one.outcome == "unmet"} == failing
    assert {one.rule for one in audit.consistency.contradictions} == failing


def test_the_finding_quotes_both_sides(page_saying: PageSaying) -> None:
    audit = page_saying(text="We never use AI.", file=TRAINED)
    address = f"http://cv.iptc.org/newscodes/digitalsourcetype/{TRAINED}"
    assert told(audit, CLAIM) == [
        ("claim", "We never use AI."), ("author", "By Ines Calder"), ("image file", address)
    ]  # fmt: skip
    assert ("image file", address) in told(page_saying(file=TRAINED), LABEL)
    assert told(page_saying(byline="AI Newsroom Bot", author="Person"), AUTHOR) == [
        ("author", "By AI Newsroom Bot"), ("markup", "Person")
    ]  # fmt: skip


def test_two_rules_fail_over_one_contradiction_and_one_reports_it(page_saying: PageSaying) -> None:
    audit = page_saying(text="We never use AI.", file=TRAINED)
    assert [one.rule for one in audit.consistency.contradictions] == [CLAIM]
    assert finding(audit, LABEL).outcome == "unmet"
    assert told_elsewhere(finding(audit, LABEL), audit.consistency)
    assert [cap.rule for cap in audit.score.caps] == [LABEL, CLAIM]


def test_other_findings_stay_as_the_rules_made_them(page_saying: PageSaying) -> None:
    silent, planted = page_saying(), page_saying(meta="none", header="mode=machine-generated")
    assert all("header" not in item.label for one in planted.findings for item in one.items)
    assert not any(told_elsewhere(one, silent.consistency) for one in silent.findings)


def test_the_documentation_names_every_layer_every_answer_and_every_rule() -> None:
    told = (Path(__file__).parents[2] / "docs" / "consistency.md").read_text("utf-8")
    for name in (*get_args(Layer), *get_args(Says), CLAIM, AUTHOR, LABEL):
        assert f"`{name}`" in told

"""The table of layers and picture files: illustrations, and why a file was not read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.layers.table import rows
from auditor.model import Audit, Gap

PageSaying = Callable[..., Audit]


def test_an_illustration_without_a_label_is_no_contradiction(page_saying: PageSaying) -> None:
    made = "trainedAlgorithmicMedia"
    called = page_saying(file=made, caption="Money and water. Illustration: Harbour Post")
    assert called.consistency.contradictions == ()
    assert outcome_of(called, "ai-illustrations-labelled") == "unmet"
    plain = page_saying(file=made, caption="The harbour at dawn.")
    assert [one.rule for one in plain.consistency.contradictions] == ["ai-images-labelled"]
    assert outcome_of(plain, "ai-illustrations-labelled") == "n.a."


def outcome_of(audit: Audit, rule: str) -> str:
    return next(finding.outcome for finding in audit.findings if finding.rule == rule)


def gap(fact: str, detail: str) -> Gap:
    return Gap(fact=fact, reason="not-fetched", detail=detail)


@pytest.mark.parametrize(
    ("gaps", "told"),
    [
        ([gap("images[].file", "None came.")], "None came."),
        ([gap("images[0].file", "A did not come."), gap("images[3].file", "B did not.")], "A did not come. B did not."),
        ([gap(f"images[{number}].file", f"{number} did not.") for number in range(5)],
         "0 did not. 1 did not. 2 did not. The same of 2 more."),
        ([gap("images[0].caption", "Other."), gap("dates", "Other.")], ""),
    ],
)  # fmt: skip
def test_why_files_were_not_read(page_saying: PageSaying, gaps: list[Gap], told: str) -> None:
    facts = page_saying(file="unread").facts
    found = [row.detail for row in rows(facts, tuple(gaps), headers=True) if row.layer == "file"]
    assert found == [told]


def test_the_picture_that_others_speak_of_has_its_own_reason(page_saying: PageSaying) -> None:
    facts = page_saying(file="unread", caption="AI-generated image").facts
    gaps = (gap("images[3].file", "Another."), gap("images[0].file", "This one."))
    assert [row.detail for row in rows(facts, gaps, headers=True) if row.layer == "file"] == ["This one."]

"""A finding in a reader's words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from auditor.facts import At, Region
from auditor.model import Audit, Cap, Finding, Gap, Item, Reference
from auditor.render.findings import finding_view
from auditor.render.view import FindingView


def place(before: str, after: str, region: Region = "body") -> At:
    return At(region=region, selector="p", start=100, end=110, before=before, after=after)


@pytest.fixture
def view(make: Callable[..., Audit], make_finding: Callable[..., Finding]) -> Callable[..., FindingView]:
    """The view of one finding that stands alone in an audit."""

    def build(gaps: tuple[Gap, ...] = (), caps: tuple[Cap, ...] = (), **changes: object) -> FindingView:
        finding = make_finding("the-rule", **changes)
        audit = make(findings=(finding, make_finding("other")), gaps=gaps)
        return finding_view(finding, replace(audit, score=replace(audit.score, caps=caps)), "a")

    return build


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ("", "")),
        ("She said ", " on Monday.", ("She said ", " on Monday.")),
        ("x" * 60, "y" * 60, ("…" + "x" * 60, "y" * 60 + "…")),
        ("the block before\nShe said ", " it.\nthe block after", ("She said ", " it.")),
        ("z" * 59 + "\n", "\n" + "z" * 59, ("", "")),
    ],
)
def test_context_ends_with_its_block(
    view: Callable[..., FindingView], before: str, after: str, expected: tuple[str, str]
) -> None:
    (quote,) = view(items=(Item(quote="words", at=place(before, after)),)).quotes
    assert (quote.before, quote.after) == expected
    assert (quote.label, quote.place, quote.outcome_words) == ("", "in the article text", "")


def test_no_context_without_a_quote(view: Callable[..., FindingView]) -> None:
    (quote,) = view(items=(Item(quote="", at=place("She said ", " it."), outcome="unknown"),)).quotes
    assert (quote.before, quote.quote, quote.after) == ("", "", "")
    assert quote.outcome_words == "Could not be checked"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"outcome": "unmet", "items": (), "looked_for": ("disclosures", "images[].label_visible")},
            "We looked at statements about machines in its making and its pictures "
            "and found nothing on this page to quote.",
        ),
        (
            {"outcome": "unmet", "items": (), "looked_for": ("page.kind", "disclosures")},
            "We looked at statements about machines in its making and found nothing on this page to quote.",
        ),
        ({"outcome": "unmet", "items": (), "looked_for": ("page.kind",)}, ""),
        ({"outcome": "unmet", "looked_for": ("disclosures",)}, ""),
        ({"outcome": "unmet", "items": (), "looked_for": ()}, ""),
        ({"outcome": "unknown", "items": (), "looked_for": ("disclosures",)}, ""),
        ({"outcome": "met", "items": (), "looked_for": ("disclosures",)}, ""),
    ],
)
def test_named_absence(view: Callable[..., FindingView], changes: dict[str, object], expected: str) -> None:
    assert view(**changes).absence == expected


@pytest.mark.parametrize(
    ("missing", "gaps", "expected"),
    [
        (
            "images[1].file",
            (("images[1].file", "offline"), ("images[10].file", "unreadable")),
            "what the file of the picture says (number 2): this audit had no network",
        ),
        (
            "images",
            (("images[0].file", "unreadable"), ("images[1].file", "offline")),
            "its pictures: this audit had no network and it is there, but broken",
        ),
        (
            "outlet.policies.ai",
            (("outlet", "detector-failed"),),
            "the outlet's page “Use of AI”: the auditor itself failed here",
        ),
        ("access", (), "how much of it a reader gets"),
    ],
)
def test_why_an_unknown_is_unknown(
    view: Callable[..., FindingView], missing: str, gaps: tuple[tuple[str, str], ...], expected: str
) -> None:
    stated = tuple(Gap(fact=fact, reason=reason, detail="") for fact, reason in sorted(gaps, key=lambda g: g[1]))  # type: ignore[arg-type]  # parametrised
    assert view(outcome="unknown", missing=(missing,), gaps=stated).missing == (expected,)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"outcome": "unmet"}, "Adds 50 points of 100."),
        ({"outcome": "unknown"}, "Worth 50 points of 100."),
        (
            {"outcome": "unmet", "caps": (Cap(rule="x", grade="D", because="", certain=True),)},
            "Adds 50 points of 100 before the bound on the grade.",
        ),
        (
            {"outcome": "unmet", "caps": (Cap(rule="the-rule", grade="D", because="", certain=True),)},
            "Worth 50 points, and it lifts the bound on the grade.",
        ),
        (
            {"outcome": "unmet", "caps": (Cap(rule="x", grade="D", because="", certain=False),)},
            "Adds 50 points of 100.",
        ),
        ({"outcome": "met"}, ""),
    ],
)
def test_what_mending_adds(view: Callable[..., FindingView], changes: dict[str, object], expected: str) -> None:
    assert view(**changes).gain == expected


@pytest.mark.parametrize(("outcome", "fix"), [("met", ""), ("n.a.", ""), ("unmet", "Do it."), ("unknown", "Do it.")])
def test_advice_only_where_there_is_something_to_mend(view: Callable[..., FindingView], outcome: str, fix: str) -> None:
    assert view(outcome=outcome, fix="Do it.").fix == fix


@pytest.mark.parametrize(
    ("outcome", "cap", "expected"),
    [("unmet", "C", True), ("unknown", "C", False), ("met", "C", False), ("unmet", None, False)],
)
def test_contradictions_are_failed_cap_rules(
    view: Callable[..., FindingView], outcome: str, cap: str | None, expected: bool
) -> None:
    assert view(outcome=outcome, cap=cap).contradiction is expected


@pytest.mark.parametrize(
    ("reference", "text", "href"),
    [
        (Reference(title="Code", url="https://x.example/", clause="3"), "Code, 3", "https://x.example/"),
        (Reference(title="Code", url="javascript:x"), "Code (javascript:x)", None),
        (Reference(title="Code", url=""), "Code", None),
    ],
)
def test_references(view: Callable[..., FindingView], reference: Reference, text: str, href: str | None) -> None:
    (link,) = view(references=(reference,)).references
    assert (link.text, link.href) == (text, href)

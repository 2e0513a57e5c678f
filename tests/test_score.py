from __future__ import annotations

import pytest

from auditor.facts import PageKind
from auditor.model import Category, Finding, Grade, Outcome, Scorecard
from auditor.rulebook.model import Grades, Pack
from auditor.score import score

PACK = Pack(schema=1, name="test", version="1.0.0", title="For a test", licence="Apache-2.0", maintainers=("A",))


def finding(
    outcome: Outcome, of: float = 1, *, cap: Grade | None = None, rule: str = "rule", category: Category = "images"
) -> Finding:
    return Finding(
        rule=rule, version=1, title=f"The {rule} is kept", category=category, severity="low", status="scored",
        outcome=outcome, points=of if outcome == "met" else 0, of=0 if outcome == "n.a." else of,
        message="As the message says.", items=(), looked_for=(), missing=(), why="", fix="", basis="practice",
        references=(), cap=cap, cap_because="It contradicts itself." if cap == "D" else "",
    )  # fmt: skip


def card(*findings: Finding, kind: PageKind | None = "article") -> Scorecard:
    return score(findings, PACK, kind=kind)


def test_the_worked_example() -> None:
    found = card(finding("met", 41), finding("unmet", 10), finding("unknown", 7, rule="open"))
    assert (found.value, found.low, found.high) == (70.69, 70.69, 82.76)
    assert found.coverage == 0.8793
    assert (found.grade, found.reason, found.caps) == ("B", "", ())


def test_what_was_not_checked_gives_a_range_and_its_reason() -> None:
    found = card(
        finding("met", 60),
        finding("unmet", 10),
        *(finding("unknown", weight, rule=f"rule-{weight}") for weight in (1, 2, 7, 10)),
    )
    assert (found.low, found.high, found.grade) == (66.67, 88.89, "A–C, not enough evidence")
    assert found.reason == (
        "Not everything could be checked: 4 of 6 questions are open "
        "(“The rule-10 is kept”, “The rule-7 is kept”, “The rule-2 is kept” and 1 more)."
    )


@pytest.mark.parametrize(
    ("unknown", "grade", "value"), [(40, "A–C, not enough evidence", 60.0), (41, "not rated", None)]
)
def test_below_sixty_percent_of_coverage_nothing_is_rated(unknown: int, grade: str, value: float | None) -> None:
    found = card(finding("met", 100 - unknown), finding("unknown", unknown, rule="open"))
    assert (found.grade, found.value) == (grade, value)
    assert (found.low, found.high) == (float(100 - unknown), 100.0)
    if value is None:
        assert found.reason == "Too little could be checked: 1 of 2 questions are open (“The open is kept”)."


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("listing", "Only articles are rated; this page is not one (listing)."),
        ("block-page", "Only articles are rated; this page is not one (block page)."),
        ("article", "None of the rules applies to this page."),
        (None, "None of the rules applies to this page."),
    ],
)
def test_nothing_at_stake_is_not_rated(kind: PageKind | None, reason: str) -> None:
    for findings in ((), (finding("n.a."),)):
        found = card(*findings, kind=kind)
        assert (found.value, found.low, found.high, found.coverage) == (None, None, None, 0.0)
        assert (found.grade, found.reason, found.caps) == ("not rated", reason, ())


def test_a_page_that_is_no_article_is_not_rated_whatever_was_found() -> None:
    assert card(finding("met"), kind="shell").grade == "not rated"
    assert card(finding("met"), kind="stub").grade == "A"


@pytest.mark.parametrize(
    ("outcome", "cap", "low", "high", "grade"),
    [
        ("unmet", "B", 84.99, 84.99, "B"),
        ("unmet", "C", 69.99, 69.99, "C"),
        ("unmet", "D", 49.99, 49.99, "D"),
        ("unmet", "E", 29.99, 29.99, "E"),
        ("unknown", "D", 49.99, 100.0, "A–D, not enough evidence"),
        ("met", "D", 100.0, 100.0, "A"),
        ("n.a.", "D", 100.0, 100.0, "A"),
    ],
)
def test_caps(outcome: Outcome, cap: Grade, low: float, high: float, grade: str) -> None:
    found = card(finding("met", 99), finding(outcome, 1, cap=cap, rule="contradiction"))
    assert (found.low, found.high, found.grade) == (low, high, grade)
    certain = [(one.rule, one.grade, one.because, one.certain) for one in found.caps]
    because = "It contradicts itself." if cap == "D" else "As the message says."
    if outcome in ("unmet", "unknown"):
        assert certain == [("contradiction", cap, because, outcome == "unmet")]
    else:
        assert certain == []
    if outcome == "unmet":
        assert found.reason == f"No better than {cap}: {because}"
    elif outcome == "unknown":
        assert found.reason.endswith("Perhaps no better than D: contradiction could not be checked.")


def test_a_cap_never_lifts_a_score_and_the_lowest_counts() -> None:
    found = card(finding("met", 10), finding("unmet", 90, cap="C", rule="a"), finding("unmet", 1, cap="B", rule="b"))
    assert found.low == 9.9
    both = card(finding("met", 99), finding("unmet", 1, cap="C", rule="b"), finding("unmet", 1, cap="D", rule="a"))
    assert both.high == 49.99
    assert [cap.rule for cap in both.caps] == ["a", "b"]


def test_categories_are_scored_alike_and_without_caps() -> None:
    found = card(
        finding("met", 3, category="images"),
        finding("unknown", 1, category="images"),
        finding("unmet", 6, cap="D", category="sourcing"),
        finding("n.a.", 6, category="accountability"),
    )
    images, sourcing, rest = found.categories.images, found.categories.sourcing, found.categories.accountability
    assert (images.low, images.high, images.coverage) == (75.0, 100.0, 0.75)
    assert (images.met, images.unmet, images.unknown) == (1, 0, 1)
    assert (sourcing.low, sourcing.high, sourcing.coverage) == (0.0, 0.0, 1.0)
    assert (rest.low, rest.high, rest.coverage, rest.met) == (None, None, 0.0, 0)


@pytest.mark.parametrize(
    ("points", "grade"),
    [(100, "A"), (85, "A"), (84.99, "B"), (70, "B"), (69.99, "C"), (50, "C"), (49.99, "D"), (30, "D"), (29.99, "E"),
     (0, "E")],
)  # fmt: skip
def test_grades_and_their_ceilings(points: float, grade: Grade) -> None:
    grades = Grades()
    assert grades.of(points) == grade
    assert grades.of(grades.ceiling(grade)) == grade

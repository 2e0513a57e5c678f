from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from auditor.consistency import Consistency, Contradiction, LayerRow
from auditor.errors import UsageError
from auditor.facts import Facts
from auditor.model import Audit, AuditorRef, SnapshotRef, Target
from auditor.rulebook import Rulebook, gate, judge
from auditor.score import score

FactsOf = Callable[..., Facts]
AuditOf = Callable[..., Audit]


@pytest.fixture
def audit_of(facts_of: FactsOf, newsroom: Rulebook) -> AuditOf:
    """An audit of an article of a few facts."""

    def build(**given: Any) -> Audit:
        facts = facts_of(**given)
        findings = judge(facts, (), newsroom)
        kind = facts.page.kind if facts.page is not msgspec.UNSET else None
        return Audit(
            target=Target(kind="url", value="https://news.example/a"),
            snapshot=SnapshotRef(url="https://news.example/a", final_url="https://news.example/a", fetched_at=None,
                                 status=200, content_type="text/html", bytes=1, sha256="0"),
            facts=facts,
            gaps=(),
            findings=findings,
            score=score(findings, newsroom.pack, kind=kind),
            rulebook=newsroom.ref,
            auditor=AuditorRef(version="0"),
        )  # fmt: skip

    return build


KNOWN: dict[str, Any] = {
    "page": {"words": 400},
    "authors": [],
    "dates": {"published": {"visible": "2026-01-01"}},
    "disclosures": [],
    "images": [],
    "access": {"state": "free", "declared_free": True},
    "attributions": [],
    "sources": {"access": "absent"},
    "claims": [{"kind": "documents-every-source"}],
    "corrections": [],
    "residue": [],
    "markup": {},
    "outlet": {"policies": {name: {"found": False} for name in ("ai", "corrections", "ethics", "ownership", "contact",
                                                                "masthead")}},
}  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "trips"),
    [
        ("score.value < 50", True),
        ("score.value < 0.5", False),
        ("score.low <= score.high && score.coverage == 1", True),
        ("score.grade == 'A'", False),
        ("score.grade in ['D', 'E']", True),
        ("score.capped", False),
        ("score.unmet > 3 && score.unknown == 0 && score.met >= 1", True),
        ("findings.exists(f, f.severity == 'critical' && f.outcome == 'unmet')", True),
        ("findings.exists(f, f.rule == 'no-such-rule')", False),
        ("findings.exists(f, f.cap != null && f.outcome == 'unmet' && f.of > 0)", False),
        ("findings.all(f, f.category != 'images' || f.outcome == 'n.a.')", True),
        ("findings.exists(f, f.status == 'informative' && f.points > 0)", False),
        ("page.words > 100 && images.size() == 0", True),
        ("disclosures.size() == 0", True),
        ("page.kind == 'listing'", False),
    ],
)
def test_a_gate_on_what_is_known(audit_of: AuditOf, expression: str, trips: bool) -> None:
    assert gate(expression).trips(audit_of(**KNOWN)) is trips


@pytest.mark.parametrize(
    ("expression", "trips"),
    [
        ("score.value < 50", None),
        ("score.low < 50", True),
        ("access.state == 'free'", None),
        ("access.state == 'free' || score.coverage < 1", True),
        ("access.state == 'free' && score.coverage < 0", False),
        ("page.words / 0 > 1", None),
    ],
)
def test_what_could_not_be_checked_cannot_be_decided(audit_of: AuditOf, expression: str, trips: bool | None) -> None:
    assert gate(expression).trips(audit_of()) is trips


def test_a_page_without_a_score_cannot_be_decided_on_its_score(audit_of: AuditOf) -> None:
    listing = audit_of(page={"kind": "listing"})
    assert gate("score.low < 50").trips(listing) is None
    assert gate("score.grade == 'not rated'").trips(listing) is True


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("score.vlaue < 50",
         "GateScore has no field 'vlaue'; did you mean 'value'?\n  score.vlaue < 50\n        ^"),
        ("scor.value < 50",
         "there is no fact 'scor'; did you mean 'score'?\n  scor.value < 50\n  ^"),
        ("score.value < 50 ||\nfindings.exists(f, f.outcome == 'unmeet')",
         "'unmeet' is not a value of findings[].outcome (met, n.a., unknown, unmet); did you mean 'unmet'?\n"
         "  findings.exists(f, f.outcome == 'unmeet')\n" + "  " + " " * 32 + "^"),
        ("score.value &&", "something is missing here\n  score.value &&\n  " + " " * 14 + "^"),
        ("score.value", "'score.value' is a number: compare it with another one\n  score.value\n  ^"),
        ("score.value && true", "'score.value' is a number: compare it with another one"),
        ("score.met", "must be a yes/no condition, but it is a whole number"),
        ("has(score.value)", "has() is not allowed"),
        ("\ud800", "there is a character here that no text may hold"),
        ("", "A gate must be a condition of 1 to 1,000 characters."),
        ("  \n", "A gate must be a condition of 1 to 1,000 characters."),
        ("true" + " && true" * 200, "A gate must be a condition of 1 to 1,000 characters."),
    ],
)  # fmt: skip
def test_a_mistake_is_shown_with_a_caret(expression: str, shown: str) -> None:
    with pytest.raises(UsageError) as caught:
        gate(expression)
    assert shown in caught.value.problem
    assert "--fail-on" in caught.value.advice


def test_the_gate_in_the_advice_can_be_used() -> None:
    with pytest.raises(UsageError) as caught:
        gate("")
    example = caught.value.advice.partition('--fail-on "')[2].removesuffix('"')
    assert gate(example).expression == example


@pytest.mark.parametrize(
    ("expression", "trips"),
    [
        ("size(contradictions) > 0", True),
        ("contradictions.exists(c, c.component == 'text' && c.rule == '')", True),
        ("contradictions.exists(c, c.component == 'picture')", False),
    ],
)
def test_a_gate_on_contradictions(audit_of: AuditOf, expression: str, trips: bool) -> None:
    audit = audit_of(**KNOWN)
    found = Contradiction(component="text", number=None, one=(1,), other=(0,), because="A; b.")
    row = LayerRow(layer="text", component="page", number=None, says="nothing", quotes=())
    table = Consistency(rows=(row, row), contradictions=(found,))
    assert gate(expression).trips(replace(audit, consistency=table)) is trips
    assert gate(expression).trips(audit) is None

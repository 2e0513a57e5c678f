"""Every name that an audit can hold has words for readers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import pytest

from auditor import facts, model, provenance
from auditor.render import wording


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (model.Category, wording.CATEGORIES),
        (model.Category, wording.QUESTIONS),
        (model.Outcome, wording.OUTCOMES),
        (model.Severity, wording.SEVERITIES),
        (model.Status, wording.STATUSES),
        (model.Basis, wording.BASES),
        (model.Grade, wording.GRADES),
        (model.GapReason, wording.GAPS),
        (facts.Region, wording.REGIONS),
        (facts.PageKind, wording.PAGE_KINDS),
        (facts.AuthorKind, wording.AUTHOR_KINDS),
        (facts.AuthorOrigin, wording.AUTHOR_ORIGINS),
        (facts.DisclosureScope, wording.SCOPES),
        (facts.DisclosureRole, wording.ROLES),
        (facts.HumanReview, wording.REVIEWS),
        (facts.DisclosureOrigin, wording.DISCLOSURE_ORIGINS),
        (facts.ImageRole, wording.IMAGE_ROLES),
        (facts.AccessState, wording.ACCESS),
        (facts.AttributionKind, wording.ATTRIBUTION_KINDS),
        (facts.SourceAccess, wording.SOURCE_ACCESS),
        (facts.ClaimKind, wording.CLAIMS),
        (facts.ResidueKind, wording.RESIDUE),
        (facts.PolicyKind, wording.POLICIES),
        (provenance.ImageVerdict, wording.VERDICTS),
    ],
)
def test_every_name_has_words(names: object, words: Mapping[str, str]) -> None:
    assert set(words) == set(get_args(names))


def test_every_family_of_facts_has_words() -> None:
    assert set(facts.Facts.__struct_fields__) <= set(wording.FACTS)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("authors", "who wrote it"),
        ("authors[0].has_profile", "who wrote it (number 1)"),
        ("images[2].file", "what the file of the picture says (number 3)"),
        ("images[].file.c2pa.signer", "what the file of the picture says"),
        ("outlet.policies.ai.found", "the outlet's page “Use of AI”"),
        ("weather.today", "weather.today"),
    ],
)
def test_fact_in_words(path: str, words: str) -> None:
    assert wording.fact_in_words(path) == words


@pytest.mark.parametrize(
    ("words", "expected"),
    [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "a", "c"), "a, b and c")],
)
def test_listed(words: tuple[str, ...], expected: str) -> None:
    assert wording.listed(words) == expected


def test_counted() -> None:
    assert [wording.counted(n, "page") for n in (0, 1, 2)] == ["0 pages", "1 page", "2 pages"]
    assert wording.counted(2, "entry", "entries") == "2 entries"

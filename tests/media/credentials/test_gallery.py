"""Signed pictures and what happened to them afterwards: each is told in words that fit, and in no harsher ones."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from auditor.media import inspect
from auditor.media.trust import of_text
from auditor.provenance import EditStep, Identity

if TYPE_CHECKING:
    from auditor.provenance import ContentCredentials

Signing = Any
CHANGED = ("assertion.dataHash.mismatch",)


def credentials(raw: bytes) -> ContentCredentials:
    return inspect(raw).c2pa


@pytest.mark.parametrize(
    ("name", "verdict", "confidence", "standing", "tier"),
    [
        ("made by AI", "ai_generated", 0.95, "intact", "added"),
        ("photograph", "camera_capture", 0.95, "intact", "added"),
        ("cropped", "camera_capture", 0.95, "intact", "added"),
        ("filled by AI", "ai_edited", 0.95, "intact", "added"),
        ("AI resized", "ai_generated", 0.95, "intact", "added"),
        ("part by AI", "composite", 0.95, "intact", "added"),
        ("XMP says AI", "ai_generated", 0.7, "intact", "added"),
        ("pixels changed", "credentials_broken", 0.95, "broken", "added"),
        ("pixels of a PNG changed", "credentials_broken", 0.95, "broken", "added"),
        ("claim changed", "credentials_broken", 0.95, "broken", "added"),
        ("bytes added", "credentials_broken", 0.95, "broken", "added"),
        ("credit added", "credentials_broken", 0.95, "broken", "added"),
        ("cut", "camera_capture", 0.4, "not_checked", "unverified"),
        ("saved anew", "no_provenance", 0.0, None, None),
        ("remote only", "no_provenance", 0.0, "not_checked", "unverified"),
        ("broken ingredient", "camera_capture", 0.95, "intact", "added"),
        ("broken identity", "camera_capture", 0.95, "intact", "added"),
        ("identity without a proof", "camera_capture", 0.95, "intact", "added"),
        ("no identity at all", "camera_capture", 0.95, "intact", "added"),
    ],
)
def test_what_happened_is_told_in_fitting_words(
    gallery: dict[str, bytes],
    authority: Signing,
    name: str,
    verdict: str,
    confidence: float,
    standing: str | None,
    tier: str | None,
) -> None:
    found = inspect(gallery[name], trust=of_text(authority.root))
    assert (found.verdict, found.confidence) == (verdict, confidence)
    assert (found.c2pa.standing, found.c2pa.trust_tier) == (standing, tier)


def test_expired_credentials_are_intact(picture: Any, short_lived: Signing) -> None:
    made = [{"action": "c2pa.created", "digitalSourceType": "trainedAlgorithmicMedia"}]
    raw = short_lived.sign(picture("jpeg"), "image/jpeg", made)
    deadline = time.monotonic() + 8
    while (found := inspect(raw, anchors=short_lived.root)).c2pa.trust == "trusted" and time.monotonic() < deadline:
        time.sleep(0.3)
    assert (found.c2pa.standing, found.c2pa.trust, found.c2pa.trust_tier) == ("intact", "expired", "expired")
    assert (found.verdict, found.confidence, found.c2pa.signed_at) == ("ai_generated", 0.7, None)


def test_what_a_broken_manifest_claims_is_unproven(gallery: dict[str, bytes]) -> None:
    found = inspect(gallery["credit added"])
    assert [(reason.quote, reason.where) for reason in found.reasons] == [
        ("assertion.dataHash.mismatch", "C2PA validation"),
        ("c2pa.created: digitalCapture", "C2PA manifest of Example Paint, unproven"),
    ]
    assert ("IPTC-IIM Credit", "Harbour Post") in [(field.where, field.value) for field in found.metadata]


def test_a_conflict_is_told_with_both_sides(gallery: dict[str, bytes], authority: Signing) -> None:
    found = inspect(gallery["XMP says AI"], anchors=authority.root)
    assert [reason.where for reason in found.reasons] == [
        "XMP Iptc4xmpExt:DigitalSourceType",
        "C2PA manifest of Example Paint",
    ]
    assert found.conflict
    agreed = ("photograph", "made by AI", "filled by AI", "part by AI", "credit added", "saved anew")
    assert not any(inspect(gallery[name]).conflict for name in agreed)


def test_a_broken_ingredient_is_a_fact_of_its_own(gallery: dict[str, bytes]) -> None:
    found = inspect(gallery["broken ingredient"])
    assert (found.c2pa.integrity, found.c2pa.ingredients_broken) == ("intact", CHANGED)
    assert (found.reasons[-1].quote, found.reasons[-1].where) == (
        "an ingredient does not match its own manifest",
        "C2PA history",
    )
    assert credentials(gallery["cropped"]).ingredients_broken == ()


@pytest.mark.parametrize(
    ("name", "identities", "codes"),
    [
        (
            "broken identity",
            (Identity(name="Alex Doe", kind="social_media", vouched_by="Social Example", status="broken"),),
            ("cawg.identity.assertion.mismatch",),
        ),
        (
            "identity without a proof",
            (Identity(name=None, kind="unknown", status="broken"),),
            ("cawg.ica.invalid_cose_sign1", "cawg.identity.assertion.mismatch"),
        ),
        (
            "no identity at all",
            (Identity(name=None, kind="unknown", status="broken"),),
            ("cawg.identity.cbor.invalid",),
        ),
        ("photograph", (), ()),
    ],
)
def test_a_broken_identity_is_a_fact_of_its_own(
    gallery: dict[str, bytes], name: str, identities: tuple[Identity, ...], codes: tuple[str, ...]
) -> None:
    found = inspect(gallery[name])
    assert (found.c2pa.integrity, found.c2pa.identities, found.c2pa.identity_broken) == ("intact", identities, codes)
    told = ("an identity assertion does not match its own manifest", "C2PA identity")
    assert (told in [(reason.quote, reason.where) for reason in found.reasons]) == bool(codes)


def test_the_history_is_told_from_its_beginning(gallery: dict[str, bytes]) -> None:
    assert credentials(gallery["filled by AI"]).history == (
        EditStep(relation="main", action="c2pa.created", when="2026-03-01T10:00:00Z", source_type="digitalCapture"),
        EditStep(relation="main", action="c2pa.opened"),
        EditStep(
            relation="main",
            action="c2pa.edited",
            software="Example Fill",
            source_type="compositeWithTrainedAlgorithmicMedia",
        ),
    )
    assert [(step.relation, step.action, step.software) for step in credentials(gallery["part by AI"]).history] == [
        ("part", "c2pa.created", "Example Paint"),
        ("main", "c2pa.created", None),
        ("main", "c2pa.placed", None),
    ]


@pytest.mark.parametrize("name", ["cut", "pixels changed", "claim changed"])
def test_the_history_is_told_of_files_that_prove_nothing(gallery: dict[str, bytes], name: str) -> None:
    assert len(credentials(gallery[name]).history) == 1


def test_no_report_accuses(gallery: dict[str, bytes]) -> None:
    for raw in gallery.values():
        said = repr(inspect(raw)).lower()
        assert not any(word in said for word in ("tamper", "fake", "forged", "manipulat"))

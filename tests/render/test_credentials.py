"""Content Credentials in words: two questions, each answered on its own, and nothing harsher than what was found."""

from __future__ import annotations

from typing import get_args

import pytest

from auditor.provenance import (
    ContentCredentials,
    EditStep,
    Identity,
    ImageProvenance,
    ImageVerdict,
    Reason,
    Standing,
    TrustListRef,
    TrustTier,
)
from auditor.render.credentials import STANDINGS, TIERS, listed_refs, provenance_rows
from auditor.render.gallery import PictureFile, render_pictures


def provenance(
    c2pa: ContentCredentials, verdict: ImageVerdict = "camera_capture", confidence: float = 0.95
) -> ImageProvenance:
    reason = Reason(quote="c2pa.created: digitalCapture", where="C2PA manifest of Cam")
    return ImageProvenance(verdict=verdict, confidence=confidence, c2pa=c2pa, metadata=(), reasons=(reason,))


def rows(c2pa: ContentCredentials) -> list[tuple[str, str]]:
    return list(provenance_rows(provenance(c2pa)))


def test_every_standing_and_tier_has_words() -> None:
    assert set(STANDINGS) == set(get_args(Standing))
    assert set(TIERS) == set(get_args(TrustTier))
    told = " ".join((*STANDINGS.values(), *TIERS.values()))
    assert not any(word in told for word in ("tamper", "fake", "forged", "manipulat"))


def test_the_two_questions_are_answered_apart() -> None:
    c2pa = ContentCredentials(
        present=True, integrity="broken", standing="broken", trust="trusted", trust_tier="official", signer="Weir Cam"
    )
    assert rows(c2pa)[:2] == [
        ("Does the file match?", "no: the Content Credentials no longer match the file"),
        ("Who signed?", "Weir Cam, on the official list of the C2PA"),
    ]


@pytest.mark.parametrize(
    ("integrity", "trust", "match", "signed"),
    [
        ("intact", "trusted", STANDINGS["intact"], "Weir Cam, on a trust list"),
        ("broken", "untrusted", STANDINGS["broken"], "Weir Cam, on none of the lists that are held"),
        ("intact", "expired", STANDINGS["intact"], "Weir Cam, with a certificate that has expired"),
        ("unchecked", "unchecked", "not checked", "Weir Cam, not checked against a list"),
        (None, None, "not checked", "Weir Cam, not checked against a list"),
    ],
)
def test_audits_from_before_there_were_finer_words(
    integrity: str | None, trust: str | None, match: str, signed: str
) -> None:
    c2pa = ContentCredentials(present=True, integrity=integrity, trust=trust, signer="Weir Cam")  # type: ignore[arg-type]  # parametrised
    assert rows(c2pa)[:2] == [("Does the file match?", match), ("Who signed?", signed)]


def test_everything_that_a_manifest_tells() -> None:
    c2pa = ContentCredentials(
        present=True,
        standing="intact",
        trust_tier="interim",
        signer="Weir Cam",
        signed_at="2026-03-01T10:00:00+00:00",
        generator="Example Edit 2",
        actions=("c2pa.opened",),
        digital_source_types=("digitalCapture", "composite"),
        ingredients_broken=("assertion.dataHash.mismatch",),
        identities=(
            Identity(name="Alex Doe", kind="social_media", vouched_by="Social Example", status="not_checked"),
            Identity(name=None, kind="certificate", status="broken"),
        ),
        identity_broken=("cawg.identity.assertion.mismatch",),
        history=(
            EditStep(relation="part", action="c2pa.created", software="Paint", source_type="trainedAlgorithmicMedia"),
            EditStep(relation="input", action="c2pa.color_adjustments", when="2026-03-01"),
            EditStep(relation="main", action="example.mended"),
        ),
    )
    assert rows(c2pa)[2:] == [
        ("Signed at", "2026-03-01T10:00:00+00:00 (time stamp)"),
        ("Written by", "Example Edit 2"),
        ("Source type", "digitalCapture and composite"),
        ("Also named", "Alex Doe (social_media, vouched for by Social Example; not checked)"),
        ("Also named", "no name that can be read (certificate; contradicts the manifest)"),
        ("Step 1", "a part of it: created, with Paint, trainedAlgorithmicMedia"),
        ("Step 2", "what it was made from: color adjustments, 2026-03-01"),
        ("Step 3", "example.mended"),
        ("In its history", "credentials that no longer match: assertion.dataHash.mismatch"),
        ("Of the names", "some contradict the manifest: cawg.identity.assertion.mismatch"),
        ("Words in the file", "“c2pa.created: digitalCapture” (C2PA manifest of Cam)"),
        ("How far to rely on it", "95 %"),
    ]


def test_a_signer_without_a_name_and_actions_without_steps() -> None:
    c2pa = ContentCredentials(present=True, standing="intact", trust_tier="untrusted", actions=("c2pa.created",))
    assert rows(c2pa)[1:3] == [("Who signed?", "no name that can be read"), ("Steps", "c2pa.created")]


def test_a_file_without_credentials_proves_nothing() -> None:
    found = provenance(ContentCredentials(present=False), "no_provenance", 0.0)
    assert [name for name, _ in provenance_rows(found)] == ["Words in the file", "Content Credentials"]


def test_an_unreadable_file_says_why() -> None:
    found = provenance(ContentCredentials(present=False), "unreadable", 0.0)
    assert list(provenance_rows(found)) == [("Why", "c2pa.created: digitalCapture")]


def test_lists_are_named_so_that_they_can_be_found_again() -> None:
    lists = (
        TrustListRef("a.pem", "official", "0" * 64, "2026-08-05", "2026-07-24"),
        TrustListRef("b.pem", "interim", "1" * 64, None, "2025-08-19"),
        TrustListRef("c.pem", "added", "2" * 64),
    )
    assert listed_refs(lists) == (
        f"a.pem (official, issued 2026-08-05, SHA-256 {'0' * 64})",
        f"b.pem (interim, newest certificate of 2025-08-19, SHA-256 {'1' * 64})",
        f"c.pem (added, SHA-256 {'2' * 64})",
    )


def test_hostile_words_of_a_file_stay_words() -> None:
    c2pa = ContentCredentials(present=True, signer="<script>alert(1)</script>\u202eevil", generator="a\x1b[31m")
    page = render_pictures([PictureFile("javascript:alert(1)", provenance(c2pa))])
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;⟦RLO⟧evil" in page
    assert 'href="javascript' not in page
    assert "\x1b" not in page


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("https://news.example/p/weir.jpg?w=1200", "Picture: weir.jpg"),
        ("https://news.example/p/", "Picture: p"),
        ("folder\\weir.jpg", "Picture: weir.jpg"),
        ("?", "Picture: ?"),
    ],
)
def test_one_picture_gives_its_name_to_the_page(name: str, title: str) -> None:
    page = render_pictures([PictureFile(name, provenance(ContentCredentials(present=False)))])
    assert f"<title>{title}</title>" in page
    assert "The lists of signers" not in page

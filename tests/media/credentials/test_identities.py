"""Who is named beside the signer: shown as claimed, and called broken only for what contradicts the manifest itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.media.identities import MAX_IDENTITIES, Named, read
from auditor.provenance import Identity

if TYPE_CHECKING:
    from auditor.media.c2pa_child import Answer

CERTIFICATE: dict[str, object] = {"signer_payload": {}, "signature_info": {"common_name": "Harbour Courier"}}


def answer(content: object, *codes: str, label: str = "cawg.identity") -> Answer:
    return {"identities": [("cawg.identity", content)], "identity_codes": [(label, code) for code in codes]}


@pytest.mark.parametrize(
    ("codes", "status", "broken"),
    [
        ((), "not_checked", ()),
        (("cawg.x509.signature.validated", "cawg.identity.well-formed"), "not_checked", ()),
        (("cawg.x509.signature.validated", "cawg.x509.credential.untrusted"), "untrusted", ()),
        (("cawg.ica.untrusted_issuer",), "untrusted", ()),
        (("cawg.ica.credential_revoked",), "untrusted", ()),
        (("cawg.ica.did_unavailable",), "not_checked", ()),
        (("cawg.identity.sig_type.unknown",), "not_checked", ()),
        (("cawg.ica.untrusted_issuer", "cawg.ica.valid_until.invalid"), "expired", ()),
        (("cawg.ica.valid_from.invalid",), "expired", ()),
        (
            ("cawg.ica.untrusted_issuer", "cawg.ica.signature_mismatch"),
            "broken",
            ("cawg.ica.signature_mismatch",),
        ),
        (("cawg.identity.pad.invalid",), "broken", ("cawg.identity.pad.invalid",)),
        (("cawg.identity.assertion.duplicate",), "broken", ("cawg.identity.assertion.duplicate",)),
        (("cawg.something.new",), "not_checked", ()),
    ],
)
def test_codes_tell_broken_from_unknown(codes: tuple[str, ...], status: str, broken: tuple[str, ...]) -> None:
    found = read(answer(CERTIFICATE, *codes))
    assert [(one.name, one.kind, one.status) for one in found.identities] == [
        ("Harbour Courier", "certificate", status)
    ]
    assert found.broken == broken


def test_a_code_about_another_assertion_is_not_held_against_this_one() -> None:
    found = read(answer(CERTIFICATE, "cawg.identity.pad.invalid", label="cawg.identity__1"))
    assert (found.identities[0].status, found.broken) == ("not_checked", ("cawg.identity.pad.invalid",))


def test_an_answer_that_is_an_error_names_nobody() -> None:
    assert read({"error": "checking took too long", "lost": True}) == Named()


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ({"signature_info": {"issuer": "Harbour Group"}}, Identity(name="Harbour Group", kind="certificate")),
        ({"signature_info": {}}, Identity(name=None, kind="certificate")),
        ({"verifiedIdentities": []}, Identity(name=None, kind="unknown")),
        ({"verifiedIdentities": "Alex"}, Identity(name=None, kind="unknown")),
        ({"verifiedIdentities": [{}]}, Identity(name=None, kind="unknown")),
        (
            {"verifiedIdentities": [{"type": "cawg.affiliation", "provider": {"name": "Harbour Group"}}]},
            Identity(name=None, kind="affiliation", vouched_by="Harbour Group"),
        ),
        (
            {"verifiedIdentities": ["x", {"type": "example.badge", "username": "alex\nd", "provider": "x"}]},
            Identity(name="alex d", kind="example.badge"),
        ),
        (None, Identity(name=None, kind="unknown")),
        ([1], Identity(name=None, kind="unknown")),
    ],
)
def test_names_are_taken_as_they_stand(content: object, named: Identity) -> None:
    assert read(answer(content)).identities == (named,)


def test_a_crowd_is_cut() -> None:
    verified = [{"type": "cawg.social_media", "name": f"Alex {n}"} for n in range(500)]
    assert len(read(answer({"verifiedIdentities": verified})).identities) == MAX_IDENTITIES

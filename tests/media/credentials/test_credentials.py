"""What signed files come to: believed where nothing is gained by lying, proven only where the signer is known."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from auditor.errors import TrustError
from auditor.media import c2pa_process, inspect
from auditor.media.containers import walk
from auditor.media.credentials import examine
from auditor.media.metadata import read
from auditor.media.trust import EMPTY

if TYPE_CHECKING:
    from auditor.provenance import ImageProvenance

Builder = Callable[..., bytes]
Signing = Any
"""The Authority of conftest.py, which tests cannot import."""

BASE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
AI, EDITED, CAPTURE = (
    BASE + name for name in ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "digitalCapture")
)
CREATED = [{"action": "c2pa.created", "digitalSourceType": AI, "softwareAgent": {"name": "Example Paint"}}]
CAPTURED = [{"action": "c2pa.created", "digitalSourceType": CAPTURE}]
OPENED: dict[str, Any] = {"action": "c2pa.opened", "parameters": {"ingredientIds": ["i0"]}}
FORMATS = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
    "tiff": "image/tiff",
    "avif": "image/avif",
    "heic": "image/heic",
    "jxl": "image/jxl",
    "svg": "image/svg+xml",
    "mp4": "video/mp4",
    "avi": "video/avi",
    "pdf": "application/pdf",
}


def axes(found: ImageProvenance) -> tuple[str, float, str | None, str | None]:
    return found.verdict, found.confidence, found.c2pa.integrity, found.c2pa.trust


@pytest.fixture(params=["with", "without"])
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Once with the C2PA library, once as if it were not installed."""
    if request.param == "without":
        monkeypatch.setattr(c2pa_process, "available", lambda: False)
    return bool(request.param == "with")


@pytest.mark.parametrize("kind", FORMATS)
def test_ai_is_believed_from_anyone_in_every_format(
    picture: Builder, authority: Signing, library: bool, kind: str
) -> None:
    found = inspect(authority.sign(picture(kind), FORMATS[kind], CREATED))
    assert axes(found) == ("ai_generated", 0.7, "intact" if library else "unchecked", "unchecked")
    assert found.c2pa.actions == ("c2pa.created",)
    assert found.c2pa.digital_source_types == ("trainedAlgorithmicMedia",)
    assert found.c2pa.generator == "Example Paint"
    assert found.c2pa.signer == ("Test Camera Desk" if library else None)
    assert found.reasons[0].quote == "c2pa.created: trainedAlgorithmicMedia"
    assert [reason.quote for reason in found.reasons[1:]] == ([] if library else ["the C2PA library is not installed"])


def test_a_photograph_is_proven_only_by_a_known_signer(picture: Builder, authority: Signing) -> None:
    photo = authority.sign(picture("jpeg"), "image/jpeg", CAPTURED, "Example Camera")
    assert axes(inspect(photo)) == ("camera_capture", 0.4, "intact", "unchecked")
    assert axes(inspect(photo, anchors=authority.root)) == (
        "camera_capture", 0.95, "intact", "trusted",
    )  # fmt: skip
    other = type(authority)().root
    assert axes(inspect(photo, anchors=other)) == ("camera_capture", 0.4, "intact", "untrusted")


def test_a_trust_list_that_is_no_list_is_the_mistake_of_who_gives_it(picture: Builder) -> None:
    with pytest.raises(TrustError, match="holds no certificate"):
        inspect(picture("jpeg"), anchors="no certificate")


@pytest.fixture(scope="session")
def made(picture: Builder, authority: Signing) -> dict[str, bytes]:
    """Pictures with a history."""
    plain = picture("jpeg")

    def sign(actions: list[dict[str, Any]], *parts: tuple[str, bytes], **more: Any) -> bytes:
        return bytes(authority.sign(plain, "image/jpeg", actions, ingredients=parts, **more))

    photo, machine = sign(CAPTURED), sign(CREATED)
    placed: dict[str, Any] = {"action": "c2pa.placed", "parameters": {"ingredientIds": ["i0"]}}
    composite = [{"action": "c2pa.created", "digitalSourceType": BASE + "composite"}, placed]
    stated = {"label": "c2pa.metadata", "data": {"@context": {"e": "x"}, "e:DigitalSourceType": AI}}
    return {
        "cropped photo": sign([OPENED, {"action": "c2pa.cropped"}], ("parentOf", photo)),
        "filled photo": sign([OPENED, {"action": "c2pa.edited", "digitalSourceType": EDITED}], ("parentOf", photo)),
        "watermarked photo": sign(
            [OPENED, {"action": "c2pa.watermarked", "digitalSourceType": EDITED}], ("parentOf", photo)
        ),
        "resized AI": sign([OPENED, {"action": "c2pa.resized"}], ("parentOf", machine)),
        "collage with AI": sign(composite, ("componentOf", machine)),
        "collage of photos": sign(composite, ("componentOf", photo)),
        "made from AI": sign([{"action": "c2pa.created", "digitalSourceType": CAPTURE}], ("inputTo", machine)),
        "synthetic": sign([{"action": "c2pa.created", "digitalSourceType": BASE + "compositeSynthetic"}]),
        "procedure": sign([{"action": "c2pa.created", "digitalSourceType": BASE + "algorithmicMedia"}]),
        "generator's name": sign([{"action": "c2pa.created", "softwareAgent": "Bing Image Creator"}]),
        "editor's name": sign(
            [OPENED, {"action": "c2pa.edited", "softwareAgent": "Adobe Firefly"}], ("parentOf", plain)
        ),
        "nothing": sign([{"action": "c2pa.published"}]),
        "stated": sign([{"action": "c2pa.published"}], assertions=[stated]),
    }


@pytest.mark.parametrize(
    ("name", "verdict", "confidence"),
    [
        ("cropped photo", "camera_capture", 0.4),
        ("filled photo", "ai_edited", 0.7),
        ("watermarked photo", "camera_capture", 0.4),
        ("resized AI", "ai_generated", 0.7),
        ("collage with AI", "composite", 0.7),
        ("collage of photos", "no_provenance", 0.0),
        ("made from AI", "camera_capture", 0.4),
        ("synthetic", "composite", 0.7),
        ("procedure", "no_provenance", 0.0),
        ("generator's name", "ai_generated", 0.4),
        ("editor's name", "ai_edited", 0.4),
        ("nothing", "no_provenance", 0.0),
        ("stated", "ai_generated", 0.7),
    ],
)
def test_a_history_is_followed(
    made: dict[str, bytes], library: bool, name: str, verdict: str, confidence: float
) -> None:
    found = inspect(made[name])
    assert axes(found)[:3] == (verdict, confidence, "intact" if library else "unchecked")


def test_a_name_is_never_proof(made: dict[str, bytes], authority: Signing) -> None:
    found = inspect(made["generator's name"], anchors=authority.root)
    assert axes(found) == ("ai_generated", 0.7, "intact", "trusted")


def test_changed_pixels_break_the_credentials(picture: Builder, authority: Signing) -> None:
    raw = bytearray(authority.sign(picture("jpeg"), "image/jpeg", CAPTURED))
    raw[-3] ^= 0x55
    found = inspect(bytes(raw))
    assert axes(found) == ("credentials_broken", 0.7, "broken", "unchecked")
    assert [(reason.quote, reason.where) for reason in found.reasons] == [
        ("assertion.dataHash.mismatch", "C2PA validation"),
        ("c2pa.created: digitalCapture", "C2PA manifest of Example Paint, unproven"),
    ]


def test_a_broken_manifest_proves_no_ai_but_a_plain_statement_does(picture: Builder, authority: Signing) -> None:
    for carried, verdict, confidence in (
        ({}, "credentials_broken", 0.7),
        ({"xmp": {"xmp:CreatorTool": "Adobe Firefly"}}, "credentials_broken", 0.7),
        ({"xmp": {"Iptc4xmpExt:DigitalSourceType": AI}}, "ai_generated", 0.7),
    ):
        raw = bytearray(authority.sign(picture("jpeg", **carried), "image/jpeg", CREATED))
        raw[-3] ^= 0x55
        assert axes(inspect(bytes(raw)))[:3] == (verdict, confidence, "broken")


def test_a_changed_claim_is_broken(picture: Builder, authority: Signing) -> None:
    raw = authority.sign(picture("jpeg"), "image/jpeg", CREATED)
    assert axes(inspect(raw.replace(b"trainedAlgorithmicMedia", b"digitalCapture_________")))[:3] == (
        "credentials_broken", 0.7, "broken",
    )  # fmt: skip


def test_a_signed_photograph_that_says_ai_is_ai(picture: Builder, authority: Signing) -> None:
    labelled = picture("jpeg", xmp={"Iptc4xmpExt:DigitalSourceType": AI})
    raw = authority.sign(labelled, "image/jpeg", CAPTURED)
    found = inspect(raw, anchors=authority.root)
    assert axes(found) == ("ai_generated", 0.7, "intact", "trusted")
    assert found.reasons[-1].quote == "c2pa.created: digitalCapture"


@pytest.mark.usefixtures("library")
def test_an_ai_disclosure_is_shown(picture: Builder, authority: Signing) -> None:
    stated = {"label": "c2pa.ai-disclosure", "data": {"modelType": "c2pa.types.model"}}
    found = inspect(authority.sign(picture("jpeg"), "image/jpeg", CAPTURED, assertions=[stated]))
    assert "c2pa.ai-disclosure" in [reason.quote for reason in found.reasons]
    assert found.verdict == "camera_capture"


def test_a_cut_file_is_not_judged(picture: Builder, authority: Signing) -> None:
    found = inspect(authority.sign(picture("jpeg"), "image/jpeg", CREATED)[:-6])
    assert axes(found) == ("ai_generated", 0.7, "unchecked", "unchecked")
    assert found.reasons[-1].quote == "the file is cut short"


def test_expired_is_not_tampered(picture: Builder, short_lived: Signing) -> None:
    raw = short_lived.sign(picture("jpeg"), "image/jpeg", CREATED)
    deadline = time.monotonic() + 8
    while (found := inspect(raw)).c2pa.trust == "unchecked" and time.monotonic() < deadline:
        time.sleep(0.3)
    assert axes(found) == ("ai_generated", 0.7, "intact", "expired")


def test_an_ingredient_that_does_not_match_is_told_and_not_held_against_the_file(
    picture: Builder, authority: Signing
) -> None:
    before = bytearray(authority.sign(picture("jpeg"), "image/jpeg", CAPTURED))
    before[-3] ^= 0x55
    raw = authority.sign(
        picture("jpeg"), "image/jpeg", [OPENED, {"action": "c2pa.cropped"}], ingredients=(("parentOf", bytes(before)),)
    )
    found = inspect(raw)
    assert found.c2pa.integrity == "intact"


def reply(*failures: tuple[str, str], history: tuple[str, ...] = ()) -> dict[str, Any]:
    """An answer of the checking process without manifests of its own."""
    return {
        "trusted": False,
        "tier": "",
        "failures": [{"code": code, "explanation": words} for code, words in failures],
        "ingredient_failures": [{"code": code, "explanation": ""} for code in history],
        "signer": "",
        "active": "",
        "manifests": {},
    }


LOOSE = "data hash exclusion does not match the manifest location"


@pytest.mark.parametrize(
    ("answer", "integrity", "trust", "confidence"),
    [
        (reply(), "intact", "unchecked", 0.7),
        (reply(("signingCredential.untrusted", "")), "intact", "unchecked", 0.7),
        (reply(("signingCredential.expired", "")), "intact", "expired", 0.7),
        (reply(("signingCredential.ocsp.revoked", "")), "intact", "untrusted", 0.4),
        (reply(("assertion.action.malformed", "")), "intact", "unchecked", 0.7),
        (reply(("cawg.ica.signature_mismatch", "")), "intact", "unchecked", 0.7),
        (reply(("assertion.dataHash.mismatch", LOOSE)), "unchecked", "unchecked", 0.4),
        (reply(("something.new", "")), "unchecked", "unchecked", 0.4),
        (reply(("claimSignature.mismatch", "")), "broken", "unchecked", 0.4),
        (
            reply(("assertion.dataHash.mismatch", LOOSE), ("assertion.dataHash.mismatch", "")),
            "broken",
            "unchecked",
            0.4,
        ),
    ],
)
def test_codes_of_the_signer_and_of_the_picture_are_kept_apart(
    picture: Builder,
    authority: Signing,
    monkeypatch: pytest.MonkeyPatch,
    answer: dict[str, Any],
    integrity: str,
    trust: str,
    confidence: float,
) -> None:
    monkeypatch.setattr(c2pa_process, "ask", lambda *_: answer)
    raw = authority.sign(picture("jpeg"), "image/jpeg", CREATED)
    harvest = walk(raw, "jpeg")
    found = examine(raw, harvest, read(harvest), EMPTY)
    assert found.signal is not None
    assert (found.report.integrity, found.report.trust, found.signal.confidence) == (integrity, trust, confidence)
    assert bool(found.broken) == (integrity == "broken")


def test_a_fault_in_the_history_is_a_reason(
    picture: Builder, authority: Signing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(c2pa_process, "ask", lambda *_: reply(history=("claimSignature.mismatch",)))
    found = inspect(authority.sign(picture("jpeg"), "image/jpeg", CREATED))
    assert found.reasons[-1].where == "C2PA history"


def test_parts_left_out_of_the_check_are_told(
    picture: Builder, authority: Signing, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = authority.sign(picture("jpeg"), "image/jpeg", CREATED)
    quotes = [reason.quote for reason in inspect(raw).reasons]
    assert "the signer left parts of the file out of the check" not in quotes
    monkeypatch.setattr(c2pa_process, "ask", lambda *_: {**reply(), "exclusions": True})
    assert inspect(raw).reasons[-1].quote == "the signer left parts of the file out of the check"


def test_a_manifest_that_nobody_can_read_is_unreadable(picture: Builder) -> None:
    box = b"\0\0\0\x28jumb\0\0\0\x20jumd" + bytes(16) + b"\3c2pa\0" + bytes(9)
    found = inspect(picture("png", jumbf=box))
    assert axes(found) == ("unreadable", 0.0, "unchecked", "unchecked")

"""Status codes answer two questions: does the file match its manifest, and who vouches for the signer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from auditor.media.validation import Checked, weigh

if TYPE_CHECKING:
    from auditor.media.c2pa_child import Answer

LOOSE = "data hash exclusion does not match the manifest location in the asset"
UNTRUSTED = ("signingCredential.untrusted", "")


def answer(*failures: tuple[str, str], trusted: bool = False, tier: str = "", history: tuple[str, ...] = ()) -> Answer:
    made: dict[str, Any] = {
        "failures": [{"code": code, "explanation": words} for code, words in failures],
        "ingredient_failures": [{"code": code, "explanation": ""} for code in history],
        "trusted": trusted,
        "tier": tier,
    }
    return made  # type: ignore[return-value]  # the other fields speak of other things


@pytest.mark.parametrize(
    ("failures", "standing", "integrity", "codes"),
    [
        ((), "intact", "intact", ()),
        ((UNTRUSTED, ("cawg.identity.pad.invalid", "")), "intact", "intact", ()),
        ((("assertion.action.malformed", ""),), "intact", "intact", ()),
        ((("assertion.dataHash.mismatch", LOOSE),), "weak_binding", "unchecked", ("assertion.dataHash.mismatch",)),
        (
            (("assertion.dataHash.mismatch", LOOSE), ("assertion.boxesHash.mismatch", "hashes do not match")),
            "broken",
            "broken",
            ("assertion.boxesHash.mismatch",),
        ),
        (
            (("assertion.dataHash.mismatch", LOOSE), ("something.new", "")),
            "questionable",
            "unchecked",
            ("assertion.dataHash.mismatch", "something.new"),
        ),
        ((("assertion.dataHash.malformed", ""),), "questionable", "unchecked", ("assertion.dataHash.malformed",)),
        *(
            (((code, ""), UNTRUSTED), "broken", "broken", (code,))
            for code in (
                "assertion.dataHash.mismatch",
                "assertion.bmffHash.mismatch",
                "assertion.hashedURI.mismatch",
                "assertion.missing",
                "assertion.undeclared",
                "claimSignature.mismatch",
                "claim.missing",
                "claim.multiple",
                "claim.hardBindings.missing",
                "manifest.multipleParents",
                "ingredient.manifest.missing",
                "ingredient.claimSignature.mismatch",
            )
        ),
    ],
)
def test_does_the_file_match(
    failures: tuple[tuple[str, str], ...], standing: str, integrity: str, codes: tuple[str, ...]
) -> None:
    checked = weigh(answer(*failures), "unknown")
    assert (checked.standing, checked.integrity, checked.codes) == (standing, integrity, codes)


@pytest.mark.parametrize(
    ("codes", "trusted", "held", "tier", "trust"),
    [
        ((), True, "official", "official", "trusted"),
        ((), True, "interim", "interim", "trusted"),
        ((), True, "added", "added", "trusted"),
        (("assertion.dataHash.mismatch",), True, "official", "official", "trusted"),
        (("signingCredential.untrusted",), False, "official", "untrusted", "untrusted"),
        (("signingCredential.untrusted",), False, "", "unverified", "unchecked"),
        (("signingCredential.invalid",), True, "official", "untrusted", "untrusted"),
        (("signingCredential.expired",), True, "official", "expired", "expired"),
        (("claimSignature.outsideValidity",), False, "", "expired", "expired"),
        (("signingCredential.untrusted", "signingCredential.expired"), False, "added", "expired", "expired"),
        (("signingCredential.ocsp.revoked", "signingCredential.expired"), True, "official", "revoked", "untrusted"),
        (("signingCredential.ocsp.unknown",), True, "official", "official", "trusted"),
    ],
)
def test_who_vouches(codes: tuple[str, ...], trusted: bool, held: str, tier: str, trust: str) -> None:
    checked = weigh(answer(*((code, "") for code in codes), trusted=trusted, tier=held), "unknown")
    assert (checked.tier, checked.trust) == (tier, trust)


def test_without_an_answer_nothing_is_known_but_why() -> None:
    assert weigh({}, "not_checked") == Checked("not_checked", "unverified")
    assert (weigh({}, "unknown").integrity, weigh({}, "unknown").trust) == ("unchecked", "unchecked")


def test_the_history_is_not_held_against_the_file() -> None:
    codes = ("claimSignature.mismatch", "signingCredential.expired", "claimSignature.mismatch")
    assert weigh(answer(history=codes), "unknown") == Checked("intact", "unverified", (), ("claimSignature.mismatch",))

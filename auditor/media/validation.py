"""
What the library's status codes mean: does the file still match its manifest, and who vouches for the signer.

Two questions, never one: the library's own "invalid" mostly means a signer that nobody knows, not a changed picture.
Codes: https://spec.c2pa.org/specifications/specifications/2.2/specs/C2PA_Specification.html, section 15.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple, cast

from auditor.media.c2pa_child import Answer, Failure
from auditor.provenance import ListTier, Standing, TrustTier

Integrity = Literal["intact", "broken", "unchecked"]
Trust = Literal["trusted", "untrusted", "expired", "unchecked"]

# Codes of the active manifest that prove a change since signing
CHANGED = re.compile(
    r"assertion\.(?:dataHash|bmffHash|boxesHash|collectionHash|hashedURI|multiAssetHash)\.mismatch"
    r"|claimSignature\.mismatch|assertion\.dataHash\.redacted|assertion\.(?:missing|undeclared)"
    r"|claim\.(?:missing|multiple|hardBindings\.missing)|manifest\.(?:multipleParents|inaccessible)"
    r"|ingredient\.(?:claimSignature|manifest)\.(?:mismatch|missing)"
)
# Codes that speak of the signer, or of somebody named beside the signer, never of the picture
ABOUT_SIGNER = re.compile(
    r"signingCredential\.(?:untrusted|invalid|expired|ocsp\.(?:revoked|unknown|inaccessible))"
    r"|claimSignature\.outsideValidity|cawg\..*"
)
EXPIRED = {"signingCredential.expired", "claimSignature.outsideValidity"}
REVOKED = "signingCredential.ocsp.revoked"
# A signer whose certificate may not sign pictures is known to nobody, whatever its root.
UNFIT = {"signingCredential.untrusted", "signingCredential.invalid"}
# Codes of an assertion that breaks the rules of its own form, such as a creation without a source type
ABOUT_FORM = re.compile(
    r"assertion\.action\.\w+|assertion\.(?:ingredient|metadata|cbor|json)\.(?:malformed|invalid|disallowed)"
)
# The signer left more bytes out of the hash than the rules of today allow; the picture itself still matches.
LOOSE = "exclusion does not match the manifest location"
TRUSTS: dict[TrustTier, Trust] = {
    "official": "trusted",
    "interim": "trusted",
    "added": "trusted",
    "untrusted": "untrusted",
    "revoked": "untrusted",
    "expired": "expired",
    "unverified": "unchecked",
}


class Checked(NamedTuple):
    """Both answers, each in coarse and in fine words, and the codes that speak of the picture."""

    standing: Standing
    tier: TrustTier
    codes: tuple[str, ...] = ()
    ingredients: tuple[str, ...] = ()
    """Codes of pictures in the history that no longer match their own manifests."""

    @property
    def integrity(self) -> Integrity:
        """Whether the file matches its manifest: what is neither proven nor disproven is unchecked."""
        return self.standing if self.standing in ("intact", "broken") else "unchecked"

    @property
    def trust(self) -> Trust:
        """Whether the signer is known."""
        return TRUSTS[self.tier]


def weigh(reply: Answer, otherwise: Standing) -> Checked:
    """What an answer amounts to; `otherwise` is the standing where there is none."""
    if not reply:
        return Checked(otherwise, "unverified")
    failures = [one for one in reply["failures"] if not _is_beside(one)]
    changed = _changes(failures)
    history = _changes(reply["ingredient_failures"])
    if changed:
        return Checked("broken", _tier(reply), changed, history)
    # Codes that nobody has classified yet are no proof of a change.
    codes = tuple(sorted({one["code"] for one in failures}))
    loose = all(_is_loose(one) for one in failures)
    standing: Standing = "intact" if not failures else "weak_binding" if loose else "questionable"
    return Checked(standing, _tier(reply), codes, history)


def _tier(reply: Answer) -> TrustTier:
    codes = {failure["code"] for failure in reply["failures"]}
    if REVOKED in codes:
        return "revoked"
    if codes & EXPIRED:
        return "expired"
    if not reply["tier"]:
        return "unverified"
    if reply["trusted"] and not codes & UNFIT:
        return cast(ListTier, reply["tier"])
    return "untrusted"


def _changes(failures: Iterable[Failure]) -> tuple[str, ...]:
    return tuple(sorted({one["code"] for one in failures if CHANGED.fullmatch(one["code"]) and not _is_loose(one)}))


def _is_loose(failure: Failure) -> bool:
    return failure["code"].endswith("Hash.mismatch") and LOOSE in failure["explanation"]


def _is_beside(failure: Failure) -> bool:
    return any(kind.fullmatch(failure["code"]) for kind in (ABOUT_SIGNER, ABOUT_FORM))

"""What a picture's file says of its making, in rows of words: does it still match, who signed, what was done to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.provenance import (
    ContentCredentials,
    EditStep,
    Identity,
    ImageProvenance,
    Standing,
    TrustListRef,
    TrustTier,
)
from auditor.render import wording
from auditor.render.numbers import percent

STANDINGS: dict[Standing, str] = {
    "intact": "yes: nothing was changed since it was signed",
    "weak_binding": "the picture does; the signature leaves out more of the file than it may",
    "questionable": "not clear: one of the checks failed in a way that we do not know",
    "broken": "no: the Content Credentials no longer match the file",
    "not_checked": "not checked",
    "unknown": "could not be checked: the credentials cannot be read",
}
TIERS: dict[TrustTier, str] = {
    "official": "on the official list of the C2PA",
    "interim": "on the interim list, which has been closed since 1 January 2026",
    "added": "on a list that was added here",
    "untrusted": "on none of the lists that are held",
    "expired": "with a certificate that has expired",
    "revoked": "with a certificate that was revoked",
    "unverified": "not checked against a list",
}
_COARSE: dict[str, Standing] = {"intact": "intact", "broken": "broken", "unchecked": "not_checked"}
_COARSE_TRUST: dict[str, str] = {
    "trusted": "on a trust list",
    "untrusted": TIERS["untrusted"],
    "expired": TIERS["expired"],
    "unchecked": TIERS["unverified"],
}
_RELATIONS = {"main": "", "part": "a part of it: ", "input": "what it was made from: "}
_IDENTITIES = {
    "not_checked": "not checked",
    "untrusted": "vouched for by nobody on the lists",
    "expired": "outside its time",
    "broken": "contradicts the manifest",
}


def provenance_rows(found: ImageProvenance, *, steps: bool = True) -> Iterator[tuple[str, str]]:
    """
    Name and words, row by row: the two questions that credentials answer, the history, the words that decided.

    `steps` are left out where they are drawn beside the rows (`auditor.render.steps`).
    """
    if found.verdict == "unreadable":
        yield from (("Why", reason.quote) for reason in found.reasons)
        return
    if found.c2pa.present:
        yield from _credentials(found.c2pa, steps=steps)
    for reason in found.reasons:
        yield "Words in the file", f"“{reason.quote}” ({reason.where})"
    if not found.c2pa.present:
        yield "Content Credentials", "none in the file, which proves nothing: most are lost on the way to a reader"
    if found.confidence:
        yield "How far to rely on it", percent(found.confidence)


def listed_refs(lists: Iterable[TrustListRef]) -> tuple[str, ...]:
    """Each trust list in words: enough to find the very same one again."""
    return tuple(f"{one.name} ({one.tier}{_dated(one)}, SHA-256 {one.sha256})" for one in lists)


def _dated(ref: TrustListRef) -> str:
    if ref.issued:
        return f", issued {ref.issued}"
    return f", newest certificate of {ref.newest}" if ref.newest else ""


def _credentials(c2pa: ContentCredentials, *, steps: bool) -> Iterator[tuple[str, str]]:
    standing = c2pa.standing or _COARSE.get(c2pa.integrity or "", "not_checked")
    yield "Does the file match?", STANDINGS[standing]
    trust = TIERS[c2pa.trust_tier] if c2pa.trust_tier else _COARSE_TRUST.get(c2pa.trust or "", TIERS["unverified"])
    yield "Who signed?", f"{c2pa.signer}, {trust}" if c2pa.signer else "no name that can be read"
    if c2pa.signed_at:
        yield "Signed at", f"{c2pa.signed_at} (time stamp)"
    if c2pa.generator:
        yield "Written by", c2pa.generator
    if c2pa.digital_source_types:
        yield "Source type", wording.listed(c2pa.digital_source_types)
    for identity in c2pa.identities:
        yield "Also named", _identity(identity)
    for number, step in enumerate(c2pa.history if steps else (), 1):
        yield f"Step {number}", _step(step)
    if not c2pa.history and c2pa.actions:
        yield "Steps", wording.listed(c2pa.actions)
    if c2pa.ingredients_broken:
        yield "In its history", f"credentials that no longer match: {wording.listed(c2pa.ingredients_broken)}"
    if c2pa.identity_broken:
        yield "Of the names", f"some contradict the manifest: {wording.listed(c2pa.identity_broken)}"


def _identity(identity: Identity) -> str:
    by = f", vouched for by {identity.vouched_by}" if identity.vouched_by else ""
    return f"{identity.name or 'no name that can be read'} ({identity.kind}{by}; {_IDENTITIES[identity.status]})"


def _step(step: EditStep) -> str:
    parts = (
        f"{_RELATIONS[step.relation]}{step.action.removeprefix('c2pa.').replace('_', ' ')}",
        f"with {step.software}" if step.software else "",
        step.source_type or "",
        step.when or "",
    )
    return ", ".join(part for part in parts if part)

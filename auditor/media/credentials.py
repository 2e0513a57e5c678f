"""The C2PA manifest of one file: is it there, does the file still match it, who signed, and what does it claim."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from auditor.media import c2pa_process, jumbf
from auditor.media.c2pa_child import Answer
from auditor.media.containers import MIME
from auditor.media.harvest import Harvest, clean
from auditor.media.manifest import (
    Action,
    Link,
    Making,
    Manifest,
    ManifestStore,
    action_of_metadata,
    actions_of,
    history,
    making,
)
from auditor.media.metadata import Metadata
from auditor.media.signals import AI_CLAIMS, HIGH, LOW, MEDIUM, Signal
from auditor.media.source_types import concept
from auditor.provenance import ContentCredentials, Reason

WHERE = "C2PA"
MAX_SHOWN = 50
AI_DISCLOSURE = "c2pa.ai-disclosure"
"""New in version 2.4 of the specification, and too young to rest a verdict on: it is shown."""
Integrity = Literal["intact", "broken", "unchecked"]
Trust = Literal["trusted", "untrusted", "expired", "unchecked"]

# Codes of the active manifest that prove a change since signing: C2PA specification 2.2, section 15
CHANGED = re.compile(
    r"assertion\.(?:dataHash|bmffHash|boxesHash|collectionHash|hashedURI|multiAssetHash)\.mismatch"
    r"|claimSignature\.mismatch|assertion\.dataHash\.redacted|assertion\.(?:missing|undeclared)"
    r"|claim\.(?:missing|multiple|hardBindings\.missing)|manifest\.(?:multipleParents|inaccessible)"
    r"|ingredient\.(?:claimSignature|manifest)\.(?:mismatch|missing)"
)
# Codes that speak of the signer, never of the picture
ABOUT_SIGNER = re.compile(
    r"signingCredential\.(?:untrusted|invalid|expired|ocsp\.(?:revoked|unknown|inaccessible))"
    r"|claimSignature\.outsideValidity|cawg\..*"
)
EXPIRED = {"signingCredential.expired", "claimSignature.outsideValidity"}
REVOKED = "signingCredential.ocsp.revoked"
# Codes of an assertion that breaks the rules of its own form, such as a creation without a source type
ABOUT_FORM = re.compile(
    r"assertion\.action\.\w+|assertion\.(?:ingredient|metadata|cbor|json)\.(?:malformed|invalid|disallowed)"
)
# The signer left more bytes out of the hash than the rules of today allow; the picture itself still matches.
LOOSE = "exclusion does not match the manifest location"


class Examination(NamedTuple):
    """Everything the manifest gives to the verdict."""

    report: ContentCredentials
    signal: Signal | None = None
    reasons: tuple[Reason, ...] = ()
    """What a reader should know besides, such as why nothing was checked."""
    unread: bool = False
    """A manifest is there, and nobody could make out what it claims."""
    broken: str = ""
    """The codes that prove a change, where the file no longer matches."""


def examine(raw: bytes, harvest: Harvest, found: Metadata, anchors: str | None) -> Examination:
    """Look at the manifest; a file without one costs nothing and starts no process."""
    if not harvest.jumbf:
        return _without_box(found)
    reply, why = _reply(raw, harvest, anchors)
    store = _store(reply) or jumbf.read(harvest.jumbf)
    integrity, codes = _integrity(reply)
    report = _report(store, reply, integrity, _trust(reply, anchors))
    reasons = [Reason(quote=why, where=f"{WHERE}, not checked")] if why else []
    reasons += [Reason(quote=clean(code, 200), where=f"{WHERE} validation") for code in codes]
    if any(CHANGED.fullmatch(one["code"]) for one in reply.get("ingredient_failures", [])):
        reasons.append(Reason(quote="an ingredient does not match its own manifest", where=f"{WHERE} history"))
    if store and AI_DISCLOSURE in store.manifests[store.active].labels:
        reasons.append(Reason(quote=AI_DISCLOSURE, where=f"{WHERE} assertion"))
    made = making(store) if store else None
    return Examination(
        report=report,
        signal=_signal(made, report, revoked=REVOKED in _codes(reply), doubtful=bool(codes)) if made else None,
        reasons=tuple(reasons),
        unread=store is None,
        broken=", ".join(codes) if integrity == "broken" else "",
    )


def _without_box(found: Metadata) -> Examination:
    address = found.first("dcterms:provenance")
    if not address.lower().startswith(("http://", "https://")):
        return Examination(ContentCredentials(present=False))
    report = ContentCredentials(present=True, integrity="unchecked", trust="unchecked")
    reason = Reason(quote=clean(address, 500), where="XMP dcterms:provenance: a remote manifest, not requested")
    return Examination(report, reasons=(reason,))


def _reply(raw: bytes, harvest: Harvest, anchors: str | None) -> tuple[Answer, str]:
    """The library's answer, and why there is none: part of a file would look like a changed file."""
    if harvest.cut:
        return {}, "the file is cut short"
    if not c2pa_process.available():
        return {}, "the C2PA library is not installed"
    reply = c2pa_process.ask(raw, MIME.get(harvest.kind), anchors)
    if "error" in reply:
        return {}, clean(str(reply["error"]), 300)
    return reply, ""


def _codes(reply: Answer) -> set[str]:
    return {failure["code"] for failure in reply.get("failures", [])}


def _integrity(reply: Answer) -> tuple[Integrity, tuple[str, ...]]:
    """The library's own verdict mixes up signer, form and picture; its codes do not. With the codes of the picture."""
    if not reply:
        return "unchecked", ()
    beside = (ABOUT_SIGNER, ABOUT_FORM)
    failures = [one for one in reply["failures"] if not any(kind.fullmatch(one["code"]) for kind in beside)]
    loose = [one for one in failures if one["code"].endswith("Hash.mismatch") and LOOSE in one["explanation"]]
    changed = sorted({one["code"] for one in failures if CHANGED.fullmatch(one["code"]) and one not in loose})
    if changed:
        return "broken", tuple(changed)
    # Codes that nobody has classified yet are no proof of a change.
    return ("unchecked" if failures else "intact"), tuple(sorted({one["code"] for one in failures}))


def _trust(reply: Answer, anchors: str | None) -> Trust:
    if not reply:
        return "unchecked"
    codes = _codes(reply)
    if REVOKED in codes:
        return "untrusted"
    if codes & EXPIRED:
        return "expired"
    if anchors:
        return "trusted" if reply["trusted"] else "untrusted"
    return "unchecked"


def _store(reply: Answer) -> ManifestStore | None:
    """The manifests as the library reads them."""
    manifests = {
        label: Manifest(
            generator=clean(one["generator"], 300),
            actions=tuple(_actions(one["assertions"])),
            links=tuple(Link(relationship, target) for relationship, target in one["links"]),
            labels=tuple(label.split("__")[0] for label, _ in one["assertions"]),
        )
        for label, one in reply.get("manifests", {}).items()
    }
    active = reply.get("active", "")
    return ManifestStore(active, manifests) if active in manifests else None


def _actions(assertions: list[tuple[str, object]]) -> list[Action]:
    actions: list[Action] = []
    for label, data in assertions:
        if label.startswith("c2pa.actions"):
            actions += actions_of(data)
        elif stated := action_of_metadata(label, data):
            actions.append(stated)
    return actions


def _report(store: ManifestStore | None, reply: Answer, integrity: Integrity, trust: Trust) -> ContentCredentials:
    steps = history(store) if store else ()
    types = [concept(step.action.source_type) for step in steps if step.action.source_type]
    names = [step.action.name for step in steps if step.action.name]
    return ContentCredentials(
        present=True,
        integrity=integrity,
        trust=trust,
        signer=clean(str(reply.get("signer", "")), 200) or None,
        generator=(store.manifests[store.active].generator or None) if store else None,
        actions=tuple(dict.fromkeys(names))[:MAX_SHOWN],
        digital_source_types=tuple(dict.fromkeys(types))[:MAX_SHOWN],
    )


def _signal(made: Making, report: ContentCredentials, *, revoked: bool, doubtful: bool) -> Signal:
    """Nobody gains by a false "this is AI"; "this is a photograph" needs a signature that holds and a known signer."""
    proven = report.integrity == "intact" and report.trust == "trusted"
    if proven:
        confidence = MEDIUM if made.by_name else HIGH
    elif made.claim in AI_CLAIMS and not (revoked or doubtful or made.by_name):
        confidence = MEDIUM
    else:
        confidence = LOW
    return Signal(made.claim, confidence, made.quote, f"{WHERE} manifest of {report.generator or 'an unnamed tool'}")

"""The C2PA manifest of one file: is it there, does the file still match it, who signed, and what does it claim."""

from __future__ import annotations

from typing import NamedTuple

from auditor.media import c2pa_process, edits, identities, jumbf, validation
from auditor.media.c2pa_child import IDENTITY, Answer
from auditor.media.containers import MIME
from auditor.media.harvest import Harvest, clean
from auditor.media.identities import Named
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
from auditor.media.trust import TrustLists
from auditor.media.validation import Checked
from auditor.provenance import ContentCredentials, Reason, Standing

WHERE = "C2PA"
MAX_SHOWN = 50
AI_DISCLOSURE = "c2pa.ai-disclosure"
"""New in version 2.4 of the specification, and too young to rest a verdict on: it is shown."""


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


def examine(raw: bytes, harvest: Harvest, found: Metadata, lists: TrustLists) -> Examination:
    """Look at the manifest; a file without one costs nothing and starts no process."""
    if not harvest.jumbf:
        return _without_box(found)
    heard = _ask(raw, harvest, lists)
    reply = heard.reply
    store = _store(reply) or jumbf.read(harvest.jumbf)
    checked = validation.weigh(reply, heard.standing)
    report = _report(store, reply, checked, _identities(raw, harvest, reply))
    reasons = [Reason(quote=heard.why, where=f"{WHERE}, not checked")] if heard.why else []
    reasons += [Reason(quote=clean(code, 200), where=f"{WHERE} validation") for code in checked.codes]
    if reply.get("exclusions") and harvest.kind != "tiff":  # whose directory cannot but be left out
        reasons.append(Reason(quote="the signer left parts of the file out of the check", where=f"{WHERE} validation"))
    if checked.ingredients:
        reasons.append(Reason(quote="an ingredient does not match its own manifest", where=f"{WHERE} history"))
    if report.identity_broken:
        reasons.append(Reason(quote="an identity assertion does not match its own manifest", where=f"{WHERE} identity"))
    if store and AI_DISCLOSURE in store.manifests[store.active].labels:
        reasons.append(Reason(quote=AI_DISCLOSURE, where=f"{WHERE} assertion"))
    made = making(store) if store else None
    return Examination(
        report=report,
        signal=_signal(made, report, doubtful=bool(checked.codes)) if made else None,
        reasons=tuple(reasons),
        unread=store is None or (heard.refused and made is None),
        broken=", ".join(checked.codes) if checked.integrity == "broken" else "",
    )


def _without_box(found: Metadata) -> Examination:
    address = found.first("dcterms:provenance")
    if not address.lower().startswith(("http://", "https://")):
        return Examination(ContentCredentials(present=False))
    report = ContentCredentials(
        present=True, integrity="unchecked", standing="not_checked", trust="unchecked", trust_tier="unverified"
    )
    reason = Reason(quote=clean(address, 500), where="XMP dcterms:provenance: a remote manifest, not requested")
    return Examination(report, reasons=(reason,))


class _Heard(NamedTuple):
    """The library's answer, or why there is none."""

    reply: Answer
    why: str = ""
    standing: Standing = "intact"
    """What the file's standing is without an answer."""
    refused: bool = False
    """It was asked and did not answer: then what our own reader does not find may still be there."""


def _ask(raw: bytes, harvest: Harvest, lists: TrustLists) -> _Heard:
    """Ask the library about a whole file only: part of a file would look like a changed file."""
    if harvest.cut:
        return _Heard({}, "the file is cut short", "not_checked")
    if not c2pa_process.available():
        return _Heard({}, "the C2PA library is not installed", "not_checked")
    reply = c2pa_process.ask(raw, MIME.get(harvest.kind), lists.rounds)
    if "error" in reply:
        return _Heard({}, clean(reply["error"], 300), "not_checked" if reply.get("lost") else "unknown", refused=True)
    return _Heard(reply)


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


def _identities(raw: bytes, harvest: Harvest, reply: Answer) -> Named:
    """Who is named beside the signer, asked only where there is such an assertion and a library that answers."""
    if not reply or IDENTITY.encode() not in harvest.jumbf:
        return Named()
    return identities.read(c2pa_process.ask_identities(raw, MIME.get(harvest.kind)))


def _report(store: ManifestStore | None, reply: Answer, checked: Checked, named: Named) -> ContentCredentials:
    steps = history(store) if store else ()
    types = [concept(step.action.source_type) for step in steps if step.action.source_type]
    names = [step.action.name for step in steps if step.action.name]
    return ContentCredentials(
        present=True,
        integrity=checked.integrity,
        standing=checked.standing,
        trust=checked.trust,
        trust_tier=checked.tier,
        signer=clean(str(reply.get("signer", "")), 200) or None,
        signed_at=clean(str(reply.get("signed_at", "")), 40) or None,
        generator=(store.manifests[store.active].generator or None) if store else None,
        actions=tuple(dict.fromkeys(names))[:MAX_SHOWN],
        digital_source_types=tuple(dict.fromkeys(types))[:MAX_SHOWN],
        ingredients_broken=checked.ingredients,
        identities=named.identities,
        identity_broken=named.broken,
        history=edits.steps(store) if store else (),
    )


def _signal(made: Making, report: ContentCredentials, *, doubtful: bool) -> Signal:
    """Nobody gains by a false "this is AI"; "this is a photograph" needs a signature that holds and a known signer."""
    proven = report.integrity == "intact" and report.trust == "trusted"
    if proven:
        confidence = MEDIUM if made.by_name else HIGH
    elif made.claim in AI_CLAIMS and not (report.trust_tier == "revoked" or doubtful or made.by_name):
        confidence = MEDIUM
    else:
        confidence = LOW
    return Signal(made.claim, confidence, made.quote, f"{WHERE} manifest of {report.generator or 'an unnamed tool'}")

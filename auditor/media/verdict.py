"""From signs to one verdict: AI is believed on weak evidence, a photograph only as far as someone vouches for it."""

from __future__ import annotations

from typing import NamedTuple

from auditor.media.credentials import Examination
from auditor.media.harvest import Harvest, clean
from auditor.media.signals import AI_CLAIMS, HIGH, MEDIUM, Signal
from auditor.provenance import ImageVerdict, Reason

ORDER = {"ai_generated": 3, "ai_edited": 2, "composite": 1, "camera_capture": 0}
QUOTE = 500


class Verdict(NamedTuple):
    """The verdict with how far it can be relied on, and the words it rests on, the deciding ones first."""

    verdict: ImageVerdict
    confidence: float
    reasons: tuple[Reason, ...]
    conflict: bool = False
    """A machine made it, says one part of the file, and a camera took it, says another."""


def decide(signals: list[Signal], examined: Examination, harvest: Harvest) -> Verdict:
    """
    Weigh plain metadata and the manifest. A broken manifest proves nothing, so its own claims do not count;
    an explicit statement of AI outside it still does. Found nothing is "no provenance" only if all was read.
    """
    usable = signals if examined.broken or not examined.signal else [examined.signal, *signals]
    machine = [signal for signal in usable if signal.claim in AI_CLAIMS]
    if examined.broken and not any(signal.confidence >= MEDIUM for signal in machine):
        confidence = HIGH if examined.report.trust == "trusted" else MEDIUM
        return Verdict("credentials_broken", confidence, (*examined.reasons, *_claimed(examined), *_said(signals)))
    ranked = sorted(machine or usable, key=_weight, reverse=True)
    others = [signal for signal in usable if signal not in ranked]
    reasons = (*_said([*ranked, *others]), *examined.reasons, *_remarks(harvest))
    if ranked:
        best = ranked[0]
        conflict = best.claim == "ai_generated" and any(signal.claim == "camera_capture" for signal in usable)
        return Verdict(best.claim, best.confidence, reasons, conflict)
    unread = examined.unread or bool(harvest.unread)
    return Verdict("unreadable" if unread else "no_provenance", 0.0, reasons)


def _weight(signal: Signal) -> tuple[float, bool, int]:
    return signal.confidence, signal.exact, ORDER[signal.claim]


def _said(signals: list[Signal]) -> tuple[Reason, ...]:
    return tuple(Reason(quote=clean(signal.quote, QUOTE), where=signal.where) for signal in signals)


def _claimed(examined: Examination) -> tuple[Reason, ...]:
    """What the broken manifest claims, marked as unproven."""
    if not examined.signal:
        return ()
    return (Reason(quote=examined.signal.quote, where=f"{examined.signal.where}, unproven"),)


def _remarks(harvest: Harvest) -> tuple[Reason, ...]:
    """What was not read, so that nobody takes silence for an answer."""
    return tuple(Reason(quote=what, where="not read") for what in (*harvest.unread, *harvest.remarks)[:20])

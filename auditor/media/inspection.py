"""Image bytes in, provenance out: the whole way through this package on one screen."""

from __future__ import annotations

from auditor.media import credentials, metadata, signals, verdict
from auditor.media.containers import sniff, walk
from auditor.media.trust import EMPTY, TrustLists, of_text
from auditor.provenance import ContentCredentials, ImageProvenance, Reason

MAX_BYTES = 64 << 20


def inspect(
    raw: bytes, mime: str | None = None, *, trust: TrustLists | None = None, anchors: str | None = None
) -> ImageProvenance:
    """
    What an image file says about its own making.

    Never raises, whatever the bytes, and opens no connection; time and memory are bounded. The format is told by
    the bytes, and `mime` is only quoted where they are no picture. `trust` are the lists that signers are checked
    against (`auditor.media.trust.read_folder`), or `anchors` the PEM text of a single one; without any, signers
    stay "unchecked". Only a text that holds no certificate raises TrustError.
    """
    lists = trust or (of_text(anchors) if anchors else EMPTY)
    kind = sniff(raw)
    if kind is None:
        return _unreadable(f"no image format that can be read{f', sent as {mime}' if mime else ''}")
    if len(raw) > MAX_BYTES:
        return _unreadable(f"{len(raw)} bytes, more than {MAX_BYTES}")
    harvest = walk(raw, kind)
    found = metadata.read(harvest)
    examined = credentials.examine(raw, harvest, found, lists)
    signs = [*signals.of_metadata(found), *signals.of_bytes(raw, harvest)]
    if not any(sign.claim in signals.AI_CLAIMS for sign in (*signs, examined.signal) if sign):
        signs += signals.of_pixels(raw, harvest)
    reached = verdict.decide(signs, examined, harvest)
    return ImageProvenance(
        verdict=reached.verdict,
        confidence=reached.confidence,
        c2pa=examined.report,
        metadata=found.fields(),
        reasons=reached.reasons,
        conflict=reached.conflict,
    )


def _unreadable(why: str) -> ImageProvenance:
    return ImageProvenance(
        verdict="unreadable",
        confidence=0.0,
        c2pa=ContentCredentials(present=False),
        metadata=(),
        reasons=(Reason(quote=why, where="file"),),
    )

"""WebP and AVI: EXIF, XMP and C2PA chunks of the RIFF list."""

from __future__ import annotations

from auditor.media.harvest import MAX_STEPS, Harvest


def walk(raw: bytes, harvest: Harvest) -> None:
    """Read every chunk of the RIFF list."""
    declared = 8 + int.from_bytes(raw[4:8], "little")
    harvest.cut = declared > len(raw) + 1  # some writers count a padding byte that they leave out
    at, stop = 12, min(len(raw), declared)
    for _ in range(MAX_STEPS):
        if at + 8 > stop:
            break
        kind, length = raw[at : at + 4], int.from_bytes(raw[at + 4 : at + 8], "little")
        end = at + 8 + length
        _chunk(kind, raw[at + 8 : end], harvest)  # also what is left of one that was cut
        if end > len(raw):
            harvest.cut = True
            break
        at = end + (length & 1)
    else:
        harvest.skip("the rest of the file: too many chunks")
    if harvest.cut:
        harvest.skip("the rest of the file: it ends within a chunk")


def _chunk(kind: bytes, data: bytes, harvest: Harvest) -> None:
    if kind == b"EXIF":
        harvest.exif = harvest.exif or data
    elif kind in (b"XMP ", b"_PMX"):  # the second in AVI
        harvest.keep_xmp(data)
    elif kind == b"C2PA":
        harvest.keep_jumbf(data)

"""JPEG: EXIF, XMP and its extension, C2PA, IPTC and comments in the segments before the picture data."""

from __future__ import annotations

import re

from auditor.media.harvest import MAX_JUMBF, MAX_STEPS, MAX_XMP, Harvest
from auditor.media.iptc import datasets_of

XMP = b"http://ns.adobe.com/xap/1.0/\0"
EXTENDED_XMP = b"http://ns.adobe.com/xmp/extension/\0"
PHOTOSHOP = b"Photoshop 3.0\0"
START_OF_SCAN, END_OF_IMAGE, COMMENT = 0xDA, 0xD9, 0xFE
FILL, MARKER = re.compile(rb"\xff+(?=\xff)"), re.compile(rb"\xff[^\x00\x01\xff]")
APP1, APP11, APP13 = 0xE1, 0xEB, 0xED


def walk(raw: bytes, harvest: Harvest) -> None:
    """Read every segment up to the picture data, and see whether the picture ends as it should."""
    parts = _Parts()
    at = _segments(raw, harvest, parts)
    if harvest.cut:
        harvest.skip("the rest of the file: it ends within its header")
    elif raw.rfind(b"\xff\xd9", at) < 0:
        harvest.cut = True
    parts.join(harvest)


class _Parts:
    """Blocks that were spread over several segments, and the bytes they hold so far."""

    def __init__(self) -> None:
        self.xmp: dict[bytes, dict[int, bytes]] = {}
        self.jumbf: dict[bytes, list[tuple[int, bytes]]] = {}
        self.held = 0

    def add_xmp(self, segment: bytes, harvest: Harvest) -> None:
        """`segment` follows the signature: GUID (32), full length (4), offset (4), data."""
        self.held += len(segment)
        if int.from_bytes(segment[32:36], "big") > MAX_XMP or self.held > MAX_JUMBF:
            harvest.skip("XMP beyond the size limit")
            return
        self.xmp.setdefault(segment[:32], {})[int.from_bytes(segment[36:40], "big")] = segment[40:]

    def add_jumbf(self, segment: bytes, harvest: Harvest) -> None:
        """`segment` follows "JP": box number (2), packet number (4), then the box; each packet repeats its header."""
        self.held += len(segment)
        if self.held > MAX_JUMBF:
            harvest.skip("a manifest beyond the size limit")
            return
        self.jumbf.setdefault(segment[:2], []).append((int.from_bytes(segment[2:6], "big"), segment[6:]))

    def join(self, harvest: Harvest) -> None:
        """Put the blocks together and keep them."""
        for pieces in self.xmp.values():
            harvest.keep_xmp(b"".join(pieces[offset] for offset in sorted(pieces)))
        for packets in self.jumbf.values():
            packets.sort(key=lambda packet: packet[0])
            first, *rest = (data for _, data in packets)
            header = 16 if first[:4] == b"\0\0\0\1" else 8
            harvest.keep_jumbf(first + b"".join(data[header:] for data in rest))


def _segments(raw: bytes, harvest: Harvest, parts: _Parts) -> int:
    """Offset of the first byte after the last segment read."""
    at = 2
    for _ in range(MAX_STEPS):
        if fill := FILL.match(raw, at):
            at = fill.end()
        if at + 4 > len(raw):
            harvest.cut = True
            return at
        marker = raw[at + 1]
        if raw[at] != 0xFF or marker == 0:  # stray bytes between segments: decoders look for the next marker, so do we
            stray = MARKER.search(raw, at + 1)
            at = stray.start() if stray else len(raw)
            continue
        if marker in (START_OF_SCAN, END_OF_IMAGE):
            return at
        if marker == 1 or 0xD0 <= marker <= 0xD7:  # markers without a length
            at += 2
            continue
        end = at + 2 + int.from_bytes(raw[at + 2 : at + 4], "big")
        _segment(marker, raw[at + 4 : end], harvest, parts)  # also what is left of one that was cut
        if end < at + 4 or end > len(raw):
            harvest.cut = True
            return at
        at = end
    harvest.skip("the rest of the file: too many segments")
    return at


def _segment(marker: int, data: bytes, harvest: Harvest, parts: _Parts) -> None:
    if marker == COMMENT:
        harvest.keep_comment(data)
    elif marker == APP1 and data.startswith(XMP):
        harvest.keep_xmp(data[len(XMP) :])
    elif marker == APP1 and data.startswith(EXTENDED_XMP):
        parts.add_xmp(data[len(EXTENDED_XMP) :], harvest)
    elif marker == APP1 and data.startswith(b"Exif\0"):
        harvest.exif = harvest.exif or data[6:]
    elif marker == APP11 and data.startswith(b"JP"):
        parts.add_jumbf(data[2:], harvest)
    elif marker == APP13 and data.startswith(PHOTOSHOP):
        harvest.iim = harvest.iim or datasets_of(data[len(PHOTOSHOP) :])
    elif 0xE0 <= marker <= 0xEF and b"AIGC" in data[:2048]:
        harvest.keep_comment(data)

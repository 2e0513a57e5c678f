"""SVG: XMP or RDF in its metadata element, a generator comment, and C2PA as base64."""

from __future__ import annotations

import base64
import binascii
import re

from auditor.media.harvest import MAX_JUMBF, MAX_PACKETS, MAX_XMP, Harvest

PACKET, PACKET_END = b"<x:xmpmeta", b"</x:xmpmeta>"
MANIFEST = b"c2pa:manifest"
# "<!-- Generator: Example Draw 3 -->", not the word generator in a title
ROOT = re.compile(rb"<(?:svg:)?svg[\s>]")
HTML = re.compile(rb"<(?:!doctype\s{1,9})?(?:html|head|body)\b", re.IGNORECASE)
GENERATOR = re.compile(rb"<!--\s{0,20}(?:Generator|Created with):?\s{1,20}([^<>]{1,300}?)-->", re.IGNORECASE)


def looks_like(raw: bytes) -> bool:
    """An SVG element near the start of what looks like XML."""
    head = raw[:65_536]
    if not head[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return False
    found = ROOT.search(head)
    return found is not None and not HTML.search(head, 0, found.start())


def walk(raw: bytes, harvest: Harvest) -> None:
    """Find the packets by their marks; without one, RDF anywhere makes the whole document the packet."""
    harvest.cut = b"</svg>" not in raw[-4096:] and b"</svg:svg>" not in raw[-4096:] and b"/>" not in raw[-64:]
    if harvest.cut:
        harvest.skip("the rest of the file: it ends within the drawing")
    for comment in GENERATOR.findall(raw[:65_536])[:4]:
        harvest.keep_text("Software", comment.decode("utf-8", "replace").strip())
    packets = list(_packets(raw))
    if not packets and b"RDF" in raw[: 4 * MAX_XMP]:
        packets = [raw]
    for packet in packets:
        harvest.keep_xmp(packet)
    if (start := raw.find(MANIFEST)) >= 0:
        _manifest(raw, raw.find(b">", start) + 1, harvest)


def _packets(raw: bytes) -> list[bytes]:
    packets: list[bytes] = []
    start = raw.find(PACKET)
    while start >= 0 and len(packets) <= MAX_PACKETS:
        end = raw.find(PACKET_END, start)
        if end < 0:
            break
        packets.append(raw[start : end + len(PACKET_END)])
        start = raw.find(PACKET, end)
    return packets


def _manifest(raw: bytes, start: int, harvest: Harvest) -> None:
    end = raw.find(b"<", start, start + 2 * MAX_JUMBF)
    try:
        harvest.keep_jumbf(base64.b64decode(raw[start : max(start, end)], validate=False))
    except binascii.Error:
        harvest.skip("a manifest whose base64 is damaged")

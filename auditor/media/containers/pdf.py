"""PDF: the document's own XMP and its C2PA manifest, as far as they stand there uncompressed."""

from __future__ import annotations

import re
from collections import deque

from auditor.media.harvest import MAX_JUMBF, Harvest

REFERENCE = rb"\s{0,9}(\d{1,9})\s{1,9}(\d{1,5})\s{1,9}R\b"
CATALOG, METADATA = re.compile(rb"/Type\s{0,9}/Catalog\b"), re.compile(rb"/Metadata" + REFERENCE)
MANIFEST = re.compile(rb"/AFRelationship\s{0,9}/C2PA_Manifest\b")
EMBEDDED = re.compile(rb"/EF\s{0,9}<<\s{0,9}/(?:UF|F)" + REFERENCE)
STREAM, STREAM_END = re.compile(rb"stream\r?\n"), b"endstream"
DICTIONARY = 2000
"""Bytes around a key in which the rest of its dictionary stands."""


def walk(raw: bytes, harvest: Harvest) -> None:
    """
    Read what the catalogue names; packets elsewhere speak of pictures in the document, not of the document.

    Objects in compressed streams are not read, and a document whose catalogue lies in one is noted.
    """
    harvest.cut = b"%%EOF" not in raw[-2048:]
    if harvest.cut:
        harvest.skip("the rest of the file: it ends within the document")
    if manifest := _last(MANIFEST, raw):
        box = _named(EMBEDDED, manifest, raw)
        harvest.keep_jumbf(box or b"")
        if not harvest.jumbf:
            harvest.skip("a manifest in a compressed stream")
    catalog = _last(CATALOG, raw)
    if catalog is None:
        harvest.remarks.append("a compressed catalogue was not read")
        return
    packet = _named(METADATA, catalog, raw)
    if packet is None:
        harvest.skip("metadata in a compressed stream")
    elif packet:
        harvest.keep_xmp(packet)


def _last(pattern: re.Pattern[bytes], raw: bytes) -> re.Match[bytes] | None:
    """The last place: a saved change is appended, and holds."""
    return next(iter(deque(pattern.finditer(raw), maxlen=1)), None)


def _named(key: re.Pattern[bytes], at: re.Match[bytes], raw: bytes) -> bytes | None:
    """The stream that a key in the dictionary around a place names; b"" without the key, None where it is packed."""
    start = max(0, raw.rfind(b" obj", max(0, at.start() - DICTIONARY), at.start()))
    end = raw.find(b"endobj", at.end(), at.end() + DICTIONARY)
    reference = key.search(raw, start, end if end >= 0 else at.end() + DICTIONARY)
    if reference is None:
        return b""
    name = b"%s %s obj" % reference.groups()
    begin = max(raw.rfind(b"\n" + name), raw.rfind(b"\r" + name))
    stream = STREAM.search(raw, begin, begin + DICTIONARY) if begin >= 0 else None
    if stream is None or b"/Filter" in raw[begin : stream.start()]:
        return None
    end = raw.find(STREAM_END, stream.end(), stream.end() + MAX_JUMBF)
    return raw[stream.end() : end if end >= 0 else stream.end() + MAX_JUMBF]

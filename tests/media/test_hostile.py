"""Files made to hurt: each is answered in bounded time and memory, and none can hide that it was not read."""

from __future__ import annotations

import json
import random
import struct
import time
import tracemalloc
import zlib
from collections.abc import Callable
from functools import cache

import pytest

from auditor.media import inspect
from auditor.provenance import ImageProvenance

Builder = Callable[..., bytes]

AI = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
XMP = {"Iptc4xmpExt:DigitalSourceType": AI}
SECONDS, MEGABYTES = 3.0, 120
HEAD = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
WEBUI = "Steps: 20, Sampler: Euler a, CFG scale: 7"


def timed(raw: bytes) -> ImageProvenance:
    began = time.process_time()
    found = inspect(raw)
    assert time.process_time() - began < SECONDS
    return found


@cache
def texts() -> dict[str, list[tuple[bytes, bytes]]]:
    """PNG chunks, by what is wrong with them."""
    zeros = zlib.compress(bytes(2 << 20), 9)
    entities = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>' + HEAD + b"&b;</x:xmpmeta>"
    keyword = b"XML:com.adobe.xmp\0"
    return {
        "200 MB of zeros in one chunk": [(b"zTXt", b"parameters\0\0" + zlib.compress(bytes(200 << 20), 9))],
        "2000 chunks of 2 MB of zeros": [(b"zTXt", b"k%d\0\0" % n + zeros) for n in range(2000)],
        "2000 packets of 2 MB of zeros": [(b"zTXt", keyword + b"\0" + zeros) for _ in range(2000)],
        "a text of 9 MB": [(b"tEXt", b"Comment\0" + b"x" * (9 << 20))],
        "entities": [(b"tEXt", keyword + entities)],
        "an unfinished document type": [
            (b"tEXt", keyword + b"<!DOCTYPE a [<!ENTITY a 'b'>" + b"<!ENTITY c '&a;'>" * 9999),
        ],
        "a flood of instructions": [(b"tEXt", keyword + b"<?xpacket" * 100_000)],
        "20 000 nested titles": [(b"tEXt", keyword + HEAD + b"<dc:title>" * 20_000 + b"</dc:title>" * 20_000)],
        "1 000 000 elements": [(b"tEXt", keyword + HEAD + b"<a/>" * 1_000_000 + b"</x:xmpmeta>")],
        "2000 wide attributes": [(b"tEXt", keyword + HEAD + b"<a " + b"".join(b"b%d='' " % n for n in range(2000)))],
        "a deep label": [(b"tEXt", b'AIGC\0{"Label":' + b"[" * 100_000)],
        "a deep graph": [(b"tEXt", b'prompt\0{"a":' + b"[" * 100_000)],
        "a label in a label in a label": [(b"tEXt", b"AIGC\0" + json.dumps({"AIGC": '{"AIGC": "{}"}'}).encode())],
        "steps without end": [(b"tEXt", b"parameters\0" + b"Steps: 1," * 100_000)],
        "options without a job": [(b"tEXt", b"Description\0" + b"--v a" * 100_000)],
        "jobs without an option": [
            (b"tEXt", b"Description\0" + b"Job ID: 00000000-0000-4000-8000-000000000000" * 9000),
        ],
        "denials without a credit": [(b"tEXt", keyword + HEAD + b"<dc:source>" + b"no " * 500_000)],
        "damaged compression": [(b"zTXt", b"parameters\0\0" + b"not zlib")],
        "no end of a keyword": [(b"iTXt", b"x" * 1000), (b"zTXt", b""), (b"tEXt", b"")],
        "a damaged profile": [(b"tEXt", b"Raw profile type exif\0\nexif\n 4\nzz")],
    }  # fmt: skip


@pytest.mark.parametrize("name", texts())
def test_a_bad_chunk_is_answered_and_cannot_hide_the_label_beside_it(png_chunks: Builder, name: str) -> None:
    chunks = texts()[name]
    raw = png_chunks(*chunks)
    alone = timed(raw)
    tracemalloc.start()
    inspect(raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert alone.verdict in ("no_provenance", "unreadable")
    assert peak < MEGABYTES << 20
    beside = timed(png_chunks(*chunks, (b"tEXt", b"parameters\0" + WEBUI.encode())))
    unread = any(reason.where == "not read" for reason in beside.reasons)
    assert (
        beside.verdict == "ai_generated" or (beside.verdict == "unreadable" and unread) or name == "steps without end"
    )


def test_a_packet_with_entities_is_still_searched(picture: Builder) -> None:
    found = inspect(picture("jpeg", xmp=f'<!DOCTYPE a [<!ENTITY a "b">]><a>{AI} &a;</a>'.encode()))
    assert found.verdict == "ai_generated"
    assert found.reasons[-1].quote == "XMP with a document type of its own"


def test_pixels_in_very_many_pieces(png_chunks: Builder) -> None:
    """Behind an IHDR of 34 000 x 120: enough rows for the mark, spread over 65 000 chunks."""
    width, height, size = 34_000, 120, 250
    rows = zlib.compress(bytes((1 + 4 * width) * height), 0)
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    pieces = ((b"IDAT", rows[at : at + size]) for at in range(0, len(rows), size))
    raw = png_chunks(*pieces)
    assert timed(raw[:16] + head + raw[29:]).verdict in ("no_provenance", "unreadable")


def test_a_header_that_announces_60_000_by_60_000_hides_no_label(png_chunks: Builder) -> None:
    raw = png_chunks((b"tEXt", b"parameters\0" + WEBUI.encode()), after=True)
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    assert timed(raw[:16] + head + raw[29:]).verdict == "ai_generated"
    plain = png_chunks()
    assert timed(plain[:16] + head + plain[29:]).verdict == "no_provenance"


@pytest.mark.parametrize("count", [100_000])
def test_100_000_segments(jpeg_segments: Builder, count: int) -> None:
    found = timed(jpeg_segments(*[(0xE5, b"")] * count))
    assert found.verdict == "unreadable"
    assert found.reasons[0].quote == "the rest of the file: too many segments"


def test_100_000_comments(jpeg_segments: Builder) -> None:
    assert timed(jpeg_segments(*[(0xFE, b"hello")] * 60_000)).verdict == "unreadable"


@pytest.mark.parametrize("marker", [0xE1, 0xEB])
def test_pieces_of_a_packet_without_end(jpeg_segments: Builder, marker: int) -> None:
    extended = b"http://ns.adobe.com/xmp/extension/\0" + b"g" * 32 + struct.pack(">II", 1 << 20, 0) + b"x" * 60_000
    jumbf = b"JP\0\1" + struct.pack(">I", 1) + b"\0\0\0\x40jumb" + b"x" * 60_000
    found = timed(jpeg_segments(*[(marker, extended if marker == 0xE1 else jumbf)] * 330))
    assert found.verdict == "unreadable"


def exif(*entries: tuple[int, int, int, int], next_directory: int = 8) -> bytes:
    cells = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + cells + struct.pack("<I", next_directory)


@pytest.mark.parametrize(
    "block",
    [
        exif((0x8769, 4, 1, 8)),  # the EXIF directory is the first one again
        exif((0x8769, 4, 1, 0xFFFFFFFF)),
        exif((0x10F, 2, 0xFFFFFFFF, 8), (0x110, 2, 1 << 24, 0)),
        exif(*[(0x10F, 2, 1 << 23, 0)] * 5000),
        b"II*\0\xff\xff\xff\xff",
        b"MM",
        b"",
        b"nothing of the kind",
    ],
)
def test_exif_that_loops_or_leads_outside(picture: Builder, block: bytes) -> None:
    for kind in ("jpeg", "png", "webp", "avif"):
        assert timed(picture(kind, exif=block)).verdict == "no_provenance"


@pytest.mark.parametrize("head", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"II*\0", b"MM\0*", b"<svg>"])
@pytest.mark.parametrize(
    "fill", [b"\0", b"\xff", b"\xff\xe1", b"<c2pa:manifest>", b"<!-- Generator: ", b"\0\0\0\1jumb"]
)
def test_20_megabytes_of_the_same(head: bytes, fill: bytes) -> None:
    assert timed(head + fill * ((20 << 20) // len(fill))).verdict in ("unreadable", "no_provenance")


@pytest.mark.parametrize("head", [b"RIFF\xff\xff\xff\x7fWEBP", b"\0\0\0\x14ftypavif\0\0\0\0mif1", b"<svg><x:xmpmeta>"])
@pytest.mark.parametrize(
    "fill", [b"XMP \0\0\0\0", b"\0\0\0\x08free", b"\0\0\0\x0cmeta\0\0\0\0", b"<x:xmpmeta></x:xmpmeta>"]
)
def test_20_megabytes_of_boxes(head: bytes, fill: bytes) -> None:
    timed(head + fill * ((20 << 20) // len(fill)))


def test_items_that_overlap(picture: Builder) -> None:
    raw = picture("heic", xmp={**XMP, "dc:title": "x" * 70_000})
    at = raw.find(b"iloc") + 4
    entry = struct.pack(">HHH", 1, 0, 64) + struct.pack(">II", 0, len(raw) - 8) * 64
    found = timed(raw[: at + 6] + struct.pack(">H", 1) + entry + raw[at + 8 :])
    assert found.verdict in ("unreadable", "no_provenance")


def samples(picture: Builder, png_chunks: Builder) -> list[bytes]:
    """One file of every format with everything in it that the format carries."""
    camera = {"Make": "Example Optics", "Model": "E-1", "DateTimeOriginal": "2026:03:01", "UserComment": WEBUI}
    jumbf = (
        b"\0\0\0\x40jumb\0\0\0\x20jumd"
        + bytes(16)
        + b"\3c2pa\0"
        + bytes(9)
        + b"\0\0\0\x18cbor\xa1\x61a\x82\1\2"
        + bytes(9)
    )
    files = [picture(kind, xmp=XMP, exif=camera, iim={"Credit": "A. Name"}) for kind in ("jpeg", "png", "tiff")]
    files += [picture(kind, xmp=XMP, exif=camera) for kind in ("webp", "avif", "heic", "jxl", "mp4")]
    files += [picture(kind, xmp=XMP, texts={"": "hello"}) for kind in ("jpeg", "gif", "svg")]
    files += [picture(kind, jumbf=jumbf)[:-4] for kind in ("jpeg", "png", "webp", "gif", "tiff", "avif", "svg")]
    return [*files, png_chunks((b"zTXt", b"parameters\0\0" + zlib.compress(WEBUI.encode())), after=True)]


def test_every_cut_of_every_format(picture: Builder, png_chunks: Builder) -> None:
    for raw in samples(picture, png_chunks):
        for cut in range(0, len(raw), max(1, len(raw) // 60)):
            timed(raw[:cut])


FIELDS = [b"\xff\xff\xff\xff", bytes(4), b"\x7f\xff\xff\xff", b"\0\0\0\1", b"\1\0\0\0"]


def mutated(rnd: random.Random, files: list[bytes]) -> bytes:
    """One file with some bytes, lengths or slices changed: a repeated slice is what builds quadratic inputs."""
    raw = bytearray(rnd.choice(files))
    for _ in range(rnd.choice([1, 2, 5, 20])):
        at = rnd.randrange(len(raw))
        how = rnd.random()
        if how < 0.5:
            raw[at] = rnd.randrange(256)
        elif how < 0.8:
            raw[at : at + 4] = rnd.choice(FIELDS)
        else:
            raw[at:at] = raw[at : at + rnd.randrange(4, 400)] * rnd.choice([1, 10, 100])
    return bytes(raw[: rnd.randrange(1, len(raw))] if rnd.random() < 0.1 else raw)


def test_mutations_never_raise_and_never_hang(picture: Builder, png_chunks: Builder) -> None:
    files = samples(picture, png_chunks)
    for seed in range(3000):
        timed(mutated(random.Random(seed), files))

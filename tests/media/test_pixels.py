"""The mark in the pixels is found through every row filter, and nothing else is taken for it."""

from __future__ import annotations

import gzip
import struct
import zlib

import pytest

from auditor.media import inspect
from auditor.media.pixels import MAX_TEXT, hidden_mark, hidden_text


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def paeth(left: int, above: int, corner: int) -> int:
    distances = [abs(above - corner), abs(left - corner), abs(left + above - 2 * corner)]
    return (left, above, corner)[distances.index(min(distances))]


def filtered(kind: int, line: bytes, above: bytes, depth: int) -> bytes:
    out = bytearray()
    for at, value in enumerate(line):
        left, corner = (line[at - depth], above[at - depth]) if at >= depth else (0, 0)
        guess = (0, left, above[at], (left + above[at]) // 2, paeth(left, above[at], corner))[kind]
        out.append((value - guess) & 0xFF)
    return bytes([kind]) + bytes(out)


def payload(mark: str, text: str, packed: bytes | None = None, length: int | None = None) -> bytes:
    data = text.encode() if packed is None else packed
    return mark.encode() + struct.pack(">I", 8 * len(data) if length is None else length) + data


def png(text: str | bytes, width: int, height: int, channels: str = "alpha", **header: int) -> bytes:
    """A PNG whose lowest bits spell `text`, with a different filter on each row."""
    depth = header.get("depth", 4)
    pixels = [
        [bytearray((37 * x + 11 * y + 5 * c) & 0xFE for c in range(depth)) for x in range(width)] for y in range(height)
    ]
    bits = iter("".join(f"{byte:08b}" for byte in (text.encode() if isinstance(text, str) else text)))
    for x in range(width):
        for y in range(height):
            for c in (3,) if channels == "alpha" else (0, 1, 2):
                pixels[y][x][c] |= int(next(bits, "0"))
    above, rows = bytes(width * depth), b""
    for y, row in enumerate(pixels):
        line = b"".join(row)
        rows += filtered(header.get("filter", y % 5), line, above, depth)
        above = line
    head = struct.pack(
        ">IIBBBBB", width, height, header.get("bits", 8), 6 if depth == 4 else 2, 0, 0, header.get("interlaced", 0)
    )
    data = zlib.compress(rows)
    half = len(data) // 2
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", data[:half]) + chunk(b"IDAT", data[half:])
    return b"\x89PNG\r\n\x1a\n" + parts + chunk(b"IEND", b"")


@pytest.mark.parametrize("text", ["stealth_pnginfo", "stealth_pngcomp"])
@pytest.mark.parametrize(("width", "height"), [(2, 200), (5, 40), (16, 8), (130, 1)])
def test_a_mark_in_the_alpha_channel(text: str, width: int, height: int) -> None:
    assert hidden_mark(png(text, width, height)) == text


@pytest.mark.parametrize("depth", [3, 4])
@pytest.mark.parametrize(("width", "height"), [(2, 200), (8, 6)])
def test_a_mark_in_the_colours(depth: int, width: int, height: int) -> None:
    assert hidden_mark(png("stealth_rgbcomp", width, height, "rgb", depth=depth)) == "stealth_rgbcomp"


@pytest.mark.parametrize("kind", range(5))
def test_every_row_filter(kind: int) -> None:
    assert hidden_mark(png("stealth_pnginfo", 10, 13, filter=kind)) == "stealth_pnginfo"


@pytest.mark.parametrize(
    "raw",
    [
        png("stealth_nothing", 4, 200),
        png("", 4, 200),
        png("stealth_pnginfo", 2, 10),  # too small to hold it
        png("stealth_pnginfo", 4, 200, bits=16),
        png("stealth_pnginfo", 4, 200, interlaced=1),
        png("stealth_pnginfo", 4, 200)[:60],
        png("stealth_pnginfo", 4, 200)[:20],
        png("stealth_pnginfo", 4, 200).replace(b"IDAT\x78", b"IDAT\x00", 1),
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\6\0\0\0"),
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(8) + b"\x08\6\0\0\0"),
    ],
)  # fmt: skip
def test_pixels_that_say_nothing(raw: bytes) -> None:
    assert hidden_mark(raw) == ""


def test_the_mark_decides() -> None:
    found = inspect(png("stealth_pngcomp", 4, 200))
    assert (found.verdict, found.confidence) == ("ai_generated", 0.7)
    assert found.reasons[0].quote == "stealth_pngcomp"


SETTINGS = '{"Software": "NovelAI", "Comment": "a harbour at dawn, Steps: 28, Sampler: k_euler"}'


@pytest.mark.parametrize(
    ("hidden", "channels", "text"),
    [
        (payload("stealth_pnginfo", SETTINGS), "alpha", SETTINGS),
        (payload("stealth_pngcomp", "", gzip.compress(SETTINGS.encode())), "alpha", SETTINGS),
        (payload("stealth_rgbinfo", SETTINGS), "rgb", SETTINGS),
        (payload("stealth_rgbcomp", "", zlib.compress(SETTINGS.encode())), "rgb", SETTINGS),
        (payload("stealth_pnginfo", SETTINGS, length=160), "alpha", SETTINGS[:20]),
        (payload("stealth_pngcomp", SETTINGS), "alpha", "stealth_pngcomp"),  # not compressed at all
        (payload("stealth_pnginfo", "", length=0), "alpha", "stealth_pnginfo"),
        (payload("stealth_pnginfo", "", b"\xff\xfe"), "alpha", "stealth_pnginfo"),
        (payload("stealth_pngcomp", "", gzip.compress(b"x" * 5_000_000)), "alpha", "x" * MAX_TEXT),
    ],
)
def test_the_settings_behind_the_mark(hidden: bytes, channels: str, text: str) -> None:
    assert hidden_text(png(hidden, 400, 110, channels)) == text


def test_a_length_without_end_is_read_as_far_as_the_limit_goes() -> None:
    raw = png(payload("stealth_pnginfo", SETTINGS, length=0xFFFFFFFF), 40, 40)
    assert hidden_text(raw).startswith(SETTINGS)
    assert hidden_text(png("hello", 40, 40)) == ""


def test_hidden_settings_are_quoted_and_asked_for_only_where_nothing_else_speaks() -> None:
    raw = png(payload("stealth_pnginfo", SETTINGS), 40, 40)
    found = inspect(raw)
    assert [(reason.quote, reason.where) for reason in found.reasons] == [
        (SETTINGS, "PNG pixels, hidden generation settings")
    ]
    labelled = raw[:33] + chunk(b"tEXt", b"AIGC\0" + b'{"Label": "1", "ProduceID": "7"}') + raw[33:]
    assert [reason.where for reason in inspect(labelled).reasons] == ["PNG text AIGC"]

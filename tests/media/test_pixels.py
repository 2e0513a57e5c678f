"""The mark in the pixels is found through every row filter, and nothing else is taken for it."""

from __future__ import annotations

import struct
import zlib

import pytest

from auditor.media import inspect
from auditor.media.pixels import hidden_mark


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


def png(text: str, width: int, height: int, channels: str = "alpha", **header: int) -> bytes:
    """A PNG whose lowest bits spell `text`, with a different filter on each row."""
    depth = header.get("depth", 4)
    pixels = [
        [bytearray((37 * x + 11 * y + 5 * c) & 0xFE for c in range(depth)) for x in range(width)] for y in range(height)
    ]
    bits = iter("".join(f"{byte:08b}" for byte in text.encode()))
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

"""
What some generators hide in a PNG's pixels: one bit of each pixel spells "stealth_png…", then the settings.

It survives where text chunks are stripped. First only the mark is read, from the few pixels that can hold it; the
settings behind it are read where there is one.
"""

from __future__ import annotations

import zlib
from typing import NamedTuple

from auditor.media.harvest import MAX_STEPS

MARKS = ("stealth_pnginfo", "stealth_pngcomp", "stealth_rgbinfo", "stealth_rgbcomp")
BITS = 8 * len(MARKS[0])
LENGTH = 32
"""Bits behind the mark that tell how many follow."""
MAX_INFLATED = 16 << 20
MAX_TEXT = 8_000
"""Bytes of settings that are read."""
RGB, RGBA = 2, 6
ALPHA, COLOURS = slice(3, 4), slice(0, 3)
"""The alpha channel alone, or red, green and blue in turn."""


class _Layout(NamedTuple):
    width: int
    height: int
    depth: int
    """Bytes of one pixel."""

    @property
    def stride(self) -> int:
        """Bytes of one row, its filter included."""
        return 1 + self.width * self.depth


def hidden_mark(raw: bytes) -> str:
    """The mark in a PNG's pixels, or "": it runs down the first column, then the next, one bit a pixel or more."""
    mark, _ = _mark(raw)
    return mark


def hidden_text(raw: bytes) -> str:
    """The settings behind the mark, or the mark alone where they cannot be read, or "" where there is no mark."""
    mark, channels = _mark(raw)
    if not mark:
        return ""
    head = _bits(raw, channels, BITS + LENGTH)[BITS:]
    length = int(head, 2) if len(head) == LENGTH else 0
    packed = mark.endswith("comp")
    start = BITS + LENGTH
    bits = _bits(raw, channels, start + min(length, 8 * MAX_TEXT))[start:]
    data = _bytes(bits)
    if packed:
        worker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # gzip, or zlib
        try:
            data = worker.decompress(data, MAX_TEXT)
        except zlib.error:
            data = b""
    return data.decode("utf-8", "ignore") or mark


def _mark(raw: bytes) -> tuple[str, slice]:
    for channels in (ALPHA, COLOURS):
        text = _bytes(_bits(raw, channels, BITS)).decode("latin-1")
        if text in MARKS:
            return text, channels
    return "", ALPHA


def _bits(raw: bytes, channels: slice, count: int) -> str:
    """The first lowest bits of the wanted channels, or fewer; "" for a PNG of another kind."""
    layout = _layout(raw)
    if layout is None or channels.start >= layout.depth:
        return ""
    each = channels.stop - channels.start
    wanted = -(-count // each)
    columns = min(layout.width, -(-wanted // layout.height))
    rows = min(layout.height, wanted)
    if rows * layout.stride > MAX_INFLATED:
        return ""
    pixels = _pixels(_inflated(raw, rows * layout.stride), layout, rows, columns)
    return "".join(str(value & 1) for pixel in pixels[:wanted] for value in pixel[channels])[:count]


def _bytes(bits: str) -> bytes:
    return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))


def _layout(raw: bytes) -> _Layout | None:
    """Only plain RGB and RGBA of eight bits, not interlaced: what those generators write."""
    depth = {RGB: 3, RGBA: 4}.get(raw[25] if len(raw) > 28 else -1)
    if raw[12:16] != b"IHDR" or depth is None or raw[24] != 8 or raw[28]:
        return None
    width, height = int.from_bytes(raw[16:20], "big"), int.from_bytes(raw[20:24], "big")
    return _Layout(width, height, depth) if width and height and width * height >= BITS // 3 else None


def _inflated(raw: bytes, size: int) -> bytes:
    """The first `size` bytes of the rows, or fewer where the file is damaged."""
    worker, out, at = zlib.decompressobj(), bytearray(), 8  # a chunk may hold a single byte
    for _ in range(MAX_STEPS):
        length, kind = int.from_bytes(raw[at : at + 4], "big"), raw[at + 4 : at + 8]
        if kind == b"IDAT":
            try:
                out += worker.decompress(raw[at + 8 : at + 8 + length], size - len(out))
            except zlib.error:
                break
        if kind in (b"IEND", b"") or len(out) >= size:
            break
        at += 12 + length
    return bytes(out)


def _pixels(rows: bytes, layout: _Layout, count: int, columns: int) -> list[bytes]:
    """The leftmost pixels, column by column, after undoing the row filters (PNG, section 9)."""
    width = columns * layout.depth
    above = bytes(width)
    lines: list[bytes] = []
    for row in range(min(count, len(rows) // layout.stride)):
        start = row * layout.stride
        above = _unfiltered(rows[start], rows[start + 1 : start + 1 + width], above, layout.depth)
        lines.append(above)
    return [line[at : at + layout.depth] for at in range(0, width, layout.depth) for line in lines]


def _unfiltered(kind: int, line: bytes, above: bytes, depth: int) -> bytes:
    out = bytearray(line)
    for at, value in enumerate(line):
        left = out[at - depth] if at >= depth else 0
        corner = above[at - depth] if at >= depth else 0
        predicted = {0: 0, 1: left, 2: above[at], 3: (left + above[at]) // 2}.get(kind)
        out[at] = (value + (_paeth(left, above[at], corner) if predicted is None else predicted)) & 0xFF
    return bytes(out)


def _paeth(left: int, above: int, corner: int) -> int:
    estimate = left + above - corner
    return min((left, above, corner), key=lambda near: abs(estimate - near))

"""AVIF, HEIF, JPEG XL and MP4: boxes in boxes; EXIF and XMP are items beside the picture, or boxes of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from auditor.media.harvest import MAX_STEPS, MAX_XMP, Harvest

UUID_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
UUID_C2PA = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
MAX_ITEMS, MAX_EXTENTS = 5000, 64


class Box(NamedTuple):
    """One box: its four-character kind and the offsets of the whole, of its content and of its end."""

    kind: bytes
    start: int
    body: int
    end: int


class Item(NamedTuple):
    """Where an item of a HEIF file lies: construction method, and (offset, length) of its pieces."""

    method: int
    extents: list[tuple[int, int]]


def boxes(raw: bytes, at: int, end: int) -> Iterator[Box]:
    """The boxes between two offsets, in order; a box with an impossible size ends the row."""
    for _ in range(MAX_STEPS):
        if at + 8 > end:
            return
        size, header = int.from_bytes(raw[at : at + 4], "big"), 8
        if size == 1:
            size, header = int.from_bytes(raw[at + 8 : at + 16], "big"), 16
        elif size == 0:
            size = end - at
        if size < header:
            return
        yield Box(raw[at + 4 : at + 8], at, at + header, at + size)
        at += size


def walk(raw: bytes, harvest: Harvest) -> None:
    """Read the boxes of the file, and the items that the meta box names."""
    steps = 0
    for box in boxes(raw, 0, len(raw)):
        steps += 1
        harvest.cut = harvest.cut or box.end > len(raw)
        _box(raw, box, harvest)
    if harvest.cut:
        harvest.skip("the rest of the file: it ends within a box")
    if steps == MAX_STEPS:
        harvest.skip("the rest of the file: too many boxes")


def _box(raw: bytes, box: Box, harvest: Harvest) -> None:
    body = box.body
    if box.kind == b"uuid":
        kind = raw[body : body + 16]
        if kind == UUID_XMP:
            harvest.keep_xmp(raw[body + 16 : box.end])
        elif kind == UUID_C2PA:
            harvest.keep_jumbf(raw[body + 16 : box.end])
    elif box.kind == b"meta":
        _items(raw, box, harvest)
    elif box.kind == b"xml ":
        harvest.keep_xmp(raw[body : box.end])
    elif box.kind == b"Exif":
        harvest.exif = harvest.exif or _exif(raw[body : box.end])
    elif box.kind == b"jumb":
        harvest.keep_jumbf(raw[box.start : box.end])
    elif box.kind == b"brob":
        harvest.remarks.append(f"a compressed box was not read ({raw[body : body + 4].decode('latin-1')})")


def _exif(data: bytes) -> bytes:
    """EXIF of an item: four bytes say how far the TIFF structure is away."""
    return data[4 + int.from_bytes(data[:4], "big") :]


def _items(raw: bytes, meta: Box, harvest: Harvest) -> None:
    kinds: dict[int, tuple[bytes, bytes]] = {}
    places: dict[int, Item] = {}
    idat = 0
    for box in boxes(raw, meta.body + 4, min(meta.end, len(raw))):
        if box.kind == b"iinf":
            kinds.update(_kinds(raw, box))
        elif box.kind == b"iloc":
            places.update(_places(raw, box))
        elif box.kind == b"idat":
            idat = box.body
    for number, (kind, name) in kinds.items():
        if number in places and kind == b"Exif":
            harvest.exif = harvest.exif or _exif(_content(raw, places[number], idat, harvest))
        elif number in places and kind == b"mime" and b"rdf+xml" in name:
            harvest.keep_xmp(_content(raw, places[number], idat, harvest))


def _kinds(raw: bytes, iinf: Box) -> Iterator[tuple[int, tuple[bytes, bytes]]]:
    """Number, kind and name of each item; entries before version 2 have none of interest."""
    head = 6 if raw[iinf.body] == 0 else 8
    for box in boxes(raw, iinf.body + head, min(iinf.end, len(raw))):
        if box.kind == b"infe" and raw[box.body] >= 2:
            width = 2 if raw[box.body] == 2 else 4
            at = box.body + 4
            number = int.from_bytes(raw[at : at + width], "big")
            at += width + 2
            yield number, (raw[at : at + 4], raw[at + 4 : min(box.end, at + 300)])


def _places(raw: bytes, iloc: Box) -> Iterator[tuple[int, Item]]:
    at, end = iloc.body, min(iloc.end, len(raw))
    version, sizes, more = raw[at], raw[at + 4], raw[at + 5]
    offset_size, length_size, base_size = sizes >> 4, sizes & 15, more >> 4
    index_size = more & 15 if version in (1, 2) else 0
    number_size = 2 if version < 2 else 4
    at += 6

    def number(width: int) -> int:
        nonlocal at
        value = int.from_bytes(raw[at : at + width], "big")
        at += width
        return value

    for _ in range(min(number(number_size), MAX_ITEMS)):
        if at >= end:
            return
        item = number(number_size)
        method = number(2) & 15 if version in (1, 2) else 0
        number(2)  # data reference
        base = number(base_size)
        extents = []
        for _ in range(min(number(2), MAX_EXTENTS)):
            number(index_size)
            extents.append((base + number(offset_size), number(length_size)))
        yield item, Item(method, extents)


def _content(raw: bytes, item: Item, idat: int, harvest: Harvest) -> bytes:
    """The bytes of an item; overlapping pieces would multiply a small file, so their sum is bounded."""
    shift = idat if item.method == 1 else 0
    if sum(length for _, length in item.extents) > MAX_XMP:
        harvest.skip("an item beyond the size limit")
        return b""
    return b"".join(raw[shift + offset : shift + offset + length] for offset, length in item.extents)

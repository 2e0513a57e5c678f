"""EXIF: the tags that name a camera, a program or a maker, read from two directories and no more."""

from __future__ import annotations

from typing import Literal, NamedTuple

from auditor.media.harvest import MAX_JUMBF, MAX_VALUE, lenient

MAX_ENTRIES = 1000
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
"""Bytes of one value by TIFF field type."""
EXIF_DIRECTORY, MAKER_NOTE = 0x8769, 0x927C
TEXT_TAGS = {
    0x010E: "ImageDescription",
    0x010F: "Make",
    0x0110: "Model",
    0x0131: "Software",
    0x013B: "Artist",
    0x8298: "Copyright",
    0x9003: "DateTimeOriginal",
    0x9286: "UserComment",
    0xA434: "LensModel",
}
UTF16_TAGS = {0x9C9B: "XPTitle", 0x9C9C: "XPComment", 0x9C9E: "XPKeywords"}
PREFIX = b"Exif\0\0"


class Directory(NamedTuple):
    """One directory of a TIFF structure; values are cut out only when asked for, since they may overlap."""

    tiff: bytes
    places: dict[int, tuple[int, int]]
    """Offset and length of each tag's value."""
    order: Literal["little", "big"]
    cut: bool
    """The directory goes on after the end of the data."""

    def raw(self, tag: int) -> bytes:
        """The bytes of a tag, or b""."""
        place, size = self.places.get(tag, (0, 0))
        return self.tiff[place : place + size]

    def number(self, tag: int) -> int:
        """The tag as a number, or 0."""
        return int.from_bytes(self.raw(tag)[:4], self.order)


def directory(tiff: bytes, offset: int | None) -> Directory:
    """The directory at `offset`, or the first one; loops cannot arise, since no directory leads to the next here."""
    order: Literal["little", "big"] = "little" if tiff[:2] == b"II" else "big"

    def number(at: int, width: int) -> int:
        return int.from_bytes(tiff[at : at + width], order)

    start = number(4, 4) if offset is None else offset
    places: dict[int, tuple[int, int]] = {}
    for index in range(min(number(start, 2), MAX_ENTRIES)):
        at = start + 2 + 12 * index
        if at + 12 > len(tiff):
            return Directory(tiff, places, order, cut=True)
        size = SIZES.get(number(at + 2, 2), 1) * number(at + 4, 4)
        if size <= MAX_JUMBF:
            place = at + 8 if size <= 4 else number(at + 8, 4)
            places.setdefault(number(at, 2), (place, size))
    return Directory(tiff, places, order, cut=start + 2 > len(tiff))


def parse(block: bytes) -> dict[str, str]:
    """Text of the known tags by name; `MakerNote` holds the number of its bytes."""
    tiff = block.removeprefix(PREFIX)
    if tiff[:2] not in (b"II", b"MM"):
        return {}
    first = directory(tiff, None)
    second = directory(tiff, first.number(EXIF_DIRECTORY)) if EXIF_DIRECTORY in first.places else first

    def raw(tag: int) -> bytes:
        return first.raw(tag) or second.raw(tag)

    found = {name: _text(raw(tag)) for tag, name in TEXT_TAGS.items()}
    found |= {name: _utf16(raw(tag), "little") for tag, name in UTF16_TAGS.items()}
    if note := raw(MAKER_NOTE):
        found["MakerNote"] = f"{len(note)} bytes"
    return {name: text for name, text in found.items() if text}


def _text(value: bytes) -> str:
    """UserComment starts with eight bytes that name its encoding; the others are plain."""
    head, rest = value[:8], value[8:]
    if head == b"UNICODE\0":  # the standard leaves the byte order open: most text has zeros in the high bytes
        high, low = rest[0:200:2].count(0), rest[1:200:2].count(0)
        return _utf16(rest, "big" if high > low else "little")
    if head in (b"ASCII\0\0\0", bytes(8)):
        value = rest
    return lenient(value.split(b"\0")[0][: 4 * MAX_VALUE]).strip()[:MAX_VALUE]


def _utf16(value: bytes, order: Literal["little", "big"]) -> str:
    text = value[: 4 * MAX_VALUE].decode("utf-16-le" if order == "little" else "utf-16-be", "replace")
    return text.split("\0")[0].strip()[:MAX_VALUE]

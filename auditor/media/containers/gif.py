"""GIF: comments, and XMP and C2PA in application blocks."""

from __future__ import annotations

from auditor.media.harvest import MAX_JUMBF, MAX_STEPS, MAX_VALUE, Harvest

IMAGE, EXTENSION, TRAILER = 0x2C, 0x21, 0x3B
COMMENT, APPLICATION = 0xFE, 0xFF
XMP_TRAILER = 257
"""XMP stands as plain text; 257 bytes after it lead any reader of sub-blocks to the end."""


def walk(raw: bytes, harvest: Harvest) -> None:
    """Read the blocks by their structure: a search for bytes would find metadata in pixels."""
    at = 13 + _table(raw, 10)
    for _ in range(MAX_STEPS):
        if at >= len(raw):
            harvest.cut = True
            harvest.skip("the rest of the file: it ends within a block")
            return
        if raw[at] == TRAILER:
            return
        if raw[at] == IMAGE:  # descriptor, local colour table, code size
            at = _skip(raw, at + 11 + _table(raw, at + 9))
        elif raw[at] == EXTENSION:
            at = _extension(raw, at, harvest)
        else:
            harvest.skip("the rest of the file: a block does not start where it should")
            return
    harvest.skip("the rest of the file: too many blocks")


def _table(raw: bytes, at: int) -> int:
    """Bytes of the colour table that the flags at this place announce."""
    flags = raw[at] if at < len(raw) else 0
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _skip(raw: bytes, at: int) -> int:
    """Offset after a run of sub-blocks that starts at `at`."""
    while at < len(raw) and raw[at]:
        at += raw[at] + 1
    return at + 1


def _extension(raw: bytes, at: int, harvest: Harvest) -> int:
    kind = raw[at + 1] if at + 1 < len(raw) else 0
    if kind == COMMENT:
        end = _skip(raw, at + 2)
        harvest.keep_comment(_joined(raw, at + 2, MAX_VALUE))
        return end
    if kind != APPLICATION or raw[at + 2 : at + 3] != b"\x0b":
        return _skip(raw, at + 2)
    name, first = raw[at + 3 : at + 14], at + 14
    end = _skip(raw, first)
    if name == b"XMP DataXMP":
        harvest.keep_xmp(raw[first : max(first, end - 1 - XMP_TRAILER)])
    elif name.startswith(b"C2PA_GIF"):
        harvest.keep_jumbf(_joined(raw, first, MAX_JUMBF))
    return end


def _joined(raw: bytes, at: int, limit: int) -> bytes:
    parts, size = [], 0
    while at < len(raw) and raw[at] and size < limit:
        parts.append(raw[at + 1 : at + 1 + raw[at]])
        size += raw[at]
        at += raw[at] + 1
    return b"".join(parts)

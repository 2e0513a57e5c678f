"""What one walk through a file's structure brings home, kept within one allowance of memory."""

from __future__ import annotations

import zlib

MAX_KEPT = 16 << 20
"""Bytes kept from one file, whatever their form: many small bombs must not add up."""
MAX_XMP = 4 << 20
MAX_TEXT = 2 << 20
MAX_PACKETS = 8
MAX_TEXTS = 200
MAX_STEPS = 65_536
"""Segments, chunks, blocks or boxes looked at in one file."""
MAX_VALUE = 20_000
"""Characters kept of one value."""
MAX_JUMBF = 16 << 20


class Harvest:
    """Raw metadata of one file, as the walkers of `auditor.media.containers` find it; they fill it, others read it."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        """Format, such as jpeg."""
        self.xmp: list[bytes] = []
        self.exif = b""
        """A TIFF structure: what follows "Exif" in a JPEG."""
        self.iim = b""
        """IPTC-IIM datasets."""
        self.jumbf = b""
        """The box of the C2PA manifest store."""
        self.texts: dict[str, str] = {}
        """Text chunks of a PNG by keyword."""
        self.comments: list[str] = []
        """Free text: comments, and application segments that hold an AIGC label."""
        self.cut = False
        """The file ends before its own structure does."""
        self.unread: list[str] = []
        """Parts that may hold metadata and were not read, each with the reason."""
        self.remarks: list[str] = []
        """Parts that this reader does not know how to read."""
        self._room = MAX_KEPT

    def keep_xmp(self, packet: bytes) -> None:
        """Keep one XMP packet, or say that it was too much."""
        if len(self.xmp) >= MAX_PACKETS or len(packet) > MAX_XMP or not self._take(len(packet)):
            self.skip("XMP beyond the size limit")
        elif packet:
            self.xmp.append(packet)

    def keep_jumbf(self, box: bytes) -> None:
        """Keep the first C2PA manifest store; `box` may have a short header before its "jumb" box."""
        start = box[:128].find(b"jumb") - 4
        if self.jumbf or start < 0 or b"c2pa" not in box[start : start + 128]:
            return
        self.jumbf = box[start : start + MAX_JUMBF]

    def keep_text(self, keyword: str, value: str) -> None:
        """Keep the first text under a keyword, or say that it was too much."""
        if len(self.texts) >= MAX_TEXTS or not self._take(len(value)):
            self.skip("text chunks beyond the size limit")
        else:
            self.texts.setdefault(keyword, value)

    def keep_comment(self, raw: bytes) -> None:
        """Keep free text, cut to one value's length."""
        if len(self.comments) < MAX_TEXTS:
            self.comments.append(lenient(raw[:MAX_VALUE]))
        else:
            self.skip("comments beyond the number limit")

    def inflate(self, data: bytes) -> bytes:
        """Undo zlib compression as far as the allowance goes; damaged data give what came before the damage."""
        allowed = min(MAX_TEXT, self._room)
        if allowed <= 0:
            self.skip("compressed text beyond the size limit")
            return b""
        worker = zlib.decompressobj()
        try:
            text = worker.decompress(data, allowed)
        except zlib.error:
            self.skip("compressed text that is damaged")
            return b""
        self._room -= len(text)
        if worker.unconsumed_tail:
            self.skip("compressed text beyond the size limit")
        return text

    def skip(self, what: str) -> None:
        """Remember that a part of the file was not read."""
        if what not in self.unread:
            self.unread.append(what)

    def _take(self, size: int) -> bool:
        if size > self._room:
            return False
        self._room -= size
        return True


def lenient(raw: bytes) -> str:
    """Text whose standard says Latin-1 while most writers emit UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def clean(text: str, limit: int = MAX_VALUE) -> str:
    """Text fit for a report: no control characters, no half surrogates, one line, cut to `limit` characters."""
    kept = text[: limit * 2].encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(char if char.isprintable() else " " for char in kept).split())[:limit]

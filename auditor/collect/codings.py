"""Undoes content codings (gzip, deflate, br) piece by piece, so that no bomb ever unfolds past its cap."""

from __future__ import annotations

import zlib

import brotli

from auditor.collect.limits import size
from auditor.errors import FetchFailed, FetchLimit

MOST_CODINGS = 2
_PIECE = 64 * 1024
_GZIP, _ZLIB, _BARE_DEFLATE = 31, 15, -15
_GZIP_MAGIC = b"\x1f\x8b"


def decode(raw: bytes, codings: str, cap: int) -> bytes:
    """
    Undo the codings that a Content-Encoding header lists.

    Raises FetchLimit past `cap` bytes, at any stage; FetchFailed where the data are broken, cut or of a coding that
    was never asked for.
    """
    names = [name for name in (part.strip().lower() for part in codings.split(",")) if name not in ("", "identity")]
    if len(names) > MOST_CODINGS:
        raise FetchFailed(f"The page is packed {len(names)} times over; nothing that reads pages accepts that.")
    for name in reversed(names):
        raw = _decode_one(raw, name, cap) if raw else raw
    if len(raw) > cap:
        raise _too_big(cap)
    return raw


def _decode_one(raw: bytes, name: str, cap: int) -> bytes:
    try:
        match name:
            case "gzip" | "x-gzip":
                return _inflate(raw, _GZIP, cap)
            case "deflate":
                return _deflate(raw, cap)
            case "br":
                return _unbrotli(raw, cap)
    except (zlib.error, brotli.error) as error:
        raise FetchFailed(
            f"The page says it is packed with {name}, but its data are not.", advice="Try again later."
        ) from error
    raise FetchFailed(f"The page is packed with {name[:40]!r}, which was never asked for.", advice="Try again later.")


def _deflate(raw: bytes, cap: int) -> bytes:
    """Standard deflate has a zlib wrapper; some servers send it bare."""
    try:
        return _inflate(raw, _ZLIB, cap)
    except zlib.error:
        return _inflate(raw, _BARE_DEFLATE, cap)


def _inflate(raw: bytes, window: int, cap: int) -> bytes:
    sink, worker, rest = _Sink(cap), zlib.decompressobj(window), raw
    while True:
        sink.add(worker.decompress(rest, _PIECE))
        rest = worker.unconsumed_tail
        if not worker.eof:
            if not rest:
                raise _cut()
        elif window == _GZIP and worker.unused_data.startswith(_GZIP_MAGIC):
            rest, worker = worker.unused_data, zlib.decompressobj(window)
        else:
            return sink.joined()


def _unbrotli(raw: bytes, cap: int) -> bytes:
    sink, worker, rest = _Sink(cap), brotli.Decompressor(), raw
    while not worker.is_finished():
        piece = worker.process(rest, output_buffer_limit=_PIECE)
        rest = b""
        sink.add(piece)
        if not piece and worker.can_accept_more_data() and not worker.is_finished():
            raise _cut()
    return sink.joined()


class _Sink:
    def __init__(self, cap: int) -> None:
        self._pieces: list[bytes] = []
        self._cap = self._left = cap

    def add(self, piece: bytes) -> None:
        self._left -= len(piece)
        if self._left < 0:
            raise _too_big(self._cap)
        self._pieces.append(piece)

    def joined(self) -> bytes:
        return b"".join(self._pieces)


def _too_big(cap: int) -> FetchLimit:
    return FetchLimit(f"Unpacked, it is larger than {size(cap)}.", advice="No news page is; check the address.")


def _cut() -> FetchFailed:
    return FetchFailed("The packed data end too early: a part of the page is missing.", advice="Try again later.")

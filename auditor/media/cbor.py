"""CBOR (RFC 8949) as C2PA writes it, read within bounds: whatever the bytes are, the answer is a value or None."""

from __future__ import annotations

MAX_ITEMS = 100_000
MAX_DEPTH = 32
BREAK = 31
"""Additional information of a value without a length, and of the mark that ends it."""
UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG = range(7)


def loads(data: bytes) -> object:
    """The first value in `data`: int, bytes, str, list, dict with text keys, bool or None; None where it is damaged."""
    try:
        return _Decoder(data).value(0)
    except _Damaged:
        return None


class _Damaged(Exception):
    """Raised inside the decoder to end it; never leaves this module."""


class _Decoder:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._items = 0

    def value(self, depth: int) -> object:
        """The next value."""
        self._count()
        if depth > MAX_DEPTH:
            raise _Damaged
        kind, short, size = self._head()
        match kind:
            case 0:
                return size
            case 1:
                return -1 - size
            case 2:
                return self._string(kind, short, size)
            case 3:
                return self._string(kind, short, size).decode("utf-8", "replace")
            case 4:
                return self._array(short, size, depth)
            case 5:
                return self._map(short, size, depth)
            case 6:  # a tag: only the tagged value matters here
                return self.value(depth + 1)
        return {20: False, 21: True}.get(short)  # null, undefined and floats say nothing of the making

    def _count(self) -> None:
        self._items += 1
        if self._items > MAX_ITEMS:
            raise _Damaged

    def _head(self) -> tuple[int, int, int]:
        """Major type, additional information, and the number that they announce."""
        first = self._take(1)[0]
        kind, short = first >> 5, first & 31
        if short < 24:
            return kind, short, short
        if short < 28:
            return kind, short, int.from_bytes(self._take(1 << short - 24), "big")
        if short == BREAK and kind in (BYTES, TEXT, ARRAY, MAP):
            return kind, short, 0
        raise _Damaged

    def _take(self, size: int) -> bytes:
        if size > len(self._data) - self._at:
            raise _Damaged
        self._at += size
        return self._data[self._at - size : self._at]

    def _ended(self) -> bool:
        """Step over the mark that ends a value without a length, if it is next."""
        if self._data[self._at : self._at + 1] != b"\xff":
            return False
        self._at += 1
        return True

    def _string(self, kind: int, short: int, size: int) -> bytes:
        if short != BREAK:
            return self._take(size)
        parts = []
        while not self._ended():
            self._count()
            inner, inner_short, inner_size = self._head()
            if inner != kind or inner_short == BREAK:
                raise _Damaged
            parts.append(self._take(inner_size))
        return b"".join(parts)

    def _array(self, short: int, size: int, depth: int) -> list[object]:
        values: list[object] = []
        while not self._ended() if short == BREAK else len(values) < size:
            values.append(self.value(depth + 1))
        return values

    def _map(self, short: int, size: int, depth: int) -> dict[str, object]:
        values: dict[str, object] = {}
        read = 0
        while not self._ended() if short == BREAK else read < size:
            key = self.value(depth + 1)
            value = self.value(depth + 1)
            if isinstance(key, str):
                values[key] = value
            read += 1
        return values

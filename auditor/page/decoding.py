"""Bytes → text, by the rules of the WHATWG Encoding and HTML standards (sniffing: section 13.2.3.2)."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

from auditor.page.undeclared import guess

MOJIBAKE_SHARE = 0.005
"""More U+FFFD than this and the text is not to be relied on."""
MAX_STRAYS = 10_000
LEAST_TWICE = 3
TWICE_SHARE = 0.8
"""This much of what is not ASCII must look encoded twice: a page may quote `Ã¼`, none is written in it."""

_TAIL = "\x80-\xbf" + bytes(range(0x80, 0xA0)).decode("cp1252", "ignore") + "\ufffd"
"""What a byte after the first of a character looks like: itself, as windows-1252 shows it, or lost."""
_TWICE = re.compile(f"[\u00c2-\u00df][{_TAIL}]|[\u00e0-\u00ef][{_TAIL}]{{2}}|[\u00f0-\u00f4][{_TAIL}]{{3}}")
"""UTF-8 read as windows-1252: `Ã¼`, `â€“`; not `São` or `Ângela`."""


class Decoded(NamedTuple):
    """The text of a page, and how its bytes were read."""

    text: str
    encoding: str
    """Python's name of the encoding."""
    reason: str
    """What decided: byte order mark, HTTP header, declaration in the page, valid UTF-8, fallback."""
    mojibake: bool
    utf8: bytes
    """The text in UTF-8, as the parser takes it."""


def decode(raw: bytes, content_type: str | None) -> Decoded:
    """Decode a page: byte order mark, then header, then declaration, then UTF-8 if valid, then windows-1252."""
    mark, bom = read_bom(raw)
    if mark and bom:
        return _decoded(raw[len(bom) :], mark, "byte order mark")
    declared = http_content_type_encoding(content_type) if content_type else None
    reason = "HTTP header"
    if not declared:
        declared, reason = html_body_declared_encoding(raw), "declaration in the page"
        # The standard reads a declared UTF-16 as UTF-8: the declaration itself was read as ASCII.
        declared = "utf-8" if declared and declared.startswith("utf-16") else declared
    name = (resolve_encoding(declared) or declared) if declared else None
    if name == "utf-8":
        return _utf8(raw, reason)
    if raw.isascii() and name:
        return _decoded(raw, name, reason)
    if _is_utf8(raw):
        return _utf8(raw, f"{reason} says {name}, but the bytes are valid UTF-8" if name else "valid UTF-8")
    return _decoded(raw, name, reason) if name else _undeclared(raw)


def _undeclared(raw: bytes) -> Decoded:
    guessed = guess(raw)
    decoded = _decoded(raw, guessed.encoding, guessed.reason)
    return decoded._replace(mojibake=decoded.mojibake or guessed.doubtful)


def _utf8(raw: bytes, reason: str) -> Decoded:
    """UTF-8, also with stray bytes of windows-1252 in it, also encoded twice; else windows-1252."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return _strayed(raw, reason)
    if "\u00c3" in text or ("\u00e2" in text and "\u00e2\u20ac" in text):
        once = _decoded_once(text)
        if once is not None:
            return Decoded(once, "utf-8", f"{reason}; encoded twice, so decoded twice", False, once.encode())
    return Decoded(text, "utf-8", reason, _is_mojibake(text), raw)


def _strayed(raw: bytes, reason: str) -> Decoded:
    """Bytes that are not all UTF-8: what is not, is windows-1252; where most is not, all is."""
    text = raw.decode("utf-8", "replace")
    strays = text.count("\ufffd")
    if strays > 1 and strays * 2 > len(text) - len(text.encode("ascii", "ignore")):
        return _decoded(raw, "cp1252", f"{reason} says UTF-8, but the bytes are not")
    if 1 < strays <= MAX_STRAYS:
        text = raw.decode("utf-8", _STRAY)
        reason = f"{reason}; stray bytes read as windows-1252"
    return Decoded(text, "utf-8", reason, _is_mojibake(text), text.encode())


def _decoded_once(text: str) -> str | None:
    """The text behind UTF-8 that was read as windows-1252 and encoded again, or None where it was not."""
    found = _TWICE.findall(text)
    others = len(text) - len(text.encode("ascii", "ignore"))
    if len(found) < LEAST_TWICE or sum(map(len, found)) < TWICE_SHARE * others:
        return None
    return _TWICE.sub(_undone, text)


def _undone(match: re.Match[str]) -> str:
    # Five bytes have no character in windows-1252; of what ends in one of them, ” is what pages are full of.
    raw = b"".join(_byte(character) for character in match[0])
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return match[0]


def _byte(character: str) -> bytes:
    if character == "\ufffd":
        return b"\x9d"
    return bytes([ord(character)]) if ord(character) < 0x100 else character.encode("cp1252")


def _decoded(raw: bytes, encoding: str, reason: str) -> Decoded:
    try:
        text = raw.decode(encoding, "replace")
    except LookupError:
        encoding, reason = "utf-8", f"unknown encoding {encoding!r}"
        text = raw.decode(encoding, "replace")
    return Decoded(text, encoding, reason, _is_mojibake(text), text.encode("utf-8", "replace"))


def _is_mojibake(text: str) -> bool:
    return "\ufffd" in text and text.count("\ufffd") > max(1, MOJIBAKE_SHARE * len(text))


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        # A page cut in the middle of a character is still UTF-8.
        return error.end >= len(raw) - 3 and error.reason == "unexpected end of data"
    return True


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_STRAY = "auditor-stray-bytes"
codecs.register_error(_STRAY, _as_windows)

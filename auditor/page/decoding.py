"""Bytes → text, by the rules of the WHATWG Encoding and HTML standards (sniffing: section 13.2.3.2)."""

from __future__ import annotations

from typing import NamedTuple

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

MOJIBAKE_SHARE = 0.005
"""More U+FFFD than this and the text is not to be relied on."""


class Decoded(NamedTuple):
    """The text of a page, and how its bytes were read."""

    text: str
    encoding: str
    """Python's name of the encoding."""
    reason: str
    """What decided: byte order mark, HTTP header, declaration in the page, valid UTF-8, fallback."""
    mojibake: bool


def decode(raw: bytes, content_type: str | None) -> Decoded:
    """Decode a page: byte order mark, then header, then declaration, then UTF-8 if valid, then windows-1252."""
    mark, bom = read_bom(raw)
    if mark and bom:
        return _decoded(raw[len(bom) :], mark, "byte order mark")
    declared = http_content_type_encoding(content_type) if content_type else None
    if declared:
        return _checked(raw, declared, "HTTP header")
    inside = html_body_declared_encoding(raw)
    if inside:
        # The standard reads a declared UTF-16 as UTF-8: the declaration itself was read as ASCII.
        return _checked(raw, "utf-8" if inside.startswith("utf-16") else inside, "declaration in the page")
    if _is_utf8(raw):
        return _decoded(raw, "utf-8", "valid UTF-8")
    return _decoded(raw, "cp1252", "no declaration and not UTF-8")


def _checked(raw: bytes, encoding: str, reason: str) -> Decoded:
    """What was declared, unless the bytes prove it wrong and UTF-8 right (or the other way round)."""
    declared = resolve_encoding(encoding) or encoding
    found = _decoded(raw, declared, reason)
    if declared == "utf-8" and found.mojibake:
        return _decoded(raw, "cp1252", f"{reason} says UTF-8, but the bytes are not")
    if declared != "utf-8" and not raw.isascii() and _is_utf8(raw):
        return _decoded(raw, "utf-8", f"{reason} says {declared}, but the bytes are valid UTF-8")
    return found


def _decoded(raw: bytes, encoding: str, reason: str) -> Decoded:
    try:
        text = raw.decode(encoding, "replace")
    except LookupError:
        encoding, reason = "utf-8", f"unknown encoding {encoding!r}"
        text = raw.decode(encoding, "replace")
    return Decoded(text, encoding, reason, text.count("�") > max(1, MOJIBAKE_SHARE * len(text)))


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        # A page cut in the middle of a character is still UTF-8.
        return error.end >= len(raw) - 3 and error.reason == "unexpected end of data"
    return True

"""Tells a page from everything else a server or a folder may hold, by its first bytes before its declared type."""

from __future__ import annotations

import re

import msgspec

from auditor.errors import UnsupportedContent

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "a ZIP archive or an office document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x00\x00\x01\x00", "an icon image"),
    (b"\xff\x0a", "a JPEG XL image"),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"ID3", "an audio recording"),
    (b"OggS", "an audio or video recording"),
    (b"fLaC", "an audio recording"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
)
_RIFF = {b"WEBP": "a WebP image", b"WAVE": "an audio recording", b"AVI ": "a video"}
_FTYP_IMAGES = {b"avif": "an AVIF image", b"avis": "an AVIF image", b"heic": "a HEIC image", b"mif1": "a HEIC image"}
_ROOTS = {
    "svg": "an SVG image",
    "rss": "a feed",
    "feed": "a feed",
    "rdf:rdf": "a feed",
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap",
}
# Hits `application/ld+json`; not `text/html; note=json`.
_JSON_TYPE = re.compile(r"(application|text)/([\w.-]+\+)?json$")
_DECLARED = {
    "text/css": "a style sheet",
    "text/csv": "a table",
    "text/javascript": "a script",
    "application/javascript": "a script",
    "application/pdf": "a PDF",
    "application/zip": "a ZIP archive",
}
_DECLARED_FAMILIES = {"image": "an image", "audio": "an audio recording", "video": "a video", "font": "a font"}
_BOMS_OF_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROLS = bytes({*range(0x20)} - set(b"\t\n\x0c\r\x1b"))
_LOOKED_AT = 1024


def refuse_other_than_page(raw: bytes, content_type: str | None) -> None:
    """Raise UnsupportedContent, saying what it is, unless the bytes can be a page."""
    kind = kind_of(raw, content_type)
    if kind is None:
        return
    if kind == "empty":
        raise UnsupportedContent("There is nothing in it.", advice="Check whether a browser shows a page there.")
    advice = "Give the address or the file of an HTML page."
    if kind.endswith(" image"):
        advice = "Use `auditor image FILE` to read what a picture says about its making."
    raise UnsupportedContent(f"This is {kind}, not a page.", advice=advice)


def is_picture(raw: bytes, content_type: str | None) -> bool:
    """Whether bytes that came for a picture are one, and not the error page of a server that answers 200 to all."""
    kind = kind_of(raw, content_type)
    return kind is not None and kind.endswith("image")


def kind_of(raw: bytes, content_type: str | None) -> str | None:
    """What the bytes are, with its article ("a PDF"), or "empty"; None for what can be a page."""
    start = raw[:_LOOKED_AT]
    text = raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:_LOOKED_AT]
    if not text.strip(b"\x00"):
        return "empty"
    if b"%PDF-" in start:
        return "a PDF"
    magic = _by_magic(start)
    if magic is not None:
        return magic
    declared = (content_type or "").partition(";")[0].strip().lower()
    if text.startswith(b"<"):
        return _by_root(text)
    if _JSON_TYPE.match(declared) or _is_json(raw, text):
        return "JSON data"
    if declared in _DECLARED:
        return _DECLARED[declared]
    return _DECLARED_FAMILIES.get(declared.partition("/")[0]) or _binary(start, content_type)


def _by_magic(start: bytes) -> str | None:
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return kind
    if start.startswith(b"RIFF"):
        return _RIFF.get(start[8:12])
    if start[4:8] == b"ftyp":
        return _FTYP_IMAGES.get(start[8:12], "an audio or video recording")
    return None


def _by_root(text: bytes) -> str | None:
    """The root element, after declarations and comments; a page whose root is unknown is still a page."""
    while text.startswith((b"<?", b"<!")):
        end = b"-->" if text.startswith(b"<!--") else b">"
        found = text.find(end)
        if found < 0:
            return None
        text = text[found + len(end) :].lstrip()
    name = re.match(rb"<([A-Za-z:]+)[\s>/]", text)
    return None if name is None else _ROOTS.get(name[1].decode("ascii").lower())


def _is_json(raw: bytes, text: bytes) -> bool:
    if not text.startswith((b"{", b"[")):
        return False
    try:
        msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=msgspec.Raw)
    except (msgspec.DecodeError, RecursionError, ValueError):
        return False
    return True


def _binary(start: bytes, content_type: str | None) -> str | None:
    """More than one control character in twenty: no text in any encoding but UTF-16 and UTF-32 looks like that."""
    if start.startswith(_BOMS_OF_WIDE_TEXT) or re.search(r"utf-?(16|32)", content_type or "", re.IGNORECASE):
        return None
    if (start[1:2] == b"\x00" and start[:1] == b"<") or start[:2] == b"\x00<":
        return None
    controls = len(start) - len(start.translate(None, _CONTROLS))
    return "binary data" if controls * 20 > len(start) else None

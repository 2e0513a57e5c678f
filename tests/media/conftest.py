"""Tiny pictures made byte by byte, with whatever metadata a test wants in them."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest

from auditor.media import c2pa_process

NAMESPACES = {
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "stEvt": "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "TC260": "http://www.tc260.org.cn/ns/AIGC/1.0/",
    "made-up": "http://label.example/",
}
EXIF_TAGS = {
    "ImageDescription": 0x010E,
    "Make": 0x010F,
    "Model": 0x0110,
    "Software": 0x0131,
    "Artist": 0x013B,
    "XPComment": 0x9C9C,
    "DateTimeOriginal": 0x9003,
    "MakerNote": 0x927C,
    "UserComment": 0x9286,
}
IIM_SETS = {"OriginatingProgram": 65, "Credit": 110, "Source": 115, "Caption": 120}
Builder = Callable[..., bytes]


def _packet(properties: dict[str, str], form: str = "element", prefix: str = "") -> bytes:
    """An XMP packet; `form` is how a value is written, `prefix` goes before each usual prefix."""
    attributes, body = "", ""
    for key, value in properties.items():
        space, name = key.split(":")
        tag = f"{prefix}{space}:{name}"
        if form == "attribute":
            attributes += f" {tag}={quoteattr(value)}"
        elif form == "resource":
            body += f"<{tag} rdf:resource={quoteattr(value)}/>"
        elif form in ("Bag", "Seq", "Alt"):
            body += f"<{tag}><rdf:{form}><rdf:li>{escape(value)}</rdf:li></rdf:{form}></{tag}>"
        elif form == "value":
            body += f"<{tag}><rdf:Description><rdf:value>{escape(value)}</rdf:value></rdf:Description></{tag}>"
        else:
            body += f"<{tag}>{escape(value)}</{tag}>"
    spaces = "".join(f' xmlns:{prefix}{space}="{uri}"' for space, uri in NAMESPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about=""{spaces}{attributes}>{body}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def _tiff(tags: dict[str, str | bytes], extra: dict[int, bytes] | None = None, order: str = "<") -> bytes:
    """A TIFF structure with one directory, and a second one for the tags that belong to EXIF."""
    main: dict[int, bytes] = dict(extra or {})
    second: dict[int, bytes] = {}
    for name, value in tags.items():
        raw = value if isinstance(value, bytes) else value.encode() + b"\0"
        (second if name in ("DateTimeOriginal", "MakerNote", "UserComment") else main)[EXIF_TAGS[name]] = raw
    at = 8 + 2 + 12 * (len(main) + bool(second)) + 4
    first, tail = _directory(main, at, order)
    if second:
        place = at + len(tail)
        inner, rest = _directory(second, place + 2 + 12 * len(second) + 4, order)
        first.append((0x8769, 4, 1, struct.pack(f"{order}I", place)))
        tail += _written(inner, order) + rest
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(f"{order}I", 8) + _written(sorted(first), order) + tail


def _directory(values: dict[int, bytes], at: int, order: str) -> tuple[list[tuple[int, int, int, bytes]], bytes]:
    entries, tail = [], b""
    for tag, raw in sorted(values.items()):
        cell = raw.ljust(4, b"\0")
        if len(raw) > 4:
            cell = struct.pack(f"{order}I", at + len(tail))
            tail += raw
        entries.append((tag, 7, len(raw), cell))
    return entries, tail


def _written(entries: list[tuple[int, int, int, bytes]], order: str) -> bytes:
    cells = (struct.pack(f"{order}HHI", tag, kind, count) + cell for tag, kind, count, cell in entries)
    return struct.pack(f"{order}H", len(entries)) + b"".join(cells) + bytes(4)


def _iim(fields: dict[str, str]) -> bytes:
    """Photoshop's resource block with IPTC-IIM datasets."""
    sets = b"\x1c\x01\x5a\x00\x03\x1b%G"
    for name, text in fields.items():
        sets += b"\x1c\x02" + struct.pack(">BH", IIM_SETS[name], len(text.encode())) + text.encode()
    other = b"8BIM\x03\xed\x03abc" + struct.pack(">I", 2) + b"\1\2"
    return other + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(sets)) + sets + b"\0" * (len(sets) & 1)


def segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _jpeg(parts: dict[str, bytes], texts: dict[str, str]) -> bytes:
    out = b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
    if "exif" in parts:
        out += segment(0xE1, b"Exif\0\0" + parts["exif"])
    if "xmp" in parts:
        out += segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + parts["xmp"])
    if "iim" in parts:
        out += segment(0xED, b"Photoshop 3.0\0" + parts["iim"])
    if "jumbf" in parts:
        box = parts["jumbf"]
        cut = max(9, len(box) // 2)
        packets = (box[:cut], box[:8] + box[cut:])  # each packet repeats the header of the box
        out += b"".join(segment(0xEB, b"JP\0\1" + struct.pack(">I", n) + data) for n, data in enumerate(packets, 1))
    out += b"".join(segment(0xFE, text.encode()) for text in texts.values())
    out += segment(0xDB, bytes(65)) + segment(0xC0, b"\x08\0\1\0\1\1\1\x11\0")
    return out + segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\x34\xff\0\x56\xff\xd9"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(parts: dict[str, bytes], texts: dict[str, str]) -> bytes:
    out = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    if "jumbf" in parts:
        out += chunk(b"caBX", parts["jumbf"])
    if "xmp" in parts:
        out += chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + parts["xmp"])
    if "exif" in parts:
        out += chunk(b"eXIf", parts["exif"])
    out += b"".join(chunk(b"tEXt", key.encode() + b"\0" + text.encode()) for key, text in texts.items())
    return out + chunk(b"IDAT", zlib.compress(b"\0\x7f\x7f\x7f")) + chunk(b"IEND", b"")


def riff(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) & 1)


def _avi(parts: dict[str, bytes], texts: dict[str, str]) -> bytes:
    assert not texts
    body = riff(b"LIST", b"hdrl") + riff(b"LIST", b"movi")
    for name, kind in (("xmp", b"_PMX"), ("jumbf", b"C2PA")):
        body += riff(kind, parts[name]) if name in parts else b""
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"AVI " + body


def _pdf(parts: dict[str, bytes], texts: dict[str, str]) -> bytes:
    """One empty page; XMP as the catalogue's metadata, a manifest as an embedded file."""
    assert not texts
    catalog, page = b"/Type /Catalog /Pages 2 0 R", b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    objects = [b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page]
    for name, kind in (("xmp", b"/Type /Metadata /Subtype /XML"), ("jumbf", b"/Type /EmbeddedFile")):
        if name in parts:
            content = b"\nstream\n" + parts[name] + b"\nendstream"
            objects.append(b"<< %s /Length %d >>" % (kind, len(parts[name])) + content)
            catalog += b" /Metadata %d 0 R" % (len(objects) + 1) if name == "xmp" else b""
    if "jumbf" in parts:
        place = len(objects) + 1
        objects.append(b"<< /Type /Filespec /AFRelationship /C2PA_Manifest /F (m.c2pa) /EF << /F %d 0 R >> >>" % place)
        catalog += b" /AF [%d 0 R]" % (place + 1)
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate((b"<< " + catalog + b" >>", *objects), 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    sizes = (len(places) + 1, table, len(places) + 1, len(out))
    return out + b"xref\n0 %d\n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % sizes


def _webp(parts: dict[str, bytes], texts: dict[str, str]) -> bytes:
    assert not texts

    body = riff(b"VP8X", bytes([0x0C, 0, 0, 0, 0, 0, 0, 0, 0, 0])) + riff(b"VP8L", b"\x2f\0\0\0\0\x88\x88\x08")
    for name, kind in (("exif", b"EXIF"), ("xmp", b"XMP "), ("jumbf", b"C2PA")):
        body += riff(kind, parts[name]) if name in parts else b""
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _gif(parts: dict[str, bytes], texts: dict[str, str]) -> bytes:
    def blocks(data: bytes) -> bytes:
        pieces = (data[at : at + 255] for at in range(0, len(data), 255))
        return b"".join(bytes([len(piece)]) + piece for piece in pieces) + b"\0"

    out = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff"
    out += b"".join(b"\x21\xfe" + blocks(text.encode()) for text in texts.values())
    if "xmp" in parts:
        out += b"\x21\xff\x0bXMP DataXMP" + parts["xmp"] + b"\1" + bytes(range(255, -1, -1)) + b"\0"
    if "jumbf" in parts:
        out += b"\x21\xff\x0bC2PA_GIF\1\0\0" + blocks(parts["jumbf"])
    return out + b"\x21\xf9\4\0\0\0\0\0" + b"\x2c\0\0\0\0\1\0\1\0\0\2\2D\1\0" + b"\x3b"


def _tif(parts: dict[str, bytes], texts: dict[str, str]) -> bytes:
    assert not texts
    extra = {0x100: b"\1\0\0\0", 0x101: b"\1\0\0\0"}
    for name, tag in (("xmp", 700), ("iim", 34377), ("jumbf", 0xCD41)):
        extra |= {tag: parts[name]} if name in parts else {}
    return _tiff({}, extra)


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + kind + data


def _heif(parts: dict[str, bytes], texts: dict[str, str], brand: bytes = b"avif", version: int = 1) -> bytes:
    """EXIF and XMP as items, named by iinf and found by iloc; version 1 puts them into idat, 0 behind the boxes."""
    assert not texts
    items = [(b"Exif", b"", bytes(4) + parts["exif"])] if "exif" in parts else []
    items += [(b"mime", b"\0application/rdf+xml\0", parts["xmp"])] if "xmp" in parts else []
    infos = b"".join(
        box(b"infe", b"\2\0\0\0" + struct.pack(">HH", number, 0) + kind + b"\0" * (kind == b"Exif") + name)
        for number, (kind, name, _) in enumerate(items, 1)
    )
    iinf = box(b"iinf", bytes(4) + struct.pack(">H", len(items)) + infos)
    head = box(b"ftyp", brand + bytes(4) + b"mif1" + brand)

    def place(base: int) -> bytes:
        out, at = struct.pack(">BBBBBBH", version, 0, 0, 0, 0x44, 0, len(items)), base
        for number, (_, _, data) in enumerate(items, 1):
            method = struct.pack(">H", 1) if version == 1 else b""
            out += struct.pack(">H", number) + method + struct.pack(">HHII", 0, 1, at, len(data))
            at += len(data)
        return box(b"iloc", out)

    content = b"".join(data for _, _, data in items)
    if version == 1:
        meta = box(b"meta", bytes(4) + iinf + place(0) + box(b"idat", content))
        rest = b""
    else:
        size = len(box(b"meta", bytes(4) + iinf + place(0)))
        meta = box(b"meta", bytes(4) + iinf + place(len(head) + size + 8))
        rest = box(b"mdat", content)
    if "jumbf" in parts:
        rest += box(b"uuid", bytes.fromhex("d8fec3d61b0e483c92975828877ec481") + bytes(21) + parts["jumbf"])
    return head + meta + rest


def _jxl(parts: dict[str, bytes], texts: dict[str, str]) -> bytes:
    assert not texts
    out = b"\0\0\0\x0cJXL \r\n\x87\n" + box(b"ftyp", b"jxl \0\0\0\0jxl ")
    out += box(b"Exif", bytes(4) + parts["exif"]) if "exif" in parts else b""
    out += box(b"xml ", parts["xmp"]) if "xmp" in parts else b""
    return out + parts.get("jumbf", b"") + box(b"jxlc", b"\xff\x0a\0")


def _mp4(parts: dict[str, bytes], texts: dict[str, str]) -> bytes:
    assert not texts
    out = box(b"ftyp", b"isom\0\0\0\0isom")
    uuid = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
    return out + (box(b"uuid", uuid + parts["xmp"]) if "xmp" in parts else b"")


def _svg(parts: dict[str, bytes], texts: dict[str, str]) -> bytes:
    comments = "".join(f"<!-- {text} -->" for text in texts.values())
    inside = b"<metadata>" + parts["xmp"] + b"</metadata>" if "xmp" in parts else b""
    if "jumbf" in parts:
        manifest = base64.b64encode(parts["jumbf"])
        inside += b'<metadata><c2pa:manifest xmlns:c2pa="http://c2pa.org/manifest">' + manifest
        inside += b"</c2pa:manifest></metadata>"
    head = f'<?xml version="1.0"?>\n{comments}<svg xmlns="http://www.w3.org/2000/svg">'.encode()
    return head + inside + b'<rect width="1" height="1"/></svg>\n'


MAKERS: dict[str, Builder] = {
    "jpeg": _jpeg,
    "png": _png,
    "webp": _webp,
    "gif": _gif,
    "tiff": _tif,
    "avif": _heif,
    "heic": lambda parts, texts: _heif(parts, texts, b"heic", version=0),
    "jxl": _jxl,
    "mp4": _mp4,
    "avi": _avi,
    "pdf": _pdf,
    "svg": _svg,
}


@pytest.fixture(scope="session")
def picture() -> Builder:
    """`picture("jpeg", xmp={…}, exif={…}, iim={…}, texts={…}, jumbf=bytes)`: a picture that carries these."""

    def build(kind: str, **carried: Any) -> bytes:
        parts: dict[str, bytes] = {}
        for name, make in (("xmp", _packet), ("exif", _tiff), ("iim", _iim)):
            if (value := carried.get(name)) is not None:
                parts[name] = value if isinstance(value, bytes) else make(value)
        if "jumbf" in carried:
            parts["jumbf"] = carried["jumbf"]
        return MAKERS[kind](parts, carried.get("texts", {}))

    return build


@pytest.fixture(scope="session")
def packet() -> Builder:
    """An XMP packet from properties by "prefix:Name"."""
    return _packet


@pytest.fixture(scope="session")
def tiff() -> Builder:
    """A TIFF structure, as EXIF is one."""
    return _tiff


@pytest.fixture(scope="session")
def png_chunks() -> Builder:
    """A PNG with raw chunks (kind, data) before its pixels, or after them."""

    def build(*chunks: tuple[bytes, bytes], after: bool = False) -> bytes:
        plain = _png({}, {})
        at = len(plain) - 12 if after else 33
        return plain[:at] + b"".join(chunk(kind, data) for kind, data in chunks) + plain[at:]

    return build


@pytest.fixture(scope="session")
def jpeg_segments() -> Builder:
    """A JPEG with raw segments (marker, payload) at its start."""

    def build(*segments: tuple[int, bytes]) -> bytes:
        plain = _jpeg({}, {})
        return plain[:2] + b"".join(segment(marker, payload) for marker, payload in segments) + plain[2:]

    return build


@pytest.fixture(scope="session", autouse=True)
def _no_process_left() -> Iterator[None]:
    """End the checking process with the tests that started it."""
    yield
    c2pa_process.stop()

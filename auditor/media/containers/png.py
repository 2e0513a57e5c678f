"""PNG: text chunks before and after the pixels, EXIF and C2PA."""

from __future__ import annotations

from auditor.media.harvest import MAX_STEPS, MAX_TEXT, Harvest, lenient
from auditor.media.iptc import datasets_of

XMP_KEYWORD = b"XML:com.adobe.xmp"
RAW_PROFILE = "raw profile type "


def walk(raw: bytes, harvest: Harvest) -> None:
    """Read every chunk to the end: text may stand after the pixels."""
    at = 8
    for _ in range(MAX_STEPS):
        length, kind = int.from_bytes(raw[at : at + 4], "big"), raw[at + 4 : at + 8]
        if kind == b"IEND":
            return
        end = at + 12 + length
        if at == len(raw):  # only the end mark is missing
            harvest.cut = True
            return
        _chunk(kind, raw[at + 8 : end - 4], harvest)  # also what is left of one that was cut
        if end > len(raw):
            harvest.cut = True
            harvest.skip("the rest of the file: it ends within a chunk")
            return
        at = end
    harvest.skip("the rest of the file: too many chunks")


def _chunk(kind: bytes, data: bytes, harvest: Harvest) -> None:
    if kind in (b"tEXt", b"zTXt", b"iTXt") and len(data) > 2 * MAX_TEXT:
        harvest.skip("text chunks beyond the size limit")
    elif kind in (b"tEXt", b"zTXt", b"iTXt"):
        _text(kind, data, harvest)
    elif kind == b"eXIf":
        harvest.exif = harvest.exif or data
    elif kind == b"caBX":
        harvest.keep_jumbf(data)


def _text(kind: bytes, data: bytes, harvest: Harvest) -> None:
    keyword, _, rest = data.partition(b"\0")
    if kind == b"zTXt":
        rest = harvest.inflate(rest[1:])
    elif kind == b"iTXt":
        compressed, fields = rest[:1] == b"\1", rest[2:].split(b"\0", 2)
        rest = fields[2] if len(fields) == 3 else b""
        rest = harvest.inflate(rest) if compressed else rest
    if keyword == XMP_KEYWORD:  # some generators write it as tEXt or zTXt
        harvest.keep_xmp(rest)
        return
    name, value = lenient(keyword), lenient(rest[:MAX_TEXT])
    if name.lower().startswith(RAW_PROFILE):
        _raw_profile(name[len(RAW_PROFILE) :].lower(), value, harvest)
    else:
        harvest.keep_text(name, value)


def _raw_profile(kind: str, value: str, harvest: Harvest) -> None:
    """EXIF, IPTC or XMP as a hexadecimal dump: a name, a length, then the digits (ImageMagick's habit)."""
    words = value.split()
    try:
        data = bytes.fromhex("".join(words[2:]))
    except ValueError:
        harvest.skip(f"a damaged raw profile ({kind[:20]})")
        return
    if kind in ("exif", "app1") and data.startswith(b"Exif"):
        harvest.exif = harvest.exif or data[6:]
    elif kind in ("xmp", "app1") and b"<" in data:
        harvest.keep_xmp(data[data.find(b"<") :])
    elif kind in ("iptc", "8bim"):
        harvest.iim = harvest.iim or datasets_of(data)

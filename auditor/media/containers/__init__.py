"""Containers of pictures, films and documents: each module walks one format and never decodes a pixel."""

from __future__ import annotations

from collections.abc import Callable

from auditor.media.containers import bmff, gif, jpeg, pdf, png, svg, tiff, webp
from auditor.media.harvest import Harvest

__all__ = ["MIME", "sniff", "walk"]

Walker = Callable[[bytes, Harvest], None]

MIME = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
    "tiff": "image/tiff",
    "avif": "image/avif",
    "heif": "image/heic",
    "jxl": "image/jxl",
    "svg": "image/svg+xml",
    "mp4": "video/mp4",
    "avi": "video/avi",
    "pdf": "application/pdf",
}
WALKERS: dict[str, Walker] = {
    "jpeg": jpeg.walk,
    "png": png.walk,
    "webp": webp.walk,
    "gif": gif.walk,
    "tiff": tiff.walk,
    "avif": bmff.walk,
    "heif": bmff.walk,
    "jxl": bmff.walk,
    "jp2": bmff.walk,
    "mp4": bmff.walk,
    "avi": webp.walk,
    "pdf": pdf.walk,
    "svg": svg.walk,
}
BARE = {"bmp", "jxl-codestream"}
"""Formats without a place for metadata: looked, not there."""
SIGNATURES = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "jp2"),
    (b"\xff\x0a", "jxl-codestream"),
    (b"%PDF-", "pdf"),
)
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def sniff(raw: bytes) -> str | None:
    """The format by its first bytes, whatever a header claims; None for what is no picture we know."""
    for signature, kind in SIGNATURES:
        if raw.startswith(signature):
            return kind
    if raw[:4] == b"RIFF" and raw[8:12] in (b"WEBP", b"AVI "):
        return "webp" if raw[8:12] == b"WEBP" else "avi"
    if raw[:2] == b"BM" and raw[6:10] == b"\0\0\0\0" and len(raw) >= 26:
        return "bmp"
    if raw[4:8] == b"ftyp":
        return _brand(raw)
    return "svg" if svg.looks_like(raw) else None


def walk(raw: bytes, kind: str) -> Harvest:
    """Walk the file once and bring home its metadata; whatever the bytes are, it does not raise."""
    harvest = Harvest(kind)
    if kind in BARE:
        return harvest
    try:
        WALKERS[kind](raw, harvest)
    except (IndexError, ValueError, OverflowError) as broken:
        harvest.skip(f"the rest of the file: its structure is broken ({type(broken).__name__})")
    return harvest


def _brand(raw: bytes) -> str:
    end = min(int.from_bytes(raw[:4], "big"), 256)
    brands = {raw[at : at + 4] for at in (8, *range(16, end, 4))}
    if brands & {b"avif", b"avis"}:
        return "avif"
    return "heif" if brands & HEIF_BRANDS else "mp4"

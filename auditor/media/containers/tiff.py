"""TIFF and DNG: XMP, IPTC, Photoshop resources and C2PA are tags; EXIF is the file itself."""

from __future__ import annotations

from auditor.media.exif import directory
from auditor.media.harvest import Harvest
from auditor.media.iptc import datasets_of

XMP, IPTC, PHOTOSHOP, C2PA = 700, 33723, 34377, 0xCD41


def walk(raw: bytes, harvest: Harvest) -> None:
    """Read the tags of the first picture in the file."""
    harvest.exif = raw
    first = directory(raw, None)
    if first.cut:
        harvest.cut = True
        harvest.skip("the rest of the file: it ends within a directory")
    harvest.keep_xmp(first.raw(XMP))
    harvest.iim = first.raw(IPTC) or datasets_of(first.raw(PHOTOSHOP))
    harvest.keep_jumbf(first.raw(C2PA))

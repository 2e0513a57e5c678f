"""What the picture files that came with a page say of their making, each read once for all detectors."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from auditor import media
from auditor.page import Page, Picture
from auditor.provenance import ImageProvenance

_read: WeakKeyDictionary[Page, dict[str, ImageProvenance]] = WeakKeyDictionary()


def provenance_of(page: Page, picture: Picture) -> ImageProvenance | None:
    """What the file of the picture says, in whichever rendition the snapshot holds; None where it holds none."""
    if not page.snapshot.media:
        return None
    files = {file.url: file for file in page.snapshot.media}
    held = next((files[url] for url in (picture.url, *picture.renditions) if url in files), None)
    if held is None:
        return None
    known = _read.setdefault(page, {})
    if held.url not in known:
        known[held.url] = media.inspect(held.raw, held.content_type)
    return known[held.url]

"""What the picture files that came with a page say of their making, each read once for all detectors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from weakref import WeakKeyDictionary

from auditor import media
from auditor.media.trust import EMPTY, TrustLists
from auditor.page import Page, Picture
from auditor.provenance import ImageProvenance

_read: WeakKeyDictionary[Page, dict[tuple[str, TrustLists], ImageProvenance]] = WeakKeyDictionary()
_lists: ContextVar[TrustLists] = ContextVar("trust lists", default=EMPTY)


@contextmanager
def checked_against(lists: TrustLists) -> Iterator[None]:
    """Inside of this, signers of pictures are checked against these lists."""
    token = _lists.set(lists)
    try:
        yield
    finally:
        _lists.reset(token)


def provenance_of(page: Page, picture: Picture) -> ImageProvenance | None:
    """What the file of the picture says, in whichever rendition the snapshot holds; None where it holds none."""
    if not page.snapshot.media:
        return None
    files = {file.url: file for file in page.snapshot.media}
    held = next((files[url] for url in (picture.url, *picture.renditions) if url in files), None)
    if held is None:
        return None
    known = _read.setdefault(page, {})
    key = held.url, _lists.get()
    if key not in known:
        known[key] = media.inspect(held.raw, held.content_type, trust=_lists.get())
    return known[key]

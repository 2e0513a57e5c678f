"""What the picture files that came with a page say of their making, each read once for all detectors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from weakref import WeakKeyDictionary

from msgspec import UnsetType

from auditor import media
from auditor.detectors._originals import addresses
from auditor.facts import Image
from auditor.media.trust import EMPTY, TrustLists
from auditor.model import Gap, MediaFile
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


def file_of(page: Page, picture: Picture) -> MediaFile | None:
    """The file of the picture that the snapshot holds, the original before other renditions; None where it has none."""
    if not page.snapshot.media:
        return None
    files = {file.url: file for file in page.snapshot.media}
    return next((files[url] for url in addresses(page, picture) if url in files), None)


def provenance_of(page: Page, picture: Picture) -> ImageProvenance | None:
    """What the file of the picture says; None where the snapshot holds none."""
    held = file_of(page, picture)
    return None if held is None else read(page, held)


def read(page: Page, file: MediaFile) -> ImageProvenance:
    """What a file that came with the page says."""
    known = _read.setdefault(page, {})
    key = file.url, _lists.get()
    if key not in known:
        known[key] = media.inspect(file.raw, file.content_type, trust=_lists.get())
    return known[key]


def gaps(page: Page, images: tuple[Image, ...]) -> Iterator[Gap]:
    """Each file that did not come, by its name; how many others were not asked for; each that cannot be read."""
    missed = {one.url: one.problem for one in page.snapshot.missed}
    rest = 0
    for index, image in enumerate(images):
        if not isinstance(image.file, UnsetType):
            if image.file.verdict == "unreadable":
                detail = f"The file of the picture {image.file_url} came and could not be read."
                yield Gap(fact=f"images[{index}].ai_by_file", reason="unreadable", detail=detail)
            continue
        named = next((url for url in (image.original, image.url) if url in missed), None)
        if named is None:
            rest += 1
        else:
            detail = f"The picture {named} did not come. {missed[named]}"
            yield Gap(fact=f"images[{index}].file", reason="not-fetched", detail=detail)
    if rest:
        yield _not_read(rest, wanted=page.snapshot.media_wanted)


def _not_read(count: int, *, wanted: bool) -> Gap:
    pictures = "1 picture" if count == 1 else f"{count} pictures"
    why = "did not come" if wanted else "were not fetched in this audit"
    return Gap(
        fact="images[].file",
        reason="not-fetched" if wanted else "offline",
        detail=f"The files of {pictures} {why}, so what they say of their making is not known.",
    )

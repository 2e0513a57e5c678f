"""Which of a picture's renditions still say how it was made, where all of them were asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from auditor.detectors import _files
from auditor.facts import OWN_PICTURES, Image
from auditor.media import likeness, renditions
from auditor.model import Gap
from auditor.page import Page

MOST = 12
"""Renditions of one picture that are compared."""


def compared(page: Page, images: Iterable[Image]) -> Iterator[Image]:
    """The pictures, with the comparison of their files where that was asked for and can be made."""
    if not (page.snapshot.renditions_wanted and likeness.available()):
        yield from images
        return
    files = {file.url: file for file in page.snapshot.media}
    for image in images:
        if image.role in OWN_PICTURES:
            found = renditions.checks(addresses(image), files, lambda file: _files.read(page, file))
            image = replace(image, survival=tuple(found))
        yield image


def addresses(image: Image) -> tuple[str, ...]:
    """The original, then the others as the page names them."""
    first = (image.original,) if isinstance(image.original, str) else ()
    return tuple(dict.fromkeys((*first, image.url, *image.renditions)))[:MOST]


def gaps(page: Page) -> Iterator[Gap]:
    """Why the files were not compared, where that was asked for."""
    if page.snapshot.renditions_wanted and not likeness.available():
        yield Gap(
            fact="images[].survival",
            reason="library-absent",
            detail="The files of a picture were not compared: that needs pip install 'auditor[renditions]'.",
        )

"""All files that a page offers for one picture, side by side: which show it, and which still say how it was made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from auditor.media import likeness
from auditor.media.thumbnails import Drawing, drawing
from auditor.model import MediaFile
from auditor.provenance import ImageProvenance, RenditionCheck


def checks(
    addresses: Sequence[str], files: Mapping[str, MediaFile], said: Callable[[MediaFile], ImageProvenance]
) -> Iterator[RenditionCheck]:
    """
    One check an address, in this order; `files` holds what came, `said` tells what a file says of its making.

    All are compared with the first that came and can be drawn. Needs the extra `renditions` (`likeness.available`).
    """
    first: Drawing | None = None
    for address in addresses:
        file = files.get(address)
        if file is None:
            yield RenditionCheck(url=address, likeness="missing")
            continue
        seen = drawing(file.raw)
        first = first or seen
        bits = None if first is None or seen is None else likeness.distance(first.jpeg, seen.jpeg)
        told = said(file)
        yield RenditionCheck(
            url=address,
            likeness="not_drawn" if bits is None else likeness.likeness(bits),
            distance=bits,
            width=None if seen is None else seen.width,
            height=None if seen is None else seen.height,
            bytes=len(file.raw),
            verdict=told.verdict,
            credentials=told.c2pa.present,
        )

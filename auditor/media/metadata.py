"""The metadata of one file as fields that can be shown, and looked up by where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from auditor.media import aigc, exif, iptc, xmp
from auditor.media.aigc import AigcLabel
from auditor.media.harvest import Harvest, clean
from auditor.provenance import MetadataField

MAX_FIELDS = 100
SHOWN = 500
# Text chunks that carry a picture's settings or its maker; the others may be anything
SHOWN_TEXTS = {
    "parameters", "prompt", "workflow", "Software", "Source", "Description", "Comment", "AIGC", "Title", "Author",
    "Dream", "dream", "sd-metadata", "invokeai_metadata", "invokeai_graph", "negative_prompt", "fooocus_scheme",
}  # fmt: skip


class Metadata(NamedTuple):
    """Everything a file says of itself outside its C2PA manifest."""

    xmp: dict[str, tuple[str, ...]]
    exif: dict[str, str]
    iim: dict[str, str]
    texts: dict[str, str]
    comments: tuple[str, ...]
    aigc: tuple[str, AigcLabel] | None
    """Where the label stands, and the label."""

    def first(self, name: str) -> str:
        """The first value of an XMP property, or ""."""
        return next(iter(self.xmp.get(name, ())), "")

    def fields(self) -> tuple[MetadataField, ...]:
        """The fields as they are shown in a report, cut to what a reader can take in."""
        return tuple(
            MetadataField(where=where, value=value) for where, text in self._all() if (value := clean(text, SHOWN))
        )[:MAX_FIELDS]

    def _all(self) -> Iterator[tuple[str, str]]:
        for name, values in self.xmp.items():
            yield from ((f"XMP {name}", value) for value in values)
        yield from ((f"EXIF {name}", value) for name, value in self.exif.items())
        yield from ((f"IPTC-IIM {name}", value) for name, value in self.iim.items())
        yield from ((f"PNG text {name}", value) for name, value in self.texts.items() if name in SHOWN_TEXTS)
        yield from (("comment", value) for value in self.comments)


def read(harvest: Harvest) -> Metadata:
    """Parse what a walk brought home; packets that cannot be read to their end are noted in the harvest."""
    properties: dict[str, tuple[str, ...]] = {}
    for packet in harvest.xmp:
        found = xmp.parse(packet)
        if found.limit:
            harvest.skip(found.problem)
        elif found.problem and found.problem not in harvest.remarks:
            harvest.remarks.append(found.problem)
        for name, values in found.values.items():
            properties.setdefault(name, values)
    camera = exif.parse(harvest.exif)
    comments = tuple(harvest.comments)
    return Metadata(
        xmp=properties,
        exif=camera,
        iim=iptc.parse(harvest.iim),
        texts=harvest.texts,
        comments=comments,
        aigc=_label(properties, camera, harvest.texts, comments),
    )


def _label(
    properties: dict[str, tuple[str, ...]], camera: dict[str, str], texts: dict[str, str], comments: tuple[str, ...]
) -> tuple[str, AigcLabel] | None:
    """The first AIGC label in one of the places where it is allowed to stand."""
    places = [(f"XMP {xmp.AIGC}", value) for value in properties.get(xmp.AIGC, ())]
    places += [(f"PNG text {name}", text) for name, text in texts.items() if name.upper() == "AIGC"]
    # Free text must say AIGC itself: {"Label": "holiday"} is anybody's.
    free = [(f"EXIF {name}", camera.get(name, "")) for name in ("UserComment", "ImageDescription")]
    free += [
        (f"XMP {name}", value) for name in ("exif:UserComment", "dc:description") for value in properties.get(name, ())
    ]
    free += [("comment", text) for text in comments]
    places += [(where, text) for where, text in free if "AIGC" in text]
    for where, text in places:
        if label := aigc.find(text):
            return where, label
    return None

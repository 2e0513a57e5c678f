"""Image cards: what the page and the file say of each picture. No picture is ever loaded, only described."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import UNSET, UnsetType

from auditor.facts import Image, Maybe
from auditor.provenance import ContentCredentials, ImageProvenance
from auditor.render import wording
from auditor.render.escape import safe_href
from auditor.render.numbers import percent
from auditor.render.view import ImageView, LinkView, RowView

_INTEGRITY = {
    "intact": "the file still matches them",
    "broken": "they no longer match the file",
    "unchecked": "whether they match the file was not checked",
}
_TRUST = {
    "trusted": "the signer is on a trust list",
    "untrusted": "the signer is on no trust list that we use",
    "expired": "the signer's certificate has expired",
    "unchecked": "whether the signer is on a trust list was not checked",
}


def picture_views(images: Maybe[tuple[Image, ...]]) -> tuple[ImageView, ...]:
    """One card for each picture; none where the page has none or we could not look."""
    if isinstance(images, UnsetType):
        return ()
    return tuple(_picture(number, image) for number, image in enumerate(images, 1))


def _picture(number: int, image: Image) -> ImageView:
    unread = "The file was not read."
    return ImageView(
        role=f"{wording.IMAGE_ROLES[image.role]} (number {number})",
        verdict=unread if isinstance(image.file, UnsetType) else wording.VERDICTS[image.file.verdict],
        checked=image.file is not UNSET,
        rows=tuple(
            RowView(name=name, value=LinkView(text=text, href=href)) for name, text, href in _rows(image) if text
        ),
    )


def _rows(image: Image) -> Iterable[tuple[str, str, str | None]]:
    yield "Caption", image.caption or "none on this page", None
    yield "Credit", image.credit or "none on this page", None
    yield "Alternative text", "no attribute" if image.alt is None else image.alt or "empty", None
    yield "Label for readers", _label(image), None
    if not isinstance(image.file, UnsetType):
        for name, text in _file(image.file):
            yield name, text, None
    yield "Address", image.url, safe_href(image.url)


def _label(image: Image) -> str:
    if image.label_visible:
        return "a reader sees that a machine made or changed it"
    if image.ai_by_caption:
        return "caption, credit or alternative text say so, with no visible label"
    return "no statement about a machine found beside it"


def _file(file: ImageProvenance) -> Iterable[tuple[str, str]]:
    for reason in file.reasons:
        yield "Words in the file", f"“{reason.quote}” ({reason.where})"
    yield "Content Credentials", _credentials(file.c2pa)
    yield "How far to rely on it", percent(file.confidence)


def _credentials(c2pa: ContentCredentials) -> str:
    if not c2pa.present:
        return "none in the file"
    parts = [
        "present: they speak of origin, not of truth",
        _INTEGRITY.get(c2pa.integrity or "", ""),
        _TRUST.get(c2pa.trust or "", ""),
        f"signed by {c2pa.signer}" if c2pa.signer else "",
        f"written by {c2pa.generator}" if c2pa.generator else "",
        f"source type {wording.listed(c2pa.digital_source_types)}" if c2pa.digital_source_types else "",
        f"actions {wording.listed(c2pa.actions)}" if c2pa.actions else "",
    ]
    return "; ".join(part for part in parts if part)

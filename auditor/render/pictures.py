"""Cards of pictures: how each looks, what the page says of it, what its file says, and whether they agree."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping

from msgspec import UnsetType

from auditor.facts import Agreement, Image, ImageCalled, Maybe
from auditor.media.thumbnails import Thumbnails
from auditor.provenance import ImageProvenance
from auditor.render import wording
from auditor.render.copies import copies_view
from auditor.render.credentials import provenance_rows
from auditor.render.escape import plain, safe_href
from auditor.render.picture_view import ImageView, Tone, VerdictView
from auditor.render.steps import steps_view
from auditor.render.view import LinkView, RowView

NO_PICTURES: Thumbnails = {}
LABEL_DENIED = "The page says AI; a camera took it, says the file, and a trusted signature vouches for that."
NOT_COMPARED: tuple[Tone, str, str] = (
    "open",
    "Not compared",
    "The file was not read, so it cannot be compared with the page.",
)
AGREEMENTS: Mapping[Agreement, tuple[Tone, str, str]] = {
    "agrees": ("agrees", "Agree", "The page and the file say the same."),
    "agrees-partly": ("agrees", "Agree in part", "Both speak of AI: one as its maker, the other as a help."),
    "contradiction": ("against", "Contradiction", "The page says that no AI made it; the file says that AI did."),
    "weak-contradiction": (
        "open", "Weak contradiction", "The page says AI; the file says camera, but nobody trusted vouches for it."
    ),
    "claim-unchecked": (
        "open", "Cannot be checked", "The page says AI; the file says nothing of its making, for or against."
    ),
    "undisclosed-ai": ("against", "AI, not disclosed", "The file says that AI made it; the page shows no label."),
    "undisclosed-ai-edit": (
        "against", "AI edit, not disclosed", "The file says that AI changed it; the page shows no label."
    ),
    "undisclosed-ai-illustration": (
        "silent", "AI, called an illustration",
        "The page calls it an illustration and does not say what the file says: that AI made it.",
    ),
    "consistent": (
        "agrees", "Nothing against it", "The file says that a camera took it; nobody trusted vouches for that."
    ),
    "fine": ("agrees", "Nothing against it", "The page says nothing of its making that the file could contradict."),
    "odd": ("silent", "Odd", "The file says that a camera took it, and the page calls it something else."),
    "nothing-known": ("silent", "Nothing known", "The file says nothing of its making, which proves nothing."),
    "credentials-broken": (
        "open", "No verdict", "The credentials no longer match the file, so it speaks neither for nor against the page."
    ),
    "unreadable": ("open", "Cannot be checked", "The file could not be read, so it cannot be compared with the page."),
}  # fmt: skip
CALLED: Mapping[ImageCalled, str] = {
    "ai": "made or changed with AI",
    "illustration": "an illustration, a montage or a symbolic picture",
    "credited": "nothing but whose picture it is",
    "nothing": "nothing",
}


def picture_views(images: Maybe[tuple[Image, ...]], pictures: Thumbnails = NO_PICTURES) -> tuple[ImageView, ...]:
    """One card for each picture; none where the page has none or we could not look. `pictures` are small copies."""
    if isinstance(images, UnsetType):
        return ()
    drawn = {plain(url): small for url, small in pictures.items()}
    return tuple(_picture(number, image, drawn) for number, image in enumerate(images, 1))


def _picture(number: int, image: Image, drawn: Thumbnails) -> ImageView:
    small = drawn.get(image.url)
    role = wording.IMAGE_ROLES[image.role]
    file = None if isinstance(image.file, UnsetType) else image.file
    return ImageView(
        role=f"{role} (number {number})",
        picture=f"data:image/jpeg;base64,{base64.b64encode(small).decode()}" if small else "",
        alt=image.alt or image.caption or f"{role} without words for those who do not see it",
        frame="" if small else _frame(image, drawn),
        verdict="The file was not read." if file is None else wording.VERDICTS[file.verdict],
        checked=file is not None,
        agreement=_agreement(image),
        page=_listed(_page(image)),
        file=_listed(_file(image, file)),
        steps=None if file is None else steps_view(file.c2pa.history),
        copies=None if isinstance(image.survival, UnsetType) else copies_view(image.survival),
    )


def _frame(image: Image, drawn: Thumbnails) -> str:
    """Why a card shows no picture."""
    if image.url in drawn:
        return "This picture came and cannot be drawn."
    if isinstance(image.file, UnsetType):
        return "This picture did not come."
    return "This report was made without the picture itself."


def _agreement(image: Image) -> VerdictView | None:
    if isinstance(image.called, UnsetType):
        return None
    known = NOT_COMPARED if isinstance(image.agreement, UnsetType) else AGREEMENTS[image.agreement]
    if image.agreement == "contradiction" and image.called == "ai":
        known = (*known[:2], LABEL_DENIED)
    return VerdictView(tone=known[0], badge=known[1], words=known[2])


def _page(image: Image) -> Iterable[tuple[str, str, str | None]]:
    yield "Caption", image.caption or "none on this page", None
    yield "Credit", image.credit or "none on this page", None
    yield "Alternative text", "no attribute" if image.alt is None else image.alt or "empty", None
    yield "Label for readers", _label(image), None
    if not isinstance(image.called, UnsetType):
        yield "What it is called", CALLED[image.called], None
    if not isinstance(image.source_type, UnsetType) and image.source_type is not None:
        yield "In the markup", f"source type {image.source_type.quote}", None
    yield "Address", image.url, safe_href(image.url)


def _label(image: Image) -> str:
    if image.label_visible:
        return "a reader sees that a machine made or changed it"
    if image.ai_by_caption:
        return "caption, credit or alternative text say so, with no visible label"
    return "no statement about a machine found beside it"


def _file(image: Image, file: ImageProvenance | None) -> Iterable[tuple[str, str, str | None]]:
    if file is None:
        return
    for name, text in provenance_rows(file, steps=False):
        yield name, text, None
    if isinstance(image.file_url, str) and image.file_url != image.url:
        yield "File that was read", image.file_url, safe_href(image.file_url)


def _listed(rows: Iterable[tuple[str, str, str | None]]) -> tuple[RowView, ...]:
    return tuple(RowView(name=name, value=LinkView(text=text, href=href)) for name, text, href in rows if text)

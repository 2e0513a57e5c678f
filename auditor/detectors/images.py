"""The article's pictures: role, caption, credit and label as readers get them, and what the files say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from msgspec import UNSET, UnsetType

from auditor import media
from auditor.detectors.interface import Observation
from auditor.facts import At, Disclosure, Facts, Image, ImageRole
from auditor.model import Gap, GapReason
from auditor.page import Block, Page, Picture
from auditor.provenance import ImageProvenance

FACT = "images"

MAX_IMAGES = 40
SMALLEST = 80
"""Pixels; a picture declared smaller than this on a side is decoration."""
LONGEST_CAPTION = 1_200
ROLES: dict[str, ImageRole] = {
    "author-bio": "portrait", "byline": "portrait", "lead-media": "lead", "headline": "lead", "standfirst": "lead",
    "body": "body", "caption": "body", "credit": "body", "summary-box": "body", "pull-quote": "body",
    "process-note": "body", "source-list": "body",
}  # fmt: skip
AI_VERDICTS = frozenset({"ai_generated", "ai_edited", "composite"})

# "Photo: Ines Calder" and "photo by Ines Calder" at the end of a caption; not "a photo by the sea is on show".
_CREDIT = re.compile(
    r"(?i)(?:^|[.\s(\[|/–-]\s?)((?:(?:photo(?:graph)?|image|picture|illustration|graphic|foto|bild|grafik|imagen|"
    r"immagine|imagem|zdjęcie|fot\.|beeld|kuva|фото)(?:s|graphie)?"
    r"(?:\s*(?:credit|crédit|:|/))*(?:\s*[:/]|\s+(?:by|par|von|de|di)(?=\s+(?-i:[^\W\d_a-z])))|"
    r"credits?\s*:|crédits?\s*:|quelle\s*:|©|\(c\)|copyright\b)\s*[^.|]{2,100}[)\]]?)\.?\s*$"
)
_DECORATION = re.compile(
    r"(?i)(?:logo|icon|sprite|avatar|pixel|spacer|blank|placeholder|badge|emoji)[\w-]*(?:\.|/|$|-)"
)


class Words(NamedTuple):
    """Caption and credit of a picture, told apart."""

    caption: str | None
    credit: str | None
    blocks: tuple[Block, ...]


def detect(page: Page, facts: Facts) -> Observation[tuple[Image, ...]]:
    """The pictures of the article in document order; one gap names all files that were not read."""
    notes = () if facts.disclosures is UNSET else facts.disclosures
    files = {file.url: file for file in page.snapshot.media}
    images: list[Image] = []
    unread = 0
    for picture in page.pictures:
        role = _role(page, picture)
        if role is None or len(images) >= MAX_IMAGES:
            continue
        addresses = (picture.url, *picture.renditions)
        held = next((files[url] for url in addresses if url in files), None)
        unread += held is None
        provenance = media.inspect(held.raw, held.content_type) if held else UNSET
        images.append(_image(page, picture, role, notes, provenance))
    if not images and (declared := _declared_lead(page)):
        images.append(declared)
        unread += 1
    return Observation(tuple(images), tuple(_gaps(page, unread)))


def _role(page: Page, picture: Picture) -> ImageRole | None:
    """The role of a picture; None for decoration and for what belongs to another article."""
    if not picture.article or _tiny(picture) or _DECORATION.search(urlsplit(picture.url).path.rsplit("/", 1)[-1]):
        return None
    if picture.region in {"paywall", "promo"}:
        return "promo"
    role = ROLES.get(picture.region)
    before_body = not page.body_blocks or picture.block <= page.body_blocks[0].number
    return "lead" if role == "body" and before_body else role


def _tiny(picture: Picture) -> bool:
    attributes = picture.node.attributes
    sides = [attributes.get(name) for name in ("width", "height")]
    return any(side is not None and side.isdigit() and int(side) < SMALLEST for side in sides)


def _image(
    page: Page,
    picture: Picture,
    role: ImageRole,
    notes: tuple[Disclosure, ...],
    provenance: ImageProvenance | UnsetType,
) -> Image:
    words = _words(page, picture)
    spoken = [note for note in notes if note.scope == "image" and note.about_this_page and note.role != "none"]
    near = [note for note in spoken if _about(note, words, picture)]
    quote, at = _quote(page, picture, words)
    return Image(
        url=picture.url,
        role=role,
        caption=words.caption,
        credit=words.credit,
        alt=picture.alt,
        label_visible=any(note.visible and note.origin == "text" for note in near),
        ai_by_caption=bool(near),
        ai_by_file=UNSET if isinstance(provenance, UnsetType) else provenance.verdict in AI_VERDICTS,
        file=provenance,
        renditions=picture.renditions,
        quote=quote,
        at=at,
    )


def _words(page: Page, picture: Picture) -> Words:
    blocks = tuple(
        page.blocks[index] for index in picture.caption_blocks if page.blocks[index].region in {"caption", "credit"}
    )
    if not blocks and picture.block < len(page.blocks):
        following = page.blocks[picture.block]
        blocks = (following,) if following.region in {"caption", "credit"} and following.article else ()
    captions = [block.text for block in blocks if block.region == "caption"]
    credits = [block.text for block in blocks if block.region == "credit"]
    caption = " ".join(captions)[:LONGEST_CAPTION] or None
    credit = " ".join(dict.fromkeys(credits)) or None
    if caption and not credit and (match := _CREDIT.search(caption)):
        credit = match[1].strip(" ()[]")
        caption = caption[: match.start(1)].rstrip(" ([|/–-") or None
    return Words(caption, credit, blocks)


def _about(note: Disclosure, words: Words, picture: Picture) -> bool:
    """Whether an image disclosure stands on this picture: in its caption, credit or alternative text."""
    if note.at.start is None:
        return bool(picture.alt) and note.quote in (picture.alt or "")
    return any(block.start <= note.at.start < block.end for block in words.blocks)


def _quote(page: Page, picture: Picture, words: Words) -> tuple[str, At]:
    if words.blocks:
        first = words.blocks[0]
        return first.text, page.at(first)
    at = page.at_node(picture.node, picture.region)
    return picture.alt or picture.url, at


def _declared_lead(page: Page) -> Image | None:
    """The picture that only the markup names: og:image, or the image of the JSON-LD article."""
    for url, selector in _declared_urls(page):
        return Image(
            url=page.absolute(url),
            role="lead",
            caption=None,
            credit=None,
            alt=None,
            label_visible=False,
            ai_by_caption=False,
            quote=url,
            at=page.in_markup(selector),
        )
    return None


def _declared_urls(page: Page) -> Iterator[tuple[str, str]]:
    if meta := page.structured.meta("og:image", "twitter:image"):
        yield meta.value, meta.selector
    for node in page.structured.articles:
        image: Any = node.data.get("image")
        first = image[0] if isinstance(image, list) and image else image
        url = first.get("url") if isinstance(first, dict) else first
        if isinstance(url, str) and url:
            yield url, f"{node.selector}/image"


def _gaps(page: Page, unread: int) -> Iterator[Gap]:
    if not unread:
        return
    wanted = page.snapshot.media_wanted
    reason: GapReason = "not-fetched" if wanted else "offline"
    pictures = "1 picture" if unread == 1 else f"{unread} pictures"
    why = "did not come" if wanted else "were not fetched in this audit"
    yield Gap(
        fact="images[].file",
        reason=reason,
        detail=f"The files of {pictures} {why}, so what they say of their making is not known.",
    )

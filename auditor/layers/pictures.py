"""What is said of each picture: by caption and credit, alternative text, markup and the file itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import UnsetType

from auditor.consistency import Layer, Says
from auditor.facts import OWN_PICTURES, Disclosure, Facts, Image, known
from auditor.layers.statements import BY_ROLE, CAPTIONS, Said, is_element, layer_of, overlap
from auditor.lexicon import words
from auditor.lexicon.patterns import Pattern, compiled
from auditor.media.source_types import source_class
from auditor.places import At, Quoted
from auditor.provenance import ImageProvenance

BY_CLASS: dict[str, Says] = {
    "ai_generated": "ai-made",
    "ai_edited": "ai-helped",
    "composite": "ai-helped",
    "camera_capture": "people",
}
"""What a source type, or the verdict on a file, says."""


def picture_statements(facts: Facts) -> Iterator[Said]:
    """Everything said of AI in pictures; a statement that stands at no single picture speaks of all, without number."""
    images = known(facts.images)
    notes = [note for note in known(facts.disclosures) if note.about_this_page and note.scope == "image"]
    labelled: set[int] = set()
    for note in notes:
        if note.origin == "file" or _is_source_type(note, images):
            continue
        number = _number(note, images)
        layer = _layer(note, images, number)
        if layer == "caption" and number and note.role != "none":
            labelled.add(number)
        yield Said(layer, "picture", number, BY_ROLE[note.role], Quoted(quote=note.quote, at=note.at))
    for number, image in enumerate(images, 1):
        if image.role == "promo":
            continue
        if not isinstance(image.source_type, UnsetType) and image.source_type is not None:
            says = BY_CLASS.get(source_class(image.source_type.quote) or "")
            if says:
                yield Said("markup", "picture", number, says, image.source_type)
        if isinstance(image.file, ImageProvenance) and (said := of_file(image, image.file, number)):
            yield said
        if number not in labelled and is_called_photograph(image):
            yield Said("caption", "picture", number, "people", Quoted(quote=image.quote, at=image.at))


def of_file(image: Image, file: ImageProvenance, number: int) -> Said | None:
    """What the file says; that a camera took the picture is believed only where somebody vouches for it."""
    says = BY_CLASS.get(file.verdict)
    vouched = file.c2pa.integrity == "intact" and file.c2pa.trust == "trusted"
    if says is None or (says == "people" and not vouched):
        return None
    words_ = file.reasons[0].quote if file.reasons else file.verdict
    return Said("file", "picture", number, says, Quoted(quote=words_, at=in_file(image)))


def in_file(image: Image) -> At:
    """Where a file stands: at the element of its picture."""
    return At(region="markup", selector=image.at.selector)


def is_called_photograph(image: Image) -> bool:
    """Whether the caption credits a photographer: "Photo: Ines Calder", "Foto von …"."""
    return image.at.start is not None and _photograph().search(image.quote) is not None


@lru_cache(maxsize=1)
def _photograph() -> Pattern:
    labels = "|".join(sorted(words.listed("photographs", "credits"), key=len, reverse=True))
    return compiled(rf"(?i)(?:^|[^\pL\pN])(?:{labels})\.?(?:\s*[:：]|\s+(?:by|von|par|de|di|av)\s)\s*[^\s:]")


def _is_source_type(note: Disclosure, images: tuple[Image, ...]) -> bool:
    """Whether the structured data speak of one of these pictures: then the picture itself has the statement."""
    told = [image.source_type for image in images if not isinstance(image.source_type, UnsetType)]
    return note.origin == "markup" and any(one is not None and one.at == note.at for one in told)


def _number(note: Disclosure, images: tuple[Image, ...]) -> int | None:
    """Which picture a statement stands at; None for all of them, or one that cannot be told."""
    for number, image in enumerate(images, 1):
        if _stands_at(note, image):
            return number
    own = [number for number, image in enumerate(images, 1) if image.role in OWN_PICTURES]
    return own[0] if len(own) == 1 and len(images) == 1 else None


def _stands_at(note: Disclosure, image: Image) -> bool:
    if note.at.start is not None:
        if image.at.start is not None and overlap(note.at, image.at):
            return True
        texts = (image.caption, image.credit) if note.region in CAPTIONS else ()
        bare = note.quote.strip(" .()[]")
        return any(text and (bare in text or text == note.quote) for text in texts)
    if image.alt and note.quote in image.alt:
        return True
    if not is_element(note.at):
        return False
    inner, outer = image.at.selector, note.at.selector
    return inner == outer or inner.startswith(f"{outer} ")


def _layer(note: Disclosure, images: tuple[Image, ...], number: int | None) -> Layer:
    image = images[number - 1] if number is not None else None
    if note.origin == "header" or note.at.start is None:
        alt = image is not None and note.origin != "header" and note.quote in (image.alt or "")
        return "alt" if alt else layer_of(note.at)
    beside = image is not None and image.at.start is not None and overlap(note.at, image.at)
    return "caption" if beside else layer_of(note.at)

"""The article's pictures: role, caption, credit and label as readers get them, and what the files say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from msgspec import UNSET
from msgspec.structs import replace

from auditor.detectors import _names, _picture_roles, _picture_words
from auditor.detectors._files import provenance_of
from auditor.detectors._picture_types import declared_types
from auditor.detectors._picture_words import Text
from auditor.detectors.interface import Observation
from auditor.facts import At, Disclosure, Facts, Image, ImageRole
from auditor.model import Gap, GapReason
from auditor.page import Page, Picture

FACT = "images"

MAX_IMAGES = 40
AI_VERDICTS = frozenset({"ai_generated", "ai_edited", "composite"})

SHORTEST_STEM = 6
"""Characters of a file name that can tell one picture from another."""

_SIZED = re.compile(r"(?:[-_]\d{2,4}x\d{2,4})?\.(?:jpe?g|png|webp|gif|avif)$", re.IGNORECASE)


def detect(page: Page, facts: Facts) -> Observation[tuple[Image, ...]]:
    """The pictures of the article in document order; one gap names all files that were not read."""
    notes = () if facts.disclosures is UNSET else facts.disclosures
    authors = frozenset(_names.fold(one.name) for one in facts.authors) if facts.authors is not UNSET else frozenset()
    declared = [(url, _stem(url)) for url in dict.fromkeys(page.absolute(url) for url, _ in _declared_urls(page))]
    images: dict[str, Image] = {}
    taken: set[int] = set()
    large: set[int] = set()
    for picture in page.pictures:
        if len(images) >= MAX_IMAGES:
            break
        if not (_picture_roles.is_in_article(picture) or _picture_words.has_words_near(page, picture)):
            continue
        if _picture_roles.is_decoration(picture):
            continue
        beside = _picture_words.beside(page, picture)
        place = _picture_roles.role(page, picture, beside, authors)
        if place is None:
            continue
        words = _picture_words.words(picture, beside)
        role = _picture_roles.role_by_words(page, picture, place, words, large)
        if role is None:
            continue
        taken.update(block.number for block in beside)
        image = _image(page, picture, role, words, notes, declared)
        key = _stem(image.url)
        if key in images and _says_other(images[key], image):
            key = f"{key} {len(images)}"
        images[key] = _merged(images[key], image) if key in images else image
    bare = [key for key, image in images.items() if image.credit is None and image.role in _picture_roles.SHOWN]
    if bare and (credit := _picture_words.of_all(page, taken)):
        images |= {key: replace(images[key], credit=credit) for key in bare}
    unread = sum(image.file is UNSET for image in images.values())
    if not images and (lead := _declared_lead(page)):
        images[lead.url] = lead
        unread += 1
    return Observation(tuple(_typed(page, images.values())), tuple(_gaps(page, unread)))


def _typed(page: Page, images: Iterable[Image]) -> Iterator[Image]:
    """The pictures with the source type that the structured data give them."""
    types = {_stem(url): quoted for url, quoted in declared_types(page).items()}
    if not types:
        yield from images
        return
    for image in images:
        stems = (_stem(url) for url in (image.url, *image.renditions))
        yield replace(image, source_type=next((types[stem] for stem in stems if stem in types), None))


@lru_cache(maxsize=1_024)
def _stem(url: str) -> str:
    """The address without query, size and file type where its path names a file: the same for all its sizes."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    plain = _SIZED.sub("", path)
    return plain if plain != path and len(plain.rsplit("/", 1)[-1]) >= SHORTEST_STEM else url


def _says_other(one: Image, other: Image) -> bool:
    """Whether one file stands on the page with two captions, as in a series that shows it again."""
    return None not in {one.caption, other.caption} and one.caption != other.caption


def _merged(first: Image, again: Image) -> Image:
    """A picture that stands on the page twice, such as once for small screens: what is said of it once is said."""
    main, other = (again, first) if first.quote in {first.url, first.alt} else (first, again)
    addresses = dict.fromkeys([first.url, *first.renditions, again.url, *again.renditions])
    return replace(
        main,
        url=first.url,
        role=first.role if first.role in _picture_roles.SHOWN or again.role not in _picture_roles.SHOWN else again.role,
        caption=main.caption or other.caption,
        credit=main.credit or other.credit,
        label_visible=first.label_visible or again.label_visible,
        ai_by_caption=first.ai_by_caption or again.ai_by_caption,
        ai_by_file=again.ai_by_file if first.ai_by_file is UNSET else first.ai_by_file,
        file=again.file if first.file is UNSET else first.file,
        renditions=tuple(addresses)[1:],
    )


def _image(
    page: Page,
    picture: Picture,
    role: ImageRole,
    words: Text,
    notes: tuple[Disclosure, ...],
    declared: list[tuple[str, str]],
) -> Image:
    provenance = provenance_of(page, picture)
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
        ai_by_file=UNSET if provenance is None else provenance.verdict in AI_VERDICTS,
        file=provenance or UNSET,
        renditions=(*picture.renditions, *_declared_as(declared, picture)),
        quote=quote,
        at=at,
        source_type=None,
    )


def _about(note: Disclosure, words: Text, picture: Picture) -> bool:
    """Whether an image disclosure stands on this picture: in its caption, credit or alternative text."""
    if note.at.start is None:
        return bool(picture.alt) and note.quote in (picture.alt or "")
    return any(block.start <= note.at.start < block.end for block in words.blocks)


def _quote(page: Page, picture: Picture, words: Text) -> tuple[str, At]:
    if words.blocks:
        first = words.blocks[0]
        return first.text, page.at(first)
    at = page.at_node(picture.node, picture.region)
    return picture.alt or picture.url, at


def _declared_as(declared: list[tuple[str, str]], picture: Picture) -> Iterator[str]:
    """The addresses that og:image and JSON-LD give the same file; `declared` holds them with their stems."""
    known = (picture.url, *picture.renditions)
    for url, stem in declared:
        name = stem.rpartition("/")[2]
        if len(name) >= SHORTEST_STEM and url not in known and any(name in one for one in known):
            yield url


def _declared_lead(page: Page) -> Image | None:
    """The picture that only the markup names: og:image, or the image of the JSON-LD article."""
    for url, selector in _declared_urls(page):
        if _picture_roles.dresses(page.absolute(url)):
            continue
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
            source_type=None,
        )
    return None


def _declared_urls(page: Page) -> Iterator[tuple[str, str]]:
    if meta := page.structured.meta("og:image", "twitter:image"):
        yield meta.value, meta.selector
    for node in page.structured.articles:
        given: Any = node.data.get("image")
        for image in given if isinstance(given, list) else [given]:
            url = (image.get("url") or image.get("contentUrl")) if isinstance(image, dict) else image
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

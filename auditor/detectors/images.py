"""The article's pictures: role, caption, credit and label as readers get them, and what the files say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from auditor.detectors import _agreement, _files, _names, _originals, _picture_roles, _picture_words, _survival
from auditor.detectors._agreement import Notes, notes_of
from auditor.detectors._originals import stem
from auditor.detectors._picture_types import declared_types
from auditor.detectors._picture_words import Text
from auditor.detectors.interface import Observation
from auditor.facts import OWN_PICTURES, At, Disclosure, Facts, Image, ImageRole, known
from auditor.page import Block, Page, Picture
from auditor.provenance import ImageProvenance

FACT = "images"

MAX_IMAGES = 40
AI_VERDICTS = frozenset({"ai_generated", "ai_edited", "composite"})


class _Seen(NamedTuple):
    """A picture of the article, with what stands beside it."""

    picture: Picture
    role: ImageRole
    words: Text
    beside: tuple[Block, ...]


class _Told(NamedTuple):
    """What the page says with a picture, wherever it shows it."""

    notes: Notes
    texts: tuple[str, ...]


def detect(page: Page, facts: Facts) -> Observation[tuple[Image, ...]]:
    """The pictures of the article in document order; a gap names each file that did not come."""
    spoken = [note for note in known(facts.disclosures) if note.scope == "image" and note.about_this_page]
    images: dict[str, Image] = {}
    told: dict[str, _Told] = {}
    taken: set[int] = set()
    for seen in _pictures(page, facts):
        if len(images) >= MAX_IMAGES:
            break
        taken.update(block.number for block in seen.beside)
        near = [note for note in spoken if _about(note, seen.words, seen.picture)]
        image = _image(page, seen, near)
        key = stem(image.url)
        if key in images and _says_other(images[key], image):
            key = f"{key} {len(images)}"
        images[key] = _merged(images[key], image) if key in images else image
        told[key] = _with(told.get(key), notes_of(spoken, near), seen.words)
    bare = [key for key, image in images.items() if image.credit is None and image.role in OWN_PICTURES]
    if bare and (credit := _picture_words.of_all(page, taken)):
        images |= {key: replace(images[key], credit=credit) for key in bare}
    if not images and (lead := _declared_lead(page)):
        images[lead.url], told[lead.url] = lead, _Told(notes_of(spoken, ()), ())
    agreed = (_agreed(image, told[key]) for key, image in images.items())
    found = tuple(_typed(page, _survival.compared(page, agreed)))
    return Observation(found, (*_files.gaps(page, found), *_survival.gaps(page)))


def _pictures(page: Page, facts: Facts) -> Iterator[_Seen]:
    """The pictures that play a role in the article."""
    authors = frozenset(_names.fold(one.name) for one in facts.authors) if facts.authors is not UNSET else frozenset()
    large: set[int] = set()
    for picture in page.pictures:
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
        if role is not None:
            yield _Seen(picture, role, words, beside)


def _with(told: _Told | None, notes: Notes, words: Text) -> _Told:
    texts = tuple(block.text for block in words.blocks)
    if told is None:
        return _Told(notes, texts)
    return _Told(Notes((*told.notes.near, *notes.near), notes.elsewhere), (*told.texts, *texts))


def _agreed(image: Image, told: _Told) -> Image:
    """The picture with what the page calls it, and whether the file says the same."""
    name = _agreement.called(told.texts, image.credit, told.notes)
    return replace(image, called=name, agreement=_agreement.agreed(name, told.notes, image.file))


def _typed(page: Page, images: Iterable[Image]) -> Iterator[Image]:
    """The pictures with the source type that the structured data give them."""
    types = {stem(url): quoted for url, quoted in declared_types(page).items()}
    if not types:
        yield from images
        return
    for image in images:
        stems = (stem(url) for url in (image.url, *image.renditions))
        yield replace(image, source_type=next((types[stem] for stem in stems if stem in types), None))


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
        role=first.role if first.role in OWN_PICTURES or again.role not in OWN_PICTURES else again.role,
        caption=main.caption or other.caption,
        credit=main.credit or other.credit,
        label_visible=first.label_visible or again.label_visible,
        ai_by_caption=first.ai_by_caption or again.ai_by_caption,
        ai_by_file=again.ai_by_file if first.ai_by_file is UNSET else first.ai_by_file,
        file=again.file if first.file is UNSET else first.file,
        renditions=tuple(addresses)[1:],
        original=first.original,
        file_url=again.file_url if first.file is UNSET else first.file_url,
    )


def _image(page: Page, seen: _Seen, near: Collection[Disclosure]) -> Image:
    picture, words = seen.picture, seen.words
    held = _files.file_of(page, picture)
    said = UNSET if held is None else _files.read(page, held)
    labels = [note for note in near if note.role != "none"]
    quote, at = _quote(page, picture, words)
    return Image(
        url=picture.url,
        role=seen.role,
        caption=words.caption,
        credit=words.credit,
        alt=picture.alt,
        label_visible=any(note.visible and note.origin == "text" for note in labels),
        ai_by_caption=bool(labels),
        ai_by_file=_ai(said),
        file=said,
        renditions=_originals.renditions(page, picture),
        quote=quote,
        at=at,
        source_type=None,
        original=_originals.original(page, picture),
        file_url=UNSET if held is None else held.url,
    )


def _ai(file: ImageProvenance | UnsetType) -> bool | UnsetType:
    """Whether the file speaks of AI; not known of a file that could not be read."""
    return UNSET if isinstance(file, UnsetType) or file.verdict == "unreadable" else file.verdict in AI_VERDICTS


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


def _declared_lead(page: Page) -> Image | None:
    """The picture that only the markup names: og:image, or the image of the JSON-LD article."""
    for one in _originals.declared(page):
        if _picture_roles.dresses(one.url):
            continue
        held = next((file for file in page.snapshot.media if file.url == one.url), None)
        said = UNSET if held is None else _files.read(page, held)
        return Image(
            url=one.url,
            role="lead",
            caption=None,
            credit=None,
            alt=None,
            label_visible=False,
            ai_by_caption=False,
            ai_by_file=_ai(said),
            file=said,
            quote=one.given,
            at=page.in_markup(one.selector),
            source_type=None,
            original=one.url,
            file_url=UNSET if held is None else held.url,
        )
    return None

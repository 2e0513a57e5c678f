"""Where the files of a picture lie: which of its addresses are one file in several sizes, and which is the original."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit
from weakref import WeakKeyDictionary

from auditor.page import Page, Picture

SHORTEST_STEM = 6
"""Characters of a file name that can tell one picture from another."""

_SIZED = re.compile(r"(?:[-_]\d{2,4}x\d{2,4})?\.(?:jpe?g|png|webp|gif|avif)$", re.IGNORECASE)


class Declared(NamedTuple):
    """An address that the markup gives a picture of the article."""

    url: str
    """Absolute."""
    given: str
    """As it is written there."""
    selector: str
    width: int
    """As the markup says; 0 where it does not."""
    is_file: bool
    """The markup says that this is the file itself (`contentUrl`), not only what looks best in a timeline."""


_declared: WeakKeyDictionary[Page, tuple[Declared, ...]] = WeakKeyDictionary()


def declared(page: Page) -> tuple[Declared, ...]:
    """What og:image, twitter:image and the JSON-LD of the article name, each address once."""
    if page not in _declared:
        found: dict[str, Declared] = {}
        for one in _named(page):
            known = found.get(one.url, one)
            found[one.url] = known._replace(width=known.width or one.width, is_file=known.is_file or one.is_file)
        _declared[page] = tuple(found.values())
    return _declared[page]


def declared_as(page: Page, picture: Picture) -> Iterator[Declared]:
    """What the markup names that is the same file as this picture, by its name."""
    known = (picture.url, *picture.renditions)
    for one in declared(page):
        name = stem(one.url).rpartition("/")[2]
        if one.url in known or (len(name) >= SHORTEST_STEM and any(name in address for address in known)):
            yield one


def renditions(page: Page, picture: Picture) -> tuple[str, ...]:
    """All addresses of the picture but the one that names it."""
    found = dict.fromkeys((*picture.renditions, *(one.url for one in declared_as(page, picture))))
    found.pop(picture.url, None)
    return tuple(found)


def original(page: Page, picture: Picture) -> str:
    """
    The address of the largest original that the page names.

    What the markup declares for others to show is taken, unless a wider file is offered to the reader.
    """
    for one in sorted(declared_as(page, picture), key=lambda one: not one.is_file):
        if not (one.width and picture.width > one.width):
            return one.url
    return picture.largest


def addresses(page: Page, picture: Picture) -> tuple[str, ...]:
    """Every address of the picture, the original first."""
    every = (original(page, picture), picture.url, picture.largest, *renditions(page, picture))
    return tuple(dict.fromkeys(every))


@lru_cache(maxsize=1_024)
def stem(url: str) -> str:
    """The address without query, size and file type where its path names a file: the same for all its sizes."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return url
    plain = _SIZED.sub("", path)
    return plain if plain != path and len(plain.rsplit("/", 1)[-1]) >= SHORTEST_STEM else url


def _named(page: Page) -> Iterator[Declared]:
    if meta := page.structured.meta("og:image", "twitter:image"):
        width = page.structured.meta("og:image:width") if meta.name == "og:image" else None
        yield _of(page, meta.value, meta.selector, width.value if width else None)
    for node in page.structured.articles:
        given: Any = node.data.get("image")
        for image in given if isinstance(given, list) else [given]:
            told = image if isinstance(image, dict) else {"url": image}
            for name in ("url", "contentUrl"):
                url = told.get(name)
                if isinstance(url, str) and url:
                    yield _of(page, url, f"{node.selector}/image", told.get("width"), file=name == "contentUrl")


def _of(page: Page, given: str, selector: str, width: Any, *, file: bool = False) -> Declared:
    return Declared(page.absolute(given), given, selector, _pixels(width), file)


def _pixels(value: Any) -> int:
    """A width as JSON-LD and meta elements write it: 1200, "1200", "1200 px", or a quantity."""
    if isinstance(value, dict):
        value = value.get("value")
    digits = str(value).strip().removesuffix("px").strip() if isinstance(value, int | float | str) else ""
    return int(digits) if digits.isdecimal() and len(digits) <= 6 else 0

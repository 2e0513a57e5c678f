"""The pictures of a page as the markup has them: addresses, alternative text, the blocks of their figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from auditor.facts import Region
from auditor.page.model import Picture
from auditor.page.walk import Walked

LAZY = ("data-src", "data-original", "data-lazy-src")
LAZY_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
REACHED = ("http:", "https:", "file:")
"""Beginnings of addresses that can be looked into."""
MAX_RENDITIONS = 12
MAX_PICTURES = 200
MAX_SOURCES = 16
MAX_SET = 20_000
MAX_CANDIDATES = 40
BEFORE, AFTER = 6, 12
"""Blocks around a picture that can be the words of its figure."""
FIGURE_DEPTH = 6
LINK_DEPTH = 3

_WRAPPER = re.compile(r"(?i)\b(figure|wp-caption|image-?(wrapper|container|block))\b")
_FILE = re.compile(r"(?i)\.(?:jpe?g|png|webp|gif|avif|tiff?)(?:[?#]|$)")
_LATER = re.compile(r"(?i)^data-(?:[\w-]*-)?(?:src|url|image|full|large-file|orig-file)$")
"""Attributes with an address that a script puts in place of a placeholder."""
_STANDS_IN = re.compile(
    r"(?i)^$|^data:|\.(?:gif|svg)(?:\?|$)|blank|placeholder|spacer|pixel|empty|transparent|loading|lazy"
)
"""A picture that stands in for another until a script puts that in place."""
_CANDIDATE = re.compile(r"([^\s,]\S*[^\s,])(?:\s+([\d.]+)([wx]))?\s*(?:,|$)")


class _Sized(NamedTuple):
    """One entry of a set."""

    rank: float
    url: str
    width: int


@dataclass(frozen=True)
class Zone:
    """What the regions say about elements: is one inside the article, and which region is it in."""

    in_article: Callable[[int], bool]
    region: Callable[[int], Region]


def pictures(walked: Walked, zone: Zone, absolute: Callable[[str], str]) -> tuple[Picture, ...]:
    """Every picture with an address, in document order."""
    found = []
    for raw in walked.pictures[:MAX_PICTURES]:
        attributes = raw.node.attributes
        sized = _sized(raw.node, attributes)
        addresses = list(dict.fromkeys(map(absolute, _addresses(raw.node, attributes, sized))))
        addresses = [url for url in addresses if url.startswith(REACHED)]
        if not addresses:
            continue
        largest, width = _largest(raw.node, sized)
        largest = absolute(largest) if largest else ""
        figure = _figure(walked, raw.element)
        found.append(
            Picture(
                url=addresses[0],
                renditions=tuple(addresses[1 : MAX_RENDITIONS + 1]),
                alt=attributes.get("alt"),
                node=raw.node,
                block=raw.block,
                caption_blocks=_blocks_in(walked, figure, raw.block) if figure else (),
                article=zone.in_article(raw.element),
                region=zone.region(raw.element),
                largest=largest if largest.startswith(REACHED) else addresses[0],
                width=width,
            )
        )
    return tuple(found)


def _blocks_in(walked: Walked, figure: int, block: int) -> tuple[int, ...]:
    """The blocks in a figure whose picture stands before that block; only those near it are asked."""
    last, near = walked.ends[figure], range(max(0, block - BEFORE), min(len(walked.blocks), block + AFTER))
    return tuple([index for index in near if figure <= walked.blocks[index].element <= last])


def _sized(node: LexborNode, attributes: dict[str, str | None]) -> list[_Sized]:
    """What the sets of a picture offer, the largest first; a width of 0 is one that is not told."""
    found: list[_Sized] = []
    for candidates in _sets(node, attributes):
        for match in islice(_CANDIDATE.finditer(candidates[:MAX_SET]), MAX_CANDIDATES):
            size = float(match[2]) if match[2] and match[2].replace(".", "", 1).isdigit() else 0.0
            found.append(_Sized(size * (1000 if match[3] == "x" else 1), match[1], int(size) if match[3] == "w" else 0))
    return sorted(found, key=lambda one: -one.rank)


def _largest(node: LexborNode, sized: list[_Sized]) -> tuple[str | None, int]:
    """The file that a click on the picture opens, else the largest of its sets, and its width."""
    linked = _linked(node)
    if linked or not sized or not sized[0].rank:
        return linked, 0
    return sized[0].url, sized[0].width


def _addresses(node: LexborNode, attributes: dict[str, str | None], sized: list[_Sized]) -> list[str]:
    """Addresses of one picture, the one that names it first."""
    plain = [value for name in LAZY if (value := attributes.get(name))]
    later = [value for name, value in attributes.items() if value and _LATER.match(name) and _FILE.search(value)]
    shown = attributes.get("src") or ""
    plain += [*later, shown] if later and _STANDS_IN.search(shown) else [shown, *later]
    plain += [_linked(node) or ""]
    # The plain address is what a reader without srcset gets, so it names the picture.
    renditions = dict.fromkeys(
        url for url in [*plain, *(one.url for one in sized)] if url and not url.startswith("data:")
    )
    return list(islice(renditions, MAX_RENDITIONS + 1))


def _sets(node: LexborNode, attributes: dict[str, str | None]) -> Iterator[str]:
    """The srcset attributes of a picture and of the sources beside it."""
    yield from (candidates for name in LAZY_SETS if (candidates := attributes.get(name)))
    parent = node.parent
    if parent is not None and parent.tag == "picture":
        for source in islice(parent.iter(), MAX_SOURCES):
            if source.tag == "source":
                beside = source.attributes
                yield next((candidates for name in LAZY_SETS if (candidates := beside.get(name))), "")


def _linked(node: LexborNode) -> str | None:
    """The picture file that a click on the picture opens."""
    for _ in range(LINK_DEPTH):
        parent = node.parent
        if parent is None:
            return None
        node = parent
        if node.tag == "a":
            href = node.attributes.get("href")
            return href if href and _FILE.search(href) else None
    return None


@lru_cache(maxsize=4_096)
def _wraps(words: str) -> bool:
    """Whether an element calls itself the wrapper of a picture; classes repeat, so answers are kept."""
    return _WRAPPER.search(words) is not None


def _figure(walked: Walked, element: int) -> int:
    """The figure around an element, or the nearest wrapper that calls itself a picture; 0 where there is none."""
    for _ in range(FIGURE_DEPTH):
        if not element:
            return 0
        words = walked.words[element]
        if walked.tags[element] == "figure" or (words and _wraps(words)):
            return element
        element = walked.parents[element]
    return 0

"""The pictures of a page as the markup has them: addresses, alternative text, the blocks of their figure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from auditor.facts import Region
from auditor.page.model import Picture
from auditor.page.walk import RawPicture, Walked

LAZY = ("data-src", "data-original", "data-lazy-src", "data-url", "src")
LAZY_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
MAX_RENDITIONS = 12
MAX_PICTURES = 200
FIGURE_DEPTH = 4

_WRAPPER = re.compile(r"(?i)\b(figure|wp-caption|image-?(wrapper|container|block))\b")
_CANDIDATE = re.compile(r"([^\s,]\S*[^\s,])(?:\s+([\d.]+)([wx]))?\s*(?:,|$)")


@dataclass(frozen=True)
class Zone:
    """What the regions say about elements: is one inside the article, and which region is it in."""

    in_article: Callable[[int], bool]
    region: Callable[[int], Region]


def pictures(walked: Walked, zone: Zone, absolute: Callable[[str], str]) -> tuple[Picture, ...]:
    """Every picture with an address, in document order."""
    found = []
    for raw in walked.pictures[:MAX_PICTURES]:
        addresses = [absolute(url) for url in _addresses(raw)]
        addresses = list(dict.fromkeys(url for url in addresses if url.startswith(("http:", "https:", "file:"))))
        if not addresses:
            continue
        figure = _figure(walked, raw.element)
        last = walked.ends[figure] if figure else 0
        captions = tuple(
            index
            for index in range(max(0, raw.block - 6), min(len(walked.blocks), raw.block + 12))
            if figure and figure <= walked.blocks[index].element <= last
        )
        found.append(
            Picture(
                url=addresses[0],
                renditions=tuple(addresses[1 : MAX_RENDITIONS + 1]),
                alt=raw.node.attributes.get("alt", None) if "alt" in raw.node.attributes else None,
                node=raw.node,
                block=raw.block,
                caption_blocks=captions,
                article=zone.in_article(raw.element),
                region=zone.region(raw.element),
            )
        )
    return tuple(found)


def _addresses(raw: RawPicture) -> list[str]:
    """Addresses of one picture, the largest rendition first."""
    attributes = raw.node.attributes
    sized: list[tuple[float, str]] = []
    sets = [attributes.get(name) for name in LAZY_SETS]
    parent = raw.node.parent
    if parent is not None and parent.tag == "picture":
        sets += [
            source.attributes.get("srcset") or source.attributes.get("data-srcset") for source in parent.css("source")
        ]
    for candidates in sets:
        for match in _CANDIDATE.finditer((candidates or "")[:20_000]):
            size = float(match[2]) if match[2] and match[2].replace(".", "", 1).isdigit() else 0.0
            sized.append((size * (1000 if match[3] == "x" else 1), match[1]))
    sized.sort(key=lambda pair: -pair[0])
    plain = [value for name in LAZY if (value := attributes.get(name))]
    # The plain address is what a reader without srcset gets, so it names the picture.
    return [url for url in [*plain, *(url for _, url in sized)] if not url.startswith("data:")]


def _figure(walked: Walked, element: int) -> int:
    """The figure around an element, or the nearest wrapper that calls itself a picture; 0 where there is none."""
    for _ in range(FIGURE_DEPTH):
        if not element:
            return 0
        words = walked.words[element]
        if walked.tags[element] == "figure" or (words and _WRAPPER.search(words)):
            return element
        element = walked.parents[element]
    return 0

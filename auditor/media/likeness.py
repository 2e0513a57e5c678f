"""Whether two picture files show the same picture: perceptual hashes of their small copies."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image

from auditor.provenance import Likeness

if TYPE_CHECKING:
    from imagehash import ImageHash

SAME, ANOTHER = 8, 16
"""Of 64 bits: up to so many differ between copies of one picture, and from so many on it is called another one."""
CROPPED = 0.03
"""Share by which the proportions of two copies differ before one of them counts as cut."""
PLACES = (0.0, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0)
"""Where in a picture a cut copy is looked for, from its beginning to its end."""


def available() -> bool:
    """Whether the library that compares pictures is installed (the extra `renditions`)."""
    return importlib.util.find_spec("imagehash") is not None


def distance(one: bytes, other: bytes) -> int:
    """
    How many of 64 bits differ between two small copies that `auditor.media.thumbnails` made.

    Two kinds of hash are asked, for the light and for its changes, and the nearer counts: a logo laid on a picture, or
    another compression, disturbs one of them only. A copy with other proportions is looked for in the other picture.
    """
    wide, tall = _opened(one), _opened(other)
    if wide.width * tall.height < tall.width * wide.height:
        wide, tall = tall, wide
    broad, narrow = wide.width / wide.height, tall.width / tall.height
    pairs = [(wide, tall)]
    if broad - narrow > CROPPED * narrow:
        pairs += [(wide, part) for part in _parts(tall, broad)]
        pairs += [(part, tall) for part in _parts(wide, narrow)]
    return min(_bits(*pair) for pair in pairs)


def likeness(bits: int) -> Likeness:
    """What a distance means; between the two bounds nothing is said."""
    if bits <= SAME:
        return "same"
    return "another" if bits >= ANOTHER else "unclear"


def _parts(whole: Image.Image, proportion: float) -> Iterator[Image.Image]:
    """The largest parts of a picture that are so much wider than high."""
    width = min(whole.width, max(1, round(whole.height * proportion)))
    height = min(whole.height, max(1, round(whole.width / proportion)))
    for share in PLACES:
        left, top = round((whole.width - width) * share), round((whole.height - height) * share)
        yield whole.crop((left, top, left + width, top + height))


def _bits(one: Image.Image, other: Image.Image) -> int:
    light, across, down = (first - second for first, second in zip(_hashes(one), _hashes(other), strict=True))
    return min(int(light), int(across + down + 1) // 2)


def _hashes(picture: Image.Image) -> tuple[ImageHash, ImageHash, ImageHash]:
    import imagehash  # an extra

    return imagehash.phash(picture), imagehash.dhash(picture), imagehash.dhash_vertical(picture)


@lru_cache(maxsize=32)
def _opened(small: bytes) -> Image.Image:
    """Our own JPEG, whatever it was made from."""
    with Image.open(io.BytesIO(small), formats=("JPEG",)) as picture:
        return picture.convert("RGB")

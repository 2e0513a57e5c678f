"""Small copies of pictures for reports: new pixels only, nothing of what the file says."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from auditor.facts import Facts, known
from auditor.media.thumbnail_child import SIZE
from auditor.model import MediaFile

CHILD = Path(__file__).with_name("thumbnail_child.py")
SECONDS = 20.0
"""For one picture, the start of the process included."""
MAX_BYTES = 64 << 20
MAX_MADE = 256 << 10
Thumbnails = Mapping[str, bytes | None]
"""The small copy by `Image.url`; None for a picture that cannot be drawn, nothing for one that did not come."""
_JPEG = b"\xff\xd8\xff"


class Drawing(NamedTuple):
    """A picture as it looks, small."""

    jpeg: bytes
    """Without any metadata."""
    width: int
    """Of the picture itself, in pixels."""
    height: int


def drawing(raw: bytes, seconds: float = SECONDS) -> Drawing | None:
    """A small copy of at most 320 pixels and the size of the picture; None where it cannot be drawn. Never raises."""
    if not raw or len(raw) > MAX_BYTES:
        return None
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(CHILD)], input=raw, capture_output=True, timeout=seconds, check=False
        )
    except (OSError, subprocess.SubprocessError):  # no process, or none that ended in time
        return None
    size, jpeg = done.stdout[: SIZE.size], done.stdout[SIZE.size :]
    if done.returncode or not jpeg.startswith(_JPEG) or len(jpeg) > MAX_MADE:
        return None
    return Drawing(jpeg, *SIZE.unpack(size))


def thumbnail(raw: bytes, seconds: float = SECONDS) -> bytes | None:
    """The small copy alone."""
    made = drawing(raw, seconds)
    return None if made is None else made.jpeg


def thumbnails(facts: Facts, files: Sequence[MediaFile]) -> dict[str, bytes | None]:
    """Small copies of an article's pictures, as far as their files came with the page."""
    held = {file.url: file.raw for file in files}
    return {
        image.url: thumbnail(held[image.file_url])
        for image in known(facts.images)
        if isinstance(image.file_url, str) and image.file_url in held
    }

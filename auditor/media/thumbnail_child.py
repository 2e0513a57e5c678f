"""
Makes one small JPEG of the picture on standard input, and tells its size; run as a script, in a process of its own.

Decoding pixels is the one thing done here with hostile bytes that native code has to do, so it is done under limits
on memory and time, with the formats named, and what fails leaves nothing on standard output.
"""

from __future__ import annotations

import io
import struct
import sys
import warnings

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF", "MPO")
SIZE = struct.Struct(">II")
"""Width and height of the picture as it is looked at, before the small copy."""
EDGE = 320
"""Pixels of the longer side."""
QUALITY = 72
MAX_PIXELS = 80_000_000
MEMORY, SECONDS = 2 << 30, 10


def main() -> None:
    """Read, shrink, write."""
    _limit()
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=FORMATS) as picture:
        wide, high = picture.size
        picture.draft("RGB", (EDGE * 2, EDGE * 2))
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    if (wide > high) != (upright.width > upright.height) and upright.width != upright.height:
        wide, high = high, wide
    upright.thumbnail((EDGE, EDGE))
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright)
    made = io.BytesIO()
    paper.save(made, "JPEG", quality=QUALITY, optimize=True)
    sys.stdout.buffer.write(SIZE.pack(wide, high) + made.getvalue())


def _limit() -> None:
    try:
        import resource
    except ImportError:  # no such limits on this system; the time-out of the caller is left
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()

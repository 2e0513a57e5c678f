"""
How often copies of a picture are known again, and how often other pictures are taken for copies.

    python bench/likeness.py FOLDER     # pictures of at least 200 pixels; nothing is written

Each picture is changed as image services change pictures; each pair of different ones is compared too. Smooth pictures,
which tell nothing apart, are left out, and of equal ones all but the first.
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from PIL import Image, ImageDraw, ImageStat

from auditor.media import likeness
from auditor.media.thumbnails import drawing

SMALLEST, FLATTEST = 200, 12
PROPORTIONS = {"16:9": 16 / 9, "1.91:1": 1.91, "4:3": 4 / 3, "square": 1.0, "3:4": 0.75}
PLACES = (0.0, 0.3, 0.5, 1.0)


def changed(whole: Image.Image) -> Iterator[tuple[str, Image.Image, int]]:
    """What was done, the picture after it, and the quality it is saved with."""
    width, height = whole.size
    yield "smaller", whole.resize((max(64, width // 3), max(64, height // 3))), 85
    yield "compressed", whole, 25
    branded = whole.copy()
    ImageDraw.Draw(branded).rectangle((width // 20, height * 5 // 6, width // 4, height * 19 // 20), fill="white")
    yield "with a logo", branded, 85
    yield "a tenth cut off", whole.crop((width // 20, height // 20, width - width // 20, height - height // 20)), 85
    for name, proportion in PROPORTIONS.items():
        wide = min(width, round(height * proportion))
        high = min(height, round(width / proportion))
        for place in PLACES:
            left, top = round((width - wide) * place), round((height - high) * place)
            yield f"cut to {name}", whole.crop((left, top, left + wide, top + high)), 85


def small(picture: Image.Image, quality: int = 85) -> bytes:
    """The small copy that an audit would compare."""
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=quality)
    seen = drawing(made.getvalue())
    assert seen is not None, "our own JPEG can be drawn"
    return seen.jpeg


def different(folder: Path) -> list[tuple[Image.Image, bytes]]:
    """The pictures of a folder, each once, with their small copies."""
    found: list[tuple[Image.Image, bytes]] = []
    for path in sorted(folder.iterdir()):
        try:
            with Image.open(path) as opened:
                picture = opened.convert("RGB")
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            continue
        if min(picture.size) < SMALLEST or max(ImageStat.Stat(picture.convert("L")).stddev) < FLATTEST:
            continue
        copy = small(picture)
        if all(likeness.distance(copy, known) > likeness.SAME for _, known in found):
            found.append((picture, copy))
    return found


def main() -> None:
    """Print a table of how the comparisons went."""
    pictures = different(Path(sys.argv[1]))
    told: dict[str, Counter[str]] = {}
    for picture, copy in pictures:
        for name, after, quality in changed(picture):
            bits = likeness.distance(copy, small(after, quality))
            told.setdefault(name, Counter())[likeness.likeness(bits)] += 1
    told["different"] = Counter(
        likeness.likeness(likeness.distance(one, other)) for (_, one), (_, other) in combinations(pictures, 2)
    )
    for name, counts in told.items():
        total = sum(counts.values())
        shares = ", ".join(f"{word} {counts[word] / total:.1%}" for word in ("same", "unclear", "another"))
        sys.stdout.write(f"{name:<18} {total:>5}  {shares}\n")


if __name__ == "__main__":
    main()

"""Token F1 of picture captions and credits against the labels of the shared news pages.

    python bench/pictures.py [--show]

A labelled picture is matched by address (any rendition, else the file's name in it), else by the caption that is most
alike. A picture that is not found counts as zero. The pages stay outside the project (`../shared/corpora/articles`);
where they are absent, there is nothing to measure, and the script says so.
"""

from __future__ import annotations

import gzip
import json
import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from auditor.detectors import images  # noqa: E402 - the checkout comes first
from auditor.facts import Facts, Image  # noqa: E402
from auditor.model import Snapshot  # noqa: E402
from auditor.page import read  # noqa: E402

PAGES = ROOT.parent / "shared" / "corpora" / "articles"
SHORTEST_STEM = 6
ALIKE = 0.5
"""Token F1 from which two captions are of one picture."""

Label = dict[str, Any]


def tokens(text: str | None) -> Counter[str]:
    """Words of a text, folded."""
    return Counter(re.findall(r"\w+", (text or "").casefold()))


def f1(want: str | None, got: str | None) -> float:
    """Harmonic mean of precision and recall over words."""
    one, other = tokens(want), tokens(got)
    both = sum((one & other).values())
    return 2 * both / (sum(one.values()) + sum(other.values())) if both else 0.0


def stems(urls: list[str]) -> set[str]:
    """What is left of addresses when host, query, size and file type are gone."""
    names = {unquote(unquote(urlsplit(url).path)).rstrip("/").rsplit("/", 1)[-1].rsplit(".", 1)[0] for url in urls}
    return {name for name in names if len(name) >= SHORTEST_STEM}


def match(label: Label, found: list[Image]) -> Image | None:
    """The picture that a label speaks of, or None."""
    for key in (set, stems):
        wanted = key(label["urls"])
        hits = [image for image in found if wanted & key([image.url, *image.renditions])]
        if hits:
            return max(hits, key=lambda image: f1(label["caption"], image.caption))
    best = max(found, key=lambda image: f1(label["caption"], image.caption), default=None)
    return best if best and f1(label["caption"], best.caption) >= ALIKE else None


def pairs(folder: Path) -> Iterator[tuple[str, Label, Image | None]]:
    """Every labelled picture with the one that was found for it."""
    for line in (folder / "index.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        labelled = [label for label in row.get("images") or () if label["caption"] or label["credit"]]
        if not labelled:
            continue
        raw = gzip.decompress((folder / row["html"]).read_bytes())
        page = read(Snapshot(requested_url=row["url"], final_url=row["url"], raw=raw))
        value = images.detect(page, Facts()).value
        found = list(value) if isinstance(value, tuple) else []
        for label in labelled:
            yield row["html"], label, match(label, found)


def main() -> None:
    """Print the figures, and with --show what differs."""
    if not (PAGES / "index.jsonl").exists():
        sys.stdout.write(f"nothing to measure: the labelled pages are not at {PAGES.relative_to(ROOT.parent)}\n")
        return
    captions: list[float] = []
    credits: list[float] = []
    missing = total = 0
    for page, label, image in pairs(PAGES):
        missing += image is None
        total += 1
        sides = (
            (captions, label["caption"], image.caption if image else None),
            (credits, " ".join(label["credit"]), image.credit if image else None),
        )
        for scores, want, got in sides:
            if want:
                scores.append(f1(want, got))
                if "--show" in sys.argv and scores[-1] < 1:
                    what = "caption" if scores is captions else "credit"
                    seen = "" if image else "(no picture) "
                    sys.stdout.write(
                        f"{page} {what} {scores[-1]:.2f} {seen}want {want[:150]!r} got {(got or '')[:150]!r}\n"
                    )
    sys.stdout.write(
        f"captions {statistics.mean(captions):.3f} of {len(captions)}, credits {statistics.mean(credits):.3f} of "
        f"{len(credits)}, pictures not found {missing} of {total}\n"
    )


if __name__ == "__main__":
    main()

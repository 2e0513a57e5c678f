"""Three-state accuracy of `access.state` on pages that were labelled by reading them.

    python bench/access.py

The labels (`bench/labels/access.jsonl`: url, sha1, state, why) are ours; the pages are other people's and stay outside
the project (`../shared/corpora/articles`). Where they are absent, there is nothing to measure, and the script says so.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from auditor.detectors import access  # noqa: E402 - the checkout comes first
from auditor.facts import Access, AccessState, Facts  # noqa: E402
from auditor.model import Snapshot  # noqa: E402
from auditor.page import read  # noqa: E402

LABELS = ROOT / "bench" / "labels" / "access.jsonl"
PAGES = ROOT.parent / "shared" / "corpora" / "articles"
THREE: dict[AccessState, str] = {
    "free": "open",
    "metered": "open",
    "partial": "closed",
    "gated": "closed",
    "registration": "closed",
    "unknown": "unknown",
}


def pages(folder: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Every labelled page that is there: its label, its bytes."""
    labels = {row["sha1"]: row for row in map(json.loads, LABELS.read_text("utf-8").splitlines())}
    for line in (folder / "index.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["sha1"] in labels:
            yield labels[row["sha1"]], gzip.decompress((folder / row["html"]).read_bytes())


def state(raw: bytes, url: str) -> str:
    """Open, closed or unknown, as the detector sees it."""
    page = read(Snapshot(requested_url=url, final_url=url, raw=raw))
    found = access.detect(page, Facts()).value
    return THREE[found.state] if isinstance(found, Access) else "unknown"


def main() -> None:
    """Print every disagreement, then the share that is right."""
    if not (PAGES / "index.jsonl").exists():
        sys.stdout.write(f"nothing to measure: the labelled pages are not at {PAGES.relative_to(ROOT.parent)}\n")
        return
    right = total = 0
    for label, raw in pages(PAGES):
        got = state(raw, label["url"])
        total += 1
        right += got == label["state"]
        if got != label["state"]:
            sys.stdout.write(f"{label['url'][:90]}: {got}, labelled {label['state']} ({label['why']})\n")
    sys.stdout.write(f"access: {right} of {total} right, {right / total:.3f}\n")


if __name__ == "__main__":
    main()

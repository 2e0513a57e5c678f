"""The pages that the benches measure on: labelled ones beside the checkout where they are, else the bundled demo."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from auditor.model import Snapshot
from auditor.packaged import folder

INDEX = Path(__file__).parent.parent.parent / "shared" / "corpora" / "articles" / "index.jsonl"


def snapshots(every: int = 1, first: int = 0) -> Iterator[Snapshot]:
    """Every n-th labelled page from the first one on; all of the demo where there are none."""
    if INDEX.exists():
        for line in INDEX.read_text("utf-8").splitlines()[first::every]:
            row = json.loads(line)
            yield _snapshot(gzip.decompress((INDEX.parent / row["html"]).read_bytes()), row["url"])
    else:
        for path in sorted(folder("demo").glob("*.html")):
            yield _snapshot(path.read_bytes(), f"https://{path.stem}.example/")


def _snapshot(raw: bytes, url: str | None) -> Snapshot:
    return Snapshot(requested_url=url or "https://e.example/", final_url=url or "https://e.example/", raw=raw)

"""What the lexicon costs a page: disclosures in the page's own language, and with the phrases of all languages.

    python bench/lexicon.py [--every 6] [--rounds 3]

Reads every n-th labelled page beside the checkout where they are, else the bundled demo articles. The last round
counts; the rounds before it compile the patterns. A page is read anew each time, its pictures beforehand.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

from auditor.detectors import _statements, disclosures
from auditor.facts import Facts
from auditor.lexicon import Lexicon
from auditor.lexicon.library import load_all
from auditor.model import Snapshot
from auditor.packaged import folder
from auditor.page import read

INDEX = Path(__file__).parent.parent.parent / "shared" / "corpora" / "articles" / "index.jsonl"
TARGET = 1.0
"""Milliseconds a page, in the median, that all languages together may cost."""


def snapshots(every: int) -> Iterator[Snapshot]:
    """The pages to time."""
    if INDEX.exists():
        for line in INDEX.read_text("utf-8").splitlines()[::every]:
            row = json.loads(line)
            raw = gzip.decompress((INDEX.parent / row["html"]).read_bytes())
            url = row["url"] or "https://e.example/"
            yield Snapshot(requested_url=url, final_url=url, raw=raw)
    else:
        for path in folder("demo").glob("*.html"):
            url = f"https://{path.stem}.example/"
            yield Snapshot(requested_url=url, final_url=url, raw=path.read_bytes())


def spent(pages: list[Snapshot], words: Lexicon | None) -> list[float]:
    """Processor time of finding the disclosures of each page, in milliseconds; None: with its own language."""
    ask = patch.object(_statements, "lexicon", lambda _: words) if words is not None else nullcontext()
    times = []
    with ask:
        for snapshot in pages:
            page = read(snapshot)
            _ = page.pictures, page.body_blocks
            started = time.process_time()
            disclosures.detect(page, Facts())
            times.append((time.process_time() - started) * 1e3)
    return times


def main() -> None:
    """Measure, and fail where all languages together cost more than they may; the demo is too small to tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    pages = list(snapshots(options.every))
    every = Lexicon(load_all())
    figures = {}
    for name, words in (("own language, any, English", None), (f"all {len(every.grammars)} files", every)):
        times = [spent(pages, words) for _ in range(options.rounds)]
        figures[name] = statistics.median(times[-1])
        sys.stdout.write(
            f"disclosures, {name:28s} median {figures[name]:6.3f} ms   mean {statistics.mean(times[-1]):6.3f} ms   "
            f"most {max(times[-1]):6.2f} ms   first round: mean {statistics.mean(times[0]):6.3f} ms\n"
        )
    sys.stdout.write(f"{len(pages)} pages; all languages together may cost {TARGET:.1f} ms in the median\n")
    if INDEX.exists() and max(figures.values()) > TARGET:
        sys.exit(1)


if __name__ == "__main__":
    main()

"""How long does one picture take to be inspected? Medians without and with C2PA, the second with real trust lists.

    python bench/images_speed.py                    the labelled pictures beside the checkout, each five times
    python bench/images_speed.py --must             exit status 1 where a median is over 1 ms without, 15 ms with C2PA

The start of the checking process is not counted: it happens once.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

from auditor.media import inspect
from auditor.media.trust import EMPTY, TrustLists, read_folder

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "corpora"
MUST = {"without": 1.0, "with": 15.0}
"""Milliseconds."""
Times = dict[str, list[float]]


def measure(pictures: list[bytes], lists: TrustLists, repeats: int = 5) -> Times:
    """Milliseconds of each picture, the best of several, by whether it carries a manifest that was checked."""
    times: Times = {"without": [], "with": []}
    for raw in pictures:
        found = inspect(raw, trust=lists)
        taken = []
        for _ in range(repeats):
            began = time.perf_counter()
            inspect(raw, trust=lists)
            taken.append((time.perf_counter() - began) * 1000)
        checked = found.c2pa.present and found.c2pa.standing not in ("not_checked", None)
        times["with" if checked else "without"].append(min(taken))
    return times


def main(arguments: list[str] | None = None) -> int:
    """Measure the labelled pictures without and with trust lists."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--must", action="store_true", help="fail where a median is over its limit")
    chosen = command.parse_args(arguments)
    manifest = SHARED / "images" / "manifest.jsonl"
    if not manifest.exists():
        sys.stdout.write("nothing to measure: the labelled pictures are not beside this checkout (shared/corpora)\n")
        return 0
    rows = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
    pictures = [(manifest.parent / row["file"]).read_bytes() for row in rows]
    over = False
    for name, lists in (("no trust list", EMPTY), ("real trust lists", read_folder(SHARED / "trust"))):
        for kind, taken in measure(pictures, lists).items():
            median = statistics.median(taken)
            high = statistics.quantiles(taken, n=20)[-1]
            over = over or median > MUST[kind]
            sys.stdout.write(
                f"{name}, {kind} C2PA: median {median:.2f} ms, 95 % under {high:.1f} ms ({len(taken)} files)\n"
            )
    return 1 if over and chosen.must else 0


if __name__ == "__main__":
    sys.exit(main())

"""Where the time of an audit goes: each stage in milliseconds and in multiples of the bare Lexbor parse, in one run.

    python bench/stages.py [--every 6] [--rounds 2]

Reads every n-th labelled page beside the checkout where they are, else the bundled demo articles.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import UNSET, structs
from selectolax.lexbor import LexborHTMLParser

sys.path.insert(0, str(Path(__file__).parent.parent))

from auditor import audit_html
from auditor.detectors import DETECTORS
from auditor.facts import Facts
from auditor.model import Snapshot
from auditor.page import read
from auditor.pipeline import packaged_rulebook
from auditor.rulebook import judge
from auditor.score import score
from bench.corpus import snapshots

BASE = "bare Lexbor parse"

T = TypeVar("T")


class Clock:
    """Processor time by stage."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = {}

    def time(self, stage: str, work: Callable[[], T]) -> T:
        """Do the work and note what it cost."""
        started = time.process_time()
        done = work()
        self.spent.setdefault(stage, []).append(time.process_time() - started)
        return done

    def lines(self) -> list[str]:
        """One line a stage: mean and median in milliseconds, and the mean as a multiple of the bare parse."""
        base = statistics.mean(self.spent[BASE])
        return [
            f"{stage:24s} mean {statistics.mean(spent) * 1e3:7.3f} ms   median {statistics.median(spent) * 1e3:7.3f} ms"
            f"   {statistics.mean(spent) / base:6.2f} x"
            for stage, spent in self.spent.items()
        ]


def timed(snapshot: Snapshot, clock: Clock) -> None:
    """Every stage of one page, interleaved, so that noise falls on all alike."""
    rulebook = packaged_rulebook()
    clock.time(BASE, lambda: LexborHTMLParser(snapshot.raw))
    page = clock.time("read", lambda: read(snapshot))
    facts = Facts()
    for detector in DETECTORS:
        seen = clock.time(f"  {detector.FACT}", partial(detector.detect, page, facts))
        if seen.value is not UNSET:
            facts = structs.replace(facts, **{detector.FACT: seen.value})
    findings = clock.time("judge", lambda: judge(facts, (), rulebook))
    kind = facts.page.kind if facts.page is not UNSET else None
    clock.time("score", lambda: score(findings, rulebook.pack, kind=kind))
    clock.time("the whole audit", lambda: audit_html(snapshot.raw, url=snapshot.final_url))


def main() -> None:
    """Warm up with one round, measure the others."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    pages = list(snapshots(options.every))
    clock = Clock()
    for snapshot in pages:
        timed(snapshot, Clock())
    for _ in range(options.rounds - 1):
        for snapshot in pages:
            timed(snapshot, clock)
    sys.stdout.write("\n".join((f"{len(pages)} pages", *clock.lines())) + "\n")


if __name__ == "__main__":
    main()

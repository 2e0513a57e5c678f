"""
Measures how well and how fast pages are read.

    python bench/regions.py [--limit N]

Prints, for each labelled corpus beside the checkout (../shared, not part of the project), precision, recall and F1 of
the body in shingles of four words; and for the same pages, or for the project's own demo pages where there is no
corpus, what reading costs in multiples of the bare parse, both timed in one run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from auditor.model import Snapshot
from auditor.page import read

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpora" / "articles"
DEMO = ROOT / "tests" / "pages" / "demo"
ROUNDS = 3
SHINGLE = 4


class Labelled(NamedTuple):
    """A page and, where somebody has written it down, its text."""

    corpus: str
    url: str
    raw: bytes
    body: str | None


def main() -> None:
    """Print both measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, help="read only so many pages")
    pages = list(labelled_pages() if CORPUS.is_dir() else demo_pages())[: parser.parse_args().limit]
    if not CORPUS.is_dir():
        _say(f"No labelled pages beside the checkout ({CORPUS}): only the demo pages are timed.")
    for corpus, figures in body_figures(pages).items():
        _say(f"{corpus:16s} {figures[3]:4.0f} pages   precision {figures[0]:.4f}   recall {figures[1]:.4f}"
             f"   F1 {figures[2]:.4f}")  # fmt: skip
    parsing, reading = timed(pages)
    _say(
        f"{len(pages)} pages: bare parse {parsing:.2f} ms, read {reading:.2f} ms a page, ratio {reading / parsing:.2f}"
    )


def labelled_pages() -> Iterator[Labelled]:
    """The labelled articles, in the order of their index."""
    for line in (CORPUS / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        path = CORPUS / row["html"]
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        yield Labelled(row["corpus"], row["url"] or "https://page.example/", raw, row.get("body"))


def demo_pages() -> Iterator[Labelled]:
    """The project's own pages, which have no labels."""
    for path in sorted(DEMO.glob("**/*.html")):
        yield Labelled("demo", f"https://demo.example/{path.name}", path.read_bytes(), None)


def body_figures(pages: list[Labelled]) -> dict[str, tuple[float, float, float, float]]:
    """Mean precision and recall, their F1, and the number of pages, for each corpus and for all."""
    scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for page in pages:
        if page.body:
            score = _score(_shingles(page.body), _shingles(read(_snapshot(page)).body))
            scores[page.corpus].append(score)
            scores["all"].append(score)
    figures = {}
    for corpus, found in scores.items():
        precision, recall = (statistics.mean(side) for side in zip(*found, strict=True))
        total = precision + recall
        figures[corpus] = (precision, recall, 2 * precision * recall / total if total else 0.0, float(len(found)))
    return figures


def timed(pages: list[Labelled]) -> tuple[float, float]:
    """Milliseconds a page for the bare parse and for reading, interleaved; the median of the rounds."""
    rounds = []
    for _ in range(ROUNDS):
        parsing = reading = 0.0
        for page in pages:
            started = time.process_time()
            LexborHTMLParser(page.raw)
            parsed = time.process_time()
            read(_snapshot(page))
            parsing += parsed - started
            reading += time.process_time() - parsed
        rounds.append((parsing * 1e3 / len(pages), reading * 1e3 / len(pages)))
    return sorted(rounds, key=lambda pair: pair[1] / pair[0])[ROUNDS // 2]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _snapshot(page: Labelled) -> Snapshot:
    return Snapshot(requested_url=page.url, final_url=page.url, raw=page.raw)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return Counter(tuple(words[start : start + SHINGLE]) for start in range(max(1, len(words) - SHINGLE + 1)))


def _score(wanted: Counter[tuple[str, ...]], found: Counter[tuple[str, ...]]) -> tuple[float, float]:
    both = sum((wanted & found).values())
    return both / max(1, sum(found.values())), both / max(1, sum(wanted.values()))


if __name__ == "__main__":
    main()

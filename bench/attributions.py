"""
How well are attributed statements found, and is it told right whether a link leads to their source?

    python bench/attributions.py [--json]

The labels (`bench/labels/attributions/<language>.jsonl`) are ours, made twice, by readers who did not see each other's:
address and SHA-256 of the page, and of each attributed sentence its offsets when it was labelled, a hash of its letters
and digits, by which it is found again, its kind and whether a link leads to the source. No text is kept. What the two
readers see differently or found doubtful counts neither way, nor do sentences that only go on with what somebody said
("he added", reported speech in the subjunctive).
The pages are other people's and stay outside the project (`../shared/corpora`); where they are absent, there is nothing
to measure, and the script says so.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from auditor.detectors import attributions  # noqa: E402 - the checkout comes first
from auditor.facts import Attribution, Facts  # noqa: E402
from auditor.model import Snapshot  # noqa: E402
from auditor.page import read  # noqa: E402

LABELS = ROOT / "bench" / "labels" / "attributions"
CORPORA = ROOT.parent / "shared" / "corpora"
CONTINUED = "continued"


def key(text: str) -> str:
    """What a sentence is found again by: the hash of its letters and digits."""
    return hashlib.sha256("".join(filter(str.isalnum, text.casefold())).encode()).hexdigest()[:16]


def found(raw: bytes, url: str) -> dict[str, bool]:
    """The attributed sentences of a page by their key, and whether a link leads to the source."""
    page = read(Snapshot(requested_url=url, final_url=url, raw=raw))
    statements = attributions.detect(page, Facts()).value
    linked: dict[str, bool] = {}
    for one in statements if isinstance(statements, tuple) else ():
        if isinstance(one, Attribution):
            linked[key(one.quote)] = linked.get(key(one.quote), False) or one.linked
    return linked


def score(labels: list[dict[str, Any]], seen: dict[str, bool]) -> Counter[str]:
    """Hits, misses and false alarms on one page; of the hits, those with a known link and how many were told right."""
    tally: Counter[str] = Counter()
    skipped = {label["sentence"] for label in labels if label["kind"] == CONTINUED or label.get("doubtful")}
    wanted = {label["sentence"]: label.get("linked") for label in labels if label["sentence"] not in skipped}
    for sentence, linked in wanted.items():
        tally["hits" if sentence in seen else "misses"] += 1
        if sentence in seen and linked is not None:  # the readers agree on the link
            tally["links"] += 1
            tally["links right"] += seen[sentence] == linked
    tally["false alarms"] = len(seen.keys() - wanted.keys() - skipped)
    return tally


def measured(corpora: Path = CORPORA) -> Iterator[tuple[str, Counter[str]]]:
    """Each language with the sums over its labelled pages."""
    pages = dict(_pages(corpora))
    for path in sorted(LABELS.glob("*.jsonl")):
        total: Counter[str] = Counter()
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            if row["sha256"] in pages:
                total += score(row["labels"], found(pages[row["sha256"]], row["url"]))
        yield path.stem, total


def figures(tally: Counter[str]) -> dict[str, float]:
    """Precision, recall, F1 of finding, and accuracy of linked or not among what was found."""
    hits, misses, alarms = tally["hits"], tally["misses"], tally["false alarms"]
    return {
        "precision": hits / max(1, hits + alarms),
        "recall": hits / max(1, hits + misses),
        "f1": 2 * hits / max(1, 2 * hits + alarms + misses),
        "linked": tally["links right"] / max(1, tally["links"]),
    }


def _pages(corpora: Path) -> Iterator[tuple[str, bytes]]:
    for folder in ("articles", "disclosures"):
        for path in sorted((corpora / folder / "pages").glob("*.gz")):
            raw = gzip.decompress(path.read_bytes())
            yield hashlib.sha256(raw).hexdigest(), raw


def main() -> None:
    """Print the figures of each language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="for programs")
    options = parser.parse_args()
    if not CORPORA.is_dir():
        sys.stdout.write(f"nothing to measure: the labelled pages are not at {CORPORA.relative_to(ROOT.parent)}\n")
        return
    rows = {language: (figures(tally), tally) for language, tally in measured()}
    if options.json:
        sys.stdout.write(json.dumps({language: row for language, (row, _) in rows.items()}) + "\n")
        return
    for language, (row, tally) in rows.items():
        shown = "  ".join(f"{name} {value:.3f}" for name, value in row.items())
        sys.stdout.write(
            f"{language}  {shown}   ({tally['hits']} found, {tally['misses']} missed, {tally['false alarms']} false)\n"
        )


if __name__ == "__main__":
    main()

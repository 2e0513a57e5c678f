"""The accuracy ratchet: runs the labelled benchmarks beside the checkout and compares their figures with the floors.

    python bench/ratchet.py             measure, print, fail where a figure is below its floor
    python bench/ratchet.py --raise     measure, and raise the floors to what was measured; never lowers one

The benchmarks and their data are other people's pages and stay outside the project (`../shared`). Where they are absent
there is nothing to compare, and the script says so.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
FLOORS = ROOT / "bench" / "floors.json"
NEWS = ("fundus", "fundus-history")
TOLERANCE = 1e-6

Figures = dict[str, float]


def measure(shared: Path = SHARED) -> Figures:
    """Every figure that has a floor: accuracy of fields, disclosures, pictures and image verdicts, from 0 to 1."""
    return {**_fields(shared), **_disclosures(shared), **_images(shared), **_pictures(), **_blind(), **_attributions()}


def below(figures: Figures, floors: Figures) -> list[str]:
    """One sentence for each figure that fell below its floor or was not measured."""
    sentences = []
    for name, floor in sorted(floors.items()):
        value = figures.get(name)
        if value is None:
            sentences.append(f"{name}: not measured, its floor is {floor:.4f}")
        elif value < floor - TOLERANCE:
            sentences.append(f"{name}: {value:.4f} is below its floor of {floor:.4f}")
    return sentences


def raised(figures: Figures, floors: Figures) -> Figures:
    """The floors after a rise: each is the better of what it was and what was measured, cut to four digits."""
    names = sorted(figures.keys() | floors.keys())
    measured = {name: int(value * 10_000 + TOLERANCE) / 10_000 for name, value in figures.items()}
    return {name: max(measured.get(name, 0.0), floors.get(name, 0.0)) for name in names}


def floors() -> Figures:
    """The floors as they are kept."""
    kept: Figures = json.loads(FLOORS.read_text("utf-8"))
    return kept


def _fields(shared: Path) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "fields.json"
        _run(shared / "bench" / "fields.py", shared / "corpora" / "articles" / "index.jsonl", "--json", out)
        only_news = Path(folder) / "news.json"
        _run(
            shared / "bench" / "fields.py",
            shared / "corpora" / "articles" / "index.jsonl",
            "--corpus",
            ",".join(NEWS),
            "--json",
            only_news,
        )
        everything = json.loads(out.read_text())["auditor"]
        news = json.loads(only_news.read_text())["auditor"]
    figures = {"fields.none_failed": float(everything["failed"] == 0)}
    for scope, scores in (("all", everything["scores"]["ALL"]), ("news", news["scores"]["ALL"])):
        for name in ("title", "authors_p", "authors_f1", "date", "body_f1"):
            figures[f"fields.{scope}.{name}"] = scores[name]
    return figures


def _disclosures(shared: Path) -> Figures:
    printed = _run(shared / "bench" / "disclosures.py", shared / "corpora" / "disclosures" / "cases.jsonl")
    found = re.search(r"recall ([\d.]+) .*precision ([\d.]+) .*scope right (\d+)/(\d+)", printed)
    if found is None:
        raise SystemExit(f"cannot read the figures of disclosures.py:\n{printed}")
    recall, precision, right, total = found.groups()
    return {
        "disclosures.recall": float(recall),
        "disclosures.precision": float(precision),
        "disclosures.scope": int(right) / max(1, int(total)),
    }


def _images(shared: Path) -> Figures:
    printed = _run(shared / "bench" / "images.py", shared / "corpora" / "images" / "manifest.jsonl")
    found = re.search(r"right (\d+)/(\d+) .*wrongly called AI (\d+) +raised (\d+)", printed)
    if found is None:
        raise SystemExit(f"cannot read the figures of images.py:\n{printed}")
    right, total, wrong, crashed = map(int, found.groups())
    return {
        "images.right": right / total,
        "images.never_wrongly_ai": 1.0 - wrong / total,
        "images.never_raised": 1.0 - crashed / total,
    }


def _pictures() -> Figures:
    return pictures_printed(_run(ROOT / "bench" / "pictures.py"))


def pictures_printed(printed: str) -> Figures:
    """The figures in what pictures.py prints."""
    found = re.search(r"captions ([\d.]+) of \d+, credits ([\d.]+) of \d+, pictures not found (\d+) of (\d+)", printed)
    if found is None:
        raise SystemExit(f"cannot read the figures of pictures.py:\n{printed}")
    captions, credits, missing, total = map(float, found.groups())
    return {"pictures.captions": captions, "pictures.credits": credits, "pictures.found": 1.0 - missing / total}


def _blind() -> Figures:
    return blind_printed(_run(ROOT / "bench" / "disclosures.py", "--json"))


def blind_printed(printed: str) -> Figures:
    """The figures of the two sets of blind sentences in what disclosures.py prints as JSON."""
    rows = {row["group"]: row for row in json.loads(printed)["figures"]}
    figures: Figures = {}
    for name in ("a", "b"):
        row = rows[f"set {name}"]
        figures[f"sentences.{name}.recall"] = row["hits"] / max(1, row["disclosures"])
        figures[f"sentences.{name}.precision"] = row["hits"] / max(1, row["hits"] + row["false_alarms"])
        figures[f"sentences.{name}.scope"] = row["scopes_right"] / max(1, row["hits"])
    return figures


def _attributions() -> Figures:
    return attributions_printed(_run(ROOT / "bench" / "attributions.py", "--json"))


def attributions_printed(printed: str) -> Figures:
    """The figures of each language in what attributions.py prints as JSON."""
    return {
        f"attributions.{language}.{name}": row[name]
        for language, row in json.loads(printed).items()
        for name in ("f1", "linked")
    }


def _run(*command: object) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stderr[-2_000:]}")
    return done.stdout


def main() -> int:
    """Measure, print, compare; 1 where a figure fell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--raise", dest="raise_floors", action="store_true", help="raise the floors to what is measured"
    )
    options = parser.parse_args()
    if not SHARED.is_dir():
        sys.stdout.write("nothing to measure: the labelled corpora are not beside this checkout\n")
        return 0
    figures = measure()
    kept = floors() if FLOORS.exists() else {}
    for name, value in sorted(figures.items()):
        sys.stdout.write(f"{name:28s} {value:.4f}   floor {kept.get(name, 0.0):.4f}\n")
    fallen = below(figures, kept)
    for sentence in fallen:
        sys.stdout.write(sentence + "\n")
    if options.raise_floors:
        FLOORS.write_text(json.dumps(raised(figures, kept), indent=1) + "\n", "utf-8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())

"""On real files of many makers, where they are at hand, hardly a verdict is wrong and none accuses falsely."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.media import inspect

FOLDER = Path(__file__).parents[3] / "shared" / "corpora" / "images"


def test_verdicts_on_labelled_files() -> None:
    manifest = FOLDER / "manifest.jsonl"
    if not manifest.exists():
        pytest.skip("the labelled pictures are not beside this checkout (shared/corpora/images)")
    rows = [json.loads(line) for line in manifest.read_text().splitlines()]
    verdicts = [inspect((FOLDER / row["file"]).read_bytes()).verdict for row in rows]
    wrong = [row["file"] for row, verdict in zip(rows, verdicts, strict=True) if verdict not in row["accept"]]
    accused = [
        row["file"]
        for row, verdict in zip(rows, verdicts, strict=True)
        if verdict.startswith("ai_") and not any(accepted.startswith("ai_") for accepted in row["accept"])
    ]
    assert len(wrong) <= len(rows) // 100, wrong
    assert accused == []

"""The contract of an audit: valid by its schema, the same bytes twice, and every quote found again in its place."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from auditor import Audit, audit_html
from auditor.model import Snapshot
from auditor.packaged import folder
from auditor.page import read

ROOT = Path(__file__).parent.parent
PAGES = sorted(folder("demo").glob("*.html"))
URL = "https://tidewater.example/2026/11/20/story"


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads((ROOT / "docs" / "audit.schema.json").read_text("utf-8")))


def quoted(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every quote with its place, wherever in the facts or findings it stands."""
    if isinstance(value, dict):
        at = value.get("at")
        if isinstance(at, dict) and isinstance(value.get("quote"), str):
            yield value["quote"], at
        for item in value.values():
            yield from quoted(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from quoted(item)


def lost_quotes(audit: Audit, raw: bytes, url: str) -> list[str]:
    """Quotes that the page text, built anew, does not hold where the audit says."""
    text = read(Snapshot(requested_url=url, final_url=url, raw=raw)).text
    lost = []
    for quote, at in quoted(audit.to_dict()):
        if at["start"] is None:
            continue
        there = text[at["start"] : at["end"]]
        if quote not in there and there not in quote:
            lost.append(quote)
        if at["before"] != text[max(0, at["start"] - 60) : at["start"]]:
            lost.append(f"before {quote}")
    return lost


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_an_audit_keeps_its_contract(path: Path, schema: Draft202012Validator) -> None:
    raw = path.read_bytes()
    audit = audit_html(raw, url=URL)
    document = audit.to_dict()
    assert [error.message for error in schema.iter_errors(document)] == []
    assert json.loads(audit.to_json()) == document
    assert Audit.from_json(audit.to_json()) == audit
    assert audit_html(raw, url=URL).to_json() == audit.to_json()
    assert lost_quotes(audit, raw, URL) == []
    assert [gap for gap in audit.gaps if gap.reason == "detector-failed"] == []


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_the_score_is_the_sum_of_its_findings(path: Path) -> None:
    audit = audit_html(path.read_bytes(), url=URL)
    at_stake = sum(finding.of for finding in audit.findings)
    earned = sum(finding.points for finding in audit.findings)
    judged = sum(finding.of for finding in audit.findings if finding.outcome in {"met", "unmet"})
    assert audit.score.coverage == pytest.approx(judged / at_stake, abs=1e-4)
    uncapped = 100 * earned / at_stake
    assert audit.score.low is not None
    assert audit.score.low == pytest.approx(min(uncapped, audit.score.low), abs=0.01)
    if not audit.score.caps:
        assert audit.score.low == pytest.approx(uncapped, abs=0.01)
    assert audit.score.value in {audit.score.low, None}


@pytest.mark.slow
def test_real_pages_keep_the_contract(shared: Path, schema: Draft202012Validator) -> None:
    index = shared / "corpora" / "articles" / "index.jsonl"
    rows = [json.loads(line) for line in index.read_text("utf-8").splitlines()][::16]
    problems = []
    for row in rows:
        raw = gzip.decompress((index.parent / row["html"]).read_bytes())
        url = row["url"] or URL
        audit = audit_html(raw, url=url)
        problems += [f"{row['html']}: {error.message}" for error in schema.iter_errors(audit.to_dict())]
        problems += [f"{row['html']}: {gap.detail}" for gap in audit.gaps if gap.reason == "detector-failed"]
        problems += [f"{row['html']}: lost {quote[:60]!r}" for quote in lost_quotes(audit, raw, url)]
    assert problems == []

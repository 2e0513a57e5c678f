"""On real files of many makers, where they are at hand, hardly a verdict is wrong and none accuses falsely."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.media import c2pa_process, inspect

FOLDER = Path(__file__).parents[3] / "shared" / "corpora" / "images"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    manifest = FOLDER / "manifest.jsonl"
    if not manifest.exists():
        pytest.skip("the labelled pictures are not beside this checkout (shared/corpora/images)")
    return [json.loads(line) for line in manifest.read_text().splitlines()]


def test_verdicts_on_labelled_files(rows: list[dict[str, Any]]) -> None:
    verdicts = [inspect((FOLDER / row["file"]).read_bytes()).verdict for row in rows]
    wrong = [row["file"] for row, verdict in zip(rows, verdicts, strict=True) if verdict not in row["accept"]]
    accused = [
        row["file"]
        for row, verdict in zip(rows, verdicts, strict=True)
        if verdict.startswith("ai_") and not any(accepted.startswith("ai_") for accepted in row["accept"])
    ]
    assert len(wrong) <= len(rows) // 100, wrong
    assert accused == []


def test_what_was_broken_is_said_to_be_broken_and_where(rows: list[dict[str, Any]]) -> None:
    """In the file, in a picture of its history, or in an identity beside the signer: and in no file besides."""
    if not c2pa_process.available():
        pytest.skip("the C2PA library is not installed (pip install auditor[c2pa])")
    for row in rows:
        found = inspect((FOLDER / row["file"]).read_bytes()).c2pa
        if row["expected"] == "tampered":
            assert found.standing == "broken" or found.ingredients_broken or found.identity_broken, row
        else:
            assert found.standing != "broken", row


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("signature_mismatch", ("cawg.ica.signature_mismatch",)),
        ("signer_payload_mismatch", ("cawg.ica.signer_payload.mismatch",)),
        ("duplicate_assertion_reference", ("cawg.identity.assertion.duplicate",)),
        ("pad1_invalid", ("cawg.identity.pad.invalid",)),
        ("malformed_cbor", ("cawg.identity.cbor.invalid",)),
        ("success", ()),
        ("unresolvable_did", ()),
        ("valid_until_in_past", ()),
        ("C_with_CAWG_data", ()),
    ],
)
def test_a_broken_identity_is_told_from_one_that_cannot_be_checked(
    rows: list[dict[str, Any]], name: str, codes: tuple[str, ...]
) -> None:
    files = [row["file"] for row in rows if row["from"].endswith(f": {name}.jpg")]
    if not files or not c2pa_process.available():
        pytest.skip("this file, or the C2PA library, is not at hand")
    found = inspect((FOLDER / files[0]).read_bytes()).c2pa
    assert (found.integrity, found.identity_broken) == ("intact", codes)
    assert found.identities

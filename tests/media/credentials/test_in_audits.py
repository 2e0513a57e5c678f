"""Signed pictures inside of audits: every report names the lists that their signers were checked against."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from msgspec import UNSET

from auditor.cli import cli
from auditor.media import inspect
from auditor.media.trust import EMPTY, of_text
from auditor.model import MediaFile, Snapshot, Target
from auditor.pipeline import audit_snapshot, packaged_rulebook, rejudge
from auditor.render import DigestEntry, PictureFile, digest, render, render_pictures

if TYPE_CHECKING:
    from auditor.media.trust import TrustLists
    from auditor.model import Audit

Signing = Any
URL = "https://news.example/weir"
PAGE = (
    b'<!doctype html><html lang="en"><head><title>The weir is mended</title></head><body><main><article>'
    b'<h1>The weir is mended</h1><figure><img src="/weir.jpg" width="900" height="600" alt="The weir"></figure>'
    + b"<p>The town council paid for the weir, and the work took all of the summer and some of the autumn.</p>" * 12
    + b"</article></main></body></html>"
)
PEOPLE = ("text", "html", "markdown")


@pytest.fixture
def lists(authority: Signing) -> TrustLists:
    return of_text(authority.root, "newsroom.pem")


def audited(raw: bytes | None, lists: TrustLists) -> Audit:
    media = () if raw is None else (MediaFile(url="https://news.example/weir.jpg", content_type="image/jpeg", raw=raw),)
    snapshot = Snapshot(
        requested_url=URL, final_url=URL, fetched_at=datetime(2026, 3, 2, tzinfo=UTC), raw=PAGE, media=media,
        media_wanted=True,
    )  # fmt: skip
    return audit_snapshot(snapshot, target=Target(kind="url", value=URL), rulebook=packaged_rulebook(), trust=lists)


def shown(audit: Audit, form: str) -> str:
    """What a reader sees, without the breaks of lines and tags."""
    text = render(form, [audit], width=100)
    return "".join(re.sub(r"<[^>]+>|\\", "", text).split())


def test_the_lists_are_in_every_report(gallery: dict[str, bytes], lists: TrustLists) -> None:
    audit = audited(gallery["photograph"], lists)
    (ref,) = audit.trust
    assert (ref.name, ref.tier, len(ref.sha256)) == ("newsroom.pem", "added", 64)
    assert ref.newest is not None
    assert audit.facts.images is not UNSET
    assert audit.facts.images[0].file.c2pa.trust_tier == "added"  # type: ignore[union-attr]  # it was read
    for form in PEOPLE:
        assert f"newsroom.pem(added,newestcertificateof{ref.newest},SHA-256{ref.sha256})" in shown(audit, form)
    for form in ("json", "jsonl"):
        assert f'"sha256":"{ref.sha256}"' in shown(audit, form)


def test_the_same_input_and_lists_give_the_same_bytes(gallery: dict[str, bytes], lists: TrustLists) -> None:
    first, second = (audited(gallery["photograph"], lists).to_json() for _ in range(2))
    assert first == second
    assert first != audited(gallery["photograph"], EMPTY).to_json()


def test_without_lists_a_report_says_so(gallery: dict[str, bytes]) -> None:
    audit = audited(gallery["photograph"], EMPTY)
    assert audit.trust == ()
    for form in PEOPLE:
        assert "notcheckedagainstalist:nonewasheld" in shown(audit, form)


@pytest.mark.parametrize("name", [None, "saved anew"])
def test_without_credentials_nothing_is_said(gallery: dict[str, bytes], lists: TrustLists, name: str | None) -> None:
    audit = audited(None if name is None else gallery[name], lists)
    assert audit.trust == ()
    for form in PEOPLE:
        assert "Signersofpictures" not in shown(audit, form)


def test_lists_that_nothing_was_checked_against_are_not_named(gallery: dict[str, bytes], lists: TrustLists) -> None:
    assert audited(gallery["remote only"], lists).trust == ()


def test_judging_anew_keeps_the_lists(gallery: dict[str, bytes], lists: TrustLists) -> None:
    audit = audited(gallery["photograph"], lists)
    assert rejudge(audit, packaged_rulebook()).trust == audit.trust


def test_a_digest_names_them(gallery: dict[str, bytes], lists: TrustLists, tmp_path: Path) -> None:
    audit = audited(gallery["photograph"], lists)
    entry = DigestEntry(audit=audit, audited_at=datetime(2026, 3, 2, tzinfo=UTC))
    index, *_ = digest([entry], tmp_path, since=None, until=datetime(2026, 4, 1, tzinfo=UTC))
    assert f"signers in newsroom.pem (added, newest certificate of {audit.trust[0].newest}" in index.read_text("utf-8")


def test_a_page_of_cards_names_them(gallery: dict[str, bytes], lists: TrustLists) -> None:
    found = inspect(gallery["filled by AI"], trust=lists)
    told = render_pictures([PictureFile("a.jpg", found)], lists.refs)
    assert "newsroom.pem (added" in told
    assert "on a list that was added here" in told
    assert "edited, with Example Fill, compositeWithTrainedAlgorithmicMedia" in told
    assert "No trust list was held" in render_pictures([PictureFile("a.jpg", inspect(gallery["photograph"]))])


def test_one_picture_on_the_command_line(
    gallery: dict[str, bytes], authority: Signing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    picture, held = tmp_path / "a.jpg", tmp_path / "lists"
    picture.write_bytes(gallery["pixels changed"])
    held.mkdir()
    (held / "newsroom.pem").write_text(authority.root)
    told = CliRunner().invoke(cli, ["image", str(picture), "--trust", str(held)]).stdout
    assert "its content credentials no longer match the file" in told
    assert "Test Camera Desk" in told
    assert "Trust lists that were held:\n  newsroom.pem (added, " in told
    without = CliRunner().invoke(cli, ["image", str(picture)]).stdout
    assert "not checked against a list" in without
    assert "No trust list is held" in without

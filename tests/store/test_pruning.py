"""What pruning takes away, and what it leaves."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

import msgspec
import pytest
import sqlalchemy as sa

from auditor.errors import StoreError
from auditor.model import Audit, AuditorRef, MediaFile, Snapshot
from auditor.store import Store, writing
from auditor.store.address import parse
from auditor.store.engine import engine_for, write
from auditor.store.tables import blobs

Make = Callable[..., tuple[Snapshot, Audit]]
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_pages_go_and_audits_stay(store: Store, make: Make) -> None:
    old, audit = make("old")
    number = store.save(old, audit, audited_at=NOON)
    young = make("young")
    store.save(*young, audited_at=NOON + DAY)
    assert store.prune(before=NOON + DAY) == 1
    stats = store.stats()
    assert (stats.audits, stats.findings, stats.snapshots, stats.media, stats.blobs) == (2, 4, 1, 1, 2)
    assert store.audit(number) == audit
    assert store.latest(old.final_url) is not None
    assert store.snapshot(young[0].sha256) == young[0]
    with pytest.raises(StoreError, match=f"with the hash {old.sha256} was pruned; only its audit was kept"):
        store.snapshot(old.sha256)
    with pytest.raises(StoreError, match=f"page of audit {number} was pruned"):
        store.snapshot_of(number)
    assert store.prune(before=NOON + DAY) == 0


def test_audits_go_too_when_asked(store: Store, make: Make) -> None:
    number = store.save(*make("old"), audited_at=NOON)
    store.save(*make("young"), audited_at=NOON + DAY)
    assert store.prune(before=NOON + DAY, audits=True) == 1
    stats = store.stats()
    assert (stats.audits, stats.findings, stats.snapshots, stats.media, stats.blobs) == (1, 2, 1, 1, 2)
    with pytest.raises(StoreError, match=f"no audit {number} "):
        store.audit(number)


@pytest.mark.parametrize("audits", [False, True])
def test_a_dry_run_only_counts(store: Store, make: Make, audits: bool) -> None:
    for n in range(3):
        store.save(*make(f"page-{n}"), audited_at=NOON + n * DAY)
    before = store.stats()
    assert store.prune(before=NOON + 2 * DAY, audits=audits, dry_run=True) == 2
    assert msgspec.structs.replace(store.stats(), bytes=0) == msgspec.structs.replace(before, bytes=0)
    assert store.prune(before=NOON + 2 * DAY, audits=audits) == 2


def test_a_page_that_a_later_audit_rests_on_stays(store: Store, make: Make) -> None:
    snapshot, audit = make()
    store.save(snapshot, audit, audited_at=NOON)
    again = msgspec.structs.replace(audit, auditor=AuditorRef(version="9"))
    number = store.save(snapshot, again, audited_at=NOON + DAY)
    assert store.prune(before=NOON + DAY, audits=True) == 1
    assert store.snapshot_of(number) == snapshot


def test_a_pruned_page_comes_back_when_it_is_saved_again(store: Store, make: Make) -> None:
    snapshot, audit = make()
    number = store.save(snapshot, audit, audited_at=NOON)
    store.prune(before=NOON + DAY)
    assert store.save(snapshot, audit, audited_at=NOON + 5 * DAY) == number
    assert store.snapshot_of(number) == snapshot
    assert [record.audited_at for record in store.records()] == [NOON]
    assert store.stats().findings == 2


def test_the_number_of_a_pruned_audit_is_not_given_away_again(store: Store, make: Make) -> None:
    number = store.save(*make("old"), audited_at=NOON)
    store.prune(before=NOON + DAY, audits=True)
    assert store.save(*make("young")) > number


def test_the_file_shrinks(store: Store, make: Make) -> None:
    noise = Random(7).randbytes(400_000)
    store.save(*make(media=(MediaFile(url="https://gazette.example/a", content_type=None, raw=noise),)))
    full = store.stats()
    store.prune(before=datetime.now(UTC) + DAY)
    if full.dialect == "sqlite":  # PostgreSQL gives room back in its own time
        assert full.bytes > 400_000
        assert store.stats().bytes < 200_000


def test_bytes_pruned_between_looking_and_writing_are_written(
    store: Store, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_missing", lambda *_: set())  # all were there a moment ago
    snapshot, audit = make()
    assert store.snapshot_of(store.save(snapshot, audit)) == snapshot


@pytest.mark.parametrize("damage", [b"noise", zlib.compress(b"other bytes")])
def test_bytes_that_lost_their_hash_are_not_passed_off_as_evidence(
    url: str, store: Store, make: Make, damage: bytes
) -> None:
    snapshot, audit = make()
    store.save(snapshot, audit)
    engine = engine_for(parse(url))
    change = sa.update(blobs).where(blobs.c.sha256 == snapshot.sha256).values(data=damage)
    write(engine, lambda connection: connection.execute(change))
    engine.dispose()
    with pytest.raises(StoreError, match=f"kept as {snapshot.sha256} are damaged"):
        store.snapshot(snapshot.sha256)

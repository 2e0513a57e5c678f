"""What a SQLite store says when the file, its folder or the disk is in the way."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditor.errors import StoreError
from auditor.model import Audit, MediaFile, Snapshot
from auditor.store import Store, engine, upgrade
from auditor.store.faults import explained

Make = Callable[..., tuple[Snapshot, Audit]]
NOBODY = 65534


@contextmanager
def _without_rights() -> Iterator[None]:
    """Root may write everywhere; act as a user who may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public(make: Make) -> Iterator[Path]:
    """A folder that other users may read but not write, with a store in it."""
    with tempfile.TemporaryDirectory(prefix="auditor-store-") as name:
        folder = Path(name)
        with Store.open(str(folder / "audits.db")) as store:
            store.save(*make())
        (folder / "audits.db").chmod(0o444)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


def _integrity(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


def _open_and_read(file: Path) -> None:
    with Store.open(str(file)) as store:
        list(store.audits())


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "article.html"
    file.write_text("<h1>Bakers strike</h1>" * 500)
    with pytest.raises(StoreError, match=r"article\.html is not a store: it is no SQLite database") as caught:
        Store.open(str(file))
    assert caught.value.advice == "Name another file, or move this one away."
    assert file.read_text().startswith("<h1>Bakers")


def test_a_damaged_file(tmp_path: Path, make: Make) -> None:
    file = tmp_path / "audits.db"
    with Store.open(str(file)) as store:
        for n in range(40):
            store.save(*make(f"page-{n}"))
    content = bytearray(file.read_bytes())
    content[4096 : len(content)] = b"\xa5" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(StoreError, match=r"The store .*audits\.db is damaged\. Put a backup in its place"):
        _open_and_read(file)


def test_a_new_store_in_a_read_only_folder(public: Path) -> None:
    with _without_rights(), pytest.raises(StoreError, match="cannot be opened, or its folder is read-only") as caught:
        Store.open(str(public / "new.db"))
    assert "name another store with --store" in caught.value.advice


def test_a_store_in_a_read_only_folder(public: Path) -> None:
    with _without_rights(), pytest.raises(StoreError, match="read-only"):
        _open_and_read(public / "audits.db")


def test_a_read_only_file(public: Path, make: Make) -> None:
    public.chmod(0o777)
    with (
        _without_rights(),
        pytest.raises(StoreError, match="cannot be written: it or its folder is read-only"),
        Store.open(str(public / "audits.db")) as store,
    ):
        store.save(*make("new"))


def test_a_file_that_may_not_be_read(public: Path) -> None:
    (public / "audits.db").chmod(0o000)
    with _without_rights(), pytest.raises(StoreError, match="cannot be opened"):
        Store.open(str(public / "audits.db"))


def test_a_folder_that_may_not_be_entered(public: Path) -> None:
    public.chmod(0o000)
    with _without_rights(), pytest.raises(StoreError, match="cannot be made or read: Permission denied"):
        Store.open(str(public / "audits.db"))


def test_a_full_disk_keeps_what_was_there(tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "audits.db"
    before = make("before")
    with Store.open(str(file)) as store:
        number = store.save(*before)
    with monkeypatch.context() as full:
        full.setattr(engine, "PRAGMAS", (*engine.PRAGMAS, "max_page_count=1"))  # no page more than there are
        with Store.open(str(file)) as store:
            noise = MediaFile(url="https://gazette.example/a", content_type=None, raw=os.urandom(300_000))
            with pytest.raises(StoreError, match=r"no room left .*Free some disk space .* nothing of this step"):
                store.save(*make("too-much", media=(noise,)))
            assert store.stats().audits == 1
    assert _integrity(file) == "ok"
    with Store.open(str(file)) as store:
        assert store.audit(number) == before[1]
        assert (store.stats().snapshots, store.stats().blobs) == (1, 2)
        assert store.save(*make("after")) == number + 1


def test_a_store_that_another_program_holds(tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = tuple(pragma for pragma in engine.PRAGMAS if not pragma.startswith("busy_timeout"))
    monkeypatch.setattr(engine, "PRAGMAS", (*quick, "busy_timeout=50"))
    file = tmp_path / "audits.db"
    with Store.open(str(file)) as store, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked for too long"):
            store.save(*make())
        assert list(store.records()) == []  # reading goes on
        other.execute("ROLLBACK")
        store.save(*make())
        assert len(list(store.records())) == 1


def test_room_that_cannot_be_given_back_now(tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = tuple(pragma for pragma in engine.PRAGMAS if not pragma.startswith("busy_timeout"))
    monkeypatch.setattr(engine, "PRAGMAS", (*quick, "busy_timeout=50"))
    file = tmp_path / "audits.db"
    with Store.open(str(file)) as store, closing(sqlite3.connect(file, isolation_level=None)) as other:
        store.save(*make())
        store.prune(before=datetime.now(UTC) + timedelta(days=1))
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked for too long"), explained(str(file)):
            engine.shrink(store._engine)


def test_an_empty_file_that_another_program_keeps_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = tuple(pragma for pragma in engine.PRAGMAS if not pragma.startswith("busy_timeout"))
    monkeypatch.setattr(engine, "PRAGMAS", (*quick, "busy_timeout=10"))
    file = tmp_path / "audits.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked for too long"):
            Store.open(str(file))
    assert upgrade(str(file)) == (None, "0003")


def test_settings_of_a_connection(tmp_path: Path) -> None:
    with Store.open(str(tmp_path / "audits.db")) as store, store._engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema", "auto_vacuum")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "trusted_schema": 0,
        "auto_vacuum": 2,
    }


def test_a_document_from_a_later_auditor_is_named(tmp_path: Path, make: Make) -> None:
    file = tmp_path / "audits.db"
    with Store.open(str(file)) as store:
        number = store.save(*make())
        with closing(sqlite3.connect(file)) as other:
            other.execute('UPDATE audits SET document = \'{"schema": "auditor.audit/2"}\'')
            other.commit()
        with pytest.raises(StoreError, match=r"An audit cannot be read: .*missing required field .* update this one"):
            store.audit(number)

"""Where a store may live, and what is said when it may not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.errors import StoreError
from auditor.model import Audit, Snapshot
from auditor.store import Store, default_url, upgrade
from auditor.store.address import parse

Make = Callable[..., tuple[Snapshot, Audit]]


@pytest.mark.parametrize(
    ("url", "driver", "shown"),
    [
        ("audits.db", "sqlite+pysqlite", "audits.db"),
        ("/srv/news desk/ä.db", "sqlite+pysqlite", "/srv/news desk/ä.db"),
        ("sqlite:////srv/audits.db", "sqlite+pysqlite", "/srv/audits.db"),
        ("sqlite+pysqlite:///audits.db", "sqlite+pysqlite", "audits.db"),
        ("sqlite://", "sqlite+pysqlite", "the store in memory"),
        ("postgresql://desk:secret@db.example:5433/news", "postgresql+psycopg", "postgresql://db.example:5433/news"),
        ("postgresql+psycopg://db.example/news", "postgresql+psycopg", "postgresql://db.example/news"),
        ("postgres://db.example/news?password=secret", "postgresql+psycopg", "postgresql://db.example/news"),
        ("postgresql:///news", "postgresql+psycopg", "postgresql:///news"),
    ],
)
def test_addresses_are_read(url: str, driver: str, shown: str) -> None:
    address = parse(url)
    assert (address.url.drivername, address.shown) == (driver, shown)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("mysql://db.example/news", "cannot live in mysql: only SQLite and PostgreSQL"),
        ("https://gazette.example/", "cannot live in https"),
        ("postgresql+psycopg2://db.example/news", "driver psycopg2, .* Write postgresql:// instead of postgresql"),
        ("postgres+asyncpg://db.example/news", "driver asyncpg, .* Write postgresql:// instead of postgres"),
        ("sqlite+aiosqlite:///audits.db", "driver aiosqlite, .* Write sqlite:// instead of sqlite"),
        ("", "“” is not the address of a store"),
        ("://", "is not the address of a store"),
        ("postgresql://desk:secret@db.example:port/news", "“postgresql://…@db.example:port/news” is not the address"),
    ],
)
def test_other_addresses_are_refused(url: str, problem: str) -> None:
    with pytest.raises(StoreError, match=problem) as caught:
        Store.open(url)
    assert caught.value.advice
    assert "secret" not in str(caught.value)


def test_the_default_store_makes_its_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_url() == f"sqlite:///{tmp_path}/data/auditor/audits.db"
    assert not (tmp_path / "data").exists()
    Store.open().close()
    assert (tmp_path / "data" / "auditor" / "audits.db").is_file()
    assert upgrade() == ("0003", "0003")


def test_no_other_folder_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"folder .*slip.* does not exist\. Make it"):
        Store.open(str(tmp_path / "slip" / "audits.db"))
    assert not (tmp_path / "slip").exists()


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"is a folder, not a store\. Name a file in it"):
        Store.open(f"sqlite:///{tmp_path}")


def test_a_default_folder_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with pytest.raises(StoreError, match="cannot be made or read: Not a directory"):
        Store.open()


def test_a_plain_file_name_is_a_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Store.open("audits.db").close()
    assert (tmp_path / "audits.db").read_bytes().startswith(b"SQLite format 3\0")


def test_a_store_in_memory_works_like_any_other(make: Make) -> None:
    with Store.open("sqlite://") as store:
        snapshot, audit = make()
        assert store.audit(store.save(snapshot, audit)) == audit
        assert store.snapshot(snapshot.sha256) == snapshot


def test_without_the_driver_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match="psycopg, which is not installed") as caught:
        Store.open("postgresql://desk:secret@db.example/news")
    assert caught.value.advice == "Install it with: pip install 'auditor[postgres]'"

"""The schema: made, compared with the models, migrated both ways, and never touched where it is not ours."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from auditor.errors import StoreError
from auditor.model import Audit, Snapshot
from auditor.store import Store, schema, upgrade
from auditor.store.address import parse
from auditor.store.engine import engine_for, write
from auditor.store.tables import REVISION, VERSION_TABLE, metadata

Make = Callable[..., tuple[Snapshot, Audit]]

NEXT = '''
"""A later release."""
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade():
    op.add_column("audits", sa.Column("desk", sa.Text))
    {trouble}


def downgrade():
    op.drop_column("audits", "desk")
'''


def _sql(url: str, statement: str) -> None:
    engine = engine_for(parse(url))
    write(engine, lambda connection: connection.execute(sa.text(statement)))
    engine.dispose()


def _tables(url: str) -> set[str]:
    engine = engine_for(parse(url))
    names = set(sa.inspect(engine).get_table_names())
    engine.dispose()
    return names


def _later_release(monkeypatch: pytest.MonkeyPatch, folder: Path, trouble: str = "") -> None:
    """Make this auditor one release newer, with one more step of the schema."""
    scripts = folder / "later"
    shutil.copytree(Path(schema.__file__).parent / "migrations", scripts)
    (scripts / "versions" / "0004_desk.py").write_text(NEXT.format(trouble=trouble))
    monkeypatch.setattr(schema, "SCRIPTS", str(scripts))
    monkeypatch.setattr(schema, "REVISION", "0004")


def test_models_and_migrations_agree(url: str) -> None:
    upgrade(url)
    engine = engine_for(parse(url))
    options = {"compare_type": True, "compare_server_default": True, "version_table": VERSION_TABLE}
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    engine.dispose()


def test_constraints_and_checks_are_named_alike_in_models_and_migrations(url: str) -> None:
    def names(engine: sa.Engine) -> dict[str, set[str | None]]:
        look = sa.inspect(engine)
        return {
            table: {
                look.get_pk_constraint(table)["name"],
                *(found["name"] for found in look.get_check_constraints(table)),
                *(found["name"] for found in look.get_foreign_keys(table)),
                *(found["name"] for found in look.get_unique_constraints(table)),
            }
            for table in metadata.tables
        }

    upgrade(url)
    engine = engine_for(parse(url))
    migrated = names(engine)
    write(engine, lambda connection: metadata.drop_all(connection))
    write(engine, lambda connection: metadata.create_all(connection))
    assert names(engine) == migrated
    # SQLite gives no name to the key of a table whose numbers are never used again.
    assert migrated["audits"] - {None, "pk_audits"} == {
        "uq_audits_identity",
        "ck_audits_coverage",
        "fk_audits_snapshot_id_snapshots",
    }
    engine.dispose()


def test_the_revision_in_the_code_is_the_newest_script(url: str) -> None:
    engine = engine_for(parse(url))
    with engine.connect() as connection:
        assert ScriptDirectory.from_config(schema.config(connection)).get_heads() == [REVISION]
    engine.dispose()


def test_down_to_nothing_and_up_again(url: str, make: Make) -> None:
    assert upgrade(url) == (None, "0003")
    assert upgrade(url) == ("0003", "0003")
    engine = engine_for(parse(url))
    write(engine, lambda connection: command.downgrade(schema.config(connection), "base"))
    engine.dispose()
    assert _tables(url) == {VERSION_TABLE}
    assert upgrade(url) == (None, "0003")
    with Store.open(url) as store:
        assert store.save(*make()) == 1


def test_an_older_store_is_migrated_and_keeps_everything(
    url: str, make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    snapshot, audit = make()
    with Store.open(url) as store:
        number = store.save(snapshot, audit)
    _later_release(monkeypatch, tmp_path)
    assert upgrade(url) == ("0003", "0004")
    _sql(url, "UPDATE audits SET desk = 'news'")
    with Store.open(url) as store:
        assert store.audit(number) == audit
    backups = list(tmp_path.glob("audits.db.before-*"))
    if url.startswith("sqlite"):
        assert [backup.name for backup in backups] == ["audits.db.before-0003-upgrade"]
        with closing(sqlite3.connect(backups[0])) as old:
            assert old.execute("SELECT version_num FROM auditor_schema").fetchone() == ("0003",)
            assert old.execute("SELECT count(*) FROM audits").fetchone() == (1,)
            assert "desk" not in [column[1] for column in old.execute("PRAGMA table_info(audits)")]


def test_a_migration_that_fails_changes_nothing(
    url: str, make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    snapshot, audit = make()
    with Store.open(url) as store:
        number = store.save(snapshot, audit)
    with monkeypatch.context() as later:
        _later_release(later, tmp_path, 'op.execute("SELECT * FROM nowhere")')
        with pytest.raises(StoreError, match=r"did not take this: .*nowhere"):
            upgrade(url)
    assert upgrade(url) == ("0003", "0003")
    with Store.open(url) as store:
        assert store.audit(number) == audit


def test_a_newer_store_is_refused(url: str, make: Make) -> None:
    with Store.open(url) as store:
        store.save(*make())
    _sql(url, "UPDATE auditor_schema SET version_num = '0007'")
    for opener in (Store.open, upgrade):
        with pytest.raises(StoreError, match=r"newer auditor: its schema is 0007, this version knows 0003\. Update"):
            opener(url)


def test_the_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "bookmarks.db"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE bookmarks (id integer)")
    before = file.read_bytes()
    with pytest.raises(StoreError, match="database of another program: it holds the table bookmarks"):
        Store.open(str(file))
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["bookmarks.db"]


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "audits.db").touch()
    assert upgrade(str(tmp_path / "audits.db")) == (None, "0003")


@pytest.mark.postgres
def test_a_shared_database_is_shared(request: pytest.FixtureRequest) -> None:
    url: str = request.getfixturevalue("server").make_database()
    _sql(url, "CREATE TABLE subscribers (id integer)")
    assert upgrade(url) == (None, "0003")
    assert "subscribers" in _tables(url)


@pytest.mark.postgres
def test_a_database_where_a_name_is_taken_is_refused(request: pytest.FixtureRequest) -> None:
    url: str = request.getfixturevalue("server").make_database()
    _sql(url, "CREATE TABLE media (id integer)")
    with pytest.raises(StoreError, match="another program: it holds the table media"):
        Store.open(url)


@pytest.mark.postgres
def test_a_database_that_cannot_hold_every_character_is_refused(request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("server")
    server.run_sql("CREATE DATABASE western ENCODING 'LATIN1' TEMPLATE template0")
    with pytest.raises(StoreError, match=r"keeps text in LATIN1, .* createdb --encoding=UTF8"):
        Store.open(server.url("western"))
    assert _tables(server.url("western")) == set()


def test_many_may_open_an_empty_store_at_once(url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: upgrade(url), range(4)))
    assert sorted(before or "" for before, _ in results) == ["", "0003", "0003", "0003"]

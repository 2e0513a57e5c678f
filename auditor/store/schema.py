"""Brings the tables of a store up to this version of the auditor, and touches nothing that is not ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from auditor.errors import StoreError
from auditor.store.address import Address
from auditor.store.engine import loose, prepare_file, write
from auditor.store.tables import REVISION, VERSION_TABLE, metadata

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = "auditor.store:migrations"
# Any number will do, as long as every auditor takes the same one.
_LOCK = int.from_bytes(b"auditor", "big")


def bring_up(engine: sa.Engine, address: Address) -> tuple[str | None, str]:
    """Make or migrate the tables; return the revision before (None: there was nothing) and after.

    All steps are one transaction. The file of an older SQLite store is first copied to `NAME.before-REVISION-upgrade`.
    StoreError for other programs' tables and for a newer schema.
    """
    with engine.connect() as connection:
        before = _revision(connection, address)
    if before == REVISION:
        return before, REVISION
    if before is None and address.file:
        prepare_file(engine)
    return write(engine, lambda connection: _migrate(connection, engine, address)), REVISION


def config(connection: sa.Connection) -> Config:
    """Return Alembic's configuration for work on this connection, for `alembic.command`."""
    # Loading Alembic takes longer than most commands that open an up-to-date store.
    from alembic.config import Config

    made = Config(attributes={"connection": connection})
    made.set_main_option("script_location", SCRIPTS)
    made.set_main_option("path_separator", "os")
    return made


def _revision(connection: sa.Connection, address: Address) -> str | None:
    names = set(sa.inspect(connection).get_table_names())
    if VERSION_TABLE in names:
        found = connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one_or_none()
        return None if found is None else str(found)
    # A server's database may be shared; a file with other tables was made by another program.
    taken = names if connection.dialect.name == "sqlite" else names & set(metadata.tables)
    if taken:
        raise StoreError(
            f"{address.shown} is the database of another program: it holds the table {min(taken)}.",
            advice="Name another file or database for the store.",
        )
    return None


def _migrate(connection: sa.Connection, engine: sa.Engine, address: Address) -> str | None:
    from alembic import command
    from alembic.script import ScriptDirectory

    if connection.dialect.name == "postgresql":
        _prepare_server(connection, address)
    before = _revision(connection, address)  # another process may have been faster
    settings = config(connection)
    known = {script.revision for script in ScriptDirectory.from_config(settings).walk_revisions()}
    if before not in {None, *known}:
        raise StoreError(
            f"The store {address.shown} was written by a newer auditor: its schema is {before}, "
            f"this version knows {REVISION}.",
            advice="Update the auditor (pip install --upgrade auditor), or name another store with --store.",
        )
    if before == REVISION:
        return before
    if before and address.file:
        _back_up(engine, address.file, before)
    command.upgrade(settings, "head")
    return before


def _prepare_server(connection: sa.Connection, address: Address) -> None:
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    encoding = connection.execute(sa.text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise StoreError(
            f"The database {address.shown} keeps text in {encoding}, which cannot hold every page.",
            advice="Make another one: createdb --encoding=UTF8 --template=template0 NAME",
        )


def _back_up(engine: sa.Engine, file: Path, revision: str) -> None:
    """Copy what was committed; plain copying of the file would miss what still is in its write-ahead log."""
    backup = file.with_name(f"{file.name}.before-{revision}-upgrade")
    half = backup.with_name(f"{backup.name}.part")
    half.unlink(missing_ok=True)
    with loose(engine).connect() as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(half),))
    half.replace(backup)

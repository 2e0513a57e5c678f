"""Opens connections to the store and runs units of work on them."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from auditor.errors import StoreError
from auditor.store.address import Address
from auditor.store.faults import locked, passing

T = TypeVar("T")

PRAGMAS = (
    "synchronous=FULL",  # evidence: an acknowledged audit survives a power cut
    "foreign_keys=ON",
    "busy_timeout=5000",
    "trusted_schema=OFF",
    "cell_size_check=ON",
)
ATTEMPTS = 4
_BEGIN = "sqlite_begin"


def engine_for(address: Address) -> sa.Engine:
    """Return an engine for the store; nothing is opened yet. StoreError where the driver is not installed."""
    if address.url.get_backend_name() == "postgresql":
        return _postgres(address)
    engine = sa.create_engine(address.url)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def loose(engine: sa.Engine) -> sa.Engine:
    """The same SQLite database without transactions, for the few statements that refuse to be in one."""
    return engine.execution_options(**{_BEGIN: ""})


def shrink(engine: sa.Engine) -> None:
    """Give the room that pruned pages took back to the disk; PostgreSQL does so by itself."""
    if engine.dialect.name != "sqlite":
        return
    with loose(engine).connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        # NOTE: execute() would free one page only: the pragma works a page a step.
        driver.executescript("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)")


def prepare_file(engine: sa.Engine) -> None:
    """Ready an empty SQLite file: room that pruning frees can be given back, readers and a writer work side by side."""

    def set_up() -> None:
        with loose(engine).connect() as connection:
            connection.exec_driver_sql("PRAGMA auto_vacuum=INCREMENTAL")  # works only before anything else is written
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")

    # NOTE: SQLite does not wait, whatever the timeout, when two processes change the journal mode at once.
    _again(set_up, lambda error: passing(error) or locked(error))


def write(engine: sa.Engine, work: Callable[[sa.Connection], T]) -> T:
    """Do one unit of work in one short write transaction; again from its start when it lost a race."""
    writer = engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})

    def unit() -> T:
        with writer.begin() as connection:
            return work(connection)

    return _again(unit, passing)


def _again(work: Callable[[], T], worth_it: Callable[[DBAPIError], bool]) -> T:
    for attempt in range(1, ATTEMPTS):
        try:
            return work()
        except DBAPIError as error:
            if not worth_it(error):
                raise
            time.sleep(0.05 * 2**attempt)
    return work()


def _postgres(address: Address) -> sa.Engine:
    wanted = {"connect_timeout": 10, "application_name": "auditor"}
    options = {name: value for name, value in wanted.items() if name not in address.url.query}
    try:
        return sa.create_engine(address.url, pool_pre_ping=True, connect_args=options)
    except ImportError as error:
        raise StoreError(
            f"The store {address.shown} needs the PostgreSQL driver psycopg, which is not installed.",
            advice="Install it with: pip install 'auditor[postgres]'",
        ) from error


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions by itself: see _begin_sqlite.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    # Two writers that both read first and write later would fail at once with "database is locked",
    # whatever the timeout; taking the write lock at the beginning makes them queue.
    begin = connection.get_execution_options().get(_BEGIN, "BEGIN")
    if begin:
        connection.exec_driver_sql(begin)

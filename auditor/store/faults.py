"""Says in plain words what a database complains about, and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from auditor.errors import StoreError

_ROOM = "Free some disk space and run it again; nothing of this step was saved."
_RIGHTS = "Check the rights of the file and its folder, or name another store with --store."
# SQLite result codes by the start of their name (https://www.sqlite.org/rescode.html).
_SQLITE = {
    "SQLITE_NOTADB": ("{} is not a store: it is no SQLite database.", "Name another file, or move this one away."),
    "SQLITE_CORRUPT": (
        "The store {} is damaged.",
        "Put a backup in its place, or save what can be read with: sqlite3 FILE .recover",
    ),
    "SQLITE_FULL": ("There is no room left to write to the store {}.", _ROOM),
    "SQLITE_READONLY": ("The store {} cannot be written: it or its folder is read-only.", _RIGHTS),
    "SQLITE_CANTOPEN": ("The store {} cannot be opened, or its folder is read-only.", _RIGHTS),
    "SQLITE_PERM": ("The store {} may not be opened.", _RIGHTS),
    "SQLITE_BUSY": (
        "Another program has kept the store {} locked for too long.",
        "Let it finish and run this again; for many writers at once use PostgreSQL.",
    ),
    "SQLITE_IOERR": (
        "Reading or writing the store {} failed on the disk.",
        "Check the drive; a store on a network drive belongs on a local one, or in PostgreSQL.",
    ),
}
# PostgreSQL SQLSTATEs (https://www.postgresql.org/docs/current/errcodes-appendix.html).
_POSTGRES = {
    "42501": ("The database user may not do this in {}.", "Ask the owner of the database for the right to use it."),
    "25006": ("The server of {} takes no writes.", "Name the primary server, not a replica."),
    "53100": ("The server of {} has no room left.", _ROOM),
    "57014": ("The server of {} stopped the query: it took too long.", "Raise statement_timeout and run it again."),
}
# Whoever meets one of these has lost a race, not the data: a serialization failure, a deadlock,
# a blob that pruning took away between two steps.
_PASSING = {"40001", "40P01", "23503", "SQLITE_CONSTRAINT_FOREIGNKEY"}


def passing(error: DBAPIError) -> bool:
    """Whether the whole unit of work may simply be done again."""
    return error.connection_invalidated or _code(error.orig) in _PASSING


def locked(error: DBAPIError) -> bool:
    """Whether another connection held the SQLite file."""
    return _code(error.orig).startswith("SQLITE_BUSY")


@contextmanager
def explained(shown: str) -> Iterator[None]:
    """Turn what the database says about the store `shown` into a StoreError."""
    try:
        yield
    except DBAPIError as error:
        raise _explain(error.orig, shown, lost=error.connection_invalidated) from error
    except sqlite3.Error as error:
        raise _explain(error, shown, lost=False) from error


def _explain(error: BaseException | None, shown: str, *, lost: bool) -> StoreError:
    code = _code(error)
    words = next((text for name, text in _SQLITE.items() if code.startswith(name)), _POSTGRES.get(code))
    if words:
        return StoreError(words[0].format(shown), advice=words[1])
    said = next(iter(str(error).strip().splitlines()), type(error).__name__)
    if lost or not code:
        return StoreError(
            f"No connection to the database server of {shown}: {said}.",
            advice="Check that it runs, and that host, port, database, user and password are right.",
        )
    return StoreError(f"The store {shown} did not take this: {said}.", advice=f"The database calls it {code}.")


def _code(error: BaseException | None) -> str:
    """SQLite's name of the error or PostgreSQL's SQLSTATE; empty where no server was reached to give one."""
    return str(getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or "")

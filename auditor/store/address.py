"""Reads the address of a store: a SQLite file, or a PostgreSQL database."""

from __future__ import annotations

import re
from pathlib import Path

import platformdirs
import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.exc import ArgumentError

from auditor.errors import StoreError

DRIVERS = {"sqlite": "pysqlite", "postgresql": "psycopg"}
_EXAMPLES = "Write a file name, sqlite:///FILE or postgresql://USER@HOST/DATABASE."


class Address(Struct, frozen=True, kw_only=True):
    """Where a store is, as the database library and as a reader needs it."""

    url: sa.URL
    shown: str
    """For messages: without password and options."""
    file: Path | None
    """The SQLite file; None in memory and on a server."""


def default_url() -> str:
    """Return the address of the store in the user's data folder."""
    return f"sqlite:///{_default_file()}"


def _default_file() -> Path:
    return platformdirs.user_data_path("auditor", appauthor=False) / "audits.db"


def parse(url: str) -> Address:
    """Read an address; a plain path is a SQLite file. StoreError for an unknown dialect or driver."""
    parsed = _split(url)
    dialect, _, driver = parsed.drivername.partition("+")
    dialect = "postgresql" if dialect == "postgres" else dialect
    if dialect not in DRIVERS:
        raise StoreError(f"A store cannot live in {dialect}: only SQLite and PostgreSQL are known.", advice=_EXAMPLES)
    if driver not in ("", DRIVERS[dialect]):
        raise StoreError(
            f"The store address asks for the driver {driver}, which the auditor does not use.",
            advice=f"Write {dialect}:// instead of {parsed.drivername}://.",
        )
    parsed = parsed.set(drivername=f"{dialect}+{DRIVERS[dialect]}")
    if dialect == "postgresql":
        return Address(url=parsed, shown=_shown_server(parsed), file=None)
    if parsed.database in (None, ":memory:"):
        return Address(url=parsed, shown="the store in memory", file=None)
    file = Path(str(parsed.database))
    return Address(url=parsed, shown=str(file), file=file)


def make_folder(address: Address) -> None:
    """Make the user's data folder for the default store; any other folder must be there, or it is a slip of the pen."""
    if address.file is None:
        return
    elsewhere = "or name another store with --store."
    folder = address.file.parent
    try:
        if address.file == _default_file():
            folder.mkdir(parents=True, exist_ok=True)
        missing, is_folder = not folder.is_dir(), address.file.is_dir()
    except OSError as error:
        raise StoreError(
            f"The folder {folder} cannot be made or read: {error.strerror}.", advice=f"Check its rights, {elsewhere}"
        ) from error
    if missing:
        raise StoreError(f"The folder {folder} of the store does not exist.", advice=f"Make it, {elsewhere}")
    if is_folder:
        raise StoreError(f"{address.shown} is a folder, not a store.", advice="Name a file in it.")


def _split(url: str) -> sa.URL:
    if "://" not in url and url.strip():
        return sa.URL.create("sqlite", database=url)
    try:
        return sa.make_url(url)
    except (ArgumentError, ValueError) as error:
        masked = re.sub(r"://[^/]*@", "://…@", url)
        raise StoreError(f"“{masked}” is not the address of a store.", advice=_EXAMPLES) from error


def _shown_server(url: sa.URL) -> str:
    port = f":{url.port}" if url.port else ""
    return f"postgresql://{url.host or ''}{port}/{url.database or ''}"

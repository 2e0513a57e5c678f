"""Writes audits with their pages, and takes old ones away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from auditor.model import Audit, Snapshot
from auditor.store.engine import shrink, write
from auditor.store.rows import Row, SnapshotRows, audit_row, finding_rows, packed, snapshot_rows
from auditor.store.tables import audits, blobs, findings, media, snapshots


class _Undo(Exception):
    """Leaves a transaction without keeping what it did; `count` is what it would have done."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


def save(engine: sa.Engine, snapshot: Snapshot, audit: Audit, audited_at: datetime | None) -> int:
    """Write one audit and its snapshot in one transaction; return the id it has now or had before."""
    page, row, judged = snapshot_rows(snapshot), audit_row(snapshot, audit, audited_at), finding_rows(audit)
    known = _known(engine, row)
    if known is not None:
        return known
    # Compressing takes longer than writing, so it happens before the write lock is taken.
    missing = _missing(engine, page.contents)
    ready: dict[str, Row] = {
        sha256: {"sha256": sha256, "size": len(raw), "data": packed(raw)}
        for sha256, raw in page.contents.items()
        if sha256 in missing
    }
    return write(engine, lambda connection: _save(connection, page, ready, row, judged))


def prune(engine: sa.Engine, before: datetime, *, whole: bool, dry_run: bool) -> int:
    """Take away the pages (`whole`: the audits too) of audits stored before that time; return how many."""
    try:
        count = write(engine, lambda connection: _prune(connection, before, whole, dry_run))
    except _Undo as undone:
        return undone.count
    shrink(engine)
    return count


def _known(engine: sa.Engine, row: Row) -> int | None:
    same = sa.and_(audits.c.identity == row["identity"], audits.c.snapshot_id.is_not(None))
    with engine.connect() as connection:
        return connection.execute(sa.select(audits.c.id).where(same)).scalar_one_or_none()


def _missing(engine: sa.Engine, contents: Mapping[str, bytes]) -> set[str]:
    with engine.connect() as connection:
        kept = connection.execute(sa.select(blobs.c.sha256).where(blobs.c.sha256.in_(contents))).scalars()
        return contents.keys() - set(kept)


def _save(
    connection: sa.Connection, page: SnapshotRows, ready: dict[str, Row], row: Row, judged: tuple[Row, ...]
) -> int:
    lost = (
        page.contents.keys()
        - ready.keys()
        - set(connection.execute(sa.select(blobs.c.sha256).where(blobs.c.sha256.in_(page.contents))).scalars())
    )
    for sha256 in lost:
        # Pruned by another process since we looked.
        ready[sha256] = {"sha256": sha256, "size": len(page.contents[sha256]), "data": packed(page.contents[sha256])}
    if ready:
        # In one order everywhere, or two writers of the same files could wait for each other.
        connection.execute(_insert(connection, blobs), [ready[sha256] for sha256 in sorted(ready)])
    snapshot_id = _save_snapshot(connection, page)
    fresh = connection.execute(_insert(connection, audits), row | {"snapshot_id": snapshot_id}).rowcount
    audit_id = connection.execute(sa.select(audits.c.id).where(audits.c.identity == row["identity"])).scalar_one()
    if not fresh:
        # Known, but its page was pruned: here it is again.
        connection.execute(sa.update(audits).where(audits.c.id == audit_id).values(snapshot_id=snapshot_id))
    elif judged:
        connection.execute(sa.insert(findings), [finding | {"audit_id": audit_id} for finding in judged])
    return int(audit_id)


def _save_snapshot(connection: sa.Connection, page: SnapshotRows) -> int:
    fresh = connection.execute(_insert(connection, snapshots), page.snapshot).rowcount
    same = snapshots.c.identity == page.snapshot["identity"]
    snapshot_id = connection.execute(sa.select(snapshots.c.id).where(same)).scalar_one()
    if fresh and page.media:
        connection.execute(sa.insert(media), [file | {"snapshot_id": snapshot_id} for file in page.media])
    return int(snapshot_id)


def _insert(connection: sa.Connection, table: sa.Table) -> sa.Insert:
    """An insert that leaves a row alone where another one has its key."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement: sa.Insert = insert(table).on_conflict_do_nothing().inline()
    return statement.execution_options(preserve_rowcount=True)


def _prune(connection: sa.Connection, before: datetime, whole: bool, dry_run: bool) -> int:
    removed = 0
    if whole:
        removed = connection.execute(sa.delete(audits).where(audits.c.audited_at < before)).rowcount
    needed = sa.exists().where(audits.c.snapshot_id == snapshots.c.id, audits.c.audited_at >= before)
    pages = connection.execute(sa.delete(snapshots).where(~needed)).rowcount
    in_page = sa.exists().where(snapshots.c.sha256 == blobs.c.sha256)
    in_media = sa.exists().where(media.c.sha256 == blobs.c.sha256)
    connection.execute(sa.delete(blobs).where(~in_page, ~in_media))
    count = removed if whole else pages
    if dry_run:
        raise _Undo(count)
    return count

"""Finds audits and pages in the store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from auditor.errors import StoreError
from auditor.model import Audit, MediaFile, Snapshot
from auditor.store.records import AuditRecord, StoreStats
from auditor.store.rows import audit_from, snapshot_from, unpacked, url_key, utc
from auditor.store.tables import REVISION, audits, blobs, findings, media, metadata, snapshots, storable

_RECORD = [audits.c[name] for name in AuditRecord.__struct_fields__]
_PAGE = 100


def find_audit(engine: sa.Engine, audit_id: int) -> Audit | None:
    """The audit of that number, or None."""
    with engine.connect() as connection:
        query = sa.select(audits.c.document).where(audits.c.id == _in_range(audit_id))
        document = connection.execute(query).scalar_one_or_none()
    return None if document is None else audit_from(document)


def unknown(engine: sa.Engine, audit_id: int) -> StoreError:
    """What to say where there is no audit of that number: which is the nearest."""
    distance = sa.func.abs(audits.c.id - _in_range(audit_id))
    with engine.connect() as connection:
        nearest = connection.execute(sa.select(audits.c.id).order_by(distance, audits.c.id).limit(1)).scalar()
    if nearest is None:
        return StoreError("The store holds no audits yet.", advice="Make one with: auditor audit URL")
    return StoreError(f"There is no audit {audit_id} in the store.", advice=f"The nearest is {nearest}.")


def snapshot_by_hash(engine: sa.Engine, sha256: str) -> Snapshot:
    """The page with these bytes, as it was stored last."""
    sha256 = storable(sha256)
    with engine.connect() as connection:
        found = connection.execute(
            sa.select(snapshots).where(snapshots.c.sha256 == sha256).order_by(snapshots.c.id.desc()).limit(1)
        ).one_or_none()
        if found is None:
            audited = sa.exists().where(audits.c.sha256 == sha256).select()
            raise _no_page(f"with the hash {sha256}", pruned=bool(connection.execute(audited).scalar()))
        return _snapshot(connection, found)


def snapshot_of(engine: sa.Engine, audit_id: int) -> Snapshot:
    """The very page that this audit looked at."""
    with engine.connect() as connection:
        joined = sa.select(snapshots).join(audits, audits.c.snapshot_id == snapshots.c.id)
        found = connection.execute(joined.where(audits.c.id == _in_range(audit_id))).one_or_none()
        if found is not None:
            return _snapshot(connection, found)
        audited = connection.execute(sa.select(audits.c.id).where(audits.c.id == _in_range(audit_id))).scalar()
    raise unknown(engine, audit_id) if audited is None else _no_page(f"of audit {audit_id}", pruned=True)


def history(engine: sa.Engine, url: str, limit: int | None = None) -> tuple[AuditRecord, ...]:
    """The audits of one address, newest first."""
    key = url_key(url)
    query = (
        sa.select(*_RECORD)
        .where(sa.or_(audits.c.url_key == key, audits.c.final_url_key == key))
        .order_by(audits.c.audited_at.desc(), audits.c.id.desc())
        .limit(limit)
    )
    with engine.connect() as connection:
        return tuple(_record(row) for row in connection.execute(query))


def numbers(
    engine: sa.Engine, since: datetime | None, until: datetime | None, outlet: str | None
) -> Iterator[list[int]]:
    """The ids of the audits stored in [since, until), oldest first, some at a time.

    No transaction stays open between two portions, and what is stored meanwhile is left out: whoever audits again
    what comes out does not run in circles.
    """
    query = sa.select(audits.c.id, audits.c.audited_at).order_by(audits.c.audited_at, audits.c.id).limit(_PAGE)
    if since is not None:
        query = query.where(audits.c.audited_at >= utc(since, "the beginning of the time span"))
    if until is not None:
        query = query.where(audits.c.audited_at < utc(until, "the end of the time span"))
    if outlet is not None:
        query = query.where(audits.c.outlet == outlet.lower())
    with engine.connect() as connection:
        newest = connection.execute(sa.select(sa.func.max(audits.c.id))).scalar() or 0
    portion = query = query.where(audits.c.id <= newest)
    while True:
        with engine.connect() as connection:
            rows = connection.execute(portion).all()
        if not rows:
            return
        yield [row.id for row in rows]
        last = rows[-1]
        after = sa.tuple_(audits.c.audited_at, audits.c.id) > sa.tuple_(
            sa.literal(last.audited_at, audits.c.audited_at.type), last.id
        )
        portion = query.where(after)


def records(engine: sa.Engine, ids: list[int]) -> list[AuditRecord]:
    """The records of these audits, in this order."""
    with engine.connect() as connection:
        rows = connection.execute(sa.select(*_RECORD).where(audits.c.id.in_(ids)))
        found = {row.id: _record(row) for row in rows}
    return [found[audit_id] for audit_id in ids if audit_id in found]


def stats(engine: sa.Engine) -> StoreStats:
    """Count everything."""
    tables = {"audits": audits, "findings": findings, "snapshots": snapshots, "media": media, "blobs": blobs}
    span = sa.func.min(audits.c.audited_at), sa.func.max(audits.c.audited_at)
    with engine.connect() as connection:
        first, last = connection.execute(sa.select(*span)).one()
        return StoreStats(
            **{name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
               for name, table in tables.items()},
            bytes=_size(connection),
            raw_bytes=int(connection.execute(sa.select(sa.func.sum(blobs.c.size))).scalar() or 0),
            first=first,
            last=last,
            revision=REVISION,
            dialect=engine.dialect.name,
        )  # fmt: skip


def _record(row: sa.Row[tuple[object, ...]]) -> AuditRecord:
    return AuditRecord(**row._asdict())


def _snapshot(connection: sa.Connection, row: sa.Row[tuple[object, ...]]) -> Snapshot:
    of_page = sa.select(blobs.c.data).where(blobs.c.sha256 == row._mapping["sha256"])
    raw = unpacked(connection.execute(of_page).scalar_one(), row._mapping["sha256"])
    files = connection.execute(
        sa.select(media.c.url, media.c.content_type, media.c.sha256, blobs.c.data)
        .join(blobs, blobs.c.sha256 == media.c.sha256)
        .where(media.c.snapshot_id == row._mapping["id"])
        .order_by(media.c.position)
    )
    kept = (MediaFile(url=f.url, content_type=f.content_type, raw=unpacked(f.data, f.sha256)) for f in files)
    return snapshot_from(row, kept, raw)


def _in_range(audit_id: int) -> int:
    """No database numbers rows beyond 63 bits, and the drivers stumble over such a number."""
    return max(0, min(audit_id, 2**62))


def _no_page(which: str, *, pruned: bool) -> StoreError:
    if pruned:
        return StoreError(
            f"The page {which} was pruned; only its audit was kept.", advice="Audit the address again to have both."
        )
    return StoreError(f"The store holds no page {which}.", advice="`auditor history URL` shows what it holds.")


def _size(connection: sa.Connection) -> int:
    if connection.dialect.name == "sqlite":
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())
    sizes = (sa.func.pg_total_relation_size(name) for name in metadata.tables)
    return int(connection.execute(sa.select(sum(sizes, sa.literal(0)))).scalar_one())

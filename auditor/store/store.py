"""The store: every audit with the page it rests on, in a SQLite file or a PostgreSQL database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from types import TracebackType

import sqlalchemy as sa

from auditor.errors import StoreError
from auditor.model import Audit, Snapshot
from auditor.store import reading, writing
from auditor.store.address import Address, default_url, make_folder, parse
from auditor.store.engine import engine_for
from auditor.store.faults import explained
from auditor.store.records import AuditRecord, StoreStats
from auditor.store.rows import utc
from auditor.store.schema import bring_up


def upgrade(url: str | None = None) -> tuple[str | None, str]:
    """Bring a store up to this auditor's schema; return its revision before (None: it was empty) and after."""
    store, before, after = _open(url)
    store.close()
    return before, after


class Store:
    """Audits and snapshots of pages, found again by number, address, outlet or time.

    Every method raises StoreError, with what to do next, where the database does not do its part.
    Texts that audits are found by (addresses, titles, names) hold U+FFFD for NUL and lone surrogates, which no
    database keeps; documents and headers keep NUL, and headers lone surrogates too.
    """

    def __init__(self, address: Address, engine: sa.Engine) -> None:
        """Use `Store.open`."""
        self._engine = engine
        self._shown = address.shown

    @classmethod
    def open(cls, url: str | None = None) -> Store:
        """Open a store, or make it where there is none; an older one is migrated, a newer one refused."""
        return _open(url)[0]

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def save(self, snapshot: Snapshot, audit: Audit, *, audited_at: datetime | None = None) -> int:
        """Store an audit with its page and return its number.

        The same bytes from the same address at the same time under the same rules and auditor are the same audit:
        the number it already has is returned, and what is stored stays as it is.
        """
        if snapshot.sha256 != audit.snapshot.sha256:
            raise StoreError(
                f"The audit rests on {audit.snapshot.sha256}, not on the page given with it ({snapshot.sha256}).",
                advice="Save an audit together with the snapshot it was made from.",
            )
        with explained(self._shown):
            return writing.save(self._engine, snapshot, audit, audited_at)

    def audit(self, audit_id: int) -> Audit:
        """Return the audit of that number as it was saved."""
        with explained(self._shown):
            found = reading.find_audit(self._engine, audit_id)
            if found is None:
                raise reading.unknown(self._engine, audit_id)
            return found

    def snapshot(self, sha256: str) -> Snapshot:
        """Return the page with these bytes, its media included; where it was fetched twice, as stored last."""
        with explained(self._shown):
            return reading.snapshot_by_hash(self._engine, sha256)

    def snapshot_of(self, audit_id: int) -> Snapshot:
        """Return the page that this audit looked at, to judge it again."""
        with explained(self._shown):
            return reading.snapshot_of(self._engine, audit_id)

    def latest(self, url: str) -> AuditRecord | None:
        """Return the newest record of an address, matched as in `history`."""
        with explained(self._shown):
            return next(iter(reading.history(self._engine, url, limit=1)), None)

    def history(self, url: str) -> tuple[AuditRecord, ...]:
        """Return the records of an address, newest first: as it was asked for, or as redirects ended.

        A `#fragment` and a slash at the end of the path make no difference; the query does.
        """
        with explained(self._shown):
            return reading.history(self._engine, url)

    def records(
        self, *, since: datetime | None = None, until: datetime | None = None, outlet: str | None = None
    ) -> Iterator[AuditRecord]:
        """Yield the records of audits stored from `since` on and before `until`, oldest first."""
        for ids in self._portions(since, until, outlet):
            with explained(self._shown):
                found = reading.records(self._engine, ids)
            yield from found

    def audits(
        self, *, since: datetime | None = None, until: datetime | None = None, outlet: str | None = None
    ) -> Iterator[Audit]:
        """Yield whole audits, chosen and ordered as by `records`, reading one at a time."""
        for ids in self._portions(since, until, outlet):
            for audit_id in ids:
                with explained(self._shown):
                    found = reading.find_audit(self._engine, audit_id)
                if found:  # else pruned since the portion was read
                    yield found

    def stats(self) -> StoreStats:
        """Count what the store holds and the room it takes."""
        with explained(self._shown):
            return reading.stats(self._engine)

    def prune(self, *, before: datetime, audits: bool = False, dry_run: bool = False) -> int:
        """Remove the pages and media of audits stored before that time; return how many snapshots went.

        Audits and findings stay, so histories and trends do not break; with `audits` these go too, and their number
        is returned. A page that a later audit rests on stays. `dry_run` only counts.
        """
        with explained(self._shown):
            moment = utc(before, "the time to prune before") or before
            return writing.prune(self._engine, moment, whole=audits, dry_run=dry_run)

    def _portions(self, since: datetime | None, until: datetime | None, outlet: str | None) -> Iterator[list[int]]:
        portions = reading.numbers(self._engine, since, until, outlet)
        while True:
            with explained(self._shown):
                ids = next(portions, None)
            if ids is None:
                return
            yield ids


def _open(url: str | None) -> tuple[Store, str | None, str]:
    address = parse(default_url() if url is None else url)
    make_folder(address)
    engine = engine_for(address)
    try:
        with explained(address.shown):
            before, after = bring_up(engine, address)
    except BaseException:
        engine.dispose()
        raise
    return Store(address, engine), before, after

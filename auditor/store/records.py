"""What the store tells about an audit, and about itself, without opening every document."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class AuditRecord(Struct, frozen=True, kw_only=True):
    """One line of a history: which page, when, and how it did."""

    id: int
    url: str
    """The address that was asked for; a redirect may have led elsewhere."""
    outlet: str
    """The registered domain in the facts, else the host the bytes came from; empty for a file."""
    title: str | None
    audited_at: datetime
    """UTC, when the audit was stored."""
    fetched_at: datetime | None
    """UTC, when the page was fetched; None for a file."""
    kind: str | None
    """What sort of page (article, stub, listing …); None where it could not be told."""
    value: float | None
    low: float | None
    high: float | None
    coverage: float
    grade: str
    sha256: str
    """Of the page's bytes: `Store.snapshot` finds them by it."""


class StoreStats(Struct, frozen=True, kw_only=True):
    """How much a store holds."""

    audits: int
    findings: int
    snapshots: int
    media: int
    """Files kept with the pages, each time they were fetched."""
    blobs: int
    """Different byte strings among pages and files: the same bytes are kept once."""
    bytes: int
    """Room taken in the database: the file's pages, or tables with their indexes."""
    raw_bytes: int
    """What the blobs come to before compression."""
    first: datetime | None
    """UTC, when the oldest audit was stored."""
    last: datetime | None
    revision: str
    """Of the schema."""
    dialect: str
    """`sqlite` or `postgresql`."""

"""The tables of the store; `migrations/` makes the same ones, and a test compares the two."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import sqlalchemy as sa

REVISION = "0003"
"""Of the schema below: the newest file in `migrations/versions`."""
VERSION_TABLE = "auditor_schema"
"""Named after us, not after the migration tool: other programs' tables may share a PostgreSQL database."""

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    """Replace NUL and lone surrogates by U+FFFD: PostgreSQL takes neither in text, SQLite not the second."""
    return _UNSTORABLE.sub("\ufffd", text)


class Words(sa.types.TypeDecorator[str]):
    """Text from a page, made storable on its way in."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002
        """Clean what goes in."""
        return None if value is None else storable(value)


class Moment(sa.types.TypeDecorator[datetime]):
    """A point in time: goes in with any zone, comes out in UTC. SQLite keeps no zone, so UTC is what it keeps."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Turn what goes in to UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Say of what comes out that it is UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_HASH = sa.String(64)

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

blobs = sa.Table(
    "blobs",
    metadata,
    sa.Column("sha256", _HASH, primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),  # before compression
    sa.Column("data", sa.LargeBinary, nullable=False),  # zlib
    sa.CheckConstraint("length(sha256) = 64", name="hash"),
    sa.CheckConstraint("size >= 0", name="size"),
)

snapshots = sa.Table(
    "snapshots",
    metadata,
    sa.Column("id", _ID, primary_key=True),
    sa.Column("identity", _HASH, nullable=False, unique=True),  # hash of all that follows, and of the media
    sa.Column("sha256", _HASH, sa.ForeignKey(blobs.c.sha256), nullable=False, index=True),
    sa.Column("requested_url", Words, nullable=False),
    sa.Column("final_url", Words, nullable=False),
    sa.Column("fetched_at", Moment),
    sa.Column("status", sa.Integer),
    sa.Column("headers", sa.Text),  # JSON in ASCII: keeps NUL and lone surrogates; NULL is "not recorded"
    sa.Column("media_wanted", sa.Boolean, nullable=False),
    sa.Column("truncated", sa.Boolean, nullable=False),
    sa.Column("links", sa.Text),  # JSON: how the links answered; NULL where nobody tried them
    sa.Column("pictures", sa.Text),  # JSON: which did not come, whether all renditions were wanted; NULL where neither
)

media = sa.Table(
    "media",
    metadata,
    sa.Column("snapshot_id", _ID, sa.ForeignKey(snapshots.c.id, ondelete="CASCADE"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("url", Words, nullable=False),
    sa.Column("content_type", Words),
    sa.Column("sha256", _HASH, sa.ForeignKey(blobs.c.sha256), nullable=False, index=True),
)

audits = sa.Table(
    "audits",
    metadata,
    sa.Column("id", _ID, primary_key=True),
    sa.Column("identity", _HASH, nullable=False, unique=True),  # what makes two audits the same one
    sa.Column("snapshot_id", _ID, sa.ForeignKey(snapshots.c.id, ondelete="SET NULL"), index=True),  # NULL once pruned
    # Hashes, because PostgreSQL indexes no text longer than 2,700 bytes and addresses can be.
    sa.Column("url_key", _HASH, nullable=False, index=True),
    sa.Column("final_url_key", _HASH, nullable=False, index=True),
    sa.Column("url", Words, nullable=False),
    sa.Column("final_url", Words, nullable=False),
    sa.Column("sha256", _HASH, nullable=False, index=True),
    sa.Column("outlet", Words, nullable=False),
    sa.Column("title", Words),
    sa.Column("kind", sa.Text),
    sa.Column("audited_at", Moment, nullable=False),
    sa.Column("fetched_at", Moment),
    sa.Column("value", sa.Double),
    sa.Column("low", sa.Double),
    sa.Column("high", sa.Double),
    sa.Column("coverage", sa.Double, nullable=False),
    sa.Column("grade", Words, nullable=False),
    sa.Column("pack", Words, nullable=False),
    sa.Column("pack_version", Words, nullable=False),
    sa.Column("pack_digest", Words, nullable=False),
    sa.Column("auditor_version", Words, nullable=False),
    sa.Column("document", sa.Text, nullable=False),  # the JSON contract, byte for byte
    sa.CheckConstraint("coverage >= 0 AND coverage <= 1", name="coverage"),
    sa.Index(None, "audited_at", "id"),
    sa.Index(None, "outlet", "audited_at"),
    sqlite_autoincrement=True,  # a report that names audit 7 must never come to mean another one
)

findings = sa.Table(
    "findings",
    metadata,
    sa.Column("audit_id", _ID, sa.ForeignKey(audits.c.id, ondelete="CASCADE"), primary_key=True),
    sa.Column("rule", Words, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("category", sa.Text, nullable=False),
    sa.Column("severity", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("points", sa.Double, nullable=False),
    sa.Column("of", sa.Double, nullable=False),
    sa.CheckConstraint("outcome IN ('met', 'unmet', 'unknown', 'n.a.')", name="outcome"),
    sa.Index(None, "rule", "outcome"),
)

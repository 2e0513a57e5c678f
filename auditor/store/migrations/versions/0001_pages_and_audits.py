"""The first schema: pages with their files, audits with their findings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_HASH = sa.String(64)
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _make_pages()
    _make_audits()
    op.create_table(
        "findings",
        sa.Column("audit_id", _ID, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("category", "severity", "status", "outcome")),
        sa.Column("points", sa.Double, nullable=False),
        sa.Column("of", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("audit_id", "rule", name="pk_findings"),
        sa.ForeignKeyConstraint(["audit_id"], ["audits.id"], name="fk_findings_audit_id_audits", ondelete="CASCADE"),
        sa.CheckConstraint("outcome IN ('met', 'unmet', 'unknown', 'n.a.')", name=op.f("ck_findings_outcome")),
    )
    op.create_index("ix_findings_rule_outcome", "findings", ["rule", "outcome"])


def downgrade() -> None:
    """Remove the tables and all they hold."""
    for table in ("findings", "audits", "media", "snapshots", "blobs"):
        op.drop_table(table)


def _make_pages() -> None:
    op.create_table(
        "blobs",
        sa.Column("sha256", _HASH, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_blobs"),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_blobs_hash")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_blobs_size")),
    )
    op.create_table(
        "snapshots",
        sa.Column("id", _ID, nullable=False),
        sa.Column("identity", _HASH, nullable=False),
        sa.Column("sha256", _HASH, nullable=False),
        sa.Column("requested_url", sa.Text, nullable=False),
        sa.Column("final_url", sa.Text, nullable=False),
        sa.Column("fetched_at", _MOMENT),
        sa.Column("status", sa.Integer),
        sa.Column("headers", sa.Text),
        sa.Column("media_wanted", sa.Boolean, nullable=False),
        sa.Column("truncated", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_snapshots"),
        sa.UniqueConstraint("identity", name="uq_snapshots_identity"),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name="fk_snapshots_sha256_blobs"),
    )
    op.create_index("ix_snapshots_sha256", "snapshots", ["sha256"])
    op.create_table(
        "media",
        sa.Column("snapshot_id", _ID, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("content_type", sa.Text),
        sa.Column("sha256", _HASH, nullable=False),
        sa.PrimaryKeyConstraint("snapshot_id", "position", name="pk_media"),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshots.id"], name="fk_media_snapshot_id_snapshots", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name="fk_media_sha256_blobs"),
    )
    op.create_index("ix_media_sha256", "media", ["sha256"])


def _make_audits() -> None:
    op.create_table(
        "audits",
        sa.Column("id", _ID, nullable=False),
        sa.Column("identity", _HASH, nullable=False),
        sa.Column("snapshot_id", _ID),
        sa.Column("url_key", _HASH, nullable=False),
        sa.Column("final_url_key", _HASH, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("final_url", sa.Text, nullable=False),
        sa.Column("sha256", _HASH, nullable=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("kind", sa.Text),
        sa.Column("audited_at", _MOMENT, nullable=False),
        sa.Column("fetched_at", _MOMENT),
        *(sa.Column(name, sa.Double) for name in ("value", "low", "high")),
        sa.Column("coverage", sa.Double, nullable=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("grade", "pack", "pack_version", "pack_digest", "auditor_version", "document")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_audits"),
        sa.UniqueConstraint("identity", name="uq_audits_identity"),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshots.id"], name="fk_audits_snapshot_id_snapshots", ondelete="SET NULL"
        ),
        sa.CheckConstraint("coverage >= 0 AND coverage <= 1", name=op.f("ck_audits_coverage")),
        sqlite_autoincrement=True,
    )
    for columns in (
        ["snapshot_id"], ["url_key"], ["final_url_key"], ["sha256"], ["audited_at", "id"], ["outlet", "audited_at"],
    ):  # fmt: skip
        op.create_index(f"ix_audits_{'_'.join(columns)}", "audits", columns)

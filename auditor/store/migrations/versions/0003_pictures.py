"""Which pictures of a page did not come, and whether all their renditions were asked for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of pages kept before, no missing picture is known by its name."""
    op.add_column("snapshots", sa.Column("pictures", sa.Text))


def downgrade() -> None:
    """Remove the column and what it holds."""
    op.drop_column("snapshots", "pictures")

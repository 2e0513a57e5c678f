"""How the links of a page answered when they were tried."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of pages kept before, nobody tried the links."""
    op.add_column("snapshots", sa.Column("links", sa.Text))


def downgrade() -> None:
    """Remove the column and what it holds."""
    op.drop_column("snapshots", "links")

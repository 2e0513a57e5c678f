"""Runs migrations on the connection that `auditor.store.schema` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from auditor.store.tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,  # SQLite alters hardly anything in place
)
with context.begin_transaction():
    context.run_migrations()

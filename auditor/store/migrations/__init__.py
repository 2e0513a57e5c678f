"""The schema of the store, step by step; `auditor.store.schema` runs it, no alembic.ini is needed."""

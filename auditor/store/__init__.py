"""Keeps audits and the pages they rest on, so that both can be found, compared and judged again later."""

from __future__ import annotations

from auditor.store.address import default_url
from auditor.store.records import AuditRecord, StoreStats
from auditor.store.store import Store, upgrade

__all__ = ["AuditRecord", "Store", "StoreStats", "default_url", "upgrade"]

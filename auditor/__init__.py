"""Audits, with proof, what a news page lets its reader know about how it was made."""

from __future__ import annotations

__version__ = "0.1.0"

"""Image files: what their own data say about their making."""

from __future__ import annotations

from auditor.media.inspection import inspect

__all__ = ["inspect"]

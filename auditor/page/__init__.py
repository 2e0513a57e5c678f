"""Snapshot → Page: decoding, guard, one parse, one walk into regions, structured data."""

from __future__ import annotations

from auditor.page.model import Block, Link, Page, Picture, Span
from auditor.page.reading import read
from auditor.page.structured import StructuredData

__all__ = ["Block", "Link", "Page", "Picture", "Span", "StructuredData", "read"]

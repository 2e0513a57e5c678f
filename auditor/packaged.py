"""Finds the data folders `rules/` and `reports/`, whether installed or in a checkout."""

from __future__ import annotations

from pathlib import Path


def folder(name: str) -> Path:
    """Return the folder `rules` or `reports` as a directory on disk."""
    package = Path(__file__).parent
    installed = package / name
    return installed if installed.is_dir() else package.parent / name

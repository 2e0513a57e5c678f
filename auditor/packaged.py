"""Finds the data folders of the auditor, whether installed or in a checkout."""

from __future__ import annotations

from pathlib import Path

CHECKOUT = {"demo": Path("tests", "pages", "demo")}
"""Folders that do not stand at the top of a checkout under their own name."""


def folder(name: str) -> Path:
    """Return the folder `rules`, `reports` or `demo` (articles to try the auditor on) as a directory on disk."""
    package = Path(__file__).parent
    installed = package / name
    return installed if installed.is_dir() else package.parent / CHECKOUT.get(name, Path(name))

"""Puts a report on disk whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from auditor.errors import RenderError
from auditor.whole import replace_whole


def write(path: Path, text: str) -> None:
    """Write `text` as UTF-8 through a temporary file beside `path`; devices and pipes are written straight."""
    try:
        _write(path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise RenderError(f"{path} cannot be written: {error.strerror or error}.", advice=_advice(error)) from error


def _write(path: Path, raw: bytes) -> None:
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise RenderError(f"{path} is a folder, not a file.", advice="Give the name of a file in it.")
    if not target.parent.is_dir():
        raise RenderError(f"The folder {target.parent} does not exist.", advice="Create it, or give another path.")
    if target.exists() and not target.is_file():
        path.write_bytes(raw)
    else:
        replace_whole(target, raw)


def _advice(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "Give a path in a folder that you may write to."
    return "Give another path, or make room for it, and run the command again."

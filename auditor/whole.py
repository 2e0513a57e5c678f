"""Puts a file in its place whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def replace_whole(target: Path, raw: bytes) -> None:
    """Write `raw` beside `target` and move it there in one step; raises OSError and then leaves nothing behind."""
    temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:  # also when interrupted
        temporary.unlink(missing_ok=True)
        raise

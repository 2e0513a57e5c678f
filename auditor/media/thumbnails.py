"""Small copies of pictures for reports: new pixels only, nothing of what the file says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CHILD = Path(__file__).with_name("thumbnail_child.py")
SECONDS = 20.0
"""For one picture, the start of the process included."""
MAX_BYTES = 64 << 20
MAX_MADE = 256 << 10
_JPEG = b"\xff\xd8\xff"


def thumbnail(raw: bytes, seconds: float = SECONDS) -> bytes | None:
    """A JPEG of at most 320 pixels without any metadata; None where the picture cannot be drawn. Never raises."""
    if not raw or len(raw) > MAX_BYTES:
        return None
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(CHILD)], input=raw, capture_output=True, timeout=seconds, check=False
        )
    except (OSError, subprocess.SubprocessError):  # no process, or none that ended in time
        return None
    made = done.stdout
    return made if done.returncode == 0 and made.startswith(_JPEG) and len(made) <= MAX_MADE else None

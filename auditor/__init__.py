"""
Audits, with proof, what a news page lets its reader know about how it was made.

    from auditor import audit_html
    audit = audit_html(raw_bytes, url="https://news.example/story")
    print(audit.score.grade, *(finding.message for finding in audit.findings), sep="\\n")

`audit_html` works on bytes in hand: it touches no network and stores nothing. `audit_url` fetches one page first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.model import Audit
    from auditor.pipeline import audit_html, audit_url

__version__ = "0.1.0"
__all__ = ["Audit", "__version__", "audit_html", "audit_url"]

_HOMES = {"Audit": "auditor.model", "audit_html": "auditor.pipeline", "audit_url": "auditor.pipeline"}


def __getattr__(name: str) -> object:
    """Import the stages when they are first asked for: the version alone must cost nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'auditor' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

"""Makes reports from audits: for people (text, HTML, Markdown) and for programs (JSON, JSON Lines, CSV)."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.errors import RenderError
from auditor.media.thumbnails import Thumbnails
from auditor.model import Audit, Failure
from auditor.render.credentials import listed_refs, provenance_rows
from auditor.render.data import render_json, render_jsonl
from auditor.render.digest import DigestEntry, digest
from auditor.render.escape import cell, plain, safe_href
from auditor.render.files import write
from auditor.render.gallery import PictureFile, render_pictures
from auditor.render.html import render_html
from auditor.render.markdown import render_markdown
from auditor.render.numbers import percent, proved, whole
from auditor.render.templates import environment, source_hash
from auditor.render.text import render_text

FORMATS: tuple[str, ...] = ("text", "json", "jsonl", "html", "markdown")

__all__ = [
    "FORMATS",
    "DigestEntry",
    "PictureFile",
    "cell",
    "digest",
    "environment",
    "listed_refs",
    "percent",
    "plain",
    "proved",
    "provenance_rows",
    "render",
    "render_pictures",
    "safe_href",
    "source_hash",
    "whole",
    "write",
]


def render(
    format: str,
    audits: Sequence[Audit],
    failures: Sequence[Failure] = (),
    *,
    color: bool = False,
    width: int = 80,
    pictures: Sequence[Thumbnails] = (),
) -> str:
    """
    One report over all of them in one of `FORMATS`.

    `color` and `width` concern only `text`; `pictures`, small copies of each audit's pictures
    (`auditor.media.thumbnails`), only `html`, which describes them in words where it has none.
    """
    match format:
        case "text":
            return render_text(audits, failures, color=color, width=width)
        case "json":
            return render_json(audits, failures)
        case "jsonl":
            return render_jsonl(audits, failures)
        case "html":
            return render_html(audits, failures, pictures)
        case "markdown":
            return render_markdown(audits, failures)
        case _:
            raise RenderError(f"There is no report format “{format}”.", advice=f"Use one of {', '.join(FORMATS)}.")

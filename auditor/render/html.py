"""The HTML report: one file that needs no network, runs no script and prints."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, repeat

from auditor.media.thumbnails import Thumbnails
from auditor.model import Audit, Failure
from auditor.render.build import audit_view, failure_view
from auditor.render.templates import fill, source_hash
from auditor.render.view import ReportView

STYLE = "report.css"


def render_html(audits: Sequence[Audit], failures: Sequence[Failure], pictures: Sequence[Thumbnails] = ()) -> str:
    """One self-contained document over any number of audits; `pictures` are small copies, audit by audit."""
    drawn = chain(pictures, repeat({}))
    views = tuple(
        audit_view(audit, number, seen) for number, (audit, seen) in enumerate(zip(audits, drawn, strict=False), 1)
    )
    title = f"Audit: {views[0].title}" if len(views) == 1 else f"Audits of {len(views)} pages"
    view = ReportView(
        title=title,
        style_hash=source_hash(STYLE),
        audits=views,
        failures=tuple(failure_view(failure) for failure in failures),
    )
    return fill("report.html.j2", view)

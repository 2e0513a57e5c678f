"""The periodic digest: an index of outlets, a page for each, and the same numbers as CSV; it opens from disk."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct

from auditor.errors import RenderError
from auditor.model import Audit
from auditor.render.digest_view import DigestView, OutletRow, OutletView, PageRow, RuleRow, SpreadView
from auditor.render.escape import cell, plain, safe_href
from auditor.render.files import write
from auditor.render.html import STYLE
from auditor.render.numbers import day, percent, utc, whole
from auditor.render.outlets import FEWEST, Line, Totals, frequent, latest, line, totals
from auditor.render.templates import fill, source_hash
from auditor.render.view import LinkView
from auditor.render.wording import counted

_MOST_RULES = 10
_FOLDER = "outlets"
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


class DigestEntry(Struct, frozen=True, kw_only=True):
    """One audit with the moment it was made."""

    audit: Audit
    audited_at: datetime


def digest(
    audits: Iterable[DigestEntry], out: Path, *, since: datetime | None, until: datetime, title: str = "News audits"
) -> tuple[Path, ...]:
    """
    Write the digest of the audits made from `since` to `until` (both included) into the folder `out`.

    The latest audit of a page counts. Returns the files written, the index first: `index.html`, `outlets/…`,
    `digest.csv` (a row an outlet) and `pages.csv` (a row a page).
    """
    start, end = None if since is None else utc(since), utc(until)
    lines = latest(
        line(entry.audit, entry.audited_at)
        for entry in audits
        if (start is None or start <= utc(entry.audited_at)) and utc(entry.audited_at) <= end
    )
    outlets: dict[str, list[Line]] = defaultdict(list)
    for one in lines:
        outlets[one.domain].append(one)
    files = _files(dict(sorted(outlets.items())), lines, _period(start, end), plain(title))
    _folder(out / _FOLDER)
    for name, text in files.items():
        write(out / name, text)
    return tuple(out / name for name in files)


def _files(outlets: Mapping[str, Sequence[Line]], lines: Sequence[Line], period: str, title: str) -> dict[str, str]:
    """All files of the digest by name, in the order they are written."""
    rows = {domain: _outlet_row(domain, own) for domain, own in outlets.items()}
    style = source_hash(STYLE)
    index = DigestView(
        title=title,
        style_hash=style,
        period=period,
        summary=f"{counted(len(lines), 'page')} of {counted(len(rows), 'outlet')} audited.",
        minimum=FEWEST,
        rules=_rules(lines),
        outlets=tuple(rows.values()),
        versions=_versions(lines),
    )
    pages = {
        row.page: fill(
            "outlet.html.j2",
            OutletView(
                title=title,
                style_hash=style,
                period=period,
                minimum=FEWEST,
                index="../index.html",
                outlet=row,
                rules=_rules(outlets[domain]),
                pages=tuple(map(_page_row, outlets[domain])),
                versions=_versions(outlets[domain]),
            ),
        )
        for domain, row in rows.items()
    }
    tables = {"digest.csv": _outlets_csv(outlets, period), "pages.csv": _pages_csv(lines)}
    return {"index.html": fill("digest.html.j2", index), **pages, **tables}


def _outlet_row(domain: str, lines: Sequence[Line]) -> OutletRow:
    numbers = totals(lines)
    picture = _picture(numbers)
    return OutletRow(
        domain=domain,
        page=f"{_FOLDER}/{file_name(domain)}",
        pages=str(numbers.pages),
        rated=numbers.median is not None,
        median=_median(numbers),
        spread=picture.words if picture else "–",
        picture=picture,
        capped=percent(numbers.capped / numbers.pages),
        disclosures=str(numbers.disclosures),
        unknown=percent(numbers.unknown / numbers.asked) if numbers.asked else "–",
    )


def _picture(numbers: Totals) -> SpreadView | None:
    if numbers.quartiles is None or numbers.median is None:
        return None
    low, high = numbers.quartiles
    return SpreadView(
        low=round(low, 1),
        width=round(high - low, 1),
        median=round(numbers.median, 1),
        words=f"{whole(low)} to {whole(high)}",
    )


def _median(numbers: Totals) -> str:
    if numbers.median is not None:
        return f"{whole(numbers.median)} of 100 proved"
    if numbers.rated == numbers.pages:
        return f"not rated, only {counted(numbers.pages, 'page')}"
    return f"not rated, only {numbers.rated} of {counted(numbers.pages, 'page')} could be rated"


def _page_row(one: Line) -> PageRow:
    return PageRow(
        title=LinkView(text=one.title, href=safe_href(one.url)),
        audited=day(one.audited_at),
        proved=one.proved,
        grade=one.grade,
        caps=" ".join(one.caps),
    )


def _rules(lines: Sequence[Line]) -> tuple[RuleRow, ...]:
    return tuple(
        RuleRow(title=title, unmet=f"{unmet} of {counted(asked, 'page')}")
        for title, unmet, asked in frequent(lines)[:_MOST_RULES]
    )


def _versions(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(sorted({version for one in lines for version in one.versions}))


def _period(since: datetime | None, until: datetime) -> str:
    """The period in words; an end at midnight closes the day before."""
    last = until - timedelta(microseconds=1) if until.hour == until.minute == until.second == 0 else until
    if since is None:
        return f"up to {day(last)}"
    if day(since) == day(last):
        return day(since)
    same_month = (since.year, since.month) == (last.year, last.month)
    return f"{since.day if same_month else day(since)} to {day(last)}"


def file_name(domain: str) -> str:
    """A file name that every system takes, the same for the same domain; different domains never share one."""
    name = re.sub(r"[^a-z0-9.-]+", "-", domain.lower()).strip(".-")[:80].rstrip(".-")
    if not name or name != domain or _RESERVED.match(name):
        name = f"outlet-{name}-{hashlib.sha256(domain.encode('utf-8', 'replace')).hexdigest()[:8]}"
    return f"{name}.html"


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RenderError(
            f"The folder {path} cannot be made: {error.strerror or error}.",
            advice="Give a folder that you may write to.",
        ) from error


def _outlets_csv(outlets: Mapping[str, Sequence[Line]], period: str) -> str:
    header = (
        "outlet", "period", "pages", "rated_pages", "median_low", "quartile_1", "quartile_3", "capped_pages",
        "disclosures", "unknown_questions", "questions",
    )  # fmt: skip
    rows = []
    for domain, lines in outlets.items():
        sums = totals(lines)
        low, high = sums.quartiles or (None, None)
        points = [None if number is None else round(number, 2) for number in (sums.median, low, high)]
        counts = (sums.capped, sums.disclosures, sums.unknown, sums.asked)
        rows.append((domain, period, sums.pages, sums.rated, *points, *counts))
    return _csv(header, rows)


def _pages_csv(lines: Sequence[Line]) -> str:
    header = (
        "outlet", "url", "title", "audited_at", "low", "high", "coverage", "grade", "caps", "disclosures",
        "unmet_rules", "unknown_questions", "questions",
    )  # fmt: skip
    rows = [
        (one.domain, one.url, one.title, one.audited_at.isoformat(), one.low, one.high, one.coverage, one.grade,
         " ".join(one.caps), one.disclosures, " ".join(rule for rule, _ in one.unmet), one.unknown, len(one.asked))
        for one in lines
    ]  # fmt: skip
    return _csv(header, rows)


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()

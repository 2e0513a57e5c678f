"""`auditor history`: how one page did over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import msgspec

from auditor.cli.desk import kept_store, settings_of
from auditor.cli.exits import Exit
from auditor.cli.group import common_options
from auditor.cli.options import Keeping, form_option, keeping_options
from auditor.cli.talk import plain, problem, to_stdout
from auditor.render import percent, whole
from auditor.store import AuditRecord


@click.command()
@click.argument("url")
@keeping_options
@form_option
@common_options
def history(url: str, keeping: Keeping, form: str) -> None:
    """
    List the audits of URL, or of a saved page, that the store holds, newest first: when, score, grade, and the number
    that names each audit in `auditor lesson NUMBER`.
    """
    if Path(url).is_file():
        url = Path(url).resolve().as_uri()
    with kept_store(settings_of(keeping)) as store:
        records = tuple(store.history(url))
    if not records:
        problem(f"The store holds no audit of {url}.", "Give the address as it was audited.")
        click.get_current_context().exit(Exit.NOTHING)
    if form == "json":
        to_stdout(msgspec.json.format(msgspec.json.encode(records), indent=2).decode())
    else:
        to_stdout("\n".join(lines(records)))


def lines(records: Iterable[AuditRecord]) -> Iterator[str]:
    """A table of audits for reading, one a line."""
    yield f"{'AUDIT':>6}  {'AUDITED (UTC)':<16}  {'SCORE':<11}  {'CHECKED':>7}  GRADE"
    for record in records:
        yield (
            f"{record.id:>6}  {record.audited_at:%Y-%m-%d %H:%M}  {_score(record):<11}  {percent(record.coverage):>7}"
            f"  {plain(record.grade)}"
        )


def _score(record: AuditRecord) -> str:
    """What is proved, and how far it could still go."""
    if record.low is None or record.high is None:
        return "–"
    low, high = whole(record.low), whole(record.high)
    return f"{low}" if low == high else f"{low} to {high}"

"""`auditor report`: what the store holds about a stretch of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import click

from auditor.cli import outputs
from auditor.cli.desk import kept_store, settings_of
from auditor.cli.exits import Exit
from auditor.cli.group import common_options
from auditor.cli.options import Keeping, Period, keeping_options, out_option, outlet_option, period_options
from auditor.cli.talk import many, problem, say
from auditor.render import DigestEntry, digest
from auditor.store import Store


@click.command()
@period_options("30d")
@outlet_option
@out_option()
@keeping_options
@common_options
def report(period: Period, outlet: str | None, out: Path, keeping: Keeping) -> None:
    """
    Write a digest of the kept audits: an index of outlets, a page for each, and the same numbers as CSV.

    The latest audit of each page counts. The files open from disk and need no network.
    """
    outputs.check_folder(out)
    until = period.until or datetime.now(UTC)
    with kept_store(settings_of(keeping)) as store:
        entries = _entries(store, period.since, until, outlet)
        first = next(entries, None)
        if first is None:
            problem("The store holds no audit of that time.", "Choose an earlier --since, or audit pages first.")
            click.get_current_context().exit(Exit.NOTHING)
        files = digest(chain((first,), entries), out, since=period.since, until=until)
    say(f"Wrote {many(len(files), 'file')}; open {files[0]}.")


def _entries(store: Store, since: datetime | None, until: datetime, outlet: str | None) -> Iterator[DigestEntry]:
    for record in store.records(since=since, until=until, outlet=outlet):
        yield DigestEntry(audit=store.audit(record.id), audited_at=record.audited_at)

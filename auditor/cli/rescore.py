"""`auditor rescore`: old audits before today's rules."""

from __future__ import annotations

import click

from auditor.cli.desk import kept_store, rulebook_of, settings_of
from auditor.cli.group import common_options
from auditor.cli.options import (
    Judging,
    Keeping,
    Period,
    judging_options,
    keeping_options,
    outlet_option,
    period_options,
)
from auditor.cli.talk import many, plain, say, to_stdout
from auditor.errors import StoreError
from auditor.model import Audit
from auditor.pipeline import rejudge
from auditor.store import AuditRecord, Store


@click.command()
@judging_options
@keeping_options
@period_options(None)
@outlet_option
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@common_options
def rescore(judging: Judging, keeping: Keeping, period: Period, outlet: str | None, dry_run: bool) -> None:
    """
    Judge kept audits anew by today's rules. What was seen stays; what it is worth is decided again.

    The old audits stay too, so that a history shows both: a score that changed because the rules did is not a page that
    changed.
    """
    chosen = settings_of(judging, keeping)
    rulebook = rulebook_of(chosen)
    judged = unchanged = 0
    with kept_store(chosen) as store:
        for record in store.records(since=period.since, until=period.until, outlet=outlet):
            old = store.audit(record.id)
            if old.rulebook == rulebook.ref:
                unchanged += 1
                continue
            new = rejudge(old, rulebook)
            to_stdout(f"{record.id:>6}  {plain(old.score.grade)} → {plain(new.score.grade)}  {plain(record.url)}")
            judged += dry_run or _kept(store, record, new)
    done = "would be judged anew" if dry_run else "judged anew"
    say(f"{many(judged, 'audit')} {done}; {unchanged} already by these rules.")


def _kept(store: Store, record: AuditRecord, audit: Audit) -> bool:
    """An audit whose page was pruned cannot be kept a second time: said, and the rest goes on."""
    try:
        store.save(store.snapshot_of(record.id), audit)
    except StoreError as error:
        say(f"audit {record.id} is not kept anew: {error.problem}")
        return False
    return True

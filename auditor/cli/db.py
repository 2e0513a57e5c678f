"""`auditor db`: the store itself."""

from __future__ import annotations

from datetime import datetime

import click
import msgspec

from auditor.cli.desk import kept_store, settings_of, store_url
from auditor.cli.group import common_options
from auditor.cli.options import Keeping, When, form_option, keeping_options
from auditor.cli.talk import many, say, to_stdout
from auditor.collect.limits import size
from auditor.store import StoreStats, upgrade


@click.group()
def db() -> None:
    """Look after the store in which audits are kept."""


@db.command("upgrade", short_help="Bring an older store up to date.")
@keeping_options
@common_options
def upgrade_command(keeping: Keeping) -> None:
    """Bring a store that an older auditor made up to date; what it holds stays."""
    before, after = upgrade(store_url(settings_of(keeping)))
    if before == after:
        say(f"The store is up to date: schema {after}.")
    else:
        say(f"Brought the store from schema {before or 'none'} to {after}.")


@db.command()
@keeping_options
@form_option
@common_options
def stats(keeping: Keeping, form: str) -> None:
    """Say how much the store holds."""
    with kept_store(settings_of(keeping)) as store:
        found = store.stats()
    if form == "json":
        to_stdout(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    else:
        to_stdout(_described(found))


@db.command(short_help="Drop old pages to make room; audits stay.")
@click.option("--before", type=When(), required=True, help="Older than this: a day, or an age such as 90d.")
@click.option("--audits", is_flag=True, help="Drop the audits too, not only the pages they rest on.")
@click.option("--dry-run", is_flag=True, help="Only count.")
@keeping_options
@common_options
def prune(before: datetime, audits: bool, dry_run: bool, keeping: Keeping) -> None:
    """Drop old pages and pictures to make room. Audits stay, so histories do not break, unless --audits is given."""
    with kept_store(settings_of(keeping)) as store:
        count = store.prune(before=before, audits=audits, dry_run=dry_run)
    done = "Would drop" if dry_run else "Dropped"
    say(f"{done} {many(count, 'audit' if audits else 'page')} from before {before:%Y-%m-%d %H:%M} UTC.")


def _described(found: StoreStats) -> str:
    period = f"{found.first:%Y-%m-%d} to {found.last:%Y-%m-%d}" if found.first and found.last else "none yet"
    return "\n".join(
        (
            f"audits     {found.audits} ({period}), with {many(found.findings, 'finding')}",
            f"pages      {found.snapshots}, with {many(found.media, 'picture')}",
            f"room       {size(found.bytes)} for {size(found.raw_bytes)} in {many(found.blobs, 'file')}",
            f"database   {found.dialect}, schema {found.revision}",
        )
    )

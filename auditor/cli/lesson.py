"""`auditor lesson`: an audit becomes an exercise for a class."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from auditor.cli import outputs
from auditor.cli.desk import (
    collector_of,
    extras_of,
    kept_store,
    one_target,
    open_store,
    rulebook_of,
    settings_of,
    store_is_there,
)
from auditor.cli.group import common_options
from auditor.cli.options import (
    Fetching,
    Judging,
    Keeping,
    Trusting,
    fetching_options,
    judging_options,
    keeping_options,
    out_option,
    trusting_options,
)
from auditor.cli.talk import say
from auditor.errors import StoreError, UsageError
from auditor.lesson import lesson
from auditor.model import SCHEMA, Audit, Snapshot
from auditor.pipeline import audit_target
from auditor.settings import Settings
from auditor.store import Store


@click.command("lesson")
@click.argument("audit", metavar="AUDIT")
@out_option()
@click.option("--language", default="en", show_default=True, metavar="CODE", help="Language of the instructions.")
@click.option("--practice", is_flag=True, help="Let the pupils' file say how they did.")
@fetching_options
@judging_options
@trusting_options
@keeping_options
@common_options
def lesson_command(
    audit: str,
    out: Path,
    language: str,
    practice: bool,
    fetching: Fetching,
    judging: Judging,
    trusting: Trusting,
    keeping: Keeping,
) -> None:
    """
    Make a lesson from AUDIT: the number of a kept audit, a JSON file that `auditor audit -f json` wrote, or any page.

    Writes one file for the pupils and one for the teacher; both work without a network and without accounts.
    """
    chosen = settings_of(fetching, judging, trusting, keeping)
    outputs.check_folder(out)
    if audit.isascii() and audit.isdigit() and not Path(audit).exists():
        found, snapshot = _kept(int(audit), chosen)
    elif audit.lower().endswith(".json"):
        found = _from_file(Path(audit))
        snapshot = _page_of(found, chosen)
    else:
        with collector_of(chosen, fetching) as collector:
            snapshot, found = audit_target(
                one_target(audit),
                collector=collector,
                rulebook=rulebook_of(chosen),
                url=fetching.url,
                extras=extras_of(chosen),
            )
    files = lesson(found, snapshot, out, language=language, practice=practice)
    say("\n".join(f"Wrote {file}" for file in files))


def _kept(number: int, chosen: Settings) -> tuple[Audit, Snapshot | None]:
    """An audit whose page was pruned still makes a lesson, with less text around each quote."""
    with kept_store(chosen) as store:
        found = _numbered(store, number)
        try:
            return found, store.snapshot_of(number)
        except StoreError as error:
            say(f"{error.problem} The lesson is made from the quotes alone.")
            return found, None


def _numbered(store: Store, number: int) -> Audit:
    try:
        return store.audit(number)
    except StoreError as error:
        store.stats()  # a store that is broken says so here; else only the number was wrong
        raise UsageError(error.problem, advice=error.advice) from error


def _from_file(path: Path) -> Audit:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", advice="Check the path.") from error
    try:
        return Audit.from_json(raw)
    except msgspec.MsgspecError as error:
        raise UsageError(
            f"{path} is not an audit: {error}.",
            advice=f"One audit in the form {SCHEMA}: auditor audit PAGE -f json=FILE.",
        ) from error


def _page_of(found: Audit, chosen: Settings) -> Snapshot | None:
    """The bytes of an audit that came as a file, where the store happens to have them."""
    try:
        if not store_is_there(chosen):
            return None
        with open_store(chosen) as store:
            return store.snapshot(found.snapshot.sha256)
    except StoreError:
        return None

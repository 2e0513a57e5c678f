"""`auditor trust`: the lists that signers of pictures are checked against: show them, fetch them, add one's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from auditor import trust as lists
from auditor.cli.desk import collector_of, settings_of, trust_folder, trust_of
from auditor.cli.group import common_options
from auditor.cli.options import (
    Fetching,
    Trusting,
    downloading_options,
    form_option,
    trust_update_options,
    trusting_options,
)
from auditor.cli.talk import many, plain, say, to_stdout
from auditor.media.trust import TrustList, TrustLists

NONE_HELD = (
    "No trust list is held. Pictures are still checked for whether they match their signature; of who signed, reports "
    'say "signature intact, signer not checked against a list". `auditor trust update` fetches the official lists.'
)
SHORT = 12
"""Digits of a hash that a table shows."""


@click.group()
def trust() -> None:
    """The lists of known signers of pictures: show the ones held, fetch the official ones, add your own."""


@trust.command("list", short_help="Show the lists that are held.")
@trusting_options
@form_option
@common_options
def list_lists(trusting: Trusting, form: str) -> None:
    """Show every list that is held: what it is, its date and digest, and whether a newer one should be out."""
    held = trust_of(settings_of(trusting))
    if form == "json":
        to_stdout(_json(held))
    elif held.lists:
        to_stdout("\n".join(_table(list(_rows(held)))))
    if not held.lists:
        say(NONE_HELD)
    for late in lists.overdue(held, datetime.now(UTC).date()):
        say(f"{late} `auditor trust update` fetches the official lists.")


@trust.command(short_help="Fetch the official lists.")
@click.option("--interim", is_flag=True, help="The interim lists too; they have not changed since 1 January 2026.")
@trust_update_options
@downloading_options
@common_options
def update(interim: bool, trusting: Trusting, fetching: Fetching) -> None:
    """
    Fetch the official list of signers and that of time stamps, and say which certificates came and went.

    A list is only replaced once the new one was read; after a failure, the one that was held stays.
    """
    chosen = settings_of(fetching, trusting)
    with collector_of(chosen, fetching) as collector:
        changes = tuple(
            lists.update(
                trust_folder(chosen),
                lambda address: collector.download(address, lists.MAX_BYTES),
                base=chosen.trust_source,
                interim=interim,
            )
        )
    _say_changes(changes)


@trust.command(short_help="Take lists of your own in.")
@click.argument("source", type=click.Path(path_type=Path), metavar="DIR|FILE")
@trusting_options
@common_options
def add(source: Path, trusting: Trusting) -> None:
    """
    Take PEM files of your own in; signers they vouch for count as trusted, by a list that was "added".

    A file with a private key in it is refused.
    """
    _say_changes(lists.add(trust_folder(settings_of(trusting)), source))


def _say_changes(changes: Iterable[lists.Change]) -> None:
    for change in changes:
        to_stdout("\n".join(_told(change)))


def _told(change: lists.Change) -> Iterator[str]:
    total = many(change.total, "certificate")
    yield f"{plain(change.name)}: {total}, {len(change.added)} new, {len(change.removed)} gone"
    for sign, names in (("+", change.added), ("-", change.removed)):
        for name in names:
            yield f"  {sign} {plain(name)}"


def _rows(held: TrustLists) -> Iterator[tuple[str, ...]]:
    yield ("list", "tier", "vouches for", "certificates", "sha256", "issued", "newest certificate", "next update")
    for one in held.lists:
        yield (
            plain(one.name),
            one.tier,
            one.kind,
            str(one.certificates),
            one.sha256[:SHORT],
            one.issued or "not stated",
            one.newest or "not stated",
            one.next_update or "not stated",
        )


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _json(held: TrustLists) -> str:
    rows = [{name: getattr(one, name) for name in TrustList.__struct_fields__ if name != "pem"} for one in held.lists]
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode()

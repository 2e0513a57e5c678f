"""What commands work with: the settings of this run, and from them the rules, the store and the collector."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click
from msgspec import Struct, structs
from msgspec.structs import replace

from auditor import settings
from auditor.cli.group import CONFIG
from auditor.cli.options import Fetching
from auditor.collect import Collector, CollectSettings, expand
from auditor.errors import UsageError
from auditor.media import likeness
from auditor.media.trust import TrustLists
from auditor.model import Target
from auditor.pipeline import Extras
from auditor.rulebook import Rulebook, load
from auditor.settings import DESCRIPTIONS, Settings
from auditor.store import Store, default_url
from auditor.store.address import parse
from auditor.trust import default_folder, held


def settings_of(*groups: Struct) -> Settings:
    """The settings of this run: what the option groups give, before environment, file and defaults."""
    return settings.load(flags_of(*groups), os.environ, config_file())


def flags_of(*groups: Struct) -> dict[str, object]:
    """The values in option groups that are settings."""
    return {name: value for group in groups for name, value in structs.asdict(group).items() if name in DESCRIPTIONS}


def config_file() -> Path | None:
    """The file given with --config."""
    found: Path | None = click.get_current_context().meta.get(CONFIG)
    return found


def rulebook_of(chosen: Settings) -> Rulebook:
    """The rules to judge by; raises RulebookError with every mistake in them."""
    return load(extra=tuple(Path(folder) for folder in chosen.rules), pack=chosen.pack)


def store_url(chosen: Settings) -> str:
    """The address of the store of this run."""
    return chosen.store or default_url()


def open_store(chosen: Settings) -> Store:
    """The store of this run, to be used in a `with`; made where there is none."""
    return Store.open(store_url(chosen))


def kept_store(chosen: Settings) -> Store:
    """The store of a run that only reads or judges what is kept: a slip in its name must not make a new one."""
    if not store_is_there(chosen):
        raise UsageError(
            f"There is no store at {parse(store_url(chosen)).shown} yet.",
            advice="Audit pages first, as in `auditor audit URL`, or name another store with --store.",
        )
    return open_store(chosen)


def store_is_there(chosen: Settings) -> bool:
    """Whether opening the store would find one, and not make one."""
    file = parse(store_url(chosen)).file
    return file is None or file.exists()


def trust_folder(chosen: Settings) -> Path:
    """Where the trust lists of this run lie."""
    return Path(chosen.trust) if chosen.trust is not None else default_folder()


def trust_of(chosen: Settings) -> TrustLists:
    """The trust lists of this run; none where none is held. Raises TrustError where a folder is named and not there."""
    return held(chosen.trust)


def extras_of(chosen: Settings) -> Extras:
    """What this run does beyond the page; UsageError where a library that it needs is not installed."""
    if chosen.renditions and not likeness.available():
        raise UsageError(
            "--renditions compares pictures, and the library for that is not installed.",
            advice="Install it with: pip install 'auditor[renditions]'",
        )
    return Extras(trust=trust_of(chosen), renditions=chosen.renditions, check_links=chosen.check_links)


def one_target(argument: str) -> Target:
    """The target that one argument names; UsageError where it names several."""
    found = expand((argument,), stdin=stdin())
    if len(found) != 1:
        raise UsageError(f"{argument} holds {len(found)} pages; this command takes one.", advice="Name one of them.")
    return found[0]


def stdin() -> BinaryIO:
    """Standard input as bytes, for the target `-` and for lists."""
    return sys.stdin.buffer


@contextmanager
def collector_of(chosen: Settings, fetching: Fetching) -> Iterator[Collector]:
    """What brings pages in, by the settings of this run."""
    with Collector(_collecting(chosen, fetching), offline=chosen.offline) as collector:
        yield collector


def _collecting(chosen: Settings, fetching: Fetching) -> CollectSettings:
    _check_reason(fetching.ignore_robots)
    defaults = CollectSettings()
    return replace(
        defaults,
        user_agent=chosen.user_agent or defaults.user_agent,
        total_seconds=chosen.timeout,
        host_interval_seconds=chosen.pause,
        ports=chosen.ports,
        obey_robots=fetching.ignore_robots is None,
        allow_private=chosen.allow_private,
        images=defaults.images if chosen.images else 0,
    )


def _check_reason(reason: str | None) -> None:
    if reason is None:
        return
    if not reason.strip():
        raise UsageError(
            "--ignore-robots needs a reason.",
            advice='Such as: --ignore-robots "our own archive, agreed with its owner".',
        )
    logging.getLogger(__name__).warning("robots.txt is not asked: %s", reason)

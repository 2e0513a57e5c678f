"""`auditor doctor`: what is here, what is missing, and what that costs."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

import click
from msgspec import Struct

from auditor import __version__, packaged
from auditor.cli.desk import (
    config_file,
    flags_of,
    open_store,
    rulebook_of,
    settings_of,
    store_is_there,
    store_url,
    trust_of,
)
from auditor.cli.exits import Exit
from auditor.cli.failing import state_folder
from auditor.cli.group import common_options
from auditor.cli.options import Judging, Keeping, Trusting, judging_options, keeping_options, trusting_options
from auditor.cli.talk import many, plain, to_stdout
from auditor.errors import AuditorError
from auditor.settings import Settings, layers, unknown_variables
from auditor.store.address import parse
from auditor.trust import overdue

LIBRARIES = ("selectolax", "msgspec", "httpx", "sqlalchemy", "cel-expr-python", "google-re2", "jinja2", "click")
OPTIONAL = {
    "c2pa-python": "content credentials are found, but their signatures are not checked: pip install 'auditor[c2pa]'",
    "ImageHash": "renditions of a picture are not compared: pip install 'auditor[renditions]'",
    "psycopg": "no store in PostgreSQL: pip install 'auditor[postgres]'",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


class Line(NamedTuple):
    """One thing that was looked at."""

    name: str
    state: str
    code: Exit = Exit.DONE
    """What the command ends with because of it."""


@click.command()
@judging_options
@trusting_options
@keeping_options
@common_options
def doctor(judging: Judging, trusting: Trusting, keeping: Keeping) -> None:
    """
    Look at versions, optional libraries, rules, trust lists, settings and the store. Touches no network, changes
    nothing.

    Fails only where an audit would: with broken rules (2), or trust lists or a store that cannot be used (5). What is
    optional and missing is named, with what it costs.
    """
    given = (judging, trusting, keeping)
    chosen = settings_of(*given)
    lines = [
        *_versions(), *_optional(), _rules(chosen), *_trust(chosen), _store(chosen), *_settings(*given), *_places()
    ]  # fmt: skip
    to_stdout("\n".join(f"{line.name:<16} {plain(line.state)}" for line in lines))
    click.get_current_context().exit(max(line.code for line in lines))


def _versions() -> Iterator[Line]:
    yield Line("auditor", __version__)
    yield Line("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield Line("libraries", ", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES))


def _optional() -> Iterator[Line]:
    for name, cost in OPTIONAL.items():
        try:
            yield Line(name, importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            yield Line(name, f"not installed (optional); {cost}")
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    yield Line("chromium", found or "not found (optional); pages that need a browser are reported as not rendered")


def _rules(chosen: Settings) -> Line:
    try:
        rulebook = rulebook_of(chosen)
    except AuditorError as error:
        return Line("rules", f"BROKEN: {error}", Exit.USAGE)
    ref = rulebook.ref
    return Line("rules", f"{many(len(rulebook.rules), 'rule')}, pack {ref.pack} {ref.version}")


def _trust(chosen: Settings) -> Iterator[Line]:
    try:
        held = trust_of(chosen)
    except AuditorError as error:
        yield Line("trust lists", f"UNUSABLE: {error}", Exit.BROKEN)
        return
    if not held.lists:
        yield Line("trust lists", "none held; signers of pictures are not checked: auditor trust update")
    for ref in held.refs:
        total = sum(one.certificates for one in held.lists if one.name == ref.name)
        yield Line("trust lists", f"{ref.name}, {ref.tier}, {many(total, 'certificate')}, {ref.sha256[:12]}")
    for late in overdue(held, datetime.now(UTC).date()):
        yield Line("trust lists", late)


def _store(chosen: Settings) -> Line:
    """A store that is not there yet is not made."""
    try:
        shown = parse(store_url(chosen)).shown
        if not store_is_there(chosen):
            return Line("store", f"{shown} (not there yet; the first audit makes it)")
        with open_store(chosen) as store:
            return Line("store", f"{shown}, {many(store.stats().audits, 'audit')}")
    except AuditorError as error:
        return Line("store", f"UNUSABLE: {error}", Exit.BROKEN)


def _settings(*given: Struct) -> Iterator[Line]:
    for layer in layers(flags_of(*given), os.environ, config_file()):
        if layer.values:
            yield Line("settings", f"{', '.join(layer.values)} from {layer.origin}")
    for variable in unknown_variables(os.environ):
        yield Line("settings", f"{variable} in the environment sets nothing: is it misspelt?")


def _places() -> Iterator[Line]:
    yield Line("data", str(packaged.folder("rules")))
    yield Line("log", str(state_folder() / "auditor.log"))
    yield Line("output", f"{sys.stdout.encoding}, {'terminal' if sys.stdout.isatty() else 'not a terminal'}")

"""Options that several commands share, handed over in frozen groups so that no command takes a dozen parameters."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import click
from msgspec import Struct, structs

from auditor.settings import DESCRIPTIONS, PREFIX

F = Callable[..., Any]
S = TypeVar("S", bound=Struct)

_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


class Judging(Struct, frozen=True, kw_only=True):
    """By which rules."""

    rules: tuple[str, ...]
    pack: str | None


class Keeping(Struct, frozen=True, kw_only=True):
    """Where audits are kept."""

    store: str | None
    no_store: bool = False


class Fetching(Struct, frozen=True, kw_only=True):
    """How pages are brought in."""

    url: str | None = None
    offline: bool | None = None
    images: bool | None = None
    renditions: bool | None = None
    check_links: bool | None = None
    allow_private: tuple[str, ...] = ()
    ignore_robots: str | None = None


class Trusting(Struct, frozen=True, kw_only=True):
    """Whose signatures on pictures count as those of known signers."""

    trust: str | None
    trust_source: str | None = None


class Gating(Struct, frozen=True, kw_only=True):
    """When the run should fail."""

    fail_under: float | None
    fail_on: tuple[str, ...]
    allow_incomplete: bool | None


class Writing(Struct, frozen=True, kw_only=True):
    """What comes out."""

    format: tuple[str, ...]
    quiet: bool


class Period(Struct, frozen=True, kw_only=True):
    """A stretch of time in UTC, the end not included; None is without end."""

    since: datetime | None
    until: datetime | None


class When(click.ParamType[datetime]):
    """A day such as 2026-10-01, a moment in ISO 8601, or an age such as 30d, 12h, 2w; UTC unless it says otherwise."""

    name = "when"

    def __init__(self, *, whole_day: bool = False) -> None:
        self.whole_day = whole_day
        """Whether a day means its end: the last day of a period belongs to it."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read one of the three forms."""
        if isinstance(value, datetime):
            return value
        try:
            return self._read(str(value).strip())
        except OverflowError:
            self.fail(f"{value} lies outside the calendar.", param, ctx)
        except ValueError:
            self.fail(f"{value!r} is neither a day such as 2026-10-01 nor an age such as 30d, 12h or 2w.", param, ctx)

    def _read(self, text: str) -> datetime:
        if text[-1:] in _UNITS and text[:-1].isascii() and text[:-1].isdigit():
            return datetime.now(UTC) - timedelta(**{_UNITS[text[-1]]: int(text[:-1])})
        moment = datetime.fromisoformat(text)
        if self.whole_day and len(text) <= len("2026-10-01"):
            moment += timedelta(days=1)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def group(name: str, kind: type[S], *options: Callable[[F], F]) -> Callable[[F], F]:
    """A decorator that adds these options and hands their values over as one `kind`, in the parameter `name`."""

    def decorate(function: F) -> F:
        @functools.wraps(function)
        def command(*args: Any, **values: Any) -> Any:
            picked = {field.name: values.pop(field.name) for field in structs.fields(kind) if field.name in values}
            return function(*args, **{name: kind(**picked)}, **values)

        decorated: F = command
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate


def setting(*names: str, field: str, **more: Any) -> Callable[[F], F]:
    """An option for one of `auditor.settings`: described there, and None where it is not given."""
    more.setdefault("default", None)
    help_ = f"{more.pop('help', DESCRIPTIONS[field])}.  [env: {PREFIX}{field.upper()}]"
    return click.option(*names, field, help=help_, **more)


judging_options = group(
    "judging",
    Judging,
    setting("--rules", field="rules", multiple=True, metavar="DIR"),
    setting("--pack", field="pack", metavar="NAME"),
)
store_option = setting("--store", field="store", metavar="URL")
keeping_options = group("keeping", Keeping, store_option)
keeping_or_not_options = group(
    "keeping", Keeping, store_option, click.option("--no-store", is_flag=True, help="Keep nothing.")
)
offline_option = setting("--offline/--online", field="offline")
private_option = setting("--allow-private", field="allow_private", multiple=True, metavar="NETWORK")
robots_option = click.option(
    "--ignore-robots", metavar="REASON", help="Fetch what robots.txt forbids, for a reason that is written down."
)
fetching_options = group(
    "fetching",
    Fetching,
    click.option("--url", metavar="URL", help="Address that a saved page came from."),
    offline_option,
    setting("--images/--no-images", "--media/--no-media", field="images"),
    setting("--renditions/--no-renditions", field="renditions"),
    setting("--check-links/--no-check-links", field="check_links"),
    private_option,
    robots_option,
)
downloading_options = group("fetching", Fetching, offline_option, private_option)
picture_fetching_options = group("fetching", Fetching, offline_option, private_option, robots_option)
trust_option = setting("--trust", field="trust", metavar="DIR")
trusting_options = group("trusting", Trusting, trust_option)
trust_update_options = group("trusting", Trusting, trust_option, setting("--from", field="trust_source", metavar="URL"))
gating_options = group(
    "gating",
    Gating,
    setting("--fail-under", field="fail_under", type=click.FloatRange(0, 100), metavar="POINTS"),
    setting("--fail-on", field="fail_on", multiple=True, metavar="CONDITION"),
    setting("--allow-incomplete/--no-allow-incomplete", field="allow_incomplete"),
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems on standard error.")
writing_options = group(
    "writing",
    Writing,
    click.option(
        "-f",
        "--format",
        multiple=True,
        metavar="FMT[=PATH]",
        help="Format of the report, and the file to write it to; repeatable. Without PATH: standard output.",
    ),
    quiet_option,
)
outlet_option = click.option("--outlet", metavar="DOMAIN", help="Only this outlet, by its domain.")


def form_of(*forms: str) -> Callable[[F], F]:
    """`-f`, one of these formats; the first is the default."""
    return click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help="For people, or for programs.",
    )


form_option = form_of("text", "json")


def period_options(since: str | None) -> Callable[[F], F]:
    """`--since` and `--until`; without a default, time has no beginning."""
    return group(
        "period",
        Period,
        click.option(
            "--since",
            type=When(),
            default=since,
            show_default=since is not None,
            metavar="WHEN",
            help="From a day such as 2026-10-01, or an age such as 30d, 12h or 2w.",
        ),
        click.option(
            "--until", type=When(whole_day=True), metavar="WHEN", help="Up to the end of a day, or to a moment."
        ),
    )


def out_option(default: str | None = None) -> Callable[[F], F]:
    """`-o DIR`, the folder that results go to."""
    return click.option(
        "-o",
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        required=default is None,
        default=default,
        show_default=default is not None,
        metavar="DIR",
        help="Folder for what is written; made if it is not there.",
    )

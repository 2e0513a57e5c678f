"""The command group: commands are imported when they are called for, and every failure ends in one handler."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import click

from auditor.cli.exits import Exit
from auditor.cli.failing import report, start_logging
from auditor.cli.talk import let_go

CONFIG = "auditor.config"
DEBUG = "auditor.debug"
F = Callable[..., Any]


class Home(NamedTuple):
    """Where a command lives, and what it is for in one line."""

    place: str
    """`module:attribute`."""
    short: str


class LazyGroup(click.Group):
    """A group that knows its commands without importing them: `auditor --help` must not wait for a database."""

    def __init__(self, *args: Any, homes: Mapping[str, Home], **more: Any) -> None:
        super().__init__(*args, **more)
        self.homes = homes

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order in which a newcomer meets them."""
        return list(self.homes)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command, or None where there is none of that name."""
        home = self.homes.get(cmd_name)
        if home is None:
            return None
        module, _, attribute = home.place.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        command.short_help = home.short
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands in a help text."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, home.short) for name, home in self.homes.items()])


class OutermostGroup(LazyGroup):
    """The one place where an error becomes a message and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            let_go()
            ctx.exit(Exit.DONE)
        except (Exception, KeyboardInterrupt) as error:
            ctx.exit(report(error, debug=bool(ctx.meta.get(DEBUG))))


def common_options(function: F) -> F:
    """`--config` and `--debug`, which every command takes at any place and none has to pass on."""
    for option in (
        click.option(
            "--config",
            type=click.Path(path_type=Path),
            metavar="FILE",
            expose_value=False,
            callback=_remember_config,
            help="Settings file in place of auditor.toml in the current folder.  [env: AUDITOR_CONFIG]",
        ),
        click.option(
            "--debug",
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_remember_debug,
            help="Log everything, and show tracebacks.",
        ),
    ):
        function = option(function)
    return function


def _remember_config(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.meta[CONFIG] = value


def _remember_debug(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value or DEBUG not in ctx.meta:
        ctx.meta[DEBUG] = value
        start_logging(debug=value)

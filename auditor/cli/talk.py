"""The two voices of the command line: data on standard output, progress and notes on standard error."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from auditor.errors import RenderError

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


Step = Callable[[str], None]
"""Called with its name when work on one thing begins."""


def plain(text: str) -> str:
    """Text from pages and addresses without the characters that could steer a terminal."""
    return _CONTROL.sub("�", text)


def say(text: str, *, quiet: bool = False) -> None:
    """A note for the person at the terminal."""
    if not quiet:
        click.echo(plain(text), err=True)


def problem(text: str, advice: str = "") -> None:
    """A failure, said once: what is wrong, and below it what to do next. Never quiet."""
    click.echo(plain(f"auditor: {text}"), err=True)
    for line in advice.splitlines():
        click.echo(plain(f"  {line}"), err=True)


def to_stdout(text: str) -> None:
    """Print data; a reader that has gone away, as `head` does, is no failure of ours."""
    try:
        click.echo(text, nl=not text.endswith("\n"))
    except BrokenPipeError:
        let_go()
    except OSError as error:
        raise RenderError(f"Standard output cannot be written: {error.strerror or error}.") from error


def colour() -> bool:
    """Whether standard output is a terminal that wants colour (https://no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()


def width() -> int:
    """Columns of the terminal; 80 where there is none. Wide ones are capped, because long lines are hard to read."""
    return min(shutil.get_terminal_size((80, 24)).columns, 100)


def many(count: int, noun: str) -> str:
    """A number with its noun: "1 page", "2 pages"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def called() -> str:
    """The auditor as its reader can call it again: by its path where it stands in no folder that the shell searches."""
    path = Path(sys.argv[0])
    return shlex.quote(str(path)) if path.stem == "auditor" and shutil.which("auditor") is None else "auditor"


def let_go() -> None:
    """Point standard output nowhere: what is still buffered must not fail a second time when Python ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@contextmanager
def progress(total: int, *, quiet: bool = False) -> Iterator[Step]:
    """Show how far long work is: one live line on a terminal; elsewhere a line a step, and nothing for a single one."""
    if sys.stderr.isatty() and not quiet:
        with _bar() as bar:
            yield _Live(bar, total)
    elif quiet or total < 2:
        yield lambda _: None
    else:
        yield _Lines(total)


class _Lines:
    def __init__(self, total: int) -> None:
        self.total = total
        self.begun = 0

    def __call__(self, name: str) -> None:
        self.begun += 1
        say(f"[{self.begun}/{self.total}] {_one_line(name)}")


class _Live:
    def __init__(self, bar: Progress, total: int) -> None:
        self.bar = bar
        self.task = bar.add_task("", total=total)
        self.begun = 0

    def __call__(self, name: str) -> None:
        self.bar.update(self.task, completed=self.begun, description=_one_line(name))
        self.begun += 1


def _one_line(name: str) -> str:
    """A file may have any name; it must not pass for what the auditor says."""
    return plain(name).replace("\n", "�")


def _bar() -> Progress:
    """`markup=False`: an address with brackets in it is not a style."""
    columns = (
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)

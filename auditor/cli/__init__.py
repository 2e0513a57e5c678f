"""
The command line: options in, pipeline called, text out.

Nothing is decided here but the exit code (`exits.py`). Commands are imported when they are called.
"""

from __future__ import annotations

import io
import sys
import warnings

import click

from auditor import __version__
from auditor.cli.group import OutermostGroup, common_options

COMMANDS = {
    "audit": "auditor.cli.audit:audit",
    "demo": "auditor.cli.demo:demo",
    "page": "auditor.cli.page:page",
    "image": "auditor.cli.image:image",
    "history": "auditor.cli.history:history",
    "report": "auditor.cli.report:report",
    "lesson": "auditor.cli.lesson:lesson_command",
    "rescore": "auditor.cli.rescore:rescore",
    "rules": "auditor.cli.rules:rules",
    "db": "auditor.cli.db:db",
    "doctor": "auditor.cli.doctor:doctor",
}


@click.group(cls=OutermostGroup, homes=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="auditor", message="%(prog)s %(version)s")
@common_options
def cli() -> None:
    """
    Audits, with proof, what a news page lets its reader know about how it was made.

    \b
    First steps:
      auditor demo                          see it work, without a network
      auditor audit https://news.example/x  audit a page
      auditor audit page.html --url URL     audit a saved page
      auditor rules list                    what is asked of a page, and why

    Settings come from flags, then from the environment (AUDITOR_…), then from auditor.toml in the current folder.
    """


def main() -> None:
    """Run the command line, with output that no page text can break: UTF-8, or as much as the terminal can show."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    cli.main(prog_name="auditor")

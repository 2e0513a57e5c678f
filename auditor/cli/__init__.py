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
from auditor.cli.group import Home, OutermostGroup, common_options

COMMANDS = {
    "audit": Home("auditor.cli.audit:audit", "Audit pages: addresses, saved files, folders, lists."),
    "demo": Home("auditor.cli.demo:demo", "See it work on made-up articles, without a network."),
    "page": Home("auditor.cli.page:page", "Show how a page is read: its text, region by region."),
    "image": Home("auditor.cli.image:image", "Read what image files say about their own making."),
    "trust": Home("auditor.cli.trust:trust", "Show, fetch and add the lists of known signers of pictures."),
    "history": Home("auditor.cli.history:history", "List the kept audits of one page, newest first."),
    "report": Home("auditor.cli.report:report", "Write the digest of a stretch of time, outlet by outlet."),
    "lesson": Home("auditor.cli.lesson:lesson_command", "Make a lesson for a class from an audit."),
    "rescore": Home("auditor.cli.rescore:rescore", "Judge kept audits anew, by other or newer rules."),
    "rules": Home("auditor.cli.rules:rules", "List, explain, check and test the rules; write their documentation."),
    "lexicon": Home("auditor.cli.lexicon:lexicon", "Show, check and try the words of every language."),
    "db": Home("auditor.cli.db:db", "Look after the store: upgrade, stats, prune."),
    "doctor": Home("auditor.cli.doctor:doctor", "Say what is installed, what is missing, and what that costs."),
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

"""`auditor audit`: the way most people come in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext

import click

from auditor.cli import gates, outputs
from auditor.cli.desk import collector_of, extras_of, open_store, rulebook_of, settings_of, stdin
from auditor.cli.exits import of_run
from auditor.cli.group import common_options
from auditor.cli.options import (
    Fetching,
    Gating,
    Judging,
    Keeping,
    Trusting,
    Writing,
    fetching_options,
    gating_options,
    judging_options,
    keeping_or_not_options,
    trusting_options,
    writing_options,
)
from auditor.cli.summary import say_ending, say_summary
from auditor.cli.work import Run
from auditor.collect import expand
from auditor.errors import UsageError
from auditor.model import Target


@click.command()
@click.argument("targets", nargs=-1, metavar="TARGET...")
@fetching_options
@judging_options
@trusting_options
@keeping_or_not_options
@writing_options
@gating_options
@common_options
def audit(
    targets: tuple[str, ...],
    fetching: Fetching,
    judging: Judging,
    trusting: Trusting,
    keeping: Keeping,
    writing: Writing,
    gating: Gating,
) -> None:
    """
    Audit pages and say, with a quote for every finding, what each lets its reader know about how it was made.

    A TARGET is an address, a saved page, a folder of saved pages, @LIST (a file with one target a line), or - for a
    page on standard input. What could not be checked is reported as such and never counted as a "no".

    \b
    Exit codes:
      0  done                         3  something could not be checked
      1  a gate tripped               4  nothing could be audited
      2  wrong usage or settings      5  the auditor or its store failed
    """
    chosen = settings_of(fetching, judging, trusting, keeping, gating)
    wanted = outputs.parse(writing.format)
    conditions = gates.parse(chosen.fail_under, chosen.fail_on)
    rulebook = rulebook_of(chosen)
    todo = _expanded(targets, fetching.url)
    extras = extras_of(chosen)
    keep = nullcontext(None) if keeping.no_store else open_store(chosen)
    with keep as store, collector_of(chosen, fetching) as collector:
        run = Run(collector=collector, rulebook=rulebook, store=store, extras=extras)
        run.draws = outputs.shows_pictures(wanted)
        run.over(todo, url=fetching.url, quiet=writing.quiet)
    outputs.write_reports(run.audits, run.failures, wanted, run.pictures)
    verdicts = tuple(gates.verdicts(conditions, run.audits))
    code = of_run(
        run.audits,
        run.failures,
        [verdict.tripped for verdict in verdicts],
        allow_incomplete=chosen.allow_incomplete,
        broken=run.store_error is not None,
    )
    say_summary(run, wanted, quiet=writing.quiet)
    say_ending(code, run, verdicts, quiet=writing.quiet)
    click.get_current_context().exit(code)


def _expanded(arguments: Sequence[str], url: str | None) -> tuple[Target, ...]:
    todo = expand(arguments, stdin=stdin())
    if url is not None and len(todo) > 1:
        raise UsageError(
            f"--url names one page, but there are {len(todo)} targets.", advice="Audit that page on its own."
        )
    return todo

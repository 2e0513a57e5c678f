"""What is said after the reports: what was written and kept, and why the run ends as it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.cli.exits import AUDITED, Exit, incomplete, kind_of
from auditor.cli.failing import where_to_look
from auditor.cli.gates import Verdict
from auditor.cli.outputs import Output
from auditor.cli.talk import many, problem, say
from auditor.cli.work import Run

NAMED_AT_MOST = 5
NO_ARTICLE = {
    "listing": "a list of articles, not an article",
    "block-page": "the site sent a page that turns programs away",
    "consent-wall": "a consent wall stands before the article",
    "shell": "without scripts there is no text; save the page from a browser and audit the file",
    "other": "not an article",
}


def say_summary(run: Run, wanted: Sequence[Output], *, quiet: bool) -> None:
    """Files and numbers under which the results are found again."""
    for output in wanted:
        if output.path is not None:
            say(f"Wrote {output.format} to {output.path}.", quiet=quiet)
    if run.ids:
        say(f"Kept as {_numbers(run.ids)}.", quiet=quiet)


def say_ending(code: Exit, run: Run, verdicts: Sequence[Verdict], *, quiet: bool) -> None:
    """The reasons of an exit code that is not 0, each in a line."""
    for verdict in verdicts:
        if verdict.tripped is not False:
            say(str(verdict), quiet=quiet)
    if code is Exit.INCOMPLETE:
        problem(
            "Not everything could be checked.",
            "\n".join((*_left_open(run, verdicts), "--allow-incomplete accepts that.")),
        )
    elif code is Exit.NOTHING:
        problem("Nothing could be audited.", "\n".join(_left_open(run, ())))
    elif code is Exit.BROKEN and run.store_error is not None:
        problem(run.store_error.problem, run.store_error.advice)
    elif code is Exit.BROKEN:
        problem("The auditor itself failed at a page.", where_to_look())


def _left_open(run: Run, verdicts: Sequence[Verdict]) -> Iterator[str]:
    if run.failures:
        yield f"{many(len(run.failures), 'target')} could not be brought in or read; the report says why."
    nothing = all(kind_of(audit) not in AUDITED for audit in run.audits)
    open_pages = [audit for audit in run.audits if incomplete(audit) or nothing]
    for audit in open_pages[:NAMED_AT_MOST]:
        kind = kind_of(audit)
        what = "the auditor failed at a part of it" if kind in AUDITED else NO_ARTICLE[kind]
        yield f"{audit.snapshot.final_url}: {what}."
    if len(open_pages) > NAMED_AT_MOST:
        yield f"… and {many(len(open_pages) - NAMED_AT_MOST, 'page')} more."
    undecided = sum(verdict.tripped is None for verdict in verdicts)
    if undecided:
        yield f"{many(undecided, 'gate')} could not be decided."


def _numbers(ids: Sequence[int]) -> str:
    """Audits that were kept before have their old numbers, so they need not follow one another."""
    if len(ids) == 1:
        return f"audit {ids[0]}"
    if list(ids) == list(range(ids[0], ids[0] + len(ids))):
        return f"audits {ids[0]} to {ids[-1]}"
    return f"audits {', '.join(map(str, ids))}"

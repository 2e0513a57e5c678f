"""What is said after the reports: what was written and kept, and why the run ends as it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.cli.exits import AUDITED, Exit, incomplete, kind_of
from auditor.cli.failing import where_to_look
from auditor.cli.gates import Verdict
from auditor.cli.outputs import Output
from auditor.cli.talk import many, problem, say
from auditor.cli.work import Run
from auditor.model import Audit, Failure

NAMED_AT_MOST = 5
NO_ARTICLE = {
    "listing": "a list of articles, not an article; give the address of one of them",
    "block-page": "the site sent a page that turns programs away; save it from a browser and audit the file",
    "consent-wall": "a consent wall stands before the article; save it from a browser and audit the file",
    "shell": "without scripts there is no text; save the page from a browser and audit the file",
    "other": "not an article; only articles are rated",
}
FAILED = "the auditor failed at a part of it; the report says at which"
UNDECODABLE = "its characters cannot be read for certain; save it as UTF-8, or serve it with its charset"


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
    elif run.failures:
        problem("Some of it could not be audited.", "\n".join(_failed(run.failures)))


def _left_open(run: Run, verdicts: Sequence[Verdict]) -> Iterator[str]:
    yield from _failed(run.failures)
    nothing = all(kind_of(audit) not in AUDITED for audit in run.audits)
    open_pages = [audit for audit in run.audits if incomplete(audit) or nothing]
    for audit in open_pages[:NAMED_AT_MOST]:
        yield f"{_named(audit)}: {_why(audit)}."
    if len(open_pages) > NAMED_AT_MOST:
        yield f"… and {many(len(open_pages) - NAMED_AT_MOST, 'page')} more."
    undecided = sum(verdict.tripped is None for verdict in verdicts)
    if undecided:
        yield f"{many(undecided, 'gate')} could not be decided."


def _failed(failures: Sequence[Failure]) -> Iterator[str]:
    """Each with what to do, in one line: whoever writes the report to a file reads it here."""
    for failure in failures[:NAMED_AT_MOST]:
        yield " ".join(filter(None, (f"{failure.target.value}:", failure.problem, failure.advice)))
    if len(failures) > NAMED_AT_MOST:
        yield f"… and {many(len(failures) - NAMED_AT_MOST, 'target')} more; the report names them all."


def _named(audit: Audit) -> str:
    """A page as it was asked for, if that was a file; else where it was found."""
    return audit.target.value if audit.target.kind in ("file", "stdin") else audit.snapshot.final_url


def _why(audit: Audit) -> str:
    kind = kind_of(audit)
    if kind not in AUDITED:
        return NO_ARTICLE[kind]
    return FAILED if any(gap.reason == "detector-failed" for gap in audit.gaps) else UNDECODABLE


def _numbers(ids: Sequence[int]) -> str:
    """Audits that were kept before have their old numbers, so they need not follow one another."""
    if len(ids) == 1:
        return f"audit {ids[0]}"
    if list(ids) == list(range(ids[0], ids[0] + len(ids))):
        return f"audits {ids[0]} to {ids[-1]}"
    return f"audits {', '.join(map(str, ids))}"

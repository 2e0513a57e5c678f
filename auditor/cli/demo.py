"""`auditor demo`: the first minute, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from msgspec import UNSET

from auditor import packaged
from auditor.cli.desk import collector_of, open_store
from auditor.cli.group import common_options
from auditor.cli.options import Fetching, out_option
from auditor.cli.outputs import Output, check_folder, write_reports
from auditor.cli.talk import called, many, plain, to_stdout
from auditor.cli.work import Run
from auditor.collect import expand
from auditor.errors import AuditorError
from auditor.model import Audit, Target
from auditor.pipeline import audit_target, packaged_rulebook
from auditor.render import proved
from auditor.settings import Settings

OFFLINE = Fetching(url=None, offline=True, images=True, allow_private=(), ignore_robots=None)


@click.command()
@out_option(default="auditor-demo")
@common_options
def demo(out: Path) -> None:
    """
    Audit the made-up articles that come with the auditor, keep them in a store of their own, and write the report that
    an editor would read. Nothing is fetched.
    """
    check_folder(out)
    out.mkdir(parents=True, exist_ok=True)
    chosen = Settings(offline=True, store=f"sqlite:///{out / 'audits.db'}")
    with open_store(chosen) as store, collector_of(chosen, OFFLINE) as collector:
        run = Run(collector=collector, rulebook=packaged_rulebook(), store=store)
        for target in expand([str(packaged.folder("demo"))]):
            run.over((target,), url=_home(target, run), quiet=True)
    report = out / "report.html"
    write_reports(run.audits, run.failures, (Output("html", report),))
    to_stdout("\n".join(_summary(run, report, chosen)))
    if run.store_error is not None:
        raise run.store_error
    for failure in run.failures:
        raise AuditorError(failure.problem, advice="The article came with the auditor: install it anew.")


def _home(target: Target, run: Run) -> str | None:
    """Where an article says that it stands; of these it is believed, because we wrote them."""
    try:
        _, audit = audit_target(target, collector=run.collector, rulebook=run.rulebook)
    except AuditorError:
        return None
    page = audit.facts.page
    return None if page is UNSET else page.canonical_url


def _summary(run: Run, report: Path, chosen: Settings) -> Iterator[str]:
    yield f"{many(len(run.audits), 'made-up article')}, audited without a network:"
    for audit in run.audits:
        page = audit.facts.page
        yield ""
        yield f"  {plain((None if page is UNSET else page.title) or audit.snapshot.final_url)}"
        grade = "" if audit.score.value is None else f" · grade: {audit.score.grade}"
        yield f"    {proved(audit.score)}{grade}"
    yield ""
    yield f"Report: {report}  (open it in a browser)"
    yield f"Store:  {chosen.store}"
    yield ""
    yield "Next:"
    if run.ids:
        number, _ = max(zip(run.ids, run.audits, strict=False), key=lambda pair: _statements(pair[1]))
        yield f"  {called()} lesson {number} -o lesson --store {chosen.store}"
    yield f"  {called()} report -o digest --store {chosen.store}"
    yield f"  {called()} audit https://…    (a page of your own)"


def _statements(audit: Audit) -> int:
    """How much a class can find on the page."""
    found = audit.facts.disclosures
    return 0 if found is UNSET else len(found)

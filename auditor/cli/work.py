"""One run over targets: audit each, keep each, remember what failed."""

from __future__ import annotations

import gc
import shlex
from collections.abc import Iterator, Sequence

import click

from auditor.cli.exits import Exit
from auditor.cli.failing import state_folder
from auditor.cli.talk import Step, called, many, problem, progress
from auditor.collect import Collector
from auditor.errors import StoreError
from auditor.media.thumbnails import Thumbnails, thumbnails
from auditor.model import Audit, Failure, Snapshot, Target
from auditor.pipeline import PLAIN, Extras, audit_targets
from auditor.rulebook import Rulebook
from auditor.store import Store

TYPED_AT_MOST = 5


class Run:
    """The audits, failures and store ids of one run; it lives as long as the run."""

    def __init__(
        self, *, collector: Collector, rulebook: Rulebook, store: Store | None, extras: Extras = PLAIN
    ) -> None:
        self.collector = collector
        self.rulebook = rulebook
        self.store = store
        self.extras = extras
        self.draws = False
        """Whether small copies of the pictures are made, for a report that shows them."""
        self.pictures: list[Thumbnails] = []
        """Those of each audit, in the order of `audits`."""
        self.audits: list[Audit] = []
        self.failures: list[Failure] = []
        self.ids: list[int] = []
        self.store_error: StoreError | None = None

    def over(self, targets: Sequence[Target], *, url: str | None, quiet: bool) -> None:
        """Audit all of them; an interruption says how to go on and ends the command."""
        done = 0
        try:
            with progress(len(targets), quiet=quiet) as step:
                for result in audit_targets(
                    _announced(targets, step),
                    collector=self.collector,
                    rulebook=self.rulebook,
                    url=url,
                    extras=self.extras,
                ):
                    self._take(result)
                    done += 1
                    if done == 1 and len(targets) > 1:
                        # Modules, rules and word lists are loaded now and stay: the collector need not go through
                        # them at every page, which costs a twentieth of an audit.
                        gc.freeze()
        except KeyboardInterrupt:
            self.say_how_to_go_on(targets[done:])
            click.get_current_context().exit(Exit.INTERRUPTED)

    def _take(self, result: tuple[Snapshot, Audit] | Failure) -> None:
        if isinstance(result, Failure):
            self.failures.append(result)
            return
        snapshot, audit = result
        self.audits.append(audit)
        self.pictures.append(thumbnails(audit.facts, snapshot.media) if self.draws else {})
        if self.store is None or self.store_error is not None:
            return
        try:
            self.ids.append(self.store.save(snapshot, audit))
        except StoreError as error:
            self.store_error = error

    def say_how_to_go_on(self, rest: Sequence[Target]) -> None:
        """After an interruption: what was done and kept, and the command that does the rest."""
        if self.store_error is not None:
            problem(self.store_error.problem, self.store_error.advice)
        kept = f"; {many(len(self.ids), 'audit')} kept" if self.ids else ""
        if not rest:
            problem(f"Interrupted, after the last target{kept}.", "Run it again to see the report.")
            return
        total = len(self.audits) + len(self.failures) + len(rest)
        problem(
            f"Interrupted after {total - len(rest)} of {many(total, 'target')}{kept}.",
            f"To go on, with the same options: {called()} audit {_arguments(rest)}",
        )


def _announced(targets: Sequence[Target], step: Step) -> Iterator[Target]:
    for target in targets:
        step(target.value)
        yield target


def _arguments(targets: Sequence[Target]) -> str:
    """The targets as one types them; many go into a file that the command reads."""
    if len(targets) > TYPED_AT_MOST:
        path = state_folder() / "unfinished.txt"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("".join(f"{target.value}\n" for target in targets), "utf-8")
        except OSError:
            pass
        else:
            return shlex.quote(f"@{path}")
    return shlex.join(target.value for target in targets)

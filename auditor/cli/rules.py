"""`auditor rules`: what is asked of a page, by which right, and whether rule files are sound."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click
import msgspec

from auditor.cli.desk import collector_of, extras_of, one_target, rulebook_of, settings_of
from auditor.cli.docs import docs
from auditor.cli.exits import Exit
from auditor.cli.explaining import explained, outcome
from auditor.cli.group import common_options
from auditor.cli.options import (
    Fetching,
    Judging,
    Trusting,
    fetching_options,
    form_option,
    judging_options,
    trusting_options,
)
from auditor.cli.outputs import check_folder
from auditor.cli.talk import many, plain, problem, say, to_stdout
from auditor.errors import Mistake, RulebookError, UsageError
from auditor.model import CATEGORIES, Category
from auditor.pipeline import audit_target
from auditor.render import write
from auditor.rulebook import Rulebook, load, rule_template, run_examples
from auditor.settings import Settings


@click.group()
def rules() -> None:
    """What is asked of a page: list, explain, write, check and test rules, and make their documentation."""


@rules.command("list", short_help="List the rules of a pack and what each weighs.")
@judging_options
@form_option
@common_options
def list_rules(judging: Judging, form: str) -> None:
    """List the rules of a pack, with what each asks and how much it weighs."""
    rulebook = rulebook_of(settings_of(judging))
    if form == "json":
        to_stdout(
            msgspec.json.format(msgspec.json.encode([compiled.rule for compiled in rulebook.rules]), indent=2).decode()
        )
    else:
        to_stdout("\n".join(_table(rulebook)))


def _table(rulebook: Rulebook) -> Iterator[str]:
    """By category, the weightiest first, as the rulebook keeps them."""
    rules = [compiled.rule for compiled in rulebook.rules]
    room = max((len(rule.id) for rule in rules), default=0)
    for category, of_category in groupby(rules, key=lambda rule: rule.category):
        yield category
        for rule in of_category:
            yield f"  {rule.id:<{room}}  {rule.severity if rule.status == 'scored' else rule.status:<11}  {rule.title}"


@rules.command(short_help="Explain one rule, or what it says of a page.")
@click.argument("identifier", metavar="ID")
@click.option("--page", "target", metavar="TARGET", help="A page to ask it of: its outcome, with the quotes.")
@judging_options
@trusting_options
@fetching_options
@common_options
def explain(identifier: str, target: str | None, judging: Judging, trusting: Trusting, fetching: Fetching) -> None:
    """Explain one rule: what it asks and why, by which right, and how a newsroom meets it."""
    chosen = settings_of(judging, trusting, fetching)
    rulebook = rulebook_of(chosen)
    rule = rulebook.rule(identifier).rule
    to_stdout("\n".join(explained(rule)))
    if target is not None:
        with collector_of(chosen, fetching) as collector:
            extras = extras_of(chosen)
            _, audit = audit_target(
                one_target(target), collector=collector, rulebook=rulebook, url=fetching.url, extras=extras
            )
        finding = next(finding for finding in audit.findings if finding.rule == identifier)
        to_stdout("\n".join(("", *outcome(finding, audit))))


@rules.command(short_help="Print every mistake in rule files with its place.")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@judging_options
@common_options
def check(folder: Path | None, judging: Judging) -> None:
    """
    Check rule files and print every mistake as path:line:column, with what would be right; exit 2 if there is one.

    DIR is a folder of your own rules, or a whole set with its packs/. Without it: the rules of the settings, and the
    phrases of the lexicon.
    """
    rulebook, mistakes = _checked(folder, settings_of(judging))
    phrases, slips = (0, ()) if folder else _phrases()
    mistakes = (*mistakes, *slips)
    for mistake in (*mistakes, *(rulebook.warnings if rulebook else ())):
        to_stdout(plain(str(mistake)))
    if rulebook is None or mistakes:
        problem(f"{many(len(mistakes), 'mistake')}; `auditor rules explain ID` shows rules that work.")
        click.get_current_context().exit(Exit.USAGE)
    checked = f" and {many(phrases, 'phrase')}" if phrases else ""
    say(f"{many(len(rulebook.rules), 'rule')} of the pack {rulebook.pack.name}{checked}, no mistakes.")


def _phrases() -> tuple[int, tuple[Mistake, ...]]:
    """How many phrases the lexicon has, or its mistakes."""
    from auditor.lexicon.library import load_all  # compiling every language takes longer than any other command

    try:
        return sum(len(grammar.phrases) for grammar in load_all()), ()
    except RulebookError as error:
        return 0, error.mistakes


@rules.command("test", short_help="Run the examples that every rule carries.")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@judging_options
@common_options
def run_tests(folder: Path | None, judging: Judging) -> None:
    """Run the examples that every rule carries; print those that come out wrong, and exit 2 if there is one."""
    results = tuple(run_examples(_loaded(folder, settings_of(judging))))
    wrong = [result for result in results if not result.right]
    for result in wrong:
        because = f" ({result.failure})" if result.failure else ""
        to_stdout(plain(f"{result.path}: {result.name}: expected {result.expected}, got {result.got}{because}"))
    say(f"{len(results) - len(wrong)} of {many(len(results), 'example')} come out right.")
    click.get_current_context().exit(Exit.USAGE if wrong else Exit.DONE)


@rules.command(short_help="Write a rule file to start from.")
@click.argument("identifier", metavar="ID")
@click.option(
    "--category", type=click.Choice(CATEGORIES), default="accountability", show_default=True, help="Its kind."
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=".",
    show_default=True,
    metavar="DIR",
    help="Folder of your rules; made if it is not there.",
)
@common_options
def new(identifier: str, category: Category, out: Path) -> None:
    """Write a rule file to start from: complete and sound, and not scored until you say so."""
    text = rule_template(identifier, category)
    check_folder(out)
    path = out / f"{identifier}.yaml"
    if path.exists():
        raise UsageError(f"{path} is there already.", advice="Choose another id, or change that file.")
    out.mkdir(parents=True, exist_ok=True)
    write(path, text)
    say(f"Wrote {path}. Change it, then: auditor rules check {out} && auditor rules test {out}")


rules.add_command(docs)


def _checked(folder: Path | None, chosen: Settings) -> tuple[Rulebook | None, tuple[Mistake, ...]]:
    try:
        return _loaded(folder, chosen), ()
    except RulebookError as error:
        return None, error.mistakes


def _loaded(folder: Path | None, chosen: Settings) -> Rulebook:
    """A folder with packs is a whole set of rules; one without stands beside the packaged rules."""
    if folder is None:
        return rulebook_of(chosen)
    if (folder / "packs").is_dir():
        return load(folder, pack=chosen.pack)
    return load(extra=(folder,), pack=chosen.pack)

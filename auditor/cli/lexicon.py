"""`auditor lexicon`: the words by which statements are recognised: list, check and try them."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click
import msgspec

from auditor.cli.exits import Exit
from auditor.cli.group import common_options
from auditor.cli.options import form_option
from auditor.cli.talk import many, plain, problem, say, to_stdout
from auditor.cli.wording import explained, table
from auditor.errors import Mistake, RulebookError, UsageError
from auditor.lexicon.checking import check as check_file
from auditor.lexicon.checking import files
from auditor.lexicon.explaining import PLACES, Place, explain
from auditor.lexicon.library import ALSO, languages
from auditor.lexicon.listing import listed


@click.group()
def lexicon() -> None:
    """The words by which statements are recognised, language by language: list, check and try them."""


@lexicon.command("list", short_help="List the languages and how far each is judged.")
@form_option
@common_options
def list_languages(form: str) -> None:
    """List the languages that are read, how much the lexicon holds of each, and how far somebody has judged it."""
    rows = tuple(listed())
    to_stdout(_json(rows) if form == "json" else "\n".join(table(rows)))


@lexicon.command(short_help="Print every mistake in lexicon files with its place.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@common_options
def check(paths: tuple[Path, ...]) -> None:
    """
    Check lexicon files and print every mistake as path:line:column, with what to do; exit 2 if there is one.

    Every sentence under `match` must be found and every one under `not` left alone. FILE may lie anywhere: a copy you
    are working on, for example. Without it: all files of the auditor.
    """
    phrases = examples = 0
    mistakes: list[Mistake] = []
    chosen = paths or files()
    for path in chosen:
        grammar, wrong = check_file(path)
        mistakes += wrong
        for phrase in grammar.phrases if grammar else ():
            phrases, examples = phrases + 1, examples + len(phrase.match) + len(phrase.misses)
    for mistake in mistakes:
        to_stdout(plain(str(mistake)))
    if mistakes:
        problem(f"{many(len(mistakes), 'mistake')} in {many(len(chosen), 'lexicon file')}.")
        click.get_current_context().exit(Exit.USAGE)
    say(f"{many(len(chosen), 'file')}, {many(phrases, 'phrase')}, {many(examples, 'example')}, no mistakes.")


@lexicon.command("try", short_help="Explain word by word how a sentence is read.")
@click.argument("sentence")
@click.option("--language", metavar="CODE", help="Language of the page, as in `de`; guessed from the words without it.")
@click.option("--file", "path", type=click.Path(path_type=Path), help="A lexicon file of yours, in place of ours.")
@click.option("--where", "place", type=click.Choice(PLACES), help="Where on a page it stands: what can count there.")
@form_option
@common_options
def try_sentence(sentence: str, language: str | None, path: Path | None, place: str | None, form: str) -> None:
    """
    Explain word by word how a sentence is read.

    Shows the classes of each word, the phrases that match, and which word decides how they are meant. Where none
    matches: the phrases that come nearest, and what is missing.
    """
    if not sentence.strip():
        raise UsageError("There is no sentence.", advice="Put it in quotes: auditor lexicon try 'Made with AI.'")
    if language is not None and path is not None:
        raise UsageError("--language and --file exclude each other.", advice="The file names its language.")
    own = None
    if path is not None:
        own, mistakes = check_file(path)
        if own is None:
            raise RulebookError(mistakes or (Mistake(str(path), 1, 1, "this file holds no phrases of a language"),))
    found = explain(sentence, _known(language), cast("Place | None", place), own)
    to_stdout(_json(found) if form == "json" else "\n".join(explained(found)))


def _known(language: str | None) -> str | None:
    if language is None:
        return None
    code = language.lower().replace("_", "-").partition("-")[0]
    if ALSO.get(code, code) not in languages():
        raise UsageError(
            f"The lexicon has no language {language!r}.", advice=f"It has {', '.join(languages())}; or use --file."
        )
    return language


def _json(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()

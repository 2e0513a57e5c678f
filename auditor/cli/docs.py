"""`auditor rules docs`: the documentation that is made from what it describes, and the check that it is fresh."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import msgspec

from auditor.cli.exits import Exit
from auditor.cli.group import common_options
from auditor.cli.talk import many, problem, say
from auditor.rulebook import documents as rulebook_documents
from auditor.rulebook import load
from auditor.settings import DESCRIPTIONS, FILE, PREFIX, Settings

COLUMNS = 100
MADE = "<!-- Made by `auditor rules docs`: change the command line or its settings, then run it again. -->"
COMPLETION = """\
## Shell completion

Put one line into the start-up file of your shell:

| shell | file | line |
|---|---|---|
| bash | `~/.bashrc` | `eval "$(_AUDITOR_COMPLETE=bash_source auditor)"` |
| zsh | `~/.zshrc` | `eval "$(_AUDITOR_COMPLETE=zsh_source auditor)"` |
| fish | `~/.config/fish/completions/auditor.fish` | `_AUDITOR_COMPLETE=fish_source auditor \\| source` |
"""


@click.command(short_help="Write the documentation that is made from the code.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default="docs",
    show_default=True,
    metavar="DIR",
    help="Folder of the documentation.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 and name the files that are not fresh.")
@common_options
def docs(out: Path, check: bool) -> None:
    """Write the pages of docs/ that are made from the facts, the rules, the settings and this command line."""
    made = documents(click.get_current_context().find_root())
    stale = [name for name, text in made.items() if _read(out / name) != text]
    if not check:
        out.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (out / name).write_text(made[name], "utf-8")
        say(f"Wrote {many(len(stale), 'file')} in {out}; {len(made) - len(stale)} were fresh.")
    elif stale:
        problem(f"Not fresh: {', '.join(str(out / name) for name in stale)}.", "Write them anew: auditor rules docs")
        click.get_current_context().exit(Exit.GATE)


def documents(root: click.Context) -> Mapping[str, str]:
    """Every made document by its file name."""
    return {
        **rulebook_documents(load()),
        "settings.md": "\n".join(_settings()) + "\n",
        "cli.md": "\n".join(_command_line(root)).rstrip() + "\n",
    }


def _settings() -> Iterator[str]:
    yield "# Settings"
    yield ""
    yield MADE
    yield ""
    yield f"A flag wins over the environment, the environment over `{FILE}` in the current folder (or the file given"
    yield "with `--config`), and that over the default. A list that is set nearer replaces the one further away. In the"
    yield "environment, semicolons stand between the values of a list. A key that is not known is an error."
    yield ""
    yield f"| in `{FILE}` | in the environment | default | what it does |"
    yield "|---|---|---|---|"
    for name, description in DESCRIPTIONS.items():
        default = msgspec.json.encode(getattr(Settings(), name)).decode()
        default = "" if default in ("null", "[]") else f"`{default}`"
        yield f"| `{name.replace('_', '-')}` | `{PREFIX}{name.upper()}` | {default} | {description}. |"


def _command_line(root: click.Context) -> Iterator[str]:
    yield "# Command line"
    yield ""
    yield MADE
    yield ""
    yield "Data goes to standard output, everything else to standard error. `NO_COLOR` is honoured."
    yield ""
    yield "## Exit codes"
    yield ""
    yield "| code | meaning |"
    yield "|---|---|"
    for code in Exit:
        yield f"| {code.value} | {code.meaning} |"
    yield ""
    yield COMPLETION
    yield from _help(root.command, None, "auditor")


def _help(command: click.Command, parent: click.Context | None, name: str) -> Iterator[str]:
    """The help of a command as the terminal shows it, then of the commands in it."""
    context = click.Context(command, info_name=name, parent=parent, max_content_width=COLUMNS, terminal_width=COLUMNS)
    yield f"## {context.command_path}"
    yield ""
    yield "```text"
    yield command.get_help(context)
    yield "```"
    yield ""
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None:
                yield from _help(found, context, child)


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None

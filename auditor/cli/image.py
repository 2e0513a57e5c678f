"""`auditor image`: what image files say about their own making."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from auditor.cli.exits import Exit
from auditor.cli.group import common_options
from auditor.cli.options import form_option
from auditor.cli.talk import plain, problem, to_stdout
from auditor.media import inspect
from auditor.media.inspection import MAX_BYTES
from auditor.provenance import ContentCredentials, ImageProvenance

VERDICTS = {
    "ai_generated": "made by a machine",
    "ai_edited": "changed by a machine",
    "composite": "put together, partly by a machine",
    "camera_capture": "taken with a camera",
    "no_provenance": "says nothing about its making",
    "credentials_broken": "its content credentials are broken",
    "unreadable": "cannot be read",
}


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@form_option
@common_options
def image(files: tuple[Path, ...], form: str) -> None:
    """
    Read content credentials (C2PA) and metadata of image files, without a network.

    A file that says nothing proves nothing: most tools and most websites strip what a file says.
    """
    seen: list[tuple[Path, ImageProvenance]] = []
    for file in files:
        try:
            seen.append((file, inspect(_content(file))))
        except OSError as error:
            problem(f"{file} cannot be read: {error.strerror or error}.", "Check the path for a slip, and its rights.")
    if seen:
        to_stdout(_json(seen) if form == "json" else "\n\n".join("\n".join(lines(*pair)) for pair in seen))
    readable = sum(found.verdict != "unreadable" for _, found in seen)
    if readable < len(files):
        click.get_current_context().exit(Exit.INCOMPLETE if readable else Exit.NOTHING)


def _content(file: Path) -> bytes:
    """No more than `inspect` takes: a film given by mistake must not fill the memory."""
    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def lines(file: Path, found: ImageProvenance) -> Iterator[str]:
    """One file for reading: the verdict, then the words in the file that decided it."""
    yield f"{plain(str(file))}: {VERDICTS[found.verdict]}"
    yield from _credentials(found.c2pa)
    for reason in found.reasons:
        yield f"  “{plain(reason.quote)}”  {plain(reason.where)}"


def _credentials(c2pa: ContentCredentials) -> Iterator[str]:
    if c2pa.present:
        by = f", signed by {plain(c2pa.signer)}" if c2pa.signer else ""
        yield f"  content credentials: integrity {c2pa.integrity}, signer {c2pa.trust or 'unchecked'}{by}"


def _json(seen: list[tuple[Path, ImageProvenance]]) -> str:
    """One file is one object, as `auditor.media.inspect` returns it; several are a list that names each."""
    if len(seen) == 1:
        return msgspec.json.format(msgspec.json.encode(seen[0][1]), indent=2).decode()
    named = [{"path": str(file), **msgspec.to_builtins(found)} for file, found in seen]
    return msgspec.json.format(msgspec.json.encode(named), indent=2).decode()

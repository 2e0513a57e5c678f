"""What is written where: `-f FMT[=PATH]`, checked before the work begins and written after all of it is rendered."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from auditor.cli.talk import colour, to_stdout, width
from auditor.errors import UsageError
from auditor.media.thumbnails import Thumbnails
from auditor.model import Audit, Failure
from auditor.render import FORMATS, render, write


class Output(NamedTuple):
    """One format and its file; None is standard output."""

    format: str
    path: Path | None


def parse(wanted: Iterable[str]) -> tuple[Output, ...]:
    """Read `FMT[=PATH]` options; raises UsageError for an unknown format or a place that cannot be written."""
    outputs = tuple(_output(text) for text in wanted) or (Output("text", None),)
    to_stdout = [output.format for output in outputs if output.path is None]
    if len(to_stdout) > 1:
        raise UsageError(
            f"{' and '.join(to_stdout)} cannot both go to standard output.",
            advice=f"Give all but one a file: -f {to_stdout[-1]}=PATH.",
        )
    paths = [output.path for output in outputs if output.path is not None]
    for path in paths:
        _check(path)
        if paths.count(path) > 1:
            raise UsageError(f"Two formats would be written to {path}.", advice="Give each its own file.")
    return outputs


def check_folder(path: Path) -> None:
    """Raise UsageError where a folder for results cannot be made; it is made when there is something to put in it."""
    present = next(folder for folder in (path, *path.parents) if folder.exists())
    if not present.is_dir():
        raise UsageError(f"{present} is a file, not a folder.", advice="Choose another folder with -o.")
    if not os.access(present, os.W_OK | os.X_OK):
        raise UsageError(f"The folder {present} cannot be written to.", advice="Choose another with -o.")


def shows_pictures(wanted: Sequence[Output]) -> bool:
    """Whether one of the formats shows the pictures themselves."""
    return any(output.format == "html" for output in wanted)


def write_reports(
    audits: Sequence[Audit],
    failures: Sequence[Failure],
    wanted: Sequence[Output],
    pictures: Sequence[Thumbnails] = (),
) -> None:
    """
    Render all formats, then write all of them: either every report is made, or none is begun.

    `pictures` are small copies of each audit's pictures, for the format that shows them.

    Files come first, so that a reader of standard output who leaves early loses nothing.
    """
    ready = [
        (
            output,
            render(
                output.format,
                audits,
                failures,
                color=output.path is None and colour(),
                width=width(),
                pictures=pictures,
            ),
        )
        for output in wanted
    ]
    for output, text in sorted(ready, key=lambda pair: pair[0].path is None):
        if output.path is None:
            to_stdout(text)
        else:
            write(output.path, text)


def _output(text: str) -> Output:
    name, equals, path = text.partition("=")
    if name not in FORMATS:
        close = difflib.get_close_matches(name, FORMATS, n=1)
        advice = f"Did you mean {close[0]}?" if close else f"Formats are {', '.join(FORMATS)}."
        raise UsageError(f"“{name}” is not a format.", advice=advice)
    if equals and not path:
        raise UsageError(f"-f {text} names no file.", advice=f"Write -f {name}=PATH, or -f {name} for standard output.")
    return Output(name, None if path in ("", "-") else Path(path))


def _check(path: Path) -> None:
    if path.is_dir():
        raise UsageError(f"{path} is a folder.", advice="Name a file in it.")
    if path.exists() and not path.is_file():
        return  # a device or a pipe is written to, never replaced
    if not path.parent.is_dir():
        raise UsageError(f"The folder {path.parent} does not exist.", advice="Make it first, or choose another.")
    if not os.access(path.parent, os.W_OK):
        raise UsageError(f"The folder {path.parent} cannot be written to.", advice="Choose another.")

"""Reads what a user names on the command line: addresses, files, folders, lists of them, the standard input."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from auditor.collect.files import path_of
from auditor.collect.urls import parse, shown
from auditor.errors import FetchBlocked, UsageError
from auditor.model import Target

PAGE_SUFFIXES = (".html", ".htm")
_SHOWN_MISTAKES = 20
_WEB = re.compile(r"https?:", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):", re.IGNORECASE)
# Hits `news.example/story`; not `story.html` and not `pages/story`.
_BARE_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:/\S*)?", re.IGNORECASE)
_COMMENT_AFTER_ADDRESS = re.compile(r"\s+#.*")


class _Misplaced(UsageError):
    """Something that can never be a target: whoever wrote it meant something else, and is asked first."""


def expand(arguments: Sequence[str], *, stdin: BinaryIO | None = None) -> tuple[Target, ...]:
    """
    The targets that arguments name, in their order, each once.

    An argument is an address, a file, a folder (all its .html and .htm files, subfolders too), `-` (a page on the
    standard input), `@list.txt` (one target a line) or `@-` (such a list on `stdin`). Paths are meant from the
    current folder. A file that is missing among others is a target all the same: it fails when its turn comes and
    never stops them. Raises UsageError with what to do where nothing that is named is there, or a list cannot be
    used; it names all lines that are wrong.
    """
    if not arguments:
        raise UsageError(
            "No target is given.", advice="Name an address, a file, a folder, or - for the standard input."
        )
    if sum(argument in ("-", "@-") for argument in arguments) > 1:
        raise UsageError("The standard input can be read only once.", advice="Give - or @- a single time.")
    found: dict[Target, bool] = {}
    mistakes: list[tuple[str, UsageError]] = []
    for where, text in _entries(arguments, stdin):
        try:
            found.update(dict.fromkeys(_entry(text, listed=bool(where)), True))
        except UsageError as error:
            mistakes.append((where, error))
            found.setdefault(_absent(text), False)
    if mistakes and (not any(found.values()) or any(isinstance(error, _Misplaced) for _, error in mistakes)):
        raise _mistaken(mistakes)
    return tuple(found)


def _entries(arguments: Sequence[str], stdin: BinaryIO | None) -> Iterator[tuple[str, str]]:
    """Every single target as it is written, after the line of the list that it stands in."""
    for argument in arguments:
        if argument.startswith("@"):
            yield from _listed(argument[1:], stdin)
        else:
            yield "", argument.strip()


def _listed(name: str, stdin: BinaryIO | None) -> Iterator[tuple[str, str]]:
    empty = True
    for number, line in enumerate(_lines(name, stdin), 1):
        text = line.strip()
        if text and not text.startswith("#"):
            empty = False
            yield f"{name}:{number}: ", _COMMENT_AFTER_ADDRESS.sub("", text) if _WEB.match(text) else text
    if empty:
        raise UsageError(f"The list {name} names no target.", advice="Write one address, file or folder on each line.")


def _entry(text: str, *, listed: bool) -> tuple[Target, ...]:
    if not text:
        raise _Misplaced("An empty name is no target.", advice="Name an address, a file or a folder.")
    if listed and (text == "-" or text.startswith(("--", "@"))):
        raise _Misplaced(f"{shown(text)} cannot stand in a list.", advice="Write an address, a file or a folder.")
    return tuple(_named(text))


def _mistaken(mistakes: Sequence[tuple[str, UsageError]]) -> UsageError:
    if len(mistakes) == 1 and not mistakes[0][0]:
        return mistakes[0][1]
    lines = [f"{where}{error}" for where, error in mistakes[:_SHOWN_MISTAKES]]
    if len(mistakes) > len(lines):
        lines.append(f"… and {len(mistakes) - len(lines)} more.")
    return UsageError("\n".join(lines))


def _named(text: str) -> Iterator[Target]:
    if text == "-":
        yield Target(kind="stdin", value="-")
    elif _WEB.match(text):
        yield _web(text)
    else:
        path = _path(text)
        if not os.path.lexists(path):
            raise _unknown(path)
        yield from _on_disk(path)


def _absent(text: str) -> Target:
    path = _path(text)
    return Target(kind="url" if _SCHEME.match(path) else "file", value=path)


def _path(text: str) -> str:
    return str(path_of(text)) if text.lower().startswith("file:") else text


def _web(url: str) -> Target:
    """An address that is well formed; whether it may be visited is decided when it is."""
    try:
        parse(url, intranet=True)
    except FetchBlocked as error:
        raise UsageError(error.problem, advice=error.advice) from error
    return Target(kind="url", value=url)


def _on_disk(value: str) -> Iterator[Target]:
    if not Path(value).is_dir():
        yield Target(kind="file", value=value)
        return
    pages = sorted(_pages_in(value))
    if not pages:
        raise UsageError(f"There is no page (.html, .htm) in the folder {value}.", advice="Name the files themselves.")
    for page in pages:
        yield Target(kind="file", value=str(page))


def _pages_in(folder: str) -> Iterator[Path]:
    def give_up(error: OSError) -> None:
        raise UsageError(
            f"The folder {error.filename} cannot be read: {error.strerror}.", advice="Check its rights."
        ) from error

    for place, _, names in os.walk(folder, onerror=give_up):
        yield from (Path(place, name) for name in names if name.lower().endswith(PAGE_SUFFIXES))


def _unknown(text: str) -> UsageError:
    name = shown(text)
    scheme = _SCHEME.match(text)
    if scheme is not None:
        return UsageError(
            f"{name} cannot be audited: {scheme[1]} addresses are not visited.",
            advice="Give an http or https address, or save the page and give the file.",
        )
    if _BARE_HOST.fullmatch(text) and not text.lower().endswith(PAGE_SUFFIXES):
        return UsageError(f"There is no file {name}.", advice=f"If it is an address, write https://{name}")
    return UsageError(f"There is no file or folder {name}.", advice="Check the path, or write https:// before a host.")


def _lines(name: str, stdin: BinaryIO | None) -> list[str]:
    try:
        if name != "-":
            raw = Path(name).read_bytes()
        elif stdin is not None:
            raw = stdin.read()
        else:
            raise UsageError("There is no standard input to read a list from.", advice="Give the list as @FILE.")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise UsageError(
            f"The list {name} cannot be read: {reason}.", advice="After @ stands the path of a text file."
        ) from error
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UsageError(f"The list {name} is in UTF-16.", advice="Save it as UTF-8.")
    try:
        return re.split(r"\r\n|\n|\r", raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{name}:{line}: This line is not in UTF-8.", advice="Save the list as UTF-8.") from error

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


def expand(arguments: Sequence[str], *, stdin: BinaryIO | None = None) -> tuple[Target, ...]:
    """
    The targets that arguments name, in their order, each once.

    An argument is an address, a file, a folder (all its .html and .htm files, subfolders too), `-` (a page on the
    standard input), `@list.txt` (one target a line) or `@-` (such a list on `stdin`). Paths are meant from the
    current folder. Raises UsageError with what to do; for a list it names all lines that are wrong.
    """
    if not arguments:
        raise UsageError(
            "No target is given.", advice="Name an address, a file, a folder, or - for the standard input."
        )
    if sum(argument in ("-", "@-") for argument in arguments) > 1:
        raise UsageError("The standard input can be read only once.", advice="Give - or @- a single time.")
    found: dict[Target, None] = {}
    for argument in arguments:
        targets = _listed(argument[1:], stdin) if argument.startswith("@") else _named(argument)
        found.update(dict.fromkeys(targets))
    return tuple(found)


def _named(text: str) -> Iterator[Target]:
    text = text.strip()
    if text == "-":
        yield Target(kind="stdin", value="-")
    elif _WEB.match(text):
        yield _web(text)
    else:
        path = str(path_of(text)) if text.lower().startswith("file:") else text
        if not text or not os.path.lexists(path):
            raise _unknown(path)
        yield from _on_disk(path)


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
    if not text:
        return UsageError("An empty name is no target.", advice="Name an address, a file or a folder.")
    if scheme is not None:
        return UsageError(
            f"{name} cannot be audited: {scheme[1]} addresses are not visited.",
            advice="Give an http or https address, or save the page and give the file.",
        )
    if _BARE_HOST.fullmatch(text) and not text.lower().endswith(PAGE_SUFFIXES):
        return UsageError(f"There is no file {name}.", advice=f"If it is an address, write https://{name}")
    return UsageError(f"There is no file or folder {name}.", advice="Check the path, or write https:// before a host.")


def _listed(name: str, stdin: BinaryIO | None) -> Iterator[Target]:
    mistakes: list[str] = []
    empty = True
    for number, line in enumerate(_lines(name, stdin), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        empty = False
        try:
            yield from _entry(text)
        except UsageError as error:
            mistakes.append(f"{name}:{number}: {error}")
    if mistakes:
        raise _mistaken(mistakes)
    if empty:
        raise UsageError(f"The list {name} names no target.", advice="Write one address, file or folder on each line.")


def _entry(text: str) -> Iterator[Target]:
    if text == "-" or text.startswith(("--", "@")):
        raise UsageError(f"{shown(text)} cannot stand in a list.", advice="Write an address, a file or a folder.")
    if _WEB.match(text):
        text = _COMMENT_AFTER_ADDRESS.sub("", text)
    yield from _named(text)


def _mistaken(mistakes: list[str]) -> UsageError:
    kept = mistakes[:_SHOWN_MISTAKES]
    if len(mistakes) > len(kept):
        kept.append(f"… and {len(mistakes) - len(kept)} more lines.")
    return UsageError("\n".join(kept))


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

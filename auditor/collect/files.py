"""Reads saved pages and the pictures beside them: regular files, within caps, inside the page's own folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from auditor.collect.content import refuse_other_than_page
from auditor.collect.limits import size
from auditor.errors import FetchFailed, FetchLimit
from auditor.model import Snapshot

STDIN_URL = "stdin:"


def read_page(value: str, *, url: str | None, cap: int) -> Snapshot:
    """The snapshot of a saved page; `url` is where it came from, as far as its owner said. Raises CollectError."""
    try:
        path = Path(value).resolve(strict=True)
        if path.is_dir():
            raise FetchFailed(
                f"{value} is a folder in which no page (.html, .htm) can be read.", advice="Name the files themselves."
            )
        raw = _content(path, cap)
    except FileNotFoundError as error:
        raise FetchFailed(
            f"There is no file {value}.", advice="Check the path; an address begins with https://."
        ) from error
    except OSError as error:
        raise FetchFailed(f"{value} cannot be read: {error.strerror or error}.", advice="Check its rights.") from error
    except (ValueError, RuntimeError) as error:  # NUL in a path; a symlink loop
        raise FetchFailed(f"{value!r} is not a path that can be opened.", advice="Check it for a slip.") from error
    uri = path.as_uri()
    return _snapshot(raw, requested=uri, final=url or uri, cap=cap)


def read_stream(stream: BinaryIO, *, url: str | None, cap: int) -> Snapshot:
    """The snapshot of a page that is piped in; raises CollectError."""
    try:
        raw = stream.read(cap + 1)
    except OSError as error:
        raise FetchFailed(f"The standard input cannot be read: {error}.", advice="Give a file instead.") from error
    return _snapshot(raw, requested=STDIN_URL, final=url or STDIN_URL, cap=cap)


def read_picture(snapshot: Snapshot, url: str, cap: int) -> bytes | None:
    """
    A picture of a saved page, from the disk; None where it is not inside the page's folder, or not readable.

    An address on the web is looked for beside the file where it would lie if the page's folder had been saved.
    """
    page = path_of(snapshot.requested_url)
    wanted = _wanted(snapshot, url, page)
    if wanted is None:
        return None
    try:
        found = wanted.resolve(strict=True)
        if not found.is_relative_to(page.parent):
            return None
        raw = _content(found, cap)
    except (OSError, ValueError, RuntimeError):
        return None
    return raw if len(raw) <= cap else None


def path_of(uri: str) -> Path:
    """The path that a file:// address of this machine names."""
    return Path(os.fsdecode(unquote_to_bytes(urlsplit(uri).path)))


def _wanted(snapshot: Snapshot, url: str, page: Path) -> Path | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme == "file":
        return path_of(url) if parts.netloc in ("", "localhost") else None
    folder = urljoin(snapshot.final_url, ".")
    plain = url.partition("#")[0].partition("?")[0]
    if snapshot.final_url == snapshot.requested_url or not plain.startswith(folder):
        return None
    return page.parent / os.fsdecode(unquote_to_bytes(plain.removeprefix(folder)))


def _content(path: Path, cap: int) -> bytes:
    """At most one byte past the cap; a pipe or a device, which may never end, is an OSError."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(None, "it is not a regular file")
    with os.fdopen(descriptor, "rb") as file:
        return file.read(cap + 1)


def _snapshot(raw: bytes, *, requested: str, final: str, cap: int) -> Snapshot:
    if len(raw) > cap:
        raise FetchLimit(f"It is larger than {size(cap)}; no news page is.", advice="Check that it is the right file.")
    refuse_other_than_page(raw, None)
    return Snapshot(requested_url=requested, final_url=final, raw=raw)

"""
The trust lists that this machine holds: where they lie, how they are brought up to date, how one's own are added.

The lists are files that anybody can look at; what they mean is in `auditor.media.trust`. Addresses of the official
lists: https://github.com/c2pa-org/conformance-public (CC BY 4.0); of the interim ones, which have not changed since
2026-01-01: https://github.com/contentauth/verify-site (Apache-2.0).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import platformdirs

from auditor.errors import TrustError
from auditor.media.certificates import Certificate, certificates
from auditor.media.trust import EMPTY, NAMED, TrustLists, of_text, read_folder
from auditor.whole import replace_whole

OFFICIAL = "https://raw.githubusercontent.com/c2pa-org/conformance-public/main/trust-list/"
INTERIM = "https://raw.githubusercontent.com/contentauth/verify-site/main/static/trust/"
OFFICIAL_FILES = {"C2PA-TRUST-LIST.pem": "C2PA-TRUST-LIST.pem", "C2PA-TSA-TRUST-LIST.pem": "C2PA-TSA-TRUST-LIST.pem"}
INTERIM_FILES = {"interim-anchors.pem": "anchors.pem", "interim-allowed.pem": "allowed.pem"}
"""Name in the folder, and name at the address."""
MAX_BYTES = 8 << 20
YEAR = timedelta(days=366)

Download = Callable[[str], bytes]
"""Brings the bytes at an address in; raises CollectError."""


class Change(NamedTuple):
    """What became of one list."""

    name: str
    added: tuple[str, ...]
    """Names of the certificates that are new."""
    removed: tuple[str, ...]
    total: int


def default_folder() -> Path:
    """Where the lists lie where no setting says otherwise."""
    return platformdirs.user_data_path("auditor", appauthor=False) / "trust"


def held(folder: str | None) -> TrustLists:
    """The lists in a folder, or in the default one, which may not exist yet; raises TrustError."""
    if folder is None and not default_folder().is_dir():
        return EMPTY
    return read_folder(Path(folder) if folder is not None else default_folder())


def overdue(lists: TrustLists, today: date) -> tuple[str, ...]:
    """A sentence on each list that should have a successor by now, by its own word or, if official, by its age."""
    said: dict[str, None] = {}
    for one in lists.lists:
        if one.next_update and one.next_update < today.isoformat():
            said[f"{one.name}: its next version was due on {one.next_update}."] = None
        elif one.tier == "official" and one.newest and one.newest < (today - YEAR).isoformat():
            said[f"{one.name}: its newest certificate is of {one.newest}; a newer list should be out."] = None
    return tuple(said)


def update(folder: Path, download: Download, *, base: str | None = None, interim: bool = False) -> Iterator[Change]:
    """
    Bring the official lists in, and the interim ones where asked; each replaces the one held only once it was read.

    `base` is another address of the official lists, such as a mirror's. Raises TrustError, or the CollectError of a
    download; the lists held before stay as they were.
    """
    wanted = [(name, f"{_with_slash(base or OFFICIAL)}{there}") for name, there in OFFICIAL_FILES.items()]
    if interim:
        wanted += [(name, f"{_with_slash(base or INTERIM)}{there}") for name, there in INTERIM_FILES.items()]
    fetched = [(name, _checked(download(address), name, address)) for name, address in wanted]
    for name, raw in fetched:
        yield _replaced(folder, name, raw)


def add(folder: Path, source: Path) -> Iterator[Change]:
    """
    Take lists of one's own in: a PEM file, or all of a folder.

    Raises TrustError where there is none, a file holds a private key or no certificate, or its name is an official
    list's, which would make it count as that.
    """
    files = sorted(source.glob("*.pem")) if source.is_dir() else [source]
    if not files:
        raise TrustError(f"{source} holds no .pem file.", advice="Give a folder with PEM files, or one such file.")
    taken = [(f"{file.stem}.pem", _own(file)) for file in files]
    for name, raw in taken:
        yield _replaced(folder, name, raw)


def _own(file: Path) -> bytes:
    if file.stem.lower() in NAMED:
        raise TrustError(
            f"{file.name} is the name of a published list.", advice="Rename the file, so that it counts as your own."
        )
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise TrustError(f"{file} cannot be read: {error.strerror or error}.", advice="Check the path.") from error
    return _checked(raw, file.name, str(file))


def _checked(raw: bytes, name: str, where: str) -> bytes:
    """The bytes, once they are known to be a list of certificates and nothing secret."""
    if len(raw) > MAX_BYTES:
        raise TrustError(f"{where} is larger than {MAX_BYTES >> 20} MB.", advice="No trust list is so long.")
    if b"PRIVATE KEY-----" in raw:
        raise TrustError(
            f"{where} holds a private key.",
            advice="Take it out: a list needs certificates only. Nothing was kept.",
        )
    try:
        of_text(raw.decode("utf-8", "replace"), name)
    except TrustError as error:
        raise TrustError(f"{where}: {error.problem}", advice="The list held before stays.") from error
    return raw


def _replaced(folder: Path, name: str, raw: bytes) -> Change:
    """Put the list in its place in one step, and say what that changed."""
    path = folder / name
    try:
        before = certificates(path.read_text("utf-8", "replace")) if path.exists() else ()
        folder.mkdir(parents=True, exist_ok=True)
        replace_whole(path, raw)
    except OSError as error:
        raise TrustError(
            f"{error.filename or folder} cannot be written: {error.strerror or error}.",
            advice="Check its permissions, or name another folder with --trust.",
        ) from error
    after = certificates(raw.decode("utf-8", "replace"))
    return Change(name, _new(after, before), _new(before, after), len(after))


def _new(these: tuple[Certificate, ...], those: tuple[Certificate, ...]) -> tuple[str, ...]:
    known = {one.sha256 for one in those}
    return tuple(one.name for one in these if one.sha256 not in known)


def _with_slash(base: str) -> str:
    return base if base.endswith("/") else f"{base}/"

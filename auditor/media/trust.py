"""
Trust lists: whose signature on a picture counts as that of a known signer.

A folder holds them as PEM files under the names they are published by; certificates stand for
signers (roots and their authorities), for time stamps, or are allowed themselves. Lists come from
https://github.com/c2pa-org/conformance-public (official) and https://github.com/contentauth/verify-site (interim,
closed on 2026-01-01); every other file is one that somebody added, such as the publishers' list of the IPTC.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec import DecodeError, Struct, ValidationError, json

from auditor.errors import TrustError
from auditor.media.certificates import BLOCK
from auditor.provenance import ListTier, TrustListRef

Kind = Literal["signers", "time-stamps", "allowed"]

NAMED: dict[str, tuple[ListTier, Kind]] = {
    "c2pa-trust-list": ("official", "signers"),
    "c2pa-tsa-trust-list": ("official", "time-stamps"),
    "interim-anchors": ("interim", "signers"),
    "interim-allowed": ("interim", "allowed"),
    "anchors": ("interim", "signers"),
    "allowed": ("interim", "allowed"),
}
"""Tier and kind of the lists whose names are known, in small letters and without ".pem"."""
TIERS: tuple[ListTier, ...] = ("official", "interim", "added")
MAX_FILE = 8 << 20
# Basic constraints (2.5.29.19) with CA true; an extended purpose (2.5.29.37) of time stamping (1.3.6.1.5.5.7.3.8)
IS_AUTHORITY = re.compile(rb"\x06\x03\x55\x1d\x13(?:\x01\x01\xff)?\x04.\x30.\x01\x01\xff", re.DOTALL)
STAMPS_TIME = re.compile(rb"\x06\x03\x55\x1d\x25.{1,80}\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x08", re.DOTALL)
# The two times of a certificate's validity (RFC 5280, section 4.1.2.5), each with two or four digits for the year
VALID_FROM = re.compile(rb"(?:\x17\x0d(\d{6})\d{6}Z|\x18\x0f(\d{8})\d{6}Z)(?=\x17\x0d\d{12}Z|\x18\x0f\d{14}Z)")
STATED = re.compile(r"^[^\w\n]{0,9}(issued|next ?update)\b[^\d\n]{1,20}(\d{4}-\d\d-\d\d)", re.IGNORECASE | re.MULTILINE)


class TrustList(Struct, frozen=True, kw_only=True):
    """One list as it lies in the folder; a file that mixes roots and signers' own certificates gives two."""

    name: str
    """File name."""
    tier: ListTier
    kind: Kind
    sha256: str
    """Of the file's bytes."""
    certificates: int
    pem: str
    """The certificates alone, without the text between them."""
    issued: str | None = None
    """Date (ISO 8601) that the file or the note beside it states."""
    next_update: str | None = None
    newest: str | None = None
    """Date (ISO 8601) from which its newest certificate is valid: the list is no older."""


class Round(NamedTuple):
    """The lists of one tier as the C2PA library is given them: PEM texts, or ""."""

    tier: ListTier
    signers: str
    allowed: str
    stamps: str


class TrustLists(Struct, frozen=True):
    """All lists held; none of them means that signers are not checked."""

    lists: tuple[TrustList, ...] = ()

    @property
    def refs(self) -> tuple[TrustListRef, ...]:
        """What a report says of each file: enough to repeat the check, and no certificates."""
        refs = (
            TrustListRef(one.name, one.tier, one.sha256, one.issued, _newest(one.name, self.lists))
            for one in self.lists
        )
        return tuple(dict.fromkeys(refs))

    @property
    def rounds(self) -> tuple[Round, ...]:
        """One for each tier that can vouch for a signer, the strongest first, so that the tier that does is known."""
        if all(one.kind == "time-stamps" for one in self.lists):  # nobody who could vouch for a signer
            return ()
        tiers = {one.tier for one in self.lists}
        return tuple(
            Round(tier, *(_joined(self.lists, tier, kind) for kind in ("signers", "allowed", "time-stamps")))
            for tier in TIERS
            if tier in tiers
        )


def _newest(name: str, lists: tuple[TrustList, ...]) -> str | None:
    return max((one.newest for one in lists if one.name == name and one.newest), default=None)


def _joined(lists: tuple[TrustList, ...], tier: ListTier, kind: Kind) -> str:
    return "".join(one.pem for one in lists if (one.tier, one.kind) == (tier, kind))


EMPTY = TrustLists()


class _Note(Struct):
    """`NAME.pem.json`: dates that a list itself does not hold."""

    issued: str | None = None
    next_update: str | None = None


def read_folder(path: Path) -> TrustLists:
    """
    The lists in a folder: its `*.pem` files, by name; an empty folder holds none.

    A file `NAME.pem.json` may state {"issued", "next_update"} of a list that does not say so itself.
    Raises TrustError where the folder or a file in it cannot be read, or a file is no list of certificates.
    """
    try:
        if not path.is_dir():
            raise TrustError(
                f"{path} is no folder.", advice="Give the folder that holds the trust lists, or fetch them first."
            )
        files = sorted(path.glob("*.pem"))
        return TrustLists(tuple(one for file in files for one in _read(file)))
    except OSError as refused:
        where = refused.filename or path
        raise TrustError(f"{where} cannot be read: {refused.strerror}.", advice="Check its permissions.") from refused


def of_text(pem: str, name: str = "given by the caller") -> TrustLists:
    """Lists from PEM text that a caller holds: the shorthand for one root of one's own."""
    return TrustLists(tuple(_split(name, pem.encode(), pem)))


def _read(file: Path) -> Iterator[TrustList]:
    if file.stat().st_size > MAX_FILE:
        raise TrustError(f"{file} is larger than {MAX_FILE >> 20} MB.", advice="Remove it: no trust list is so long.")
    raw = file.read_bytes()
    yield from _split(str(file), raw, raw.decode("utf-8", "replace"), _note(file.with_name(f"{file.name}.json")))


def _note(beside: Path) -> _Note:
    try:
        return json.decode(beside.read_bytes(), type=_Note) if beside.exists() else _Note()
    except (DecodeError, ValidationError) as wrong:
        raise TrustError(
            f"{beside} cannot be understood: {wrong}.", advice='Write {"issued": "2026-08-05"}, or remove it.'
        ) from wrong


def _split(where: str, raw: bytes, text: str, note: _Note | None = None) -> Iterator[TrustList]:
    """One list for each kind of certificate in a file; the name decides where it is one that we know."""
    name = Path(where).name
    by_kind: dict[Kind, list[bytes]] = {}
    known = NAMED.get(name.lower().removesuffix(".pem"))
    for found in BLOCK.finditer(text):
        der = _decoded(found[1], where)
        kind = known[1] if known else _kind(der)
        by_kind.setdefault(kind, []).append(der)
    if not by_kind:
        raise TrustError(
            f"{where} holds no certificate.", advice="Put PEM certificates into it (-----BEGIN CERTIFICATE-----)."
        )
    stated = {key.lower().replace(" ", ""): date for key, date in STATED.findall(BLOCK.sub("", text))}
    note = note or _Note()
    for kind, ders in by_kind.items():
        yield TrustList(
            name=name,
            tier=known[0] if known else "added",
            kind=kind,
            sha256=hashlib.sha256(raw).hexdigest(),
            certificates=len(ders),
            pem="".join(map(_pem, ders)),
            issued=note.issued or stated.get("issued"),
            next_update=note.next_update or stated.get("nextupdate"),
            newest=max(filter(None, map(_valid_from, ders)), default=None),
        )


def _decoded(body: str, where: str) -> bytes:
    """The DER form of one certificate: a sequence that is exactly as long as it says."""
    try:
        der = base64.b64decode("".join(body.split()), validate=True)
    except binascii.Error:
        der = b""
    if der[:2] != b"\x30\x82" or len(der) != 4 + int.from_bytes(der[2:4], "big"):
        raise TrustError(f"{where} holds a damaged certificate.", advice="Fetch the list again from where it came.")
    return der


def _kind(der: bytes) -> Kind:
    if STAMPS_TIME.search(der):
        return "time-stamps"
    return "signers" if IS_AUTHORITY.search(der) else "allowed"


def _valid_from(der: bytes) -> str | None:
    """The day from which a certificate is valid; a year of two digits is one from 1950 to 2049."""
    found = VALID_FROM.search(der)
    if found is None:
        return None
    short = found[1].decode() if found[1] else ""
    digits = f"{'19' if short >= '50' else '20'}{short}" if short else found[2].decode()
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def _pem(der: bytes) -> str:
    body = base64.encodebytes(der).decode()
    return f"-----BEGIN CERTIFICATE-----\n{body}-----END CERTIFICATE-----\n"

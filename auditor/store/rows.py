"""Turns snapshots and audits into rows and back; what comes out equals what went in."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple, TypeAlias
from urllib.parse import urlsplit

import msgspec
import sqlalchemy as sa
from msgspec import UNSET

from auditor.errors import StoreError
from auditor.model import Audit, LinkCheck, MediaFile, MissedFile, Snapshot

Row: TypeAlias = dict[str, object]


class SnapshotRows(NamedTuple):
    """A snapshot as its rows, and its bytes by their hash."""

    snapshot: Row
    media: tuple[Row, ...]
    contents: Mapping[str, bytes]


def snapshot_rows(snapshot: Snapshot) -> SnapshotRows:
    """Take a snapshot apart."""
    hashes = [hashlib.sha256(file.raw).hexdigest() for file in snapshot.media]
    sha256 = snapshot.sha256
    row: Row = {
        "sha256": sha256,
        "requested_url": snapshot.requested_url,
        "final_url": snapshot.final_url,
        "fetched_at": utc(snapshot.fetched_at, "the time of fetching"),
        "status": snapshot.status,
        "headers": None if snapshot.headers is None else json.dumps(snapshot.headers),
        "media_wanted": snapshot.media_wanted,
        "truncated": snapshot.truncated,
    }
    files: tuple[Row, ...] = tuple(
        {"position": position, "url": file.url, "content_type": file.content_type, "sha256": of_file}
        for position, (file, of_file) in enumerate(zip(snapshot.media, hashes, strict=True))
    )
    links = () if snapshot.links is None else (json.dumps(msgspec.to_builtins(snapshot.links)),)
    pictures = _pictures(snapshot)
    row["identity"] = _digest([*row.values(), *(list(file.values()) for file in files), *links, *pictures])
    row["links"] = links[0] if links else None
    row["pictures"] = pictures[0] if pictures else None
    contents = {sha256: snapshot.raw, **dict(zip(hashes, (file.raw for file in snapshot.media), strict=True))}
    return SnapshotRows(row, files, contents)


def snapshot_from(row: sa.Row[tuple[object, ...]], files: Iterable[MediaFile], raw: bytes) -> Snapshot:
    """Put a snapshot together again."""
    seen = row._mapping
    headers = seen["headers"]
    pictures = {} if seen["pictures"] is None else json.loads(seen["pictures"])
    return Snapshot(
        requested_url=seen["requested_url"],
        final_url=seen["final_url"],
        fetched_at=seen["fetched_at"],
        status=seen["status"],
        headers=None if headers is None else tuple((name, value) for name, value in json.loads(headers)),
        raw=raw,
        media=tuple(files),
        media_wanted=seen["media_wanted"],
        truncated=seen["truncated"],
        links=None if seen["links"] is None else msgspec.convert(json.loads(seen["links"]), tuple[LinkCheck, ...]),
        missed=msgspec.convert(pictures.get("missed", ()), tuple[MissedFile, ...]),
        renditions_wanted=pictures.get("renditions", False),
    )


def _pictures(snapshot: Snapshot) -> tuple[str, ...]:
    """What is to be known of the pictures beside those that came, as JSON; nothing where there is nothing."""
    if not (snapshot.missed or snapshot.renditions_wanted):
        return ()
    told = {"missed": msgspec.to_builtins(snapshot.missed), "renditions": snapshot.renditions_wanted}
    return (json.dumps(told),)


def audit_row(snapshot: Snapshot, audit: Audit, audited_at: datetime | None) -> Row:
    """Take out of an audit what it is found by; the rest is its document."""
    facts, score = audit.facts, audit.score
    page = None if facts.page is UNSET else facts.page
    fetched_at = utc(snapshot.fetched_at, "the time of fetching")
    same = (snapshot.sha256, snapshot.final_url, audit.rulebook.digest, audit.auditor.version, fetched_at)
    return {
        "identity": _digest(same),
        "url_key": url_key(snapshot.requested_url),
        "final_url_key": url_key(snapshot.final_url),
        "url": snapshot.requested_url,
        "final_url": snapshot.final_url,
        "sha256": snapshot.sha256,
        "outlet": _host(snapshot.final_url) if facts.outlet is UNSET else facts.outlet.domain.lower(),
        "title": page and page.title,
        "kind": page and page.kind,
        "audited_at": utc(audited_at, "the time of the audit") or datetime.now(UTC),
        "fetched_at": fetched_at,
        "value": score.value,
        "low": score.low,
        "high": score.high,
        "coverage": score.coverage,
        "grade": score.grade,
        "pack": audit.rulebook.pack,
        "pack_version": audit.rulebook.version,
        "pack_digest": audit.rulebook.digest,
        "auditor_version": audit.auditor.version,
        "document": _document(audit),
    }


def finding_rows(audit: Audit) -> tuple[Row, ...]:
    """One row for each rule; StoreError where a rule was judged twice."""
    rules = [finding.rule for finding in audit.findings]
    twice = next((rule for rule in rules if rules.count(rule) > 1), None)
    if twice is not None:
        raise StoreError(f"The audit holds two findings of the rule {twice}.", advice="Judge the page again.")
    names = ("rule", "version", "category", "severity", "status", "outcome", "points", "of")
    return tuple({name: getattr(finding, name) for name in names} for finding in audit.findings)


def audit_from(document: str) -> Audit:
    """Read an audit's document; StoreError where it breaks the contract."""
    try:
        return Audit.from_json(document)
    except msgspec.DecodeError as error:
        raise StoreError(
            f"An audit cannot be read: {error}.",
            advice="If another version of the auditor wrote it, update this one; otherwise audit the page again.",
        ) from error


def packed(raw: bytes) -> bytes:
    """Compress bytes for the store."""
    return zlib.compress(raw)


def unpacked(data: bytes, sha256: str) -> bytes:
    """Undo `packed`; StoreError where the bytes are no longer those that the hash names."""
    try:
        raw = zlib.decompress(data)
    except zlib.error:
        raw = None
    if raw is None or hashlib.sha256(raw).hexdigest() != sha256:
        raise StoreError(
            f"The bytes kept as {sha256} are damaged: they no longer have this hash.",
            advice="Take them from a backup of the store, or fetch the page again.",
        )
    return raw


def url_key(url: str) -> str:
    """What stays the same of an address with and without `#fragment` or trailing slash, as a hash."""
    try:
        parts = urlsplit(url)
        port = "" if parts.port in (None, {"http": 80, "https": 443}.get(parts.scheme)) else f":{parts.port}"
    except ValueError:
        return _digest(url)
    if parts.scheme not in ("http", "https"):
        return _digest(url)
    query = f"?{parts.query}" if parts.query else ""
    return _digest(f"{parts.scheme}://{parts.hostname}{port}{parts.path.rstrip('/')}{query}")


def utc(moment: datetime | None, what: str) -> datetime | None:
    """The same moment in UTC; StoreError where it names no time zone and could be any of 24 hours."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise StoreError(f"{what.capitalize()} ({moment.isoformat()}) names no time zone.", advice="Give it in UTC.")
    return moment.astimezone(UTC)


def _document(audit: Audit) -> str:
    """The JSON contract; NUL stays, as an escape."""
    document = audit.to_json()
    try:
        Audit.from_json(document)
    except msgspec.DecodeError as error:
        # JSON has no NaN and no infinity: the audit would be lost.
        raise StoreError(f"The audit cannot be kept: {error}.", advice="This is a mistake in the auditor.") from error
    return document.decode()


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, default=datetime.isoformat).encode()).hexdigest()

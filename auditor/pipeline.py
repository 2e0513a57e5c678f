"""
The whole way from a page to its audit. Read this first.

    Target ──collect──▶ Snapshot ──read──▶ Page ──observe──▶ Facts + Gaps ──judge──▶ Finding* ──score──▶ Scorecard

Each stage is one package with one function, and each arrow is one line in `audit_snapshot`. Everything after collecting
is a pure function of the bytes and the rules: no clock, no network, no store.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from msgspec import UNSET
from msgspec.structs import replace

from auditor import __version__
from auditor.collect import Collector, CollectSettings
from auditor.detectors import observe
from auditor.errors import AuditorError, PageError, UsageError
from auditor.facts import CLOSED, NO_SOURCE, OWN_PICTURES, Facts, Image, PageKind, known, source_entries
from auditor.layers import connected, consistency
from auditor.media.trust import EMPTY as NO_LISTS
from auditor.media.trust import TrustLists
from auditor.model import Audit, AuditorRef, Failure, Snapshot, SnapshotRef, Target
from auditor.page import read
from auditor.rulebook import Rulebook, judge, load
from auditor.score import score
from auditor.trust import held

log = logging.getLogger(__name__)


class Extras(NamedTuple):
    """What a run does beyond the page itself."""

    trust: TrustLists = NO_LISTS
    """The lists that signers of pictures are checked against."""
    renditions: bool = False
    """Bring in every rendition of the article's pictures as well, to see which of them still say how they were made."""
    check_links: bool = False
    """Try the article's links as well, which costs a visit to each of their hosts."""


PLAIN = Extras()


def audit_snapshot(snapshot: Snapshot, *, target: Target, rulebook: Rulebook, trust: TrustLists = NO_LISTS) -> Audit:
    """Audit what was collected, with the trust lists that are held; raises PageError where the bytes hold no page."""
    page = read(snapshot)
    facts, gaps = observe(page, trust)
    reference = _reference(snapshot)
    table = consistency(facts, gaps, headers=reference.headers is not None)
    findings, table = connected(judge(facts, gaps, rulebook), table)
    return Audit(
        target=target,
        snapshot=reference,
        facts=facts,
        gaps=gaps,
        findings=findings,
        score=score(findings, rulebook.pack, kind=_kind(facts)),
        rulebook=rulebook.ref,
        auditor=AuditorRef(version=__version__),
        consistency=table,
        trust=trust.refs if _signers_checked(facts) else (),
    )


def rejudge(audit: Audit, rulebook: Rulebook) -> Audit:
    """The same facts before other rules: what was seen stays, what it is worth is decided anew."""
    table = consistency(audit.facts, audit.gaps, headers=audit.snapshot.headers is not None)
    findings, table = connected(judge(audit.facts, audit.gaps, rulebook), table)
    card = score(findings, rulebook.pack, kind=_kind(audit.facts))
    return replace(audit, findings=findings, score=card, rulebook=rulebook.ref, consistency=table)


def audit_html(
    raw: bytes,
    *,
    url: str,
    rulebook: Rulebook | None = None,
    headers: Mapping[str, str] | Iterable[tuple[str, str]] | None = None,
    fetched_at: datetime | None = None,
    trust: TrustLists = NO_LISTS,
) -> Audit:
    """Audit a page whose bytes are in hand, as they came from `url`: nothing is fetched, nothing is stored."""
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    snapshot = Snapshot(
        requested_url=url,
        final_url=url,
        fetched_at=fetched_at,
        headers=None if pairs is None else tuple(pairs),
        raw=_undecoded(raw),
    )
    target = Target(kind="bytes", value=url)
    return audit_snapshot(snapshot, target=target, rulebook=rulebook or packaged_rulebook(), trust=trust)


def audit_url(
    url: str,
    *,
    rulebook: Rulebook | None = None,
    settings: CollectSettings | None = None,
    trust: TrustLists | None = None,
) -> Audit:
    """
    Fetch one page with its pictures and audit it; raises CollectError where it cannot be brought in.

    `trust` is what `auditor.media.trust.read_folder` gives; without it, the lists that this machine holds.
    """
    with Collector(settings or CollectSettings()) as collector:
        target = Target(kind="url", value=url)
        chosen = rulebook or packaged_rulebook()
        extras = Extras(trust=held(None) if trust is None else trust)
        return audit_target(target, collector=collector, rulebook=chosen, extras=extras)[1]


def audit_targets(
    targets: Iterable[Target],
    *,
    collector: Collector,
    rulebook: Rulebook,
    url: str | None = None,
    extras: Extras = PLAIN,
) -> Iterator[tuple[Snapshot, Audit] | Failure]:
    """
    Audit one target after the other; one that fails is named in a Failure and never stops the rest.

    Raises UsageError where not the target is at fault but the question, such as a `url` that is none.
    """
    for target in targets:
        try:
            yield audit_target(target, collector=collector, rulebook=rulebook, url=url, extras=extras)
        except UsageError:
            raise
        except AuditorError as error:
            yield _failure(target, error)
        except Exception as error:  # a bug of ours on page 57 must not lose the other 99
            log.exception("The auditor failed at %s", target.value)
            yield _failure(target, error)


def audit_target(
    target: Target, *, collector: Collector, rulebook: Rulebook, url: str | None = None, extras: Extras = PLAIN
) -> tuple[Snapshot, Audit]:
    """Bring one target in and audit it, its pictures too; `url` is where a saved page came from."""
    snapshot = collector.collect(target, url=url)
    audit = audit_snapshot(snapshot, target=target, rulebook=rulebook, trust=extras.trust)
    complete = collector.media(snapshot, picture_urls(audit.facts), shown_instead(audit.facts))
    if extras.renditions:
        complete = collector.renditions(complete, rendition_urls(audit.facts))
    if extras.check_links:
        complete = collector.links(complete, link_urls(audit.facts), is_walled)
    if complete is snapshot:
        return snapshot, audit
    return complete, audit_snapshot(complete, target=target, rulebook=rulebook, trust=extras.trust)


def picture_urls(facts: Facts) -> tuple[str, ...]:
    """Addresses of the originals of the article's own pictures: no portraits, no promotion."""
    return tuple(image.url if image.original is UNSET else image.original for image in _own_pictures(facts))


def shown_instead(facts: Facts) -> dict[str, str]:
    """For each of those originals, the address of the picture that readers see."""
    return {
        image.original: image.url
        for image in _own_pictures(facts)
        if image.original is not UNSET and image.original != image.url
    }


def rendition_urls(facts: Facts) -> tuple[str, ...]:
    """Every address of the article's own pictures, one picture after the other."""
    return tuple(url for image in _own_pictures(facts) for url in (image.url, *image.renditions))


def _own_pictures(facts: Facts) -> tuple[Image, ...]:
    return tuple(image for image in known(facts.images) if image.role in OWN_PICTURES)


def link_urls(facts: Facts) -> tuple[str, ...]:
    """Addresses that a reader may want to follow: the sources first; no paid links, no pages of subjects."""
    sources = {entry.url for entry in source_entries(facts.sources)}
    wanted = [link.url for link in known(facts.links) if link.kind not in NO_SOURCE]
    return tuple(sorted(wanted, key=lambda url: url not in sources))


def is_walled(snapshot: Snapshot) -> bool:
    """Whether the article in these bytes ends at a wall; False where they hold none."""
    try:
        facts, _ = observe(read(snapshot))
    except PageError:
        return False
    return _kind(facts) in ("article", "stub") and facts.access is not UNSET and facts.access.state in CLOSED


def _signers_checked(facts: Facts) -> bool:
    files = (image.file for image in known(facts.images) if image.file is not UNSET)
    return any(file.c2pa.trust_tier not in (None, "unverified") for file in files)


def packaged_rulebook() -> Rulebook:
    """The rules that come with the auditor; `load` reads them once in a process."""
    return load()


def _undecoded(raw: object) -> bytes:
    if not isinstance(raw, bytes):
        raise UsageError("The page must be given as bytes.", advice="Pass what was received, before any decoding.")
    return raw


def _kind(facts: Facts) -> PageKind | None:
    return None if facts.page is UNSET else facts.page.kind


def _reference(snapshot: Snapshot) -> SnapshotRef:
    return SnapshotRef(
        url=snapshot.requested_url,
        final_url=snapshot.final_url,
        fetched_at=snapshot.fetched_at,
        status=snapshot.status,
        content_type=snapshot.content_type,
        bytes=len(snapshot.raw),
        sha256=snapshot.sha256,
        headers=None if snapshot.headers is None else len(snapshot.headers),
    )


def _failure(target: Target, error: Exception) -> Failure:
    if isinstance(error, AuditorError):
        return Failure(
            target=target,
            error=type(error).__name__,
            problem=error.problem,
            advice=error.advice,
            exit_code=error.exit_code,
        )
    return Failure(
        target=target,
        error="InternalError",
        problem=f"The auditor itself failed at this page ({type(error).__name__}: {' '.join(str(error).split())}).",
        advice="The rest went on. Please report it, with the log and the page.",
        exit_code=AuditorError.exit_code,
    )

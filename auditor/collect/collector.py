"""Brings targets in as snapshots, and the pictures that go with them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType

from msgspec.structs import replace

from auditor.collect.client import Errand, Reply
from auditor.collect.content import is_picture, refuse_other_than_page
from auditor.collect.fetching import Fetcher
from auditor.collect.files import read_page, read_picture, read_stream
from auditor.collect.linkcheck import LinkChecker, Walled
from auditor.collect.robots import Robots
from auditor.collect.settings import DEFAULTS, MIB, CollectSettings, Outside, check
from auditor.collect.statuses import refuse_error_status
from auditor.collect.urls import Address, parse
from auditor.errors import CollectError, FetchBlocked, UsageError
from auditor.model import MediaFile, Snapshot, Target

REFRESHES = 2
_PAGE_TYPES = "text/html,application/xhtml+xml,*/*;q=0.5"
_PICTURE_TYPES = "image/*,*/*;q=0.5"


class Collector:
    """
    Collects for one run: it remembers the robots.txt of each site and keeps the pace of each host.

    `offline` visits no address at all. `outside` replaces parts of the world, such as the clock. A context manager;
    not for use by several threads at once.
    """

    def __init__(
        self, settings: CollectSettings = DEFAULTS, *, offline: bool = False, outside: Outside | None = None
    ) -> None:
        check(settings)
        self._settings = settings
        self._offline = offline
        self._outside = outside or Outside()
        self._fetcher = Fetcher(settings, self._outside)
        self._robots = Robots(
            settings, self._outside, lambda address, errand: self._fetcher.fetch(address, errand, lambda _: 0.0)
        )

    def __enter__(self) -> Collector:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Nothing is left open between two targets: each job closes its own connections."""

    def collect(self, target: Target, *, url: str | None = None) -> Snapshot:
        """
        Bring one target in; raises CollectError where that fails.

        `url` says where a saved page was published, and becomes the `final_url` of its snapshot; nothing in a page
        may say so itself, because anyone can write another outlet's name there.
        """
        match target.kind:
            case "url":
                return self._fetched(target.value.strip())
            case "file":
                return read_page(target.value, url=self._published(url), cap=self._settings.page_bytes)
            case "stdin":
                stream = self._outside.stdin or sys.stdin.buffer
                return read_stream(stream, url=self._published(url), cap=self._settings.page_bytes)
            case "bytes":
                raise UsageError("Bytes in hand need no collecting.", advice="Pass them to auditor.audit_html.")

    def media(self, snapshot: Snapshot, urls: Sequence[str]) -> Snapshot:
        """
        The same snapshot with the pictures at these addresses, each once, at most as many as the settings say.

        A picture that fails is left out. For a saved page only its own folder is looked into, never the network:
        today's picture would prove nothing about yesterday's page. Where there is nothing to bring in, or no way to
        (offline), the snapshot comes back as it was. Never raises CollectError.
        """
        wanted = tuple(dict.fromkeys(urls))[: self._settings.images]
        saved = snapshot.requested_url.startswith("file:")
        if not wanted or (not saved and (self._offline or snapshot.fetched_at is None)):
            return snapshot
        pictures = self._saved_pictures(snapshot, wanted) if saved else self._fetched_pictures(wanted)
        return replace(snapshot, media=tuple(self._within_bytes(pictures)), media_wanted=True)

    def links(self, snapshot: Snapshot, urls: Sequence[str], walled: Walled = lambda _: False) -> Snapshot:
        """
        The same snapshot with how the links at these addresses answer now; as it was where that cannot be asked.

        A saved page is asked about too: its links are in the world as it is. `walled` tells of a page that opened
        whether it ends at a wall. Never raises CollectError.
        """
        if self._offline or not urls:
            return snapshot
        settings = self._settings
        interval = settings.host_interval_seconds
        checker = LinkChecker(
            settings, self._outside, self._fetcher, lambda asked: self._permit(asked, interval), walled
        )
        return replace(snapshot, links=tuple(checker.checks(urls)))

    def download(self, url: str, cap: int) -> bytes:
        """
        The bytes of a file that is published to be downloaded, `cap` at most; raises CollectError where that fails.

        robots.txt is not asked: it speaks to those who wander over a site, not to who wants this one file.
        """
        self._refuse_offline("add the file from a folder")
        errand = Errand("*/*", cap, cap + MIB, self._settings.total_seconds)
        interval = self._settings.picture_interval_seconds
        return self._file(url, errand, lambda _: interval).body

    def picture(self, url: str) -> bytes:
        """The bytes at the address of one picture, whatever they turn out to be; raises CollectError."""
        self._refuse_offline("give a saved file instead")
        return self._file(url, *self._picture_errand()).body

    def _fetched(self, url: str) -> Snapshot:
        self._refuse_offline("give a saved file instead")
        settings = self._settings
        errand = Errand(_PAGE_TYPES, settings.page_bytes, settings.wire_bytes, settings.total_seconds)
        address = parse(url, intranet=self._fetcher.gate.intranet)
        reply = self._fetcher.fetch(
            address,
            errand._replace(refreshes=REFRESHES),
            lambda asked: self._permit(asked, settings.host_interval_seconds),
        )
        refuse_error_status(reply.status, self._fetcher.wait_asked(reply))
        snapshot = Snapshot(
            requested_url=url,
            final_url=reply.address.href,
            fetched_at=self._outside.now(),
            status=reply.status,
            headers=reply.headers,
            raw=reply.body,
        )
        refuse_other_than_page(snapshot.raw, snapshot.content_type)
        return snapshot

    def _permit(self, address: Address, interval: float) -> float:
        """The seconds to keep between two requests to this host; raises where its robots.txt forbids the address."""
        if not self._settings.obey_robots:
            return interval
        return max(interval, self._robots.permit(address))

    def _published(self, url: str | None) -> str | None:
        if url is None:
            return None
        try:
            return parse(url, intranet=True).href
        except FetchBlocked as error:
            raise UsageError(f"--url: {error.problem}", advice=error.advice) from error

    def _saved_pictures(self, snapshot: Snapshot, urls: Sequence[str]) -> Iterator[MediaFile]:
        for url in urls:
            raw = read_picture(snapshot, url, self._settings.image_bytes)
            if raw is not None and is_picture(raw, None):
                yield MediaFile(url=url, content_type=None, raw=raw)

    def _fetched_pictures(self, urls: Sequence[str]) -> Iterator[MediaFile]:
        deadline = self._outside.clock() + self._settings.media_seconds
        for url in urls:
            if self._outside.clock() >= deadline:
                return
            try:
                picture = self._picture(url)
            except CollectError:
                continue
            if picture is not None:
                yield picture

    def _picture(self, url: str) -> MediaFile | None:
        reply = self._file(url, *self._picture_errand())
        content_type = reply.header("content-type")
        if not is_picture(reply.body, content_type):
            return None
        return MediaFile(url=url, content_type=content_type, raw=reply.body)

    def _picture_errand(self) -> tuple[Errand, Callable[[Address], float]]:
        settings = self._settings
        errand = Errand(_PICTURE_TYPES, settings.image_bytes, settings.image_bytes + MIB, settings.total_seconds)
        return errand, lambda asked: self._permit(asked, settings.picture_interval_seconds)

    def _file(self, url: str, errand: Errand, permit: Callable[[Address], float]) -> Reply:
        address = parse(url, intranet=self._fetcher.gate.intranet)
        reply = self._fetcher.fetch(address, errand, permit)
        refuse_error_status(reply.status, None)
        return reply

    def _refuse_offline(self, instead: str) -> None:
        if self._offline:
            raise FetchBlocked("offline: no address may be visited.", advice=f"Remove --offline, or {instead}.")

    def _within_bytes(self, pictures: Iterator[MediaFile]) -> Iterator[MediaFile]:
        left = self._settings.media_bytes
        for picture in pictures:
            left -= len(picture.raw)
            if left < 0:
                return
            yield picture

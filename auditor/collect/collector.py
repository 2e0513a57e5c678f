"""Brings targets in as snapshots, and the pictures that go with them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from types import TracebackType

from msgspec.structs import replace

from auditor.collect.client import Errand
from auditor.collect.content import refuse_other_than_page
from auditor.collect.fetching import Fetcher
from auditor.collect.files import read_page, read_stream
from auditor.collect.linkcheck import LinkChecker, Walled
from auditor.collect.pictures import Pictures
from auditor.collect.robots import Robots
from auditor.collect.settings import DEFAULTS, MIB, CollectSettings, Outside, check
from auditor.collect.statuses import refuse_error_status
from auditor.collect.urls import Address, parse
from auditor.errors import FetchBlocked, UsageError
from auditor.model import Snapshot, Target

REFRESHES = 2
_PAGE_TYPES = "text/html,application/xhtml+xml,*/*;q=0.5"


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

    def media(self, snapshot: Snapshot, urls: Sequence[str], instead: Mapping[str, str] | None = None) -> Snapshot:
        """
        The same snapshot with the pictures at these addresses, each once, at most as many as the settings say.

        `instead` is where the picture of an address is looked for when it does not come from there; one that does not
        come at all is named with the reason. For a saved page only its own folder is looked into, never the network:
        today's picture would prove nothing about yesterday's page. Where there is nothing to bring in, or no way to
        (offline), the snapshot comes back as it was. Never raises CollectError.
        """
        if not urls or not self._settings.images or not self._reaches(snapshot):
            return snapshot
        found = self._pictures().gathered(snapshot, urls, self._settings.images, instead or {})
        return replace(snapshot, media=found.files, media_wanted=True, missed=found.missed)

    def renditions(self, snapshot: Snapshot, urls: Sequence[str]) -> Snapshot:
        """The same snapshot with the files at these addresses too: the other sizes of its pictures. Same care."""
        if not self._settings.images or not self._reaches(snapshot):
            return snapshot
        known = {file.url for file in snapshot.media} | {one.url for one in snapshot.missed}
        wanted = [url for url in urls if url not in known]
        found = self._pictures().gathered(snapshot, wanted, self._settings.renditions)
        return replace(
            snapshot,
            media=(*snapshot.media, *found.files),
            missed=(*snapshot.missed, *found.missed),
            renditions_wanted=True,
        )

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
        reply = self._fetcher.fetch(parse(url, intranet=self._fetcher.gate.intranet), errand, lambda _: interval)
        refuse_error_status(reply.status, None)
        return reply.body

    def picture(self, url: str) -> bytes:
        """The bytes at the address of one picture, whatever they turn out to be; raises CollectError."""
        self._refuse_offline("give a saved file instead")
        return self._pictures().fetched(url).body

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

    def _reaches(self, snapshot: Snapshot) -> bool:
        """Whether there is a way to the files of this page: its folder, or the network it came from."""
        saved = snapshot.requested_url.startswith("file:")
        return saved or not (self._offline or snapshot.fetched_at is None)

    def _refuse_offline(self, instead: str) -> None:
        if self._offline:
            raise FetchBlocked("offline: no address may be visited.", advice=f"Remove --offline, or {instead}.")

    def _pictures(self) -> Pictures:
        interval = self._settings.picture_interval_seconds
        return Pictures(self._settings, self._outside, self._fetcher, lambda asked: self._permit(asked, interval))

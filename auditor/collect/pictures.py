"""Brings in the pictures of a page: the original of each, within caps, and says of each that did not come why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from auditor.collect.client import Errand, Reply
from auditor.collect.content import is_picture
from auditor.collect.fetching import Fetcher
from auditor.collect.files import read_picture
from auditor.collect.limits import size
from auditor.collect.settings import MIB, CollectSettings, Outside
from auditor.collect.statuses import refuse_error_status
from auditor.collect.urls import Address, parse
from auditor.errors import CollectError, FetchFailed, UnsupportedContent
from auditor.model import MediaFile, MissedFile, Snapshot

ORIGINALS = "image/jpeg,image/png,*/*;q=0.1"
"""Image services that are offered newer formats make a copy, and a copy has lost what the original says."""
NONE: Mapping[str, str] = {}


class Gathered(NamedTuple):
    """The pictures that came, and those that did not."""

    files: tuple[MediaFile, ...]
    missed: tuple[MissedFile, ...]


class Pictures:
    """Gathers pictures for one page; `permit` asks robots.txt and gives the seconds between two requests."""

    def __init__(
        self, settings: CollectSettings, outside: Outside, fetcher: Fetcher, permit: Callable[[Address], float]
    ) -> None:
        self._settings = settings
        self._outside = outside
        self._fetcher = fetcher
        self._permit = permit

    def gathered(
        self, snapshot: Snapshot, urls: Sequence[str], most: int, instead: Mapping[str, str] = NONE
    ) -> Gathered:
        """
        The pictures at these addresses, each once, at most `most`; `instead` is where else one of them may be.

        For a saved page only its own folder is looked into, never the network. Never raises CollectError.
        """
        settings = self._settings
        deadline = self._outside.clock() + settings.media_seconds
        left = settings.media_bytes
        files: list[MediaFile] = []
        missed: list[MissedFile] = []
        for number, url in enumerate(dict.fromkeys(urls)):
            problem = ""
            if number >= most:
                problem = f"No more than {most} files are fetched for a page."
            elif left < 0 or self._outside.clock() >= deadline:
                problem = "What the pictures of one page may take together was used up."
            else:
                found = self._first(snapshot, (url, instead[url]) if url in instead else (url,))
                if isinstance(found, MediaFile):
                    left -= len(found.raw)
                    if left >= 0:
                        files.append(found)
                        continue
                    problem = f"The pictures of one page may take {size(settings.media_bytes)} together."
                else:
                    problem = found
            missed.append(MissedFile(url=url, problem=problem))
        return Gathered(tuple(files), tuple(missed))

    def _first(self, snapshot: Snapshot, places: Sequence[str]) -> MediaFile | str:
        """The file at the first of these places that holds a picture, or why the first of all does not."""
        problems = []
        for url in places:
            try:
                return self._picture(snapshot, url)
            except CollectError as error:
                problems.append(error.problem)
        return problems[0]

    def _picture(self, snapshot: Snapshot, url: str) -> MediaFile:
        if snapshot.requested_url.startswith("file:"):
            return self._saved(snapshot, url)
        reply = self.fetched(url)
        content_type = reply.header("content-type")
        if not is_picture(reply.body, content_type):
            raise UnsupportedContent("What came is no picture.")
        return MediaFile(url=url, content_type=content_type, raw=reply.body)

    def fetched(self, url: str) -> Reply:
        """The answer at the address of one picture, whatever it turns out to be; raises CollectError."""
        settings = self._settings
        errand = Errand(ORIGINALS, settings.image_bytes, settings.image_bytes + MIB, settings.total_seconds)
        reply = self._fetcher.fetch(parse(url, intranet=self._fetcher.gate.intranet), errand, self._permit)
        refuse_error_status(reply.status, None)
        return reply

    def _saved(self, snapshot: Snapshot, url: str) -> MediaFile:
        raw = read_picture(snapshot, url, self._settings.image_bytes)
        if raw is None:
            raise FetchFailed("It does not lie beside the saved page, or cannot be read.")
        if not is_picture(raw, None):
            raise UnsupportedContent("What lies there is no picture.")
        return MediaFile(url=url, content_type=None, raw=raw)

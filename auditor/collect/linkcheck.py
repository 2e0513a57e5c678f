"""Tries the links of a page, politely: what opens, what moved, what is gone, and what cannot be told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

from auditor.collect.client import Errand, Reply
from auditor.collect.fetching import Fetcher, Permit
from auditor.collect.settings import CollectSettings, Outside
from auditor.collect.urls import Address, parse
from auditor.errors import CollectError, HostNotFound
from auditor.facts import LinkState
from auditor.model import LinkCheck, Snapshot

GONE = frozenset({404, 410})
"""Statuses of a page that is not there (RFC 9110); what is believed only when it comes again and again."""
WALLED = frozenset({401, 402})
"""Of a page behind a login or a price. 403 is how many hosts greet every program, so it tells nothing."""
_TYPES = "text/html,application/xhtml+xml,*/*;q=0.5"
_CAP = 512 << 10
"""Bytes after which a page is cut: enough for most articles, so that a wall at their end is seen."""
_WIRE = 1 << 20

Walled = Callable[[Snapshot], bool]
"""Whether a page that was served ends at a wall."""


class LinkChecker:
    """Tries links one after the other, within the time and the number that the settings allow."""

    def __init__(
        self, settings: CollectSettings, outside: Outside, fetcher: Fetcher, permit: Permit, walled: Walled
    ) -> None:
        self._settings = settings
        self._outside = outside
        self._fetcher = fetcher
        self._permit = permit
        self._walled = walled

    def checks(self, urls: Sequence[str]) -> Iterator[LinkCheck]:
        """How each of the first so many addresses answered; what there was no time for is left out."""
        deadline = self._outside.clock() + self._settings.link_seconds
        for url in tuple(dict.fromkeys(urls))[: self._settings.links]:
            if self._outside.clock() >= deadline:
                return
            yield self._check(url)

    def _check(self, url: str) -> LinkCheck:
        check = LinkCheck(url=url, state="unclear", status=None, final_url=None, tries=0)
        for number in range(1, self._settings.link_tries + 1):
            if number > 1:
                self._outside.sleep(self._settings.link_pause_seconds)
            check = self._try(url, number)
            if check.state != "dead":
                return check
        return check

    def _try(self, url: str, number: int) -> LinkCheck:
        try:
            address = parse(url, intranet=self._fetcher.gate.intranet)
            errand = Errand(_TYPES, _CAP, _WIRE, self._settings.total_seconds, cut=True)
            reply = self._fetcher.fetch(address, errand, self._permit)
        except CollectError as error:
            state: LinkState = "dead" if isinstance(error, HostNotFound) else "unclear"
            return LinkCheck(url=url, state=state, status=None, final_url=None, tries=number, at=self._outside.now())
        state = _state(address, reply)
        return LinkCheck(
            url=url,
            state="walled" if state == "alive" and self._is_walled(reply) else state,
            status=reply.status,
            final_url=reply.address.href,
            tries=number,
            at=self._outside.now(),
        )

    def _is_walled(self, reply: Reply) -> bool:
        """Whether the page ends at a wall; of one that was cut, or is no page, nobody knows."""
        if len(reply.body) >= _CAP or "html" not in (reply.header("content-type") or "").lower():
            return False
        href = reply.address.href
        return self._walled(
            Snapshot(requested_url=href, final_url=href, status=reply.status, headers=reply.headers, raw=reply.body)
        )


def _state(asked: Address, reply: Reply) -> LinkState:
    if reply.status in GONE:
        return "dead"
    if reply.status in WALLED:
        return "walled"
    if not 200 <= reply.status < 300:
        return "unclear"
    return "moved" if _is_elsewhere(asked.href, reply) else "alive"


def _is_elsewhere(asked: str, reply: Reply) -> bool:
    """Whether another page answers: one that moved for good, or the front page in place of a page below it."""
    here, there = _page(asked), _page(reply.address.href)
    front = not there[1] and bool(here[1])
    return here != there and (reply.moved or front)


def _page(url: str) -> tuple[str, str, str]:
    """What tells one page from another: not the scheme, "www." or a slash at the end."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query

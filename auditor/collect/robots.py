"""Asks robots.txt (RFC 9309) before anything else of a site is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from protego import Protego

from auditor.collect.client import Errand, Reply
from auditor.collect.settings import MIB, CollectSettings, Outside
from auditor.collect.urls import Address, parse, shown
from auditor.errors import CollectError, FetchBlocked

READ_BYTES = 512 * 1024
KEPT_SECONDS = 24 * 3600.0
KEPT_SECONDS_UNREAD = 300.0
LONGEST_DELAY = 60.0
_WAYS_ON = (
    "Ask the publisher, or save the page and give the file; "
    "--ignore-robots is for those who have a right to look all the same."
)


class _Verdict(NamedTuple):
    until: float
    rules: Protego | None = None
    """None: nothing is forbidden, unless `error` says that nothing is allowed."""
    error: CollectError | None = None


class Robots:
    """What the sites of one run let us ask for; read once a site, kept for a day, or minutes where it failed."""

    def __init__(self, settings: CollectSettings, outside: Outside, fetch: Callable[[Address, Errand], Reply]) -> None:
        self._agent = settings.user_agent.partition("/")[0].split()[0]
        self._clock = outside.clock
        self._fetch = fetch
        self._errand = Errand(
            accept="text/plain,*/*;q=0.5", cap=READ_BYTES, wire_bytes=MIB, seconds=settings.total_seconds, cut=True
        )
        self._verdicts: dict[str, _Verdict] = {}

    def permit(self, address: Address) -> float:
        """
        The seconds that a site wants between two requests (0 where it says nothing).

        Raises FetchBlocked where its robots.txt forbids the address, or could not be read: RFC 9309 (2.3.1.4) then
        takes everything as forbidden. Where not even a connection stands, the error that says so is raised.
        """
        verdict = self._verdicts.get(address.origin)
        if verdict is None or verdict.until <= self._clock():
            verdict = self._verdicts[address.origin] = self._ask(address)
        if verdict.error is not None:
            raise type(verdict.error)(verdict.error.problem, advice=verdict.error.advice) from verdict.error
        if verdict.rules is None:
            return 0.0
        if not verdict.rules.can_fetch(address.href, self._agent):
            raise FetchBlocked(
                f"robots.txt of {address.host} asks {self._agent} to stay away from {shown(address.path)}.",
                advice=_WAYS_ON,
            )
        delay = verdict.rules.crawl_delay(self._agent)
        return min(delay, LONGEST_DELAY) if delay is not None and delay > 0 else 0.0

    def _ask(self, address: Address) -> _Verdict:
        until, soon = self._clock() + KEPT_SECONDS, self._clock() + KEPT_SECONDS_UNREAD
        try:
            reply = self._fetch(parse(f"{address.origin}/robots.txt", intranet=True), self._errand)
        except CollectError as error:
            return _Verdict(soon, error=error)
        if 200 <= reply.status < 300:
            return _Verdict(until, rules=Protego.parse(_text(reply.body)))
        if 400 <= reply.status < 500 and reply.status != 429:
            return _Verdict(until)
        problem = f"robots.txt of {address.host} could not be read (status {reply.status})"
        refusal = FetchBlocked(f"{problem}, so nothing there may be asked for.", advice=f"Try again later. {_WAYS_ON}")
        return _Verdict(soon, error=refusal)


def _text(body: bytes) -> str:
    """Protego trips over a byte order mark and over NUL."""
    return body.decode("utf-8", "replace").removeprefix("\ufeff").replace("\0", "")

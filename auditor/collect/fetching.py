"""Brings one address in: redirects, meta refresh, retries and pauses, all through the guarded client."""

from __future__ import annotations

import functools
import ssl
from collections.abc import Callable

import certifi

from auditor.collect.addresses import AddressGate
from auditor.collect.client import Errand, Job, Reply, redirect_of
from auditor.collect.pacing import Pacing, retry_after
from auditor.collect.refresh import refresh_of
from auditor.collect.settings import CollectSettings, Outside
from auditor.collect.statuses import RETRIED
from auditor.collect.troubles import TRANSIENT
from auditor.collect.urls import Address, parse
from auditor.errors import FetchFailed, FetchLimit

Permit = Callable[[Address], float]
"""Raises where an address may not be asked for; the seconds that its host wants between two requests."""

PERMANENT = frozenset({301, 308})
"""Statuses of a redirect that is meant to stay (RFC 9110)."""
_GIVE_THE_LAST = "Give the address where a browser ends up."


class Fetcher:
    """Fetches for one run: it keeps the pace of each host, and nothing else between two errands."""

    def __init__(self, settings: CollectSettings, outside: Outside) -> None:
        self.gate = AddressGate(settings.allow_private)
        self._settings = settings
        self._outside = outside
        self._pacing = Pacing(outside.clock, outside.sleep, settings.retry_wait_seconds)

    def fetch(self, address: Address, errand: Errand, permit: Permit) -> Reply:
        """The answer at the end of all redirects, whatever its status; tried again where that may help."""
        attempt = 0
        while True:
            last = attempt == self._settings.retries
            try:
                reply = self._attempt(address, errand, permit)
            except FetchFailed as error:
                if last or not isinstance(error.__cause__, TRANSIENT):
                    raise
                host = address.host
            else:
                host = reply.address.host
                wait = self.wait_asked(reply) or 0.0
                self._pacing.pause(host, wait)
                if last or reply.status not in RETRIED or wait > self._settings.retry_wait_seconds:
                    return reply
            self._pacing.pause(host, float(2**attempt))
            attempt += 1

    def wait_asked(self, reply: Reply) -> float | None:
        """The seconds that an answer of too many requests, or of an overload, asks us to wait."""
        if reply.status not in (429, 503):
            return None
        return retry_after(reply.header("retry-after"), self._outside.now())

    def _attempt(self, address: Address, errand: Errand, permit: Permit) -> Reply:
        asked: set[str] = set()
        hosts: set[str] = set()
        refreshes = 0
        moved = False
        tls = self._outside.tls or _usual_authorities()
        with Job(self._settings, self._outside, self.gate, tls, errand) as job:
            while True:
                self._check_hop(address, asked)
                began = self._outside.clock()
                self._wait_turn(address, hosts, permit)
                job.allowance.extend(self._outside.clock() - began)
                reply = job.ask(address)
                onward = self._onward(reply, errand)
                if onward is None:
                    return reply._replace(moved=moved)
                moved |= reply.status in PERMANENT
                refreshes += reply.status == 200
                if refreshes > errand.refreshes:
                    raise FetchLimit("The page sends its reader on again and again.", advice=_GIVE_THE_LAST)
                address = onward

    def _onward(self, reply: Reply, errand: Errand) -> Address | None:
        """Where a redirect leads, or the meta refresh of a page; a page that reloads itself stays."""
        target = redirect_of(reply)
        if target is None and errand.refreshes and reply.status == 200:
            target = refresh_of(reply.body)
        if target is None:
            return None
        onward = parse(target, base=reply.address.href, intranet=self.gate.intranet)
        return None if reply.status == 200 and onward.href == reply.address.href else onward

    def _check_hop(self, address: Address, asked: set[str]) -> None:
        if address.href in asked:
            raise FetchLimit(
                "The redirects go round in a circle.",
                advice="Such pages often want a cookie first; save the page in a browser and give the file.",
            )
        asked.add(address.href)
        if len(asked) > self._settings.hops + 1:
            raise FetchLimit(f"More than {self._settings.hops} redirects.", advice=_GIVE_THE_LAST)

    def _wait_turn(self, address: Address, hosts: set[str], permit: Permit) -> None:
        """A redirect within one host is one visit; only its first request waits."""
        interval = permit(address)
        if address.host not in hosts:
            hosts.add(address.host)
            self._pacing.wait(address.host, interval)


@functools.cache
def _usual_authorities() -> ssl.SSLContext:
    """What the system trusts and what Mozilla trusts; loading them takes longer than most requests."""
    # NOTE: not ssl.create_default_context, which writes session keys to wherever SSLKEYLOGFILE points.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs()
    context.load_verify_locations(certifi.where())
    return context

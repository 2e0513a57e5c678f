"""Keeps requests to one host apart, and waits where a server asks us to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime

from auditor.errors import FetchFailed

LONGEST_PAUSE = 3600.0


class Pacing:
    """One host after another never waits for each other; two requests to the same host do."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], None], longest_wait: float) -> None:
        self._clock = clock
        self._sleep = sleep
        self._longest_wait = longest_wait
        self._last: dict[str, float] = {}
        self._paused_until: dict[str, float] = {}

    def wait(self, host: str, interval: float) -> None:
        """
        Sleep until the host may be asked again, `interval` seconds after the last time; 0 takes no turn of its own.

        Raises FetchFailed, without sleeping, where the host asked for a pause longer than we wait.
        """
        now = self._clock()
        paused = self._paused_until.get(host, now) - now
        if paused > self._longest_wait:
            raise FetchFailed(
                f"{host} asked not to be visited for another {paused:.0f} seconds.", advice="Try again after that."
            )
        due = max(paused, self._last.get(host, now - interval) + interval - now)
        if due > 0:
            self._sleep(due)
        if interval > 0:
            self._last[host] = self._clock()

    def pause(self, host: str, seconds: float) -> None:
        """Leave a host alone for a time; a pause is never shortened."""
        until = self._clock() + seconds
        self._paused_until[host] = max(until, self._paused_until.get(host, until))


def retry_after(value: str | None, now: datetime) -> float | None:
    """Read a Retry-After header (RFC 9110, 10.2.3): seconds from 0 to 3600, or None where it says nothing readable."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), LONGEST_PAUSE)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=now.tzinfo)
    return min(max((when - now).total_seconds(), 0.0), LONGEST_PAUSE)

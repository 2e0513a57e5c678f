"""One allowance of time and bytes for a whole job, over all its redirects."""

from __future__ import annotations

from collections.abc import Callable

from auditor.errors import FetchLimit


class Allowance:
    """What is left of a job's time and bytes; every socket operation draws on it."""

    def __init__(self, seconds: float, wire_bytes: int, clock: Callable[[], float]) -> None:
        self._seconds = seconds
        self._wire_bytes = self._wire_left = wire_bytes
        self._clock = clock
        self._deadline = clock() + seconds

    def seconds_left(self) -> float:
        """Seconds until the deadline; raises FetchLimit when it is past."""
        left = self._deadline - self._clock()
        if left <= 0:
            raise FetchLimit(
                f"It did not arrive within {self._seconds:g} seconds.",
                advice="Try again later or allow more time; a page saved by a browser can be audited as a file.",
            )
        return left

    def clip(self, timeout: float | None) -> float:
        """A timeout of one operation, shortened to what the job has left."""
        left = self.seconds_left()
        return left if timeout is None else min(timeout, left)

    def spend(self, count: int) -> None:
        """Draw received bytes; raises FetchLimit when they are more than was allowed."""
        self._wire_left -= count
        if self._wire_left < 0:
            raise FetchLimit(
                f"More than {size(self._wire_bytes)} were sent.",
                advice="A page saved by a browser can be audited as a file.",
            )

    def extend(self, seconds: float) -> None:
        """Give back time that we spent waiting on purpose."""
        self._deadline += seconds


def size(count: int) -> str:
    """A number of bytes as people write it."""
    for unit, factor in (("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)):
        if count >= factor:
            return f"{count / factor:.2f}".rstrip("0").rstrip(".") + f" {unit}"
    return f"{count} bytes"

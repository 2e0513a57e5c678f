"""Trying again, waiting as asked, keeping the pace: what a polite visitor does."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from auditor.collect import Collector
from auditor.errors import FetchFailed
from auditor.model import Target

Answer = bytes | Callable[..., None]
Serve = Callable[[str, Answer], str]
Make = Callable[..., bytes]


def url_target(url: str) -> Target:
    return Target(kind="url", value=url)


def in_turn(*answers: bytes) -> Callable[..., None]:
    """One answer after the other; the last one stays."""
    left = list(answers)

    def handler(connection: Any, _head: bytes) -> None:
        connection.sendall(left.pop(0) if len(left) > 1 else left[0])

    return handler


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(
    status: int, serve: Serve, answer: Make, collecting: Callable[..., Collector], clock: dict[str, Any],
    slept: list[float],
) -> None:  # fmt: skip
    busy = answer(b"", f"{status} Busy")
    url = serve("/a", in_turn(busy, busy, answer(b"<p>at last")))
    assert collecting(retries=2, outside=clock).collect(url_target(url)).raw == b"<p>at last"
    assert slept == [1, 2]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 501])
def test_what_will_not_pass_is_asked_once(
    status: int, serve: Serve, answer: Make, collecting: Callable[..., Collector], clock: dict[str, Any],
    paths: Callable[[], list[str]],
) -> None:  # fmt: skip
    url = serve("/a", answer(b"", f"{status} No"))
    with pytest.raises(FetchFailed, match=f"Status {status}"):
        collecting(retries=2, outside=clock).collect(url_target(url))
    assert paths() == ["/a"]


def test_attempts_end(
    serve: Serve, answer: Make, collecting: Callable[..., Collector], clock: dict[str, Any],
    paths: Callable[[], list[str]],
) -> None:  # fmt: skip
    url = serve("/a", answer(b"", "503 Busy"))
    with pytest.raises(FetchFailed, match="Status 503: the server is overloaded"):
        collecting(retries=2, outside=clock).collect(url_target(url))
    assert paths() == ["/a"] * 3


def test_the_wait_a_server_asks_for_is_kept(
    serve: Serve, answer: Make, collecting: Callable[..., Collector], clock: dict[str, Any], slept: list[float]
) -> None:
    url = serve("/a", in_turn(answer(b"", "429 Slow Down", Retry_After="17"), answer()))
    assert collecting(retries=1, outside=clock).collect(url_target(url)).status == 200
    assert slept == [17]


def test_a_date_to_wait_for_is_kept(
    serve: Serve, answer: Make, collecting: Callable[..., Collector], clock: dict[str, Any], slept: list[float]
) -> None:
    now = datetime(2026, 11, 25, 8, 0, 0, tzinfo=UTC)
    busy = answer(b"", "503 Busy", Retry_After="Wed, 25 Nov 2026 08:00:20 GMT")
    url = serve("/a", in_turn(busy, answer()))
    outside = {**clock, "now": lambda: now}
    assert collecting(retries=1, outside=outside).collect(url_target(url)).status == 200
    assert slept == [20]


def test_a_wait_that_is_too_long_fails_and_holds_for_the_host(
    serve: Serve, answer: Make, collecting: Callable[..., Collector], clock: dict[str, Any], slept: list[float],
    paths: Callable[[], list[str]],
) -> None:  # fmt: skip
    url = serve("/a", answer(b"", "429 Slow Down", Retry_After="600"))
    collector = collecting(retries=2, outside=clock)
    with pytest.raises(FetchFailed, match=r"Status 429: .* It asks to be left alone for 600 seconds"):
        collector.collect(url_target(url))
    with pytest.raises(FetchFailed, match="asked not to be visited for another 600 seconds"):
        collector.collect(url_target(url.replace("/a", "/b")))
    assert slept == []
    assert paths() == ["/a"]
    clock["sleep"](590)
    serve("/b", answer())
    assert collector.collect(url_target(url.replace("/a", "/b"))).status == 200
    assert slept == [590, 10]


def test_a_reset_is_tried_again(
    serve: Serve, answer: Make, collecting: Callable[..., Collector], clock: dict[str, Any], slept: list[float]
) -> None:
    calls = count()

    def once(connection: socket.socket, _head: bytes) -> None:
        if next(calls) == 0:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            connection.sendall(answer())

    assert collecting(retries=1, outside=clock).collect(url_target(serve("/a", once))).status == 200
    assert slept == [1]


def test_pages_of_one_host_are_kept_apart(
    serve: Serve, answer: Make, collecting: Callable[..., Collector], clock: dict[str, Any], slept: list[float]
) -> None:
    """A redirect within the host belongs to the same visit."""
    here = serve("/a", answer(b"", "302 Found", Location="/b"))
    serve("/b", answer())
    with collecting(host_interval_seconds=2.0, outside=clock) as collector:
        collector.collect(url_target(here))
        collector.collect(url_target(here.replace("news.example", "other.example")))
        assert slept == []
        collector.collect(url_target(here))
    assert slept == [2]


def test_waiting_on_purpose_does_not_use_up_the_time_of_the_job(
    serve: Serve, answer: Make, collecting: Callable[..., Collector], clock: dict[str, Any], slept: list[float]
) -> None:
    target = url_target(serve("/a", answer()))
    with collecting(host_interval_seconds=50.0, total_seconds=20.0, outside=clock) as collector:
        collector.collect(target)
        assert collector.collect(target).status == 200
    assert slept == [50]

"""Links that open, that moved, that are gone for good, and of which nothing can be told."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

from auditor.collect import Collector
from auditor.model import Snapshot

Serve = Callable[[str, Any], str]
Make = Callable[..., bytes]
Collecting = Callable[..., Collector]
PAGE = Snapshot(requested_url="file:///story.html", final_url="file:///story.html", raw=b"<p>ok")


def test_what_opens_moved_and_is_walled(serve: Serve, answer: Make, collecting: Collecting, paths: Any) -> None:
    urls = {
        "alive": serve("/a", answer()),
        "moved": serve("/b", answer(b"", "301 Moved", Location="/new/b")),
        "walled": serve("/c", answer(b"", "401 Unauthorized")),
        "unclear": serve("/d", answer(b"", "403 Forbidden")),
        "dead": serve("/e", answer(b"", "410 Gone")),
    }
    serve("/new/b", answer())
    whole = collecting(link_pause_seconds=0.0).links(PAGE, [*urls.values(), urls["alive"]])
    assert whole.links is not None
    assert {check.state: check.url for check in whole.links} == urls
    assert [(check.status, check.tries) for check in whole.links] == [(200, 1), (200, 1), (401, 1), (403, 1), (410, 2)]
    assert (whole.links[1].final_url or "").endswith("/new/b")
    assert paths().count("/a") == 1


@pytest.mark.parametrize(
    ("status", "location", "state"),
    [
        ("301 Moved", "/story/", "alive"),
        ("302 Found", "/story-2", "alive"),
        ("302 Found", "/", "moved"),
        ("308 Permanent", "/archive/story", "moved"),
    ],
)
def test_a_redirect_is_a_move_where_it_is_meant_to_stay_or_leads_to_the_front(
    serve: Serve, answer: Make, collecting: Collecting, status: str, location: str, state: str
) -> None:
    url = serve("/story", answer(b"", status, Location=location))
    serve(location, answer())
    found = collecting().links(PAGE, [url]).links
    assert [check.state for check in found or ()] == [state]


def test_a_link_is_dead_only_when_it_is_gone_again_and_again(
    serve: Serve, answer: Make, collecting: Collecting, slept: list[float], clock: dict[str, Any]
) -> None:
    asked: list[str] = []

    def once(connection: socket.socket, _head: bytes) -> None:
        asked.append("")
        connection.sendall(answer(b"", "404 Not Found") if len(asked) == 1 else answer())

    back, gone = serve("/back", once), serve("/gone", answer(b"", "404 Not Found"))
    found = collecting(outside=clock, link_tries=3, link_pause_seconds=7.0).links(PAGE, [back, gone]).links
    assert [(check.state, check.tries) for check in found or ()] == [("alive", 2), ("dead", 3)]
    assert [seconds for seconds in slept if seconds == 7.0] == [7.0] * 3


def test_a_host_that_does_not_exist_is_dead_and_one_that_cannot_be_asked_is_unclear(
    names: dict[str, list[str]], resolve: Callable[[str, int], Iterable[str]], collecting: Collecting
) -> None:
    def look_up(host: str, port: int) -> Iterable[str]:
        if host == "later.example":
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return resolve(host, port)

    urls = ["http://gone.example/a", "http://later.example/a", "http://10.0.0.1/a", "javascript:void(0)"]
    collector = collecting(outside={"resolve": look_up, "sleep": lambda _: None})
    found = collector.links(PAGE, urls).links
    assert [check.state for check in found or ()] == ["dead", "unclear", "unclear", "unclear"]
    assert "gone.example" not in names


@pytest.mark.parametrize(
    ("kind", "body", "state"),
    [
        ("text/html; charset=utf-8", b"<p>For subscribers only.", "walled"),
        ("text/html; charset=utf-8", b"<p>All of it.", "alive"),
        ("application/pdf", b"For subscribers only.", "alive"),
        ("text/html", b"For subscribers only." + b" " * (512 << 10), "alive"),
    ],
)
def test_a_page_that_ends_at_a_wall_is_walled_where_all_of_it_was_seen(
    serve: Serve, answer: Make, collecting: Collecting, kind: str, body: bytes, state: str
) -> None:
    url = serve("/a", answer(body, Content_Type=kind))
    found = collecting().links(PAGE, [url], lambda snapshot: b"subscribers" in snapshot.raw).links
    assert [check.state for check in found or ()] == [state]


def test_when_each_was_tried_is_kept(serve: Serve, answer: Make, collecting: Collecting) -> None:
    moment = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    urls = [serve("/a", answer()), "http://10.0.0.1/a"]
    found = collecting(outside={"now": lambda: moment}).links(PAGE, urls).links
    assert [(check.state, check.at) for check in found or ()] == [("alive", moment), ("unclear", moment)]


def test_robots_and_limits_are_kept(
    serve: Serve, answer: Make, collecting: Collecting, paths: Callable[[], list[str]]
) -> None:
    serve("/robots.txt", answer(b"User-agent: *\nDisallow: /private", Content_Type="text/plain"))
    urls = [serve("/private", answer()), *(serve(f"/{number}", answer()) for number in range(5))]
    found = collecting(obey_robots=True, links=3).links(PAGE, urls).links
    assert [check.state for check in found or ()] == ["unclear", "alive", "alive"]
    assert "/private" not in paths()
    assert collecting(link_seconds=0.0).links(PAGE, urls).links == ()


def test_nothing_is_asked_offline_or_without_links(serve: Serve, answer: Make, collecting: Collecting) -> None:
    url = serve("/a", answer())
    assert collecting(offline=True).links(PAGE, [url]) is PAGE
    assert collecting().links(PAGE, []) is PAGE

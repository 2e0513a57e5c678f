"""What comes out of a collector: snapshots, error statuses in words, retries, pictures."""

from __future__ import annotations

import io
import socket
import struct
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from auditor.collect import Collector, CollectSettings
from auditor.collect.settings import MIB, utc_now
from auditor.errors import CollectError, FetchBlocked, FetchFailed, UnsupportedContent, UsageError
from auditor.model import MediaFile, Snapshot, Target

Answer = bytes | Callable[..., None]
Serve = Callable[[str, Answer], str]
Make = Callable[..., bytes]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def url_target(url: str) -> Target:
    return Target(kind="url", value=url)


def in_turn(*answers: bytes) -> Callable[..., None]:
    """One answer after the other; the last one stays."""
    left = list(answers)

    def handler(connection: Any, _head: bytes) -> None:
        connection.sendall(left.pop(0) if len(left) > 1 else left[0])

    return handler


def test_a_snapshot_is_what_came_and_how(serve: Serve, answer: Make, collecting: Callable[..., Collector]) -> None:
    page = "<meta charset=utf-8><p>Zürich".encode("latin-1")
    url = serve("/a?x=1", answer(page, Content_Type="text/html; charset=ISO-8859-1", X_Two="a", x_two="b"))
    now = datetime(2026, 11, 25, 8, 0, 0, tzinfo=UTC)
    snapshot = collecting(outside={"now": lambda: now}).collect(url_target(f" {url}#part "))
    assert snapshot == Snapshot(
        requested_url=f"{url}#part",
        final_url=url,
        fetched_at=now,
        status=200,
        headers=(
            ("Content-Type", "text/html; charset=ISO-8859-1"),
            ("X-Two", "a"),
            ("x-two", "b"),
            ("Content-Length", str(len(page))),
        ),
        raw=page,
    )
    assert snapshot.content_type == "text/html; charset=ISO-8859-1"


def test_our_clock_is_utc_in_whole_seconds() -> None:
    now = utc_now()
    assert now.utcoffset() == timedelta(0)
    assert now.microsecond == 0


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        ("401 Unauthorized", "Status 401: the page needs a login."),
        ("402 Payment Required", "Status 402: the page must be paid for."),
        ("403 Forbidden", "Status 403: the server does not let the auditor read the page."),
        ("404 Not Found", "Status 404: there is no page at this address."),
        ("410 Gone", "Status 410: the page was taken down for good."),
        ("451 Unavailable", "Status 451: the page is withheld for legal reasons."),
        ("418 Teapot", "Status 418: the server refused the request."),
        ("500 Internal", "Status 500: the server failed."),
        ("599 Strange", "Status 599: the server failed."),
        ("206 Partial Content", "Status 206: the server sent no page."),
        ("304 Not Modified", "Status 304: the server sent no page."),
        ("300 Multiple Choices", "Status 300: the server sent no page."),
    ],
)
def test_a_status_that_is_no_page(
    status: str, problem: str, serve: Serve, answer: Make, collecting: Callable[..., Collector]
) -> None:
    body = b"" if status.startswith("304") else b"<p>sorry"
    with pytest.raises(FetchFailed) as caught:
        collecting().collect(url_target(serve("/a", answer(body, status))))
    assert caught.value.problem == problem
    assert caught.value.advice


@pytest.mark.parametrize(
    ("body", "content_type", "problem"),
    [
        (b"%PDF-1.7", "text/html", "This is a PDF, not a page."),
        (PNG, "text/html", "This is a PNG image, not a page."),
        (b"PK\x03\x04", "application/octet-stream", "This is a ZIP archive or an office document, not a page."),
        (b'{"a": 1}', "application/json", "This is JSON data, not a page."),
        (b"", "text/html", "There is nothing in it."),
    ],
)
def test_what_is_no_page_is_named(
    body: bytes, content_type: str, problem: str, serve: Serve, answer: Make, collecting: Callable[..., Collector]
) -> None:
    with pytest.raises(UnsupportedContent) as caught:
        collecting().collect(url_target(serve("/a", answer(body, Content_Type=content_type))))
    assert caught.value.problem == problem


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


def test_offline_visits_nothing(collecting: Callable[..., Collector]) -> None:
    with pytest.raises(FetchBlocked, match=r"offline: .* Remove --offline, or give a saved file"):
        collecting(offline=True).collect(url_target("https://news.example/a"))


def test_bytes_in_hand_need_no_collector(collecting: Callable[..., Collector]) -> None:
    with pytest.raises(UsageError, match=r"auditor\.audit_html"):
        collecting().collect(Target(kind="bytes", value="x"))


def test_a_page_can_be_piped_in(collecting: Callable[..., Collector]) -> None:
    collector = collecting(offline=True, outside={"stdin": io.BytesIO(b"<p>piped")})
    snapshot = collector.collect(Target(kind="stdin", value="-"), url="https://news.example/a#b")
    assert snapshot == Snapshot(requested_url="stdin:", final_url="https://news.example/a", raw=b"<p>piped")


def test_the_standard_input_is_the_default(
    collecting: Callable[..., Collector], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"<p>piped")))
    assert collecting().collect(Target(kind="stdin", value="-")).final_url == "stdin:"


@pytest.mark.parametrize("url", ["ftp://news.example/", "news.example", "https://a:b@news.example/", ""])
def test_where_a_page_was_published_must_be_an_address(url: str, collecting: Callable[..., Collector]) -> None:
    collector = collecting(outside={"stdin": io.BytesIO(b"<p>piped")})
    with pytest.raises(UsageError, match="--url: "):
        collector.collect(Target(kind="stdin", value="-"), url=url)


@pytest.fixture
def page(serve: Serve, answer: Make) -> Snapshot:
    url = serve("/story", answer())
    return Snapshot(requested_url=url, final_url=url, fetched_at=utc_now(), status=200, headers=(), raw=b"<p>ok")


def test_pictures_come_with_their_type_each_once(
    page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector], paths: Callable[[], list[str]]
) -> None:
    one = serve("/1.png", answer(PNG, Content_Type="image/png"))
    two = serve("/2.jpg", answer(b"\xff\xd8\xff....", Content_Type="application/octet-stream"))
    moved = serve("/3", answer(b"", "302 Found", Location="/1.png"))
    whole = collecting().media(page, [one, two, one, moved])
    assert whole.media == (
        MediaFile(url=one, content_type="image/png", raw=PNG),
        MediaFile(url=two, content_type="application/octet-stream", raw=b"\xff\xd8\xff...."),
        MediaFile(url=moved, content_type="image/png", raw=PNG),
    )
    assert whole.media_wanted
    assert (whole.raw, whole.final_url, whole.fetched_at) == (page.raw, page.final_url, page.fetched_at)
    assert paths() == ["/1.png", "/2.jpg", "/3", "/1.png"]


def test_a_picture_that_fails_is_left_out(
    page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector]
) -> None:
    good = serve("/good.png", answer(PNG))
    urls = [
        serve("/missing.png", answer(b"", "404 Not Found")),
        serve("/html.jpg", answer(b"<html>soft 404", Content_Type="image/jpeg")),
        serve("/empty.jpg", answer(b"", Content_Type="image/jpeg")),
        serve("/large.png", answer(PNG + bytes(3000))),
        serve("/broken.png", b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + PNG),
        "http://10.0.0.1/secret.png",
        "http://gone.example/a.png",
        "data:image/png;base64,AAAA",
        "not an address",
        "file:///etc/passwd",
        "",
        good,
    ]
    whole = collecting(image_bytes=2000, images=20).media(page, urls)
    assert [file.url for file in whole.media] == [good]
    assert whole.media_wanted


def test_no_more_pictures_than_the_settings_say(
    page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector]
) -> None:
    urls = [serve(f"/{number}.png", answer(PNG)) for number in range(5)]
    whole = collecting(images=3).media(page, [urls[0], *urls])
    assert [file.url for file in whole.media] == urls[:3]


@pytest.mark.parametrize("case", ["offline", "none wanted", "none named", "stdin"])
def test_where_there_is_nothing_to_bring_in_the_snapshot_stays(
    case: str, page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector]
) -> None:
    urls = [] if case == "none named" else [serve("/1.png", answer(PNG))]
    snapshot = Snapshot(requested_url="stdin:", final_url=page.final_url, raw=b"<p>") if case == "stdin" else page
    collector = collecting(offline=case == "offline", images=0 if case == "none wanted" else 12)
    assert collector.media(snapshot, urls) == snapshot


def test_pictures_obey_robots_txt(
    page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector], paths: Callable[[], list[str]]
) -> None:
    serve("/robots.txt", answer(b"User-agent: *\nDisallow: /private\n"))
    urls = [serve("/private/1.png", answer(PNG)), serve("/2.png", answer(PNG))]
    whole = collecting(obey_robots=True).media(page, urls)
    assert [file.url for file in whole.media] == urls[1:]
    assert paths() == ["/robots.txt", "/2.png"]


def test_pictures_of_one_host_are_kept_apart_too(
    page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector], clock: dict[str, Any],
    slept: list[float],
) -> None:  # fmt: skip
    urls = [serve(f"/{number}.png", answer(PNG)) for number in range(3)]
    collecting(picture_interval_seconds=0.5, outside=clock).media(page, urls)
    assert slept == [0.5, 0.5]


def test_pictures_together_have_a_time_and_a_size(
    page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector], clock: dict[str, Any]
) -> None:
    urls = [serve(f"/{number}.png", answer(PNG)) for number in range(6)]
    slow = collecting(picture_interval_seconds=20.0, media_seconds=60.0, outside=clock).media(page, urls)
    assert [file.url for file in slow.media] == urls[:4]
    small = collecting(media_bytes=2 * len(PNG)).media(page, urls)
    assert [file.url for file in small.media] == urls[:2]


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"user_agent": "auditor\r\nX: y"}, "user agent .* cannot be sent"),
        ({"user_agent": ""}, "user agent .* cannot be sent"),
        ({"user_agent": "prüfer/1"}, "user agent .* cannot be sent"),
        ({"total_seconds": 0}, "total_seconds must be greater than 0"),
        ({"page_bytes": -1}, "page_bytes must be greater than 0"),
        ({"connect_seconds": float("nan")}, "connect_seconds must be greater than 0"),
        ({"allow_private": ("everything",)}, "'everything' is not a network"),
    ],
)
def test_settings_that_cannot_work_are_refused(settings: dict[str, Any], problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        Collector(CollectSettings(**settings))


def test_the_defaults_are_those_of_a_polite_visitor() -> None:
    settings = CollectSettings()
    assert settings.user_agent.startswith("auditor/")
    assert (settings.total_seconds, settings.connect_seconds, settings.hops, settings.images) == (20, 5, 5, 12)
    assert (settings.wire_bytes, settings.page_bytes, settings.image_bytes) == (15 * MIB, 10 * MIB, 25 * MIB)
    assert settings.ports == (80, 443, 8080, 8443)
    assert (settings.host_interval_seconds, settings.obey_robots, settings.allow_private) == (2, True, ())


def test_the_default_collector_reaches_no_private_address() -> None:
    with pytest.raises(CollectError), Collector() as collector:
        collector.collect(url_target("http://127.0.0.1/"))

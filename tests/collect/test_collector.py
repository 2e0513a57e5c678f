"""What comes out of a collector: snapshots, and errors in words."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from auditor.collect import Collector, CollectSettings
from auditor.collect.settings import MIB, utc_now
from auditor.errors import CollectError, FetchBlocked, FetchFailed, UnsupportedContent, UsageError
from auditor.model import Snapshot, Target

Serve = Callable[[str, bytes], str]
Make = Callable[..., bytes]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def url_target(url: str) -> Target:
    return Target(kind="url", value=url)


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

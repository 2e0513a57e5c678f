"""Redirects and meta refresh: followed step by step, each checked, none in circles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from auditor.collect import Collector
from auditor.errors import FetchBlocked, FetchFailed, FetchLimit
from auditor.model import Snapshot, Target

Serve = Callable[[str, bytes], str]
Make = Callable[..., bytes]


@pytest.fixture
def get(collecting: Callable[..., Collector]) -> Callable[..., Snapshot]:
    def fetch(url: str, **settings: Any) -> Snapshot:
        with collecting(**settings) as collector:
            return collector.collect(Target(kind="url", value=url))

    return fetch


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("relative", ["/b", "b", "../b", "//other.example:{port}/b", "http://other.example:{port}/b"])
def test_a_redirect_is_followed(
    status: int, relative: str, serve: Serve, answer: Make, get: Callable[..., Snapshot]
) -> None:
    start = serve("/a", b"")
    port = start.rsplit(":", 1)[1].partition("/")[0]
    location = relative.format(port=port)
    serve("/a", answer(b"", f"{status} Moved", Location=location))
    serve("/b", answer(b"<p>there"))
    snapshot = get(start)
    host = "other.example" if "other" in location else "news.example"
    assert snapshot.requested_url == start
    assert snapshot.final_url == f"http://{host}:{port}/b"
    assert snapshot.raw == b"<p>there"
    assert snapshot.status == 200


def test_a_redirect_keeps_no_fragment_and_reads_utf8(serve: Serve, answer: Make, get: Callable[..., Snapshot]) -> None:
    start = serve("/a", "HTTP/1.1 302 Found\r\nLocation: /café#top\r\nContent-Length: 0\r\n\r\n".encode())
    serve("/caf%C3%A9", answer())
    assert get(start).final_url.endswith("/caf%C3%A9")


def test_a_latin1_location_is_read_as_such(serve: Serve, answer: Make, get: Callable[..., Snapshot]) -> None:
    start = serve("/a", "HTTP/1.1 302 Found\r\nLocation: /café\r\nContent-Length: 0\r\n\r\n".encode("latin-1"))
    serve("/caf%C3%A9", answer())
    assert get(start).final_url.endswith("/caf%C3%A9")


@pytest.mark.parametrize("hops", [["/a"], ["/b", "/a"], ["/a#elsewhere"]])
def test_a_circle_is_seen_at_its_first_repeat(
    hops: list[str], serve: Serve, answer: Make, get: Callable[..., Snapshot], paths: Callable[[], list[str]]
) -> None:
    start = serve("/a", answer(b"", "302 Found", Location=hops[0]))
    serve("/b", answer(b"", "302 Found", Location="/a"))
    with pytest.raises(FetchLimit, match="go round in a circle"):
        get(start)
    assert len(paths()) == len(hops)


def test_five_redirects_are_followed_and_no_sixth(
    serve: Serve, answer: Make, get: Callable[..., Snapshot], paths: Callable[[], list[str]]
) -> None:
    for number in range(6):
        serve(f"/{number}", answer(b"", "302 Found", Location=f"/{number + 1}"))
    last = serve("/6", answer(b"<p>end"))
    assert get(last.replace("/6", "/1")).final_url == last
    before = len(paths())
    with pytest.raises(FetchLimit, match="More than 5 redirects"):
        get(last.replace("/6", "/0"))
    assert paths()[before:] == ["/0", "/1", "/2", "/3", "/4", "/5"]


@pytest.mark.parametrize(
    "lines", ["", "Location:\r\n", "Location: /b\r\nLocation: /c\r\n"], ids=["missing", "empty", "two of them"]
)
def test_a_redirect_without_one_clear_address_fails(lines: str, serve: Serve, get: Callable[..., Snapshot]) -> None:
    start = serve("/a", f"HTTP/1.1 302 Found\r\n{lines}Content-Length: 0\r\n\r\n".encode())
    with pytest.raises(FetchFailed, match="redirects without one clear address"):
        get(start)


def test_the_same_location_twice_is_clear(serve: Serve, answer: Make, get: Callable[..., Snapshot]) -> None:
    start = serve("/a", b"HTTP/1.1 302 Found\r\nLocation: /b\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n")
    serve("/b", answer())
    assert get(start).final_url.endswith("/b")


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "[::1]", "192.168.0.1:80"])
def test_a_redirect_into_a_private_network_is_blocked(
    address: str, serve: Serve, answer: Make, get: Callable[..., Snapshot]
) -> None:
    start = serve("/a", answer(b"", "302 Found", Location=f"http://{address}/admin"))
    with pytest.raises(FetchBlocked, match="not an address of the public internet"):
        get(start)


def test_a_name_is_checked_again_on_every_hop(
    serve: Serve,
    answer: Make,
    get: Callable[..., Snapshot],
    names: dict[str, list[str]],
    paths: Callable[[], list[str]],
) -> None:
    names["rebinding.example"] = ["10.0.0.9"]
    start = serve("/a", answer(b"", "302 Found", Location="http://rebinding.example/b"))
    with pytest.raises(FetchBlocked, match=r"rebinding\.example leads to 10\.0\.0\.9"):
        get(start)
    assert paths() == ["/a"]


def test_the_body_of_a_redirect_is_not_read(serve: Serve, answer: Make, get: Callable[..., Snapshot]) -> None:
    start = serve("/a", answer(b"x" * 5000, "302 Found", Location="/b"))
    serve("/b", answer(b"<p>b"))
    assert get(start, page_bytes=1000).raw == b"<p>b"


def test_cookies_do_not_travel(serve: Serve, answer: Make, get: Callable[..., Snapshot], heard: list[bytes]) -> None:
    start = serve("/a", answer(b"", "302 Found", Location="/b", Set_Cookie="track=1; Path=/"))
    serve("/b", answer(b"<p>b", Set_Cookie="more=2"))
    snapshot = get(start)
    assert snapshot.header("set-cookie") == "more=2"
    assert b"cookie" not in heard[1].lower()


def test_encryption_may_be_left_and_the_final_address_shows_it(
    serve: Serve, serve_tls: Callable[[str, str, bytes], str], answer: Make, get: Callable[..., Snapshot], trust: object
) -> None:
    plain = serve("/plain", answer(b"<p>plain"))
    secure = serve_tls("news.example", "/a", answer(b"", "301 Moved", Location=plain))
    snapshot = get(secure, outside={"tls": trust})
    assert snapshot.requested_url.startswith("https://")
    assert snapshot.final_url == plain


REFRESH = b'<meta http-equiv="refresh" content="0; url=%s">'


def test_a_meta_refresh_is_a_hop(serve: Serve, answer: Make, get: Callable[..., Snapshot]) -> None:
    start = serve("/a", answer(REFRESH % b"/b"))
    serve("/b", answer(b"", "302 Found", Location="/c"))
    serve("/c", answer(REFRESH % b"/d"))
    end = serve("/d", answer(b"<p>end"))
    assert get(start).final_url == end


def test_a_page_that_reloads_itself_stays(
    serve: Serve, answer: Make, get: Callable[..., Snapshot], paths: Callable[[], list[str]]
) -> None:
    start = serve("/a", answer(REFRESH % b"/a#again"))
    assert get(start).final_url == start
    assert paths() == ["/a"]


def test_a_third_refresh_is_one_too_many(serve: Serve, answer: Make, get: Callable[..., Snapshot]) -> None:
    start = serve("/1", answer(REFRESH % b"/2"))
    serve("/2", answer(REFRESH % b"/3"))
    serve("/3", answer(REFRESH % b"/4"))
    serve("/4", answer(b"<p>end"))
    with pytest.raises(FetchLimit, match="again and again"):
        get(start)


@pytest.mark.parametrize("target", [b"javascript:alert(1)", b"file:///etc/passwd", b"http://10.0.0.1/"])
def test_a_refresh_goes_through_the_same_gate(
    target: bytes, serve: Serve, answer: Make, get: Callable[..., Snapshot]
) -> None:
    start = serve("/a", answer(REFRESH % target))
    with pytest.raises(FetchBlocked):
        get(start)


def test_an_error_page_is_not_followed(serve: Serve, answer: Make, get: Callable[..., Snapshot]) -> None:
    start = serve("/a", answer(REFRESH % b"/b", "404 Not Found"))
    with pytest.raises(FetchFailed, match="Status 404"):
        get(start)

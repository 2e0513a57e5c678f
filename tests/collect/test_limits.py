"""Time, size and framing: a server that does not play fair costs a clear error, never a hang or a shorter page."""

from __future__ import annotations

import contextlib
import gzip
import socket
import struct
import time
import zlib
from collections.abc import Callable
from typing import Any

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.collect import Collector
from auditor.collect.limits import Allowance, size
from auditor.errors import CollectError, FetchFailed, FetchLimit, UnsupportedContent
from auditor.model import Snapshot, Target

Handler = Callable[[socket.socket, bytes], None]
Serve = Callable[[str, bytes | Handler], str]


@pytest.fixture
def get(collecting: Callable[..., Collector]) -> Callable[..., Snapshot]:
    def fetch(url: str, **settings: Any) -> Snapshot:
        with collecting(**settings) as collector:
            return collector.collect(Target(kind="url", value=url))

    return fetch


def _repeat(start: bytes, piece: bytes, pause: float) -> Handler:
    def handler(connection: socket.socket, _head: bytes) -> None:
        connection.sendall(start)
        end = time.monotonic() + 8
        while time.monotonic() < end:
            connection.sendall(piece)
            time.sleep(pause)

    return handler


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (HEAD, b"X: b\r\n"),
        (HEAD + b"Content-Length: 1000000\r\n\r\n", b"a"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        (b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
    ],
    ids=["headers", "body", "chunks", "early hints"],
)
def test_a_drip_ends_at_the_deadline(start: bytes, piece: bytes, serve: Serve, get: Callable[..., Snapshot]) -> None:
    url = serve("/a", _repeat(start, piece, 0.05))
    began = time.monotonic()
    with pytest.raises(FetchLimit, match=r"did not arrive within 0\.5 seconds"):
        get(url, total_seconds=0.5)
    assert time.monotonic() - began < 1.5


def test_the_deadline_holds_over_all_redirects(
    serve: Serve, answer: Callable[..., bytes], get: Callable[..., Snapshot]
) -> None:
    def slow(connection: socket.socket, head: bytes) -> None:
        time.sleep(0.3)
        number = int(head.split(b" ")[1][1:])
        connection.sendall(answer(b"", "302 Found", Location=f"/{number + 1}"))

    for number in range(5):
        serve(f"/{number}", slow)
    began = time.monotonic()
    with pytest.raises(FetchLimit, match="did not arrive within"):
        get(serve("/0", slow), total_seconds=0.7)
    assert time.monotonic() - began < 1.5


def test_silence_is_a_failure_of_its_own(serve: Serve, get: Callable[..., Snapshot]) -> None:
    url = serve("/a", _repeat(HEAD, b"", 0.6))
    with pytest.raises(FetchFailed, match=r"news\.example did not answer in time \(silence\)"):
        get(url, silence_seconds=0.2)


def test_silence_until_the_deadline_is_the_deadline(serve: Serve, get: Callable[..., Snapshot]) -> None:
    url = serve("/a", _repeat(HEAD, b"", 0.6))
    with pytest.raises(FetchLimit, match="did not arrive within"):
        get(url, total_seconds=0.2, silence_seconds=5)


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (HEAD + b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n"),
        (b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 50),
    ],
    ids=["body", "early hints"],
)
def test_endless_answers_end_at_the_wire_cap(
    start: bytes, piece: bytes, serve: Serve, get: Callable[..., Snapshot]
) -> None:
    with pytest.raises(FetchLimit, match="More than 64 KiB were sent"):
        get(serve("/a", _repeat(start, piece, 0)), wire_bytes=64 * 1024)


def test_a_page_over_its_cap_is_an_error_not_a_cut(
    serve: Serve, answer: Callable[..., bytes], get: Callable[..., Snapshot]
) -> None:
    page = b"<p>" + b"x" * 997
    url = serve("/a", answer(page))
    assert get(url, page_bytes=1000).raw == page
    with pytest.raises(FetchLimit, match=r"It is larger than 999 bytes"):
        get(url, page_bytes=999)


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_a_bomb_is_an_error(
    coding: str, serve: Serve, answer: Callable[..., bytes], get: Callable[..., Snapshot]
) -> None:
    zeros = bytes(20 << 20)
    bomb = gzip.compress(zeros, 1) if coding == "gzip" else brotli.compress(zeros, quality=1)
    with pytest.raises(FetchLimit, match="Unpacked, it is larger than 10 MiB"):
        get(serve("/a", answer(bomb, Content_Encoding=coding, Content_Type="text/html")))


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate, gzip"])
def test_a_packed_page_is_unpacked(
    coding: str, serve: Serve, answer: Callable[..., bytes], get: Callable[..., Snapshot], heard: list[bytes]
) -> None:
    page = b"<p>Made by people</p>" * 30
    packed = {
        "gzip": gzip.compress(page),
        "br": brotli.compress(page),
        "deflate, gzip": gzip.compress(zlib.compress(page)),
    }[coding]
    snapshot = get(serve("/a", answer(packed, Content_Encoding=coding)))
    assert snapshot.raw == page
    assert snapshot.header("Content-Encoding") == coding
    assert b"accept-encoding: gzip, br\r\n" in heard[0].lower()


def test_a_cut_gzip_is_a_failure(serve: Serve, answer: Callable[..., bytes], get: Callable[..., Snapshot]) -> None:
    with pytest.raises(FetchFailed, match="end too early"):
        get(serve("/a", answer(gzip.compress(b"<p>x" * 999)[:-20], Content_Encoding="gzip")))


BROKEN = {
    "headers of 1.6 MB": HEAD + b"X: " + b"a" * (1600 << 10) + b"\r\nContent-Length: 2\r\n\r\nok",
    "100 000 headers": HEAD + b"".join(b"X-%d: 1\r\n" % i for i in range(100_000)) + b"Content-Length: 2\r\n\r\nok",
    "short body": HEAD + b"Content-Length: 100\r\n\r\nonly",
    "negative length": HEAD + b"Content-Length: -1\r\n\r\nonly",
    "two lengths": HEAD + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nonlyX",
    "bad chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nok\r\n0\r\n\r\n",
    "huge chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nok",
    "no end of chunks": HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n",
    "HTTP/0.9": b"<html>hi</html>",
    "status 999999": b"HTTP/1.1 999999 X\r\n\r\n",
    "NUL in a header": HEAD + b"X: a\0b\r\nContent-Length: 2\r\n\r\nok",
    "nothing": b"",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_framing_is_a_clear_failure(kind: str, serve: Serve, get: Callable[..., Snapshot]) -> None:
    with pytest.raises(FetchFailed, match=r"news\.example"):
        get(serve("/a", BROKEN[kind]), total_seconds=5)


def test_a_reset_is_a_clear_failure(serve: Serve, get: Callable[..., Snapshot]) -> None:
    def reset(connection: socket.socket, _head: bytes) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with pytest.raises(FetchFailed, match=r"The connection to news\.example broke off"):
        get(serve("/a", reset))


ODD = {
    "length and chunked": (
        HEAD + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", b"ok"
    ),
    "Latin-1 in a header": (HEAD + b"X-Title: caf\xe9\r\nContent-Length: 2\r\n\r\nok", b"ok"),
    "a folded header": (HEAD + b"X: a\r\n b\r\nContent-Length: 2\r\n\r\nok", b"ok"),
    "no length": (HEAD + b"\r\nok", b"ok"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ODD)
def test_odd_framing_is_read(kind: str, serve: Serve, get: Callable[..., Snapshot]) -> None:
    raw, body = ODD[kind]
    assert get(serve("/a", raw)).raw == body


@pytest.mark.parametrize("status", ["204 No Content", "205 Reset Content"])
def test_an_answer_without_content_is_no_page(
    status: str, serve: Serve, answer: Callable[..., bytes], get: Callable[..., Snapshot]
) -> None:
    with pytest.raises(UnsupportedContent, match="There is nothing in it"):
        get(serve("/a", answer(b"", status)))


PIECES = st.sampled_from(
    [
        b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 Found\r\n", b"HTTP/1.1 103 X\r\n", b"HTTP/1.1 099 X\r\n",
        b"HTTP/1.1 999 X\r\n", b"HTTP/1.0 200\r\n", b"HTTP/2 200 OK\r\n", b"Location: /a\r\n", b"Location: http://[\r\n",
        b"Content-Length: 5\r\n", b"Content-Length: x\r\n", b"Transfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: gzip\r\n", b"Content-Encoding: gzip\r\n", b"Content-Encoding: br, br\r\n",
        b"Content-Type: \xff/html; charset=\x01\r\n", b"Set-Cookie: a=\xe9; domain=.\r\n", b": x\r\n", b"X : y\r\n",
        b"Connection: upgrade\r\nUpgrade: h2c\r\n", b"\r\n", b"\r\n\r\n", b"5\r\nhello\r\n", b"0\r\n\r\n",
        b"<p>hello", b"\x1f\x8b\x08", b"\0",
    ]
)  # fmt: skip


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=8).map(b"".join), st.binary(max_size=60)))
def test_whatever_a_server_sends_only_our_errors_come_out(
    serve: Serve, get: Callable[..., Snapshot], sent: bytes
) -> None:
    with contextlib.suppress(CollectError):
        assert get(serve("/a", sent), total_seconds=5).raw


def test_what_is_left_of_an_allowance() -> None:
    now = [0.0]
    allowance = Allowance(10, 100, lambda: now[0])
    assert allowance.clip(None) == 10
    assert allowance.clip(3) == 3
    now[0] = 8
    assert allowance.clip(3) == 2
    allowance.extend(5)
    assert allowance.seconds_left() == 7
    now[0] = 15
    with pytest.raises(FetchLimit, match="within 10 seconds"):
        allowance.clip(3)
    allowance.spend(100)
    with pytest.raises(FetchLimit, match="More than 100 bytes"):
        allowance.spend(1)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (999, "999 bytes"),
        (1024, "1 KiB"),
        (1536, "1.5 KiB"),
        (10 << 20, "10 MiB"),
        (1023 << 20, "1023 MiB"),
        (3 << 29, "1.5 GiB"),
        (0, "0 bytes"),
    ],
)
def test_sizes_as_people_write_them(count: int, text: str) -> None:
    assert size(count) == text


def test_every_failure_says_what_to_do(serve: Serve, get: Callable[..., Snapshot]) -> None:
    with pytest.raises(CollectError) as caught:
        get(serve("/a", b""))
    assert caught.value.advice
    assert caught.value.exit_code == 3

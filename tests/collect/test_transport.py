"""Names, connections, certificates: what is checked is what is reached."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpcore
import pytest

from auditor.collect import Collector
from auditor.collect.addresses import AddressGate
from auditor.collect.limits import Allowance
from auditor.collect.names import addresses_of, system_lookup
from auditor.collect.transport import GuardedBackend
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


def test_the_host_header_and_identity_are_sent(
    serve: Serve, answer: Make, get: Callable[..., Snapshot], heard: list[bytes]
) -> None:
    url = serve("/a?b=ü", answer())
    serve("/a?b=%C3%BC", answer())
    get(url, user_agent="auditor/9 (desk@news.example)")
    head = heard[0].lower()
    assert head.startswith(b"get /a?b=%c3%bc http/1.1\r\nhost: news.example:")
    assert b"user-agent: auditor/9 (desk@news.example)\r\n" in head
    assert b"connection: close\r\n" in head


def test_a_name_is_looked_up_once(serve: Serve, answer: Make, get: Callable[..., Snapshot]) -> None:
    asked: list[tuple[str, int]] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.9"]

    url = serve("/a", answer())
    get(url, outside={"resolve": rebinding})
    assert [host for host, _ in asked] == ["news.example"]


@pytest.mark.parametrize(
    "answers",
    [["8.8.8.8", "10.0.0.1"], ["127.0.0.1", "10.0.0.1"], ["10.0.0.1", "127.0.0.1"], ["::ffff:8.8.8.8"], ["?"]],
)
def test_one_answer_off_limits_blocks_the_host(
    answers: list[str], serve: Serve, answer: Make, get: Callable[..., Snapshot], names: dict[str, list[str]],
    heard: list[bytes],
) -> None:  # fmt: skip
    names["news.example"] = answers
    with pytest.raises(FetchBlocked, match=r"news\.example leads to"):
        get(serve("/a", answer()))
    assert heard == []


def test_a_name_without_address_fails(serve: Serve, get: Callable[..., Snapshot], names: dict[str, list[str]]) -> None:
    names["news.example"] = []
    with pytest.raises(FetchFailed, match=r"The host news\.example has no address"):
        get(serve("/a", b""))


def test_a_name_that_does_not_exist_fails(get: Callable[..., Snapshot]) -> None:
    with pytest.raises(FetchFailed, match=r"The host gone\.example was not found\. Check the address for a slip"):
        get("https://gone.example/")


def test_the_next_address_is_tried_and_no_fourth(
    serve: Serve, answer: Make, get: Callable[..., Snapshot], names: dict[str, list[str]]
) -> None:
    url = serve("/a", answer())
    names["news.example"] = ["127.0.0.2", "127.0.0.3", "127.0.0.1"]
    assert get(url).status == 200
    names["news.example"] = ["127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.1"]
    with pytest.raises(FetchFailed, match=r"news\.example refuses connections on port \d+"):
        get(url)


@pytest.mark.parametrize("port", [22, 25, 6379, 8081])
def test_other_ports_are_not_visited(port: int, get: Callable[..., Snapshot]) -> None:
    with pytest.raises(FetchBlocked, match=f"Port {port} of news.example"):
        get(f"http://news.example:{port}/", ports=(80, 443, 8080, 8443))


def test_a_peer_that_was_not_asked_for_is_left_again(serve: Serve) -> None:
    """As behind a network that rewrites addresses: the gate lets the answer pass and not what was reached."""

    class OnlyTheAnswer(AddressGate):
        def lets_pass(self, text: str) -> bool:
            return text == "localhost"

    port = int(serve("/a", b"").rsplit(":", 1)[1].partition("/")[0])
    backend = GuardedBackend(OnlyTheAnswer(), Allowance(5, 1000, time.monotonic), None, lambda *_: ["localhost"])
    with pytest.raises(FetchBlocked, match=r"news\.example leads to 127\.0\.0\.1"):
        backend.connect_tcp("news.example", port)


def test_no_other_kind_of_socket_is_opened() -> None:
    backend = GuardedBackend(AddressGate(), Allowance(5, 1000, time.monotonic), None, lambda *_: [])
    with pytest.raises(NotImplementedError):
        backend.connect_unix_socket("/run/service.sock")
    assert isinstance(backend, httpcore.NetworkBackend)


@pytest.mark.parametrize("name", ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"])
def test_the_environment_sends_nothing_elsewhere(
    name: str, serve: Serve, answer: Make, get: Callable[..., Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "http://10.0.0.1:3128")
    assert get(serve("/a", answer())).status == 200


def test_no_password_file_is_read(
    serve: Serve, answer: Make, get: Callable[..., Snapshot], heard: list[bytes], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    (tmp_path / "netrc").write_text("machine news.example login a password b\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    get(serve("/a", answer()))
    assert b"authorization" not in heard[0].lower()


def test_a_certificate_for_the_right_name(
    serve_tls: Callable[[str, str, bytes], str], answer: Make, get: Callable[..., Snapshot], trust: ssl.SSLContext
) -> None:
    snapshot = get(serve_tls("news.example", "/a", answer()), outside={"tls": trust})
    assert (snapshot.status, snapshot.raw) == (200, b"<p>ok</p>")


def test_a_certificate_for_another_name(
    serve_tls: Callable[[str, str, bytes], str], answer: Make, get: Callable[..., Snapshot], trust: ssl.SSLContext
) -> None:
    with pytest.raises(FetchFailed, match=r"The certificate of news\.example does not hold: Hostname mismatch"):
        get(serve_tls("other.example", "/a", answer()), outside={"tls": trust})


def test_a_certificate_of_an_unknown_authority(
    serve_tls: Callable[[str, str, bytes], str], answer: Make, get: Callable[..., Snapshot], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """With the usual authorities, and without leaving session keys where the environment says."""
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    with pytest.raises(FetchFailed, match=r"The certificate of news\.example does not hold: .*issuer"):
        get(serve_tls("news.example", "/a", answer()))
    assert not (tmp_path / "keys").exists()


def test_a_plain_server_where_tls_was_expected(
    serve: Serve, answer: Make, get: Callable[..., Snapshot], trust: ssl.SSLContext
) -> None:
    with pytest.raises(FetchFailed, match=r"news\.example speaks no valid TLS on port \d+"):
        get(serve("/a", answer()).replace("http:", "https:"), outside={"tls": trust})


def test_a_certificate_is_not_asked_for_again(
    serve_tls: Callable[[str, str, bytes], str], answer: Make, get: Callable[..., Snapshot], trust: ssl.SSLContext,
    clock: dict[str, Any], slept: list[float],
) -> None:  # fmt: skip
    with pytest.raises(FetchFailed):
        get(serve_tls("other.example", "/a", answer()), outside={"tls": trust, **clock}, retries=2)
    assert slept == []


def test_a_name_server_that_never_answers_ends_at_the_deadline() -> None:
    release = threading.Event()

    def never(_host: str, _port: int) -> list[str]:
        release.wait(5)
        return []

    with pytest.raises(FetchLimit, match=r"No name server answered for slow\.example"):
        addresses_of("slow.example", 80, never, 0.05)
    release.set()


@pytest.mark.parametrize("error", [socket.gaierror(-2, "x"), UnicodeError("label too long"), OSError("x")])
def test_whatever_a_look_up_raises_is_a_failure(error: Exception) -> None:
    def broken(_host: str, _port: int) -> list[str]:
        raise error

    with pytest.raises(FetchFailed, match=r"The host a\.example was not found"):
        addresses_of("a.example", 80, broken, 5)


def test_the_system_reads_literal_addresses() -> None:
    assert system_lookup("127.0.0.1", 80) == ("127.0.0.1",)

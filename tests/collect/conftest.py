"""A web of loopback servers, names that lead there, and a fence around it."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
import trustme

from auditor.collect import Collector, CollectSettings, Outside

Answer = bytes | Callable[[socket.socket, bytes], None]
LOOPBACK = "127.0.0.1"


class Server(socketserver.ThreadingTCPServer):
    """Sends bytes as they are, so that it can also send what no honest server would."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, tls: ssl.SSLContext | None = None, host: str = LOOPBACK) -> None:
        super().__init__((host, 0), socketserver.BaseRequestHandler)
        self.tls = tls
        self.port: int = self.server_address[1]
        self.routes: dict[str, Answer] = {}
        self.heard: list[bytes] = []
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def finish_request(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        request.settimeout(10)
        connection = self.tls.wrap_socket(request, server_side=True) if self.tls else request
        with connection:
            head = b""
            while b"\r\n\r\n" not in head:
                piece = connection.recv(65536)
                if not piece:
                    return
                if piece.startswith(b"\x16\x03"):  # the greeting of a TLS client, to a plain server
                    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                    return
                head += piece
            self.heard.append(head)
            path = head.split(b" ", 2)[1].decode("latin-1")
            reply = self.routes.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone")
            if callable(reply):
                reply(connection, head)
            else:
                connection.sendall(reply)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients under test hang up early; that is no error of the server's."""

    def stop(self) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hole in the guard fails the test instead of sending traffic."""
    connect = socket.socket.connect

    def fenced(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not ipaddress.ip_address(address[0]).is_loopback:
            raise AssertionError(f"the guard let a connection to {address} through")
        connect(self, address)

    def no_names(host: str, *_args: Any, **_options: Any) -> None:
        raise AssertionError(f"the name servers were asked for {host}")

    monkeypatch.setattr(socket.socket, "connect", fenced)
    monkeypatch.setattr(socket.socket, "connect_ex", fenced)
    monkeypatch.setattr(socket, "gethostbyname", no_names)


@pytest.fixture
def server() -> Iterator[Server]:
    started = Server()
    yield started
    started.stop()


@pytest.fixture
def serve(server: Server) -> Callable[[str, Answer], str]:
    """Put an answer at a path of http://news.example; the whole address comes back."""

    def put(path: str, answer: Answer) -> str:
        server.routes[path] = answer
        return f"http://news.example:{server.port}{path}"

    return put


@pytest.fixture
def apart() -> Iterator[Server]:
    """A second server, on an address of its own, that can play the public internet while 127.0.0.1 is private."""
    try:
        started = Server(host="127.0.0.77")
    except OSError:
        pytest.skip("this system has no loopback address but 127.0.0.1")
    yield started
    started.stop()


@pytest.fixture
def serve_apart(apart: Server, names: dict[str, list[str]]) -> Callable[[str, Answer], str]:
    """Like `serve`, on 127.0.0.77."""
    names["apart.example"] = ["127.0.0.77"]

    def put(path: str, answer: Answer) -> str:
        apart.routes[path] = answer
        return f"http://apart.example:{apart.port}{path}"

    return put


@pytest.fixture
def heard(server: Server) -> list[bytes]:
    """The heads of all requests, in their order."""
    return server.heard


@pytest.fixture
def paths(server: Server) -> Callable[[], list[str]]:
    """The paths asked for so far, in their order."""
    return lambda: [head.split(b" ", 2)[1].decode("latin-1") for head in server.heard]


@pytest.fixture
def answer() -> Callable[..., bytes]:
    """An honest answer: `answer(body, "404 Not Found", Content_Type="text/plain")`."""

    def make(body: bytes = b"<p>ok</p>", status: str = "200 OK", **headers: str) -> bytes:
        lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
        return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode("latin-1") + body

    return make


@pytest.fixture
def names() -> dict[str, list[str]]:
    """What the name servers answer; hosts that are missing do not exist, addresses stand for themselves."""
    return {"news.example": [LOOPBACK], "other.example": [LOOPBACK], "localhost": [LOOPBACK]}


@pytest.fixture
def resolve(names: dict[str, list[str]]) -> Callable[[str, int], Iterable[str]]:
    def look_up(host: str, _port: int) -> Iterable[str]:
        if host in names:
            return names[host]
        try:
            return [str(ipaddress.ip_address(host))]
        except ValueError:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from None

    return look_up


@pytest.fixture
def collecting(resolve: Callable[[str, int], Iterable[str]]) -> Callable[..., Collector]:
    """A collector for loopback that neither waits nor asks robots.txt, unless a test says so."""

    def make(*, offline: bool = False, outside: dict[str, Any] | None = None, **settings: Any) -> Collector:
        relaxed = {
            "allow_private": ("127.0.0.0/8",),
            "ports": None,
            "host_interval_seconds": 0.0,
            "picture_interval_seconds": 0.0,
            "obey_robots": False,
            "retries": 0,
        }
        return Collector(
            CollectSettings(**{**relaxed, **settings}),
            offline=offline,
            outside=Outside(**{"resolve": resolve, **(outside or {})}),
        )

    return make


@pytest.fixture
def slept() -> list[float]:
    """The seconds of each sleep so far."""
    return []


@pytest.fixture
def clock(slept: list[float]) -> dict[str, Any]:
    """The clock and the sleep of an `Outside` where time passes only while someone sleeps."""

    def sleep(seconds: float) -> None:
        slept.append(round(seconds, 6))

    return {"clock": lambda: 1000.0 + sum(slept), "sleep": sleep}


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trust(authority: trustme.CA) -> ssl.SSLContext:
    """A client's context that trusts the test authority alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.configure_trust(context)
    return context


@pytest.fixture
def serve_tls(authority: trustme.CA) -> Iterator[Callable[[str, str, Answer], str]]:
    """Serve a path over TLS with a certificate for the given name, on https://news.example."""
    with contextlib.ExitStack() as stack:

        def start(certified: str, path: str, reply: Answer) -> str:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            authority.issue_cert(certified).configure_cert(context)
            started = Server(context)
            stack.callback(started.stop)
            started.routes[path] = reply
            return f"https://news.example:{started.port}{path}"

        yield start

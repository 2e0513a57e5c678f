"""The only way out to the network: each connection is checked against the address gate and drawn from the allowance."""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from auditor.collect.addresses import AddressGate
from auditor.collect.limits import Allowance
from auditor.collect.names import Resolve, addresses_of
from auditor.errors import FetchBlocked, FetchFailed

TRIED_ADDRESSES = 3
HEADERS = "auditor.headers"


class GuardedStream(httpcore.NetworkStream):
    """A socket whose time and bytes come out of one job's allowance."""

    def __init__(self, inner: httpcore.NetworkStream, allowance: Allowance) -> None:
        self._inner = inner
        self._allowance = allowance

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Receive at most `max_bytes`; raises FetchLimit when the job's time or bytes are used up."""
        try:
            received = self._inner.read(max_bytes, self._allowance.clip(timeout))
        except httpcore.ReadTimeout:
            self._allowance.seconds_left()  # names the deadline where it was that, and not the server's silence
            raise
        self._allowance.spend(len(received))
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it within the time that is left."""
        self._inner.write(buffer, self._allowance.clip(timeout))

    def close(self) -> None:
        """Close the socket."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Encrypt, and stay guarded."""
        inner = self._inner.start_tls(ssl_context, server_hostname, self._allowance.clip(timeout))
        return GuardedStream(inner, self._allowance)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore wants to know about the socket, such as its peer."""
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """
    Resolves a name once, refuses it if any answer is off limits, and connects to the address that was checked.

    Certificate name and Host header stay right: httpcore takes them from the URL and not from what is connected to.
    """

    def __init__(
        self, gate: AddressGate, allowance: Allowance, ports: tuple[int, ...] | None, resolve: Resolve
    ) -> None:
        self._gate = gate
        self._allowance = allowance
        self._ports = ports
        self._resolve = resolve
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's addresses that answers; raises FetchBlocked if any is off limits."""
        if self._ports is not None and port not in self._ports:
            raise FetchBlocked(
                f"Port {port} of {host} is not one that web pages are served on.",
                advice="Save the page, give the file.",
            )
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self._checked(host, port)[:TRIED_ADDRESSES]:
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._allowance.clip(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return self._peer_checked(stream, host)
        assert failure is not None
        raise failure

    def _checked(self, host: str, port: int) -> tuple[str, ...]:
        addresses = addresses_of(host, port, self._resolve, self._allowance.seconds_left())
        if not addresses:
            raise FetchFailed(f"The host {host} has no address.", advice="Check the address for a slip.")
        for address in addresses:
            if not self._gate.lets_pass(address):
                raise _off_limits(host, address)
        return addresses

    def _peer_checked(self, stream: httpcore.NetworkStream, host: str) -> httpcore.NetworkStream:
        """What was really reached? A proxy or a rewriting network could differ from what was asked for."""
        peer = str(stream.get_extra_info("server_addr")[0])
        if not self._gate.lets_pass(peer):
            stream.close()
            raise _off_limits(host, peer)
        return GuardedStream(stream, self._allowance)


def _off_limits(host: str, address: str) -> FetchBlocked:
    return FetchBlocked(
        f"{host} leads to {address}, which is not an address of the public internet.",
        advice="Save the page and give the file; for an intranet, allow its network (--allow-private 10.20.0.0/16).",
    )


class GuardedTransport(httpx.BaseTransport):
    """
    Joins httpx to the guarded backend.

    No connection is kept: it would outlive the DNS answer it was checked with. Location and Set-Cookie are taken out
    of what httpx sees, because it would parse the one by rules of its own and send the other along; all headers, as
    they came, are in the extension named HEADERS.
    """

    def __init__(self, backend: GuardedBackend, tls: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls, http1=True, http2=False, max_keepalive_connections=0, retries=0, network_backend=backend
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request over a connection of its own."""
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        assert isinstance(answer.stream, Iterable)
        return httpx.Response(
            answer.status,
            headers=[pair for pair in answer.headers if pair[0].lower() not in (b"location", b"set-cookie")],
            stream=_Body(answer.stream),
            extensions={HEADERS: tuple(answer.headers)},
        )

    def close(self) -> None:
        """Close what is still open."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        close = getattr(self._stream, "close", None)
        if close is not None:
            close()

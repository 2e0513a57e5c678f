"""One job on the network: a page with its redirects, one allowance, one fresh client that remembers nothing."""

from __future__ import annotations

import ssl
from types import TracebackType
from typing import NamedTuple

import httpx

from auditor.collect import codings
from auditor.collect.addresses import AddressGate
from auditor.collect.limits import Allowance, size
from auditor.collect.settings import CollectSettings, Outside
from auditor.collect.transport import HEADERS, GuardedBackend, GuardedTransport
from auditor.collect.troubles import translated
from auditor.collect.urls import Address
from auditor.errors import FetchFailed, FetchLimit

Headers = tuple[tuple[str, str], ...]


class Errand(NamedTuple):
    """What is fetched, as far as it changes how."""

    accept: str
    cap: int
    """Bytes, unpacked."""
    wire_bytes: int
    seconds: float
    cut: bool = False
    """Whether the first `cap` bytes are enough; otherwise more is an error, because a cut page proves nothing."""
    refreshes: int = 0
    """How many meta refreshes are followed."""


class Reply(NamedTuple):
    """One answer of one server, redirects not followed."""

    address: Address
    status: int
    headers: Headers
    body: bytes
    moved: bool = False
    """Whether a permanent redirect led here."""

    def header(self, name: str) -> str | None:
        """The first header of that (lower-case) name, or None."""
        return next((value for key, value in self.headers if key.lower() == name), None)


class Job:
    """Asks for one address after the other within one allowance; a context manager."""

    def __init__(
        self, settings: CollectSettings, outside: Outside, gate: AddressGate, tls: ssl.SSLContext, errand: Errand
    ) -> None:
        self.errand = errand
        self.allowance = Allowance(errand.seconds, errand.wire_bytes, outside.clock)
        backend = GuardedBackend(gate, self.allowance, settings.ports, outside.resolve)
        silence = settings.silence_seconds
        self._client = httpx.Client(
            transport=GuardedTransport(backend, tls),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(None, connect=settings.connect_seconds, read=silence, write=silence),
            headers={
                "User-Agent": settings.user_agent,
                "Accept": errand.accept,
                "Accept-Encoding": "identity" if errand.cut else "gzip, br",
                "Connection": "close",
            },
        )

    def __enter__(self) -> Job:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._client.close()

    def ask(self, address: Address) -> Reply:
        """Send one GET request; raises only errors of ours."""
        with (
            translated(address),
            self._client.stream("GET", address.href, extensions={"target": address.path.encode("ascii")}) as response,
        ):
            received: tuple[tuple[bytes, bytes], ...] = response.extensions[HEADERS]
            headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in received)
            reply = Reply(address, response.status_code, headers, b"")
            if redirect_of(reply) is not None:
                return reply
            return reply._replace(body=self._body(response, reply.header("content-encoding") or ""))

    def _body(self, response: httpx.Response, coding: str) -> bytes:
        """Read through `iter_raw`: httpx itself unfolds a whole bomb before its first byte could be counted."""
        packed = coding.strip().lower() not in ("", "identity")
        raw = bytearray()
        for piece in response.iter_raw():
            raw += piece
            if not packed and len(raw) > self.errand.cap:
                if self.errand.cut:
                    return bytes(raw[: self.errand.cap])
                raise FetchLimit(f"It is larger than {size(self.errand.cap)}.", advice="Check the address.")
        return codings.decode(bytes(raw), coding, self.errand.cap)


def redirect_of(reply: Reply) -> str | None:
    """
    Where an answer sends us, as written; None where it does not.

    Header bytes arrive as Latin-1; where they are UTF-8, as browsers read them, they are read so.
    """
    if reply.status not in (301, 302, 303, 307, 308):
        return None
    targets = {value.strip() for name, value in reply.headers if name.lower() == "location"}
    if len(targets) != 1 or targets == {""}:
        raise FetchFailed(
            f"Status {reply.status}: {reply.address.host} redirects without one clear address.",
            advice="Try again later.",
        )
    target = targets.pop()
    try:
        return target.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return target

"""Turns a host name into addresses, once, and never longer than the job may last."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Iterable
from typing import TypeAlias

from auditor.errors import FetchFailed, FetchLimit, HostNotFound

Resolve: TypeAlias = Callable[[str, int], Iterable[str]]


def system_lookup(host: str, port: int) -> tuple[str, ...]:
    """Ask the operating system; the addresses of all answers, in its order."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


def addresses_of(host: str, port: int, resolve: Resolve, seconds: float) -> tuple[str, ...]:
    """
    The addresses of a host, which may be none.

    `getaddrinfo` knows no timeout, so it runs in a thread that is left behind when time is up.
    Raises HostNotFound where the name leads nowhere, FetchFailed where nobody could say, FetchLimit where no answer
    came in time.
    """
    answered: queue.SimpleQueue[tuple[str, ...] | OSError | ValueError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answered.put(tuple(resolve(host, port)))
        except (OSError, ValueError) as error:  # a label that is too long is a UnicodeError, thus a ValueError
            answered.put(error)

    threading.Thread(target=ask, name=f"look up {host}", daemon=True).start()
    try:
        answer = answered.get(timeout=seconds)
    except queue.Empty as error:
        raise FetchLimit(
            f"No name server answered for {host} within {seconds:.0f} seconds.", advice="Check the network, try again."
        ) from error
    if isinstance(answer, Exception):
        unknown = isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_NONAME
        raise (HostNotFound if unknown else FetchFailed)(
            f"The host {host} was not found.", advice="Check the address for a slip, and whether the network is up."
        ) from answer
    return answer

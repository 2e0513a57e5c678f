"""Turns what can go wrong below us into our own errors: nothing of httpx, httpcore, idna or ssl gets out of here."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpcore
import httpx

from auditor.collect.urls import Address
from auditor.errors import FetchBlocked, FetchFailed

TRANSIENT = (httpcore.ReadError, httpcore.WriteError, httpcore.TimeoutException)
"""Causes of a FetchFailed that may well be gone a moment later: a reset, a time-out."""
_AGAIN = "Try again later; a page saved by a browser can be audited as a file."


@contextmanager
def translated(address: Address) -> Iterator[None]:
    """Raise FetchFailed, from its cause, for everything that the libraries below may raise while asking."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise FetchFailed(f"{address.host} did not answer in time ({_step(error)}).", advice=_AGAIN) from error
    except httpcore.ConnectError as error:
        raise FetchFailed(_unconnected(address, error), advice=_AGAIN) from error
    except httpcore.NetworkError as error:
        raise FetchFailed(f"The connection to {address.host} broke off.", advice=_AGAIN) from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise FetchFailed(f"{address.host} gave an answer that is not valid HTTP ({error}).", advice=_AGAIN) from error
    except httpx.InvalidURL as error:
        raise FetchBlocked(f"This is not an address that can be asked for: {address.href[:200]}") from error
    except (httpx.HTTPError, httpx.StreamError, OSError, ValueError) as error:
        raise FetchFailed(f"{address.host} could not be read ({type(error).__name__}).", advice=_AGAIN) from error


def _step(error: httpcore.TimeoutException) -> str:
    if isinstance(error, httpcore.ConnectTimeout):
        return "no connection"
    return "the request was not taken" if isinstance(error, httpcore.WriteTimeout) else "silence"


def _unconnected(address: Address, error: httpcore.ConnectError) -> str:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"The certificate of {address.host} does not hold: {cause.verify_message}."
    if isinstance(cause, ssl.SSLError):
        return f"{address.host} speaks no valid TLS on port {address.port}."
    if isinstance(cause, ConnectionRefusedError):
        return f"{address.host} refuses connections on port {address.port}."
    reason = cause.strerror if isinstance(cause, OSError) and cause.strerror else str(error)
    return f"No connection to {address.host} ({reason})."

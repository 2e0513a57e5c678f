"""What the libraries below raise becomes one of our errors, in words."""

from __future__ import annotations

import errno
import ssl

import httpcore
import httpx
import pytest

from auditor.collect.troubles import translated
from auditor.collect.urls import parse
from auditor.errors import CollectError, FetchBlocked, FetchFailed, FetchLimit

ADDRESS = parse("https://news.example/a")


def _connect_error(cause: Exception | None, text: str = "") -> httpcore.ConnectError:
    error = httpcore.ConnectError(text)
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("raised", "kind", "problem"),
    [
        (httpcore.ConnectTimeout(), FetchFailed, "news.example did not answer in time (no connection)."),
        (httpcore.ReadTimeout(), FetchFailed, "news.example did not answer in time (silence)."),
        (httpcore.WriteTimeout(), FetchFailed, "news.example did not answer in time (the request was not taken)."),
        (httpcore.WriteError(), FetchFailed, "The connection to news.example broke off."),
        (
            _connect_error(OSError(errno.ENETUNREACH, "Network is unreachable")),
            FetchFailed,
            "No connection to news.example (Network is unreachable).",
        ),
        (_connect_error(None, "somehow"), FetchFailed, "No connection to news.example (somehow)."),
        (
            _connect_error(ConnectionRefusedError(errno.ECONNREFUSED, "x")),
            FetchFailed,
            "news.example refuses connections on port 443.",
        ),
        (
            _connect_error(ssl.SSLError("odd")),
            FetchFailed,
            "news.example speaks no valid TLS on port 443.",
        ),
        (
            httpcore.RemoteProtocolError("illegal status line"),
            FetchFailed,
            "news.example gave an answer that is not valid HTTP (illegal status line).",
        ),
        (
            httpx.InvalidURL("bad"),
            FetchBlocked,
            "This is not an address that can be asked for: https://news.example/a",
        ),
        (httpx.DecodingError("x"), FetchFailed, "news.example could not be read (DecodingError)."),
        (httpx.StreamClosed(), FetchFailed, "news.example could not be read (StreamClosed)."),
        (UnicodeError("label too long"), FetchFailed, "news.example could not be read (UnicodeError)."),
        (OSError("x"), FetchFailed, "news.example could not be read (OSError)."),
    ],
)
def test_a_foreign_error_becomes_ours(raised: Exception, kind: type[CollectError], problem: str) -> None:
    with pytest.raises(kind) as caught, translated(ADDRESS):
        raise raised
    assert caught.value.__cause__ is raised
    assert caught.value.problem == problem


def test_our_own_errors_pass_as_they_are() -> None:
    ours = FetchLimit("too much")
    with pytest.raises(FetchLimit) as caught, translated(ADDRESS):
        raise ours
    assert caught.value is ours


def test_a_bug_stays_a_bug() -> None:
    with pytest.raises(ZeroDivisionError), translated(ADDRESS):
        raise ZeroDivisionError

"""What an error status means for someone who wants to read the page."""

from __future__ import annotations

from http import HTTPStatus

from auditor.errors import FetchFailed

RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that may be different a moment later (RFC 9110, RFC 8470, RFC 6585)."""
_SAVE_IT = "If you may read the page, save it in a browser and give the file."
_LATER = "Try again later."
_MEANINGS: dict[int, tuple[str, str]] = {
    401: ("the page needs a login", _SAVE_IT),
    402: ("the page must be paid for", _SAVE_IT),
    403: ("the server does not let the auditor read the page", _SAVE_IT),
    404: ("there is no page at this address", "Check the address for a slip."),
    407: ("a proxy on the way wants a login", "Check the network that this machine is in."),
    408: ("the server waited too long for us", _LATER),
    410: ("the page was taken down for good", "An archive may hold a copy; give it as a file."),
    421: ("this server does not answer for this host", _LATER),
    429: ("the server asks for fewer requests", _LATER),
    451: ("the page is withheld for legal reasons", "A copy from where it is not withheld can be given as a file."),
    500: ("the server failed", _LATER),
    502: ("the server behind the gateway failed", _LATER),
    503: ("the server is overloaded or down for maintenance", _LATER),
    504: ("the server behind the gateway did not answer in time", _LATER),
}


def refuse_error_status(status: int, wait: float | None) -> None:
    """Raise FetchFailed, naming status and meaning, unless the answer holds a page; `wait` is its Retry-After."""
    if 200 <= status < 300 and status != HTTPStatus.PARTIAL_CONTENT:
        return
    meaning, advice = _MEANINGS.get(status, (_general(status), _LATER))
    if wait:
        advice = f"It asks to be left alone for {wait:.0f} seconds."
    raise FetchFailed(f"Status {status}: {meaning}.", advice=advice)


def _general(status: int) -> str:
    if status >= 500:
        return "the server failed"
    if status >= 400:
        return "the server refused the request"
    return "the server sent no page"

"""Finds a page that only sends its reader on: a meta refresh in its head."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

LONGEST_DELAY = 5.0
_LOOKED_AT = 64 * 1024
_HEAD_ENDS = re.compile(rb"</head\b|<body\b", re.IGNORECASE)
# What these hold is text, or counts only without scripts: a meta element in there sends nobody anywhere.
_SILENT = tuple(
    (re.compile(rb"<" + name + rb"\b", re.IGNORECASE), re.compile(rb"</" + name + rb"\b", re.IGNORECASE))
    for name in (b"noscript", b"template", b"script", b"style", b"title", b"textarea")
)
_COMMENT = (re.compile(rb"<!--"), re.compile(rb"--!?>"))
_META = re.compile(rb"<meta\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
# Hits `0;url=/story` and `5 ; URL='/story'`; not `300`, which reloads the page itself.
_CONTENT = re.compile(r"""\s*(\d{1,4}(?:\.\d*)?)\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)""", re.IGNORECASE)


def refresh_of(raw: bytes) -> str | None:
    """The address, as written, that the page refreshes to within five seconds; None where it stays."""
    for attributes in _metas(_head(raw)):
        if attributes.get("http-equiv", "").strip().lower() != "refresh":
            continue
        found = _CONTENT.match(attributes.get("content", ""))
        if found is not None and float(found[1]) <= LONGEST_DELAY:
            return found[2].strip()
    return None


def _head(raw: bytes) -> bytes:
    head = raw[:_LOOKED_AT]
    for opening, closing in (_COMMENT, *_SILENT):
        head = b"".join(_outside(head, opening, closing))
    end = _HEAD_ENDS.search(head)
    return head if end is None else head[: end.start()]


def _outside(head: bytes, opening: re.Pattern[bytes], closing: re.Pattern[bytes]) -> Iterator[bytes]:
    at = 0
    while (opened := opening.search(head, at)) is not None:
        yield head[at : opened.start()]
        closed = closing.search(head, opened.end())
        if closed is None:
            return
        at = closed.end()
    yield head[at:]


def _metas(head: bytes) -> Iterator[dict[str, str]]:
    for found in _META.finditer(head):
        pairs = _ATTRIBUTE.findall(found[0].decode("utf-8", "replace"))
        yield {name.lower(): html.unescape(value.strip("\"'")) for name, value in pairs}

"""
Empties noscript elements that are not closed properly, before they swallow the page.

Where scripts run, what stands in a noscript is text until the first `</noscript`, and nobody sees it (HTML 13.2.5.3).
The parser reads it as markup: an element that is opened inside and not closed makes it pass over `</noscript>`, so that
the rest of the page belongs to the noscript, which no reader sees; one that is only closed inside ends the elements
around it. Properly closed ones are left as they are: they may hold the picture that a script puts in their place.
"""

from __future__ import annotations

import re
from collections import Counter

MAX_LENGTH = 20_000
"""Bytes; what is longer began in a script or a comment and not as an element."""

_START = re.compile(rb"<(?:noscript|NOSCRIPT)(?=[\s/>])[^<>]*+>")
_TAG = re.compile(rb"<(/?)([A-Za-z][^\s/<>]*+)(?:=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"']))|[^<>=]++)*+>")
_HALF_TAG = re.compile(rb"<[A-Za-z]")
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())


def without_open_noscripts(markup: bytes) -> bytes:
    """The markup; noscript elements that would change how the rest is read are empty."""
    kept: list[bytes] = []
    done = before = 0
    # A page writes its elements in one way.
    for end in _places(markup, b"</noscript") or _places(markup, b"</NOSCRIPT"):
        # The last one before the end: an earlier one is a word of a script.
        first, before = max(before, end - MAX_LENGTH), end
        at = max(markup.rfind(b"<noscript", first, end), markup.rfind(b"<NOSCRIPT", first, end))
        start = _START.match(markup, at, end) if at >= 0 else None
        if start is not None and _spills(markup[start.end() : end]):
            kept.append(markup[done : start.end()])
            done = end
    return b"".join((*kept, markup[done:])) if kept else markup


def _places(markup: bytes, words: bytes) -> list[int]:
    """Where these words stand; faster than a pattern."""
    found = []
    at = markup.find(words)
    while at >= 0:
        found.append(at)
        at = markup.find(words, at + len(words))
    return found


def _spills(inner: bytes) -> bool:
    """Whether what stands in the element opens or closes something that is not closed or opened there."""
    if b"<" not in inner:
        return False
    plain, closed = _without_comments(inner)
    opened: Counter[bytes] = Counter()
    for closing, name in _TAG.findall(plain):
        if name.lower() not in _VOID:
            opened[name.lower()] += -1 if closing else 1
    if b"-->" in plain or opened[b"script"] < 0:  # it stands in a comment or a script, so it is no element
        return False
    return not closed or any(opened.values()) or _HALF_TAG.search(_TAG.sub(b"", plain)) is not None


def _without_comments(inner: bytes) -> tuple[bytes, bool]:
    """What stands outside comments, and whether the last of them is closed."""
    kept: list[bytes] = []
    at = 0
    while (start := inner.find(b"<!--", at)) >= 0:
        kept.append(inner[at:start])
        end = inner.find(b"-->", start + 2)
        if end < 0:
            return b"".join(kept), False
        at = end + 3
    return b"".join((*kept, inner[at:])), True

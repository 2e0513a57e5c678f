"""
Refuses, in linear time, markup that costs the parser more than its size.

Lexbor, like every standard parser, is super-linear in the attributes of one tag, in nesting depth, in the options of a
list, and in formatting elements that are not closed: 67 kB can cost it 24 s and 4.9 GB. Ordinary pages pass a few cheap
counts that hold whatever the markup means; only what fails one of them is looked at tag by tag, and cut where a limit
is reached. What was cut is a gap.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import NamedTuple

from auditor.page.floods import MAX_ATTRIBUTES, Search, without_floods
from auditor.page.nesting import FORMATTING, MAX_DEPTH, MAX_FORMATTING, MAX_TAGS, SPACE, Reader

__all__ = ["MAX_ATTRIBUTES", "MAX_DEPTH", "MAX_FORMATTING", "MAX_OPTIONS", "MAX_TAGS", "Guarded", "guard"]

MAX_OPTIONS = 5_000
MAX_ROOTS = 20
"""Start tags of html and body: the attributes of all are put together."""
QUICK_COPIES = 500_000
QUICK_COPIED = 50_000_000
"""Bytes of one long link that the parser may open again in every element, if it is not closed."""
QUICK_TAGS = 15_000
"""As many elements nested in one another cost the parser 0.2 s."""

_SHORT = (
    rb"[%(s)s/]*+[^%(s)s/>=]{1,60}+"
    rb"(?:=(?:\"[^\"]{0,1000}+\"|'[^']{0,1000}+'|[^%(s)s>\"']{1,99}+(?=[%(s)s>]))|(?![%(s)s]*+=))" % {b"s": SPACE}
)
_COSTLY = re.compile(
    rb"<([bBcCeEfFhHiIoOsStTuU](?i:ody|ig|ode|m|ont|tml|ption|mall|trike|trong|t)?+)(?=[%s/>])((?:%s){0,9}+[%s/]*+>)?+"
    % (SPACE, _SHORT, SPACE)
)
"""
Formatting elements, options, html and body, with their attributes where those are few and short.

Rather one too many, such as <hody>: a literal start is found ten times as fast as one that ignores case.
"""
_LIMITED = {b"option": (MAX_OPTIONS, "options to choose from"), b"html": (MAX_ROOTS, "roots"),
            b"body": (MAX_ROOTS, "bodies")}  # fmt: skip


class Guarded(NamedTuple):
    """Markup that is safe to parse, and what was done to it."""

    markup: bytes
    cut: str | None
    """Why the markup was cut, or None."""


def guard(markup: bytes) -> Guarded:
    """Pass ordinary markup (in UTF-8) through; cut before the tag too much, take the attributes of a flood out."""
    reason = None
    brackets = markup.count(b"<")
    if brackets > 2 * MAX_TAGS:
        markup, reason = markup[: _nth(markup, 2 * MAX_TAGS)], f"more than {MAX_TAGS:,} elements"
    costly = _COSTLY.findall(markup)
    if len(costly) > MAX_ROOTS:
        markup, breach = _limited(markup, Counter(name.lower() for name, _ in costly))
        reason = breach or reason
    search, reader = Search(markup), Reader()
    flood = search.next()
    if flood:
        markup, breach = without_floods(search, flood, reader)
    else:
        markup, breach = search.markup, search.exhausted
    reason = breach or reason
    if flood or brackets > QUICK_TAGS or brackets * search.longest > QUICK_COPIED or _formats_much(costly, brackets):
        too_deep = reader.breach(markup)
        if too_deep is not None:
            markup, reason = markup[: too_deep.offset], too_deep.limit
    return Guarded(markup, reason)


def _formats_much(costly: list[tuple[bytes, bytes]], brackets: int) -> bool:
    """Whether formatting elements could be many, or long, if none of them were closed."""
    formatting = [rest for name, rest in costly if name.lower().decode() in FORMATTING]
    if len(formatting) > MAX_FORMATTING or brackets * len(formatting) > QUICK_COPIES or not all(formatting):
        return True
    return brackets * sum(map(len, formatting)) > QUICK_COPIED


def _limited(markup: bytes, seen: Counter[bytes]) -> tuple[bytes, str | None]:
    """The markup as far as there are no more of an element than allowed."""
    end, reason = len(markup), None
    for name, (limit, what) in _LIMITED.items():
        if seen[name] > limit:
            of_name = (found for found in _COSTLY.finditer(markup) if found[1].lower() == name)
            place = next(islice(of_name, limit, None)).start()
            if place < end:
                end, reason = place, f"more than {limit:,} {what}"
    return markup[:end], reason


def _nth(markup: bytes, number: int) -> int:
    """Where the tag of that number begins, counting from 0."""
    at = -1
    for _ in range(number + 1):
        at = markup.find(b"<", at + 1)
    return at

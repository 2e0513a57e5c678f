"""
Refuses, in linear time, markup that costs the parser more than its size.

Lexbor, like every standard parser, is super-linear in unclosed formatting elements, in nesting depth and in attributes
of one tag: 67 kB can cost it 24 s and 4.9 GB. Ordinary pages pass three cheap counts; only what fails one of them is
looked at tag by tag, and cut where a limit is reached. What was cut is a gap.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

MAX_TAGS = 200_000
MAX_DEPTH = 1_500
MAX_FORMATTING = 250
MAX_ATTRIBUTES = 1_000
LONG_TAG = 8_192

QUICK_TAGS = 10_000
QUICK_PIECE = 20_000

FORMATTING = frozenset("b big code em font i nobr s small strike strong tt u".split())
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
CLOSED_BY_PARSER = frozenset("p li dt dd option optgroup tr td th thead tbody tfoot html head body rt rp".split())

_FORMATTING_OPENED = re.compile(r"(?i)<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/>]")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]{0,40})")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


class Guarded(NamedTuple):
    """Markup that is safe to parse, and what was done to it."""

    markup: str
    cut: str | None
    """Why the markup was cut, or None."""


def guard(markup: str) -> Guarded:
    """Pass ordinary markup through; cut hostile markup just before the tag that reaches a limit."""
    if not _suspicious(markup):
        return Guarded(markup, None)
    offset, reason = _first_breach(markup)
    return Guarded(markup if reason is None else markup[:offset], reason)


def _suspicious(markup: str) -> bool:
    """Counts that an attacker cannot keep low: everything expensive needs many tags or one long one."""
    return (
        markup.count("<") > QUICK_TAGS
        or markup.count(">") > QUICK_TAGS
        or any(len(piece) - piece.find("<") > QUICK_PIECE for piece in markup.split(">") if len(piece) > QUICK_PIECE)
        or len(_FORMATTING_OPENED.findall(markup)) > MAX_FORMATTING
    )


def _first_breach(markup: str) -> tuple[int, str | None]:
    opened: Counter[str] = Counter()
    depth = formatting = last = 0
    for number, tag in enumerate(_TAG.finditer(markup)):
        start = tag.start()
        if start - last > LONG_TAG and _attributes(markup, last, start) > MAX_ATTRIBUTES:
            return last, f"more than {MAX_ATTRIBUTES:,} attributes on one element"
        if number >= MAX_TAGS:
            return start, f"more than {MAX_TAGS:,} tags"
        last = start
        name = tag.group(2).lower()
        if name in VOID:
            continue
        step = 1 if not tag.group(1) else -1 if opened[name] else 0
        opened[name] += step
        formatting += step if name in FORMATTING else 0
        depth += step if name not in CLOSED_BY_PARSER else 0
        if formatting > MAX_FORMATTING:
            return start, f"more than {MAX_FORMATTING} formatting elements that are not closed"
        if depth > MAX_DEPTH:
            return start, f"elements nested more than {MAX_DEPTH:,} deep"
    if _attributes(markup, last, len(markup)) > MAX_ATTRIBUTES:
        return last, f"more than {MAX_ATTRIBUTES:,} attributes on one element"
    return len(markup), None


def _attributes(markup: str, start: int, end: int) -> int:
    """An upper bound on the attributes of the tag at `start`: words outside quotes before its end."""
    if end - start <= LONG_TAG:
        return 0
    bare = _QUOTED.sub("''", markup[start:end])
    return len(bare.split(">", 1)[0].split())

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
QUICK_TAGS = 10_000

FORMATTING = frozenset(b"b big code em font i nobr s small strike strong tt u".split())
VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
CLOSED_BY_PARSER = frozenset(b"p li dt dd option optgroup tr td th thead tbody tfoot html head body rt rp".split())

_FORMATTING_OPENED = re.compile(rb"<[bBcCeEfFiInNsStTuU](?i:|ig|ode|m|ont|obr|mall|trike|trong|t)[\s/>]")
"""Rather one too many, such as <si>: a literal start is found ten times as fast as one that ignores case."""
_ATTRIBUTE = (
    rb"(?:[\s/]*+[^\s/>][^\s/>=]*+"
    rb"(?:=\"[^\"]*+\"|\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s>]++)?+)?+)"
)
"""
One attribute as the HTML standard reads it (13.2.5.32 to 13.2.5.39); possessive, so nothing is read twice.

The way nearly everyone writes a value stands first, because it is found soonest.
"""
_TAG_WHOLE = re.compile(rb"(<[A-Za-z][^\s/>]*+)" + _ATTRIBUTE + b"{0,%d}+(%s++)?" % (MAX_ATTRIBUTES, _ATTRIBUTE))
"""A whole tag, taken in one piece so that what looks like a tag inside it is not read again; then what is too much."""
_FLOOD = re.compile(rb"<[A-Za-z][^\s/>]*+" + _ATTRIBUTE + rb"{0,%d}+([\s/]*+[^\s/>])?" % MAX_ATTRIBUTES)
"""The same tags, and of each no more than the answer: whether an attribute too many begins."""
_TAG = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9-]{0,40})")


class Guarded(NamedTuple):
    """Markup that is safe to parse, and what was done to it."""

    markup: bytes
    cut: str | None
    """Why the markup was cut, or None."""


def guard(markup: bytes) -> Guarded:
    """Pass ordinary markup (in UTF-8) through; take out floods of attributes, cut before the tag that is too much."""
    reason = None
    if any(_FLOOD.findall(markup)):
        markup = _TAG_WHOLE.sub(lambda tag: tag[1] if tag[2] else tag[0], markup)
        reason = f"more than {MAX_ATTRIBUTES:,} attributes on one element"
    if markup.count(b"<") > QUICK_TAGS or len(_FORMATTING_OPENED.findall(markup)) > MAX_FORMATTING:
        offset, breach = _first_breach(markup)
        if breach:
            markup, reason = markup[:offset], breach
    return Guarded(markup, reason)


def _first_breach(markup: bytes) -> tuple[int, str | None]:
    opened: Counter[bytes] = Counter()
    depth = formatting = 0
    for number, tag in enumerate(_TAG.finditer(markup)):
        if number >= MAX_TAGS:
            return tag.start(), f"more than {MAX_TAGS:,} tags"
        name = tag[2].lower()
        if name in VOID:
            continue
        step = 1 if not tag[1] else -1 if opened[name] else 0
        opened[name] += step
        formatting += step if name in FORMATTING else 0
        depth += step if name not in CLOSED_BY_PARSER else 0
        if formatting > MAX_FORMATTING:
            return tag.start(), f"more than {MAX_FORMATTING} formatting elements that are not closed"
        if depth > MAX_DEPTH:
            return tag.start(), f"elements nested more than {MAX_DEPTH:,} deep"
    return len(markup), None

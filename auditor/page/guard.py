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

from selectolax.lexbor import LexborHTMLParser

from auditor.page.nesting import MAX_COPIES, MAX_DEPTH, MAX_FORMATTING, MAX_TAGS, SPACE, first_breach

__all__ = ["MAX_ATTRIBUTES", "MAX_DEPTH", "MAX_FORMATTING", "MAX_OPTIONS", "MAX_TAGS", "Guarded", "flood_in", "guard"]

MAX_ATTRIBUTES = 1_000
MAX_OPTIONS = 5_000
MAX_ROOTS = 20
"""Start tags of html and body: the attributes of all are put together."""
QUICK_TAGS = 15_000
"""As many elements nested in one another cost the parser 0.2 s."""
QUICK_ATTRIBUTES = 40
QUICK_LENGTH = 30
READ_AGAIN = 8
"""How often the bytes of a page may be read in search of floods: a tag can begin inside of another's quotes."""

_COSTLY = re.compile(rb"<([bBcCeEfFhHiIoOsStTuU](?i:ody|ig|ode|m|ont|tml|ption|mall|trike|trong|t)?+)[%s/>]" % SPACE)
"""
Formatting elements, options, html and body; rather one too many, such as <hody>: a literal start is found ten times as
fast as one that ignores case.
"""
_LIMITED = {b"option": (MAX_OPTIONS, "options to choose from"), b"html": (MAX_ROOTS, "roots"),
            b"body": (MAX_ROOTS, "bodies")}  # fmt: skip
_NAME = rb"<[A-Za-z][^%s/>]" % SPACE


def _attribute(longest: int) -> bytes:
    """
    The pattern of one attribute as the HTML standard reads it (13.2.5.32 to 13.2.5.39).

    Possessive, so that nothing is read twice. The way nearly everyone writes a value stands first, because it is found
    soonest. A name, or a value without quotes, counts as more than one where it is longer than so many bytes.
    """
    name = rb"[%s/]*+[^%s/>][^%s/>=]{0,%d}+" % (SPACE, SPACE, SPACE, longest)
    plain = rb"(?![\"'])[^%s>]{1,%d}+" % (SPACE, longest)
    value = rb"=\"[^\"]*+\"|[%s]*+=[%s]*+(?:\"[^\"]*+\"|'[^']*+'|%s)?+" % (SPACE, SPACE, plain)
    return rb"(?:" + name + rb"(?:" + value + rb")?+)"


_ATTRIBUTE = _attribute(8_000)
_MANY = re.compile(
    _NAME + rb"{0,200}+(?=" + _attribute(QUICK_LENGTH) + rb"{%d}+[%s/]*+[^%s/>])" % (QUICK_ATTRIBUTES, SPACE, SPACE)
)
"""A tag with many attributes, wherever one can begin: also in the quotes of another, which may stand in a comment."""
_FLOOD = re.compile(rb"(" + _NAME + rb"*+)" + _ATTRIBUTE + rb"{%d}+([%s/]*+[^%s/>])?" % (MAX_ATTRIBUTES, SPACE, SPACE))
_REST = re.compile(_ATTRIBUTE + rb"*+")
_SCRIPT_END = re.compile(rb"(?i)</script")
_FLOOD_NOTE = b"flood"
"""The first word of the comment that takes the place of a flood."""


class Guarded(NamedTuple):
    """Markup that is safe to parse, and what was done to it."""

    markup: bytes
    cut: str | None
    """Why the markup was cut, or None."""
    flooded: bool = False
    """Whether what may be a flood of attributes was made a comment: it may also have been no tag, but in a script."""


def guard(markup: bytes) -> Guarded:
    """Pass ordinary markup (in UTF-8) through; make comments of floods of attributes, cut before the tag too much."""
    reason, flooded = None, False
    brackets = markup.count(b"<")
    if brackets > 2 * MAX_TAGS:
        markup, reason = markup[: _nth(markup, 2 * MAX_TAGS)], f"more than {MAX_TAGS:,} elements"
    if _MANY.search(markup) is not None:
        whole = markup
        markup, breach = _without_floods(markup)
        flooded, reason = markup != whole, breach or reason
    costly = _COSTLY.findall(markup)
    if len(costly) > MAX_ROOTS:
        markup, breach = _limited(markup, Counter(name.lower() for name in costly))
        reason = breach or reason
    if len(costly) > MAX_FORMATTING or brackets > QUICK_TAGS or brackets * len(costly) > MAX_COPIES:
        too_deep = first_breach(markup)
        if too_deep is not None:
            markup, reason = markup[: too_deep.offset], too_deep.limit
    return Guarded(markup, reason, flooded)


def flood_in(tree: LexborHTMLParser) -> str | None:
    """What was taken out of a page whose markup was flooded; None where it was in a script, or in a comment."""
    root = tree.root
    for node in root.traverse(include_text=True) if root else ():
        if node.tag == "-comment" and (node.html or "").startswith(f"<!--{_FLOOD_NOTE.decode()}"):
            return f"more than {MAX_ATTRIBUTES:,} attributes on one element"
    return None


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


def _without_floods(markup: bytes) -> tuple[bytes, str | None]:
    """The markup with comments for the attributes of tags that have too many; cut where finding them costs too much."""
    kept: list[bytes] = []
    at = read = 0
    for found in _MANY.finditer(markup):
        flood = _FLOOD.match(markup, found.start()) if found.start() >= at else None
        if flood is not None and flood[2]:
            start, (end, closing) = flood.end(1), _end_of_flood(markup, flood.end(1))
            kept += (markup[at:start], b"><!--", _FLOOD_NOTE, markup[start:end].replace(b"--", b"  "), b"-->", closing)
            at = end
        read += flood.end() - flood.start() if flood is not None else 0
        if read > READ_AGAIN * len(markup) + 1_000_000:
            return b"".join((*kept, markup[at : found.start()])), "tags without end within one another"
    return b"".join((*kept, markup[at:])), None


def _end_of_flood(markup: bytes, start: int) -> tuple[int, bytes]:
    """Where the attributes end, and what to open there; a comparison in a script ends no later than the script does."""
    rest = _REST.match(markup, start)
    end = rest.end() if rest else start
    script = _SCRIPT_END.search(markup, start, end)
    # A void element takes what is left of the tag: its closing bracket.
    return (script.start(), b"") if script else (end, b"<wbr")

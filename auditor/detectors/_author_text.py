"""The authors that readers see: bylines around the headline, signatures and author boxes below the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from auditor.detectors import _bylines, _names
from auditor.detectors._author_markup import Candidate
from auditor.facts import AuthorOrigin
from auditor.page import Block, Link, Page
from auditor.page.model import BODY_REGIONS

BYLINE_LENGTH = 240
SHORT = 60
"""Characters of a line that begins with "by" and carries no date."""
LONGEST_DESK = 40
SENTENCE = 3
"""Words in lower case that make a text with a full stop a sentence and no byline."""
BEFORE_HEADLINE = 4
"""Blocks above the headline that can still be its byline."""
AFTER_BODY = 12
"""Blocks below the text that can still be its author's …"""
LONGEST_AGENCY = 40
CLOSING = 4
"""… and the few that can be its signature even where they look like pointers."""
OURS = frozenset({"byline", "author-bio"})
SHUT = frozenset({"comments", "hidden", "markup", "related", "promo", "consent", "caption", "credit", "source-list"})
"""Regions whose names are those of other people."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "li", "dt"})
_SET_OFF = re.compile(r"[|•·;]|\s[–—-]\s")
AUTHOR_LINK = re.compile(
    r"(?i)/(?:authors?|autor(?:en|es|i|a)?|auteurs?|profiles?|people|staff|journalists?|reporters?|contributors?|by|"
    r"redakteure?|redaktion|person|signataires|writers?|bio|users?|members?|team|columnists?)/[^/]|^mailto:"
)
_NETWORK = re.compile(r"(?i)//(?:[a-z]{2,3}\.)?linkedin\.com/in/[^/]")
"""Profiles of people elsewhere; near the headline they are the author's."""
_PLACE = re.compile(r"(?:\s*[,(/–—-]|\s+in\b).*|")
"""What may stand behind the name of an agency in its byline."""


class Seen(NamedTuple):
    """Who is named as author, and who (folded) for other work than writing."""

    candidates: list[Candidate]
    others: frozenset[str]


class Line(NamedTuple):
    """A block that can name an author, as it was read."""

    block: Block
    reading: _bylines.Reading
    near: bool
    """Around the headline."""
    edge: bool
    """Around the headline or at the very end of the text."""
    above: bool
    """Before the second paragraph."""


def in_text(page: Page, publishers: frozenset[str] = frozenset()) -> Seen:
    """Every name that readers see as an author's, in document order; `publishers` are folded names of the outlet."""
    found: list[Candidate] = []
    others: set[str] = set()
    profiles: set[str] = set()
    for line in _lines(page):
        others.update(map(_names.fold, line.reading.others))
        if line.reading.authors or line.block.links:
            linked = list(_linked(page, line, profiles))
            found += linked
            found += _written(page, line, linked, publishers)
    return Seen(found, frozenset(others))


def _lines(page: Page) -> Iterator[Line]:
    """The blocks near headline and end; a block that is only a label ("Written by") is read with the next one."""
    headline, first, last = page.span
    label = ""
    for block in page.blocks[max(0, min(headline, first) - BEFORE_HEADLINE) : last + AFTER_BODY + 1]:
        number, text = block.number, block.text
        if len(text) > BYLINE_LENGTH:
            label = ""
            continue
        near = headline - BEFORE_HEADLINE <= number <= first + 1
        inner = first + 1 < number < last - 1 and block.region not in OURS
        if block.collapsed or not (block.article or near):
            label = ""
            continue
        closing = last < number <= last + CLOSING and block.region == "related" and len(text) < SHORT
        shut = block.region in SHUT and not (near and number > headline) and not closing
        desk = not near and _is_desk(page, block)
        if shut or (inner and not desk and not (len(text) < SHORT and _bylines.is_labelled(text))):
            label = ""
            continue
        if not (label or _promising(block)):
            continue
        reading = _bylines.byline(f"{label}: {text}" if label else text)
        # "Authors" in a menu is a link.
        label = text.strip(" :") if _bylines.is_label(text) and not block.links else ""
        yield Line(block, reading, near, near or desk or last - 1 <= number <= last + 1, number <= first + 1)


def _is_desk(page: Page, block: Block) -> bool:
    """Whether a paragraph is nothing but the name of a desk, and the text is all but over, as signatures are."""
    if block.region != "body" or block.tag != "p" or len(block.text) > LONGEST_DESK:
        return False
    over = any(after.region not in BODY_REGIONS for after in page.blocks[block.number + 1 : block.number + 3])
    return over and _names.is_desk(block.text.rpartition("-")[2])


def _promising(block: Block) -> bool:
    """A quick look before a block is read: most of those around an article are buttons and pointers."""
    if block.region in OURS or block.region in {"body", "dateline"} or _bylines.may_name(block.text):
        return True
    return _is_agency(block.text) or any(_to_author(link) or _NETWORK.search(link.url) for link in block.links)


def _is_agency(text: str) -> bool:
    """Whether a short text is the name of a news agency, perhaps with the place it reports from."""
    if len(text) > LONGEST_AGENCY:
        return False
    words = text.split()
    # "AP" and the like are too short to be sure of.
    names = (" ".join(words[:count]).rstrip(",") for count in range(1, 5))
    return any(len(name) > 2 and _names.is_agency(name) and _PLACE.fullmatch(text[len(name) :]) for name in names)


def _origin(line: Line) -> AuthorOrigin:
    return "byline" if line.above and line.block.region != "author-bio" else "author-bio"


def _linked(page: Page, line: Line, profiles: set[str]) -> Iterator[Candidate]:
    """Names that are links to profiles; a second link to the same one says "View all posts" or the like."""
    block, reading = line.block, line.reading
    read = {_names.fold(name) for name in reading.authors}
    others = {_names.fold(name) for name in reading.others}
    for link in block.links:
        elsewhere = line.near and _NETWORK.search(link.url) is not None
        if link.url in profiles or not (_to_author(link) or elsewhere):
            continue
        for name in _bylines.field(link.text):
            folded = _names.fold(name)
            # "von Ines Calderin Allgemeines": templates forget the space behind the link.
            glued = reading.marked and any(one.startswith(folded) for one in read)
            dated = line.near and _bylines.DAY.search(block.text) is not None and _to_author(link)
            ours = folded in read or glued or dated or "author" in link.rel or block.region in OURS
            if folded in others or not ours or (link.url.startswith("mailto:") and not _names.like_person(name)):
                continue
            profiles.add(link.url)
            profile = None if link.url.startswith("mailto:") else link.url
            yield Candidate(
                name, _origin(line), None, profile, block.text, page.at(block), linked=True, block=block.number
            )


def _to_author(link: Link) -> bool:
    return "author" in link.rel or AUTHOR_LINK.search(link.url) is not None


def _written(page: Page, line: Line, linked: list[Candidate], publishers: frozenset[str]) -> Iterator[Candidate]:
    """Names that are no links: sure after a word such as "by" or in a byline, weak where only the look speaks."""
    block, reading = line.block, line.reading
    if not reading.authors or _is_sentence(block.text):
        return
    dated = _bylines.DAY.search(block.text) is not None
    marked = reading.marked and (dated or len(block.text) < SHORT)
    sure = marked or (block.region in OURS and block.article) or (line.near and _is_agency(block.text))
    sure = sure or _names_source(page, block, publishers)
    known = [_names.fold(one.name) for one in linked]
    for name in reading.authors:
        folded = _names.fold(name)
        if name and _names.fold(name) in publishers and not marked and block.region not in OURS:
            continue
        if linked and (not reading.marked or any(one in folded or folded in one for one in known)):
            continue
        alone = line.near and name == block.text and _names.like_person(name) and _is_byline(page, block)
        if sure or alone or (len(reading.authors) == 1 and _signed(line, name, dated=dated)):
            weak = not (sure or alone)
            yield Candidate(name, _origin(line), None, None, block.text, page.at(block), weak=weak, block=block.number)


def _is_byline(page: Page, block: Block) -> bool:
    """Whether a name alone near the headline stands where bylines do: named so, or with the date or a job beside it."""
    if block.tag in HEADINGS or _bylines.begins_with_article(block.text):
        return False
    if block.region == "byline":
        return True
    beside = page.blocks[max(0, block.number - 1) : block.number + 3]
    beside = tuple(one for one in beside if one.number != block.number and one.region in {"dateline", "byline"})
    return block.region == "dateline" and any(
        _bylines.DAY.search(one.text) or (len(one.text) < LONGEST_DESK and _names.ends_with_job(one.text))
        for one in beside
    )


def _names_source(page: Page, block: Block, publishers: frozenset[str]) -> bool:
    """Whether a last line is the outlet and another one, as in "Tidewater / Harbour Times"."""
    if block.region != "body" or block.number < page.span.last or len(block.text) > LONGEST_DESK:
        return False
    parts = [_names.fold(part) for part in block.text.split("/")]
    return len(parts) == 2 and not publishers.isdisjoint(parts) and all(parts)


def _is_sentence(text: str) -> bool:
    return text.endswith((".", "!", "?")) and sum(word[0].islower() for word in text.split()) >= SENTENCE


def _signed(line: Line, name: str, *, dated: bool) -> bool:
    """Whether a block without any word for "by" looks like a signature: a name alone, or a name and a date."""
    block = line.block
    if name == block.text and line.edge and not line.near and _names.is_desk(name.rpartition("-")[2]):
        return block.region == "body" and block.tag == "p"
    if block.tag in HEADINGS or not (_names.like_person(name) or (dated and _names.is_desk(name))):
        return False
    alone = name == block.text and line.edge and block.region == "body" and block.tag == "p"
    # "2026-04-26 Harbour News" is a date and a section; "Ines Calder 26.04.2026", "26.04.2026 | Ines Calder" are not.
    set_off = block.text.startswith(name) or _SET_OFF.search(block.text) is not None
    return alone or (dated and line.near and set_off)

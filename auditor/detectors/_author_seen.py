"""Where readers see the name of an author: around the headline, signed below the text, or only in a box."""

from __future__ import annotations

import re

from auditor.detectors import _bylines, _names
from auditor.detectors._author_markup import Candidate
from auditor.detectors._author_text import HEADINGS
from auditor.facts import Region
from auditor.page import Block, Page

ABOVE = 3
"""Blocks above headline and text that can be a byline …"""
FAR_ABOVE, FAR_BELOW = 12, 8
"""… and those where "by" before the name makes sure of it: below, that is after the first paragraph."""
LONGEST_HEAD = 160
LONGEST_MARKED = 80
LONGEST_SIGNED = 80
BESIDE_NAME = 25
"""Letters of a signature beside the name, such as those of an agency, of initials, of a programme."""
BELOW = 2
SIGNATURE_LENGTH = 400
NO_HEAD: frozenset[Region] = frozenset({"headline", "caption", "credit", "comments", "consent", "hidden"})
"""Regions around a headline where a name is not that of the author."""
NO_SIGNATURE: frozenset[Region] = NO_HEAD | {"author-bio", "related", "promo", "navigation"}
FIRST_LINES = 60
"""Characters from which a block of text is a paragraph and not a heading or a mark above it."""
_LETTER = re.compile(r"[^\W\d_]")


def in_byline(page: Page, name: str, same: list[Candidate]) -> Block | None:
    """
    The line that names an author as bylines do, whatever its wrapper is called.

    `same` are the candidates of this name; those in a byline further down, or signed below the text, count.
    """
    return _in_head(page, name) or _in_text(page, same) or _signed_below(page, name)


def elsewhere(page: Page, name: str) -> Block | None:
    """The block outside the running text where a reader sees the name."""
    for block in page.blocks:
        if len(block.text) >= SIGNATURE_LENGTH or not _holds(block.text, name) or not block.article or block.collapsed:
            continue
        signed = block.region == "body" and (page.place(block) == "top" or len(block.text) < 2 * len(name))
        if signed or block.region in {"byline", "author-bio", "dateline", "standfirst"}:
            return block
    return None


def same_person(name: str, candidates: list[Candidate]) -> Candidate | None:
    """The visible byline of a person whose middle names or initials the markup has and readers do not, or reversed."""
    parts = _names.fold(name).split()
    if len(parts) < 2:
        return None
    for one in candidates:
        shown = _names.fold(one.name).split()
        if one.origin == "byline" and len(shown) > 1 and (shown[0], shown[-1]) == (parts[0], parts[-1]):
            return one
    return None


def _in_head(page: Page, name: str) -> Block | None:
    """The line around the headline that names whom another origin names too."""
    headline, first, _ = page.span
    text = next((block.number for block in page.body_blocks if _is_paragraph(block)), first)
    shut = headline < len(page.blocks) and page.blocks[headline].collapsed
    start = min(headline, first)
    for block in page.blocks[max(0, start - FAR_ABOVE) : text + FAR_BELOW]:
        # What hides a headline hides it for some screens only.
        if not _holds(block.text, name) or (block.collapsed and not shut) or block.region in NO_HEAD:
            continue
        near = start - ABOVE <= block.number < text + 2 and len(block.text) <= LONGEST_HEAD
        if (near and (block.article or block.number > headline)) or _is_marked(block, name):
            return block
    marked = (block for block in page.blocks_in("byline") if block.article and not block.collapsed)
    fitting = (block for block in marked if len(block.text) <= LONGEST_HEAD and page.place(block) == "top")
    return next((block for block in fitting if _holds(block.text, name)), None)


def _holds(text: str, name: str) -> bool:
    """Whether a text holds a name as words of its own, or glued to others as templates do: "byInes Calder5 May"."""
    start = text.casefold().find(name.casefold())
    if start < 0 or name.upper() == name.lower():
        # Scripts without capitals put no space between words.
        return start >= 0
    end = start + len(name)
    before, first, last, after = (
        text[start - 1 : start],
        text[start : start + 1],
        text[end - 1 : end],
        text[end : end + 1],
    )
    begins = not before.isalpha() or (before.islower() and first.isupper())
    return begins and (not after.isalpha() or (after.isupper() and last.islower()))


def _is_paragraph(block: Block) -> bool:
    return block.tag not in HEADINGS and len(block.text) >= FIRST_LINES


def _is_marked(block: Block, name: str) -> bool:
    """Whether a short line says "by" and the name, and no more than a job beside it."""
    if not block.article or len(block.text) > LONGEST_MARKED:
        return False
    reading = _bylines.byline(block.text)
    return reading.marked and any(_names.fold(one) == _names.fold(name) for one in reading.authors)


def _in_text(page: Page, same: list[Candidate]) -> Block | None:
    """A byline that stands below the first lines, or at the very end of the text: no box about the author."""
    first = page.span.first
    for one in same:
        if one.block < 0:
            continue
        block = page.blocks[one.block]
        early = one.at.region == "byline" and first < block.number <= first + FAR_BELOW
        alone = one.at.region == "body" and one.name == block.text
        if block.tag not in HEADINGS and block.article and (early or alone):
            return block
    return None


def _signed_below(page: Page, name: str) -> Block | None:
    """The signature right below the text: little but the name, with an agency, initials or the date beside it."""
    last = page.span.last
    for block in page.blocks[max(0, last - 1) : last + BELOW + 1]:
        text = block.text
        if len(text) > LONGEST_SIGNED or block.tag in HEADINGS or not _holds(text, name):
            continue
        if not block.article or block.collapsed or block.region in NO_SIGNATURE:
            continue
        rest = _bylines.DAY.sub("", text.replace(name, "", 1))
        if len(_LETTER.findall(rest)) <= BESIDE_NAME and not _names.begins_as_pointer(text):
            return block
    return None

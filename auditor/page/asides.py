"""Second looks at what stands in the body and is not running text: captions, teasers, labels, biographies."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.facts import Region
from auditor.page.container import HEADINGS, LEAVES
from auditor.page.draft import LONGEST_CAPTION, Draft
from auditor.page.walk import RawBlock

POINTING: frozenset[Region] = frozenset({"related", "promo", "navigation"})
LOOSE = frozenset({"div", "span", "section", "a", "button", "label", "header", "aside"})
"""Elements that hold no paragraph by themselves."""
SENTENCE_ENDS = '.!?:…。»”"'
LONGEST_LABEL = 60
LABEL_SHARE = 0.2
LEAST_PROSE = 150
LEAST_BIOGRAPHY = 30
"""Characters after the name."""
NAMED_EARLY = 90
"""Characters; `Our correspondent for Thuringia, A. Name, …`."""
_AFTER_NAME = frozenset(" ,;(")
_QUOTED = frozenset('"“”„«»')
"""Who is quoted is not the author, though an outlet may be both: `…, she told The Outlet`."""
BIOGRAPHY_REACH = 4
"""Paragraphs from the end of the text that may be about its author."""
LONGEST_RIGHTS = 200
TITLE_SHARE = 0.9
PICTURE_DEPTH = 4
NEAR = 6
"""Blocks before and after a picture or a heading that can share its wrapper."""

_RIGHTS = re.compile(r"(?i)(?:copyright\s)?(?:©|\(c\)\s+(?:19|20)\d\d)")
"""`© 2026 The Tidewater`; not `Copyright law …`, nor `(c) the third point`."""
_PICTURE_WORDS = re.compile(r"(?i)(?:^|[\s_-])(?:image|img|photo|picture|gallery|slide|foto|bild)s?(?=$|[\s_-])")


def look_at_asides(draft: Draft, authors: tuple[str, ...]) -> None:
    """Correct the regions of what the body holds beside its text; `authors` are the names the markup gives."""
    figures(draft)
    unwalled(draft)
    teasers(draft)
    pictured(draft)
    loose_labels(draft)
    empty_headings(draft)
    rights(draft)
    biographies(draft, authors)


def figures(draft: Draft) -> None:
    """Text in a figure is its caption unless it is a table or a quotation; its footer and its source are its credit."""
    walked, _, regions, in_article, _ = draft
    if "figure" not in walked.tags:
        return
    ranges = [(number, walked.ends[number]) for number, tag in enumerate(walked.tags) if tag == "figure"]
    position = 0
    for index, block in enumerate(walked.blocks):
        while position < len(ranges) and ranges[position][1] < block.element:
            position += 1
        if position == len(ranges):
            return
        if ranges[position][0] > block.element or not in_article[index]:
            continue
        if regions[index] in {"footer", "source-list", "byline"}:
            regions[index] = "credit"
        elif regions[index] in {"body", "standfirst"} and block.tag not in {"blockquote", "tr", "pre"}:
            regions[index] = "caption"


def unwalled(draft: Draft) -> None:
    """A wall asks in few words and links to the till: whole paragraphs of prose are what stands behind it."""
    for index in draft.inside if "paywall" in draft.regions else ():
        block = draft.walked.blocks[index]
        prose = draft.regions[index] == "paywall" and block.tag == "p" and not block.links
        if prose and len(block.text) >= LEAST_PROSE:
            draft.regions[index] = "body"


def teasers(draft: Draft) -> None:
    """A heading that is one link, alone with a few words in a wrapper, announces another page."""
    walked, regions = draft.walked, draft.regions
    for index, block in draft.running():
        if block.tag not in HEADINGS or block.linked < TITLE_SHARE * len(block.text):
            continue
        element = _announcement(draft, index)
        if element == block.element:
            continue
        for near in range(max(0, index - NEAR), min(len(regions), index + NEAR)):
            if element <= walked.blocks[near].element <= walked.ends[element] and regions[near] == "body":
                regions[near] = "related"


def pictured(draft: Draft) -> None:
    """The few words that share a picture's own wrapper are its caption."""
    walked, zone = draft.walked, draft.body.zone
    last = walked.ends[zone]
    for picture in walked.pictures:
        element = picture.element
        if not zone <= element <= last:
            continue
        for _ in range(PICTURE_DEPTH):
            if not element or walked.tags[element] in {"article", "main"}:
                break
            words = walked.words[element]
            if words and _is_picture(words):
                _caption(draft, element, picture.block)
            element = walked.parents[element]


def loose_labels(draft: Draft) -> None:
    """A few words that hang in the body without paragraph or full stop are a label, not running text."""
    running = draft.running()
    found = [
        (index, len(block.text))
        for index, block in running
        if block.tag in LOOSE and len(block.text) < LONGEST_LABEL and block.text[-1] not in SENTENCE_ENDS
    ]
    # Where much of the text is like this, a list or a table is built of loose elements.
    if sum(size for _, size in found) <= LABEL_SHARE * sum(len(block.text) for _, block in running):
        for index, _ in found:
            draft.regions[index] = "process-note"


def empty_headings(draft: Draft) -> None:
    """A heading over nothing but pointers, or over nothing at all, points as well."""
    pointing, following = 0, "end"
    for index in reversed(draft.inside):
        if draft.regions[index] in POINTING:
            pointing += 1
        elif draft.regions[index] == "body":
            block = draft.walked.blocks[index]
            heading = block.tag in HEADINGS
            empty = following == "end" or (pointing and following == "heading")
            if (heading and empty) or (pointing and _is_label(block)):
                draft.regions[index] = "related"
                continue
            pointing, following = 0, "heading" if heading else "text"


def rights(draft: Draft) -> None:
    """A line that begins with the sign of copyright says whose the text is."""
    for index, block in draft.running():
        if _RIGHTS.match(block.text) and len(block.text) <= LONGEST_RIGHTS:
            draft.regions[index] = "footer"


def biographies(draft: Draft, authors: tuple[str, ...]) -> None:
    """A last paragraph that gives the author's full name early on is about the author."""
    if not authors:
        return
    for index, block in draft.running()[-BIOGRAPHY_REACH:]:
        text = block.text
        end = next((at + len(name) for name in authors if (at := text.find(name, 0, NAMED_EARLY)) >= 0), 0)
        told = end and len(text) >= end + LEAST_BIOGRAPHY and text[end] in _AFTER_NAME and _QUOTED.isdisjoint(text)
        if told and draft.body.weights[index]:
            draft.regions[index] = "author-bio"


def _announcement(draft: Draft, index: int) -> int:
    """The wrapper of a linked heading: the article element around it, else the largest that holds few words."""
    walked, body = draft.walked, draft.body
    headline = walked.blocks[body.headline].element if body.headline is not None else -1
    near = walked.blocks[max(0, index - NEAR) : index + NEAR]
    element = wrapper = walked.blocks[index].element
    small = True
    while (outer := walked.parents[element]) > body.container:
        last = walked.ends[outer]
        if walked.tags[outer] == "article" and not outer <= headline <= last:
            return outer
        small = small and sum(len(block.text) for block in near if outer <= block.element <= last) <= LONGEST_CAPTION
        if small:
            wrapper = outer
        element = outer
    return wrapper


def _caption(draft: Draft, element: int, block: int) -> None:
    blocks, last = draft.walked.blocks, draft.walked.ends[element]
    near = range(max(0, block - 4), min(len(blocks), block + NEAR))
    within = [index for index in near if element <= blocks[index].element <= last]
    if not within or sum(len(blocks[index].text) for index in within) > LONGEST_CAPTION:
        return
    if any(blocks[index].tag in HEADINGS for index in within):
        return
    for index in within:
        if draft.in_article[index] and draft.regions[index] in {"body", "standfirst"}:
            draft.regions[index] = "caption"


@lru_cache(maxsize=4_096)
def _is_picture(words: str) -> bool:
    """Whether an element calls itself a picture; the pictures of a page are built alike, so answers are kept."""
    return _PICTURE_WORDS.search(words) is not None


def _is_label(block: RawBlock) -> bool:
    return len(block.text) <= LONGEST_LABEL and block.text[-1] in ":：" and block.tag not in LEAVES - {"p"}

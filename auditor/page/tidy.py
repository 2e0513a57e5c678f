"""Second looks at the regions, once all are assigned: what a block is, told by what stands around it."""

from __future__ import annotations

import re

from auditor.facts import Region
from auditor.page.container import HEADINGS, LEAVES, Body, weight
from auditor.page.walk import RawBlock, Walked

POINTING: frozenset[Region] = frozenset({"related", "promo", "navigation"})
LONGEST_LABEL = 60
LONGEST_STAMP = 120
LEAST_DIGITS = 0.1
LONGEST_CAPTION = 400
PICTURE_DEPTH = 4
LEAST_PROSE = 150
TITLE_SHARE = 0.9
LABEL_SHARE = 0.2
MIN_STANDFIRST = 80
NEAR = 6
LOOSE = frozenset({"div", "span", "section", "a", "button", "label", "header", "aside"})
SENTENCE_ENDS = ".!?:…。»”\""

_STAMP = re.compile(r"(?:19|20)\d\d|\d[.:/h]\s?\d\d")
"""A year or a time of day: `9 September 2025`, `15:46`; not `1.5 million`, which the share of digits rules out."""
_PICTURE_WORDS = re.compile(r"(?i)(?:^|[\s_-])(?:image|img|photo|picture|gallery|slide|foto|bild)s?(?=$|[\s_-])")


def tidy(walked: Walked, body: Body, regions: list[Region], in_article: list[bool]) -> None:
    """Correct `regions` in place."""
    late_standfirsts(walked, body, regions)
    repeated_headline(walked, body, regions)
    above_headline(walked, body, regions)
    spelled_standfirsts(walked, body, regions, in_article)
    split_body(walked, body, regions, in_article)
    stamps(walked, body, regions, in_article)
    unwalled(walked, body, regions)
    teasers(walked, body, regions)
    pictured(walked, regions, in_article)
    asides(walked, body, regions, in_article)
    labels(walked, body, regions)


def late_standfirsts(walked: Walked, body: Body, regions: list[Region]) -> None:
    """A standfirst stands first: once the text runs, such words are said of a subheading, or of a teaser outside it."""
    last = walked.ends[body.container]
    running = False
    for index, block in enumerate(walked.blocks):
        inside = body.container <= block.element <= last
        running = running or (inside and regions[index] == "body" and weight(block) > 0)
        if running and regions[index] == "standfirst":
            regions[index] = "body" if inside else "related"


def repeated_headline(walked: Walked, body: Body, regions: list[Region]) -> None:
    """The headline said again, for phones or for print, is still the headline."""
    if body.headline is None:
        return
    text = walked.blocks[body.headline].text
    for index, block in enumerate(walked.blocks):
        if block.text == text and regions[index] in {"body", "standfirst"}:
            regions[index] = "headline"


def above_headline(walked: Walked, body: Body, regions: list[Region]) -> None:
    """Where the headline stands in the same element as the text, the text does not begin above it."""
    above = [index for index in range(body.headline or 0) if regions[index] == "body"]
    if sum(len(walked.blocks[index].text) for index in above) <= LONGEST_CAPTION:
        for index in above:
            regions[index] = "lead-media"


def spelled_standfirsts(walked: Walked, body: Body, regions: list[Region], in_article: list[bool]) -> None:
    """A heading of a sentence or more between headline and text is the standfirst, whatever its wrapper is called."""
    for index in range((body.headline or 0) + 1, len(walked.blocks)):
        block = walked.blocks[index]
        if block.element >= body.container:
            return
        long = len(block.text) >= MIN_STANDFIRST and not block.links and block.tag in HEADINGS
        if long and in_article[index] and regions[index] == "navigation":
            regions[index] = "standfirst"


def split_body(walked: Walked, body: Body, regions: list[Region], in_article: list[bool]) -> None:
    """Paragraphs of the article after its body that look as the body's paragraphs do belong to it."""
    looks: set[tuple[str, str]] = set()
    last = walked.ends[body.container]
    for index, block in enumerate(walked.blocks):
        look = (block.tag, walked.elements[block.element].words)
        if not look[1] or not weight(block):
            continue
        if body.container < block.element <= last and regions[index] == "body":
            looks.add(look)
        elif regions[index] == "process-note" and in_article[index] and look in looks:
            regions[index] = "body"


def stamps(walked: Walked, body: Body, regions: list[Region], in_article: list[bool]) -> None:
    """Short lines above the first paragraph that are mostly a date are the dateline."""
    for index, block in enumerate(walked.blocks):
        if regions[index] not in {"body", "standfirst"} or not in_article[index]:
            continue
        if block.tag not in HEADINGS and _is_stamp(block.text):
            regions[index] = "dateline"
        elif weight(block) and regions[index] == "body" and block.tag not in HEADINGS:
            return


def unwalled(walked: Walked, body: Body, regions: list[Region]) -> None:
    """A wall asks in few words and links to the till: whole paragraphs of prose are what stands behind it."""
    last = walked.ends[body.container]
    for index, block in enumerate(walked.blocks):
        prose = regions[index] == "paywall" and block.tag == "p" and not block.links
        if prose and len(block.text) >= LEAST_PROSE and body.container <= block.element <= last:
            regions[index] = "body"


def teasers(walked: Walked, body: Body, regions: list[Region]) -> None:
    """A heading that is one link, alone with a few words in a wrapper, announces another page."""
    last = walked.ends[body.container]
    for index, block in enumerate(walked.blocks):
        if block.tag not in HEADINGS or block.linked < TITLE_SHARE * len(block.text) or regions[index] != "body":
            continue
        if not body.container < block.element <= last:
            continue
        element = _announcement(walked, body, index)
        if element == block.element:
            continue
        for i in range(max(0, index - NEAR), min(len(walked.blocks), index + NEAR)):
            if element <= walked.blocks[i].element <= walked.ends[element] and regions[i] == "body":
                regions[i] = "related"


def asides(walked: Walked, body: Body, regions: list[Region], in_article: list[bool]) -> None:
    """A few words that hang in the body without paragraph or full stop are a label, not running text."""
    last = walked.ends[body.container]
    found, total = [], 0
    for index, block in enumerate(walked.blocks):
        if regions[index] != "body" or not body.container <= block.element <= last:
            continue
        total += len(block.text)
        if block.tag in LOOSE and len(block.text) < LONGEST_LABEL and block.text[-1] not in SENTENCE_ENDS:
            found.append(index)
    # Where much of the text is like this, a list or a table is built of loose elements.
    if sum(len(walked.blocks[index].text) for index in found) <= LABEL_SHARE * total:
        for index in found:
            regions[index] = "process-note"


def _announcement(walked: Walked, body: Body, index: int) -> int:
    """The wrapper of a linked heading: the article element around it, else the largest that holds few words."""
    first = walked.blocks[index].element
    near = walked.blocks[max(0, index - NEAR) : index + NEAR]
    element = first
    small = True
    while (outer := walked.elements[element].parent) > body.container:
        last = walked.ends[outer]
        if walked.elements[outer].tag == "article" and not _holds(walked, outer, body.headline):
            return outer
        small = small and sum(len(block.text) for block in near if outer <= block.element <= last) <= LONGEST_CAPTION
        if small:
            first = outer
        element = outer
    return first


def _holds(walked: Walked, element: int, block: int | None) -> bool:
    return block is not None and element <= walked.blocks[block].element <= walked.ends[element]


def pictured(walked: Walked, regions: list[Region], in_article: list[bool]) -> None:
    """The few words that share a picture's own wrapper are its caption."""
    for picture in walked.pictures:
        element = picture.element
        for _ in range(PICTURE_DEPTH):
            held = walked.elements[element]
            if not element or held.tag in {"article", "main"}:
                break
            if _PICTURE_WORDS.search(held.words):
                _caption(walked, element, picture.block, regions, in_article)
            element = held.parent


def labels(walked: Walked, body: Body, regions: list[Region]) -> None:
    """A heading over nothing but pointers, or over nothing at all, points as well."""
    last = walked.ends[body.container]
    pointing, following = 0, "end"
    for index in range(len(walked.blocks) - 1, -1, -1):
        block = walked.blocks[index]
        if not body.container <= block.element <= last:
            continue
        if regions[index] in POINTING:
            pointing += 1
        elif regions[index] == "body":
            heading = block.tag in HEADINGS
            empty = following == "end" or (pointing and following == "heading")
            if (heading and empty) or (pointing and _is_label(block)):
                regions[index] = "related"
                continue
            pointing, following = 0, "heading" if heading else "text"


def _is_stamp(text: str) -> bool:
    digits = sum(character.isdigit() for character in text) if len(text) <= LONGEST_STAMP else 0
    return digits >= LEAST_DIGITS * len(text) and _STAMP.search(text) is not None


def _is_label(block: RawBlock) -> bool:
    return len(block.text) <= LONGEST_LABEL and block.text[-1] in ":：" and block.tag not in LEAVES - {"p"}


def _caption(walked: Walked, element: int, block: int, regions: list[Region], in_article: list[bool]) -> None:
    last = walked.ends[element]
    near = range(max(0, block - 4), min(len(walked.blocks), block + 6))
    within = [index for index in near if element <= walked.blocks[index].element <= last]
    blocks = [walked.blocks[index] for index in within]
    if sum(len(held.text) for held in blocks) > LONGEST_CAPTION or any(held.tag in HEADINGS for held in blocks):
        return
    for index in within:
        if in_article[index] and regions[index] in {"body", "standfirst"}:
            regions[index] = "caption"

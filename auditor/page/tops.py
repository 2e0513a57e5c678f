"""Second looks at the top of an article: headline, standfirst, dateline, and where the text begins and goes on."""

from __future__ import annotations

import re

from auditor.page.container import HEADINGS
from auditor.page.draft import LONGEST_CAPTION, MIN_STANDFIRST, Draft

LONGEST_STANDFIRST = 400
LONGEST_STAMP = 120
LONGEST_HEADED_STAMP = 60
"""A heading with a date in it: longer, and it says what happened."""
LEAST_DIGITS = 0.1
MIN_POINTS = 2
LONGEST_LABEL = 60

_PLAYER = re.compile(r"(?i)(?:^|[\s_-])(?:audio|player|podcast|listen)(?:$|[\s_-])")
_STAMP = re.compile(r"(?:19|20)\d\d|\d[.:/h]\s?\d\d")
"""A year or a time of day: `9 September 2025`, `15:46`; not `1.5 million`, which the share of digits rules out."""


def look_at_tops(draft: Draft) -> None:
    """Correct the regions at and above the beginning of the text."""
    openings(draft)
    head_notes(draft)
    summary_boxes(draft)
    player_notes(draft)
    late_standfirsts(draft)
    repeated_headline(draft)
    above_headline(draft)
    spelled_standfirsts(draft)
    stamps(draft)
    dated_prose(draft)
    split_body(draft)


def openings(draft: Draft) -> None:
    """Paragraphs between headline and body: the first one, if short, is the standfirst; the rest opens the text."""
    walked, body, regions, in_article, _ = draft
    if "standfirst" not in regions:
        return
    opening = [
        index
        for index, region in enumerate(regions)
        if region == "standfirst" and in_article[index] and body.weights[index]
        and walked.blocks[index].element < body.container
    ]  # fmt: skip
    short = [len(walked.blocks[index].text) <= LONGEST_STANDFIRST for index in opening]
    hinted = [index for index in opening if walked.hints[walked.blocks[index].element] == "standfirst"]
    if len(opening) <= 1 + len(hinted) and all(short):
        return
    for position, index in enumerate(opening):
        keeps = position == 0 and short[0]
        if index not in hinted and not keeps:
            regions[index] = "body"


def head_notes(draft: Draft) -> None:
    """A paragraph in the article's header, under byline or date, speaks of the article: it does not open the text."""
    walked, body, regions, _, _ = draft
    header = _header(draft)
    if header is None:
        return
    signed = False
    for index, block in enumerate(walked.blocks):
        if header <= block.element <= walked.ends[header]:
            signed = signed or regions[index] in {"byline", "dateline"}
            if signed and regions[index] == "body" and block.tag not in HEADINGS and body.weights[index]:
                regions[index] = "process-note"


def summary_boxes(draft: Draft) -> None:
    """What calls itself a summary and is a list of points is a box of them, not the standfirst."""
    walked, _, regions, _, _ = draft
    points: dict[int, int] = {}
    for block in walked.blocks if "standfirst" in walked.hints else ():
        if block.tag == "li" and (box := _summary_around(draft, block.element)):
            points[box] = points.get(box, 0) + 1
    for box, count in points.items():
        if count >= MIN_POINTS and box <= walked.ends[draft.body.container]:
            for index, block in enumerate(walked.blocks):
                if box <= block.element <= walked.ends[box] and regions[index] in {"standfirst", "body"}:
                    regions[index] = "summary-box"


def player_notes(draft: Draft) -> None:
    """What stands in the box of a player outside the text speaks of the spoken version."""
    walked, body, regions, in_article, _ = draft
    last = walked.ends[body.container]
    for index, region in enumerate(regions):
        if region != "body" or not in_article[index]:
            continue
        outside = not body.container <= walked.blocks[index].element <= last
        if outside and _PLAYER.search(_words_around(draft, index)):
            regions[index] = "process-note"


def late_standfirsts(draft: Draft) -> None:
    """A standfirst stands first: once the text runs, such words are said of a subheading, or of a teaser outside it."""
    begins = next((index for index, _ in draft.running() if draft.body.weights[index]), None)
    if begins is None or "standfirst" not in draft.regions[begins:]:
        return
    inside = set(draft.inside)
    for index in range(begins, len(draft.regions)):
        if draft.regions[index] == "standfirst":
            draft.regions[index] = "body" if index in inside else "related"


def repeated_headline(draft: Draft) -> None:
    """The headline said again, for phones or for print, is still the headline."""
    headline = draft.body.headline
    if headline is None:
        return
    text = draft.walked.blocks[headline].text
    for index, block in enumerate(draft.walked.blocks):
        if block.text == text and draft.regions[index] in {"body", "standfirst"}:
            draft.regions[index] = "headline"


def above_headline(draft: Draft) -> None:
    """Where the headline stands in the same element as the text, the text does not begin above it."""
    headline = draft.body.headline or 0
    if not draft.inside or draft.inside[0] >= headline:
        return
    above = [(index, block) for index, block in draft.running() if index < headline]
    if sum(len(block.text) for _, block in above) <= LONGEST_CAPTION:
        for index, _ in above:
            draft.regions[index] = "lead-media"


def spelled_standfirsts(draft: Draft) -> None:
    """A heading of a sentence or more between headline and text is the standfirst, whatever its wrapper is called."""
    walked, body, regions, in_article, _ = draft
    for index in range((body.headline or 0) + 1, len(regions)):
        block = walked.blocks[index]
        if block.element >= body.container:
            return
        long = block.tag in HEADINGS and len(block.text) >= MIN_STANDFIRST and not block.links
        if long and in_article[index] and regions[index] == "navigation":
            regions[index] = "standfirst"


def stamps(draft: Draft) -> None:
    """Short lines above the first paragraph that are mostly a date are the dateline."""
    in_article, regions = draft.in_article, draft.regions
    for index, block in enumerate(draft.walked.blocks):
        if not in_article[index] or regions[index] not in {"body", "standfirst"} or block.tag in HEADINGS:
            continue
        if _is_stamp(block.text):
            regions[index] = "dateline"
        elif draft.body.weights[index] and regions[index] == "body":
            return


def dated_prose(draft: Draft) -> None:
    """Headings and paragraphs of the text whose wrapper speaks of time, and that are no date, are text."""
    for index in draft.inside if "dateline" in draft.regions else ():
        block = draft.walked.blocks[index]
        long = len(block.text) > LONGEST_STAMP or (block.tag in HEADINGS and len(block.text) > LONGEST_HEADED_STAMP)
        if draft.regions[index] == "dateline" and long and not block.links:
            draft.regions[index] = "body"


def split_body(draft: Draft) -> None:
    """Paragraphs of the article after its body that look as the body's paragraphs do belong to it."""
    walked, body, regions, in_article, _ = draft
    after = [
        index
        for index, region in enumerate(regions)
        if region == "process-note" and in_article[index] and body.weights[index]
    ]
    if not after:
        return
    looks = {(block.tag, walked.words[block.element]) for index, block in draft.running() if body.weights[index]}
    for index in after:
        block = walked.blocks[index]
        words = walked.words[block.element]
        if words and block.element > body.container and (block.tag, words) in looks:
            regions[index] = "body"


def _header(draft: Draft) -> int | None:
    """The header element around the headline that does not hold the text too."""
    if draft.body.headline is None:
        return None
    element = draft.walked.blocks[draft.body.headline].element
    while element and draft.walked.tags[element] != "header":
        element = draft.walked.parents[element]
    holds_text = element <= draft.body.container <= draft.walked.ends[element]
    return element if element and not holds_text else None


def _summary_around(draft: Draft, element: int) -> int:
    """The element around it that says standfirst, within four steps; 0 where there is none."""
    for _ in range(4):
        if draft.walked.hints[element] == "standfirst":
            return element
        element = draft.walked.parents[element]
    return 0


def _words_around(draft: Draft, index: int) -> str:
    """The words of a block's element and of the one around it."""
    element = draft.walked.blocks[index].element
    return f"{draft.walked.words[element]} {draft.walked.words[draft.walked.parents[element]]}"


def _is_stamp(text: str) -> bool:
    if len(text) > LONGEST_STAMP or not _STAMP.search(text):
        return False
    return sum(map(str.isdigit, text)) >= LEAST_DIGITS * len(text)

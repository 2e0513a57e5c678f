"""
Assigns every paragraph its region, on the flat lists of the walk.

    header, nav …            navigation          Chrome, told by tag, role and words.
    ┌ article ─────────────────────────────┐
    │ h1                      headline     │     The zone: the smallest element that holds headline and body.
    │ p.subtitle              standfirst   │
    │ div.author  time        byline, …    │     Hints count inside the zone; those on wrappers around
    │ figure                  lead-media   │     the body do not.
    │ ┌ div ─────────────────────────────┐ │
    │ │ p p h2 p ul p …       body       │ │     The body: found by mass. Every paragraph weighs its
    │ │ aside                 related    │ │     unlinked characters; from the root down, follow the child
    │ │ figcaption            caption    │ │     that holds most of the weight, until no child does.
    │ └──────────────────────────────────┘ │
    │ section.author-card     author-bio   │     After the body: by hint, else a note about the process.
    └──────────────────────────────────────┘
    section, footer          related, footer
"""

from __future__ import annotations

from typing import NamedTuple

from auditor.facts import Region
from auditor.page.asides import look_at_asides
from auditor.page.boxes import look_at_boxes
from auditor.page.container import HEADINGS, LEAVES, LINKED_SHARE, MIN_WEIGHT, Body, find_body
from auditor.page.draft import MIN_STANDFIRST, Draft
from auditor.page.hints import CHROME
from auditor.page.leads import look_at_leads
from auditor.page.notices import look_at_notices
from auditor.page.tops import look_at_tops
from auditor.page.walk import RawBlock, Walked

SENTENCE_LINKED = 0.8
"""More of a full sentence inside links and it is a pointer to something else."""
LONGEST_POINTER = 300


class Zoned(NamedTuple):
    """Region and state of each block, and where the article is."""

    regions: list[Region]
    element_regions: list[Region | None]
    """What the words of an element and those around it say; None where they say nothing."""
    collapsed: list[bool]
    in_article: list[bool]
    container: int
    """Number of the element that holds the body."""
    zone: int
    """Number of the element that holds headline and body."""
    headline: int | None
    """Index of the headline's block."""


def assign(walked: Walked, titles: tuple[str, ...], authors: tuple[str, ...] = ()) -> Zoned:
    """Give every block its region; `titles` are what the markup calls the page, best first, `authors` its authors."""
    body = find_body(walked, titles)
    inherited, collapsed = _inherited(walked, body)
    draft = _draft(walked, body, inherited)
    look_at_tops(draft)
    look_at_boxes(draft)
    look_at_asides(draft, authors)
    look_at_leads(draft)
    look_at_notices(draft)
    folded = [collapsed[block.element] for block in walked.blocks]
    return Zoned(draft.regions, inherited, folded, draft.in_article, body.container, body.zone, body.headline)


def _inherited(walked: Walked, body: Body) -> tuple[list[Region | None], list[bool]]:
    """The innermost hint that counts for each element; the container starts afresh."""
    regions: list[Region | None] = []
    collapsed: list[bool] = []
    dropped, void = body.dropped, body.void
    starts = {0, body.container}
    for number, (parent, own, folded) in enumerate(zip(walked.parents, walked.hints, walked.folded, strict=True)):
        if number in starts:
            regions.append(None)
            collapsed.append(False)
            continue
        above = regions[parent]
        # A narrow hint inside chrome is still chrome: a teaser's byline is not the page's byline.
        if own is None or above in CHROME or number in dropped or own in void:
            own = above
        regions.append(own)
        collapsed.append(folded or collapsed[parent])
    return regions, collapsed


def _draft(walked: Walked, body: Body, inherited: list[Region | None]) -> Draft:
    """Every block's region by the words around it, else by where it stands."""
    first, last = body.container, walked.ends[body.container]
    zone_first, zone_last = body.zone, walked.ends[body.zone]
    headline = body.headline
    regions: list[Region] = []
    in_article: list[bool] = []
    inside_blocks = []
    for index, block in enumerate(walked.blocks):
        element = block.element
        inside = first <= element <= last
        if inside:
            inside_blocks.append(index)
        topped = headline is None or index >= headline
        zoned = inside or (topped and zone_first <= element <= zone_last)
        region = inherited[element]
        if index == headline:
            region = "headline"
        elif region is None:
            region = _unhinted(block, inside, zoned, element < first, topped)
        regions.append(region)
        in_article.append(zoned)
    return Draft(walked, body, regions, in_article, inside_blocks)


def _unhinted(block: RawBlock, inside: bool, zoned: bool, before: bool, after_headline: bool) -> Region:
    """What a block is that no element's words speak for: told by where it stands and how much of it is links."""
    pointer = block.linked > 0 and is_pointer(block)
    if inside:
        return "related" if pointer and block.tag not in HEADINGS and len(block.text) < LONGEST_POINTER else "body"
    if not zoned:
        if before or not after_headline:
            return "navigation"
        return "related" if block.tag in LEAVES or pointer else "footer"
    if before:
        if pointer or (block.tag in HEADINGS and len(block.text) < MIN_STANDFIRST):
            return "navigation"
        return "standfirst" if len(block.text) >= MIN_WEIGHT else "dateline"
    return "related" if pointer else "process-note"


def is_pointer(block: RawBlock) -> bool:
    """Whether a block is mostly a link; a full sentence may have more of itself inside one."""
    share = SENTENCE_LINKED if block.text[-1] in ".!?…。»”" else LINKED_SHARE
    return block.linked > share * len(block.text)

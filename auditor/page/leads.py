"""Second looks between headline and text: captions and notes that a wrapper's name took for chrome."""

from __future__ import annotations

from auditor.facts import Region
from auditor.page.container import HEADINGS
from auditor.page.draft import MIN_STANDFIRST, Draft

TAKEN: frozenset[Region] = frozenset({"navigation", "related"})
CAPTION_DEPTH = 3
"""How many elements around a paragraph may say that it is a caption."""
MENUS = frozenset({"nav", "menu", "button", "aside", "form", "footer", "li"})
"""Elements whose words are believed."""
_HERE = ("#", "mailto:", "tel:")
"""Links that lead to no other page."""


def look_at_leads(draft: Draft) -> None:
    """A wrapper between headline and text that leads nowhere is neither a menu nor a list of teasers."""
    walked, body, regions, in_article, _ = draft
    if body.headline is None:
        return
    begins = next((index for index, _ in draft.running() if body.weights[index]), 0)
    for index in range(body.headline + 1, begins):
        block = walked.blocks[index]
        if regions[index] not in TAKEN or not in_article[index] or block.tag in HEADINGS:
            continue
        captioned = _is_caption(draft, block.element)
        spoken = regions[index] == "navigation" and len(block.text) >= MIN_STANDFIRST
        if (captioned or spoken) and not _leads_on(draft, index):
            regions[index] = "caption" if captioned else "process-note"


def _is_caption(draft: Draft, element: int) -> bool:
    for _ in range(CAPTION_DEPTH):
        if draft.walked.hints[element] == "caption":
            return True
        element = draft.walked.parents[element]
    return False


def _leads_on(draft: Draft, index: int) -> bool:
    """Whether the outermost element that is named as chrome is a menu, or holds a link."""
    walked, wrapper = draft.walked, 0
    element = walked.blocks[index].element
    while element > draft.body.zone:
        if walked.tags[element] in MENUS:
            return True
        if walked.hints[element] in TAKEN:
            wrapper = element
        element = walked.parents[element]
    last = walked.ends[wrapper]
    return not wrapper or any(
        not href.startswith(_HERE)
        for block in walked.blocks
        if block.linked and wrapper <= block.element <= last
        for href, *_ in block.links
    )

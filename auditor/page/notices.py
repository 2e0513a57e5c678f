"""Second looks at notes that the article sets beside or below its text and that lead nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.facts import Region
from auditor.page.draft import Draft
from auditor.page.hints import BY_TAG, hint

ASIDE: dict[str, Region] = {"aside": BY_TAG["aside"], "footer": BY_TAG["footer"]}
LONGEST_NOTICE = 600


def look_at_notices(draft: Draft) -> None:
    """A bare aside or footer of the article that holds no link speaks for the article: a note about it."""
    groups: dict[int, list[int]] = {}
    for index, element in _asides(draft):
        groups.setdefault(element, []).append(index)
    for element, indexes in groups.items():
        blocks = [draft.walked.blocks[index] for index in indexes]
        closed = draft.walked.tags[element] == "footer" or not any(block.linked for block in blocks)
        if closed and sum(len(block.text) for block in blocks) <= LONGEST_NOTICE:
            for index in indexes:
                if not draft.walked.blocks[index].linked:
                    draft.regions[index] = "process-note"


def _asides(draft: Draft) -> Iterator[tuple[int, int]]:
    """Blocks of the article with the aside or footer around them, where nothing but its tag says what it is."""
    walked = draft.walked
    for index, block in enumerate(walked.blocks):
        if not draft.in_article[index] or draft.regions[index] not in ("related", "footer"):
            continue
        element = block.element
        while element > draft.body.zone and walked.hints[element] is None:
            element = walked.parents[element]
        tag = walked.tags[element]
        bare = element > draft.body.zone and tag in ASIDE and hint("div", walked.words[element]) is None
        if bare and walked.hints[element] == ASIDE[tag]:
            yield index, element

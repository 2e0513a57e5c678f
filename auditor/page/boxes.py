"""Second looks at boxes in the running text: other articles, facts in the margin, cards that announce other pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from auditor.facts import Region
from auditor.page.draft import Draft

MOST_BOXED = 0.5
"""Where boxes hold more of the text than this, they are how the text is built."""
SAME_NAMES = 0.5
"""This share of its class names, and an article in the article is one of the same series."""
LEAST_NAMES = 3
LEAST_CARDS = 3
LONGEST_CARD = 300
CARD_SHARE = 0.8
"""This share of the elements of one name must be cards."""
CARD_DEPTH = 4
NEAR = 6
"""Blocks before and after a link that can share its card."""
ANNOUNCING: frozenset[Region] = frozenset({"related", "promo", "navigation"})

_BOX = re.compile(
    r"(?i)(?:^|[\s_-])(?:info-?(?:box|kasten)|facts?-?box|fakta(?:-?(?:boks|box|ruta))?|box-?out|side-?box|encadre)"
    r"(?=$|[\s_-])"
)


def look_at_boxes(draft: Draft) -> None:
    """Tell the boxes that stand in the running text from the text."""
    other_articles(draft)
    fact_boxes(draft)
    cards(draft)


def other_articles(draft: Draft) -> None:
    """Articles in the article that have its class names are the next ones of a list, left open by mistake."""
    walked, container = draft.walked, draft.body.container
    own = set(walked.words[container].split())
    if walked.tags[container] != "article" or len(own) < LEAST_NAMES:
        return
    least = max(LEAST_NAMES, SAME_NAMES * len(own))
    for number in range(container + 1, walked.ends[container] + 1):
        if walked.tags[number] == "article" and len(own.intersection(walked.words[number].split())) >= least:
            _put(draft, _within(draft, number), "related")


def fact_boxes(draft: Draft) -> None:
    """A box of facts is beside the text; behind it, a box may say how the article was made."""
    walked, container = draft.walked, draft.body.container
    numbers = range(container + 1, walked.ends[container] + 1)
    boxes = [_within(draft, number) for number in numbers if walked.words[number] and _is_box(walked.words[number])]
    if not boxes or not _is_lesser(draft, [index for box in boxes for index in box]):
        return
    boxed = {index for box in boxes for index in box}
    last = max((index for index, _ in draft.running() if index not in boxed and draft.body.weights[index]), default=-1)
    for box in boxes:
        _put(draft, box, "related" if box and box[0] < last else "process-note")


def cards(draft: Draft) -> None:
    """Three or more elements of one name, each of a few words and a link, announce other pages."""
    walked, regions = draft.walked, draft.regions
    groups: dict[tuple[str, str], dict[int, int]] = {}
    for index in draft.inside:
        block = walked.blocks[index]
        if block.linked and regions[index] in ANNOUNCING:
            for element in _around(draft, block.element):
                card = groups.setdefault((walked.tags[element], walked.words[element]), {})
                card.setdefault(element, index)
    for (tag, words), group in groups.items():
        if len(group) < LEAST_CARDS:
            continue
        found = [near for element, index in group.items() if _is_card(draft, near := _near(draft, element, index))]
        if len(found) < LEAST_CARDS or len(found) < CARD_SHARE * _namesakes(draft, tag, words):
            continue
        spoken = [index for indexes in found for index in indexes if regions[index] == "body"]
        if _is_lesser(draft, spoken):
            _put(draft, spoken, "related")


def _around(draft: Draft, element: int) -> Iterator[int]:
    """The nearest elements around a link that have a name."""
    for _ in range(CARD_DEPTH):
        if element <= draft.body.container:
            return
        if draft.walked.words[element]:
            yield element
        element = draft.walked.parents[element]


def _near(draft: Draft, element: int, index: int) -> list[int]:
    """The blocks of an element that stand close to this one of it."""
    blocks, last = draft.walked.blocks, draft.walked.ends[element]
    near = range(max(0, index - NEAR), min(len(blocks), index + NEAR))
    return [other for other in near if element <= blocks[other].element <= last]


def _namesakes(draft: Draft, tag: str, words: str) -> int:
    walked, container = draft.walked, draft.body.container
    named = zip(walked.tags[container : walked.ends[container] + 1], walked.words[container:], strict=False)
    return sum(1 for other, said in named if said == words and other == tag)


def _is_card(draft: Draft, indexes: list[int]) -> bool:
    if not 1 < len(indexes) <= NEAR or not any(draft.regions[index] == "body" for index in indexes):
        return False
    return sum(len(draft.walked.blocks[index].text) for index in indexes) <= LONGEST_CARD


def _is_lesser(draft: Draft, indexes: list[int]) -> bool:
    """Whether these blocks hold the lesser part of the running text."""
    blocks = draft.walked.blocks
    return sum(len(blocks[index].text) for index in indexes) <= MOST_BOXED * sum(
        len(b.text) for _, b in draft.running()
    )


def _within(draft: Draft, number: int) -> list[int]:
    """The running text in an element."""
    last = draft.walked.ends[number]
    return [index for index, block in draft.running() if number <= block.element <= last]


def _put(draft: Draft, indexes: list[int], region: Region) -> None:
    for index in indexes:
        draft.regions[index] = region


@lru_cache(maxsize=4_096)
def _is_box(words: str) -> bool:
    """Whether an element calls itself a box of facts; the pages of an outlet are built alike, so answers are kept."""
    return _BOX.search(words) is not None

"""Second looks at boxes in the running text: other articles, facts in the margin, cards that announce other pages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
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
    placed = _placed(draft)
    for number in range(container + 1, walked.ends[container] + 1):
        if walked.tags[number] == "article" and len(own.intersection(walked.words[number].split())) >= least:
            _put(draft, _within(draft, placed, number), "related")


def fact_boxes(draft: Draft) -> None:
    """A box of facts is beside the text; behind it, a box may say how the article was made."""
    walked, container = draft.walked, draft.body.container
    numbers = range(container + 1, walked.ends[container] + 1)
    named = [number for number in numbers if walked.words[number] and _is_box(walked.words[number])]
    placed = _placed(draft) if named else []
    boxes = [_within(draft, placed, number) for number in named]
    held = _length(draft, (index for box in boxes for index in box))
    if not boxes or held > MOST_BOXED * _length(draft, _running(draft)):
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
    groups = {name: group for name, group in groups.items() if len(group) >= LEAST_CARDS}
    if not groups:
        return
    part = slice(draft.body.container, walked.ends[draft.body.container] + 1)
    namesakes = Counter(zip(walked.tags[part], walked.words[part], strict=True))
    whole = _length(draft, _running(draft))
    for name, group in groups.items():
        found = [near for element, index in group.items() if _is_card(draft, near := _near(draft, element, index))]
        if len(found) < LEAST_CARDS or len(found) < CARD_SHARE * namesakes[name]:
            continue
        spoken = [index for indexes in found for index in indexes if regions[index] == "body"]
        if _length(draft, spoken) <= MOST_BOXED * whole:
            _put(draft, spoken, "related")
            whole -= _length(draft, set(spoken))


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


def _is_card(draft: Draft, indexes: list[int]) -> bool:
    if not 1 < len(indexes) <= NEAR or not any(draft.regions[index] == "body" for index in indexes):
        return False
    return _length(draft, indexes) <= LONGEST_CARD


def _running(draft: Draft) -> Iterator[int]:
    return (index for index, _ in draft.running())


def _length(draft: Draft, indexes: Iterable[int]) -> int:
    return sum(len(draft.walked.blocks[index].text) for index in indexes)


def _placed(draft: Draft) -> list[tuple[int, int]]:
    """The running text by the elements that it stands in: pairs of element and index, in rising order."""
    return sorted((block.element, index) for index, block in draft.running())


def _within(draft: Draft, placed: list[tuple[int, int]], number: int) -> list[int]:
    """The running text in an element."""
    first, behind = bisect_left(placed, (number,)), bisect_left(placed, (draft.walked.ends[number] + 1,))
    return sorted(index for _, index in placed[first:behind])


def _put(draft: Draft, indexes: list[int], region: Region) -> None:
    for index in indexes:
        draft.regions[index] = region


@lru_cache(maxsize=4_096)
def _is_box(words: str) -> bool:
    """Whether an element calls itself a box of facts; the pages of an outlet are built alike, so answers are kept."""
    return _BOX.search(words) is not None

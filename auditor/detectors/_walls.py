"""Where a page says that the rest of its text is for those who pay or sign up: the words of a wall, in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from auditor.lexicon import words
from auditor.page import Block, Page

LONGEST_BLOCK = 400
LONGEST_SENTENCE = 160
"""Characters; a wall asks in few words, a longer sentence tells of something else."""
BEFORE_END, AFTER_END = 8, 14
"""Blocks around the last one of the text in which the words of a wall count."""
NEAR = 4
"""Blocks behind the text in which words count that teasers of other articles carry as well."""
ASKING = 3
"""Blocks behind the words of a wall in which its button stands."""
LEAST_TEXT = 60
"""Characters from which a block can be the last paragraph of the text."""
BUTTONS = ("wall buttons", "free account")
TELLING = frozenset({"body", "promo", "process-note"})
ELSEWHERE = frozenset({"related", "navigation"})
"""Regions full of other articles, which may be closed while this one is not."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？।])")
_GOES_ON = re.compile(r"(?:…|\.\.\.)[\])]?$")


def breaks_off(page: Page) -> bool:
    """Whether the last paragraph ends with the dots that say that it goes on."""
    paragraphs = (block.text for block in reversed(page.body_blocks) if len(block.text) >= LEAST_TEXT)
    return _GOES_ON.search(next((text for text in paragraphs if not _is_said(text, "wall")), "")) is not None


def walls(page: Page, *, declared: bool, cut: bool) -> Iterator[Block]:
    """
    The blocks that say in few words that the rest of the text is closed, in their order.

    `declared`: the markup says that the page is not free, so clear words count wherever in the article they stand.
    `cut`: the text is short or breaks off, so words count as well that a teaser or a header could carry.
    """
    last = page.body_blocks[-1].number if page.body_blocks else len(page.blocks)
    around = page.blocks if declared else page.blocks[max(0, last - BEFORE_END) : last + AFTER_END + 1]
    # One look at all of them at once; most pages have no such words.
    text = page.text[around[0].start : around[-1].end] if around else ""
    clear, hints = _is_said(text, "wall"), (declared or cut) and _is_said(text, "wall hints")
    regions = TELLING | ELSEWHERE if declared or cut else TELLING
    hinting = TELLING | ELSEWHERE if declared and cut else TELLING
    for block in page.blocks:
        if not block.article or block.collapsed or len(block.text) > LONGEST_BLOCK:
            continue
        place = block.number - last
        near = declared or -BEFORE_END <= place <= AFTER_END
        if block.region == "paywall":
            told = _is_wall(page, block)
        elif clear and near and block.region in regions and _says(block, "wall"):
            told = declared or cut or _asks(page, block)
        else:
            told = hints and -BEFORE_END <= place <= NEAR and block.region in hinting and _hints(block)
        if told:
            yield block


def _is_wall(page: Page, block: Block) -> bool:
    """Whether a block of a wall element closes the text: clear words do, buttons where nothing else is on offer."""
    if _says(block, "wall"):
        return True
    said = any(_says(block, group) for group in ("wall hints", *BUTTONS))
    return said and not _is_said(" ".join(_neighbours(page, block)), "other offers")


def _neighbours(page: Page, block: Block) -> Iterator[str]:
    """Texts of the wall element that the block belongs to, as far as they stand next to each other."""
    before, after = reversed(page.blocks[: block.number]), page.blocks[block.number :]
    for blocks in (before, after):
        for other in takewhile(lambda each: each.region == "paywall", blocks):
            yield other.text


def _asks(page: Page, block: Block) -> bool:
    """Whether the block or what follows it asks for a subscription or an account, as prose about reading does not."""
    following = page.blocks[block.number : block.number + ASKING + 1]
    asked = (other.text for other in following if other.article and other.region in TELLING | {"paywall"} | ELSEWHERE)
    return any(_is_said(text, group) for text in asked for group in ("wall hints", *BUTTONS))


def _hints(block: Block) -> bool:
    """Whether the block has words that a wall can have, and is no teaser: no item of a list, no link as a whole."""
    teaser = block.tag == "li" or any(link.text == block.text for link in block.links)
    return not teaser and _says(block, "wall hints")


def _says(block: Block, group: str) -> bool:
    """Whether a short sentence of the block has words of the group and is about this text, not a letter or comments."""
    return _is_said(block.text, group) and any(
        _is_said(sentence, group) and not _is_said(sentence, "other offers")
        for sentence in _SENTENCE.split(block.text)
        if len(sentence) <= LONGEST_SENTENCE
    )


def _is_said(text: str, group: str) -> bool:
    return words.loosely("walls", group).search(text) is not None

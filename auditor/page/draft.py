"""The regions while they are being told: what the second looks read, and change in place."""

from __future__ import annotations

from typing import NamedTuple

from auditor.facts import Region
from auditor.page.container import Body
from auditor.page.walk import RawBlock, Walked

LONGEST_CAPTION = 400
MIN_STANDFIRST = 80
"""A heading of a sentence or more between headline and body is a standfirst; a shorter one names a rubric."""


class Draft(NamedTuple):
    """Blocks with a first answer to where they belong."""

    walked: Walked
    body: Body
    regions: list[Region]
    """Of each block; the second looks write here."""
    in_article: list[bool]
    inside: list[int]
    """Indexes of the blocks in the element that holds the running text."""

    def running(self) -> list[tuple[int, RawBlock]]:
        """The blocks that count as running text at this moment."""
        regions, blocks = self.regions, self.walked.blocks
        return [(index, blocks[index]) for index in self.inside if regions[index] == "body"]

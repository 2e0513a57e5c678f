"""A page as detectors see it: one text, cut into blocks, each in its region."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor.facts import At, Place, Region
from auditor.model import Gap, Snapshot
from auditor.page.selectors import Selectors
from auditor.page.structured import StructuredData
from auditor.page.urls import resolver

BODY_REGIONS: frozenset[Region] = frozenset({"body", "pull-quote", "summary-box"})
MARGIN_REGIONS: frozenset[Region] = frozenset({"navigation", "footer", "related", "promo", "comments", "consent"})
TOP_REGIONS: frozenset[Region] = frozenset({"headline", "standfirst", "byline", "dateline", "lead-media"})
CONTEXT = 60
HIDDEN_REGIONS: frozenset[Region] = frozenset({"hidden", "markup"})


class Link(NamedTuple):
    """An anchor in a block; `start` and `end` are offsets into the page text."""

    url: str
    """Absolute, as written in the page; fragments and scripts are left out."""
    text: str
    start: int
    end: int
    rel: str


class Block(NamedTuple):
    """A stretch of text that reads as one paragraph, in document order."""

    number: int
    """Position in `page.blocks`."""
    text: str
    """White space collapsed; equals `page.text[start:end]`."""
    start: int
    end: int
    region: Region
    tag: str
    """Name of the element that holds it, such as p, h2, figcaption."""
    node: LexborNode
    collapsed: bool
    """Not seen without a click: inside hidden, closed details, aria-hidden …"""
    links: tuple[Link, ...]
    article: bool
    """Inside the element that holds the article (its body and what belongs to it)."""


class Picture(NamedTuple):
    """A picture as the markup has it, before anyone decides what role it plays."""

    url: str
    """Absolute address of the best rendition."""
    renditions: tuple[str, ...]
    alt: str | None
    node: LexborNode
    block: int
    """Index of the first block after it in the page text."""
    caption_blocks: tuple[int, ...]
    """Indexes of the blocks that stand in its figure, as caption or credit."""
    article: bool
    region: Region
    largest: str
    """Absolute address of the largest rendition that the markup names, or the file that a click opens."""
    width: int
    """Width of that one in pixels, as the markup says; 0 where it does not, or where a click opens it."""


class Span(NamedTuple):
    """Where the article stands among the blocks of the page, by their numbers."""

    headline: int
    """The headline; where there is none, the first block of the running text."""
    first: int
    last: int
    """First and last block of the running text; without any, both lie behind the last block of the page."""


class Page:
    """One snapshot, parsed once. Read-only; detectors ask it questions and never parse again."""

    def __init__(
        self,
        *,
        snapshot: Snapshot,
        tree: LexborHTMLParser,
        markup: str,
        text: str,
        blocks: tuple[Block, ...],
        pictures: Callable[[], tuple[Picture, ...]],
        structured: StructuredData,
        encoding: str,
        gaps: tuple[Gap, ...] = (),
        selectors: Selectors | None = None,
    ) -> None:
        self.snapshot = snapshot
        self.url = snapshot.final_url
        self.tree = tree
        self.markup = markup
        """The decoded HTML, as it was given to the parser."""
        self.text = text
        """All blocks in document order, one a line: what offsets in `At` count in."""
        self.blocks = blocks
        self._find_pictures = pictures
        self.structured = structured
        self.encoding = encoding
        self.gaps = gaps
        self._selectors = selectors or Selectors()
        self._absolute = resolver(structured.base or self.url)

    @cached_property
    def pictures(self) -> tuple[Picture, ...]:
        """Every picture with an address, in document order; looked at when first asked for."""
        return self._find_pictures()

    def blocks_in(self, *regions: Region) -> Iterator[Block]:
        """The blocks of these regions, in document order."""
        return (block for block in self.blocks if block.region in regions)

    @cached_property
    def body_blocks(self) -> tuple[Block, ...]:
        """The article's running text."""
        return tuple(block for block in self.blocks if block.region in BODY_REGIONS and not block.collapsed)

    @cached_property
    def body(self) -> str:
        """Standfirst and running text, paragraphs separated by an empty line."""
        return "\n\n".join(
            block.text
            for block in self.blocks
            if not block.collapsed
            and (block.region in BODY_REGIONS or (block.region == "standfirst" and block.article))
        )

    def place(self, block: Block) -> Place:
        """Where a reader meets the block: top, body, end, margin or hidden."""
        if block.collapsed or block.region in HIDDEN_REGIONS:
            return "hidden"
        if block.region in MARGIN_REGIONS:
            return "margin"
        first, last = self._body_range
        if block.number < first or block.region in TOP_REGIONS:
            return "top"
        return "end" if block.number > last else "body"

    def at(self, block: Block, start: int = 0, end: int | None = None) -> At:
        """The place of `block.text[start:end]`."""
        first = block.start + start
        last = block.end if end is None else block.start + end
        return At(
            region=block.region,
            selector=self._selectors.of(block.node),
            start=first,
            end=last,
            before=self.text[max(0, first - CONTEXT) : first],
            after=self.text[last : last + CONTEXT],
        )

    def at_node(self, node: LexborNode, region: Region) -> At:
        """The place of an element that has no text of its own, such as a picture."""
        return At(region=region, selector=self._selectors.of(node))

    def in_markup(self, selector: str) -> At:
        """The place of something that only machines are told: an element, or JSON-LD with a pointer."""
        return At(region="markup", selector=selector)

    def depth(self, block: Block) -> float:
        """How far down the page text the block starts, from 0 to 1."""
        return round(block.start / len(self.text), 3) if self.text else 0.0

    def block_at(self, offset: int) -> Block | None:
        """The block that holds this offset of the page text."""
        block = self.block_up_to(offset) if self.blocks else None
        return block if block is not None and offset < block.end else None

    def block_up_to(self, offset: int) -> Block:
        """The block that holds this offset of the page text, or the last one before it; there must be a block."""
        return self.blocks[max(0, bisect_right(self.blocks, offset, key=_start) - 1)]

    def absolute(self, url: str) -> str:
        """`url` resolved against the page's base; returned as it is where it cannot be."""
        return self._absolute(url)

    @cached_property
    def language(self) -> str | None:
        """Primary subtag of the page's declared language, lower case."""
        return self.structured.language

    @cached_property
    def soup(self) -> BeautifulSoup:
        """Beautiful Soup over the same markup, built when first asked for: for outside detectors."""
        return BeautifulSoup(self.markup, "html.parser")

    @cached_property
    def span(self) -> Span:
        """Where headline and running text stand."""
        body = self.body_blocks
        first, last = (body[0].number, body[-1].number) if body else (len(self.blocks), len(self.blocks))
        headline = next((block.number for block in self.blocks if block.region == "headline"), first)
        return Span(headline, first, last)

    @cached_property
    def _body_range(self) -> tuple[int, int]:
        """Indexes of the first and the last body block; an empty body has everything at the end."""
        body = self.body_blocks
        return (body[0].number, body[-1].number) if body else (0, -1)


def _start(block: Block) -> int:
    return block.start

"""
Objective leftovers of text tools: leaked prompts, tool tokens, tracking parameters, pasted markup.

They prove that something was copied from a chat tool. Who wrote it they do not prove: it may have been translated or
proofread there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from auditor.detectors._statements import passages, quoted, within, words_of
from auditor.detectors.interface import Observation
from auditor.facts import Facts, Region, Residue, ResidueKind
from auditor.lexicon import Lexicon
from auditor.lexicon.guards import stance
from auditor.lexicon.leftovers import Leftover, leftovers
from auditor.page import Block, Page
from auditor.page.selectors import selector_of

FACT = "residue"

# Where an article stands; a chat log in a comment or a link in a menu says nothing about it.
ARTICLE: frozenset[Region] = frozenset({
    "headline", "standfirst", "body", "summary-box", "caption", "source-list", "process-note", "pull-quote",
    "correction",
})  # fmt: skip
CODE_TAGS = frozenset({"code", "pre", "kbd", "samp", "textarea", "blockquote", "q"})
MARKUP_LENGTH = 200
ANCESTORS = 8
"""How many elements around the first words of the article may carry a mark of a pasted reply."""

CHILDREN = 3
"""How many elements in a paragraph are looked at: marks stand on all of them."""
MARKED = 2_000
"""Elements with a mark that are compared with those of the article."""
PAID = frozenset({"sponsored", "ugc"})
"""Relations of links that advertisers or readers put into the text."""


def detect(page: Page, facts: Facts) -> Observation[tuple[Residue, ...]]:  # noqa: ARG001
    """Find every leftover; `facts` is not needed."""
    about_ai = any(words_of(page).has(block.text, "machine") for block in page.blocks_in("headline", "standfirst"))
    found: list[Residue] = []
    if not about_ai:
        found += _in_text(page)
        found += _in_phrases(page)
    found += _in_links(page)
    found += _in_markup(page)
    return Observation(tuple(found))


def _in_text(page: Page) -> Iterator[Residue]:
    for mark, start, end in leftovers("text").find(page.text):
        block = page.block_at(start)
        if block is not None and end <= block.end and _speaks(block):
            first, last = start - block.start, end - block.start
            if not quoted(block, first, last) or mark.kind == "tool-token":
                yield _at(page, block, first, last, mark)


def _in_phrases(page: Page) -> Iterator[Residue]:
    lexicon = words_of(page)
    for passage in passages(page, "residue"):
        block = passage.block
        if not _speaks(block):
            continue
        for number in passage.hits:
            # A reply and its offer are two sentences: "Certainly! Here is a draft:".
            for first in (number, number - 1) if number else (number,):
                start, end = passage.sentences[first].start, passage.sentences[number].end
                kind = _leaked(lexicon, block, start, end)
                if kind is not None:
                    at = page.at(block, start, end)
                    yield Residue(quote=block.text[start:end], at=at, kind=kind, tool=None, strength="high")
                    break


def _leaked(lexicon: Lexicon, block: Block, start: int, end: int) -> ResidueKind | None:
    """What of a chat these words of the block give away, unless somebody is quoted with them."""
    text = block.text[start:end]
    match = next(lexicon.find("residue", text), None)
    if match is None or stance(match, text) in ("reported", "placeholder"):
        return None
    if quoted(block, start + match.start, start + match.end):
        return None
    return "refusal" if match.phrase.kind == "refusal" else "prompt"


def _in_links(page: Page) -> Iterator[Residue]:
    ours = (block for block in page.blocks if block.links and block.region in ARTICLE)
    links = [(block, link) for block in ours for link in block.links if PAID.isdisjoint(link.rel.lower().split())]
    marks, seen = leftovers("link"), set[str]()
    anchors: dict[int, dict[str, LexborNode]] = {}
    if any(True for _ in marks.find("\n".join(link.url for _, link in links))):
        for block, link in links:
            mark = next((mark for mark, _, _ in marks.find(link.url)), None)
            if mark is not None and link.url not in seen:
                seen.add(link.url)
                # The address is the evidence, and it stands in no text: the place is the link itself.
                if block.node.mem_id not in anchors:
                    anchors[block.node.mem_id] = dict(_anchors(page, block))
                at = page.at_node(anchors[block.node.mem_id].get(link.url, block.node), block.region)
                yield Residue(quote=link.url, at=at, kind=mark.kind, tool=mark.tool or None, strength=mark.strength)


def _anchors(page: Page, block: Block) -> Iterator[tuple[str, LexborNode]]:
    """The links in the element of a block by their addresses; of several the first."""
    for anchor in reversed(block.node.css("a[href]")):
        yield page.absolute(anchor.attributes.get("href") or ""), anchor


def _in_markup(page: Page) -> Iterator[Residue]:
    """The first pasted element of each tool stands for all of them."""
    article = _elements(page)
    if not leftovers("markup").possible(" ".join(_attributes(article.values()))):
        return
    seen: set[str] = set()
    for mark, start, end in leftovers("markup").find(page.markup):
        if mark.id not in seen:
            seen.add(mark.id)
            # The same mark in a comment or an advert comes before or after that of the article.
            node = next((one for one in page.tree.css(mark.element)[:MARKED] if one.mem_id in article), None)
            if node is not None:
                quote = _as_written(page, node) or page.markup[start:end]
                at = page.in_markup(selector_of(node))
                yield Residue(
                    quote=quote[:MARKUP_LENGTH], at=at, kind=mark.kind, tool=mark.tool or None, strength=mark.strength
                )


def _as_written(page: Page, node: LexborNode) -> str | None:
    """The opening tag of an element, where the parser writes it as the page does."""
    tag = (node.html or "").partition(">")[0] + ">"
    return tag if tag in page.markup else None


def _elements(page: Page) -> dict[int, LexborNode]:
    """
    The elements that hold the article's text, those around it and the first ones in it.

    A pasted reply marks its paragraphs or what is around them; a page's markup is a hundred times as long.
    """
    own = [block.node for block in page.blocks if block.region in ARTICLE and not within(block, CODE_TAGS)]
    around: list[LexborNode | None] = [node.parent for node in own]
    first = own[0] if own else None
    for _ in range(ANCESTORS):
        first = first.parent if first is not None else None
        around.append(first)
    inside = (child for node in own for child in islice(node.iter(), CHILDREN))
    # Most paragraphs share one parent, and a child may be a block itself: each element is asked once.
    return {node.mem_id: node for node in (*own, *around, *inside) if node is not None}


def _attributes(nodes: Iterable[LexborNode]) -> Iterator[str]:
    """Names of attributes and the classes of these elements."""
    for node in nodes:
        if attributes := node.attributes:
            yield from attributes
            yield attributes.get("class") or ""


def _speaks(block: Block) -> bool:
    """Whether the block is the article's own running text and no example of code."""
    return block.region in ARTICLE and not block.collapsed and not within(block, CODE_TAGS)


def _at(page: Page, block: Block, start: int, end: int, mark: Leftover) -> Residue:
    return Residue(
        quote=block.text[start:end],
        at=page.at(block, start, end),
        kind=mark.kind,
        tool=mark.tool or None,
        strength=mark.strength,
    )

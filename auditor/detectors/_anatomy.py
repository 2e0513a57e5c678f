"""Takes a statement about AI apart: the tool version, who answers for it, the policy it links, how readers see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from weakref import WeakKeyDictionary

from selectolax.lexbor import LexborNode

from auditor.detectors._making import tool_of
from auditor.facts import Region, Shown
from auditor.lexicon import Lexicon, sentences, words
from auditor.page import Block, Link, Page

NOTE_LENGTH = 600
"""Longest block, in characters, that is one note; of a longer one only the statement and what follows it is read."""
AFTER = 200
"""Characters read after a statement in a long block."""
BESIDE_LENGTH = 160
"""Longest block beside a note that still belongs to it, such as "How we use AI" below it."""
LONGEST_PARTY = 80
ANCESTORS = 12
APART: frozenset[Region] = frozenset({"body", "footer", "navigation", "related", "promo", "comments", "headline"})
"""Regions where a block has nothing to do with the one beside it."""
_MODEL = "Opus|Sonnet|Haiku|Pro|Flash|Ultra|Turbo|Mini|Nano|Large|Preview|XL"
_VERSION = re.compile(
    r"[\s\-–]*\(?\s*(?:GPT[\s\-]?)?"
    rf"((?:(?:{_MODEL})[\s\-])?(?i:version\s|v\.?\s?|o)?\d{{1,2}}(?:\.\d{{1,2}}){{0,2}}[a-z]?(?:[\s\-](?i:{_MODEL}))*|XL)"
    r"(?![\w/:%]|\.\d|\s(?:[A-Z]\w+\s)?\d{4})"
)
"""What may stand right behind the name of a tool; dates and shares are no versions."""
_NUMBERED = re.compile(rf"[\s\-–]+(?=(?:{_MODEL})\b|v?\d)|(?<=[A-Za-z])(?=\d)")
"""Where a version begins inside the name of a tool, as in "GPT-4o" and "Claude Sonnet"."""
_BOUNDARY = re.compile(r"[.;:!?()\[\]|–—,]\s*")
_JOINT = re.compile(r"\s(?:and|but|und|aber|et|mais|y|pero|e|ma|mas|en|maar|och|og|i|та|и)\s")
_NAME = re.compile(r"[^\W\d_a-zß-ÿ][\w'’\-]+(?:\s[^\W\d_a-zß-ÿ][\w'’\-]+)+")
_CONTROLS = "[aria-controls], [data-target], [data-bs-target], [popovertarget], a[href^='#']"
_POINTS = ("aria-controls", "data-target", "data-bs-target", "popovertarget", "href")

_opened: WeakKeyDictionary[Page, frozenset[str]] = WeakKeyDictionary()


class Anatomy(NamedTuple):
    """Parts of a statement, named as the fields of the fact."""

    version: str | None
    responsible: str | None
    policy_url: str | None
    shown: Shown


def anatomy(page: Page, block: Block, start: int, end: int, lexicon: Lexicon) -> Anatomy:
    """The parts of the statement that stands at `block.text[start:end]`."""
    around = tuple(_around(page, block, start, end))
    parties = (responsible(lexicon, text) for _, text in around)
    return Anatomy(
        version=version_of(lexicon, block.text[start:end]),
        responsible=next(filter(None, parties), None),
        policy_url=_policy(page, block, around),
        shown=shown(page, block),
    )


def version_of(lexicon: Lexicon, text: str) -> str | None:
    """The version of the first tool that a text names, as written: "4o", "v6", "3.5 Sonnet"."""
    tool = tool_of(lexicon, text)
    if tool is None:
        return None
    cut = _NUMBERED.search(tool)
    start = text.index(tool) + (cut.start() if cut else len(tool))
    found = _VERSION.match(text, start)
    return found[1].strip() if found else None


def responsible(lexicon: Lexicon, text: str) -> str | None:
    """Who a note says answers for the result, verbatim; a machine and "nobody" are no answer."""
    for group, after in (("responsible then name", True), ("name then responsible", False)):
        found = words.anywhere("statements", group).search(text)
        if found is not None:
            party = _behind(text[found.end(1) :]) if after else _before(lexicon, text[: found.start(1)])
            if party and len(party) <= LONGEST_PARTY and not lexicon.has(party, "machine", "negator"):
                return party
    return None


def shown(page: Page, block: Block) -> Shown:
    """Whether a reader sees the block at once, can open it, or never sees it."""
    if page.place(block) != "hidden":
        return "at-once"
    node: LexborNode | None = block.node
    for _ in range(ANCESTORS):
        if node is None or not node.is_element_node:
            break
        attributes = node.attributes
        if node.tag in {"details", "dialog"} or "popover" in attributes or attributes.get("role") == "tooltip":
            return "on-click"
        name = attributes.get("id")
        if name and name in _targets(page):
            return "on-click"
        node = node.parent
    return "hidden"


def _targets(page: Page) -> frozenset[str]:
    """The ids of what buttons and links of the page open; looked for once a page."""
    known = _opened.get(page)
    if known is None:
        values = (node.attributes.get(name) or "" for node in page.tree.css(_CONTROLS) for name in _POINTS)
        known = frozenset(part.lstrip("#") for value in values if "/" not in value for part in value.split())
        _opened[page] = known
    return known


def _around(page: Page, block: Block, start: int, end: int) -> Iterator[tuple[Block, str]]:
    """The statement's note: its block, and the short ones beside it that stand in the same box."""
    yield block, block.text if len(block.text) <= NOTE_LENGTH else block.text[start : end + AFTER]
    if block.region not in APART:
        for number in (block.number + 1, block.number - 1):
            if 0 <= number < len(page.blocks):
                beside = page.blocks[number]
                if beside.region == block.region and len(beside.text) <= BESIDE_LENGTH:
                    yield beside, beside.text


def _behind(text: str) -> str:
    rest = text.strip(' :：\u00a0"“”„«»')
    return _BOUNDARY.split(rest, maxsplit=1)[0].strip(' ."“”„«»')


def _before(lexicon: Lexicon, text: str) -> str | None:
    """The words before "is responsible", back to where their clause begins."""
    *earlier, party = _BOUNDARY.split(text.rstrip(" ,"))
    stem, _, last = party.rpartition(" ")
    if words.fold(last) in words.folded("statements", "relative words"):
        names = _NAME.findall(stem or "".join(earlier[-1:]))
        return names[-1] if names else None
    while (joint := _JOINT.search(party)) and lexicon.has(party[: joint.start()], "machine"):
        party = party[joint.end() :]
    return party.strip(' "“”„«»*_') or None


def _policy(page: Page, block: Block, around: tuple[tuple[Block, str], ...]) -> str | None:
    """The first link in the note whose words, sentence or address are those of an outlet's rules on AI."""
    for holder, text in around:
        offset = holder.text.index(text)
        for link in holder.links:
            first = link.start - holder.start
            if offset <= first < offset + len(text) and _leads_to_policy(holder, link):
                return link.url
    alone = (link for beside in _beside(page, block) for link in beside.links if _is_all(link, beside))
    return next((link.url for link in alone if _names_policy(link.text)), None)


def _beside(page: Page, block: Block) -> Iterator[Block]:
    """The blocks before and after that are of the same kind and stand in the same element."""
    box = block.node.parent
    for beside in page.blocks[max(0, block.number - 1) : block.number + 2]:
        around = beside.node.parent
        if box is not None and around is not None and around.mem_id == box.mem_id and beside.tag == block.tag:
            yield beside


def _is_all(link: Link, block: Block) -> bool:
    return link.text.strip() == block.text.strip(" .:›»→>")


def _leads_to_policy(block: Block, link: Link) -> bool:
    if _names_policy(link.text) or _is_policy_address(link.url):
        return True
    if words.fold(link.text) not in words.folded("statements", "pointer links"):
        return False
    first = link.start - block.start
    sentence = next((one.text for one in sentences(block.text) if one.start <= first < one.end), "")
    return _names_policy(sentence)


def _names_policy(text: str) -> bool:
    patterns = (words.anywhere("statements", "policy links"), words.anywhere("policies", "ai"))
    return words.fold(text) in words.folded("policies", "ethics") or any(one.search(text) for one in patterns)


@lru_cache(maxsize=1_024)
def _is_policy_address(url: str) -> bool:
    """Whether a part of the path, or what it ends or begins with, names such a page."""
    known = words.folded("statements", "policy addresses") | words.folded("statements", "rules addresses")
    path = unquote(urlsplit(url).path).casefold().replace("_", "-")
    return any(part.rpartition(".")[0] in known or part in known for part in path.split("/") if part)

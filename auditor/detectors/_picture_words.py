"""The words that stand with a picture: which blocks are its caption and credit, and what its tooltip adds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from auditor.detectors import _captions
from auditor.lexicon.words import fold
from auditor.page import Block, Page, Picture

LONGEST_CAPTION = 1_200
LONGEST_SHARED = 400
"""Characters of an element that holds a picture and its caption and nothing else."""
SHORTEST_ALT = 8
CLIMB = 6
"""Elements between a picture and what holds it with its caption."""
MOST_SHARED = 2
"""Picture elements in it: the picture, and perhaps a small copy."""
ENOUGH = 1_000
"""Characters of an element with more text than any that is asked for its words."""
SCRIPTS = frozenset({"script", "style"})
SMALL = frozenset({"small", "cite", "span"})
SHORT, SHORT_WORDS = 80, 6
"""Characters and words of an element at the end of a caption that can be its credit."""
FOLLOWING = 4
ALT_WITHIN = 2
MOST_OF = 0.6
LONGEST_LINE = 200
BELOW = 6
"""Blocks below the text where a line can credit all pictures."""
ELSEWHERE = frozenset({"navigation", "related", "promo", "comments"})
"""Regions that hold the pictures of other stories."""
WORDS = frozenset({"caption", "credit"})
CREDITS = frozenset({"credit", "source-list"})
CREDIT_TAGS = frozenset({"figcaption", "cite"})
BUTTONS = frozenset({"button", "label", "li", "h1", "h2", "h3", "h4"})

_LETTER = re.compile(r"[^\W\d_]")
_CREDIT_NAME = re.compile(
    r"(?i)(?:credits?|copyright|photographer|photo-?by|bildquelle|bildnachweis|fotograf)(?![^\s_-])"
)
"""Class names of elements that hold nothing but who made a picture."""


class Text(NamedTuple):
    """What stands with a picture, and in which blocks."""

    caption: str | None
    credit: str | None
    blocks: tuple[Block, ...]


def words(picture: Picture, blocks: tuple[Block, ...]) -> Text:
    """Caption and credit of a picture; where readers see no credit, the one in its tooltip or alternative text."""
    captions: list[str] = []
    told = [block for block in blocks if _says_credit(block) and not _holds_caption(block, blocks)]
    credits = [block.text for block in told]
    for block in blocks:
        if block in told:
            continue
        last = "" if credits or len(blocks) > 1 else _after_alt(block, picture) or _last_element(block)
        captions.append(block.text[: len(block.text) - len(last)][:LONGEST_CAPTION])
        credits += [last] if last else []
    caption, credit = _captions.told_apart(captions, credits)
    return Text(caption, credit or _captions.in_tooltip(picture.node.attributes.get("title"), picture.alt), blocks)


def beside(page: Page, picture: Picture) -> tuple[Block, ...]:
    """The blocks that are caption or credit: in its figure, right after it, or alone with it in one element."""
    inside = [page.blocks[index] for index in picture.caption_blocks]
    following = list(page.blocks[picture.block : picture.block + FOLLOWING])
    told = [block for block in inside if belongs(block) or _signs(block)]
    if told:
        told = [block for block in inside if block in told or _goes_along(block, picture)]
    told = told or list(takewhile(belongs, following)) or _same_as_alt(picture, following[:ALT_WITHIN])
    told = told or max(_up_to_credit(following), list(_sharing(picture, following)), key=len)
    if told and not any(map(_says_credit, told)):
        told += _credit_after(page, told)
    return tuple(told)


def has_words_near(page: Page, picture: Picture) -> bool:
    """A quick look for what can be a caption of the article; most pictures outside are teasers and have none."""
    ours = picture.article and picture.region == "promo"
    near = range(picture.block, min(picture.block + FOLLOWING, len(page.blocks)))
    for index in (*picture.caption_blocks, *near):
        block = page.blocks[index]
        if is_ours(block) and (ours or not block.links or is_credit(block)):
            return True
    return False


def is_ours(block: Block) -> bool:
    """Whether a block stands in the article, or is by its element the caption or credit of a picture."""
    return block.article or block.tag in CREDIT_TAGS or is_called_credit(block)


def is_credit(block: Block) -> bool:
    """Whether a short block says that it is a credit."""
    if block.tag in BUTTONS or len(block.text) > LONGEST_LINE:
        return False
    return (
        _captions.is_labelled(block.text)
        or is_called_credit(block)
        or (block.region == "source-list" and _captions.is_credit_line(block.text))
    )


def belongs(block: Block) -> bool:
    """Whether a block in a figure or after a picture is its caption or credit."""
    named = block.region in WORDS or block.tag in CREDIT_TAGS
    # The length of a film is no caption.
    return (named and _LETTER.search(block.text) is not None) or is_credit(block)


def is_called_credit(block: Block) -> bool:
    """Whether the element of a short block, or the one that holds nothing else, is called a credit by its class."""
    if len(block.text) > LONGEST_LINE or block.links or block.tag in BUTTONS:
        return False
    node = block.node
    if _is_named_credit(node):
        return True
    for other in (node.parent, node.first_child if block.tag == "footer" else None):
        while other is not None and other.is_text_node:
            other = other.next
        if other is not None and _is_named_credit(other) and " ".join(other.text().split()) == block.text:
            return True
    return False


def are_alike(shown: str, alt: str) -> bool:
    """Whether two texts begin alike and one is not much longer; outlets add their name to many of them."""
    if len(alt) < SHORTEST_ALT:
        return False
    return shown.startswith(alt) or (alt.startswith(shown) and len(shown) >= max(SHORTEST_ALT, MOST_OF * len(alt)))


def of_all(page: Page, taken: set[int]) -> str | None:
    """Whom a line right below the text credits for all its pictures; `taken` are blocks that belong to one of them."""
    last = page.span.last
    for block in page.blocks[max(0, last - 1) : last + BELOW + 1]:
        plain = block.article and not block.collapsed and block.tag not in BUTTONS and block.region not in ELSEWHERE
        fits = plain and len(block.text) <= LONGEST_LINE and block.number not in taken
        if fits and (credit := _captions.of_all(block.text)):
            return credit
    return None


def words_in(node: LexborNode) -> str:
    """The text of an element without that of scripts in it; of long texts no more than the beginning."""
    found: list[str] = []
    length = 0
    for text in _texts(node):
        found.append(text)
        length += len(text) + 1
        if length > ENOUGH:
            break
    return " ".join(found)


def _texts(root: LexborNode) -> Iterator[str]:
    """The stretches of text below an element, in document order, white space collapsed."""
    node: LexborNode | None = root.first_child
    while node is not None:
        below = None
        if node.is_text_node:
            if text := " ".join((node.text_content or "").split()):
                yield text
        elif node.tag not in SCRIPTS:
            below = node.first_child
        while below is None and node is not None and node.mem_id != root.mem_id:
            below, node = node.next, node.parent
        node = below


def _is_named_credit(node: LexborNode) -> bool:
    name = node.attributes.get("class")
    return name is not None and _CREDIT_NAME.search(name) is not None


def _says_credit(block: Block) -> bool:
    return block.region in CREDITS or (block.region not in WORDS and is_called_credit(block))


def _holds_caption(block: Block, blocks: tuple[Block, ...]) -> bool:
    """Whether all the words of a figure stand in what its markup calls the credit, because it has no other element."""
    alone = len(blocks) == 1 and block.tag in CREDIT_TAGS
    return alone and not _captions.is_credit_line(block.text) and _captions.begins_as_caption(block.text)


def _after_alt(block: Block, picture: Picture) -> str:
    """What a caption says after the very words of the alternative text, where that is a credit and nothing else."""
    alt = (picture.alt or "").strip()
    if len(alt) < SHORTEST_ALT or not block.text.startswith(alt):
        return ""
    rest = block.text[len(alt) :].lstrip(" .")
    plain = rest[:1].isalnum() or rest[:1] in {"©", "(", "|"}
    return rest if plain and _captions.is_credit_line(rest) and _captions.split(rest).caption in {None, rest} else ""


def _last_element(block: Block) -> str:
    """The words of an element of its own at the end of a caption, which are its credit; empty where there is none."""
    node = block.node.last_child
    while node is not None and (node.tag not in SMALL or " ".join(node.text().split()) == block.text):
        node = node.prev if node.is_text_node and not (node.text_content or "").strip() else node.last_child
    text = " ".join(node.text().split()) if node is not None else ""
    fits = 0 < len(text) <= SHORT and len(text) < len(block.text) and block.text.endswith(text)
    return text if fits and text[0].isupper() and len(text.split()) <= SHORT_WORDS else ""


def _credit_after(page: Page, told: list[Block]) -> list[Block]:
    """The credit right after a caption, be the caption repeated between them."""
    after = list(page.blocks[told[-1].number + 1 : told[-1].number + 3])
    if after and after[0].text == told[-1].text:
        after.pop(0)
    return [block for block in after[:1] if is_credit(block)]


def _same_as_alt(picture: Picture, following: list[Block]) -> list[Block]:
    """The block after a picture where it shows readers the very words of the alternative text."""
    alt = fold(picture.alt or "")
    fitting = (block for block in following if _can_share(block) and block.article)
    return list(islice((block for block in fitting if are_alike(fold(block.text), alt)), 1))


def _goes_along(block: Block, picture: Picture) -> bool:
    """Whether words in a figure were given the figure's region only because all of a slider or a widget was."""
    plain = block.tag not in BUTTONS and not block.links and block.article
    return plain and picture.region in ELSEWHERE and block.region == picture.region


def _signs(block: Block) -> bool:
    """Whether a block in a figure that its markup calls something else is the credit."""
    return block.tag not in BUTTONS and not block.links and _captions.is_credit_line(block.text)


def _up_to_credit(following: list[Block]) -> list[Block]:
    """A credit line near below the picture, and the line before it."""
    for index, block in enumerate(following):
        if is_ours(block) and is_credit(block):
            before = [
                line for line in following[max(0, index - 1) : index] if line.tag not in BUTTONS and not line.links
            ]
            return [*(line for line in before if line.region not in {"body", "headline"}), block]
        if index and block.region == "body" and len(block.text) > LONGEST_LINE:
            # Below paragraphs, the credit is that of another picture.
            break
    return []


def _sharing(picture: Picture, following: list[Block]) -> Iterator[Block]:
    """Blocks in the nearest element around the picture that has any text, if it has little and no other picture."""
    if not following or not _can_share(following[0]):
        return
    node = picture.node.parent
    text = ""
    for _ in range(CLIMB):
        if node is None or node.tag in {"body", "main", "article"}:
            return
        text = words_in(node)
        if text:
            break
        node = node.parent
    if node is None or not text or len(text) > LONGEST_SHARED or node.tag == "p" or len(node.css("img")) > MOST_SHARED:
        return
    for block in following:
        if block.text not in text or not _can_share(block):
            return
        yield block


def _can_share(block: Block) -> bool:
    fits = len(block.text) <= LONGEST_SHARED and _LETTER.search(block.text) is not None
    return fits and block.tag not in BUTTONS and not block.links

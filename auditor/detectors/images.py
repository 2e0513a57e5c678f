"""The article's pictures: role, caption, credit and label as readers get them, and what the files say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from msgspec import UNSET, UnsetType
from selectolax.lexbor import LexborNode

from auditor.detectors import _captions
from auditor.detectors._files import provenance_of
from auditor.detectors.interface import Observation
from auditor.facts import At, Disclosure, Facts, Image, ImageRole
from auditor.lexicon.words import fold
from auditor.model import Gap, GapReason
from auditor.page import Block, Page, Picture
from auditor.provenance import ImageProvenance

FACT = "images"

MAX_IMAGES = 40
SMALLEST = 80
"""Pixels; a picture declared smaller than this on a side is decoration."""
LONGEST_CAPTION = 1_200
LONGEST_SHARED = 400
"""Characters of an element that holds a picture and its caption and nothing else."""
SHORTEST_ALT = 8
CLIMB = 6
"""Elements between a picture and what holds it with its caption."""
MOST_SHARED = 2
"""Picture elements in it: the picture, and perhaps a small copy."""
SMALL = frozenset({"small", "cite", "span"})
SHORT, SHORT_WORDS = 80, 6
"""Characters and words of an element at the end of a caption that can be its credit."""
FOLLOWING = 4
LONGEST_LINE = 200
ELSEWHERE = frozenset({"navigation", "related", "promo", "comments"})
WORDS = frozenset({"caption", "credit"})
CREDITS = frozenset({"credit", "source-list"})
CREDIT_TAGS = frozenset({"figcaption", "cite"})
BUTTONS = frozenset({"button", "label", "li", "h1", "h2", "h3", "h4"})
ROLES: dict[str, ImageRole] = {
    "author-bio": "portrait", "byline": "portrait", "lead-media": "lead", "headline": "lead", "standfirst": "lead",
    "body": "body", "caption": "body", "credit": "body", "summary-box": "body", "pull-quote": "body",
    "process-note": "body", "source-list": "body",
}  # fmt: skip
AI_VERDICTS = frozenset({"ai_generated", "ai_edited", "composite"})

_LETTER = re.compile(r"[^\W\d_]")
_DECORATION = re.compile(
    r"(?i)(?:logo|icon|sprite|avatar|pixel|spacer|blank|placeholder|badge|emoji)[\w-]*(?:\.|/|$|-)"
    r"|\.svg$"
)
"""File names of what only dresses a page; drawings in SVG are marks and symbols."""


class Text(NamedTuple):
    """What stands with a picture, and in which blocks."""

    caption: str | None
    credit: str | None
    blocks: tuple[Block, ...]


def detect(page: Page, facts: Facts) -> Observation[tuple[Image, ...]]:
    """The pictures of the article in document order; one gap names all files that were not read."""
    notes = () if facts.disclosures is UNSET else facts.disclosures
    images: list[Image] = []
    unread = 0
    for picture in page.pictures:
        if len(images) >= MAX_IMAGES:
            break
        if not (_is_ours(picture) or _has_words_near(page, picture)):
            continue
        beside = _beside(page, picture)
        role = _role(page, picture, beside)
        if role is None:
            continue
        provenance = provenance_of(page, picture)
        unread += provenance is None
        images.append(_image(page, picture, role, _words(beside), notes, provenance or UNSET))
    if not images and (declared := _declared_lead(page)):
        images.append(declared)
        unread += 1
    return Observation(tuple(images), tuple(_gaps(page, unread)))


def _role(page: Page, picture: Picture, beside: tuple[Block, ...]) -> ImageRole | None:
    """The role of a picture; None for decoration and for what belongs to another article."""
    if not _is_ours(picture):
        role = _by_caption(page, picture, beside)
    elif picture.region == "paywall":
        role = "promo"
    else:
        role = ROLES.get(picture.region)
        before_body = not page.body_blocks or picture.block <= page.body_blocks[0].number
        role = "lead" if role == "body" and before_body else role
    decoration = role is not None and (
        _tiny(picture) or _DECORATION.search(urlsplit(picture.url).path.rsplit("/", 1)[-1])
    )
    return None if decoration else role


def _is_ours(picture: Picture) -> bool:
    """Whether the picture itself stands in the article."""
    return picture.article and picture.region not in ELSEWHERE


def _has_words_near(page: Page, picture: Picture) -> bool:
    """A quick look for what can be a caption of the article; most pictures outside are teasers and have none."""
    ours = picture.article and picture.region == "promo"
    for index in (*picture.caption_blocks, *range(picture.block, min(picture.block + FOLLOWING, len(page.blocks)))):
        block = page.blocks[index]
        if (block.article or block.tag in CREDIT_TAGS) and (ours or not block.links or _is_credit(block)):
            return True
    return False


def _by_caption(page: Page, picture: Picture, beside: tuple[Block, ...]) -> ImageRole | None:
    """A picture in a slider, a pop-up or the like is the article's where a caption of the article stands with it."""
    body = page.body_blocks
    for block in beside:
        if (block.article or block.tag in CREDIT_TAGS) and (not block.links or _is_credit(block)):
            lead = not body or picture.block <= body[0].number
            return "lead" if lead else "body" if picture.block <= body[-1].number + 1 else "gallery"
    return "promo" if picture.article and picture.region == "promo" else None


def _tiny(picture: Picture) -> bool:
    attributes = picture.node.attributes
    sides = [attributes.get(name) for name in ("width", "height")]
    return any(side is not None and side.isdigit() and int(side) < SMALLEST for side in sides)


def _image(
    page: Page,
    picture: Picture,
    role: ImageRole,
    words: Text,
    notes: tuple[Disclosure, ...],
    provenance: ImageProvenance | UnsetType,
) -> Image:
    spoken = [note for note in notes if note.scope == "image" and note.about_this_page and note.role != "none"]
    near = [note for note in spoken if _about(note, words, picture)]
    quote, at = _quote(page, picture, words)
    return Image(
        url=picture.url,
        role=role,
        caption=words.caption,
        credit=words.credit,
        alt=picture.alt,
        label_visible=any(note.visible and note.origin == "text" for note in near),
        ai_by_caption=bool(near),
        ai_by_file=UNSET if isinstance(provenance, UnsetType) else provenance.verdict in AI_VERDICTS,
        file=provenance,
        renditions=picture.renditions,
        quote=quote,
        at=at,
    )


def _words(blocks: tuple[Block, ...]) -> Text:
    captions: list[str] = []
    told = [block for block in blocks if block.region in CREDITS and not _holds_caption(block, blocks)]
    credits = [block.text for block in told]
    for block in blocks:
        if block in told:
            continue
        last = "" if credits or len(blocks) > 1 else _last_element(block)
        captions.append(block.text[: len(block.text) - len(last)][:LONGEST_CAPTION])
        credits += [last] if last else []
    return Text(*_captions.told_apart(captions, credits), blocks)


def _holds_caption(block: Block, blocks: tuple[Block, ...]) -> bool:
    """Whether all the words of a figure stand in what its markup calls the credit, because it has no other element."""
    alone = len(blocks) == 1 and block.tag in CREDIT_TAGS
    return alone and not _captions.is_credit_line(block.text) and _captions.begins_as_caption(block.text)


def _last_element(block: Block) -> str:
    """The words of an element of its own at the end of a caption, which are its credit; empty where there is none."""
    node = block.node.last_child
    while node is not None and node.tag not in SMALL:
        node = node.prev if node.is_text_node and not (node.text_content or "").strip() else node.last_child
    text = " ".join(node.text().split()) if node is not None else ""
    fits = 0 < len(text) <= SHORT and len(text) < len(block.text) and block.text.endswith(text)
    return text if fits and text[0].isupper() and len(text.split()) <= SHORT_WORDS else ""


def _beside(page: Page, picture: Picture) -> tuple[Block, ...]:
    """The blocks that are caption or credit: in its figure, right after it, or alone with it in one element."""
    inside = [page.blocks[index] for index in picture.caption_blocks]
    following = list(page.blocks[picture.block : picture.block + FOLLOWING])
    told = [block for block in inside if _belongs(block) or _signs(block)]
    if told:
        told = [block for block in inside if block in told or _goes_along(block, picture)]
    told = told or list(takewhile(_belongs, following)) or _same_as_alt(picture, following[:1])
    told = told or max(_up_to_credit(following), list(_sharing(picture, following)), key=len)
    if told and not any(block.region in CREDITS for block in told):
        after = page.blocks[told[-1].number + 1 : told[-1].number + 2]
        told += [block for block in after if _is_credit(block)]
    return tuple(told)


def _same_as_alt(picture: Picture, following: list[Block]) -> list[Block]:
    """The block after a picture where it shows readers the very words of the alternative text."""
    alt = fold(picture.alt or "")
    if len(alt) < SHORTEST_ALT:
        return []
    return [block for block in following if _can_share(block) and block.article and fold(block.text).startswith(alt)]


def _goes_along(block: Block, picture: Picture) -> bool:
    """Whether words in a figure were given the figure's region only because all of a slider or a widget was."""
    plain = block.tag not in BUTTONS and not block.links and block.article
    return plain and picture.region in ELSEWHERE and block.region == picture.region


def _belongs(block: Block) -> bool:
    """Whether a block in a figure or after a picture is its caption or credit."""
    named = block.region in WORDS or block.tag in CREDIT_TAGS
    # The length of a film is no caption.
    return (named and _LETTER.search(block.text) is not None) or _is_credit(block)


def _is_credit(block: Block) -> bool:
    if block.tag in BUTTONS or len(block.text) > LONGEST_LINE:
        return False
    return _captions.is_labelled(block.text) or (block.region == "source-list" and _captions.is_credit_line(block.text))


def _signs(block: Block) -> bool:
    """Whether a block in a figure that its markup calls something else is the credit."""
    return block.tag not in BUTTONS and not block.links and _captions.is_credit_line(block.text)


def _up_to_credit(following: list[Block]) -> list[Block]:
    """A credit line near below the picture, and the line before it."""
    for index, block in enumerate(following):
        if block.article and _is_credit(block):
            before = [
                line for line in following[max(0, index - 1) : index] if line.tag not in BUTTONS and not line.links
            ]
            return [*(line for line in before if line.region not in {"body", "headline"}), block]
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
        text = _words_in(node)
        if text:
            break
        node = node.parent
    if node is None or not text or len(text) > LONGEST_SHARED or node.tag == "p" or len(node.css("img")) > MOST_SHARED:
        return
    for block in following:
        if block.text not in text or not _can_share(block):
            return
        yield block


def _words_in(node: LexborNode) -> str:
    """The text of an element without that of scripts in it."""
    text = " ".join(node.text(separator=" ").split())
    if text and node.css_first("script, style") is not None:
        for script in node.css("script, style"):
            text = text.replace(" ".join(script.text().split()), "")
    return text.strip()


def _can_share(block: Block) -> bool:
    fits = len(block.text) <= LONGEST_SHARED and _LETTER.search(block.text) is not None
    return fits and block.tag not in BUTTONS and not block.links


def _about(note: Disclosure, words: Text, picture: Picture) -> bool:
    """Whether an image disclosure stands on this picture: in its caption, credit or alternative text."""
    if note.at.start is None:
        return bool(picture.alt) and note.quote in (picture.alt or "")
    return any(block.start <= note.at.start < block.end for block in words.blocks)


def _quote(page: Page, picture: Picture, words: Text) -> tuple[str, At]:
    if words.blocks:
        first = words.blocks[0]
        return first.text, page.at(first)
    at = page.at_node(picture.node, picture.region)
    return picture.alt or picture.url, at


def _declared_lead(page: Page) -> Image | None:
    """The picture that only the markup names: og:image, or the image of the JSON-LD article."""
    for url, selector in _declared_urls(page):
        return Image(
            url=page.absolute(url),
            role="lead",
            caption=None,
            credit=None,
            alt=None,
            label_visible=False,
            ai_by_caption=False,
            quote=url,
            at=page.in_markup(selector),
        )
    return None


def _declared_urls(page: Page) -> Iterator[tuple[str, str]]:
    if meta := page.structured.meta("og:image", "twitter:image"):
        yield meta.value, meta.selector
    for node in page.structured.articles:
        image: Any = node.data.get("image")
        first = image[0] if isinstance(image, list) and image else image
        url = first.get("url") if isinstance(first, dict) else first
        if isinstance(url, str) and url:
            yield url, f"{node.selector}/image"


def _gaps(page: Page, unread: int) -> Iterator[Gap]:
    if not unread:
        return
    wanted = page.snapshot.media_wanted
    reason: GapReason = "not-fetched" if wanted else "offline"
    pictures = "1 picture" if unread == 1 else f"{unread} pictures"
    why = "did not come" if wanted else "were not fetched in this audit"
    yield Gap(
        fact="images[].file",
        reason=reason,
        detail=f"The files of {pictures} {why}, so what they say of their making is not known.",
    )

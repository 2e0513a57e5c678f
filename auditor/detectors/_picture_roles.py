"""What part a picture plays: the article's own, an author's portrait, a still of a film, a pointer to another story."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from auditor.detectors import _names, _picture_words
from auditor.detectors._author_text import AUTHOR_LINK
from auditor.detectors._picture_words import CREDIT_TAGS, ELSEWHERE, LONGEST_SHARED, Text
from auditor.facts import OWN_PICTURES, ImageRole
from auditor.page import Block, Page, Picture

SMALLEST = 80
"""Pixels; a picture declared smaller than this on a side is decoration."""
CLIMB = 9
"""Elements around a picture that are asked what they are."""
NEAREST = 4
"""Those that can be a frame around a portrait."""
MOST_PICTURES = 2
LONGEST_STILL = 800
"""Characters of a player with its title and its time line."""
HALF = 0.5
LONGEST_PORTRAIT = 30
"""Characters that an alternative text may have beside the name of an author."""
"""Roles of the pictures that an article shows its readers."""
ROLES: dict[str, ImageRole] = {
    "author-bio": "portrait", "byline": "portrait", "lead-media": "lead", "headline": "lead", "standfirst": "lead",
    "body": "body", "caption": "body", "credit": "body", "summary-box": "body", "pull-quote": "body",
    "process-note": "body", "source-list": "body",
}  # fmt: skip

_DRESS = r"logo|icon|sprite|pixel|spacer|blank|placeholder|badge|emoji|qr-?code"
_DECORATION = re.compile(
    rf"(?i)(?:{_DRESS}|avatar)[\w-]*(?:\.|/|$|-)|\.svg$|^[\w-]{{1,4}}\.gif$|"
    r"^(?:facebook|twitter|x|line|whatsapp|telegram|linkedin|instagram|pinterest|youtube|rss|share|e?mail|print)"
    r"(?:[-_]?\d+)?\.(?:png|gif|webp)$"
)
"""File names of what only dresses a page; drawings in SVG are marks and symbols, short GIFs count readers."""
_DRESSING = re.compile(rf"(?i)/(?:{_DRESS})s?/")
"""Folders of such files."""
_FILM = re.compile(
    r"(?:^|[\s_-])(?:[a-z]*video|audio|(?:media|jw)?player|podcast)(?:$|[\s_A-Z-])|[a-z](?:Video|Player)"
)
"""Class names of what plays a film or a sound."""
_CALLED_FILM = re.compile(r"(?i)\s(?:[–—-]|\()\s?(?:video|vídeo|vidéo)\)?$")
"""How captions say that a click shows a film."""
_AUTHOR = re.compile(
    r"(?i)(?:^|[\s_-])(?:author|autor(?:en|in)?|auteur|avatar|byline|columnist|kolumnist)(?:$|[\s_-]|\w*line|img)"
)
_AVATAR = re.compile(r"(?i)(?:avatar|profile? (?:picture|photo)|profilbild|autor(?:en)?bild|author image)\b")
_FILE = re.compile(r"(?i)\.(?:jpe?g|png|webp|gif|avif|tiff?)$")
_STORY = re.compile(r"\d|(?:[^/-]+-){2}")
"""What the address of a story has and that of a section has not."""


def is_in_article(picture: Picture) -> bool:
    """Whether the picture itself stands in the article."""
    return picture.article and picture.region not in ELSEWHERE


def role(page: Page, picture: Picture, beside: tuple[Block, ...], authors: frozenset[str]) -> ImageRole | None:
    """The role of a picture by its place; None for other articles. `authors` are folded."""
    # A caption that readers see belongs to a picture that they see, whatever hides a label beside it.
    if not is_in_article(picture) or picture.region == "hidden":
        found = _by_caption(page, picture, beside)
    elif picture.region == "paywall" or (beside and all(block.region == "promo" for block in beside)):
        found = "promo"
    else:
        found = ROLES.get(picture.region)
        before_body = not page.body_blocks or picture.block <= page.body_blocks[0].number
        found = "lead" if found == "body" and before_body else found
    if found not in OWN_PICTURES:
        return found
    return "portrait" if is_portrait(picture, authors) else "still" if is_still(picture) else found


def role_by_words(page: Page, picture: Picture, found: ImageRole, words: Text, large: set[int]) -> ImageRole | None:
    """
    The role once its words are known: a caption can call it a film, and without a credit it can be a pointer.

    `large` remembers for the other pictures of the page which elements are more than a small box.
    """
    if found not in OWN_PICTURES:
        return found
    if _CALLED_FILM.search(words.caption or ""):
        return "still"
    inside = any(page.blocks[index].tag in CREDIT_TAGS for index in picture.caption_blocks)
    if words.credit is None and not inside and _points_elsewhere(page, picture, large):
        return "promo" if is_in_article(picture) else None
    return found


def is_portrait(picture: Picture, authors: frozenset[str]) -> bool:
    """Whether a picture shows an author: its alternative text is little but the name, or its frame says so."""
    alt = _names.fold(picture.alt or "")
    if _AVATAR.match(picture.alt or ""):
        return True
    if any(name in alt and len(alt) <= len(name) + LONGEST_PORTRAIT for name in authors if " " in name):
        return not picture.caption_blocks
    node = picture.node.parent
    for _ in range(NEAREST):
        if node is None or node.tag in {"body", "main", "article"}:
            return False
        if _AUTHOR.search(node.attributes.get("class") or ""):
            return True
        node = node.parent
    return False


def is_still(picture: Picture) -> bool:
    """Whether a picture stands for a film or a sound until somebody starts it."""
    node: LexborNode | None = picture.node
    for _ in range(CLIMB):
        if node is None or node.tag in {"body", "main", "article"}:
            return False
        if _FILM.search(node.attributes.get("class") or ""):
            return node.css_first("h1") is None and len(_picture_words.words_in(node)) <= LONGEST_STILL
        node = node.parent
    return False


def is_decoration(picture: Picture) -> bool:
    """Whether a picture only dresses the page: declared small, or in a file of such."""
    attributes = picture.node.attributes
    sides = [attributes.get(name) for name in ("width", "height")]
    if any(side is not None and side.isdigit() and int(side) < SMALLEST for side in sides):
        return True
    return dresses(picture.url)


def dresses(url: str) -> bool:
    """Whether the address is that of a file that only dresses a page."""
    path = urlsplit(url).path
    return _DECORATION.search(path.rsplit("/", 1)[-1]) is not None or _DRESSING.search(path) is not None


def _by_caption(page: Page, picture: Picture, beside: tuple[Block, ...]) -> ImageRole | None:
    """A picture in a slider, a pop-up or the like is the article's where a caption of the article stands with it."""
    body = page.body_blocks
    alt = _names.fold(picture.alt or "")
    for block in beside:
        inside = block.number in picture.caption_blocks
        if block.region in {"footer", "navigation"} and not (inside or block.article):
            # The rights of the whole site stand there.
            continue
        told = inside or _picture_words.belongs(block)
        told = told or _picture_words.are_alike(_names.fold(block.text), alt)
        if told and _picture_words.is_ours(block) and (not block.links or _picture_words.is_credit(block)):
            lead = not body or picture.block <= body[0].number
            return "lead" if lead else "body" if picture.block <= body[-1].number + 1 else "gallery"
    return "promo" if picture.article and picture.region == "promo" else None


def _points_elsewhere(page: Page, picture: Picture, large: set[int]) -> bool:
    """Whether a picture is the link to another page, or stands in a small box with the linked title of one."""
    node = picture.node.parent
    for _ in range(CLIMB):
        if node is None or node.tag in {"body", "main"}:
            return False
        if node.tag == "a" and _leads_away(page, node):
            return True
        if node.mem_id in large:
            return False
        if node.tag == "article" or node.css_first("a[href]") is not None:
            text = _picture_words.words_in(node)
            if len(text) > LONGEST_SHARED or node.css_first("h1") is not None or len(node.css("img")) > MOST_PICTURES:
                large.add(node.mem_id)
                return False
            stories = [link for link in node.css("a[href]") if _is_story(page, link)]
            linked = sum(len(_picture_words.words_in(link)) for link in stories)
            if stories and (linked >= HALF * len(text) or node.css_first("h2, h3, h4, h5, h6") is not None):
                return True
        node = node.parent
    return False


def _is_story(page: Page, link: LexborNode) -> bool:
    href = link.attributes.get("href") or ""
    return _leads_away(page, link) and not AUTHOR_LINK.search(href) and _STORY.search(urlsplit(href).path) is not None


def _leads_away(page: Page, link: LexborNode) -> bool:
    """Whether a link opens another page, and not this one, a picture file or the page of a picture."""
    href = (link.attributes.get("href") or "").strip()
    if (
        not href
        or href.startswith(("#", "javascript:", "mailto:", "data:"))
        or "attachment" in (link.attributes.get("rel") or "")
    ):
        return False
    there, here = urlsplit(page.absolute(href)), urlsplit(page.url)
    return not _FILE.search(there.path) and (there.netloc, there.path.rstrip("/")) != (
        here.netloc,
        here.path.rstrip("/"),
    )

"""Where a link leads, as far as its address tells, and which link of a sentence leads to its source."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from w3lib.url import url_query_cleaner

from auditor.detectors._statements import words_of
from auditor.facts import NO_SOURCE, LinkKind
from auditor.lexicon import Sentence, words
from auditor.page import Block, Link, Page
from auditor.page.urls import registered_domain

BESIDE = 3
"""Characters behind a sentence within which a link still belongs to it: " (Minutes)"."""
WEB = ("http://", "https://")
SPONSORED = "sponsored"
AROUND = 100
"""Characters before and after a link within which the name of an outlet may say whose page it is."""

_NO_LETTERS = re.compile(r"[\W_]+")


def stripped(url: str) -> str:
    """The address without the parameters that only say where a reader came from."""
    try:
        names = [name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)]
    except ValueError:
        return url
    tracking = [name for name in names if _tracks(name.lower())]
    cleaned: str = url_query_cleaner(url, tracking, remove=True, keep_fragments=True) if tracking else url
    return cleaned


def kind_of(page: Page, link: Link) -> LinkKind:
    """What sort of page the address is, by general marks; where they say nothing, it is internal or external."""
    try:
        parts = urlsplit(link.url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "external"
    own = _site(link.url) == _site(page.url)
    if _is_paid(link, parts.query, host):
        return "affiliate"
    if _is_subject(parts.path.lower(), own=own):
        return "tag"
    if parts.path.lower().endswith(tuple(_listed("document endings"))) or (not own and _is_public(host)):
        return "document"
    if own:
        return "internal"
    if _under(host, "social hosts"):
        return "social"
    return "outlet" if _is_outlet(page, link) else "external"


def _site(url: str) -> str:
    """Who answers for an address: its registered domain, and where many share one, its host."""
    domain = registered_domain(url)
    return (urlsplit(url).hostname or "").removeprefix("www.") if domain in _listed("shared hosts") else domain


def _is_paid(link: Link, query: str, host: str) -> bool:
    names = {name.lower() for name, _ in parse_qsl(query)}
    sponsored = SPONSORED in link.rel.lower().split()
    return sponsored or bool(names & _listed("affiliate parameters")) or _under(host, "affiliate hosts")


def _is_subject(path: str, *, own: bool) -> bool:
    """Whether the path is that of a subject and not of a text: what follows the word is one name, and no more."""
    parts = [part for part in path.split("/") if part]
    marks = [at for at, part in enumerate(parts) if part in _listed("tag paths" if own else "tag paths of others")]
    return bool(marks) and len(parts) - marks[-1] <= 2


def _is_outlet(page: Page, link: Link) -> bool:
    """Whether the words of the link are the name of a news medium, or one that its host has stands beside it."""
    host = _letters(registered_domain(link.url).removeprefix("www.").partition(".")[0])
    around = page.block_up_to(link.start)
    start, end = link.start - around.start, link.end - around.start
    beside = around.text[max(0, start - AROUND) : end + AROUND]
    for pattern in words_of(page).words("outlet"):
        found = pattern.search(link.text)
        if found is not None and found[0].strip(" ,.") == link.text.strip(" ,.") and link.text[:1].isupper():
            return True
        if host in _letters(beside) and any(_letters(name[0]) == host for name in pattern.finditer(beside)):
            return True
    return False


def _letters(name: str) -> str:
    """A name as hosts write it: without spaces, signs and the article."""
    return _NO_LETTERS.sub("", name.casefold()).removeprefix("the")


def source_link(page: Page, block: Block, sentence: Sentence) -> Link | None:
    """
    The first link on the sentence or right beside it that leads to where its words come from.

    Links within the outlet lead to subjects and to its own reports, so of those only documents count.
    """
    first, last = block.start + sentence.start, block.start + sentence.end
    for link in block.links:
        if first <= link.start < last or (last <= link.start <= last + BESIDE and _in_brackets(block, link)):
            kind = kind_of(page, link)
            if link.url.startswith(WEB) and kind not in NO_SOURCE and kind != "internal" and not _is_goods(link.url):
                return link
    return None


def _is_goods(url: str) -> bool:
    """Whether the address is that of something to buy: it leads to what is spoken of, not to what was said."""
    try:
        parts = urlsplit(url).path.lower().split("/")
    except ValueError:
        return False
    return not _listed("shop paths").isdisjoint(parts)


def _in_brackets(block: Block, link: Link) -> bool:
    before = block.text[max(0, link.start - block.start - 1) : link.start - block.start]
    return before in ("(", "[")


def _tracks(name: str) -> bool:
    return _tracking().fullmatch(name) is not None


@lru_cache(maxsize=1)
def _tracking() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(name).replace(r"\*", ".*") for name in words.listed("links", "tracking")))


@lru_cache(maxsize=8)
def _listed(group: str) -> frozenset[str]:
    return frozenset(words.listed("links", group))


def _under(host: str, group: str) -> bool:
    """Whether the host, or a domain above it, is in the group."""
    labels = host.split(".")
    return any(".".join(labels[at:]) in _listed(group) for at in range(len(labels) - 1))


def _is_public(host: str) -> bool:
    if any(f".{host}".endswith(f".{ending.removeprefix('.')}") for ending in _listed("public hosts")):
        return True
    labels = host.split(".")
    return len(labels) > 1 and len(labels[-1]) == 2 and labels[-2] in _listed("public labels")

"""The list of sources behind the article: on the page, withheld behind a sign-up or a paywall, or not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.detectors._statements import SKIPPED, passages, quoted, words_of
from auditor.detectors.interface import Observation
from auditor.facts import Facts, Region, SourceAccess, Sources
from auditor.page import Block, Page

FACT = "sources"

HEARD: frozenset[Region] = SKIPPED - {"promo"}
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "strong", "b", "dt", "p", "div", "summary", "section", "span"})
ENTRY_LENGTH = 600
MAX_ENTRIES = 200
_PAID = re.compile(
    r"(?i)\b(?:member|premium|paid|paying|subscriber|abonn[ée]|abonnent|mitglied|suscriptor|socio|assinante|abbonat|"
    r"prenumerator|prenumerant|abonnee)"
)
_FREE = re.compile(
    r"(?i)\b(?:newsletter|free|sign.?up|register|kostenlos|gratis|gratuit|registrier|infolettre|boletín)"
)


def detect(page: Page, facts: Facts) -> Observation[Sources]:  # noqa: ARG001 - as every detector
    """Find the list or the words that withhold it; `facts` is not needed."""
    heading: Block | None = None
    for passage in passages(page, "sources", HEARD):
        block = passage.block
        for number in passage.hits:
            sentence = passage.sentences[number]
            for match in words_of(page).find("sources", sentence.text):
                first, last = sentence.start + match.start, sentence.start + match.end
                if match.phrase.kind == "withheld" and not quoted(block, first, last) and _of_this_page(page, block):
                    return Observation(_withheld(page, block, sentence.start, sentence.end))
                if match.phrase.kind == "heading" and heading is None and _is_heading(block, sentence.start):
                    heading = block
    return Observation(_listed(page, heading) if heading is not None else _absent())


def _of_this_page(page: Page, block: Block) -> bool:
    """Running text may report on somebody's sources; what stands apart from it offers this page's."""
    return block.region != "body" or block.number >= page.body_blocks[-1].number - 1 or bool(block.node.css("a, form"))


def _is_heading(block: Block, start: int) -> bool:
    if start or block.tag not in HEADINGS or not (block.article or block.region == "source-list"):
        return False
    return block.region not in ("caption", "credit", "headline")


def _withheld(page: Page, block: Block, start: int, end: int) -> Sources:
    words = block.text[start:end]
    access: SourceAccess = "paywall" if _PAID.search(words) and not _FREE.search(words) else "registration"
    return Sources(
        listed=False,
        access=access,
        count=0,
        linked_count=0,
        quote=words,
        at=page.at(block, start, end),
    )


def _listed(page: Page, heading: Block) -> Sources:
    inline = _after_colon(heading)
    entries = list(_entries(page, heading)) if not inline else []
    if not inline and not entries:
        walled = _next(page, heading)
        if walled is not None and walled.region == "paywall":
            at = page.at(heading)
            return Sources(listed=False, access="paywall", count=0, linked_count=0, quote=heading.text, at=at)
        return _absent()
    return Sources(
        listed=True,
        access="open",
        count=len(inline) or len(entries),
        linked_count=len(heading.links) if inline else sum(bool(entry.links) for entry in entries),
        quote=heading.text,
        at=page.at(heading),
    )


def _after_colon(heading: Block) -> list[str]:
    """The entries of a list on one line: "Sources: council minutes, Weir Valley Water"."""
    _, colon, rest = heading.text.replace("：", ":").partition(":")
    return [entry for entry in re.split(r"[;,、]\s*", rest) if entry.strip()] if colon else []


def _entries(page: Page, heading: Block) -> Iterator[Block]:
    """The paragraphs under the heading that are entries: a list, or lines with a link each."""
    for block in page.blocks[heading.number + 1 : heading.number + 1 + MAX_ENTRIES]:
        if block.tag in ("h1", "h2", "h3", "h4", "h5", "h6") or block.region in SKIPPED | {"paywall", "author-bio"}:
            return
        if block.region == "footer" or len(block.text) > ENTRY_LENGTH:
            return
        if block.tag in ("li", "dd", "td", "tr") or block.links:
            yield block
        elif block.region != "source-list":
            return


def _next(page: Page, block: Block) -> Block | None:
    following = block.number + 1
    return page.blocks[following] if following < len(page.blocks) else None


def _absent() -> Sources:
    return Sources(listed=False, access="absent", count=0, linked_count=0, quote=None, at=None)

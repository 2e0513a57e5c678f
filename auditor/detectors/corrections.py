"""Notices on this page that its text was corrected or changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.detectors._statements import SKIPPED, linked, passages, quoted, words_of
from auditor.detectors.dates import in_words
from auditor.detectors.interface import Observation
from auditor.facts import Correction, Facts, Region
from auditor.page import Block, Page

FACT = "corrections"

UNHEARD: frozenset[Region] = SKIPPED | {"headline", "footer", "caption", "credit", "pull-quote"}
"""A menu links the corrections policy, a headline may report on somebody else's correction."""
HEAD_LENGTH = 40
"""A block of a correction's head alone is shorter; the notice is then the block after it."""
NOTICE_LENGTH = 1_200


def detect(page: Page, facts: Facts) -> Observation[tuple[Correction, ...]]:  # noqa: ARG001 - as every detector
    """Find every notice, seen by readers or only in the markup; `facts` is not needed."""
    return Observation((*_visible(page), *_declared(page)))


def _visible(page: Page) -> Iterator[Correction]:
    lexicon = words_of(page)
    taken: set[int] = set()
    for passage in passages(page, "correction", UNHEARD):
        block = passage.block
        if block.number in taken or len(block.text) > NOTICE_LENGTH:
            continue
        for number in passage.hits:
            sentence = passage.sentences[number]
            match = next(lexicon.find("correction", sentence.text), None)
            if match is None or not _counts(
                block, match.phrase.id, sentence.start + match.start, sentence.start + match.end
            ):
                continue
            notice = _notice(page, block, bare=not block.text[sentence.start + match.end :].strip(" .:"))
            if notice is not None:
                taken |= {block.number, notice.number}
                start = sentence.start if notice is block and match.phrase.id != "correction-head" else 0
                yield _correction(page, notice, start)
                break


def _counts(block: Block, phrase: str, start: int, end: int) -> bool:
    if quoted(block, start, end) or linked(block, start, end):
        return False
    return phrase != "correction-head" or start <= 2


def _notice(page: Page, block: Block, *, bare: bool) -> Block | None:
    """The block with the words of the notice: this one, or the next where this one is only its head."""
    if not bare or len(block.text) > HEAD_LENGTH:
        return block
    following = block.number + 1
    after = page.blocks[following] if following < len(page.blocks) else None
    if after is None or not after.article or after.region in UNHEARD or len(after.text) > NOTICE_LENGTH:
        return None
    # A section of somebody else's text may be headed so: the words under it must be a notice by its region or date.
    return after if after.region == "correction" or in_words(after.text, page.language or "en") else None


def _correction(page: Page, block: Block, start: int) -> Correction:
    quote = block.text[start:]
    return Correction(
        quote=quote,
        at=page.at(block, start, len(block.text)),
        date=in_words(quote, page.language or "en"),
        place=page.place(block),
        origin="text",
    )


def _declared(page: Page) -> Iterator[Correction]:
    """`correction` of the article in JSON-LD; templates emit it empty, so only words count."""
    for node in page.structured.articles:
        value = node.data.get("correction")
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            text, date = _comment(item)
            if text:
                step = f"/correction/{index}" if isinstance(value, list) else "/correction"
                at = page.in_markup(f"{node.selector}{step}")
                yield Correction(quote=text, at=at, date=date, place="hidden", origin="markup")


def _comment(item: Any) -> tuple[str, str | None]:
    if isinstance(item, str):
        return ("", None) if item.strip().startswith(("http://", "https://")) else (item.strip(), None)
    if isinstance(item, dict):
        text, date = item.get("text"), item.get("datePublished")
        return (text.strip() if isinstance(text, str) else "", date if isinstance(date, str) and date else None)
    return "", None

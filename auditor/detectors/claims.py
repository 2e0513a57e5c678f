"""Promises that the page makes about how it or its outlet works."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast, get_args

from auditor.detectors._statements import SKIPPED, passages, quoted, words_of
from auditor.detectors.interface import Observation
from auditor.facts import Claim, ClaimKind, Facts, Region
from auditor.lexicon import Match
from auditor.page import Block, Page

FACT = "claims"

KINDS: tuple[str, ...] = get_args(ClaimKind)
HEARD: frozenset[Region] = SKIPPED - {"promo"} | {"headline", "pull-quote"}
"""An outlet praises itself in its own adverts: promos are heard here."""


def detect(page: Page, facts: Facts) -> Observation[tuple[Claim, ...]]:  # noqa: ARG001
    """Find every promise, once a kind; `facts` is not needed."""
    return Observation(tuple(_claims(page)))


def _claims(page: Page) -> Iterator[Claim]:
    lexicon = words_of(page)
    seen: set[str] = set()
    for passage in passages(page, "claim", HEARD):
        for number in passage.hits:
            sentence = passage.sentences[number]
            for match in lexicon.find("claim", sentence.text):
                kind = match.phrase.kind
                if kind not in KINDS or kind in seen or _reported(page, passage.block, match, sentence.text):
                    continue
                if quoted(passage.block, sentence.start + match.start, sentence.start + match.end):
                    continue
                seen.add(kind)
                yield Claim(
                    quote=sentence.text,
                    at=page.at(passage.block, sentence.start, sentence.end),
                    kind=cast(ClaimKind, kind),
                    place=page.place(passage.block),
                )


def _reported(page: Page, block: Block, match: Match, text: str) -> bool:
    """Whether running text tells of somebody else's promise."""
    return block.region == "body" and words_of(page).has(text.replace(match.text, " "), "reporting", "said")

"""Cuts a paragraph into sentences, so that a statement is quoted whole and nothing is read across two of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import re2

# Ends: "… the vote. The mayor", "投票した。市長". No ends: "3. March", "Dr. Amsel", "e.g. the", "A.I. tool".
_ENDS = re2.compile(r"[.!?…]+[\"'”’»)\]]{0,2}(\s+)[\"'“„«‘(\[¿¡※]{0,2}[\p{Lu}\p{Lo}\pN¿¡]|[。！？]+[」』）\"”]?")
_ABBREVIATIONS = re2.compile(
    r"(?:^|[\s(])(?:\p{Lu}|Dr|Mr|Mrs|Ms|Prof|St|Sen|Rep|Gov|Gen|Col|Lt|Jr|Sr|Inc|Ltd|Co|Corp|No|vs|etc|bzw|ca|Nr|Hr|Fr"
    r"|Mme|Sra?|Dra?|Abs|Abb|Art|Fot|Ill|nr|św|ul|opr|oprac|tłum|przeł|rys|graf|red|il|tzw|m\.in|им|г|ул|т|пер|ред|рис|илл|подгот|мал|іл|[\pL]\.\s?[\pL]|\pN{1,2})\.$"
)


LONGEST = 1_500
"""Characters; what goes on for longer is no sentence, and too long to be read again for every word in it."""


class Sentence(NamedTuple):
    """One sentence of a paragraph; `start` and `end` are offsets into it."""

    text: str
    start: int
    end: int


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of one paragraph, in order; together they hold everything but the space between them."""
    start = 0
    for match in _ENDS.finditer(text):
        end, following = match.span(1) if match.start(1) >= 0 else (match.end(), match.end())
        if match.start(1) >= 0 and _ABBREVIATIONS.search(text[max(start, end - 12) : end].rstrip("\"'”’»)]")):
            continue
        if end > start:
            yield from _pieces(text, start, end)
        start = following
    if text[start:].strip():
        yield from _pieces(text, start, len(text))


def _pieces(text: str, start: int, end: int) -> Iterator[Sentence]:
    """The sentence; in pieces, cut between words, where it is longer than any."""
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        after = cut + 1 if cut > 0 else start + LONGEST
        cut = cut if cut > 0 else after
        yield Sentence(text[start:cut], start, cut)
        start = after
    yield Sentence(text[start:end], start, end)

"""Cuts a text into sentences that pupils can point at, and says how hard it is to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Matches the end of "He left." and of "Stop!”"; in Chinese and Japanese no space has to follow.
_END = re.compile(r"[.!?…؟।]+[\"'”’»«“)\]]*(?=\s)|[。！？]+[」』”’）]*")
_SHORT = re.compile(
    r"(?:^|[\s(„“\"'])(?:"
    # English
    r"Mr|Mrs|Ms|Dr|Prof|St|Rev|Hon|Sen|Rep|Gov|Gen|Col|Sgt|Lt|Capt|Jr|Sr|vs|No|Inc|Ltd|Co|Corp|e\.\s?g|i\.\s?e|cf|approx|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m|U\.S|U\.K|"
    # German
    r"[zduoisv]|[zduoisv]\.\s?[Bhaäodu]|bzw|usw|ca|Nr|Abs|Art|Str|Hrsg|Mio|Mrd|Tsd|inkl|ggf|sog|vgl|geb|gest|"
    # initials, as in "J. K. Rowling"
    r"[A-ZÀ-ÖØ-ÞА-Я])\.$"
)
# "12. März", "3. Liga": in these languages a short number with a full stop is an ordinal.
_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}\.$")
_ORDINAL_LANGUAGES = frozenset({"de", "da", "no", "nb", "nn", "fi", "cs", "sk", "pl", "hu", "hr", "sl", "et", "lv"})
_NEXT = re.compile(r"\s+(\S)")
_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.!?:]+(?:\s|$)")
LONG_WORD = 6
ENOUGH_WORDS = 30
UNSPACED_LANGUAGES = frozenset({"ja", "zh", "th", "km", "lo", "my"})


class Span(NamedTuple):
    """One sentence and its offsets in the text that it was cut from."""

    text: str
    start: int
    end: int


def sentences(text: str, language: str | None = None) -> Iterator[Span]:
    """The sentences of a text in order; an empty line always ends one, and nothing but white space is left out."""
    start = 0
    for paragraph in re.split(r"(\n\s*\n)", text):
        yield from _of_paragraph(paragraph, start, language)
        start += len(paragraph)


def lix(text: str, language: str | None = None) -> int | None:
    """The LIX reading level, about 40 for a newspaper; None where the text is too short or writes no spaces."""
    words = _WORD.findall(text)
    if len(words) < ENOUGH_WORDS or language in UNSPACED_LANGUAGES:
        return None
    long_words = sum(len(word) > LONG_WORD for word in words)
    return round(len(words) / max(1, len(_STOP.findall(text))) + 100 * long_words / len(words))


def _of_paragraph(paragraph: str, offset: int, language: str | None) -> Iterator[Span]:
    start = 0
    for stop in _END.finditer(paragraph):
        if _goes_on(paragraph, start, stop, language):
            continue
        yield from _trimmed(paragraph, start, stop.end(), offset)
        start = stop.end()
    yield from _trimmed(paragraph, start, len(paragraph), offset)


def _goes_on(paragraph: str, start: int, stop: re.Match[str], language: str | None) -> bool:
    """Whether this full stop belongs to an abbreviation or number, or the next word is not a beginning."""
    following = _NEXT.match(paragraph, stop.end())
    if following is None:
        return False
    if following[1].islower():
        return True
    # 24 characters hold the longest abbreviation, and keep a paragraph of full stops from costing its square
    before = paragraph[max(start, stop.end() - 24) : stop.end()]
    if _SHORT.search(before):
        return True
    return language in _ORDINAL_LANGUAGES and _ORDINAL.search(before) is not None


def _trimmed(paragraph: str, start: int, end: int, offset: int) -> Iterator[Span]:
    text = paragraph[start:end]
    words = text.strip()
    if words:
        first = offset + start + len(text) - len(text.lstrip())
        yield Span(words, first, first + len(words))

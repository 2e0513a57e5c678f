"""Cuts a text into sentences and marks those that say something about the making of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from auditor.lesson.sentences import Span, sentences
from auditor.lesson.values import Kind, Sentence

MOST_OCCURRENCES = 50
# Latin to Cyrillic: "by AI" is not in "by AIM"; scripts without spaces may go on at once.
_LETTER = "[0-9A-Za-z\u00c0-\u052f]"


class Mark(NamedTuple):
    """A stretch of a text that is a disclosure (`answer`, its index) or a sentence of some other kind."""

    start: int
    end: int
    kind: Kind
    answer: int | None = None


def marked(text: str, marks: Iterable[Mark], kind: Kind, language: str | None) -> list[tuple[Sentence, Span]]:
    """The sentences of a text with their marks; where two marks meet, the first one names the kind."""
    ranked = tuple(marks)
    return [(_sentence(span, ranked, kind), span) for span in sentences(text, language)]


def occurrences(text: str, quote: str, before: str = "", after: str = "") -> list[tuple[int, int]]:
    """Where a quote stands in a text as whole words; of several places those whose surroundings fit best."""
    words = quote.split()
    if not words or words[0] not in text:
        return []
    before_it = rf"(?<!{_LETTER})" if re.match(_LETTER, words[0]) else ""
    after_it = rf"(?!{_LETTER})" if re.match(_LETTER, words[-1][-1]) else ""
    pattern = re.compile(before_it + r"\s+".join(re.escape(word) for word in words) + after_it)
    found = [match.span() for _, match in zip(range(MOST_OCCURRENCES), pattern.finditer(text), strict=False)]
    if len(found) < 2:
        return found
    fits = [_fit(text, span, before, after) for span in found]
    return [span for span, fit in zip(found, fits, strict=True) if fit == max(fits)]


def alike(drafts: Sequence[Sentence]) -> Iterator[Sentence]:
    """The same sentences; one that repeats a disclosure word for word is an answer as well."""
    answers = {sentence.text: sentence.answers for sentence in drafts if sentence.answers}
    return (sentence._replace(answers=answers.get(sentence.text, sentence.answers)) for sentence in drafts)


def _sentence(span: Span, marks: tuple[Mark, ...], kind: Kind) -> Sentence:
    over = [mark for mark in marks if mark.start < span.end and span.start < mark.end]
    answers = tuple(dict.fromkeys(mark.answer for mark in over if mark.answer is not None))
    return Sentence(text=" ".join(span.text.split()), kind=over[0].kind if over else kind, answers=answers)


def _fit(text: str, span: tuple[int, int], before: str, after: str) -> int:
    """How many characters around a place agree with the quote's own surroundings, white space aside."""
    ahead, behind = text[max(0, span[0] - 120) : span[0]], text[span[1] : span[1] + 120]
    return _same(_bare(before)[::-1], _bare(ahead)[::-1]) + _same(_bare(after), _bare(behind))


def _same(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _bare(text: str) -> str:
    return "".join(text.split())

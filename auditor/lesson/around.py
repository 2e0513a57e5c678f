"""The parts of the exercise around the article: captions, notes, boxes and links, with their disclosures marked."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from msgspec import UNSET

from auditor.facts import Disclosure, Facts, known
from auditor.lesson.marking import Mark, marked, occurrences
from auditor.lesson.passages import Passage, block_text, passages, place_name
from auditor.lesson.values import Kind, Paragraph, Part, PlaceName, Sentence
from auditor.page import Page
from auditor.page.model import BODY_REGIONS

MOST_SENTENCES = 30
"""Of those that disclose nothing; the rest is left out."""


def around(facts: Facts, answers: Mapping[int, Disclosure], page: Page | None) -> tuple[Part, ...]:
    """One part for each place, in page order; `answers` are the disclosures that the article's text does not hold."""
    policies = [d for d in known(facts.disclosures) if not d.about_this_page and d.visible]
    policies = [d for d in policies if d.at.region not in BODY_REGIONS][:MOST_SENTENCES]
    found = _with(_not_in_body(passages(facts, page), facts), [*answers.values(), *policies], page)
    language = None if facts.page is UNSET else facts.page.language
    spare = itertools.count()
    parts: dict[str, Part] = {}
    for passage in found:
        sentences = _read(passage, answers, policies, language)
        kept = tuple(s for s in sentences if s.answers or next(spare) < MOST_SENTENCES)
        if kept:
            part = parts.get(passage.place, Part(passage.place, ()))
            parts[passage.place] = part._replace(paragraphs=(*part.paragraphs, Paragraph(kept)))
    return tuple(parts.values())


def _not_in_body(found: tuple[Passage, ...], facts: Facts) -> tuple[Passage, ...]:
    """Without what the article's text already holds as a paragraph, as where a byline stands between two of them."""
    if facts.page is UNSET:
        return found
    paragraphs = {" ".join(paragraph.split()) for paragraph in facts.page.body.split("\n\n")}
    return tuple(passage for passage in found if passage.kind == "headline" or passage.text not in paragraphs)


def _with(found: tuple[Passage, ...], stated: Sequence[Disclosure], page: Page | None) -> tuple[Passage, ...]:
    """The passages, and one more for every statement that none of them holds."""
    for statement in stated:
        place = place_name(statement.at, statement.place)
        if any(_same(passage.place, place) and occurrences(passage.text, statement.quote) for passage in found):
            continue
        quote = " ".join(statement.quote.split())
        text = block_text(statement.at, page)
        whole = text if text is not None and quote in text else quote
        start = -1 if statement.at.start is None else statement.at.start
        kind: Kind = "statement" if statement.about_this_page else "policy"
        # words of this place that the whole paragraph holds would stand there twice
        rest = tuple(p for p in found if p.place != place or p.text not in whole)
        found = (*rest, Passage(place, kind, whole, start))
    return tuple(sorted(found, key=lambda passage: passage.start))


def _read(
    passage: Passage, answers: Mapping[int, Disclosure], policies: Sequence[Disclosure], language: str | None
) -> list[Sentence]:
    marks = [
        *_marks(passage, answers),
        *(mark._replace(kind="policy", answer=None) for mark in _marks(passage, dict(enumerate(policies)))),
    ]
    return [sentence for sentence, _ in marked(passage.text, marks, passage.kind, language)]


def _marks(passage: Passage, statements: Mapping[int, Disclosure]) -> Iterator[Mark]:
    for number, statement in statements.items():
        if _same(place_name(statement.at, statement.place), passage.place):
            for start, end in occurrences(passage.text, statement.quote, statement.at.before, statement.at.after):
                yield Mark(start, end, "statement", number)


def _same(one: PlaceName, other: PlaceName) -> bool:
    """One place; a caption is one wherever its picture stands."""
    return one == other or {one, other} == {"picture", "lead-picture"}

"""The article's own text as pupils read it: an excerpt of whole sentences that leaves no disclosure out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.facts import Disclosure, Facts, PageFacts, Quoted, known
from auditor.lesson.marking import Mark, alike, marked, occurrences
from auditor.lesson.sentences import Span
from auditor.lesson.values import Kind, Paragraph, Part, Sentence
from auditor.page.model import BODY_REGIONS

MOST_OF_A_KIND = 200
_ENDS = '.!?…。！？”"»'
LETTERS_PER_WORD = 6
"""A text without spaces is measured as if it had some."""


def article(facts: Facts, page: PageFacts, answers: Sequence[Disclosure], excerpt_words: int) -> Part:
    """The first `excerpt_words` words in whole sentences, and every disclosure further down with its neighbours."""
    body = page.body
    pairs = marked(body, _marks(body, facts, answers), "story", page.language)
    drafts = list(alike([sentence for sentence, _ in pairs]))
    kept = _kept(drafts, excerpt_words)
    spans = [span for _, span in pairs]
    last = max(kept, default=-1)
    return Part("article", tuple(_paragraphs(body, drafts, spans, kept)), cut=last < len(drafts) - 1)


def _marks(body: str, facts: Facts, answers: Sequence[Disclosure]) -> list[Mark]:
    """Disclosures first, then policies, claims, corrections, and who is quoted."""
    marks = [mark for n, answer in enumerate(answers) for mark in _found(body, answer, "statement", n)]
    others: tuple[tuple[Kind, Sequence[Quoted]], ...] = (
        ("policy", [d for d in known(facts.disclosures) if not d.about_this_page]),
        ("claim", known(facts.claims)),
        ("correction", known(facts.corrections)),
        ("attribution", known(facts.attributions)),
    )
    return marks + [
        mark for kind, items in others for item in items[:MOST_OF_A_KIND] for mark in _found(body, item, kind)
    ]


def _found(body: str, item: Quoted, kind: Kind, answer: int | None = None) -> Iterator[Mark]:
    """Words said elsewhere on the page count only as whole sentences: a story may hold a few of them by chance."""
    for start, end in occurrences(body, item.quote, item.at.before, item.at.after):
        if item.at.region in BODY_REGIONS or _whole(body, start, end):
            yield Mark(start, end, kind, answer)


def _whole(body: str, start: int, end: int) -> bool:
    before, after = body[max(0, start - 20) : start].rstrip(" "), body[end : end + 2].lstrip(" ")
    begins = not before or before[-1] == "\n" or before[-1] in _ENDS
    return begins and (not after or after[0] == "\n" or body[end - 1] in _ENDS)


def _kept(drafts: list[Sentence], excerpt_words: int) -> list[int]:
    """Indexes of the sentences to show, in order; at least the first."""
    kept, spent = set[int](), 0
    for index, sentence in enumerate(drafts):
        spent += max(len(sentence.text.split()), len(sentence.text) // LETTERS_PER_WORD)
        if index and spent > excerpt_words:
            break
        kept.add(index)
    for index, sentence in enumerate(drafts):
        if sentence.answers:
            kept.update(range(max(0, index - 1), min(len(drafts), index + 2)))
    return sorted(kept)


def _paragraphs(body: str, drafts: list[Sentence], spans: list[Span], kept: list[int]) -> Iterator[Paragraph]:
    """The kept sentences in the paragraphs that they came in."""
    current: list[Sentence] = []
    cut, last = False, -1
    for index in kept:
        skipped = index != last + 1
        new = last >= 0 and (skipped or re.search(r"\n\s*\n", body[spans[last].end : spans[index].start]) is not None)
        if new and current:
            yield Paragraph(tuple(current), cut)
            current = []
        if not current:
            cut = skipped
        current.append(drafts[index])
        last = index
    if current:
        yield Paragraph(tuple(current), cut)

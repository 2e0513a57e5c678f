"""What the page says about machines in its own making: on the page, in its markup and in its headers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import UNSET

from auditor.detectors._anatomy import anatomy, version_of
from auditor.detectors._declared import declared
from auditor.detectors._making import human_of, role_of, scope_of, tool_of
from auditor.detectors._placing import Placing
from auditor.detectors._statements import Passage, linked, passages, quoted, words_of
from auditor.detectors.interface import Observation
from auditor.facts import Disclosure, DisclosureScope, Facts
from auditor.lexicon import Lexicon, Sentence, sentences
from auditor.lexicon.guards import Statement, machine_at, statements
from auditor.model import Gap
from auditor.page import Block, Page, Picture
from auditor.page.selectors import selector_of

FACT = "disclosures"

MOST_READ = 300
"""Sentences with a word for a machine; a long article about AI has a hundred."""
MOST_TEXT = 100_000
"""Characters of those sentences: as much as a book says of machines."""
MAX_TAIL = 3
"""How many sentences after a statement may belong to it: who reviewed it, what may be wrong."""


class Reading(NamedTuple):
    """A statement in its block."""

    passage: Passage
    number: int
    statement: Statement
    scope: DisclosureScope


def detect(page: Page, facts: Facts) -> Observation[tuple[Disclosure, ...]]:  # noqa: ARG001
    """Find every statement of this page about its own making; `facts` is not needed."""
    lexicon = words_of(page)
    heard = tuple(passages(page, "statement"))
    read = tuple(_first(heard))
    found = (*_in_text(page, lexicon, read), *_in_alternatives(page, lexicon), *declared(page))
    if read == heard:
        return Observation(found)
    detail = f"The page speaks of machines in more than {MOST_READ} sentences or {MOST_TEXT:,} characters; "
    detail += "only so many were read."
    return Observation(found or UNSET, (Gap(fact=FACT, reason="truncated", detail=detail),))


def _first(heard: tuple[Passage, ...]) -> Iterator[Passage]:
    """The passages up to the limits; the last one up to the sentence that reaches them."""
    number = size = 0
    for passage in heard:
        hits: list[int] = []
        for hit in passage.hits:
            number, size = number + 1, size + len(passage.sentences[hit].text)
            if number > MOST_READ or size > MOST_TEXT:
                yield passage._replace(hits=tuple(hits))
                return
            hits.append(hit)
        yield passage


def _in_text(page: Page, lexicon: Lexicon, heard: tuple[Passage, ...]) -> Iterator[Disclosure]:
    if not heard:
        return
    context = _Context(page, lexicon)
    for passage in heard:
        taken = -1
        for number in passage.hits:
            readings = tuple(context.readings(passage, number))
            if number <= taken:
                readings = tuple(
                    r for r in readings if r.statement.stance == "denied" and r.statement.match.phrase.role
                )
            for reading in _best(readings):
                disclosure, taken = context.disclosure(reading)
                yield disclosure


def _best(readings: tuple[Reading, ...]) -> Iterator[Reading]:
    """Of all readings of one sentence: the most telling claim, the denial, or else the policy."""
    for wanted in ("claimed", "denied", "policy"):
        of_stance = [reading for reading in readings if reading.statement.stance == wanted]
        if of_stance:
            yield min(of_stance, key=_rank)
            if wanted == "denied" or (wanted == "claimed" and not _plain_denial(readings)):
                return


def _plain_denial(readings: tuple[Reading, ...]) -> bool:
    return any(r.statement.stance == "denied" and r.statement.match.phrase.role == "none" for r in readings)


def _rank(reading: Reading) -> tuple[bool, bool, bool, bool, bool, bool, int, int]:
    """What tells most comes first: the part of the page, then what was done to it, then where it says so."""
    match = reading.statement.match
    named = "noun" in match.groups
    vague = not (named and "this" in match.captured), not match.phrase.scope, not named, "made" not in match.groups
    beside = match.phrase.where == "caption" and reading.passage.block.region == "body"
    return (match.phrase.role == "automated", beside, *vague, match.start, match.start - match.end)


class _Context:
    """What of the page decides how its statements are read."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self.page = page
        self.lexicon = lexicon
        self._placing = Placing(page, lexicon)

    def readings(self, passage: Passage, number: int) -> Iterator[Reading]:
        """The statements of one sentence that count where they stand."""
        block, sentence = passage.block, passage.sentences[number]
        before = passage.sentences[number - 1].text if number else ""
        for statement in statements(self.lexicon, sentence.text):
            if statement.stance in ("reported", "placeholder", "partial-denial"):
                continue
            start, end = sentence.start + statement.match.start, sentence.start + statement.match.end
            if _said_by_others(block, sentence, statement) or (
                linked(block, start, end) and not self._placing.in_caption(block)
            ):
                continue
            region, player = self._placing.region(block), self._placing.player(block)
            scope = scope_of(statement, region, sentence.text, before, player)
            if self._placing.counts(block, sentence, statement, scope, before):
                yield Reading(passage, number, statement, scope)

    def disclosure(self, reading: Reading) -> tuple[Disclosure, int]:
        """The fact, and the number of the last sentence that its quote takes in."""
        page, block = self.page, reading.passage.block
        cut = reading.passage.sentences
        last = _tail(self.lexicon, cut, reading)
        start, end = cut[reading.number].start, cut[last].end
        quote = block.text[start:end]
        statement = reading.statement
        role = role_of(statement, reading.scope, self.lexicon, cut[reading.number].text)
        parts = anatomy(page, block, start, end, self.lexicon)
        return (
            Disclosure(
                quote=quote,
                at=page.at(block, start, end),
                scope=reading.scope,
                role=role,
                tool=tool_of(self.lexicon, quote) if role != "none" else None,
                human=human_of(self.lexicon, quote),
                about_this_page=statement.stance != "policy",
                region=block.region,
                place=page.place(block),
                depth=round((block.start + start) / max(1, len(page.text)), 3),
                visible=page.place(block) != "hidden",
                origin="text",
                version=parts.version if role != "none" else None,
                responsible=parts.responsible,
                policy_url=parts.policy_url,
                shown=parts.shown,
            ),
            last,
        )


def _said_by_others(block: Block, sentence: Sentence, statement: Statement) -> bool:
    """Whether the statement, or the words that name the machine, stand in a quotation."""
    match = statement.match
    end = sentence.start + match.end
    return any(quoted(block, sentence.start + at, end) for at in (match.start, machine_at(match)))


def _tail(lexicon: Lexicon, cut: tuple[Sentence, ...], reading: Reading) -> int:
    """Number of the last sentence that still belongs to the statement."""
    last = reading.number
    for number in range(reading.number + 1, min(len(cut), reading.number + 1 + MAX_TAIL)):
        text = cut[number].text
        reviewed = lexicon.has(text, "reviewed") and lexicon.has(text, "reviewer")
        caveat = number == last + 1 and (lexicon.has(text, "caveat") or lexicon.has(text, "other_part"))
        if reviewed or caveat:
            last = number
    return last


def _in_alternatives(page: Page, lexicon: Lexicon) -> Iterator[Disclosure]:
    """Labels in the alternative texts of the article's pictures, which no reader sees."""
    for picture in page.pictures:
        if not picture.alt or not picture.article or not any(lexicon.triggers("statement", picture.alt)):
            continue
        sentence = next(sentences(picture.alt), None)
        if sentence is None or lexicon.has(picture.alt, "depicted"):
            continue
        for statement in statements(lexicon, sentence.text):
            if statement.stance == "claimed" and statement.match.start <= 2 and statement.match.phrase.where != "bio":
                yield _alternative(page, lexicon, picture, statement)
                break


def _alternative(page: Page, lexicon: Lexicon, picture: Picture, statement: Statement) -> Disclosure:
    alt = picture.alt or ""
    return Disclosure(
        quote=alt,
        at=page.in_markup(selector_of(picture.node)),
        scope="image",
        role=role_of(statement, "image", lexicon, alt),
        tool=tool_of(lexicon, alt),
        human=human_of(lexicon, alt),
        about_this_page=True,
        region="markup",
        place="hidden",
        depth=0.0,
        visible=False,
        origin="markup",
        version=version_of(lexicon, alt),
        responsible=None,
        policy_url=None,
        shown="hidden",
    )

"""What the page says about machines in its own making: on the page, in its markup and in its headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import UNSET

from auditor.detectors._declared import declared
from auditor.detectors._making import human_of, role_of, scope_of, tool_of
from auditor.detectors._statements import Passage, linked, passages, quoted, words_of
from auditor.detectors.interface import Observation
from auditor.facts import Disclosure, DisclosureScope, Facts, Region
from auditor.lexicon import Lexicon, Sentence, sentences
from auditor.lexicon.guards import Statement, machine_at, statements
from auditor.lexicon.library import ANY
from auditor.model import Gap
from auditor.page import Block, Page, Picture
from auditor.page.selectors import selector_of

FACT = "disclosures"

CAPTIONS: frozenset[Region] = frozenset({"caption", "credit", "lead-media"})
NOTES: frozenset[Region] = CAPTIONS | {
    "standfirst", "byline", "dateline", "summary-box", "source-list", "correction", "author-bio", "process-note",
    "hidden", "paywall",
}  # fmt: skip
BIOS: frozenset[Region] = frozenset({"byline", "author-bio"})
NOTE_LENGTH = 400
"""Longest paragraph, in characters, that can be a note inside the running text."""
EDGE = 3
"""How many paragraphs from either end of the running text a note may stand."""
LABEL_LENGTH = 260
_BRACKETED = re.compile(r"^\s*\([^)]*\)")
MOST_READ = 500
"""Sentences with a word for a machine; a long article about AI has a hundred."""
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
    found = (*_in_text(page, lexicon, heard), *_in_alternatives(page, lexicon), *declared(page))
    if sum(len(passage.hits) for passage in heard) <= MOST_READ:
        return Observation(found)
    detail = f"More than {MOST_READ} sentences of the page speak of machines; only so many were read."
    return Observation(found or UNSET, (Gap(fact=FACT, reason="truncated", detail=detail),))


def _in_text(page: Page, lexicon: Lexicon, heard: tuple[Passage, ...]) -> Iterator[Disclosure]:
    if not heard:
        return
    context = _Context(page, lexicon)
    left = MOST_READ
    for passage in heard:
        if left <= 0:
            return
        left -= len(passage.hits)
        taken = -1
        for number in passage.hits[: left + len(passage.hits)]:
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


def _rank(reading: Reading) -> tuple[bool, bool, bool, int, int]:
    match = reading.statement.match
    vague = not match.phrase.scope, "noun" not in match.groups
    return (match.phrase.role == "automated", *vague, match.start, match.start - match.end)


class _Context:
    """What of the page decides how its statements are read."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self.page = page
        self.lexicon = lexicon
        body = page.body_blocks
        self.edges = {block.number for block in (*body[:EDGE], *body[-EDGE:])}
        self.outermost = {block.number for block in (*body[:1], *body[-1:])}
        self.captions = {number for picture in page.pictures for number in picture.caption_blocks}
        self.beside = {picture.block for picture in page.pictures} | {p.block - 1 for p in page.pictures}
        title = " ".join(block.text for block in page.blocks_in("headline", "standfirst"))
        self.about_ai = lexicon.has(title, "machine")

    def readings(self, passage: Passage, number: int) -> Iterator[Reading]:
        """The statements of one sentence that count where they stand."""
        block, sentence = passage.block, passage.sentences[number]
        before = passage.sentences[number - 1].text if number else ""
        for statement in statements(self.lexicon, sentence.text):
            if statement.stance in ("reported", "placeholder", "partial-denial"):
                continue
            start, end = sentence.start + statement.match.start, sentence.start + statement.match.end
            if _said_by_others(block, sentence, statement) or (linked(block, start, end) and not self._caption(block)):
                continue
            scope = scope_of(statement, self._region(block), before)
            if self._counts(block, sentence, statement, scope, before):
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
            ),
            last,
        )

    def _region(self, block: Block) -> Region:
        return "caption" if block.number in self.captions else block.region

    def _caption(self, block: Block) -> bool:
        return self._region(block) in CAPTIONS

    def _counts(
        self, block: Block, sentence: Sentence, statement: Statement, scope: DisclosureScope, before: str
    ) -> bool:
        """Whether a statement of this form counts in this place."""
        match = statement.match
        if block.region == "headline" or (
            block.region == "footer" and statement.stance != "denied" and scope != "site"
        ):
            return False
        where = match.phrase.where
        if where == "bio":
            return block.region in BIOS
        if self._caption(block):
            return self._labels_picture(block, sentence, statement)
        if where == "caption":
            return (
                block.region in ("body", "summary-box")
                and block.number in self.beside
                and self._label(block, match.end, sentence)
            )
        if where == "label":
            return self._is_label(block, sentence, statement, scope)
        if where == "note":
            if "we" in match.captured and block.region == "body":  # how a newsroom works, in its own words
                return False
            pronoun = "it" in match.captured
            return self._is_note(block, sentence, match.start, scope) and (
                not pronoun or bool(match.grammar.groups_in("noun", before))
            )
        return block.region != "body" or self._speaks_of_itself(block, sentence, statement, scope)

    def _is_label(self, block: Block, sentence: Sentence, statement: Statement, scope: DisclosureScope) -> bool:
        match = statement.match
        whole = not block.text[sentence.start + match.end :].strip(" .:)") and sentence.start == 0
        if block.region == "body":
            if self.lexicon.has(match.text, "was"):  # a sentence, not a label
                return self._is_note(block, sentence, match.start, scope)
            if scope in ("image", "video") and block.number not in self.beside:
                return False
        apart = block.region not in ("body", "pull-quote", "footer")
        note = apart or (block.number in self.edges and sentence.start == 0)
        return (note or whole) and match.start <= 2 and self._label(block, match.end, sentence)

    def _is_note(self, block: Block, sentence: Sentence, start: int, scope: DisclosureScope) -> bool:
        """Whether the block stands apart from the running text, or ends it with words on the text itself."""
        if block.region in NOTES or block.collapsed:
            return True
        return self._closes(block, sentence) and start <= 4 and scope not in ("image", "video")

    def _closes(self, block: Block, sentence: Sentence) -> bool:
        """Whether the sentence opens a short paragraph at the very start or end of the running text."""
        return block.number in self.outermost and len(block.text) <= NOTE_LENGTH and sentence.start == 0

    def _speaks_of_itself(self, block: Block, sentence: Sentence, statement: Statement, scope: DisclosureScope) -> bool:
        """Whether "this" in running text is this page, and not what the article reports on."""
        match = statement.match
        if statement.stance != "claimed":
            return statement.stance == "denied" or (block.number in self.edges and not self.about_ai)
        rest = sentence.text[match.end :]
        if self.lexicon.has(rest, "reporting") or self.lexicon.has(sentence.text, "depicted"):
            return False
        vague = self.lexicon.has(match.captured.get("noun", ""), "elsewhere")
        noted = block.number in self.edges and len(block.text) <= NOTE_LENGTH and not vague
        if scope in ("image", "video") and "whole" not in match.captured:
            return block.number in self.beside
        return noted or (vague and self._closes(block, sentence)) or not (vague or self.about_ai)

    def _label(self, block: Block, end: int, sentence: Sentence) -> bool:
        """Whether the block says nothing else: a label, not a sentence that begins like one."""
        if len(block.text) > LABEL_LENGTH or block.tag in ("h1", "h2", "h3"):
            return False
        rest = _BRACKETED.sub("", sentence.text[end:]).strip(" )]}”“»\"'.:;|*")
        if block.region == "body" and rest and not self.lexicon.has(rest, "reviewed"):
            return False
        return not rest or (self._closing(rest) and not self.lexicon.has(rest, "was", "policy"))

    def _closing(self, rest: str) -> bool:
        for grammar in self.lexicon.grammars:
            words = grammar.words("closing")
            found = words.search(rest) if words is not None else None
            if found is not None and found.start() <= 2:
                return not rest.startswith(",") or found.start() <= 2
        return False

    def _labels_picture(self, block: Block, sentence: Sentence, statement: Statement) -> bool:
        """Whether a caption labels its picture, and does not tell what somebody else's picture shows."""
        match = statement.match
        if self.lexicon.has(block.text, "depicted"):
            return match.grammar.language == ANY
        lead, rest = sentence.text[: match.start].rstrip(), sentence.text[match.end :].strip()
        starts = not lead or lead[-1] in "([|/:;.–—-©,•*"
        ends = not rest.strip(" )].:;|*/") or rest[0] in ")]|/:;.,–—("
        return starts or ends or "noun" in match.captured


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
    )

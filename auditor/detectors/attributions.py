"""Statements that the article ascribes to somebody: who, in which words, and whether the reader can follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from auditor.detectors._statements import passages, words_of
from auditor.detectors.interface import Observation
from auditor.facts import Attribution, AttributionKind, Facts, Region
from auditor.lexicon import Lexicon, Match, Sentence
from auditor.page import Block, Link, Page

FACT = "attributions"

SAID: tuple[str, ...] = ("said", "told", "according", "shows", "anonymity")
"""The word classes that ascribe, in the order in which they name the verb."""
SPOKEN: frozenset[Region] = frozenset({"body", "summary-box", "pull-quote"})
ALL_REGIONS: frozenset[Region] = frozenset()
LONGEST_NAME = 90


class Speaker(NamedTuple):
    """Who a phrase ascribes to."""

    who: str
    kind: AttributionKind
    verb: str
    start: int


def detect(page: Page, facts: Facts) -> Observation[tuple[Attribution, ...]]:  # noqa: ARG001 - as every detector
    """Find every ascribed statement of the running text, once a sentence and speaker; `facts` is not needed."""
    return Observation(tuple(_attributions(page)))


def _attributions(page: Page) -> Iterator[Attribution]:
    lexicon = words_of(page)
    for passage in passages(page, "attribution", ALL_REGIONS):
        if passage.block.region not in SPOKEN or passage.block.collapsed:
            continue
        for number in passage.hits:
            sentence = passage.sentences[number]
            for speaker in _speakers(lexicon, sentence.text):
                yield _attribution(page, passage.block, sentence, speaker)


def _speakers(lexicon: Lexicon, text: str) -> Iterator[Speaker]:
    """The speakers of one sentence, each once, in the order of the text."""
    found = [speaker for match in lexicon.find("attribution", text) if (speaker := _speaker(lexicon, match))]
    taken: list[Speaker] = []
    for speaker in sorted(found, key=lambda each: (each.start, each.kind != "anonymous", -len(each.who))):
        if not any(_same(speaker, other) for other in taken):
            taken.append(speaker)
            yield speaker


def _same(one: Speaker, other: Speaker) -> bool:
    return one.who in other.who or other.who in one.who or one.verb == other.verb


def _speaker(lexicon: Lexicon, match: Match) -> Speaker | None:
    verb = next((match.captured[name] for name in SAID if name in match.captured), "")
    kind = match.phrase.kind
    who = match.captured.get(kind, "") if kind in ("anonymous", "document") else match.captured.get("NAME", "")
    if kind == "anonymous" and not who:
        return Speaker(verb, "anonymous", verb, match.start)
    if kind == "document" and "NAME" in match.captured:
        who = _joined(match, who)
    name = _named(match, who) if not kind else who
    if not name or not verb or len(name) > LONGEST_NAME:
        return None
    if kind in ("anonymous", "document"):
        return Speaker(name, "anonymous" if kind == "anonymous" else "document", verb, match.start)
    if _is(match, name, "anonymous"):
        return Speaker(name, "anonymous", verb, match.start)
    return Speaker(name, "outlet" if lexicon.has(name, "outlet") else "named", verb, match.start)


def _joined(match: Match, document: str) -> str:
    """Document and owner in the order of the text: "Human Rights Watch documentation", "report of the Ministry"."""
    owner, text = match.captured["NAME"], match.text
    first = min(text.find(owner), text.find(document))
    last = max(text.find(owner) + len(owner), text.find(document) + len(document))
    return text[first:last]


def _named(match: Match, name: str) -> str:
    """The name without the words that only begin its sentence; empty where nothing but a pronoun is left."""
    words = name.rstrip(".,").split()
    while words and _is(match, words[0], "opener"):
        words = words[1:]
    if not words or _is(match, words[0], "pronoun"):
        return ""
    return " ".join(words)


def _is(match: Match, text: str, name: str) -> bool:
    """Whether the whole text is an entry of the class."""
    words = match.grammar.words(name)
    found = words.search(text) if words is not None else None
    return found is not None and found.start() == 0 and found.end() == len(text)


def _attribution(page: Page, block: Block, sentence: Sentence, speaker: Speaker) -> Attribution:
    link = _link(page, block, sentence)
    return Attribution(
        quote=sentence.text,
        at=page.at(block, sentence.start, sentence.end),
        who=speaker.who,
        kind=speaker.kind,
        verb=speaker.verb,
        linked=link is not None,
        url=link.url if link is not None else None,
    )


def _link(page: Page, block: Block, sentence: Sentence) -> Link | None:
    """The first link of the sentence that leaves the outlet: links within it lead to topics and to itself."""
    first, last = block.start + sentence.start, block.start + sentence.end
    own = (urlsplit(page.url).hostname or "").removeprefix("www.")
    for link in block.links:
        host = (urlsplit(link.url).hostname or "").removeprefix("www.")
        if first <= link.start < last and host and host != own:
            return link
    return None

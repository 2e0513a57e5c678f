"""Statements that the article ascribes to somebody: who, in which words, and whether the reader can follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from auditor.detectors._statements import block_at, words_of
from auditor.detectors.interface import Observation
from auditor.facts import Attribution, AttributionKind, Facts, Region
from auditor.lexicon import Match, Sentence, sentences
from auditor.page import Block, Link, Page

FACT = "attributions"

SAID: tuple[str, ...] = ("said", "told", "according", "shows", "anonymity")
"""The word classes that ascribe, in the order in which they name the verb."""
SPOKEN: frozenset[Region] = frozenset({"body", "summary-box", "pull-quote"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LONGEST_NAME = 90


class Speaker(NamedTuple):
    """Who a phrase ascribes to."""

    who: str
    kind: AttributionKind
    verb: str


def detect(page: Page, facts: Facts) -> Observation[tuple[Attribution, ...]]:  # noqa: ARG001 - as every detector
    """Find every ascribed statement of the running text, once a sentence and speaker; `facts` is not needed."""
    return Observation(tuple(_attributions(page)))


def _attributions(page: Page) -> Iterator[Attribution]:
    cut: dict[int, tuple[Sentence, ...]] = {}
    spoken: dict[tuple[int, int], list[Speaker]] = {}
    for match in words_of(page).scan("attribution", page.text):
        block = block_at(page, match.start)
        if match.end > block.end or block.region not in SPOKEN or block.collapsed or block.tag in HEADINGS:
            continue
        if block.number not in cut:
            cut[block.number] = tuple(sentences(block.text))
        start = match.start - block.start
        number = next(n for n, sentence in enumerate(cut[block.number]) if start < sentence.end)
        speaker = _speaker(match, block.text[:start])
        others = spoken.setdefault((block.number, number), [])
        if speaker is not None and not any(_same(speaker, other) for other in others):
            others.append(speaker)
            yield _attribution(page, block, cut[block.number][number], speaker)


def _same(one: Speaker, other: Speaker) -> bool:
    return one.who in other.who or other.who in one.who


def _speaker(match: Match, before: str) -> Speaker | None:
    verb = next((match.captured[name] for name in SAID if name in match.captured), "")
    kind = match.phrase.kind
    who = match.captured.get(kind, "") if kind in ("anonymous", "document") else match.captured.get("NAME", "")
    if kind == "anonymous" and not who:
        return Speaker(verb, "anonymous", verb)
    if kind == "document" and "NAME" in match.captured:
        who = _joined(match, who)
    name = _named(match, who) if not kind else who
    if not name or not verb or len(name) > LONGEST_NAME:
        return None
    if match.phrase.id == "name-said" and _is_object(match, before):
        return None
    if kind in ("anonymous", "document"):
        return Speaker(name, "anonymous" if kind == "anonymous" else "document", verb)
    if _is(match, name, "anonymous"):
        return Speaker(name, "anonymous", verb)
    return Speaker(name, "outlet" if _is(match, name, "outlet") else "named", verb)


def _joined(match: Match, document: str) -> str:
    """Document and owner in the order of the text: "Human Rights Watch documentation", "report of the Ministry"."""
    owner, text = match.captured["NAME"], match.text
    first = min(text.find(owner), text.find(document))
    last = max(text.find(owner) + len(owner), text.find(document) + len(document))
    return text[first:last]


def _is_object(match: Match, before: str) -> bool:
    """Whether the name hangs on a preposition, as in "the trains in Weir said": then somebody else spoke."""
    return any(_is(match, word, "preposition") for word in before.split()[-2:])


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

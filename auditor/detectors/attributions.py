"""Statements that the article ascribes to somebody: who, in which words, and whether the reader can follow."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from auditor.detectors._links import kind_of, source_link, stripped
from auditor.detectors._statements import words_of
from auditor.detectors.interface import Observation
from auditor.facts import Attribution, AttributionKind, Facts, Region
from auditor.lexicon import Match, Sentence, sentences
from auditor.lexicon.model import Grammar
from auditor.page import Block, Link, Page

FACT = "attributions"

SAID: tuple[str, ...] = (
    "states", "states_many", "states_first", "tells", "stating", "said", "told", "after_quote", "according", "contrary",
    "shows", "anonymity", "says_a", "so_says", "in_mind", "in_view_of", "seen_by", "reports_last", "after_noun",
)  # fmt: skip
"""The word classes that ascribe, in the order in which they name the verb."""
SPOKEN: frozenset[Region] = frozenset({"body", "summary-box", "pull-quote"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LONGEST_NAME = 90
MOST_WORDS = 6
"""Words of a speaker without a name: "two barge owners", "a senior official of the ministry"."""
AROUND = 200
"""Characters before and after a match that may tell who speaks."""
PAUSES = (",", ";", ":", "–", "—", "-")
MOST_SPEAKERS = 12
"""In one sentence; more of them are a list without full stops."""
BY_DESCRIPTION: dict[str, AttributionKind] = {"organisation": "organisation", "crowd": "vague"}
"""Word classes that describe a speaker without a name, and the kind of speaker that is."""
DESCRIBED = 4
"""Words before a document that may belong to it: "a new internal audit report"."""

_PUNCTUATION = re.compile(r"[.,;:!?“”\"„«»()]")

_CLAUSE_ENDS = re.compile(r"[.;:]|,\s")

# A name after what somebody is: ", Ida Weir", " Tom A. Weir".
_NAMED_AFTER = re.compile(r",? ((?:[^\W\d_a-zà-ÿ][\w'’.-]*\w )+[^\W\d_a-zà-ÿ][\w'’-]*\w)")


class Speaker(NamedTuple):
    """Who a phrase ascribes to."""

    who: str
    kind: AttributionKind
    verb: str


class _Place(NamedTuple):
    """A sentence of a block."""

    block: int
    sentence: int


def detect(page: Page, facts: Facts) -> Observation[tuple[Attribution, ...]]:  # noqa: ARG001 - as every detector
    """Find every ascribed statement of the running text, once a sentence and speaker; `facts` is not needed."""
    return Observation(tuple(_attributions(page)))


def _attributions(page: Page) -> Iterator[Attribution]:
    cut: dict[int, tuple[Sentence, ...]] = {}
    spoken: dict[_Place, list[Speaker]] = {}
    for block, match in _matches(page):
        if block.number not in cut:
            cut[block.number] = tuple(sentences(block.text))
        number = bisect_right(cut[block.number], match.start, key=_end)
        first = max(cut[block.number][number].start, match.start - AROUND)
        speaker = _speaker(match, block.text[first : match.start], block.text[match.end : match.end + AROUND])
        if speaker is not None:
            _add(spoken.setdefault(_Place(block.number, number), []), speaker)
    for place, speakers in spoken.items():
        block, sentence = page.blocks[place.block], cut[place.block][place.sentence]
        link = source_link(page, block, sentence)
        for speaker in speakers:
            yield _attribution(page, block, sentence, speaker, link)


def _matches(page: Page) -> Iterator[tuple[Block, Match]]:
    """Every match in the running text; only blocks that hold a word which ascribes are read closely."""
    lexicon = words_of(page)
    seen = -1
    for offset in lexicon.triggers("attribution", page.text):
        block = page.block_up_to(offset)
        if block.number != seen and block.region in SPOKEN and not block.collapsed and block.tag not in HEADINGS:
            for match in lexicon.scan("attribution", block.text):
                yield block, match
        seen = block.number


def _end(sentence: Sentence) -> int:
    return sentence.end


def _add(speakers: list[Speaker], new: Speaker) -> None:
    """Keep each speaker of a sentence once; a word that somebody is not named belongs to the one who is not."""
    for index, old in enumerate(speakers):
        if new.who in old.who or old.who in new.who or (_unnamed(new) and old.kind == "anonymous"):
            return
        if _unnamed(old) and new.kind == "anonymous":
            speakers[index] = new
            return
    if len(speakers) < MOST_SPEAKERS:
        speakers.append(new)


def _unnamed(speaker: Speaker) -> bool:
    """Whether all we have of somebody is that they are not named."""
    return speaker.kind == "anonymous" and speaker.who == speaker.verb


def _speaker(match: Match, before: str, after: str) -> Speaker | None:
    """Who speaks; `before` holds the words of the sentence in front of the match, `after` what follows it."""
    verb = next((match.captured[name] for name in SAID if name in match.captured), "")
    kind = match.phrase.kind
    if kind == "anonymous":
        return _by_office(match, verb, after) or Speaker(_described(before) or verb, "anonymous", verb)
    for described, of_kind in BY_DESCRIPTION.items():
        if described in match.captured:
            return Speaker(match.captured[described], of_kind, verb)
    if kind == "vague":  # "it is said that"
        return Speaker(verb, "vague", verb)
    if "paper" in match.captured:
        return Speaker(_paper(match, before)[:LONGEST_NAME], "document", verb)
    if kind == "document":
        return Speaker(_document(match, before)[:LONGEST_NAME], "document", verb)
    name = _named(match, match.captured.get("NAME", ""))
    if not name or not verb or len(name) > LONGEST_NAME:
        return None
    if match.phrase.id == "name-said" and (_is_object(match, before) or _other_subject(match, after)):
        return None
    if _is(match, name, "anonymous"):
        return Speaker(name, "anonymous", verb)
    return Speaker(name, "outlet" if _is(match, name, "outlet") else "named", verb)


def _by_office(match: Match, verb: str, after: str) -> Speaker | None:
    """Somebody told by an office or a role, unless a name follows it: "a spokeswoman, Ida Weir, said"."""
    who = match.captured.get("anonymous") or match.captured.get("person_role")
    if who is None:
        return None
    name = _NAMED_AFTER.match(match.text.partition(who)[2] or after)
    return Speaker(who, "anonymous", verb) if name is None else Speaker(name.group(1), "named", verb)


def _described(before: str) -> str:
    """The person that a clause about anonymity hangs on: "Two barge owners, who …"; empty where it hangs on none."""
    head, comma, clause = before.rpartition(", ")
    who = _PUNCTUATION.split(head)[-1].strip()
    return who if comma and len(clause.split()) == 1 and len(who.split()) <= MOST_WORDS else ""


def _document(match: Match, before: str) -> str:
    """The document in the words of the text: "Human Rights Watch documentation", "a study by Weir University"."""
    text = match.text
    if "according" in match.captured:
        return text.partition(match.captured["according"])[2].strip()
    named = text[: text.rfind(match.captured["shows"])].strip()
    return " ".join([*_from_article(match, before), named])


def _paper(match: Match, before: str) -> str:
    """The document with the words before it that belong to it: "the annual climate statement"."""
    if "according" in match.captured:
        return match.text.partition(match.captured["according"])[2].strip()
    return " ".join([*_from_article(match, before), match.captured["paper"]])


def _from_article(match: Match, before: str) -> list[str]:
    words = _PUNCTUATION.split(before)[-1].split()[-DESCRIBED:]
    starts = [at for at, word in enumerate(words) if _is(match, word, "article")]
    return words[starts[-1] :] if starts else []


def _is_object(match: Match, before: str) -> bool:
    """Whether the name hangs on a preposition, as in "the trains in Weir said": then somebody else spoke."""
    if before.rstrip().endswith(PAUSES):  # "In August, Weir said"
        return False
    return any(_is(match, word, "preposition") for word in before.split()[-2:])


def _other_subject(match: Match, after: str) -> bool:
    """Whether the verb's own subject follows it, as in "Am Telefon berichtet sie": then the name is none."""
    following = after.split(maxsplit=1)
    return after.startswith(" ") and bool(following) and _is(match, following[0].rstrip(".,"), "subject")


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
    return _is_entry(match.grammar, name, text)


@lru_cache(maxsize=8_192)
def _is_entry(grammar: Grammar, name: str, text: str) -> bool:
    """Words before and after a verb are few and come again on every page, so answers are kept."""
    words = grammar.words(name)
    found = words.search(text) if words is not None else None
    return found is not None and found.start() == 0 and found.end() == len(text)


def _attribution(page: Page, block: Block, sentence: Sentence, speaker: Speaker, link: Link | None) -> Attribution:
    return Attribution(
        quote=sentence.text,
        at=page.at(block, sentence.start, sentence.end),
        who=speaker.who,
        kind=speaker.kind,
        verb=speaker.verb,
        linked=link is not None,
        url=stripped(link.url) if link is not None else None,
        link_kind=kind_of(page, link) if link is not None else None,
        reason=_reason(page, sentence.text) if speaker.kind == "anonymous" else None,
    )


def _reason(page: Page, text: str) -> str | None:
    """Why somebody asked not to be named: "because their contracts are up for renewal"; only beside that wish."""
    lexicon = words_of(page)
    wish = next((found for words in lexicon.words("anonymity") if (found := words.search(text))), None)
    if wish is None:
        return None
    for words in lexicon.words("for_reason"):
        found = words.search(text)
        if found is not None:
            given = text[found.start(1) if found.groups() else found.start() :].lstrip(" ,")
            return _CLAUSE_ENDS.split(given)[0].strip() or None
    return None

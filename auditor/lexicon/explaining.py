"""Explains how the lexicon reads a text: word by word, phrase by phrase, and which word decides how it is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Literal, get_args

from msgspec import Struct

from auditor.lexicon.guards import MACHINES, Stance, machine_at, stance
from auditor.lexicon.library import ANY, grammar, languages, lexicon, shared
from auditor.lexicon.model import Grammar, Match, Says, Where
from auditor.lexicon.nearest import Near, nearest
from auditor.lexicon.reasons import Span, occurrences, reasons
from auditor.lexicon.sentences import Sentence, sentences

Place = Literal["body", "closing", "note", "label", "caption", "bio"]
COUNTING: Mapping[Place, frozenset[Where]] = {
    "body": frozenset({"anywhere"}),
    "closing": frozenset({"anywhere", "closing"}),
    "note": frozenset({"anywhere", "note", "apart", "closing"}),
    "label": frozenset({"anywhere", "note", "label", "apart", "closing"}),
    "caption": frozenset({"anywhere", "note", "label", "caption"}),
    "bio": frozenset({"anywhere", "note", "bio"}),
}
"""Which phrases can count in which place of a page. The layout of the page decides the rest."""
PLACES: tuple[str, ...] = get_args(Place)
SHARED_WORDS = "tools"
"""Stands for the language of classes that all languages share."""
MOST_SENTENCES = 20
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HAN = re.compile(r"[一-鿿]")
_KANA = re.compile(r"[぀-ヿ가-힣]")
"""Letters of Japanese and Korean, which use Chinese ones too."""
FAMILIES: tuple[Says, ...] = get_args(Says)
NEAR_FAMILIES = frozenset({"statement", "claim", "sources", "correction"})


class Member(Struct, frozen=True, kw_only=True):
    """One word class that a word belongs to."""

    language: str
    """`tools` for a class that all languages share."""
    word_class: str
    group: str
    """The group of the class; empty where it has none."""
    entry: str
    """The words of the text that are in the class, this one among them: "with the help of"."""


class Word(Struct, frozen=True, kw_only=True):
    """A word of the text; in scripts without spaces, what one class knows or nobody does."""

    text: str
    start: int
    classes: tuple[Member, ...]


class Because(Struct, frozen=True, kw_only=True):
    """Words that decide how a match is meant."""

    words: tuple[str, ...]
    word_class: str


class Hit(Struct, frozen=True, kw_only=True):
    """A phrase that matches."""

    language: str
    phrase: str
    line: int
    """Line of the language's file."""
    says: str
    where: str
    counts: bool | None
    """Whether it can count in the place that was asked for; None where none was."""
    text: str
    captured: dict[str, str]
    """The words of each class; a class with groups as `noun.text`."""
    stance: Stance
    because: tuple[Because, ...]
    without_words: str
    """What decides the meaning where no word does; empty otherwise."""


class SentenceRead(Struct, frozen=True, kw_only=True):
    """How one sentence is read."""

    text: str
    words: tuple[Word, ...]
    hits: tuple[Hit, ...]
    nearly: tuple[Near, ...]
    """Phrases that do not match, where no phrase of their language does."""


class Explanation(Struct, frozen=True, kw_only=True):
    """How a text is read in one language."""

    language: str
    guessed: bool
    place: str
    sentences: tuple[SentenceRead, ...]


def explain(
    text: str, language: str | None = None, place: Place | None = None, own: Grammar | None = None
) -> Explanation:
    """
    Read a text as a page in this language would be; without one, in the language that knows most of its words.

    `own`: a grammar in place of the language's, as its writer has it on disk.
    """
    guessed = language is None and own is None
    grammars = lexicon(own.language if own else language or guess(text)).grammars
    if own is not None:
        grammars = (own, *(one for one in grammars if one.language != own.language))
    read = tuple(_sentence(one, grammars, place) for one in islice(sentences(text), MOST_SENTENCES))
    return Explanation(language=grammars[0].language, guessed=guessed, place=place or "", sentences=read)


def guess(text: str) -> str:
    """The code of the language whose own words cover most of the text; English where none does."""
    short = text[:500]
    if _HAN.search(short) and not _KANA.search(short):
        return "zh"
    codes = sorted((code for code in languages() if code != ANY), key=lambda code: code != "en")
    return max(codes, key=lambda code: _covered(grammar(code), short))


def _covered(own: Grammar, text: str) -> int:
    names = sorted(set(own.classes) - set(shared().classes))
    return sum(end - start for start, end in _apart(own, names, text))


def _apart(own: Grammar, names: list[str], text: str) -> set[Span]:
    """Where a text has words of any of these classes; no stretch twice."""
    taken: set[Span] = set()
    for span in sorted((s for name in names for s in occurrences(own, name, text)), key=lambda s: s.start - s.end):
        if all(span.end <= other.start or span.start >= other.end for other in taken):
            taken.add(span)
    return taken


def _sentence(sentence: Sentence, grammars: tuple[Grammar, ...], place: Place | None) -> SentenceRead:
    text = sentence.text
    found = (_hit(match, text, place) for own in grammars for says in FAMILIES for match in own.find(says, text))
    # Several patterns of a phrase may find the same words; the first has captured most.
    hits = tuple({(hit.language, hit.phrase, hit.text, hit.stance): hit for hit in [*found][::-1]}.values())[::-1]
    first = grammars[0]
    phrases = [
        phrase
        for phrase in first.phrases
        if phrase.says in NEAR_FAMILIES and (place is None or phrase.where in COUNTING[place])
    ]
    matched = any(hit.language == first.language and hit.counts is not False for hit in hits)
    return SentenceRead(
        text=text,
        words=tuple(_words(text, grammars)),
        hits=hits,
        nearly=() if matched else nearest(first, text, phrases),
    )


def _words(text: str, grammars: tuple[Grammar, ...]) -> Iterator[Word]:
    members = sorted(_members(text, grammars), key=lambda one: (one[1].start, -one[1].end))
    places = _spaced(text) if grammars[0].spaced else _unspaced(text, [span for _, span in members])
    for start, end in places:
        classes = [member for member, span in members if span.start < end and span.end > start]
        yield Word(text=text[start:end], start=start, classes=tuple(dict.fromkeys(classes)))


def _members(text: str, grammars: tuple[Grammar, ...]) -> Iterator[tuple[Member, Span]]:
    everywhere = frozenset(shared().classes)
    for number, own in enumerate(grammars):
        for name in own.classes:
            if name in everywhere and number:
                continue
            for span in occurrences(own, name, text):
                entry = text[span.start : span.end]
                language = SHARED_WORDS if name in everywhere else own.language
                group = next(iter(own.groups_in(name, entry)), "")
                yield Member(language=language, word_class=name, group=group, entry=entry), span


def _spaced(text: str) -> Iterator[Span]:
    return (Span(*found.span()) for found in _WORD.finditer(text))


def _unspaced(text: str, spans: list[Span]) -> Iterator[Span]:
    """The longest entries from left to right, and what lies between them."""
    at = 0
    for span in spans:
        if span.start >= at:
            yield from (Span(at + a, at + b) for a, b in _spaced(text[at : span.start]))
            yield span
            at = span.end
    yield from (Span(at + a, at + b) for a, b in _spaced(text[at:]))


def _hit(match: Match, text: str, place: Place | None) -> Hit:
    meant = stance(match, text)
    because = tuple(Because(words=reason.words, word_class=reason.word_class) for reason in reasons(match, text))
    return Hit(
        language=match.grammar.language,
        phrase=match.phrase.id,
        line=match.phrase.line,
        says=match.phrase.says,
        where=match.phrase.where,
        counts=None if place is None else match.phrase.where in COUNTING[place],
        text=match.text,
        captured={
            f"{name}.{match.groups[name]}" if name in match.groups else name: words
            for name, words in match.captured.items()
        },
        stance=meant,
        because=because,
        without_words="" if because or meant == "claimed" else _by_itself(match, text, meant),
    )


def _by_itself(match: Match, text: str, meant: Stance) -> str:
    """What decides the meaning where no word of a class does."""
    if meant == match.phrase.kind or (meant == "denied" and match.phrase.role == "none"):
        return "the phrase itself says so"
    if text.rstrip().endswith(("?", "？")):
        return "the sentence asks"
    at = machine_at(match)
    name = next((match.captured[key] for key in MACHINES if key in match.captured), "")
    after = text[at + len(name) : at + len(name) + 2]
    if name and after[:1] in (" ", "-") and after[1:].isupper():
        return f"“{text[at : at + 30].strip()}” goes on like the name of somebody or something else"
    return "of the sentence as a whole: its order and its commas"

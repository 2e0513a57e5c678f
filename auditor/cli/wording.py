"""How the lexicon reads a sentence, and what it holds, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from rich.cells import cell_len

from auditor.cli.talk import plain, width
from auditor.lexicon.explaining import Explanation, Hit, Member, SentenceRead, Word
from auditor.lexicon.guards import Stance
from auditor.lexicon.judging import MEANINGS
from auditor.lexicon.listing import NAMES, Listed
from auditor.lexicon.nearest import Near

MEANT: dict[Stance, str] = {
    "claimed": "it says so of the page, if it stands where it counts",
    "denied": "it says that no machine did it",
    "partial-denial": "it says that a machine did not do all of it",
    "policy": "it says what is done in general, not on this page",
    "reported": "somebody says or asks it, or it is about something else",
    "placeholder": "a template that was not filled in",
}
FOR: dict[str, str] = {
    "anywhere": "anywhere",
    "note": "notes",
    "apart": "text set apart",
    "closing": "first or last words",
    "label": "labels",
    "caption": "captions and credits",
    "bio": "authors’ boxes",
}
ELSEWHERE = "all of it is there, but in another order, too far apart, or not at the edge (^ $)"
LONGEST_WORD = 18
"""Columns for a word; what is longer has its classes on the next line."""


def table(rows: Sequence[Listed]) -> Iterator[str]:
    """One row a language, and what the levels mean."""
    head = f"{'code':<5}{'language':<15}{'phrases':>7}{'classes':>9}{'examples':>10}  "
    yield f"{head}judged"
    for row in rows:
        start = f"{row.code:<5}{row.name:<15}{row.phrases:>7}{row.classes:>9}{row.examples:>10}  "
        level = f"{row.judged.level}{f': {row.judged.note}' if row.judged.note else ''}"
        yield from wrap(plain(level), width(), initial_indent=start, subsequent_indent=" " * len(head))
    yield ""
    for name, meaning in MEANINGS.items():
        if any(row.judged.level == name for row in rows):
            yield f"{name}: {meaning}."


def explained(found: Explanation) -> Iterator[str]:
    """Sentence by sentence: its words, the phrases that match, those that come near."""
    name = NAMES.get(found.language, found.language)
    yield f"Read as {name}{' (guessed; --language CODE decides)' if found.guessed else ''}."
    for sentence in found.sentences:
        yield ""
        yield from wrap(plain(f"“{sentence.text}”"), width())
        yield ""
        yield from _words(sentence.words)
        yield ""
        yield from _hits(sentence, found)


def _words(words: Sequence[Word]) -> Iterator[str]:
    yield "Words and their classes"
    room = min(max((cell_len(word.text) for word in words), default=0), LONGEST_WORD)
    for word in words:
        text = plain(word.text)
        classes = "   ".join(_members(word.classes)) or "–"
        indent = " " * (room + 4)
        if cell_len(text) > room:
            yield f"  {text}"
            text = ""
        lines = _filled(classes.split(" "), width() - len(indent))
        first = next(lines, "")
        yield f"  {text}{' ' * (room - cell_len(text))}  {first}"
        yield from (f"{indent}{line}" for line in lines)


def _members(members: Iterable[Member]) -> Iterator[str]:
    for language, of_language in groupby(members, key=lambda member: member.language):
        names = dict.fromkeys(_class(member.word_class, member.group) for member in of_language)
        yield f"{language}: {' '.join(names)}"


def _class(name: str, group: str) -> str:
    return f"{{{name}.{group}}}" if group else f"{{{name}}}"


def _filled(pieces: Iterable[str], room: int, between: str = " ") -> Iterator[str]:
    line = ""
    for piece in pieces:
        if line and cell_len(f"{line}{between}{piece}") > room:
            yield line.rstrip()
            line = piece
        else:
            line = f"{line}{between}{piece}" if line else piece
    yield line


def _hits(sentence: SentenceRead, found: Explanation) -> Iterator[str]:
    if sentence.hits:
        yield "Phrases that match"
        for hit in sentence.hits:
            yield from _hit(hit, found.place)
        yield ""
        for stance in dict.fromkeys(hit.stance for hit in sentence.hits):
            yield f"{stance}: {MEANT[stance]}."
    else:
        yield "No phrase matches."
    if sentence.nearly:
        if sentence.hits:
            yield ""
        yield "Nearest phrases"
        for near in sentence.nearly:
            yield from _near(near)


def _hit(hit: Hit, place: str) -> Iterator[str]:
    yield f"  {hit.phrase}: {hit.stance}"
    yield from _indented(f"“{hit.text}”".split(" "))
    # A class and its words stay on one line.
    yield from _indented([f"{{{name}}} {words}" for name, words in hit.captured.items()], "  ")
    because = " and ".join(f"{_quoted(reason.words)} is in {{{reason.word_class}}}" for reason in hit.because)
    if because or hit.without_words:
        yield from _indented(f"{hit.stance}, because {because or hit.without_words}".split(" "))
    counts = "" if hit.counts is None else f": {'can' if hit.counts else 'does not'} count as {place}"
    yield from _indented(f"{hit.says}, for {FOR[hit.where]}{counts} ({hit.language}.yaml:{hit.line})".split(" "))


def _near(near: Near) -> Iterator[str]:
    yield f"  {near.phrase}: for {FOR[near.where]} ({near.language}.yaml:{near.line})"
    yield from _indented(near.pattern.split(" "))
    if not near.lacks:
        yield from _indented(ELSEWHERE.split(" "))
    for lacking in near.lacks:
        such_as = f", such as {_quoted(lacking.such_as)}" if lacking.such_as else ""
        yield from _indented(f"missing: {lacking.part}{such_as}".split(" "))


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"‘{word}’" for word in words)


def _indented(pieces: Iterable[str], between: str = " ") -> Iterator[str]:
    return (f"      {line}" for line in _filled((plain(piece) for piece in pieces), width() - 6, between))

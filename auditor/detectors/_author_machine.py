"""What a page says of an author that is a machine: in the byline, in a note, in the box about it, in the markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import UNSET
from msgspec.structs import replace

from auditor.detectors import _machines, _names
from auditor.detectors._author_markup import Candidate
from auditor.detectors._statements import quoted, words_of
from auditor.facts import Author, Disclosure, Facts, Quoted
from auditor.lexicon import Lexicon, sentences, words
from auditor.lexicon.guards import statements
from auditor.page import Page

LONGEST_ABOUT = 2_000
LONGEST_HEADING = 60
"""Characters of a line above a note that is the name of whom the note is about."""

_CLAUSE_ENDS = re.compile(r"\s*(?:$|[.;!?)\]–—])")


def with_machines(names: list[str], candidates: list[Candidate], publishers: frozenset[str]) -> list[str]:
    """The names, and the machines that readers see signing in the same line: markup often keeps only the person."""
    known = {_names.fold(name) for name in names}
    lines = {one.block for one in candidates if one.block >= 0 and not one.weak and _names.fold(one.name) in known}
    beside = [one.name for one in candidates if one.block in lines and not one.weak and one.origin == "byline"]
    found = {_names.fold(name): name for name in beside if _machines.is_machine(name, publishers)}
    return [*names, *(name for folded, name in found.items() if folded not in known)]


def with_what_is_said(page: Page, facts: Facts, authors: list[Author], candidates: list[Candidate]) -> list[Author]:
    """The authors with what the page says of each being a machine, and what the markup declares it to be."""
    notes: tuple[Quoted, ...] = tuple(_notes(facts))
    names = [author.name for author in authors]
    notes += tuple(_admissions(page)) if names and not notes else ()
    told = [[note for note in notes if _speaks_of(page, note, name, names)] for name in names]
    lexicon = words_of(page)
    return [_told(lexicon, author, own, candidates) for author, own in zip(authors, told, strict=True)]


def _admissions(page: Page) -> Iterator[Quoted]:
    """Sentences in boxes about authors that admit that there is no such person."""
    lexicon = words_of(page)
    for block in page.blocks_in("author-bio"):
        if block.collapsed or not block.article or len(block.text) > LONGEST_ABOUT:
            continue
        for sentence in sentences(block.text):
            found = _admission(lexicon, sentence.text)
            if found is not None and not quoted(block, sentence.start + found[0], sentence.start + found[1]):
                yield Quoted(quote=sentence.text, at=page.at(block, sentence.start, sentence.end))


def _admission(lexicon: Lexicon, text: str) -> tuple[int, int] | None:
    """Where a sentence admits it, unless it tells what somebody said."""
    languages = tuple(grammar.language for grammar in lexicon.grammars)
    for group in ("admissions", "admissions at the end"):
        phrases = words.spoken("machines", group, languages)
        found = phrases.search(text) if phrases is not None else None
        if found is None or lexicon.has(text[: found.start(1)], "said"):
            continue
        if group == "admissions" or _CLAUSE_ENDS.match(text, found.end(1)):
            return found.span(1)
    return None


def _told(lexicon: Lexicon, author: Author, notes: list[Quoted], candidates: list[Candidate]) -> Author:
    same = [one for one in candidates if _names.fold(one.name) == _names.fold(author.name)]
    typed = next((one for one in same if one.declared_as), None)
    declared = Quoted(quote=typed.declared_as, at=typed.at) if typed else None
    seen = notes[0] if notes else _in_byline(author, same)
    said = seen or _in_markup(lexicon, author, same)
    return replace(
        author,
        kind="machine" if said is not None else author.kind,
        machine_disclosed=seen is not None and not (isinstance(seen, Disclosure) and not seen.visible),
        machine_said=Quoted(quote=said.quote, at=said.at) if said is not None else None,
        declared_said=declared,
    )


def _notes(facts: Facts) -> Iterator[Disclosure]:
    """What the page says of machines among its authors."""
    for note in facts.disclosures if facts.disclosures is not UNSET else ():
        if note.scope == "author" and note.about_this_page and note.role not in {"none", "automated"}:
            yield note


def _speaks_of(page: Page, note: Quoted, name: str, names: list[str]) -> bool:
    """Whether a note is about this one of the authors: the only one, or whom its box or the line above it names."""
    alone = len(names) == 1
    if note.at.region == "byline":
        # The name itself is read elsewhere: "By Jan Bot" says nothing more than a name.
        return alone and _machines.says_so(note.quote.replace(name, " "))
    block = page.block_at(note.at.start) if note.at.start is not None else None
    if alone or block is None:
        return alone
    if any(_holds(block.text, one) for one in names):
        return _holds(block.text, name)
    above = page.blocks[max(0, block.number - 1)].text
    return len(above) <= LONGEST_HEADING and _holds(above, name)


def _holds(text: str, name: str) -> bool:
    return f" {_names.fold(name)} " in f" {_names.fold(text)} "


def _in_byline(author: Author, same: list[Candidate]) -> Quoted | None:
    """The visible line that names a machine in words that say so: "By AI News Desk", "Klara Beispiel (KI)"."""
    for one in same:
        if one.at.region != "markup" and _machines.in_brackets(one.name, one.quote):
            return Quoted(quote=one.quote, at=one.at)
    if author.kind == "machine" and author.visible and _machines.says_so(author.name):
        return Quoted(quote=author.quote, at=author.at)
    return None


def _in_markup(lexicon: Lexicon, author: Author, same: list[Candidate]) -> Quoted | None:
    """What only machines are told: the name in the markup, its type, its description or job."""
    for one in same:
        if one.at.region != "markup":
            continue
        if _machines.in_brackets(one.name, one.quote) or (author.kind == "machine" and _machines.says_so(one.name)):
            return Quoted(quote=one.quote, at=one.at)
        if one.declared == "machine":
            return Quoted(quote=one.declared_as, at=one.at)
        for text in one.about:
            if _says_machine(lexicon, text[:LONGEST_ABOUT]):
                return Quoted(quote=text, at=one.at)
    return None


def _says_machine(lexicon: Lexicon, text: str) -> bool:
    """Whether a description says that its author is a machine, in the words of author boxes."""
    if not any(lexicon.triggers("statement", text)):
        return False
    return any(
        statement.stance == "claimed" and statement.match.phrase.scope == "author"
        for sentence in sentences(text)
        for statement in statements(lexicon, sentence.text)
    )

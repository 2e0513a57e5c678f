"""Reads a byline: who is named as author, who did something else, and what are dates, places and jobs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from auditor.detectors import _machines, _names
from auditor.lexicon import words

MAX_FIELD = 1_000
"""Characters of a name field or byline that are read; longer ones are no names."""
MAX_MARKED_WORDS = 4
"""Words of a name after "by" that is not written like a person's, such as a nickname or a desk."""

_DAY = (
    r"\b\d{1,2}(?:st|nd|rd|th|\.|º|er)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?\d{4}\b|"
    r"\b[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b|\d{4}\s?[年년].{1,12}[日일]|"
    r"\b\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{2,4}(?!\d)"
)
_CLOCK = (
    r"\b\d{1,2}[:.h]\d{2}(?::\d\d)?(?:\s?[ap]\.?m\.?(?!\w))?(?:\s?(?:uhr|gmt|utc|e[sd]?t|cest|cet|ist|bst)\b)?|"
    r"\b\d+[\s-]*min(?:s|ute[ns]?|uti|utos)?\b(?:\s(?:read|lesezeit|di lettura|de lect\w+|de leitura|lesen))?"
)
DAY = re.compile(f"(?i){_DAY}")
_WHEN = re.compile(f"(?i){_DAY}|{_CLOCK}")
_STRONG = re.compile(r"[|•·⋅∙;~/\n▪●►›»]|\s\+\s")
# Lower-case initials such as "tw/mk" are one signature.
_INITIALS = re.compile(r"(?<![^\s;,|])[a-zß-ÿ]+(?:/[a-zß-ÿ]+)+(?![^\s;,|])")
_KEPT = "\x1f"
_DASH = re.compile(r"\s[-–—]+\s")
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"\S+://\S+|\S+@\S+\.\S+")
_JOINED = r"and|und|et|y|e|och|og|en|ja|ve|és|și|и|та|mit|with|avec|con|com|met|med|z|&(?:amp;)?"  # "en" joins in Dutch
_LIST = re.compile(
    rf"(\s*,\s+(?:{_JOINED})\s+|\s*,(?!\s*(?:jr|sr|phd|md|dr(?!\.?\s(?-i:[A-Z]))|esq|m\.d|ph\.d|ii|iii|msc|mba|rd|rn)\b)\s*|、|\s+(?:{_JOINED})\s+)",
    re.IGNORECASE,
)
# "By Ines Calder in Lagos": the place, the outlet or the day is not her name.
_AFTER = re.compile(
    r"\s+(?:in|aus|à|at|from|for|für|on|am|um|via|the|published|posted|updated|veröffentlicht|publié|@|le(?=\s+\d|$))(?:[\s:].*)?$|"
    r"\s(?i:kategorien?|categor(?:y|ies)|tags?|filed under|posted|published|updated|in)\s?:?(?:\s.*)?$"
)
_NO_NAME = frozenset("the this our a an of der die das den dem le la les el los las il lo o os it".split())


_COLON = re.compile("[:：＝]")
_TOKEN = re.compile(r"\w+(?:['’/-]\w+)*")
_AFTER_MARK = re.compile(r"\.?\s*[:：＝]\s*|\s+(?=\S)")
# "byInes Calder": templates forget the space.
_GLUED = re.compile(r"(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or)(?=[A-ZÀ-Þ](?:[a-zß-ÿ]|\.\s?[A-ZÀ-Þ]))")
_GLUED_DATE = re.compile(
    r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ][a-zß-ÿ]{2,9}\.?\s\d)|(?<=\s(?:19|20)\d\d)(?=\d{1,2}[.\s]\s?[^\W\d_]{3,12}\s)"
)
_ROLE = re.compile(r"\((?P<role>[^()]{2,30})\)\s*$")
_LETTERS = re.compile(r"[A-Z][A-Za-z]{0,4}[A-Z®]?(?:[\s,.]+[A-Z][A-Za-z]{0,4}[A-Z®]?)*")
"""Degrees behind a name, such as "MS, RD": a few capitals each."""


class Mark(NamedTuple):
    """A word or phrase before a name; offsets in the text, `end` after the space or colon."""

    kind: str
    start: int
    end: int
    words: int


class Reading(NamedTuple):
    """What a byline says."""

    authors: tuple[str, ...]
    others: tuple[str, ...]
    """Names of those who edited, translated, photographed …"""
    marked: bool
    """Whether a word such as "by" stands before the authors."""


def field(text: str) -> tuple[str, ...]:
    """The names in a name field: the author of JSON-LD, a meta element, the text of a link to a profile."""
    return _read(text[:MAX_FIELD], loose=True).authors


def byline(text: str) -> Reading:
    """The names in a text that readers see near the headline or the end."""
    return _read(text[:MAX_FIELD], loose=False)


@lru_cache(maxsize=8_192)
def _read(text: str, *, loose: bool) -> Reading:
    plain = " ".join(text.split())
    if _DIGIT.search(plain):
        plain = _WHEN.sub(" | ", _GLUED_DATE.sub(" ", plain))
    if "@" in plain or "://" in plain:
        plain = _ADDRESS.sub(" ", plain)
    bare: list[str] = []
    marked: list[str] = []
    others: list[str] = []
    kept = ""
    for segment in _segments(plain):
        for mark, rest in _marked(segment):
            # "Source: sid/dpa": the word before the first also stands before the second.
            kept = mark or (kept if kept == "other" else "")
            if kept == "other":
                others += _listed(rest, others, loose=True)
            elif mark == "label" and not _COLON.search(segment):
                marked += [name for name in _listed(rest, others, loose=False) if _names.like_person(name)]
            elif mark:
                marked += _listed(rest, others, loose=loose, after_by=True)
            else:
                bare += _listed(rest, others, loose=loose)
    authors = tuple(dict.fromkeys(marked or bare))
    return Reading(authors, tuple(dict.fromkeys(others)), bool(marked))


@lru_cache(maxsize=8_192)
def is_label(text: str) -> bool:
    """Whether a text is nothing but a word before a name, such as "Author" or "Written by"."""
    return words.fold(text) in words.folded("names", "labels") | words.folded("names", "by")


def may_name(text: str) -> bool:
    """Whether a text has a date or begins with a word that can stand before a name: a quick look before reading it."""
    first = _TOKEN.search(text)
    return (
        _DIGIT.search(text) is not None
        or (first is not None and first[0].casefold() in _phrases())
        or _GLUED.match(text) is not None
    )


def is_labelled(text: str) -> bool:
    """Whether a text begins with a word such as "Author" and goes on."""
    first = _TOKEN.match(text)
    if first is None or first[0].casefold() not in _phrases():
        return False
    mark = next(_marks(text), None)
    return mark is not None and mark.kind == "label" and mark.start == 0


def _segments(text: str) -> Iterator[str]:
    """The parts between strong separators; after "Name - " stands a job or a site, unless it begins with "by"."""
    for split in _STRONG.split(_INITIALS.sub(_kept, text)):
        segment = split.replace(_KEPT, "/")
        first, *rest = [part for part in _DASH.split(segment) if part.strip()] or [""]
        yield first
        yield from (part for part in rest if any(_marks(part)) or not _names.cleaned(first))


def _kept(match: re.Match[str]) -> str:
    agencies = words.folded("names", "agencies")
    return match[0] if all(part in agencies for part in match[0].split("/")) else match[0].replace("/", _KEPT)


def _marked(segment: str) -> list[tuple[str, str]]:
    """The stretches of a segment with the kind of word before each: by, label, other, or nothing."""
    text = segment.strip(" ,.–-")
    stretches: list[tuple[str, str]] = []
    kind, start = "", 0
    for mark in _marks(text):
        stretches.append((kind, text[start : mark.start]))
        kind, start = mark.kind, mark.end
    stretches.append((kind, text[start:]))
    return [(kind, rest) for kind, rest in stretches if rest.strip()]


def _marks(text: str) -> Iterator[Mark]:
    """Words before names: at the start of a text, and inside it where they have several words or a colon."""
    tokens = list(_TOKEN.finditer(text))
    plain = [token[0].casefold().replace("’", "'") for token in tokens]
    if _phrases().keys().isdisjoint(plain) and not _GLUED.match(text):
        return
    index = 0
    while index < len(tokens):
        mark = _mark_at(text, tokens, plain, index)
        if mark is None:
            index += 1
            continue
        yield mark
        index += mark.words


def _mark_at(text: str, tokens: list[re.Match[str]], plain: list[str], index: int) -> Mark | None:
    for kind, phrase in _phrases().get(plain[index], ()):
        if tuple(plain[index : index + len(phrase)]) != phrase:
            continue
        end = tokens[index + len(phrase) - 1].end()
        after = _AFTER_MARK.match(text, end)
        if after is not None and (not index or len(phrase) > 1 or _COLON.search(after[0])):
            return Mark(kind, tokens[index].start(), after.end(), len(phrase))
    glued = None if index else _GLUED.match(text)
    return Mark("by", 0, glued.end(), 1) if glued else None


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """By first word, longest first: kind and words of every phrase that stands before a name."""
    listed: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for kind, group in (("other", "other work"), ("by", "by"), ("label", "labels")):
        for phrase in words.listed("names", group):
            parts = tuple(token.casefold() for token in _TOKEN.findall(phrase))
            listed.setdefault(parts[0], []).append((kind, parts))
    for entries in listed.values():
        entries.sort(key=lambda entry: -len(entry[1]))
    return listed


def _listed(text: str, others: list[str], *, loose: bool, after_by: bool = False) -> list[str]:
    """The names of an enumeration without places and jobs; "Ines Calder (photos)" goes to `others`."""
    names: list[str] = []
    parts = _LIST.split(text)
    for index in range(0, len(parts), 2):
        first = index == 0
        joined = not first and parts[index - 1].strip() != ","
        name = _names.cleaned(_AFTER.sub("", parts[index]))
        if name is None:
            continue
        role = _ROLE.search(parts[index])
        if role is not None and _names.fold(role["role"]) in _names.other_work():
            others.append(name)
            continue
        if not first and not joined and name.upper() == name and _LETTERS.fullmatch(name) and " " in parts[0]:
            continue
        if joined and len(names) > 1 and _names.has_job(name):
            # "Ines Calder, Master Gardener & Educator": what stands before the "and" is a job as well.
            names.pop()
            continue
        if first or joined:
            shorter = _names.without_job(name)
            # "EdTech content writer" has no name before the job; "Ines Calder Science Editor" has.
            more = len(name.split()) - len(shorter.split()) > 1
            name = shorter if loose or after_by or more or not _names.ends_with_job(name) else name
        machine = _machines.is_machine(name)
        if machine and _machines.is_bare(name) and not (loose or after_by or (joined and names)):
            # "AI | 3 May": what stands alone beside a date is a topic.
            continue
        agency = _names.fold(name) in words.folded("names", "agencies") and (len(name) > 2 or loose or after_by)
        single = (loose or after_by) and (first or (joined and names and " " not in names[-1])) and _single(name, loose)
        if agency or _names.like_person(name) or single or (first and _desk(name)) or (machine and joined):
            names.append(name)
    return names


def begins_with_article(name: str) -> bool:
    """Whether a text begins with a word such as "the" or "a", as titles do and names do not."""
    return name.partition(" ")[0].casefold() in _NO_NAME


def _single(name: str, loose: bool) -> bool:
    """Whether a name that is not written like a person's can stand where one is expected."""
    if all(map(_names.has_job, name.split())):
        return False
    return loose or (len(name.split()) <= MAX_MARKED_WORDS and not begins_with_article(name))


def _desk(name: str) -> bool:
    """A newsroom's own name, such as "Staff" or "Redaktion"."""
    return _names.kind_of(name, declared=None, publishers=frozenset()) in {"organisation", "machine"}

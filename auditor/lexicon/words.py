"""Plain lists of phrases in `rules/words/`: what links, walls and bylines say, in many languages, one list a group."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec
import yaml

from auditor.errors import Mistake, RulebookError
from auditor.lexicon.patterns import Pattern, compiled
from auditor.packaged import folder

GAP = "…"
_EDGE = r"(?:[^\pL\pN_]|[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}])"
"""No part of a word, or of a language whose words touch; RE2 knows no look-around, and its \\b only ASCII."""

Groups = dict[str, dict[str, list[str]]]


@lru_cache(maxsize=64)
def listed(name: str, group: str) -> tuple[str, ...]:
    """Every phrase of a group, all languages together, as written; RulebookError where the file is wrong."""
    groups = _read(name)
    return tuple(dict.fromkeys(phrase for phrases in groups[group].values() for phrase in phrases))


@lru_cache(maxsize=64)
def groups(name: str) -> tuple[str, ...]:
    """The groups of a file, in its order."""
    return tuple(_read(name))


@lru_cache(maxsize=64)
def folded(name: str, group: str) -> frozenset[str]:
    """The phrases of a group without a gap, folded, for looking a whole text up."""
    return frozenset(fold(phrase) for phrase in listed(name, group) if GAP not in phrase)


@lru_cache(maxsize=64)
def anywhere(name: str, group: str) -> Pattern:
    """Finds any phrase of the group as whole words, in any case; the phrase is group 1 of the match."""
    return compiled(rf"(?i)(?:^|{_EDGE})({_alternatives(name, group)})(?:{_EDGE}|$)")


@lru_cache(maxsize=256)
def spoken(name: str, group: str, languages: tuple[str, ...]) -> Pattern | None:
    """Like `anywhere` with the phrases of these languages only: "se" is "if" in one and "oneself" in another."""
    of_languages = _read(name)[group]
    phrases = tuple(phrase for language in languages for phrase in of_languages.get(language, ()))
    return compiled(rf"(?i)(?:^|{_EDGE})({_any_of(phrases)})(?:{_EDGE}|$)") if phrases else None


@lru_cache(maxsize=64)
def loosely(name: str, group: str) -> Pattern:
    """Finds any phrase of the group even as the beginning of a longer word (`abonnent` in `Abonnenten`)."""
    return compiled(rf"(?i)(?:{_alternatives(name, group)})")


@lru_cache(maxsize=64)
def with_gaps(name: str, group: str) -> re.Pattern[str] | None:
    """Matches a whole text that is one of the phrases with a gap; None where the group has none."""
    gapped = [_escaped(phrase) for phrase in listed(name, group) if GAP in phrase]
    return re.compile(rf"(?i:{'|'.join(gapped)})") if gapped else None


def fold(text: str) -> str:
    """For comparing whole texts: case, white space and outer punctuation do not matter."""
    return " ".join(text.casefold().replace("’", "'").split()).strip(" .:›»→>|·•-–")


def _alternatives(name: str, group: str) -> str:
    return _any_of(listed(name, group))


def _any_of(phrases: tuple[str, ...]) -> str:
    # Longest first, so that the match is the whole phrase.
    return "|".join(_escaped(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _escaped(phrase: str) -> str:
    return ".{1,30}?".join(re.escape(part).replace(r"\ ", r"\s+") for part in phrase.split(GAP))


@lru_cache(maxsize=16)
def _read(name: str) -> Groups:
    path = folder("rules") / "words" / f"{name}.yaml"
    try:
        return msgspec.convert(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader), type=Groups)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise RulebookError((Mistake(path.name, *place, str(error.problem)),)) from error
    except msgspec.ValidationError as error:
        problem = f"{error}; a word list is group: {{language: [phrase, …]}}"
        raise RulebookError((Mistake(path.name, 1, 1, problem),)) from error

"""Tells a statement about this page from a denial, a rule, a template, and what somebody else is said to have done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from auditor.lexicon.model import Lexicon, Match, Says

Stance = Literal["claimed", "denied", "policy", "reported", "placeholder", "partial-denial"]

NEGATION_WINDOW = 45
"""How many characters before the word for the machine a negation is about it; up to twice as far it may be."""


class Statement(NamedTuple):
    """A match and how it is meant."""

    match: Match
    stance: Stance


def statements(lexicon: Lexicon, text: str, says: Says = "statement") -> Iterator[Statement]:
    """Every phrase of this family in one sentence, with how it is meant."""
    for match in lexicon.find(says, text):
        yield Statement(match, stance(match, text))


def stance(match: Match, text: str) -> Stance:
    """How the match is meant, told by the words of its own language around it."""
    if _has(match, text, "placeholder"):
        return "placeholder"
    if _continues(match, text) or (match.phrase.says == "statement" and text.rstrip().endswith(("?", "？"))):
        return "reported"
    if match.phrase.where != "caption" and _has(match, text[: _subject(match)], "reporting"):
        return "reported"
    if match.phrase.says == "statement" and match.phrase.where == "anywhere" and _has(match, match.text, "about"):
        return "reported"
    if match.phrase.kind == "policy" or _has(match, text[: match.end], "policy") or _any_of_a_kind(match):
        return "policy"
    if match.phrase.role == "none":
        return "denied"
    if match.phrase.role == "automated" or not _negated(match, text, 2 * NEGATION_WINDOW):
        return "claimed"
    clear = _negated(match, text, NEGATION_WINDOW) and not _has(match, text, "other_part")
    return "denied" if clear else "partial-denial"


def machine_at(match: Match) -> int:
    """Where in the text the match names the machine; its start where it names none."""
    found = match.text.rfind(match.captured["machine"]) if "machine" in match.captured else 0
    return match.start + max(0, found)


def _subject(match: Match) -> int:
    """Where the thing that was made is named: what a reporting verb stands before."""
    found = match.text.find(match.captured["noun"]) if "noun" in match.captured else 0
    return match.start + max(0, found)


def _negated(match: Match, text: str, window: int) -> bool:
    first = min(match.start, machine_at(match) - window)
    return _has(match, text[max(0, first) : match.end], "negator")


def _any_of_a_kind(match: Match) -> bool:
    """Whether a relative clause says which ones are meant: "content that AI has made carries a note"."""
    words = match.grammar.words("relative")
    if words is None or match.phrase.where not in ("note", "label") or "noun" not in match.captured:
        return False
    rest = match.text.partition(match.captured["noun"])[2]
    found = words.search(rest)
    return found is not None and not rest[: found.start()].strip(" ,")


def _continues(match: Match, text: str) -> bool:
    """Whether the word for the machine only begins a longer name: "the AI Institute", "an AI company"."""
    words = match.grammar.words("not_machine")
    if words is None or "machine" not in match.captured:
        return False
    rest = text[machine_at(match) + len(match.captured["machine"]) :]
    found = words.search(rest)
    return found is not None and not rest[: found.start()].strip(" -")


def _has(match: Match, text: str, name: str) -> bool:
    words = match.grammar.words(name)
    return words is not None and words.search(text) is not None

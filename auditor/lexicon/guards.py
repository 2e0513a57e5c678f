"""Tells a statement about this page from a denial, a rule, a template, and what somebody else is said to have done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from auditor.lexicon.model import Lexicon, Match, Says

Stance = Literal["claimed", "denied", "policy", "reported", "placeholder", "partial-denial"]

NEGATION_WINDOW = 45
"""How many characters before the word for the machine a negation is still about it."""


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
    head, upto = text[: match.start], text[: match.end]
    if _has(match, text, "placeholder"):
        return "placeholder"
    if match.phrase.where != "caption" and _has(match, head, "reporting"):
        return "reported"
    if match.phrase.where == "anywhere" and _has(match, text[match.start : match.end], "about"):
        return "reported"
    if match.phrase.kind == "policy" or _has(match, upto, "policy"):
        return "policy"
    if match.phrase.role == "none":
        return "denied"
    if match.phrase.role != "automated" and _negated(match, text):
        return "partial-denial" if _has(match, text, "other_part") else "denied"
    return "claimed"


def _negated(match: Match, text: str) -> bool:
    machine = match.grammar.words("machine")
    found = machine.search(text, max(0, match.start - 1)) if machine else None
    at = found.start() + 1 if found is not None and found.start() < match.end else match.start
    return _has(match, text[max(0, at - NEGATION_WINDOW) : match.end], "negator")


def _has(match: Match, text: str, name: str) -> bool:
    words = match.grammar.words(name)
    return words is not None and words.search(text) is not None

"""Reads what a statement says: of which part of the page, what the machine did, with which tool, who reviewed it."""

from __future__ import annotations

from typing import cast, get_args

from auditor.facts import DisclosureRole, DisclosureScope, HumanReview, Region
from auditor.lexicon import Lexicon, Match
from auditor.lexicon.guards import Statement
from auditor.lexicon.patterns import compiled

SCOPES: tuple[str, ...] = get_args(DisclosureScope)
BY_REGION: dict[Region, DisclosureScope] = {
    "caption": "image",
    "credit": "image",
    "lead-media": "image",
    "summary-box": "summary",
    "comments": "comments",
}
BY_DEED: dict[str, DisclosureScope] = {"translated": "translation", "voiced": "audio", "summarised": "summary"}
"""What a machine made of the text says which part it is: who reads an article aloud makes its audio version."""
BY_SCOPE: dict[DisclosureScope, DisclosureRole] = {
    "translation": "translated",
    "summary": "summarised",
    "audio": "voiced",
}
# "reviewed by Mira Holt", "geprüft von Ruth Amsel"; not "reviewed by the Gazette" or "by MarketBeat's editorial team".
_NAMED = compiled(
    r"\b(?i:by|von|par|por|da|av|af|przez|door)\s+(?:[a-zäöü\-]+\s){0,2}"
    r"([A-ZÀ-ÞŁŚŻ][a-zà-ÿąćęłńóśźż'’\-]+\s(?:[A-ZÀ-ÞŁŚŻ]\.\s)?[A-ZÀ-ÞŁŚŻ][a-zà-ÿąćęłńóśźż\-]+)(?:[.,;)]|\s+(?:and|und|et|y|before)\b|\s*$)"
)

# "godkjent av Dagbladet", "reviewed by the Gazette": an outlet answers for it.
_BY_OUTLET = compiled(r"^\W{0,2}(?i:by|von|par|por|da|av|af|przez|door)\s+(?i:the\s|der\s|la\s|el\s|de\s)?[A-ZÀ-ÞŁŚŻ]")


def scope_of(
    statement: Statement, region: Region, sentence: str = "", before: str = "", player: DisclosureScope | None = None
) -> DisclosureScope:
    """
    Which part of the page the statement speaks of; `before` is what stands before its sentence.

    A `player` beside it makes its sound or its film the part that is meant where the statement names none.
    """
    match = statement.match
    if region == "comments":
        return "comments"
    named = match.phrase.scope or match.groups.get("noun", "")
    by_deed = BY_DEED.get(_deed(match))
    if by_deed is not None and (named in ("", "text") or by_deed == "translation"):
        return by_deed
    if region in ("summary-box",) and named in ("", "text"):
        return "summary"
    if not named and match.phrase.where in ("anywhere", "apart", "closing"):
        named = next(iter(match.grammar.groups_in("noun", sentence)), "")
    if not named and before and "it" in match.captured:
        nouns = match.grammar.groups_in("noun", before)
        named = nouns[0] if nouns else ""
    by_region = BY_REGION.get(region, "text")
    if by_region == "image" and named == "text" and "image" in match.grammar.groups_in("noun", sentence):
        return "image"  # "AI-generated illustration for this story"
    if named in SCOPES:
        return cast(DisclosureScope, named)
    return player or by_region


def role_of(statement: Statement, scope: DisclosureScope, lexicon: Lexicon, sentence: str) -> DisclosureRole:
    """What the machine did to it."""
    match = statement.match
    if statement.stance == "denied":
        return "none"
    made = _deed(match)
    if match.phrase.role in ("none", "automated") and made != "automated":
        return cast(DisclosureRole, match.phrase.role)
    if made == "automated" and not lexicon.has(sentence, "machine", "device", "bot"):
        return BY_SCOPE.get(scope, "automated")
    if match.phrase.role:
        return cast(DisclosureRole, match.phrase.role)
    if made in ("translated", "summarised", "voiced", "edited", "assisted"):
        return cast(DisclosureRole, made)
    words = sentence[match.start : match.end]
    if match.groups.get("helped") == "made" or _has(match, "bring"):
        return BY_SCOPE.get(scope, "generated")
    if match.groups.get("with") == "help" or not {"used", "helped"}.isdisjoint(match.captured):
        return "assisted"
    if scope == "text" and lexicon.has(sentence[: match.start] + words, "part"):
        return "assisted"
    return BY_SCOPE.get(scope, "generated")


def _deed(match: Match) -> str:
    """What the verb says was done: "translated", in "translated by" as in "AI translates"."""
    return match.groups.get("made") or match.groups.get("makes", "")


def _has(match: Match, name: str) -> bool:
    words = match.grammar.words(name)
    return words is not None and words.search(match.text) is not None


def tool_of(lexicon: Lexicon, quote: str) -> str | None:
    """The tool that the quote names, verbatim."""
    for pattern in lexicon.words("tool"):
        found = pattern.search(quote)
        if found is not None:
            return quote[found.start() : found.end()].strip(" \n\t.,;:()[]/\"'“”„«»©–—-")
    return None


def human_of(lexicon: Lexicon, quote: str) -> HumanReview:
    """What the quote says of human review."""
    pairs = ((grammar, grammar.words("reviewed"), grammar.words("reviewer")) for grammar in lexicon.grammars)
    for grammar, reviewed, reviewer in pairs:
        if reviewed is None:
            continue
        anyone = reviewer is not None and reviewer.search(quote) is not None
        for found in reviewed.finditer(quote):
            around = quote[max(0, found.start() - 40) : found.end() + 40]
            negator, condition = grammar.words("negator"), grammar.words("condition")
            if negator is not None and negator.search(quote[max(0, found.start() - 30) : found.start() + 1]):
                continue
            if anyone and condition is not None and condition.search(around):
                return "conditional"
            if _NAMED.search(quote[found.start() :]):
                return "named"
            if anyone or _BY_OUTLET.search(quote[found.end() - 1 :]):
                return "claimed"
    return "none"

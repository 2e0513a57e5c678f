"""Tells a statement about this page from a denial, a rule, a template, and what somebody else is said to have done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from auditor.lexicon.model import Lexicon, Match, Says

Stance = Literal["claimed", "denied", "policy", "reported", "placeholder", "partial-denial"]

NEGATION_WINDOW = 45
"""How many characters before the word for the machine a negation is about it; up to twice as far it may be."""


MACHINES = ("machine", "device", "name_tool", "bot", "instrument", "text_tool", "ai")
"""Classes whose words stand for the machine in a statement."""


LONGEST_FIRM = 40
"""Characters before "AI" in which languages that put the noun first name a firm: "société d'IA", "ekspert AI"."""
CAPITAL_NOUNS = frozenset({"de", "any"})
"""Languages in which a capital letter begins any noun, not only names."""
_NAME_GOES_ON = re.compile(r" [A-ZÀ-ÞА-ЯІЇЄҐ][^\W\d_A-ZÀ-ÞА-Я]")
"""A capital letter with a small one behind "AI": the AI Accountability Network."""


PRONOUN_GOES_ON = ("was", "made", "makes", "makes_first", "machine", "device", "name_tool", "we", "article", "negator")
"""Classes that may follow "this" where it stands alone; another word would make it "this company"."""


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
    asked = match.phrase.says == "statement" and text.rstrip().endswith(("?", "？"))
    if asked or _continues(match, text) or _which(match) or _another(match, text) or _by_others(match):
        return "reported"
    if match.phrase.where != "caption" and _has(match, _before(match, text), "reporting"):
        return "reported"
    if "this" in match.captured and _has(match, _between(match), "reporting"):
        return "reported"
    words = match.text.replace(match.captured.get("read_this", "\0"), "")
    if match.phrase.says == "statement" and match.phrase.where == "anywhere" and _has(match, words, "about"):
        return "reported"
    if (
        match.phrase.kind == "policy"
        or _practice(match)
        or _has(match, text[_claim(match, text) : match.end], "policy")
        or _any_of_a_kind(match)
    ):
        return "policy"
    if match.phrase.role == "none":
        return "denied"
    if "not_human" in match.captured:
        return "reported" if _has(match, match.text, "about") else "claimed"
    if match.phrase.role == "automated" or not _negated(match, text, 2 * NEGATION_WINDOW):
        return "claimed"
    clear = _negated(match, text, NEGATION_WINDOW) and not _has(match, text, "other_part")
    return "denied" if clear else "partial-denial"


def _which(match: Match) -> bool:
    """Whether another does it: "a robot that makes coffee", "a series about AI, produced by Mira Holt"."""
    verb = match.captured.get("makes") or match.captured.get("made") or ""
    words = match.grammar.words("relative")
    if "bot" in match.captured and match.phrase.where == "bio" and "not_human" not in match.captured:
        return "," in match.text[: machine_at(match) - match.start]
    after = match.text[machine_at(match) - match.start :]
    end = after.find(verb) if verb else -1
    return end > 0 and ("," in after[:end] or (words is not None and words.search(after[:end]) is not None))


def _by_others(match: Match) -> bool:
    """Whether a person stands between "by" and the machine: "written by an expert in AI"."""
    end = machine_at(match) - match.start
    by = match.captured.get("with", "")
    start = match.text.rfind(by, 0, end) if by else -1
    between = match.text[start + len(by) : end]
    if start < 0 or not _has(match, between, "preposition"):
        return False
    if match.groups.get("made") == "translated" and _is_source(match, by, between):
        return False
    return "help" not in match.grammar.groups_in("with", match.text[start:end])


def _is_source(match: Match, by: str, between: str) -> bool:
    """Whether the words only say from which language: "translated from English by AI"."""
    prepositions = match.grammar.words("preposition")
    count = len(list(prepositions.finditer(between))) if prepositions is not None else 0
    return _begins(match, by, "from") and count == 1


def _another(match: Match, text: str) -> bool:
    """Whether "this" is not the page's own: "this year stories …", "this company made …"."""
    this, noun = match.captured.get("this"), match.captured.get("noun")
    if this is None:
        return False
    rest = match.text[match.text.find(this) + len(this) :]
    if noun is not None:
        words = match.grammar.words("not_this")
        return words is not None and words.search(rest[: max(0, rest.find(noun))]) is not None
    rest = text[match.start + match.text.find(this) + len(this) :]
    if _begins(match, rest, "not_this"):
        return True
    if match.phrase.where != "closing" or not match.text.startswith(this):
        return False
    following = match.grammar.words(*PRONOUN_GOES_ON)
    found = following.search(rest) if following is not None else None
    return rest[:1] == " " and not (found is not None and found.start() == 0)


def _between(match: Match) -> str:
    """The words from the page's own name to the machine, without the verb of making."""
    verb = match.captured.get("made") or match.captured.get("makes") or ""
    first, last = sorted((match.text.find(match.captured["this"]), machine_at(match) - match.start))
    return match.text[first:last].replace(verb, " ") if verb else match.text[first:last]


def _practice(match: Match) -> bool:
    """Whether a newsroom tells what it does in general: "we use AI to write headlines", not "we used AI"."""
    general = "we" in match.captured and "this" not in match.captured
    return general and _has(match, match.captured.get("used", ""), "practice")


def _claim(match: Match, text: str) -> int:
    """Where the claim begins: behind a colon, or a reason given first, as in "Because nobody could be there, AI …"."""
    because = match.grammar.words("because")
    reason = because.search(text) if because is not None else None
    given = reason is not None and not text[: reason.start()].strip(" (*–—-")
    ends = (": ", "; ", "：", "；", ",", "，") if given else (": ", "; ", "：", "；")
    return max(0, *(text.rfind(end, 0, match.start) for end in ends))


def machine_at(match: Match) -> int:
    """Where in the text the match names the machine; its start where it names none."""
    name = next((match.captured[key] for key in MACHINES if key in match.captured), "")
    return match.start + (max(0, match.text.rfind(name)) if name else 0)


def _before(match: Match, text: str) -> str:
    """What stands before the thing that was made, without the verb of making: it may be one of telling, too."""
    return text[: _subject(match)].replace(match.captured.get("makes", "\0"), " ")


def _subject(match: Match) -> int:
    """Where the thing that was made is named: what a reporting verb stands before."""
    found = match.text.find(match.captured["noun"]) if "noun" in match.captured else 0
    return match.start + max(0, found)


def _negated(match: Match, text: str, window: int) -> bool:
    """Whether a negation is about the machine: "not by a person but by AI" and "not mine, because AI …" deny no AI."""
    negator = match.grammar.words("negator")
    machine = machine_at(match)
    first = max(_claim(match, text), min(match.start, machine - window))
    found = list(negator.finditer(text[first : match.end])) if negator is not None else []
    if not found:
        return False
    last = first + found[-1].end()
    return last > machine or not _has(match, text[last:machine], "contrast")


def _any_of_a_kind(match: Match) -> bool:
    """Whether a relative clause says which ones are meant: "content that AI has made carries a note"."""
    words = match.grammar.words("relative")
    if words is None or match.phrase.where not in ("note", "label") or "noun" not in match.captured:
        return False
    rest = match.text.partition(match.captured["noun"])[2]
    found = words.search(rest)
    return found is not None and not rest[: found.start()].strip(" ,")


def _continues(match: Match, text: str) -> bool:
    """Whether the word for the machine is part of a longer name: "the AI Institute", "Jean-Claude", "Claude Amsel"."""
    start = machine_at(match)
    if "name_tool" in match.captured:
        rest = text[start + len(match.captured["name_tool"]) :]
        surname = rest[:1] == " " and rest[1:2].isupper()
        return surname or text[max(0, start - 1) : start] in ("-", "‑") or text[:start].endswith((". ", "Dr "))
    name = match.captured.get("machine") or match.captured.get("ai")
    if name is None:
        return False
    rest = text[start + len(name) :]
    capital = match.grammar.language not in CAPITAL_NOUNS and name.isupper() and _NAME_GOES_ON.match(rest)
    signed = match.phrase.where == "bio" and rest[:1] == " " and rest[1:3].isupper()  # "BY AI WEIWEI"
    if signed or (capital and not _begins(match, rest, "made", "noun", "agent", "digest")):
        return True
    words = match.grammar.words("not_machine")
    found = words.search(rest) if words is not None else None
    if found is not None and not rest[: found.start()].strip(" -"):
        return True
    firms = match.grammar.words("not_machine_before")
    head = text[max(0, start - LONGEST_FIRM) : start]
    return firms is not None and any(found.end() >= len(head) for found in firms.finditer(head))


def _begins(match: Match, text: str, *names: str) -> bool:
    words = match.grammar.words(*names)
    found = words.search(text) if words is not None else None
    return found is not None and found.start() <= 1


def _has(match: Match, text: str, name: str) -> bool:
    words = match.grammar.words(name)
    return words is not None and words.search(text) is not None

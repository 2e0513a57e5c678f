"""
The little language in which an editor writes phrases, and its translation to RE2.

    {class}     any entry of a word class          a | b     inside ( ): one or the other
    {noun.text} those of one group of a class
    [a | b]     may be left out                    word*     any ending (*word: any beginning)
    ..  ...     up to two / up to five more words  ^  $      the statement starts / ends here
    =Word       exactly these capitals             AI        all capitals: only in capitals

Everything else is matched in any case. A space or hyphen stands for any one to three characters that are neither
letters nor digits, so "AI-generated" is also "AI generated" and "AI (generated".
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import NamedTuple
from unicodedata import normalize

# No Kelvin or Angstrom sign here: without regard to case they are the letters k and å.
# Written out because RE2's \b knows ASCII only and its [^\pL\pN] costs a thousand instructions at every use.
_NO_LETTERS_NO_BREAK = (
    r"\x00-\x09\x0B-\x2F\x3A-\x40\x5B-\x60\x7B-\xA9\xAB-\xB4\xB6-\xB9\xBB-\xBF\xD7\xF7\x{2000}-\x{206F}\x{20A0}-\x{20CF}"
    r"\x{2122}\x{2190}-\x{2BFF}\x{3000}-\x{3004}\x{3008}-\x{3020}\x{30FB}\x{FE00}-\x{FE0F}\x{FF01}-\x{FF0F}\x{FF1A}-\x{FF20}"
    r"\x{FF3B}-\x{FF40}\x{FF5B}-\x{FF65}\x{1F000}-\x{1FAFF}"
)
_NO_LETTERS = rf"\n{_NO_LETTERS_NO_BREAK}"
LETTER = f"[^{_NO_LETTERS}]"
OUTSIDE = f"[{_NO_LETTERS}]"
BETWEEN = f"[{_NO_LETTERS_NO_BREAK}]"
"""What may stand between two words of a phrase: no end of a line, so none runs from one paragraph into the next."""
_CAPITAL = r"[A-Z\x{C0}-\x{D6}\x{D8}-\x{DE}ĄĆČĎĐĘĚĞĪŁŃŇŌŐŒŘŚŞŠŤŪŮŰŹŻŽİ\x{391}-\x{3A9}\x{400}-\x{42F}Ґ]"
_PARTICLE = "(?:of|for|the|and|de|del|della|di|da|do|dos|der|von|van|den|du|la|le|al|el|bin)"
_TITLE = (
    "(?:Dr|Mr|Mrs|Ms|Prof|St|Sen|Rep|Gov|Gen|Col|Lt|Capt|Sgt|Rev|Hon|Jr|Sr|Sra|Dra|Mme|Hr|Fr|Dipl|Ing|Inc|Ltd|Corp|Co)"
)
_PART = rf"(?:(?:{_TITLE}|{_CAPITAL}(?:\.{_CAPITAL})*)\.|{_CAPITAL}(?:{LETTER}|['’&\-]|\.{LETTER})*)"
# Names do not run over the end of a line or a sentence: of full stops only those of titles and initials are theirs.
NAME = rf"(?-i:{_PART}(?: (?:{_PARTICLE} ){{0,2}}{_PART}){{0,5}})"
_LOWER = rf"[^{_NO_LETTERS}A-Z]{LETTER}*"
BUILT_IN = {
    "NAME": NAME,
    "NUMBER": r"\pN+",
    "OPEN": r"[(\[]",
    "QUOTE": '[„“”"«‘]',
    "REST": r"[^\n]*",
    "SPACE": " ",
    "HYPHEN": r"[\-\x{2010}\x{2011}\x{2013}]",
    "APPOSITION": r", [^,.;:“”\"„«»\n]{3,60},",
    "ASIDE": r", [^.;:“”«»\n]{3,140}?,",
    "COLON": r"\s?[:：]",
    "COMMA": ", ",
    "WORD": f"{LETTER}+",
    "WORDS": r"(?:[^\s,.;:()“”\"„«»–—]+ ){0,4}?",
    "ROLE": rf"(?-i:{_LOWER}(?: {_LOWER}){{0,3}})",
    "ENDQUOTE": "[”\"»“’']\\s*,?\\s*",
    "END": r"\s*(?:[).;!][^\n]*)?$",
    "STOP": r"\s*(?:[)\]/|.,;(][^\n]*)?$",
}
GAPS = {"..": 2, "...": 5}
LEAST_BARE = 6
"""Letters; shorter words become others without their accents: "où" and "ou", "está" and "esta", "cómo" and "como"."""
_TYPED = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "œ": "oe", "ł": "l", "đ": "d"}
"""Umlauts are not dropped: "würde" is not "wurde"."""
SPECIAL = frozenset("{}[]()|- \t^$")


class GrammarError(ValueError):
    """A phrase that cannot be read; `offset` counts characters from its start."""

    def __init__(self, problem: str, offset: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.offset = offset


class WordClass(NamedTuple):
    """A named list of phrases; `groups` says what each part of it stands for, such as a scope."""

    name: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    """Pairs of group and entries; the group of a plain list is the empty string."""


class Node(NamedTuple):
    """One element of a phrase: kind is word, ref, opt, alt, gap, start or end."""

    kind: str
    value: str
    parts: tuple[tuple[Node, ...], ...]
    glued: bool
    offset: int


class Translator:
    """Turns phrases into RE2 patterns with the word classes of one language."""

    def __init__(self, classes: Mapping[str, WordClass], *, spaced: bool = True) -> None:
        self._classes = classes
        self._spaced = spaced
        self._gap_between = BETWEEN + ("{1,3}" if spaced else "{0,2}")
        self._bodies: dict[str, str] = {}
        self._open: list[str] = []

    def pattern(self, phrases: tuple[str, ...], *, capture: bool = True) -> str:
        """
        One RE2 pattern that finds any of these phrases as whole words.

        With `capture`, group 1 is the phrase itself and each class in it a group of its name.
        """
        inner = "|".join(self._translate(phrase, capture and len(phrases) == 1) for phrase in phrases)
        group = f"({inner})" if capture else f"(?:{inner})"
        return f"(?i:{group})" if not self._spaced else f"(?i:(?:^|{OUTSIDE}){group}(?:{OUTSIDE}|$))"

    def joint(self, phrases: tuple[str, ...]) -> str:
        """One RE2 pattern that finds the leftmost of these phrases; its groups, in order, say which one it was."""
        inner = "|".join(f"({self._translate(phrase, False)})" for phrase in phrases)
        return f"(?i:{inner})" if not self._spaced else f"(?i:(?:^|{OUTSIDE})(?:{inner})(?:{OUTSIDE}|$))"

    def _translate(self, phrase: str, capture: bool) -> str:
        return self._emit(parse(phrase), set() if capture else None)

    def _emit(self, nodes: tuple[Node, ...], captured: set[str] | None) -> str:
        out, pending = "", False
        for node in nodes:
            joint = "" if node.glued or not pending else self._gap_between
            match node.kind:
                case "gap":
                    out, pending = out + self._gap(GAPS[node.value], pending), False
                case "start":
                    out += rf"^{OUTSIDE}{{0,4}}"
                case "end":
                    out += rf"{OUTSIDE}{{0,6}}$"
                case "opt":
                    inner = self._alternatives(node, captured)
                    tail = "" if pending or node.glued else self._gap_between
                    out += f"(?:{joint}{inner}{tail})?"
                case _:
                    out, pending = out + joint + self._one(node, captured), True
        return out

    def _one(self, node: Node, captured: set[str] | None) -> str:
        match node.kind:
            case "ref":
                return self._reference(node, captured)
            case "alt":
                return self._alternatives(node, captured)
            case _:
                return _word(node.value)

    def _alternatives(self, node: Node, captured: set[str] | None) -> str:
        return "(?:" + "|".join(self._emit(part, captured) for part in node.parts) + ")"

    def _gap(self, words: int, pending: bool) -> str:
        if not self._spaced:
            return rf"[^\n。！？]{{0,{words * 4}}}?"
        lead = f"{BETWEEN}{{1,3}}" if pending else f"{BETWEEN}{{0,3}}"
        return rf"{lead}(?:[^\s/'’]+[ /'’][\"'“„«»‘(/|–—-]{{0,2}} ?){{0,{words}}}?"

    def _reference(self, node: Node, captured: set[str] | None) -> str:
        name, _, group = node.value.partition(".")
        if name in BUILT_IN:
            body = BUILT_IN[name]
        elif name in self._classes:
            if name in self._open:
                raise GrammarError(f"the class {{{name}}} contains itself; take it out of its own entries", node.offset)
            words = _only(self._classes[name], group, node.offset) if group else self._classes[name]
            body = self._body(words, captured is not None and name not in captured)
        else:
            raise GrammarError(f"there is no class {{{name}}}; known are {_known(self._classes)}", node.offset)
        if captured is None or name in captured:
            return f"(?:{body})"
        captured.add(name)
        return f"(?P<{name}>{body})"

    def _body(self, words: WordClass, capture: bool) -> str:
        bodies = []
        self._open.append(words.name)
        for group, entries in words.groups:
            key = f"{words.name}/{group}"
            if key not in self._bodies:
                self._bodies[key] = "|".join(self._translate(entry, False) for entry in entries)
            body = self._bodies[key]
            bodies.append(f"(?P<{words.name}__{group}>{body})" if group and capture else body)
        self._open.pop()
        return "|".join(bodies)


def required(nodes: tuple[Node, ...]) -> frozenset[frozenset[str]]:
    """Sets of classes, of each of which the phrase needs one at least."""
    needs: set[frozenset[str]] = set()
    for node in nodes:
        name = node.value.partition(".")[0]
        if node.kind == "ref" and name not in BUILT_IN:
            needs.add(frozenset({name}))
        elif node.kind == "alt":
            choices = [required(part) for part in node.parts]
            if all(choices):
                needs |= {frozenset[str]().union(*each) for each in product(*choices)}
    return frozenset(needs)


def is_glued(after: Node | None) -> bool:
    """Whether what follows a node stands in the same word."""
    return after is not None and after.glued and after.kind != "end"


def required_words(nodes: tuple[Node, ...]) -> frozenset[str]:
    """Words of which the phrase needs one at least, the longest such set; empty where classes could stand for all."""
    sets = [frozenset[str]()]
    for node, after in zip(nodes, (*nodes[1:], None), strict=True):
        # What is glued to something is no whole word, and would be looked for in vain.
        if node.glued or is_glued(after):
            continue
        if node.kind == "word":
            sets.append(frozenset({node.value}))
        elif node.kind == "alt":
            choices = [required_words(part) for part in node.parts]
            sets += [frozenset[str]().union(*choices)] if all(choices) else []
    return max(sets, key=lambda words: min(map(len, words), default=0))


def referenced(nodes: tuple[Node, ...]) -> frozenset[str]:
    """Every class that the phrase names, whether it can match without it or not."""
    inner = frozenset(name for node in nodes for part in node.parts for name in referenced(part))
    names = (node.value.partition(".")[0] for node in nodes if node.kind == "ref")
    return inner | frozenset(name for name in names if name not in BUILT_IN)


def parse(phrase: str) -> tuple[Node, ...]:
    """Read one phrase; raises GrammarError with the offset of the mistake."""
    nodes, end = _sequence(phrase, 0, "")
    if end < len(phrase):
        raise GrammarError(f"{phrase[end]!r} has no partner before it", end)
    if not nodes:
        raise GrammarError("the phrase is empty; write at least one word", 0)
    return nodes


def _sequence(text: str, at: int, closing: str) -> tuple[tuple[Node, ...], int]:
    nodes: list[Node] = []
    spaced = True
    while at < len(text) and text[at] not in ("])|}" if closing else "])}|"):
        if text[at] in "- \t":
            at, spaced = at + 1, True
            continue
        node, at = _node(text, at, glued=not spaced)
        nodes.append(node)
        spaced = node.kind in ("gap", "start")
    return tuple(nodes), at


def _node(text: str, at: int, *, glued: bool) -> tuple[Node, int]:
    match text[at]:
        case "{":
            end = _close(text, at, "}")
            return Node("ref", text[at + 1 : end], (), glued, at), end + 1
        case "[" | "(" as mark:
            closing = "]" if mark == "[" else ")"
            parts, end = [], at
            while end == at or text[end : end + 1] == "|":
                part, end = _sequence(text, end + 1, closing)
                parts.append(part)
            return Node("opt" if mark == "[" else "alt", "", tuple(parts), glued, at), _expect(text, end, closing, at)
        case "^" | "$" as mark:
            return Node("start" if mark == "^" else "end", mark, (), True, at), at + 1
    end = at
    while end < len(text) and text[end] not in SPECIAL:
        end += 1
    word = text[at:end]
    return Node("gap" if word in GAPS else "word", word, (), glued, at), end


def _close(text: str, at: int, mark: str) -> int:
    end = text.find(mark, at)
    if end < 0:
        raise GrammarError(f"{text[at]!r} is never closed; add {mark!r}", at)
    return end


def _expect(text: str, end: int, mark: str, opened: int) -> int:
    if text[end : end + 1] != mark:
        raise GrammarError(f"{text[opened]!r} is never closed; add {mark!r}", opened)
    return end + 1


def spellings(word: str) -> tuple[bool, tuple[tuple[str, ...], ...]]:
    """Whether a word must be written just so, and its letters with what may stand for each; none for `*` and `'`."""
    exact = word.startswith("=") and len(word) > 1
    letters = [letter for letter in word if letter.isalpha()]
    capitals = len(letters) > 1 and all(letter.isupper() for letter in letters)
    bare = not exact and len(letters) >= LEAST_BARE
    return exact or capitals, tuple(_variants(letter, bare) for letter in (word[1:] if exact else word))


def _variants(letter: str, bare: bool) -> tuple[str, ...]:
    if letter in "*'’":
        return ()
    plain = _plain(letter) if bare and not letter.isascii() else ""
    return (letter, plain) if plain else (letter,)


def _word(word: str) -> str:
    exact, letters = spellings(word)
    written = word[1:] if word.startswith("=") and len(word) > 1 else word
    body = "".join(_either(letter, choices) for letter, choices in zip(written, letters, strict=True))
    return f"(?-i:{body})" if exact else body


def _either(letter: str, choices: tuple[str, ...]) -> str:
    if len(choices) > 1:
        return f"(?:{'|'.join(choices)})"
    match letter:
        case "*":
            return f"{LETTER}*"
        case "'" | "’":
            return "['’ʼ`]"
        case _ if letter.isalnum() or not letter.isascii():
            return letter
        case _:
            return f"\\{letter}"


def _plain(letter: str) -> str:
    """What people type who have no such key: "genere", "geprueft", "ar skapad" keep their meaning."""
    lower = letter.lower()
    if lower in _TYPED:
        return _TYPED[lower]
    base = normalize("NFD", lower)[0]
    return base if base.isascii() else ""


def _only(words: WordClass, group: str, offset: int) -> WordClass:
    """The class with one of its groups."""
    groups = tuple(entry for entry in words.groups if entry[0] == group)
    if not groups:
        known = ", ".join(name for name, _ in words.groups if name) or "none"
        raise GrammarError(f"the class {{{words.name}}} has no group {group!r}; its groups are {known}", offset)
    return WordClass(words.name, groups)


def _known(classes: Mapping[str, WordClass]) -> str:
    return ", ".join(sorted({*classes, *BUILT_IN}))

"""Says of phrases that a sentence does not match what each lacks: words of which class, or their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct

from auditor.lexicon.grammar import BUILT_IN, Node, parse
from auditor.lexicon.model import Grammar, Phrase
from auditor.lexicon.patterns import compiled
from auditor.lexicon.together import combination, parts_of

MOST_MISSING = 2
"""Parts that a near phrase may lack; one that lacks more says something else."""
SHOWN = 3
EXAMPLES = 3


class Lacking(Struct, frozen=True, kw_only=True):
    """A part of a pattern that the sentence has no words for, and entries that would do."""

    part: str
    """As the pattern writes it: `{made}`, `(by|from)`."""
    such_as: tuple[str, ...]
    """Entries of the class; empty where the part is made of plain words, or asks for one of several classes."""


class Near(Struct, frozen=True, kw_only=True):
    """A phrase that nearly matches."""

    language: str
    phrase: str
    line: int
    where: str
    pattern: str
    has: tuple[str, ...]
    """The parts of the pattern that the sentence has."""
    lacks: tuple[Lacking, ...]
    """Empty where all parts are there, but in another order or too far apart."""


def nearest(grammar: Grammar, text: str, phrases: Iterable[Phrase], shown: int = SHOWN) -> tuple[Near, ...]:
    """Of each phrase the pattern that comes closest: what the sentence has of it, less what it lacks."""

    @cache
    def place(part: str) -> int | None:
        found = compiled(grammar.translator.pattern((part,), capture=False)).search(text)
        return found.start() if found is not None else None

    found: list[tuple[int, int, int, Near]] = []
    for number, phrase in enumerate(phrases):
        ranked: list[tuple[int, int, int, Near]] = []
        for pattern in phrase.patterns:
            wanted = tuple(dict.fromkeys(parts(pattern)))
            places = {part: at for part in wanted if (at := place(part)) is not None}
            lacks = tuple(part for part in wanted if part not in places)
            held = len(places) if combination(pattern) else _in_order(places.values())
            if len(places) > len(lacks) and len(lacks) <= MOST_MISSING:
                near = _near(grammar, phrase, pattern, tuple(places), lacks)
                ranked.append((len(lacks) - held, len(lacks), number, near))
        found += sorted(ranked, key=lambda one: one[:3])[:1]
    return tuple(near for _, _, _, near in sorted(found, key=lambda one: one[:3])[:shown])


def parts(pattern: str) -> Iterator[str]:
    """The parts of a pattern without which it cannot match, each as the pattern writes it."""
    for part in parts_of(pattern):
        for node in parse(part.phrase):
            if node.kind in ("word", "alt") or (node.kind == "ref" and node.value not in BUILT_IN):
                yield _written(node)


def _in_order(places: Iterable[int]) -> int:
    """How many of the parts stand behind the one before, and not on the same word."""
    held, last = 0, -1
    for place in places:
        if place > last:
            held, last = held + 1, place
    return held


def _near(grammar: Grammar, phrase: Phrase, pattern: str, has: tuple[str, ...], lacks: tuple[str, ...]) -> Near:
    return Near(
        language=grammar.language,
        phrase=phrase.id,
        line=phrase.line,
        where=phrase.where,
        pattern=str(pattern),
        has=has,
        lacks=tuple(Lacking(part=part, such_as=_such_as(grammar, part)) for part in lacks),
    )


def _such_as(grammar: Grammar, part: str) -> tuple[str, ...]:
    name, _, group = part.strip("{}").partition(".")
    known = grammar.classes.get(name) if part.startswith("{") else None
    entries = (e for key, group_of in (known.groups if known else ()) if group in ("", key) for e in group_of)
    return tuple(str(entry) for entry in entries)[:EXAMPLES]


def _written(node: Node) -> str:
    match node.kind:
        case "ref":
            return f"{{{node.value}}}"
        case "alt" | "opt":
            inner = "|".join(_joined(part) for part in node.parts)
            return f"({inner})" if node.kind == "alt" else f"[{inner}]"
        case _:
            return node.value


def _joined(nodes: tuple[Node, ...]) -> str:
    """Nodes in a row; those that are glued to the one before stay so."""
    return "".join(f"{'' if node.glued or not number else ' '}{_written(node)}" for number, node in enumerate(nodes))

"""Reads one lexicon file and says where its mistakes are: `path:line:col`, all of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, cast, get_args

import yaml
from msgspec import structs

from auditor.errors import RulebookError
from auditor.lexicon.grammar import GrammarError, Translator, WordClass, parse, referenced
from auditor.lexicon.judging import judgement
from auditor.lexicon.model import Phrase, Says, Where
from auditor.lexicon.nodes import Nodes, Placed
from auditor.lexicon.together import combination, parts_of

TOP_KEYS = ("language", "spaced", "judged", "words", "triggers", "uses", "phrases")
PHRASE_KEYS = ("id", "says", "where", "kind", "scope", "role", "patterns", "match", "not")
COMMON = "common"
"""The file whose phrases are taken by others and have no words of their own."""
SAYS: tuple[str, ...] = get_args(Says)
WHERE: tuple[str, ...] = get_args(Where)


class LexiconFile(NamedTuple):
    """The contents of one file; patterns are not compiled yet."""

    language: str
    spaced: bool
    classes: dict[str, WordClass]
    triggers: dict[Says, tuple[str, ...]]
    phrases: tuple[Phrase, ...]


class Shared(NamedTuple):
    """What every language may use: word classes, and phrases it may take under `uses`."""

    classes: Mapping[str, WordClass] = MappingProxyType({})
    phrases: tuple[Phrase, ...] = ()


def read_file(path: Path, shared: Shared = Shared()) -> LexiconFile:  # noqa: B008  # frozen
    """Read a lexicon file whose phrases may also use what is shared; raises RulebookError."""
    nodes = Nodes(path)
    top = nodes.root(TOP_KEYS)
    if top is not None:
        classes = dict(_classes(nodes, top.get("words")))
        known = frozenset({*classes, *shared.classes})
        file = LexiconFile(
            str(nodes.text(top.get("language"), None, "language")),
            nodes.choice(top.get("spaced"), ("true", "false"), "spaced", "true") == "true",
            classes,
            dict(_triggers(nodes, top.get("triggers"))),
            (
                *_uses(nodes, top.get("uses"), shared.phrases, known),
                *_phrases(nodes, top.get("phrases"), path.stem == COMMON),
            ),
        )
        if not file.language:
            nodes.note(1, 1, "'language' is missing")
        judgement(nodes, top.get("judged"))
        _check(nodes, file, shared)
    if nodes.mistakes or top is None:
        raise RulebookError(tuple(sorted(nodes.mistakes)))
    return file


def _classes(nodes: Nodes, node: yaml.Node | None) -> Iterator[tuple[str, WordClass]]:
    for key, value in nodes.items(node, "words"):
        if isinstance(value, yaml.MappingNode):
            groups = tuple((group, nodes.texts(entries)) for group, entries in nodes.items(value, key))
        else:
            groups = (("", nodes.texts(value)),)
        yield key, WordClass(key, groups)


def _triggers(nodes: Nodes, node: yaml.Node | None) -> Iterator[tuple[Says, tuple[str, ...]]]:
    for key, value in nodes.items(node, "triggers"):
        if key in SAYS:
            yield cast(Says, key), nodes.texts(value)
        else:
            nodes.wrong(value, f"unknown family {key!r}; known are {', '.join(SAYS)}")


def _uses(
    nodes: Nodes, node: yaml.Node | None, phrases: tuple[Phrase, ...], classes: frozenset[str]
) -> Iterator[Phrase]:
    """The common phrases that the language takes, in their common order: the earlier one wins a tie."""
    known = {phrase.id: phrase for phrase in phrases}
    taken = dict(nodes.items(node, "uses"))
    for name, value in taken.items():
        if name not in known:
            nodes.wrong(value, f"there is no common phrase {name!r}; known are {', '.join(known)}")
    for name in known:
        if name in taken:
            yield _taken(nodes, known[name], taken[name], classes)


def _taken(nodes: Nodes, phrase: Phrase, node: yaml.Node, classes: frozenset[str]) -> Phrase:
    """The phrase with those of its patterns for which the language has all the words."""
    patterns = tuple(_at(pattern, node) for pattern in phrase.patterns if _classes_of(pattern) <= classes)
    if not patterns:
        wanted = ", ".join(sorted(_classes_of(phrase.patterns[0]) - classes))
        nodes.wrong(node, f"the phrase {phrase.id!r} has no pattern for these words; add the classes {wanted}")
    entry = nodes.mapping(node, ("match", "not"))
    for key in ("match", "not"):
        if key not in entry:
            nodes.wrong(node, f"the phrase {phrase.id!r} has no {key!r}")
    return structs.replace(
        phrase,
        patterns=patterns,
        match=nodes.texts(entry.get("match")),
        misses=nodes.texts(entry.get("not")),
        line=node.start_mark.line + 1,
    )


def _classes_of(pattern: str) -> frozenset[str]:
    return frozenset(name for part in parts_of(pattern) for name in referenced(parse(part.phrase)))


def _at(pattern: str, node: yaml.Node) -> str:
    """The pattern of a common phrase with the place where a language takes it."""
    placed = Placed(pattern)
    placed.line, placed.column = node.start_mark.line + 1, 1
    return placed


def _phrases(nodes: Nodes, node: yaml.Node | None, common: bool) -> Iterator[Phrase]:
    seen: set[str] = set()
    for item in nodes.sequence(node):
        entry = nodes.mapping(item, PHRASE_KEYS)
        name = nodes.text(entry.get("id"), item, "id")
        if name in seen:
            nodes.wrong(item, f"the id {name!r} is used twice; ids are unique in a file")
        seen.add(name)
        for key in ("says", "patterns") if common else ("says", "patterns", "match", "not"):
            if key not in entry:
                nodes.wrong(item, f"the phrase {name!r} has no {key!r}")
        yield Phrase(
            id=str(name),
            says=cast(Says, nodes.choice(entry.get("says"), SAYS, "says", "statement")),
            where=cast(Where, nodes.choice(entry.get("where"), WHERE, "where", "anywhere")),
            kind=str(nodes.text(entry.get("kind"), None, "kind")),
            scope=str(nodes.text(entry.get("scope"), None, "scope")),
            role=str(nodes.text(entry.get("role"), None, "role")),
            patterns=nodes.texts(entry.get("patterns")),
            match=nodes.texts(entry.get("match")),
            misses=nodes.texts(entry.get("not")),
            line=item.start_mark.line + 1,
        )


def _check(nodes: Nodes, file: LexiconFile, shared: Shared) -> None:
    """Translate every entry once, so that a mistake shows with its place."""
    if nodes.path.stem == COMMON:
        return
    translator = Translator({**shared.classes, **file.classes}, spaced=file.spaced)
    entries = [e for words in file.classes.values() for _, group in words.groups for e in group]
    entries += [e for forms in file.triggers.values() for e in forms]
    entries += [e for phrase in file.phrases for e in phrase.patterns]
    for entry in entries:
        for part in parts_of(entry):
            try:
                translator.pattern((part.phrase,))
            except GrammarError as error:
                if isinstance(entry, Placed):
                    nodes.note(entry.line, entry.column + part.offset + error.offset, error.problem)
    for phrase in file.phrases:
        for pattern in phrase.patterns:
            if phrase.says == "attribution" and combination(pattern) and isinstance(pattern, Placed):
                nodes.note(pattern.line, pattern.column, "attributions are read in one pass: write an order, not &")

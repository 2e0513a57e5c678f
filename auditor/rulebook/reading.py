"""
YAML, read strictly: one file becomes plain data, and the place of everything in it.

Refused, each with its place: anchors and aliases, tags, a key written twice, more than one document, deep nesting,
files over 20 kB. Only `true` and `false` are yes/no; dates and `no` stay texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, NoReturn, TypeAlias

import yaml

from auditor.errors import Mistake, RulebookError

BIGGEST_FILE = 20_000
DEEPEST = 16

Mark: TypeAlias = "yaml.error.Mark | yaml._yaml.Mark"
Path: TypeAlias = tuple[str | int, ...]
WHOLE = re.compile(r"[-+]?\d{1,18}")
DECIMAL = re.compile(r"[-+]?\d{1,18}\.\d{1,18}")
WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


class Spot(NamedTuple):
    """Where a value stands: line and column, counted from 1, of its key and of itself."""

    line: int
    column: int
    key_line: int
    key_column: int
    source: str
    """The value as written, with quotes and line breaks; what offsets into a condition are found in."""


class Document(NamedTuple):
    """What a file holds."""

    path: str
    data: Any
    spots: dict[Path, Spot]

    def mistake(self, path: Path, problem: str, *, at_key: bool = False) -> Mistake:
        """A mistake in the value at `path`, or at its nearest parent that is written down."""
        while path not in self.spots and path:
            path = path[:-1]
        spot = self.spots.get(path, Spot(1, 1, 1, 1, ""))
        line, column = (spot.key_line, spot.key_column) if at_key else (spot.line, spot.column)
        return Mistake(self.path, line, column, problem)

    def mistake_inside(self, path: Path, offset: int, problem: str) -> Mistake:
        """A mistake in the text at `path`, `offset` characters into it."""
        spot = self.spots[path]
        line, column = _spot_in_text(spot, self.data_at(path), offset)
        return Mistake(self.path, line, column, problem)

    def data_at(self, path: Path) -> Any:
        """The value at `path`."""
        value = self.data
        for part in path:
            value = value[part]
        return value


def read(raw: bytes, path: str) -> tuple[Document | None, tuple[Mistake, ...]]:
    """The document in `raw`, and every mistake in its YAML; no document where it cannot be read to its end."""
    try:
        if len(raw) > BIGGEST_FILE:
            return None, (Mistake(path, 1, 1, f"the file is larger than {BIGGEST_FILE // 1000} kB"),)
        builder = _Builder(path, raw.decode("utf-8-sig").replace("\r\n", "\n"))
        document = builder.build()
    except UnicodeDecodeError:
        return None, (Mistake(path, 1, 1, "the file is not UTF-8 text"),)
    except yaml.reader.ReaderError:
        return None, (Mistake(path, 1, 1, "the file holds a character that YAML does not allow"),)
    except yaml.MarkedYAMLError as error:
        line, column = _place(error.problem_mark)
        return None, (Mistake(path, line, column, _in_plain_words(error)),)
    except RulebookError as error:
        return None, error.mistakes
    return document, tuple(builder.mistakes)


class _Builder:
    """Builds data from YAML events, without recursion: nothing in a file can exhaust the stack."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.spots: dict[Path, Spot] = {}
        self.mistakes: list[Mistake] = []
        self.root: Any = None
        self._open: list[tuple[dict[str, Any] | list[Any], Path]] = []
        self._key: yaml.ScalarEvent | None = None

    def build(self) -> Document:
        documents = 0
        for event in self._events():
            match event:
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        self._refuse("a file holds one document: '---' may not come again", event)
                case yaml.ScalarEvent():
                    self._scalar(event)
                case yaml.MappingStartEvent():
                    self._start({}, event)
                case yaml.SequenceStartEvent():
                    self._start([], event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self._open.pop()
        return Document(self.path, self.root, self.spots)

    def _refuse(self, problem: str, event: yaml.Event) -> NoReturn:
        raise RulebookError((Mistake(self.path, *_place(event.start_mark), problem),))

    def _events(self) -> Iterator[yaml.Event]:
        for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                self._refuse("anchors and aliases (& and *) are not allowed: write it out", event)
            if getattr(event, "tag", None):
                self._refuse("tags (words that begin with !) are not allowed", event)
            yield event

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if self._open and isinstance(self._open[-1][0], dict) and self._key is None:
            self._key = event
            return
        self._add(_value(event), event)

    def _start(self, container: dict[str, Any] | list[Any], event: yaml.Event) -> None:
        if self._open and isinstance(self._open[-1][0], dict) and self._key is None:
            self._refuse("a name before ':' must be a plain word", event)
        if len(self._open) >= DEEPEST:
            self._refuse(f"nested deeper than {DEEPEST} levels", event)
        path = self._add(container, event)
        self._open.append((container, path))

    def _add(self, value: Any, event: yaml.Event) -> Path:
        if not self._open:
            self.root = value
            path: Path = ()
        else:
            container, parent = self._open[-1]
            path = (*parent, self._insert(container, value))
        here = _place(event.start_mark)
        key = _place(self._key.start_mark) if self._key else here
        self.spots.setdefault(path, Spot(*here, *key, self._source(event)))
        self._key = None
        return path

    def _source(self, event: yaml.Event) -> str:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None or not isinstance(event, yaml.ScalarEvent):
            return ""
        return self.text[start.index : end.index]

    def _insert(self, container: dict[str, Any] | list[Any], value: Any) -> str | int:
        if isinstance(container, list):
            container.append(value)
            return len(container) - 1
        assert self._key is not None
        name: str = self._key.value
        if name in container:
            first = self.spots[(*self._open[-1][1], name)].key_line
            problem = f"'{name}' is written twice (first on line {first}): keep one"
            self.mistakes.append(Mistake(self.path, *_place(self._key.start_mark), problem))
        else:
            container[name] = value
        return name


def _value(event: yaml.ScalarEvent) -> str | int | float | bool | None:
    """What a scalar means: only `true` and `false` are yes/no; whatever is quoted is text."""
    text: str = event.value
    if event.style:
        return text
    if text in WORDS:
        return WORDS[text]
    if WHOLE.fullmatch(text):
        return int(text)
    return float(text) if DECIMAL.fullmatch(text) else text


def _spot_in_text(spot: Spot, text: str, offset: int) -> tuple[int, int]:
    """Line and column of a character of a text that may be quoted, folded or run over several lines."""
    header = re.match(r"[|>][-+0-9]*[ \t]*(#.*)?\n", spot.source)
    quoted = spot.source[:1] in ("'", '"')
    body = spot.source[header.end() :] if header else spot.source
    body = body[1:-1] if quoted else body
    line = spot.line + bool(header)
    column = 1 if header else spot.column + quoted
    written = 0
    for number, piece in enumerate(body.split("\n")):
        indent = len(piece) - len(piece.lstrip(" ")) if number or header else 0
        words = piece[indent:].rstrip(" ")
        if not words or text[written : written + len(words)] != words:
            break  # escapes or blank lines: only where the text begins is known
        if offset <= written + len(words):
            return line + number, (column if not number else 1) + indent + offset - written
        written += len(words) + 1
    return spot.line, spot.column


def _place(mark: Mark | None) -> tuple[int, int]:
    """Line and column, counted from 1."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _in_plain_words(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem)
    for known, words in YAML_PROBLEMS.items():
        if known in problem:
            return words
    return f"this is not YAML: {problem}"


YAML_PROBLEMS = {
    "mapping values are not allowed": (
        "a ':' cannot stand here: check the indentation, and put a text that holds ': ' in quotes"
    ),
    "did not find expected key": "the indentation does not fit what stands above, or a quote was not closed",
    "found character '\\t'": "a tab stands here: indent with spaces",
    "cannot start any token": "a text may not begin with this character: put it in quotes",
    "found unexpected end of stream": "a quote or a bracket was opened and not closed",
    "did not find expected ',' or": "a comma or a closing bracket is missing, or a text with ':' needs quotes",
    "did not find expected node content": "a value is missing here, or a bracket was opened and not closed",
    "exceeded maximum nesting depth": f"nested deeper than {DEEPEST} levels",
    "undefined alias": "anchors and aliases (& and *) are not allowed: write it out",
}

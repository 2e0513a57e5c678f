"""Walks a YAML file by its nodes and collects mistakes with their line and column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from auditor.errors import Mistake


class Placed(str):
    """Words of a file that know their line and column, counting from 1."""

    line: int
    column: int


class Nodes:
    """One file: its root mapping, typed access to its nodes, and the mistakes found on the way."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.mistakes: list[Mistake] = []

    def root(self, keys: tuple[str, ...]) -> dict[str, yaml.Node] | None:
        """The top keys of the file; None, with a mistake noted, where it holds no YAML mapping."""
        try:
            root = yaml.compose(self.path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self.note(
                line, column, f"this is not YAML: {error.problem}; quote words that hold brackets, braces or colons"
            )
            return None
        except (OSError, UnicodeDecodeError, yaml.reader.ReaderError) as error:
            self.note(1, 1, f"the file cannot be read: {error}")
            return None
        if not isinstance(root, yaml.MappingNode):
            self.note(1, 1, f"expected the keys {', '.join(keys)}")
            return None
        return self.mapping(root, keys)

    def mapping(self, node: yaml.Node, allowed: tuple[str, ...]) -> dict[str, yaml.Node]:
        """The values of a mapping by key; other keys than the allowed ones are mistakes."""
        found: dict[str, yaml.Node] = {}
        for key, value in self.items(node, ""):
            if key not in allowed:
                self.wrong(value, f"unknown key {key!r}; known are {', '.join(allowed)}")
            found[key] = value
        return found

    def items(self, node: yaml.Node | None, what: str) -> Iterator[tuple[str, yaml.Node]]:
        """Keys and values of a mapping in file order; none for an absent node."""
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, f"expected keys and values{f' under {what!r}' if what else ''}")
            return
        for key, value in node.value:
            yield str(key.value), value

    def sequence(self, node: yaml.Node | None) -> Iterator[yaml.Node]:
        """The entries of a list; none for an absent node."""
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode):
            self.wrong(node, "expected a list")
            return
        yield from node.value

    def texts(self, node: yaml.Node | None) -> tuple[str, ...]:
        """A list of words."""
        return tuple(self.text(item, item, "entry") for item in self.sequence(node))

    def text(self, node: yaml.Node | None, required_by: yaml.Node | None, what: str) -> str:
        """One scalar; absent it is empty, and a mistake where `required_by` names who needs it."""
        if node is None:
            if required_by is not None:
                self.wrong(required_by, f"{what!r} is missing")
            return ""
        if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip():
            self.wrong(node, f"{what!r} must be words")
            return ""
        value = Placed(node.value)
        value.line = node.start_mark.line + 1
        value.column = node.start_mark.column + 1 + (node.style in ("'", '"'))
        return value

    def choice(self, node: yaml.Node | None, allowed: tuple[str, ...], what: str, default: str = "") -> str:
        """One of a fixed set of words."""
        value = str(self.text(node, None, what)) or default
        if node is not None and value not in allowed:
            self.wrong(node, f"{what!r} cannot be {value!r}; choose one of {', '.join(allowed)}")
        return value

    def wrong(self, node: yaml.Node, problem: str) -> None:
        """Note a mistake at a node."""
        self.note(node.start_mark.line + 1, node.start_mark.column + 1, problem)

    def note(self, line: int, column: int, problem: str) -> None:
        """Note a mistake at a place."""
        self.mistakes.append(Mistake(str(self.path), line, column, problem))

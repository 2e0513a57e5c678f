"""How far somebody who knows a language has judged its lexicon file: the key `judged` at the top of the file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast, get_args

import yaml
from msgspec import Struct

from auditor.lexicon.nodes import Nodes

Level = Literal["fluent", "working", "unreviewed"]
LEVELS: tuple[str, ...] = get_args(Level)
MEANINGS: dict[Level, str] = {
    "fluent": "written and reread by someone fluent",
    "working": "read well; some forms less sure",
    "unreviewed": "nobody who knows the language has judged it",
}


class Judged(Struct, frozen=True):
    """How far a file is judged, and what the judge wants its readers to know."""

    level: Level = "unreviewed"
    note: str = ""


def judgement(nodes: Nodes, node: yaml.Node | None) -> Judged:
    """The value of the key `judged`, with its mistakes noted; without one, nobody has judged the file."""
    if node is None:
        return Judged()
    entry = nodes.mapping(node, ("level", "note"))
    if isinstance(node, yaml.MappingNode) and "level" not in entry:
        nodes.wrong(node, f"'judged' has no 'level'; choose one of {', '.join(LEVELS)}")
    level = nodes.choice(entry.get("level"), LEVELS, "level", "unreviewed")
    return Judged(
        cast(Level, level if level in LEVELS else "unreviewed"), str(nodes.text(entry.get("note"), None, "note"))
    )


def judged(path: Path) -> Judged:
    """How far the file is judged; a file that cannot be read is not."""
    nodes = Nodes(path)
    top = nodes.root(("judged",)) or {}  # what else is in the file is for others to check
    return judgement(nodes, top.get("judged"))

"""How far a file is judged, by its own words; a file that says nothing is not judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.lexicon.judging import Judged, judged, judgement
from auditor.lexicon.nodes import Nodes


@pytest.mark.parametrize(
    ("text", "expected", "problems"),
    [
        ("words: {}", Judged("unreviewed"), []),
        ("judged: {level: fluent}", Judged("fluent"), []),
        ("judged: {level: working, note: captions less sure}", Judged("working", "captions less sure"), []),
        ("judged: {note: soon}", Judged("unreviewed", "soon"), ["1:9: 'judged' has no 'level'; choose one of "]),
        ("judged: {level: good}", Judged("unreviewed"), ["1:17: 'level' cannot be 'good'; choose one of fluent, "]),
        ("judged: {level: fluent, by: me}", Judged("fluent"), ["1:29: unknown key 'by'; known are level, note"]),
        ("judged: fluent", Judged("unreviewed"), ["1:9: expected keys and values"]),
    ],
)
def test_judgements(text: str, expected: Judged, problems: list[str], tmp_path: Path) -> None:
    path = tmp_path / "xx.yaml"
    path.write_text(text, "utf-8")
    assert judged(path) == expected
    nodes = Nodes(path)
    assert judgement(nodes, (nodes.root(("judged", "words")) or {}).get("judged")) == expected
    found = [f"{mistake.line}:{mistake.column}: {mistake.problem}" for mistake in nodes.mistakes]
    assert len(found) == len(problems)
    assert all(one.startswith(start) for one, start in zip(found, problems, strict=True))


def test_a_file_that_is_gone_is_not_judged(tmp_path: Path) -> None:
    assert judged(tmp_path / "xx.yaml") == Judged()

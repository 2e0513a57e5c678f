"""Names of authors: what is stripped, what is split, what is no name, and what kind a name is."""

from __future__ import annotations

import pytest

from auditor.detectors import _bylines, _names
from auditor.facts import AuthorKind

SPLIT = [
    ("By Ines Calder", ["Ines Calder"]),
    ("by Ines Calder and Tom Okafor", ["Ines Calder", "Tom Okafor"]),
    ("Von Ines Calder und Tom Okafor, dpa", ["Ines Calder", "Tom Okafor", "dpa"]),
    ("Par Inès Calder et Tom Okafor", ["Inès Calder", "Tom Okafor"]),
    ("Autor: Inés Calder", ["Inés Calder"]),
    ("Text: Ines Calder | Fotos: Tom Okafor", ["Ines Calder"]),
    ("By Ines Calder in Lagos", ["Ines Calder"]),
    ("Dr. Ines Calder", ["Dr. Ines Calder"]),
    ("Mr. Tom Okafor", ["Tom Okafor"]),
    ("Ines Calder, PhD", ["Ines Calder, PhD"]),
    ("Ines Calder (Lisbon)", ["Ines Calder"]),
    ("Ines Calder - Senior reporter", ["Ines Calder"]),
    ("Ines Calder @ines", ["Ines Calder"]),
    ("Martin Luther King Jr.", ["Martin Luther King Jr"]),
    ("佐藤花子、鈴木一郎", ["佐藤花子", "鈴木一郎"]),
    ("Автор: Олена Шевченко", ["Олена Шевченко"]),
    ("", []),
    ("admin", []),
    ("By", []),
    ("https://news.example/author/ines", []),
    ("ines@news.example.com", []),
    ("2026-11-20", []),
    ("This sentence has far more words than any name of an author could have", []),
    ("x" * 5_000, []),
]


@pytest.mark.parametrize(("text", "names"), SPLIT, ids=[row[0][:30] for row in SPLIT])
def test_bylines_are_split_into_names(text: str, names: list[str]) -> None:
    assert list(_bylines.field(text)) == names


KINDS: list[tuple[str, AuthorKind | None, AuthorKind]] = [
    ("Ines Calder", None, "person"),
    ("Ines Calder", "organisation", "organisation"),
    ("Ai Weiwei", None, "person"),
    ("Kim Ki-duk", None, "person"),
    ("Ines", None, "unknown"),
    ("Ines", "person", "person"),
    ("dpa", None, "agency"),
    ("The Associated Press", None, "agency"),
    ("Tidewater Staff", None, "organisation"),
    ("Redaktion", None, "organisation"),
    ("Tidewater", "person", "organisation"),
    ("Newsroom AI", None, "machine"),
    ("Klara Beispiel (KI)", None, "machine"),
    ("ChatGPT", "person", "machine"),
    ("Tide Bot", None, "machine"),
    ("TideBot", None, "machine"),
    ("Ines Calder", "machine", "machine"),
    ("Senior AI Reporter", None, "organisation"),
    ("Abbot Talbot", None, "person"),
    ("KI-Redakteur Tom Okafor", None, "person"),
]


@pytest.mark.parametrize(("name", "declared", "kind"), KINDS, ids=[f"{row[0]}-{row[1]}" for row in KINDS])
def test_kinds_are_told_apart(name: str, declared: AuthorKind | None, kind: AuthorKind) -> None:
    assert _names.kind_of(name, declared=declared, publishers=frozenset({"tidewater"})) == kind

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
    ("By Ines Calder | 12 May 2024", ["Ines Calder"]),
    ("Ines Calder 17.10.2026, 13:56 Uhr", ["Ines Calder"]),
    ("Ines Calder, Lisbon, Tom Okafor", ["Ines Calder", "Tom Okafor"]),
    ("Ines Calder, transport editor", ["Ines Calder"]),
    ("Ines Calder, Senior Editor and Host", ["Ines Calder"]),
    ("Senior reporter Ines Calder", ["Ines Calder"]),
    ("INES CALDER and TOM OKAFOR", ["INES CALDER", "TOM OKAFOR"]),
    ("By Ines Calder for Tidewater", ["Ines Calder"]),
    ("byInes Calder", ["Ines Calder"]),
    ("ByI.R. Calder", ["I.R. Calder"]),
    ("Bypass Calder", ["Bypass Calder"]),
    ("Ines CalderNovember 20, 2026", ["Ines Calder"]),
    ("Ines Calder, MS, RD", ["Ines Calder"]),
    ("Ines Calder ⋅ Founder", ["Ines Calder"]),
    ("harbouradmin", []),
    ("Author: Ines Calder Source: Harbour Office", ["Ines Calder"]),
    ("Quelle: sid/dpa", []),
    ("Translated by Tom Okafor", []),
    ("Ines Calder. Edited by Tom Okafor", ["Ines Calder"]),
    ("Jane Doe/dpa", ["Jane Doe", "dpa"]),
    ("tw/mk", ["tw/mk"]),
    ("Dr Ines Calder, Dr. Tom Okafor, Mo Idris", ["Dr Ines Calder", "Dr. Tom Okafor", "Mo Idris"]),
    ("22. Dezember 201922. Dezember 2019 von Ines Calder", ["Ines Calder"]),
    ("Ines Calder HarbourVoice Staff", ["Ines Calder"]),
    ("Ines Calder Staff", ["Ines Calder Staff"]),
    ("Ines R. Calder CPP, PSP", ["Ines R. Calder"]),
    ("Ines Calder, PhD, and Tom Okafor, MD", ["Ines Calder, PhD", "Tom Okafor, MD"]),
    ("Von Ines Calder Landespolitische Korrespondentin", ["Ines Calder"]),
    ("Ines Calder Science Editor", ["Ines Calder"]),
    ("Ines Science", ["Ines Science"]),
    ("Gastbeitrag von Ines Calder", ["Ines Calder"]),
    ("Ein Interview von Ines Calder", ["Ines Calder"]),
    ("A guest essay by Ines Calder", ["Ines Calder"]),
    ("Opinion by Ines Calder", ["Ines Calder"]),
    ("Una crónica de Inés Calder", ["Inés Calder"]),
    ("Krönika av Ines Calder", ["Ines Calder"]),
    ("Tekst en foto: Ines Calder", ["Ines Calder"]),
    ("Words and photos by Ines Calder", ["Ines Calder"]),
    ("Contributors: Ines Calder", ["Ines Calder"]),
    ("Piše: Ivan Horvat", ["Ivan Horvat"]),
    ("Szerző: Kovács Anna", ["Kovács Anna"]),
    ("Toimittaja Aino Virtanen", ["Aino Virtanen"]),
    ("Συντάκτης: Ελένη Παππά", ["Ελένη Παππά"]),
    ("Автор: Иван Петров", ["Иван Петров"]),
    ("Tác giả: Nguyễn Văn An", ["Nguyễn Văn An"]),
    ("מאת: דנה כהן", ["דנה כהן"]),
    ("بقلم: أحمد علي", ["أحمد علي"]),
    ("Gastautorin Ines Calder", ["Ines Calder"]),
    ("Von Ines Calder (Text) und Tom Okafor (Fotos)", ["Ines Calder"]),
    ("Von Ines Calder, Tom Okafor (Foto)", ["Ines Calder"]),
    ("Ines Calder - Remote Jobs", ["Ines Calder"]),
    ("Ines Calder, Master Gardener & Educator", ["Ines Calder"]),
    ("About Ines Calder", ["Ines Calder"]),
    ("Nachrichten", []),
    ("Tide Museum and Harbour Press", ["Tide Museum"]),
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


SEEN = [
    ("By Ines Calder", ("Ines Calder",), True),
    ("by stylemaker", ("stylemaker",), True),
    ("Ines Calder", ("Ines Calder",), False),
    ("Redaktion", ("Redaktion",), False),
    ("Marketing Manager", (), False),
    ("EdTech Content writer", (), False),
    ("Ines Calder Science Editor", ("Ines Calder",), False),
    ("By Ines Calder, Chief Marketing Officer", ("Ines Calder",), True),
    ("A review of the harbour by the council", (), False),
    ("Text Size", (), False),
    ("In This Article", (), False),
    ("Full-Stack Developer", (), False),
    ("Per Olsson", ("Per Olsson",), False),
    ("Authors Ines Calder and Tom Okafor", ("Ines Calder", "Tom Okafor"), True),
    ("Posted on 12 May 2024 by harbourgirl", ("harbourgirl",), True),
    ("12. Mai 2024 | 5 Minuten", (), False),
    ("By the end of the year", (), False),
    ("5 minuti di lettura", (), False),
]


@pytest.mark.parametrize(("text", "authors", "marked"), SEEN, ids=[row[0] for row in SEEN])
def test_what_readers_see(text: str, authors: tuple[str, ...], marked: bool) -> None:
    reading = _bylines.byline(text)
    assert (reading.authors, reading.marked) == (authors, marked)


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Editor: Tom Okafor", ("Tom Okafor",)),
        ("By Ines Calder, Tom Okafor (photos)", ("Tom Okafor",)),
        ("Quelle: sid/dpa", ("sid", "dpa")),
        ("By Ines Calder", ()),
    ],
)
def test_those_who_did_something_else(text: str, others: tuple[str, ...]) -> None:
    assert _bylines.byline(text).others == others


@pytest.mark.parametrize(("text", "label"), [("Written by", True), ("Author:", True), ("Authors of the year", False)])
def test_labels_without_a_name(text: str, label: bool) -> None:
    assert _bylines.is_label(text) is label


KINDS: list[tuple[str, AuthorKind | None, AuthorKind]] = [
    ("Ines Calder", None, "person"),
    ("Ines Calder", "organisation", "organisation"),
    ("Ai Weiwei", None, "person"),
    ("Kim Ki-duk", None, "person"),
    ("Ines", None, "unknown"),
    ("Ines", "person", "person"),
    ("dpa", None, "agency"),
    ("The Associated Press", None, "agency"),
    ("dpa/lnw", None, "agency"),
    ("Tidewater Staff", None, "organisation"),
    ("Redaktion", None, "organisation"),
    ("Tidewater", "person", "organisation"),
    ("Newsroom AI", None, "machine"),
    ("Klara Beispiel (KI)", None, "machine"),
    ("ChatGPT", "person", "machine"),
    ("Tide Bot", None, "person"),
    ("Tidewater Bot", None, "machine"),
    ("Weather Bot", None, "machine"),
    ("Jan Bot", None, "person"),
    ("AI WEIWEI", None, "person"),
    ("OpenAI", None, "organisation"),
    ("Claude Monet", None, "person"),
    ("Tidewater AI", None, "machine"),
    ("Claude AI", "person", "machine"),
    ("TideBot", None, "machine"),
    ("Ines Calder", "machine", "machine"),
    ("Senior AI Reporter", None, "organisation"),
    ("Abbot Talbot", None, "person"),
    ("KI-Redakteur Tom Okafor", None, "person"),
]


@pytest.mark.parametrize(("name", "declared", "kind"), KINDS, ids=[f"{row[0]}-{row[1]}" for row in KINDS])
def test_kinds_are_told_apart(name: str, declared: AuthorKind | None, kind: AuthorKind) -> None:
    assert _names.kind_of(name, declared=declared, publishers=frozenset({"tidewater"})) == kind

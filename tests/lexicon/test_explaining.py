"""How a sentence is read: its words, the phrases, the word that decides, and what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.lexicon.explaining import Because, Hit, Place, SentenceRead, Word, explain, guess
from auditor.lexicon.judging import Judged
from auditor.lexicon.library import grammar, load
from auditor.lexicon.listing import listed
from auditor.lexicon.model import Grammar
from auditor.lexicon.nearest import nearest
from auditor.lexicon.reasons import Span, occurrences

OWN = """\
language: xx
words:
  machine: [Robo, robo tool]
  maker:
    text: [wrote]
    image: [drew]
  thing: [poem]
  negator: [never]
  reporting: [said, told]
triggers: {statement: ["{machine}"]}
phrases:
  - id: ordered
    says: statement
    patterns: ["{machine} {maker} .. {thing}"]
    match: [Robo wrote a poem]
    not: [a poem]
  - id: pair
    says: statement
    where: note
    patterns: ["{thing} & (from|by) & {machine}"]
    match: [poem by Robo]
    not: [a poem]
  - id: rule
    says: statement
    kind: policy
    patterns: ["{machine} rules"]
    match: [Robo rules]
    not: [rules]
"""


@pytest.fixture
def own(tmp_path: Path) -> Grammar:
    path = tmp_path / "xx.yaml"
    path.write_text(OWN, "utf-8")
    return load(path)


def read(text: str, own: Grammar, place: Place | None = None) -> SentenceRead:
    (sentence,) = explain(text, place=place, own=own).sentences
    return sentence


def hits(text: str, own: Grammar, place: Place | None = None) -> dict[str, Hit]:
    return {hit.phrase: hit for hit in read(text, own, place).hits if hit.language == "xx"}


def classes(word: Word, language: str = "xx") -> list[str]:
    return [f"{one.word_class}.{one.group}:{one.entry}" for one in word.classes if one.language == language]


def test_words_know_their_classes(own: Grammar) -> None:
    words = read("The robo tool drew a poem.", own).words
    assert [word.text for word in words] == ["The", "robo", "tool", "drew", "a", "poem"]
    assert [classes(word) for word in words] == [
        [],
        ["machine.:robo"],
        [],
        ["maker.image:drew"],
        [],
        ["thing.:poem"],
    ]


def test_entries_that_share_a_space_are_all_found(own: Grammar) -> None:
    assert list(occurrences(own, "machine", "Robo Robo, Robo")) == [Span(0, 4), Span(5, 9), Span(11, 15)]
    assert list(occurrences(own, "nothing", "Robo")) == []


def test_the_word_that_decides(own: Grammar) -> None:
    claimed = hits("Robo wrote a poem.", own)["ordered"]
    assert (claimed.stance, claimed.because, claimed.without_words) == ("claimed", (), "")
    assert claimed.captured == {"machine": "Robo", "maker.text": "wrote", "thing": "poem"}
    reported = hits("They said Robo wrote a poem.", own)["ordered"]
    assert (reported.stance, reported.because) == ("reported", (Because(words=("said",), word_class="reporting"),))
    denied = hits("Never Robo wrote a poem.", own)["ordered"]
    assert (denied.stance, denied.because) == ("denied", (Because(words=("Never",), word_class="negator"),))


def test_a_combination_shows_like_any_phrase(own: Grammar) -> None:
    hit = hits("A poem by Robo.", own)["pair"]
    assert (hit.text, hit.where, hit.captured) == ("poem by Robo", "note", {"machine": "Robo", "thing": "poem"})


@pytest.mark.parametrize(
    ("text", "phrase", "stance", "because"),
    [
        ("Robo wrote a poem?", "ordered", "reported", "the sentence asks"),
        ("Robo rules", "rule", "policy", "the phrase itself says so"),
    ],
)
def test_what_decides_without_words(text: str, phrase: str, stance: str, because: str, own: Grammar) -> None:
    hit = hits(text, own)[phrase]
    assert (hit.stance, hit.because, hit.without_words) == (stance, (), because)


@pytest.mark.parametrize(("place", "counts"), [(None, None), ("note", True), ("body", False), ("bio", True)])
def test_where_it_counts(place: Place | None, counts: bool | None, own: Grammar) -> None:
    assert hits("A poem by Robo.", own, place)["pair"].counts is counts


def test_what_is_missing(own: Grammar) -> None:
    near = read("Robo made a poem.", own).nearly
    assert [(one.phrase, one.has, [lack.part for lack in one.lacks]) for one in near] == [
        ("ordered", ("{machine}", "{thing}"), ["{maker}"]),
        ("pair", ("{thing}", "{machine}"), ["(from|by)"]),
    ]
    assert near[0].lacks[0].such_as == ("wrote", "drew")
    assert near[1].lacks[0].such_as == ()


def test_all_there_but_elsewhere(own: Grammar) -> None:
    (near,) = nearest(own, "a poem that wrote itself and then met Robo", own.phrases[:1])
    assert (near.phrase, near.lacks) == ("ordered", ())
    assert nearest(own, "a bridge", own.phrases) == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Dieser Artikel wurde mithilfe von KI erstellt.", "de"),
        ("This article was written with AI.", "en"),
        ("Cet article a été rédigé par une IA.", "fr"),
        ("この記事は生成AIを使って作成しました。", "ja"),
        ("本文由人工智能生成。", "zh"),
        ("Ця стаття створена ШІ", "uk"),
        ("xyzzy", "en"),
    ],
)
def test_the_language_is_guessed(text: str, language: str) -> None:
    assert guess(text) == language
    assert explain(text).guessed
    assert explain(text).language == language


def test_no_spaces() -> None:
    (sentence,) = explain("この記事は生成AIを使った。", "ja").sentences
    assert [word.text for word in sentence.words][:4] == ["この", "記事", "は", "生成AI"]
    assert "machine.:生成AI" in classes(sentence.words[3], "ja")


def test_every_sentence_is_read_and_a_name_goes_on() -> None:
    assert len(explain("One. Two.", "en").sentences) == 2
    (sentence,) = explain("This article was written by the AI Institute.", "en").sentences
    assert {hit.stance for hit in sentence.hits} >= {"reported"}


def test_the_list_of_languages() -> None:
    rows = {row.code: row for row in listed()}
    assert rows["de"].name == "German"
    assert rows["any"].name == "every language"
    own = grammar("ja")
    assert rows["ja"].phrases == len(own.phrases)
    assert rows["ja"].examples == sum(len(phrase.match) + len(phrase.misses) for phrase in own.phrases)
    assert rows["de"].judged == Judged("fluent")
    assert rows["ja"].judged.level == "working"
    assert 0 < rows["ja"].classes < len(own.classes)

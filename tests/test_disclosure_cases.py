"""The labelled sentences of `bench/disclosures.py`: complete, well formed, and set into pages as they say."""

from __future__ import annotations

import importlib
import re
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from selectolax.lexbor import LexborHTMLParser

from auditor.facts import At, Disclosure, DisclosureOrigin, DisclosureRole, DisclosureScope, PageFacts
from auditor.pipeline import audit_html

ROOT = Path(__file__).parent.parent
LANGUAGES = "da de en es fr it ja ko nl no pl pt ru sv uk zh".split()


def module_of(name: str) -> ModuleType:
    """The bench as a module; what it takes to find it leaves the search path again."""
    before = list(sys.path)
    sys.path.insert(0, str(ROOT))
    try:
        return importlib.import_module(f"bench.{name}")
    finally:
        sys.path[:] = before


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    return module_of("case_pages")


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    return module_of("disclosures")


def disclosure(
    quote: str,
    *,
    scope: DisclosureScope = "text",
    role: DisclosureRole = "generated",
    about: bool = True,
    origin: DisclosureOrigin = "text",
) -> Disclosure:
    return Disclosure(
        quote=quote, at=At(region="body", selector="p"), scope=scope, role=role, tool=None, human="none",
        about_this_page=about, region="body", place="end", depth=0.9, visible=True, origin=origin,
    )  # fmt: skip


def test_every_language_has_cases_and_an_article(pages: ModuleType) -> None:
    assert [cases.language for cases in pages.load()] == LANGUAGES
    assert sorted(pages.articles()) == LANGUAGES


def test_both_sets_of_every_language_are_alike_and_large_enough(pages: ModuleType) -> None:
    for cases in pages.load():
        counts = Counter((case.set, case.expect == "disclosure") for case in cases.cases)
        disclosures, near_misses = counts["a", True], counts["a", False]
        assert (counts["b", True], counts["b", False]) == (disclosures, near_misses), cases.language
        assert near_misses >= disclosures >= (24 if cases.language == "en" else 12), cases.language


def test_no_sentence_stands_twice_in_a_language(pages: ModuleType) -> None:
    for cases in pages.load():
        texts = Counter(re.sub(r"\W+", " ", case.text).casefold() for case in cases.cases)
        assert [text for text, times in texts.items() if times > 1] == [], cases.language


def test_each_page_shows_its_sentence_and_fills_every_slot(pages: ModuleType) -> None:
    for cases in pages.load():
        words = pages.articles()[cases.language]
        for case in cases.cases:
            body = LexborHTMLParser(pages.page(case, words)).body
            assert body is not None
            text = body.text()
            assert case.text in text
            assert "{" not in text


def test_the_article_around_a_sentence_discloses_nothing(pages: ModuleType) -> None:
    for language, words in pages.articles().items():
        case = pages.Case(text=words.comment, place="prose", expect="nothing", set="a", why="neutral")
        facts = audit_html(pages.page(case, words).encode(), url="https://paper.example/news/story").facts
        assert facts.disclosures == (), language
        assert isinstance(facts.page, PageFacts)
        assert facts.page.kind == "article", language


def test_the_sentence_alone_decides_its_markup_and_is_escaped(pages: ModuleType) -> None:
    words = pages.articles()["en"]
    case = pages.Case(text="Tea & <b>toast</b>", place="credit", expect="nothing", set="a", why="")
    assert pages.page(case, words) == pages.page(case, words)
    assert "Tea &amp; &lt;b&gt;toast&lt;/b&gt;" in pages.page(case, words)


@pytest.mark.parametrize(("expect", "scopes"), [("disclosure", ()), ("nothing", ("text",))])
def test_scopes_belong_to_disclosures(pages: ModuleType, expect: str, scopes: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="every disclosure has some"):
        pages.Case(text="x", place="end", expect=expect, scopes=scopes, set="a", why="")


@pytest.mark.parametrize(
    ("expect", "found", "word"),
    [
        ("disclosure", [disclosure("Written by AI.")], "hit"),
        ("disclosure", [disclosure("Before it. Written by AI. After it.")], "hit"),
        ("disclosure", [disclosure("Written by AI.", role="none")], "miss"),
        ("disclosure", [disclosure("Written by AI.", role="automated")], "miss"),
        ("disclosure", [disclosure("Written by AI.", about=False)], "miss"),
        ("disclosure", [disclosure("Written by AI.", origin="markup")], "miss"),
        ("disclosure", [disclosure("Something else entirely")], "miss"),
        ("disclosure", [], "miss"),
        ("nothing", [disclosure("Written by AI.")], "false alarm"),
        ("nothing", [disclosure("Written by AI.", about=False)], "quiet"),
        ("denial", [disclosure("Written by AI.", role="none")], "quiet"),
        ("denial", [disclosure("Written by AI.", role="edited")], "false alarm"),
        ("automated", [disclosure("Written by AI.", role="automated")], "quiet"),
        ("either", [disclosure("Written by AI.")], "open"),
    ],
)
def test_a_verdict_compares_what_was_found_with_what_is_expected(
    bench: ModuleType, pages: ModuleType, expect: str, found: list[Disclosure], word: str
) -> None:
    scopes = ("text",) if expect == "disclosure" else ()
    case = pages.Case(text="Written by AI.", place="end", expect=expect, scopes=scopes, set="a", why="")
    assert bench.judge("en", case, found).word == word


def test_claims_elsewhere_on_the_page_and_wrong_scopes_are_told(bench: ModuleType, pages: ModuleType) -> None:
    case = pages.Case(text="Written by AI.", place="end", expect="disclosure", scopes=("text",), set="a", why="plain")
    verdict = bench.judge("en", case, [disclosure("Written by AI.", scope="image"), disclosure("Photo: robot")])
    assert (verdict.word, verdict.scope_right, verdict.stray) == ("hit", False, ("Photo: robot",))
    assert [line.split()[0] for line in bench.complaints(verdict)] == ["wrong", "elsewhere"]
    assert str(bench.count("en", [verdict])) == (
        "en      recall 1.000 (1/1)  precision 1.000 (0 false alarms in 0 near-misses)  scope right 0/1  elsewhere 1"
    )


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("Foto: KI", "foto ki", 1.0),
        ("Foto: KI", "Foto: Jan Reuter", 0.5),
        ("画像:AI", "画像:生成AI", 1.0),
        ("사진=AI", "그림=손", 0.0),
        ("", "anything", 0.0),
    ],
)
def test_overlap_counts_words_or_characters_of_the_shorter_text(
    bench: ModuleType, one: str, other: str, share: float
) -> None:
    assert bench.overlap(one, other) == share

"""The words of a lesson: complete in every language, and easy enough for pupils."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from auditor import facts
from auditor.errors import RenderError, UsageError
from auditor.lesson.messages import FILE, catalogue, languages, messages, read_catalogue
from auditor.lesson.sentences import lix
from auditor.lesson.values import Kind, PlaceName
from auditor.packaged import folder

LANGUAGES = ("de", "en")
BRACES = re.compile(r"\{(\w+)\}")


def test_languages() -> None:
    assert languages() == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_message_with_the_same_blanks(language: str) -> None:
    english, other = catalogue()["en"], catalogue()[language]
    assert {section: set(named) for section, named in other.items()} == {s: set(n) for s, n in english.items()}
    for section, named in english.items():
        for name, text in named.items():
            translated = other[section][name]
            assert translated.strip(), f"{language}.{section}.{name} is empty"
            assert set(BRACES.findall(translated)) == set(BRACES.findall(text)), f"{language}.{section}.{name}"


def test_german_is_translated() -> None:
    english, german = catalogue()["en"], catalogue()["de"]
    same = {f"{s}.{n}" for s, named in english.items() for n, text in named.items() if german[s][n] == text}
    assert same == {"pupil.cut", *(f"date.month_{n}" for n in (4, 8, 9, 11))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_facts_has_its_message(language: str) -> None:
    words = messages(language)
    for place in get_args(PlaceName):
        assert words(f"place.{place}")
    for kind in get_args(Kind):
        assert words(f"kind.{kind}")
    for scope in get_args(facts.DisclosureScope):
        assert words(f"scope.{scope}")
    for role in get_args(facts.DisclosureRole):
        assert words(f"why.{role}", scope="x")
    for human in get_args(facts.HumanReview):
        assert words(f"why.human_{human}")
    for place in get_args(facts.Place):
        assert words(f"why.place_{place}")
    for origin in get_args(facts.DisclosureOrigin):
        assert words(f"sheet.origin_{origin}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_used(language: str) -> None:
    sources = [p.read_text("utf-8") for p in (folder("reports") / "lesson").iterdir() if p.suffix == ".j2"]
    sources += [p.read_text("utf-8") for p in Path(messages.__code__.co_filename).parent.glob("*.py")]
    text = "\n".join(sources)
    by_name = {"date", "place", "kind", "scope"}
    built = re.compile(r"why\.|sheet\.(step|age|origin)_|sheet\.(met|unmet|unknown)$")
    unused = [
        f"{section}.{name}"
        for section, named in catalogue()[language].items()
        for name in named
        if section not in by_name and not built.match(f"{section}.{name}") and f"{section}.{name}" not in text
    ]
    assert unused == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_pupils_read_is_easy(language: str) -> None:
    pupil = " ".join(text if text[-1] in ".!?" else f"{text}." for text in catalogue()[language]["pupil"].values())
    level = lix(pupil, language)
    assert level is not None
    assert level <= 35


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_wording_that_claims_too_much(language: str) -> None:
    text = " ".join(text for named in catalogue()[language].values() for text in named.values()).lower()
    for claim in (
        "is ai.",
        "is human",
        "no disclosure",
        "tampered",
        "fake",
        "verified photo",
        "ai-powered",
        "gefälscht",
    ):
        assert claim not in text


def test_unknown_language_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(UsageError, match="de, en"):
        messages("fr")


def test_broken_catalogue_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("[en\n")
    with pytest.raises(RenderError, match=r"messages\.toml cannot be read"):
        read_catalogue(tmp_path / FILE)
    with pytest.raises(RenderError, match="cannot be read"):
        read_catalogue(tmp_path / "absent.toml")

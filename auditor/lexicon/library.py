"""Finds the lexicon files under `rules/lexicon/` and keeps each language once it is read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from auditor import packaged
from auditor.errors import Mistake, RulebookError
from auditor.lexicon.model import Grammar, Lexicon
from auditor.lexicon.reading import COMMON, Shared, read_file

SHARED = "tools"
"""The file whose word classes every language may use."""
NO_LANGUAGE = frozenset({SHARED, COMMON, "residue"})
ANY = "any"
"""The file whose phrases hold in every language: credits such as "outlet / Midjourney"."""
ALSO = {"nb": "no", "nn": "no", "iw": "he"}
"""Other codes for a language we have a file for."""


@cache
def lexicon(language: str | None) -> Lexicon:
    """The lexicon for a page in this language (BCP 47; None where it names none); English always runs too."""
    code = (language or "en").lower().replace("_", "-").partition("-")[0]
    code = ALSO.get(code, code)
    wanted = dict.fromkeys((code, ANY, "en"))
    return Lexicon(tuple(grammar(name) for name in wanted if name in languages()))


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that have a file, and the file for all languages."""
    return tuple(sorted(path.stem for path in lexicon_folder().glob("*.yaml") if path.stem not in NO_LANGUAGE))


@cache
def grammar(language: str) -> Grammar:
    """The grammar in `<language>.yaml`; raises RulebookError with every mistake in it."""
    return load(lexicon_folder() / f"{language}.yaml", shared())


def load(path: Path, shared: Shared = Shared()) -> Grammar:  # noqa: B008  # frozen
    """Read and check one lexicon file; raises RulebookError."""
    file = read_file(path, shared)
    return Grammar(file.language, {**shared.classes, **file.classes}, file.phrases, file.triggers, spaced=file.spaced)


def load_all() -> tuple[Grammar, ...]:
    """Every grammar there is; raises one RulebookError with the mistakes of all files."""
    found: list[Grammar] = []
    mistakes: list[Mistake] = []
    for name in languages():
        try:
            found.append(grammar(name))
        except RulebookError as error:
            mistakes += error.mistakes
    if mistakes:
        raise RulebookError(tuple(mistakes))
    return tuple(found)


def lexicon_folder() -> Path:
    """The folder with the lexicon files."""
    return packaged.folder("rules") / "lexicon"


@cache
def shared() -> Shared:
    """The word classes and phrases that every language may use; raises RulebookError."""
    tools = read_file(lexicon_folder() / f"{SHARED}.yaml")
    common = read_file(lexicon_folder() / f"{COMMON}.yaml")
    return Shared(tools.classes, common.phrases)

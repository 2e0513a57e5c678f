"""The words of a lesson in the language of the class, all from `reports/lesson/messages.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from auditor.errors import RenderError, UsageError
from auditor.packaged import folder

Catalogue = dict[str, dict[str, dict[str, str]]]
FILE = "messages.toml"


class Messages:
    """One language: `messages("pupil.title")`, with words for what stands in braces."""

    def __init__(self, language: str, sections: dict[str, dict[str, str]]) -> None:
        self.language = language
        self._sections = sections

    def __call__(self, name: str, **words: object) -> str:
        """The message of that dotted name, filled in."""
        section, _, key = name.partition(".")
        text = self._sections[section][key]
        return text.format_map(words) if words else text


def messages(language: str) -> Messages:
    """The messages of a language; raises UsageError where there is none such."""
    sections = catalogue().get(language)
    if sections is None:
        raise UsageError(
            f"There is no lesson in the language “{language}”.", advice=f"Use one of: {', '.join(languages())}."
        )
    return Messages(language, sections)


def languages() -> tuple[str, ...]:
    """Codes of the languages that a lesson can be made in."""
    return tuple(sorted(catalogue()))


@cache
def catalogue() -> Catalogue:
    """All languages, sections and messages, read once."""
    return read_catalogue(folder("reports") / "lesson" / FILE)


def read_catalogue(path: Path) -> Catalogue:
    """The messages in a file; raises RenderError where it cannot be read."""
    try:
        found: Catalogue = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise RenderError(f"{path} cannot be read: {error}.", advice="Install the auditor again.") from error
    return found

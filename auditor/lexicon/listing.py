"""Lists the languages of the lexicon: how much each holds, and how far it is judged."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from auditor.lexicon.judging import Judged, judged
from auditor.lexicon.library import ANY, grammar, languages, lexicon_folder, shared

NAMES = {
    ANY: "every language", "da": "Danish", "de": "German", "en": "English", "es": "Spanish", "fr": "French",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


class Listed(Struct, frozen=True, kw_only=True):
    """What the lexicon holds of one language."""

    code: str
    name: str
    """In English; the code where the language has no name here."""
    phrases: int
    classes: int
    """Its own word classes, without those that all languages share."""
    examples: int
    """Sentences that must be found, and near-misses that must not."""
    judged: Judged


def listed() -> Iterator[Listed]:
    """Every language that has a file, by code; raises RulebookError."""
    everywhere = shared().classes
    for code in languages():
        own = grammar(code)
        yield Listed(
            code=code,
            name=NAMES.get(code, code),
            phrases=len(own.phrases),
            classes=sum(words != everywhere.get(name) for name, words in own.classes.items()),
            examples=sum(len(phrase.match) + len(phrase.misses) for phrase in own.phrases),
            judged=judged(lexicon_folder() / f"{code}.yaml"),
        )

"""Names of authors as pages write them: stripped of "By" and titles, split, and told apart by kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.facts import AuthorKind
from auditor.lexicon import words

MAX_FIELD = 1_000
"""Characters of a name field or byline that are read; longer ones are no names."""
MAX_NAME = 70
MAX_WORDS = 7

_SEPARATOR = re.compile(
    r"\s*(?:[;|/•·、]|\s[–—]\s|,(?!\s*(?:jr|sr|phd|md|dr|esq|m\.d|ph\.d|ii|iii)\b)|"
    r"\s(?:and|und|et|y|e|och|og|en|i|ja|ve|és|și|и|та|mit|with|avec|con|com|met|med|z|in)\s|\s&(?:amp;)?\s)\s*",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?i)^(?:mr|mrs|ms|sir|dame|frau|herr|mme|m)\.?\s+(?=\S)")
_TRAILING = re.compile(
    r"(?i)\s*(?:\((?:[^()]{1,60})\)|,\s*(?:updated|aktualisiert|published).*|\s[-–|]\s.*|[@#]\S+|\.{3}|…)\s*$"
)
_ADDRESS = re.compile(r"\S+://\S+|\S+@\S+\.\S+")
_UNFIT = re.compile(r"https?:|www\.|\.(?:com|org|net|de|fr)\b|[<>{}\[\]=]|\d{3}|[!?]$")


def _starting(group: str) -> re.Pattern[str]:
    """A phrase of the group at the beginning, with a space or colon after it."""
    phrases = "|".join(re.escape(phrase) for phrase in sorted(words.listed("names", group), key=len, reverse=True))
    return re.compile(rf"(?i)^\W*(?:{phrases})\s*(?:[:：]\s*|\s)(?=\S)")


_BY = _starting("by")
_ENDING = re.compile(
    rf"(?i)(?:^|[\s-])(?:{'|'.join(re.escape(word) for word in words.listed('names', 'organisation endings'))})\.?$"
)
_MACHINE = re.compile(
    rf"(?:^|[\s(/-])(?:{'|'.join(re.escape(word) for word in words.listed('names', 'machine words'))})(?:$|[\s)/-])|"
    r"(?:^|\s)(?:Bot|Robot|Roboter|Newsbot)(?:$|\s)|[a-z](?:Bot|GPT|AI)$"
)


def split(text: str) -> Iterator[str]:
    """The names in a byline or a name field, each cleaned; nothing that does not read as a name."""
    plain = " ".join(text[:MAX_FIELD].split())
    plain = _ADDRESS.sub(" ", _BY.sub("", plain))
    for part in _SEPARATOR.split(plain):
        name = cleaned(part)
        if name:
            yield name


def cleaned(text: str) -> str | None:
    """One name without "By", title, role in brackets or handle; None where it cannot be a name."""
    name = _TITLE.sub("", _BY.sub("", " ".join(text.split()).strip(" ,;:|•·-–—*\"'“”")))
    while (shorter := _TRAILING.sub("", name)) != name:
        name = shorter
    name = name.strip(" ,;:|.-–—") if not re.search(r"\b[A-Z]\.$", name) else name.strip(" ,;:|")
    if not name or len(name) > MAX_NAME or len(name.split()) > MAX_WORDS or len(name) < 2:
        return None
    if (
        _UNFIT.search(name)
        or fold(name) in words.folded("names", "not names")
        or not any(character.isalpha() for character in name)
    ):
        return None
    return name


def kind_of(name: str, *, declared: AuthorKind | None, publishers: frozenset[str]) -> AuthorKind:
    """What kind of author a name is; `publishers` are folded names of the outlet."""
    if declared == "machine" or (
        _MACHINE.search(name) and not words.anywhere("names", "jobs about machines").search(name)
    ):
        return "machine"
    folded = fold(name)
    if folded in words.folded("names", "agencies"):
        return "agency"
    if folded in publishers or _ENDING.search(name) or declared == "organisation":
        return "organisation"
    parts = name.split()
    looks_like_person = 2 <= len(parts) <= 5 and sum(part[:1].isupper() for part in parts) >= 2
    if looks_like_person or declared == "person":
        return "person"
    return "unknown"


def fold(name: str) -> str:
    """For comparing: case and punctuation do not make another name."""
    return " ".join(re.sub(r"[^\w]+", " ", name.casefold()).split())

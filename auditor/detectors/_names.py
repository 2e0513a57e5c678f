"""Names of authors as pages write them: cleaned of titles and jobs, and told apart by kind."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.detectors import _machines
from auditor.facts import AuthorKind
from auditor.lexicon import words

MAX_NAME = 70
MAX_WORDS = 7
PERSON_WORDS = range(2, 6)

_TITLE = re.compile(r"(?i)^(?:(?:mr|mrs|ms|sir|dame|frau|herr|mme|m)\.?|about|meet|über)\s+(?=\S)")
_TRAILING = re.compile(
    r"(?i)\s*(?:\((?:[^()]{1,60})\)|,\s*(?:updated|aktualisiert|published).*|\s[-–|]\s.*|[@#]\S+|\.{3}|…)\s*$"
)
_UNFIT = re.compile(
    r"https?:|www\.|\.(?:com|org|net|de|fr)\b.*\s|[<>{}\[\]=→:：]|(?i:admin)\b|\d{3}|[!?]$|\.\s.*\s.*\s"
)
_PARTICLES = frozenset(
    "de del della di da do dos das der den van von vom zu zur ten ter du la le las los el al bin ibn bint y e i af av "
    "dalla dello des d' o' ben abu san st".split()
)
_NOT_FIRST = frozenset(
    "in on at the this from for to more read view about by how what why when where your our all no keep "
    "und der die wie was warum unser alle les pour plus voir nos para por más ver".split()
)
"""Words that begin headings and buttons, never names."""
_POINTERS = frozenset(
    "follow contact folgen folgt mehr weitere über kontakt suivre contacter contactez seguir sigue segui contatta "
    "altri meer volg mer följ følg les läs © copyright foto fotos photo bild source quelle editor redigiert".split()
)
_ADJECTIVE = re.compile(r"(?:ische?|schaftliche|itische)[rns]?$")
"""German words before a job, as in "politische Korrespondentin", whatever case they have."""
_INITIAL_AT_END = re.compile(r"\b[A-Z]\.$")
_ENDING = re.compile(
    rf"(?i)(?:^|[\s-])(?:{'|'.join(re.escape(word) for word in words.listed('names', 'organisation endings'))})\.?$"
)


@lru_cache(maxsize=4_096)
def cleaned(text: str) -> str | None:
    """One name without title, role in brackets or handle; None where it cannot be a name."""
    name = _TITLE.sub("", " ".join(text.split()).strip(" ,;:|•·-–—*\"'“”„»«~_"))
    while (shorter := _TRAILING.sub("", name)) != name:
        name = shorter
    name = name.strip(" ,;:|-–—") if _INITIAL_AT_END.search(name) else name.strip(" ,;:|.-–—")
    if not 2 <= len(name) <= MAX_NAME or len(name.split()) > MAX_WORDS:
        return None
    if _UNFIT.search(name) or fold(name) in words.folded("names", "not names"):
        return None
    return name if any(character.isalpha() for character in name) else None


@lru_cache(maxsize=4_096)
def without_job(name: str) -> str:
    """The name of a person without job, degree or outlet around it; anything else is returned as it is."""
    jobs, fields, degrees = (words.folded("names", group) for group in ("jobs", "fields", "degrees"))
    parts = name.split()
    while len(parts) > 2 and parts[-1].strip("®.").casefold() in degrees and not parts[-2].endswith(","):
        parts.pop()
    full = len(parts)
    while len(parts) > 2 and parts[-1].casefold() in jobs:
        parts.pop()
    while full > len(parts) > 2 and (parts[-1].casefold() in fields or _ADJECTIVE.search(parts[-1])):
        parts.pop()
    while len(parts) > 2 and parts[0].casefold() in jobs:
        parts.pop(0)
    if len(parts) > 3 and parts[-1] == "Staff":
        # "Ines Calder HarbourVoice Staff": the word before names the outlet.
        del parts[-2:]
    shorter = " ".join(parts)
    return shorter if like_person(shorter) else name


def ends_with_job(name: str) -> bool:
    """Whether the last word is what somebody does, as in "EdTech content writer": it may have no name before it."""
    return name.rpartition(" ")[2].casefold() in words.folded("names", "jobs")


@lru_cache(maxsize=1)
def other_work() -> frozenset[str]:
    """Words for what else than writing somebody does for an article, folded."""
    return frozenset(fold(word) for word in words.listed("names", "other work"))


def has_job(name: str) -> bool:
    """Whether a word for what somebody does is part of it, as in "Marketing Manager"."""
    jobs = words.folded("names", "jobs")
    return any(part.casefold().strip(".,") in jobs for part in re.split(r"[\s/-]", name))


@lru_cache(maxsize=4_096)
def like_person(name: str) -> bool:
    """Whether it is written as the name of a person: two to five words, all with a capital but for particles."""
    parts = name.split()
    if len(parts) not in PERSON_WORDS or parts[0].casefold() in _NOT_FIRST or has_job(name) or _ENDING.search(name):
        return False
    capitals = [part for part in parts if part.strip("\"'“”„(")[:1].isupper() or _caseless(part)]
    rest = [part for part in parts if part not in capitals]
    plain = all(part.casefold() in _PARTICLES for part in rest) and not any(c.isdigit() for c in name)
    return plain and len(capitals) >= 2 and name[-1] not in ":!?"


def is_desk(name: str) -> bool:
    """Whether it is nothing but a word for a newsroom, such as "Redaktion"."""
    return fold(name) in words.folded("names", "organisation endings")


def begins_as_pointer(text: str) -> bool:
    """Whether a text begins as pointers to more of somebody do, such as "More from" or "About"."""
    return text.partition(" ")[0].casefold() in _NOT_FIRST | _POINTERS


def is_agency(name: str) -> bool:
    """Whether it is the name of a news agency."""
    return fold(name) in words.folded("names", "agencies")


@lru_cache(maxsize=4_096)
def kind_of(name: str, *, declared: AuthorKind | None, publishers: frozenset[str]) -> AuthorKind:
    """What kind of author a name is; `publishers` are folded names of the outlet."""
    if declared == "machine" or _machines.is_machine(name, publishers):
        return "machine"
    folded = fold(name)
    agencies = words.folded("names", "agencies")
    if folded in agencies or name.split("/")[0] in agencies:
        return "agency"
    if folded in publishers or _ENDING.search(name) or declared == "organisation" or _machines.is_firm(name):
        return "organisation"
    parts = name.split()
    looks_like_person = 2 <= len(parts) <= 5 and sum(part[:1].isupper() for part in parts) >= 2
    if looks_like_person or declared == "person":
        return "person"
    return "unknown"


@lru_cache(maxsize=8_192)
def fold(name: str) -> str:
    """For comparing: case and punctuation do not make another name."""
    return " ".join(re.sub(r"[^\w]+", " ", name.casefold()).split())


def _caseless(part: str) -> bool:
    """Written in a script without capitals, such as Arabic or Devanagari."""
    return part[:1].isalpha() and part.upper() == part.lower()

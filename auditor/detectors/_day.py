"""Days as they are written: for machines in ISO 8601 and its relatives, for readers in many languages."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

LONGEST = 160
YEARS = range(1990, 2101)
OLDEST = 1600
"""The year before the first newspapers: no machine-readable date of an article is older."""
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
COMMON = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "nb", "da", "fi", "uk", "ru", "tr", "cs", "hu", "ro",
          "lt", "lv", "et", "el", "id", "hi", "ar", "he")  # fmt: skip
"""Languages to try where a page does not say in which it is written."""
SAME = {"no": "nb", "nn": "nb", "ms": "id"}

_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?)?$")
_EPOCH = re.compile(r"^1\d{9}(?:\d{3})?$")
_HINT = re.compile(r"(?:19|20)\d{2}|\d[./]\d{1,2}[./]\d{2}")
_WORD = r"[^\s\d,.:;|/()]{3,16}"
_YEAR = r"(?:19|20)\d{2}(?:(?!\d)|(?=\d{1,2}(?::\d{2}|\.?\s+[^\W\d_]{3})))"
"""Also with the time of day, an age or another day glued to it, as in `April 28, 20232:23 PM` or `… 20233 years`."""
_WRITTEN = re.compile(
    rf"(?P<y1>\d{{4}})\s?[年년]\s?(?P<m1>\d{{1,2}})\s?[月월]\s?(?P<d1>\d{{1,2}})\s?[日일]|"
    rf"(?:(?<!\d)|(?<=\D(?:19|20)\d\d))(?P<d2>\d{{1,2}})(?:st|nd|rd|th|º|er|ª)?[.\s-]\s?(?:de\s+|d['’])?(?P<w2>{_WORD})[.,]{{0,2}}[\s-]+(?:del?\s+)?(?P<y2>{_YEAR})|"
    rf"(?P<w3>{_WORD})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y3>{_YEAR})|"
    rf"(?<!\d)(?P<y5>(?:19|20)\d{{2}})\.?\s+gada\s+(?P<d5>\d{{1,2}})\.?\s+(?P<w5>{_WORD})|"
    rf"(?<!\d)(?P<y4>(?:19|20)\d{{2}})\.?\s+(?:m\.\s+)?(?P<w4>{_WORD})\s+(?P<d4>\d{{1,2}})(?!\d)|"
    r"(?<![\d./-])(?P<n1>\d{1,4})(?P<sep>[./-])\s?(?P<n2>\d{1,2})(?P=sep)\s?(?P<n3>\d{4}|\d{2})(?![\d/]|-(?!\d{1,2}:)|\.\d)"
)
_GLUED = re.compile(r"\d{1,2}\.?\s+(?P<word>[^\W\d_]{3,})")
UNITS = ("year", "month", "week", "day", "hour", "minute")
_CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z])")


class Written(NamedTuple):
    """A day in a text that readers see."""

    value: str
    start: int
    end: int


def iso(text: str) -> str | None:
    """ISO 8601 of a machine-readable date, as precise as it is; None where it is none."""
    plain = text.strip()
    if _EPOCH.match(plain):
        return datetime.fromtimestamp(int(plain[:10]), tz=UTC).isoformat()
    match = _ISO.search(plain) or _COMPACT.match(plain)
    if match is None:
        return next((day.value for day in written(plain[:LONGEST], "en", month_first=True)), None)
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        moment = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
    except ValueError:
        return None
    if not OLDEST <= moment.year < YEARS.stop:  # 0001-01-01 is how programs write "never"
        return None
    if hour is None:
        return moment.date().isoformat()
    return moment.isoformat() + _zone(zone)


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone in {"Z", "UTC", "GMT"}:
        return "+00:00"
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"


def may_have(text: str) -> bool:
    """Whether a text has what every written day has: a quick look before reading it."""
    return _HINT.search(text) is not None


def written(text: str, language: str | None, *, month_first: bool) -> Iterator[Written]:
    """Every day in a text, in the words of its language; `month_first` decides 3/4/2026 where nothing else does."""
    if not may_have(text):
        return
    for match in _WRITTEN.finditer(text):
        day = _numbers(match, month_first=month_first) if match["n1"] else _in_words(match, language)
        glued = _GLUED.match(text, match.end())
        if glued and not (month_of(glued["word"], language) or _is_unit(glued["word"], language)):
            continue  # a number of five digits and what it counts
        if day is not None and day.year in YEARS:
            yield Written(day.isoformat(), match.start() + _before_month(match), match.end())


def _before_month(match: re.Match[str]) -> int:
    """Characters of a word that is glued to the month a date begins with, as in `5 min readApril 25, 2023`."""
    word = match["w3"] or ""
    return len(word) - len(_CAMEL.split(word)[-1])


def _in_words(match: re.Match[str], language: str | None) -> date | None:
    found = {name[0]: value for name, value in match.groupdict().items() if value and name[0] in "ymdw"}
    month = int(found["m"]) if "m" in found else month_of(found["w"], language)
    return _day(int(found["y"]), month, int(found["d"])) if month else None


def _numbers(match: re.Match[str], *, month_first: bool) -> date | None:
    first, second, third = int(match["n1"]), int(match["n2"]), int(match["n3"])
    if len(match["n1"]) == 4:
        return _day(first, second, third)
    if len(match["n1"]) > 2 or (len(match["n3"]) == 2 and not (len(match["n1"]) == len(match["n2"]) == 2)):
        return None
    year = third + 2000 if len(match["n3"]) == 2 else third
    if second > 12 or (match["sep"] != "." and month_first and first <= 12):
        first, second = second, first
    return _day(year, second, first)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=8_192)
def month_of(word: str, language: str | None) -> int | None:
    """The number of a month by its name or short name, first in the given language, then in those that are common."""
    plain = _CAMEL.split(word)[-1].strip("-'’").casefold()
    return next((number for code in _codes(language) if (number := _months(code).get(plain))), None)


@lru_cache(maxsize=1_024)
def _is_unit(word: str, language: str | None) -> bool:
    """Whether a word is that for years, months and the like."""
    return any(word.casefold() in _units(code) for code in _codes(language))


def _codes(language: str | None) -> Iterable[str]:
    return dict.fromkeys((SAME.get(language or "", language or "en"), *COMMON))


@lru_cache(maxsize=64)
def _months(language: str) -> dict[str, int]:
    """Names of the months, from dateparser's data; loaded a language at a time, as all of it is large."""
    info = _info(language)
    return {
        name.casefold().rstrip("."): number
        for number, month in enumerate(MONTHS, start=1)
        for name in info.get(month, ())
    }


@lru_cache(maxsize=64)
def _units(language: str) -> frozenset[str]:
    info = _info(language)
    return frozenset(name.casefold() for unit in UNITS for name in info.get(unit, ()))


def _info(language: str) -> dict[str, list[str]]:
    try:
        data = importlib.import_module(f"dateparser.data.date_translation_data.{language}")
    except ImportError:
        return {}
    info: dict[str, list[str]] = data.info
    return info

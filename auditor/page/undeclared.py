"""
Bytes that are not UTF-8 and declare nothing: the default of the page's language, else windows-1252.

The defaults are those of the HTML standard's table of fallback encodings (13.2.3.2, step 9), asked by the language that
the page itself declares. A default counts only if every byte of the page can be read by it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Languages of one script and its legacy encodings, the likeliest first.
_DEFAULTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ja", ("euc_jp", "cp932")),
    ("ko", ("cp949",)),
    ("zh-tw zh-hk zh-hant", ("big5hkscs",)),
    ("zh", ("gb18030", "big5hkscs")),
    ("ar fa ur", ("cp1256",)),
    ("be bg kk ky mk ru sr tg tt uk", ("cp1251",)),
    ("cs hr sk sl bs", ("cp1250",)),
    ("hu pl ro", ("iso8859-2",)),
    ("et lt lv", ("cp1257",)),
    ("az ku tr", ("cp1254",)),
    ("el", ("iso8859-7",)),
    ("he yi", ("cp1255",)),
    ("th", ("cp874",)),
    ("vi", ("cp1258",)),
)
DEFAULTS = {language: encodings for languages, encodings in _DEFAULTS for language in languages.split()}
RUN_SHARE = 0.5
"""Western text has accented letters one or two at a time; with more than this share in longer runs it is none."""

_LANGUAGE = re.compile(rb"<html[^>]{0,2000}?\slang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)", re.IGNORECASE)
_HIGH = re.compile(rb"[\x80-\xff]+")


class Guess(NamedTuple):
    """An encoding that nobody declared."""

    encoding: str
    reason: str
    doubtful: bool
    """The bytes are not those of any text that this encoding is for."""


def guess(raw: bytes) -> Guess:
    """What to read undeclared bytes by, and why."""
    found = _LANGUAGE.search(raw[:4_096])
    language = found[1].decode().lower() if found else ""
    for encoding in DEFAULTS.get(language) or DEFAULTS.get(language.split("-")[0]) or ():
        if _reads(raw, encoding):
            return Guess(encoding, f"no declaration; the usual encoding of a page in {language!r}", doubtful=False)
    return Guess("cp1252", "no declaration and not UTF-8", doubtful=_is_no_western_text(raw))


def _reads(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_no_western_text(raw: bytes) -> bool:
    runs = [len(run) for run in _HIGH.findall(raw)]
    return sum(length for length in runs if length > 2) > RUN_SHARE * sum(runs) and sum(runs) > 1

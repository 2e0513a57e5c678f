"""
The cases of `bench/disclosures.py` and the pages around them.

A case is one sentence of our own making and the place where it stands; its page is a neutral article in the same
language (`cases/pages.yaml`) with the sentence set in by ordinary markup (`cases/markup.yaml`).
"""

from __future__ import annotations

import re
import sys
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Literal

import msgspec
import yaml

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from auditor.facts import DisclosureScope  # noqa: E402 - the checkout comes first

CASES = ROOT / "bench" / "cases"
Place = Literal[
    "top", "first-paragraph", "prose", "last-paragraph", "end", "caption", "credit", "summary", "audio", "author-bio",
    "byline", "sidebar", "related", "comments", "navigation", "advert", "footer",
]  # fmt: skip
_NAME = re.compile(r"\{(\w+)\}")


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One sentence, where it stands on the page, and what is to be made of it."""

    text: str
    place: Place
    expect: Literal["disclosure", "denial", "automated", "nothing", "either"]
    scopes: tuple[DisclosureScope, ...] = ()
    """Every scope that is a right answer; none where there is no disclosure to find."""
    set: Literal["a", "b"]
    why: str

    def __post_init__(self) -> None:
        if bool(self.scopes) != (self.expect == "disclosure"):
            raise ValueError(f"scopes belong to disclosures, and every disclosure has some: {self.text!r}")


class Cases(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The cases of one language, and how well whoever wrote them can judge it."""

    language: str
    judged_by: str
    cases: tuple[Case, ...]


class Article(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of a neutral article that stands around the sentence."""

    tag: str
    """BCP 47 tag as the page declares it."""
    title: str
    byline: str
    date: str
    picture: str
    caption: str
    paragraphs: tuple[str, str, str, str, str]
    menu: tuple[str, str, str, str]
    summary: str
    listen: str
    related: str
    teasers: tuple[str, str]
    comments: str
    comment: str
    author: str
    advert: str
    footer: tuple[str, str]


class Markup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The frame of the page, what fills its slots, and for each place the markups to choose from."""

    page: str
    image: str
    video: str
    slots: dict[str, str]
    places: dict[str, tuple[tuple[str, str], ...]]


def load() -> tuple[Cases, ...]:
    """Every file of cases, by language; raises msgspec.ValidationError where one is malformed."""
    files = sorted(path for path in CASES.glob("*.yaml") if path.stem not in ("pages", "markup"))
    return tuple(msgspec.convert(_read(path), Cases) for path in files)


@cache
def articles() -> dict[str, Article]:
    """The neutral article of each language."""
    return msgspec.convert(_read(CASES / "pages.yaml"), dict[str, Article])


def page(case: Case, words: Article) -> str:
    """The article with the sentence in its place; which of several usual markups is used, the sentence decides."""
    markup = _markup()
    choices = markup.places[_kind(case)]
    slot, html = choices[sha256(case.text.encode()).digest()[0] % len(choices)]
    # A byline and the lead picture make room for the sentence, everywhere else it joins what stands there.
    own = html if slot in ("byline", "lead") else markup.slots[slot] + html
    filled = _NAME.sub(lambda found: (markup.slots | {slot: own}).get(found[1], found[0]), markup.page)
    media = markup.video if "video" in case.scopes else markup.image
    values = _values(words) | {"text": case.text}
    return _NAME.sub(lambda found: escape(values[found[1]]), filled.replace("{media}", media))


def _kind(case: Case) -> str:
    """The entry of the markup: a digest heads the comments, a short label in the footer is a link there."""
    if case.place == "comments" and case.expect == "disclosure":
        return "digest"
    return "footer-link" if case.place == "footer" and case.text[-1] not in ".!。" else case.place


def _values(words: Article) -> dict[str, str]:
    values = {"byline_words": words.byline, "gap": "" if words.tag in ("ja", "zh-CN") else " "}
    for name, value in msgspec.to_builtins(words).items():
        values |= {name: value} if isinstance(value, str) else {f"{name}{at}": word for at, word in enumerate(value)}
    return values


@cache
def _markup() -> Markup:
    return msgspec.convert(_read(CASES / "markup.yaml"), Markup)


def _read(path: Path) -> object:
    return yaml.safe_load(path.read_text("utf-8"))

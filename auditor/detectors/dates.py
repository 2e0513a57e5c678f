"""When the page says it was published and changed: as machines get it, as readers see it, and whether they agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from auditor.detectors.interface import Observation
from auditor.facts import At, DatePair, Dates, Facts
from auditor.page import Block, Page
from auditor.page.jsonld import texts

FACT = "dates"

PUBLISHED_METAS = ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created",
                   "dcterms.date", "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date",
                   "cxenseparse:recs:publishtime", "article:published", "og:published_time", "date.issued",
                   "last-published", "citation_publication_date", "originalpublicationdate")  # fmt: skip
MODIFIED_METAS = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod",
                  "dcterms.modified", "dc.date.modified", "article:modified")  # fmt: skip
SEARCHED = ("dateline", "byline", "standfirst")
LONGEST = 160

_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?)?$")
_IN_WORDS = re.compile(
    r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\d{4}\s*년\s*\d{1,2}\s*월\s*\d{1,2}\s*일|"
    r"\b\d{1,2}(?:st|nd|rd|th|\.|º|er)?\s+(?:de\s+|d')?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?\d{4}\b|"
    r"\b[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b|"
    r"\b\d{1,2}[./]\s?\d{1,2}[./]\s?\d{4}\b|\b\d{4}[./-]\d{1,2}[./-]\d{1,2}\b"
)
_CHANGED = re.compile(
    r"(?i)\b(?:updated?|modified|changed|edited|corrected|aktualisiert|geändert|mis à jour|modifié|actualizado|"
    r"actualizada|aggiornat[oa]|atualizad[oa]|bijgewerkt|gewijzigd|oppdatert|opdateret|uppdaterad|zaktualizowano|"
    r"aktualizacja|оновлено|обновлено)\b|更新|수정"
)


class Seen(NamedTuple):
    """A date that a reader sees."""

    value: str
    quote: str
    at: At
    changed: bool


def detect(page: Page, facts: Facts) -> Observation[Dates]:  # noqa: ARG001 - the signature of every detector
    """Publication and last change; both sides may be null, which is "looked, not there"."""
    seen = list(_visible(page))
    published = next((date for date in seen if not date.changed), None)
    modified = next((date for date in seen if date.changed), None)
    machine_published = _machine(page, "datePublished", PUBLISHED_METAS) or _time_element(page)
    if machine_published is None and (created := _machine(page, "dateCreated", ())):
        machine_published = created
    return Observation(
        Dates(
            published=_pair(machine_published, published, fallback=_in_address(page)),
            modified=_pair(_machine(page, "dateModified", MODIFIED_METAS), modified, fallback=None),
        )
    )


def _pair(machine: tuple[str, At] | None, seen: Seen | None, *, fallback: str | None) -> DatePair:
    agree = machine[0][:10] == seen.value[:10] if machine and seen else None
    return DatePair(
        value=machine[0] if machine else seen.value if seen else fallback,
        machine=machine[0] if machine else None,
        visible=seen.value if seen else None,
        agree=agree,
        quote=seen.quote if seen else None,
        at=seen.at if seen else machine[1] if machine else None,
    )


def _machine(page: Page, key: str, metas: tuple[str, ...]) -> tuple[str, At] | None:
    """The date of the markup: JSON-LD of the article, then meta elements, then microdata."""
    for node in page.structured.articles:
        for text in _texts(node.data.get(key)):
            if value := iso(text):
                return value, page.in_markup(f"{node.selector}/{key}")
    for name in metas:
        meta = page.structured.meta(name)
        if meta and (value := iso(meta.value)):
            return value, page.in_markup(meta.selector)
    for item in page.structured.microdata:
        if item.name == key.lower() and (value := iso(item.value)):
            return value, page.in_markup(item.selector)
    return None


def _time_element(page: Page) -> tuple[str, At] | None:
    """The first time element of the article that names a day."""
    for block in page.blocks:
        if block.article and block.region in SEARCHED:
            for node in block.node.css("time[datetime]"):
                if value := iso(node.attributes.get("datetime") or ""):
                    return value, page.at(block)
    return None


def _visible(page: Page) -> Iterator[Seen]:
    """Dates in the article's head, as readers see them."""
    for block in page.blocks:
        if not block.article or block.collapsed or len(block.text) > LONGEST:
            continue
        if block.region in SEARCHED or (block.region == "body" and page.place(block) != "body"):
            yield from _dates_in(page, block)


def _dates_in(page: Page, block: Block) -> Iterator[Seen]:
    for match in _IN_WORDS.finditer(block.text):
        value = in_words(match[0], page.language or "en")
        if value:
            before = block.text[max(0, match.start() - 40) : match.start()]
            yield Seen(value, match[0], page.at(block, match.start(), match.end()), bool(_CHANGED.search(before)))


def iso(text: str) -> str | None:
    """ISO 8601 of a machine-readable date, as precise as it is; None where it is none."""
    match = _ISO.search(text) or _COMPACT.match(text.strip())
    if match is None:
        written = _IN_WORDS.search(text[:LONGEST])
        return in_words(written[0], "en") if written else None
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        moment = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
    except ValueError:
        return None
    if hour is None:
        return moment.date().isoformat()
    suffix = "" if not zone else "+00:00" if zone in {"Z", "UTC"} else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    return moment.isoformat() + suffix


@lru_cache(maxsize=8_192)
def in_words(text: str, language: str) -> str | None:
    """ISO day of a date written for readers in the given language (dateparser); None where it is none."""
    plain = text.strip()
    if match := _ISO.fullmatch(plain):
        return iso(match[0])
    import dateparser  # loading its locales takes longer than reading a page, so only when needed

    settings: Any = {"REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True}
    for languages in ([language], None) if language != "en" else (["en"],):
        try:
            moment = dateparser.parse(plain, languages=languages, settings=settings)
        except ValueError:  # a language that the library does not know
            continue
        if moment is not None and 1990 <= moment.year <= 2100:
            return str(moment.date())
    return None


def _in_address(page: Page) -> str | None:
    """The day that many addresses carry, such as /2024/05/03/."""
    match = re.search(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)", page.url)
    return iso(f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}") if match else None


def _texts(value: Any) -> Iterator[str]:
    yield from texts(value)

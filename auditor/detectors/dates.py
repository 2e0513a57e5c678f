"""When the page says it was published and changed: as machines get it, as readers see it, and whether they agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from msgspec.structs import replace

from auditor.detectors import _dateline
from auditor.detectors._day import iso, may_have, written
from auditor.detectors.interface import Observation
from auditor.facts import At, DateBasis, DatePair, Dates, Facts, Region
from auditor.lexicon import words
from auditor.page import Block, Page, Span
from auditor.page.jsonld import texts

FACT = "dates"

PUBLISHED_METAS = ("article:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "pubdate",
                   "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
                   "article:published", "og:published_time", "date.issued", "last-published",
                   "citation_publication_date", "originalpublicationdate", "published", "published_date",
                   "published_on", "published_at", "publication_date", "publication-date", "article.published",
                   "rnews:datepublished")  # fmt: skip
VAGUE_METAS = ("date", "dc.date", "dcterms.date", "dcterms.created", "created")
"""Of some event in the life of the page, or of its making, as the Dublin Core defines them."""
MODIFIED_METAS = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod",
                  "dcterms.modified", "dc.date.modified", "article:modified")  # fmt: skip
DATED = frozenset({"dateline", "byline"})
SHUT = frozenset({"comments", "hidden", "markup", "promo", "consent", "caption", "credit", "source-list", "correction"})
"""Regions whose dates are those of other things."""
ABOVE, BELOW = 4, 14
"""Blocks before the headline, and after the text, in which the date can stand."""
UNDER = 20
"""Blocks below the headline in which the date can stand, where the text begins much further down."""
LONGEST = 240
LONGEST_LINE = 110
"""Characters of a line with a date whose markup does not call it one, and which does not say "published"."""
ALONE = 16
"""Characters beside a date in a line that is nothing but the date, such as " at 09:25"."""
TELLING = 16
"""Characters of a headline that no other story has."""
NEAR = 40
"""Characters before a date in which a word says what it is the date of."""
DAYS_APART = 2
"""More days than time zones and late evenings can put between the day in an address and the time stamp."""
MONTH_FIRST_LANGUAGES = frozenset({"en", None})
DAY_FIRST_DOMAINS = (".uk", ".ie", ".au", ".nz", ".in", ".za", ".eu", ".sg", ".ng", ".ke")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)")
_MONTH_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})/(0[1-9]|1[0-2])(?:/|-|$)")
_DATE_LINE = re.compile(
    r"\d{1,2}\.?\s?[^\W\d]{3,12}\.? \d{4}(?:\s+[|·•–]|$)|\d{1,2}[./]\d{1,2}[./]\d{4}(?:\s+[|·•–]|$)"
)
_RIGHTS = re.compile(r"(?i)©|\(c\)|copyright|all rights reserved|alle rechte")

OTHERS: frozenset[Region] = frozenset({"related", "comments", "navigation", "consent", "hidden"})
"""Regions whose dates may be those of other stories, even on the same day."""


class Seen(NamedTuple):
    """A date that a reader sees."""

    value: str
    block: Block
    start: int
    end: int
    changed: bool


def detect(page: Page, facts: Facts) -> Observation[Dates]:  # noqa: ARG001 - the signature of every detector
    """Publication and last change; both sides may be null, which is "looked, not there"."""
    told = list(_machine(page, "datePublished", PUBLISHED_METAS))
    vague = not told
    told += _metas(page, VAGUE_METAS)
    machine = told[0] if told else _time_element(page) or next(_machine(page, "dateCreated", ()), None)
    altered = next(_machine(page, "dateModified", MODIFIED_METAS), None)
    month = _month_in_address(page) if machine else ""
    shown = [seen for seen in _visible(page) if seen.value[:7] >= month]
    shown = shown or list(_confirmed(page, machine, altered) if machine else _elsewhere(page))
    seen = [_as_change(one, machine, altered) for one in shown]
    # Of several dates before readers, that of the markup; the others may be those of other stories.
    stamped = next((one for one in shown if not one.changed and machine and one.value == machine[0][:10]), None)
    published = stamped or next((one for one in seen if not one.changed), None)
    if published is None and machine:
        # "Updated 20 November" on the day of publication tells that day as well.
        published = next((one for one in seen if one.value == machine[0][:10]), None)
    modified = next((one for one in seen if one.changed), None)
    # Of several dates in the markup, that which readers are told as well.
    machine = next((one for one in told if published and one[0][:10] == published.value), machine)
    first = _pair(page, machine, published, address=_in_address(page), earliest=True)
    if vague and published and published.block.region in DATED and first.agree is False and first.basis == "markup":
        first = replace(first, value=published.value, basis="visible")
    if first.value is None and modified is not None:
        # All that readers are told is when it was changed; `visible`, `quote` and `at` stay those of no publication.
        first = replace(first, value=modified.value, basis="last-change")
    return Observation(Dates(published=first, modified=_pair(page, altered, modified)))


def _as_change(seen: Seen, published: tuple[str, At] | None, altered: tuple[str, At] | None) -> Seen:
    """What the markup knows of only one of the two dates, is that date, whatever words stand before it."""
    is_change = altered is not None and altered[0][:10] == seen.value
    is_first = published is not None and published[0][:10] == seen.value
    if is_change and not is_first and published is not None:
        return seen._replace(changed=True)
    return seen._replace(changed=False) if is_first and not is_change else seen


def _pair(
    page: Page,
    machine: tuple[str, At] | None,
    seen: Seen | None,
    *,
    address: str | None = None,
    earliest: bool = False,
) -> DatePair:
    shown = page.at(seen.block, seen.start, seen.end) if seen else None
    # A time stamp later than the day that readers are told is that of a later save, or of another time zone.
    earlier = seen is not None and (machine is None or (earliest and seen.value < machine[0][:10]))
    value, basis = _best(machine[0] if machine else None, seen.value if seen and earlier else None, address)
    return DatePair(
        value=value,
        machine=machine[0] if machine else None,
        visible=seen.value if seen else None,
        agree=seen.value in _days(machine[0]) if machine and seen else None,
        quote=seen.block.text[seen.start : seen.end] if seen else None,
        at=shown or (machine[1] if machine else None),
        basis=basis,
    )


def _best(machine: str | None, seen: str | None, address: str | None) -> tuple[str | None, DateBasis | None]:
    told: tuple[tuple[str | None, DateBasis], ...] = ((seen, "visible"), (machine, "markup"), (address, "address"))
    value, basis = next(((value, basis) for value, basis in told if value), (None, None))
    # An address keeps the day of the first publication when the time stamps are those of a move or a new edition.
    if value and address and _is_long_before(address, value):
        return address, "address"
    return value, basis


def _days(stamp: str) -> set[str]:
    """The days that a time stamp is, somewhere: 23:48 UTC is tomorrow's paper in half of the world."""
    days = {stamp[:10]}
    if len(stamp) > len("2026-11-20T06:00:00"):
        moment = datetime.fromisoformat(stamp).astimezone(UTC)
        days |= {(moment + timedelta(hours=hours)).date().isoformat() for hours in (-12, 14)}
    return days


def _machine(page: Page, key: str, metas: tuple[str, ...]) -> Iterator[tuple[str, At]]:
    """The dates of the markup: JSON-LD of the article, then meta elements, microdata, JSON-LD of the page."""
    structured = page.structured
    for node in structured.articles:
        for text in texts(node.data.get(key)):
            if value := iso(text):
                yield value, page.in_markup(f"{node.selector}/{key}")
    yield from _metas(page, metas)
    for item in structured.microdata:
        if item.name == key.lower() and (value := iso(item.value)):
            yield value, page.in_markup(item.selector)
    for node in structured.nodes("WebPage", "BlogPosting", "VideoObject"):
        for text in texts(node.data.get(key)):
            if value := iso(text):
                yield value, page.in_markup(f"{node.selector}/{key}")


def _metas(page: Page, names: tuple[str, ...]) -> Iterator[tuple[str, At]]:
    for name in names:
        meta = page.structured.meta(name)
        if meta and (value := iso(meta.value)):
            yield value, page.in_markup(meta.selector)


def _time_element(page: Page) -> tuple[str, At] | None:
    """The first time element around the headline that names a day."""
    span = _span(page)
    for block in page.blocks[max(0, span.headline - ABOVE) : span.first + 2]:
        if block.region not in SHUT and (block.article or block.number >= span.headline - ABOVE):
            times = [block.node] if block.tag == "time" else block.node.css("time[datetime]")
            for node in times:
                if value := iso(node.attributes.get("datetime") or ""):
                    return value, page.at(block)
    return None


def _visible(page: Page) -> Iterator[Seen]:
    """Dates around the headline, first those below it; then dates right below the text that say what they are."""
    span = _span(page)
    month_first = _month_first(page)
    above = page.blocks[max(0, span.headline - ABOVE) : span.headline]
    under = page.blocks[span.headline : min(span.headline + UNDER, span.first + 2)]
    opening = page.blocks[max(span.headline + UNDER, span.first - ABOVE) : span.first + 2]
    for block in (*under, *opening, *reversed(above)):
        dated = block.region in DATED or _opens_with_date(block, span)
        if (
            (block.region in SHUT and not dated)
            or (block.collapsed and not dated)
            or not may_have(block.text[: LONGEST + 1])
        ):
            continue
        if not dated and block.region == "body" and _dateline.is_sentence(block.text) and not _says_published(block):
            continue
        if len(block.text) <= LONGEST_LINE or (len(block.text) <= LONGEST and (dated or _says_published(block))):
            yield from _dates_in(page, block, month_first=month_first)
    for block in page.blocks[span.last + 1 : span.last + BELOW]:
        if block.article and block.region not in SHUT and len(block.text) <= LONGEST and not block.collapsed:
            for seen in _dates_in(page, block, month_first=month_first):
                if seen.changed or block.region in DATED or _is_signed(block, seen):
                    yield seen


def _opens_with_date(block: Block, span: Span) -> bool:
    """Whether what was taken for a caption, right below the headline, is a date and what it was filed under."""
    below = span.headline < block.number <= span.headline + 2
    return below and block.region == "caption" and _DATE_LINE.match(block.text) is not None


def _confirmed(page: Page, machine: tuple[str, At], altered: tuple[str, At] | None) -> Iterator[Seen]:
    """Dates farther from the headline that the markup confirms: readers do see them, and they are of no other story."""
    known = {told[0][:10] for told in (machine, altered) if told}
    month_first = _month_first(page)
    for block in page.blocks:
        short = len(block.text) <= LONGEST and not block.collapsed and block.region not in OTHERS
        if short and may_have(block.text):
            yield from (seen for seen in _dates_in(page, block, month_first=month_first) if seen.value in known)


def _elsewhere(page: Page) -> Iterator[Seen]:
    """Dates that the markup of the text itself, or a label of its own, calls so, where none is near headline or end."""
    month_first = _month_first(page)
    for block in page.blocks_in("dateline", "byline"):
        if block.article and not block.collapsed and len(block.text) <= LONGEST:
            yield from _dates_in(page, block, month_first=month_first)

    for block in page.blocks[page.span.first : page.span.first + 1]:
        yield from (seen for seen in _dates_in(page, block, month_first=month_first) if _opens(seen))

    for block in page.blocks_in("footer", "process-note"):
        if len(block.text) <= LONGEST and not block.collapsed:
            yield from (seen for seen in _dates_in(page, block, month_first=month_first) if seen.changed)

    headline = next((block.text for block in page.blocks_in("headline")), "")
    for block in page.blocks:
        if len(headline) >= TELLING < len(block.text) <= LONGEST and _speaks_of(block, headline):
            yield from _dates_in(page, block, month_first=month_first)
        if len(block.text) > ALONE or block.region in SHUT or block.collapsed or not may_have(block.text):
            continue
        if any(_is_label(page, number, "published") for number in (block.number - 1, block.number + 1)):
            yield from _dates_in(page, block, month_first=month_first)


def _speaks_of(block: Block, headline: str) -> bool:
    """Whether a line outside the article says when the story of that headline was published."""
    about = headline in block.text and may_have(block.text)
    return about and block.region not in SHUT and not block.collapsed and _says_published(block)


def _opens(seen: Seen) -> bool:
    text = seen.block.text
    return _dateline.opens(text[: seen.start], text[seen.end :])


def _says_published(block: Block) -> bool:
    return words.anywhere("dates", "published").search(block.text) is not None


def _is_signed(block: Block, seen: Seen) -> bool:
    """Whether a line below the text says that its date is that of publication, or is hardly more than a date."""
    alone = block.region == "process-note" and len(block.text) - (seen.end - seen.start) <= ALONE
    return alone or _said(block, seen.start, "published")


def _span(page: Page) -> Span:
    """Where the date of the page can stand: from headline or text on, whichever comes first."""
    return page.span._replace(headline=min(page.span.headline, page.span.first))


def _dates_in(page: Page, block: Block, *, month_first: bool) -> Iterator[Seen]:
    if not may_have(block.text) or _RIGHTS.search(block.text):
        return
    for day in written(block.text, page.language, month_first=month_first):
        if _dateline.ends_period(block.text[: day.start]):
            continue
        changed = _said(block, day.start, "changed") or (
            day.start == 0 and _is_label(page, block.number - 1, "changed")
        )
        yield Seen(day.value, block, day.start, day.end, changed)


def _said(block: Block, start: int, group: str) -> bool:
    before = block.text[max(0, start - NEAR) : start]
    return bool(before) and words.anywhere("dates", group).search(before) is not None


def _is_label(page: Page, number: int, group: str) -> bool:
    """Whether the block of that number is nothing but a word such as "Updated"."""
    return 0 <= number < len(page.blocks) and words.fold(page.blocks[number].text) in words.folded("dates", group)


def _month_first(page: Page) -> bool:
    """Whether 3/4/2026 is in March: English, unless the address is of a country that puts the day first."""
    if page.language not in MONTH_FIRST_LANGUAGES:
        return False
    locale = page.structured.meta("og:locale")
    declared = (locale.value if locale else _declared_language(page)).lower().replace("-", "_")
    if declared.startswith("en_") and not declared.endswith("us"):
        return False
    return not (urlsplit(page.url).hostname or "").endswith(DAY_FIRST_DOMAINS)


def _declared_language(page: Page) -> str:
    attributes = page.tree.root.attributes if page.tree.root else {}
    return attributes.get("lang") or attributes.get("xml:lang") or ""


def in_words(text: str, language: str) -> str | None:
    """ISO day of the first date in a text written for readers in that language; None where there is none."""
    first = next(written(text, language, month_first=language in MONTH_FIRST_LANGUAGES), None)
    return first.value if first else None


def _in_address(page: Page) -> str | None:
    """The day that many addresses carry, such as /2024/05/03/."""
    match = _IN_ADDRESS.search(page.url)
    return iso(f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}") if match else None


def _month_in_address(page: Page) -> str:
    """Year and month that many addresses carry, such as /2024/05/; empty where there is none."""
    match = _MONTH_IN_ADDRESS.search(page.url)
    return f"{match[1]}-{match[2]}" if match else ""


def _is_long_before(one: str, other: str) -> bool:
    return (date.fromisoformat(other[:10]) - date.fromisoformat(one[:10])).days > DAYS_APART

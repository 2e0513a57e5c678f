"""What only machines are told about the making of a page: headers, meta elements, attributes, JSON-LD, files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from auditor.detectors import _names
from auditor.detectors._files import provenance_of
from auditor.detectors._making import tool_of
from auditor.detectors._marked import Marks, in_attributes
from auditor.detectors._source_types import in_structured_data
from auditor.detectors._statements import SKIPPED, words_of
from auditor.detectors._told import HEADER, LOOSE, MODES, OF_PAGES, SILENT, W3C, Meaning, told
from auditor.facts import Disclosure, DisclosureRole, Quoted
from auditor.page import Page
from auditor.page.selectors import selector_of
from auditor.page.structured import Property

META = "ai-disclosure"
META_NAMES = (META, "ai_disclosure")
LOOSE_NAMES = ("ai-generated", "ai_generated", "ai-content-declaration", "ai-content")
"""Meta elements that no standard names: only clear values of them count."""
VERDICTS: dict[str, DisclosureRole] = {"ai_generated": "generated", "ai_edited": "edited", "composite": "edited"}
"""Verdicts on a picture file that say AI, and what it did."""
# A member of an RFC 9651 dictionary. The draft's grammar separates them with commas, its examples with semicolons.
_MEMBER = re.compile(r'\s*([a-z*][\w.*-]*)\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^,;\s]*))?\s*(?:[,;]|$)')


_read: WeakKeyDictionary[Page, tuple[Disclosure | Quoted, ...]] = WeakKeyDictionary()


def declared(page: Page) -> Iterator[Disclosure]:
    """Every machine-readable statement about AI in the making of this page."""
    yield from (one for one in _statements(page) if isinstance(one, Disclosure))
    yield from _files(page)


def malformed(page: Page) -> Iterator[Quoted]:
    """Every machine-readable statement about AI that says nothing, because its value is none that is known."""
    yield from (one for one in _statements(page) if not isinstance(one, Disclosure))


def _statements(page: Page) -> tuple[Disclosure | Quoted, ...]:
    """Both sorts, read once a page: two detectors ask."""
    known = _read.get(page)
    if known is None:
        marks = Marks(page)
        metas = _metas(page, moot=marks.whole_body())
        known = (*_header(page), *metas, *in_attributes(page, marks), *in_structured_data(page))
        _read[page] = known
    return known


def header_value(page: Page) -> str | None:
    """The AI-Disclosure header; lines of the same name are one list."""
    lines = [value for name, value in page.snapshot.headers or () if name.lower() == HEADER.lower()]
    return ", ".join(lines) or None


def _header(page: Page) -> Iterator[Disclosure | Quoted]:
    value = header_value(page)
    if value is None:
        return
    members = {key: text.strip('"').replace('\\"', '"') for key, text in _MEMBER.findall(value)}
    meaning = (W3C | MODES).get(members.get("mode", "").lower())
    if meaning is None:
        yield Quoted(quote=f"{HEADER}: {value}", at=page.in_markup("header"))
        return
    reviewer = members.get("reviewed-by", "").strip()
    if reviewer:
        meaning = meaning._replace(human="named" if _names.like_person(reviewer) else "claimed")
    tool = members.get("model") or members.get("provider") or None
    yield told(page, f"{HEADER}: {value}", "header", meaning, tool=tool, origin="header")


def _metas(page: Page, *, moot: bool) -> Iterator[Disclosure | Quoted]:
    """The first meta element counts, unless attributes cover all the text; a second one only adds doubt."""
    standard = [meta for meta in page.structured.metas if meta.name in META_NAMES and meta.value]
    for meta in standard[:1]:
        grade = _grade(meta)
        if grade not in SILENT and grade not in OF_PAGES | LOOSE:
            yield _as_written(page, meta)
        elif grade not in SILENT and not moot:
            yield _told_by(page, meta, (OF_PAGES | LOOSE)[grade])
    first = _grade(standard[0]) if standard else ""
    yield from (_as_written(page, meta) for meta in standard[1:] if _grade(meta) != first)
    if not standard and not moot:
        yield from (_told_by(page, meta, (OF_PAGES | LOOSE)[_grade(meta)]) for meta in loose_metas(page))


def loose_metas(page: Page) -> tuple[Property, ...]:
    """Meta elements about AI that no standard names, where their value is a clear one."""
    found = (page.structured.meta(name) for name in LOOSE_NAMES)
    return tuple(meta for meta in found if meta is not None and _grade(meta) in OF_PAGES | LOOSE)


def _grade(meta: Property) -> str:
    """The value without what Drupal's module writes behind it: `ai_summarized; required=undetermined`."""
    return meta.value.partition(";")[0].strip().lower()


def _told_by(page: Page, meta: Property, meaning: Meaning) -> Disclosure:
    model = page.structured.meta("ai-model", "ai-provider") if meaning.role != "none" else None
    return told(page, meta.value, meta.selector, meaning, tool=model.value if model else None)


def _as_written(page: Page, meta: Property) -> Quoted:
    return Quoted(quote=f"{meta.name}: {meta.value}", at=page.in_markup(meta.selector))


def _files(page: Page) -> Iterator[Disclosure]:
    """What the files of the article's pictures say, where the snapshot holds them."""
    for picture in page.pictures:
        found = provenance_of(page, picture) if picture.article and picture.region not in SKIPPED else None
        role = VERDICTS.get(found.verdict) if found is not None else None
        if found is not None and found.reasons and role:
            words = " ".join((*(reason.quote for reason in found.reasons), found.c2pa.generator or ""))
            tool = tool_of(words_of(page), words)
            meaning = Meaning(role, "image")
            yield told(page, found.reasons[0].quote, selector_of(picture.node), meaning, tool=tool, origin="file")

"""The rows of the table: equal statements together, and one row for each layer that is silent or was not looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import UNSET, UnsetType

from auditor.consistency import LAYERS, Component, Layer, LayerRow, Says
from auditor.facts import OWN_PICTURES, Facts, Image, known
from auditor.layers.pictures import in_file, of_file, picture_statements
from auditor.layers.statements import Said, statements
from auditor.model import Gap
from auditor.places import Quoted
from auditor.provenance import ImageProvenance

RESTS_ON: dict[Layer, tuple[str, ...]] = {
    "text": ("disclosures",),
    "caption": ("images", "disclosures"),
    "alt": ("images", "disclosures"),
    "byline": ("authors",),
    "markup": ("disclosures", "markup"),
}
"""The facts without which a layer was not looked at."""
OF_PICTURES: tuple[Layer, ...] = ("caption", "alt", "file")
UNREAD_VERDICTS = frozenset({"unreadable", "credentials_broken"})
NO_HEADERS = "The page came without the server's headers, so what they say is not known."
NO_FEED = "An audit looks at one page; the feed that announces it was not read."
MOST_REASONS = 3
_INDEX = re.compile(r"\[\d+\]")
MOST_QUOTES = 50
"""Quotes of one row; a page that repeats its statement a thousand times says it no better."""


def rows(facts: Facts, gaps: tuple[Gap, ...], *, headers: bool) -> tuple[LayerRow, ...]:
    """At least one row for each layer, in the order of `LAYERS`; within one as the page has them."""
    spoken = list(_grouped((*statements(facts), *picture_statements(facts))))
    told = {row.number for row in spoken if row.component == "picture" and row.number}
    found = [*spoken, *_of_pictures(facts, gaps, spoken, told)]
    for layer in LAYERS:
        if not any(row.layer == layer for row in found):
            found.append(_silent(layer, facts, gaps, headers=headers))
    return tuple(sorted(found, key=lambda row: (LAYERS.index(row.layer), row.component == "picture", row.number or 0)))


def _grouped(said: tuple[Said, ...]) -> Iterator[LayerRow]:
    """One row for equal statements of one layer, with their quotes, each once."""
    groups: dict[tuple[object, ...], list[Said]] = {}
    for one in said:
        groups.setdefault(one[:4], []).append(one)
    for same in groups.values():
        first = same[0]
        quotes = tuple(dict.fromkeys(one.quoted for one in same))[:MOST_QUOTES]
        yield LayerRow(
            layer=first.layer, component=first.component, number=first.number, says=first.says, quotes=quotes
        )


def _of_pictures(facts: Facts, gaps: tuple[Gap, ...], spoken: list[LayerRow], told: set[int]) -> Iterator[LayerRow]:
    """For each picture of which one layer speaks, what the others say or that they are silent; then all other files."""
    images = known(facts.images)
    for number in sorted(told):
        heard = {row.layer for row in spoken if row.component == "picture" and row.number == number}
        for layer in OF_PICTURES:
            if layer not in heard:
                yield _beside(layer, images[number - 1], number, gaps)
    others = [image for number, image in enumerate(images, 1) if number not in told and image.role in OWN_PICTURES]
    unread = [image for image in others if image.file is UNSET]
    if unread:
        yield _row("file", "unchecked", _reason(gaps, "images[].file"), of_picture=True)


def _beside(layer: Layer, image: Image, number: int, gaps: tuple[Gap, ...]) -> LayerRow:
    """A layer that is silent on a picture of which another speaks."""
    quotes: tuple[Quoted, ...] = ()
    says: Says = "nothing"
    detail = ""
    if layer == "caption" and image.at.start is not None:
        quotes = (Quoted(quote=image.quote, at=image.at),)
    elif layer == "alt" and image.alt:
        quotes = (Quoted(quote=image.alt, at=in_file(image)),)
    elif layer == "file":
        says, detail = _of_file(image, number, gaps)
    return LayerRow(layer=layer, component="picture", number=number, says=says, quotes=quotes, detail=detail)


def _of_file(image: Image, number: int, gaps: tuple[Gap, ...]) -> tuple[Says, str]:
    if not isinstance(image.file, ImageProvenance):
        return "unchecked", _reason(gaps, "images[].file", f"images[{number - 1}].file")
    assert of_file(image, image.file, number) is None
    if image.file.verdict == "credentials_broken":
        return "unchecked", "The file no longer matches its credentials, so they prove nothing."
    if image.file.verdict == "unreadable":
        return "unchecked", "The file could not be read to its end."
    return "nothing", ""


def _silent(layer: Layer, facts: Facts, gaps: tuple[Gap, ...], *, headers: bool) -> LayerRow:
    """The row of a layer that says nothing, or could not be looked at."""
    if layer == "feed":
        return _row(layer, "unchecked", NO_FEED)
    if layer == "header":
        return _row(layer, "nothing") if headers else _row(layer, "unchecked", NO_HEADERS)
    for fact in RESTS_ON.get(layer, ("images",)):
        if getattr(facts, fact) is UNSET:
            return _row(layer, "unchecked", _reason(gaps, fact), of_picture=layer in OF_PICTURES)
    if layer not in OF_PICTURES:
        return _row(layer, "nothing")
    if isinstance(facts.images, UnsetType) or not facts.images:
        return _row(layer, "nothing", "The page has no picture.", of_picture=True)
    files = [image.file for image in facts.images if isinstance(image.file, ImageProvenance)]
    if layer == "file" and (not files or all(file.verdict in UNREAD_VERDICTS for file in files)):
        detail = "No file could be read, or its credentials were broken." if files else _reason(gaps, "images[].file")
        return _row(layer, "unchecked", detail, of_picture=True)
    return _row(layer, "nothing", of_picture=True)


def _row(layer: Layer, says: Says, detail: str = "", *, of_picture: bool = False) -> LayerRow:
    component: Component = "picture" if of_picture else "page"
    return LayerRow(layer=layer, component=component, number=None, says=says, quotes=(), detail=detail)


def _reason(gaps: tuple[Gap, ...], fact: str, one: str = "") -> str:
    """Why a fact could not be looked for, in the words of its gaps: those of `one` item of a list where it has any."""
    own = [gap.detail for gap in gaps if gap.fact == one]
    every = [gap.detail for gap in gaps if _INDEX.sub("[]", gap.fact) == fact or fact.startswith(f"{gap.fact}[")]
    told = tuple(dict.fromkeys(own or every))
    more = f" The same of {len(told) - MOST_REASONS} more." if len(told) > MOST_REASONS else ""
    return " ".join(told[:MOST_REASONS]) + more

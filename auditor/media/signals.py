"""What a file's plain metadata amount to: each sign of AI or of a camera, with the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from auditor.media import prompts
from auditor.media.generators import tool_in
from auditor.media.harvest import Harvest
from auditor.media.metadata import Metadata
from auditor.media.pixels import hidden_text
from auditor.media.source_types import source_class
from auditor.media.xmp import PANTRY

Claim = Literal["ai_generated", "ai_edited", "composite", "camera_capture"]
AI_CLAIMS: tuple[Claim, ...] = ("ai_generated", "ai_edited", "composite")

HIGH, MEDIUM, LOW = 0.95, 0.7, 0.4
"""Intact credentials of a trusted signer; an explicit statement of AI; a name, or what anyone can write."""


class Signal(NamedTuple):
    """One sign: what it says of the making, how far it can be relied on, the words and their place."""

    claim: Claim
    confidence: float
    quote: str
    where: str
    exact: bool = True
    """False for a sign of AI that does not tell making from changing."""


AI_FIELDS = ("AISystemUsed", "AISystemVersionUsed", "AIPromptInformation")
# AIPromptWriterName names a person, yet nobody writes prompts for a photograph.
PROMPT_WRITER = "AIPromptWriterName"
# "A. Name - stock.adobe.com - Generated with AI", not "no AI-generated images"
GENERATED_CREDIT = re.compile(
    r"\b(?:made with google ai|apple image playground|imagined with (?:meta )?ai|ai[- ]generated"
    r"|generated (?:with|by|using) (?:generative )?(?:ai|artificial intelligence)|ki[- ]generiert"
    r"|mit ki (?:erstellt|generiert|erzeugt)|généré(?:e|es|s)? par (?:l['’])?(?:ia|intelligence artificielle)"
    r"|generad[ao]s? (?:por|con) (?:ia|inteligencia artificial))\b",
    re.IGNORECASE,
)
DENIAL = re.compile(r"\b(?:no|not|non|never|without|nicht|keine?|ohne|pas|sans|sin)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
EDITED_CREDIT = re.compile(r"\bedited with google ai\b", re.IGNORECASE)
# Samsung's trailer behind the picture: {"genAIType":1,…}; 0 is an ordinary edit
SAMSUNG, SAMSUNG_TYPE = b"PhotoEditor_Re_Edit_Data", re.compile(rb'"genAIType"\s{0,9}:\s{0,9}"?([1-9]\d{0,3})')


def of_metadata(found: Metadata) -> Iterator[Signal]:
    """Every sign in the plain metadata; which of them decides is for `auditor.media.verdict`."""
    yield from _source_types(found)
    yield from _ai_fields(found)
    yield from _credits(found)
    yield from _labels(found)
    yield from _leftovers(found)
    yield from _tools(found)
    yield from _camera(found)


def of_pixels(raw: bytes, harvest: Harvest) -> Iterator[Signal]:
    """Settings that a generator hid in the pixels of a PNG; to be asked for only where nothing else speaks of AI."""
    if harvest.kind == "png" and (hidden := hidden_text(raw)):
        yield Signal("ai_generated", MEDIUM, hidden, "PNG pixels, hidden generation settings")


def of_bytes(raw: bytes, harvest: Harvest) -> Iterator[Signal]:
    """Signs outside any metadata: Samsung's record behind a JPEG."""
    if harvest.kind != "jpeg":
        return
    at = raw.rfind(SAMSUNG)
    if at >= 0 and (mark := SAMSUNG_TYPE.search(raw, at, at + 20_000)):
        yield Signal("ai_edited", MEDIUM, mark[0].decode("latin-1"), "Samsung photo editor record")


def _source_types(found: Metadata) -> Iterator[Signal]:
    names = ("Iptc4xmpExt:DigitalSourceType", "Iptc4xmpExt:DigitalSourcefileType")
    for name in (*names, "stEvt:digitalSourceType"):
        for value in found.xmp.get(name, ()):
            claim = source_class(value)
            if claim is None or claim == "neutral":
                continue
            if name.startswith("stEvt") and claim == "ai_generated":
                claim = "ai_edited" if _has_camera(found) else claim
            yield Signal(claim, MEDIUM if claim in AI_CLAIMS else LOW, value, f"XMP {name}")
    for name in names:
        for value in found.xmp.get(f"{PANTRY}/{name}", ()):
            if source_class(value) in AI_CLAIMS:
                yield Signal("composite", LOW, value, f"XMP {PANTRY}/{name}")


def _ai_fields(found: Metadata) -> Iterator[Signal]:
    for field in (*AI_FIELDS, PROMPT_WRITER):
        if value := found.first(f"Iptc4xmpExt:{field}"):
            yield Signal("ai_generated", MEDIUM, value, f"XMP Iptc4xmpExt:{field}", exact=False)


def _credits(found: Metadata) -> Iterator[Signal]:
    places = [(f"XMP photoshop:{name}", found.first(f"photoshop:{name}")) for name in ("Credit", "Source")]
    places += [(f"IPTC-IIM {name}", found.iim.get(name, "")) for name in ("Credit", "Source")]
    for where, value in places:
        if EDITED_CREDIT.search(value):
            yield Signal("ai_edited", MEDIUM, value, where)
        elif (credit := GENERATED_CREDIT.search(value)) and not DENIAL.search(
            value[max(0, credit.start() - 60) : credit.start()]
        ):
            yield Signal("ai_generated", MEDIUM, value, where)


def _labels(found: Metadata) -> Iterator[Signal]:
    if found.aigc:
        where, label = found.aigc
        sure = label.label in ("1", "")
        yield Signal("ai_generated", MEDIUM if sure else LOW, label.quote, where, exact=False)


def _leftovers(found: Metadata) -> Iterator[Signal]:
    if chunk := prompts.in_chunks(found.texts):
        yield Signal("ai_generated", MEDIUM, chunk[1].quote, f"PNG text {chunk[0]}")
    exif_names = ("UserComment", "ImageDescription", "Make", "Model", "XPComment", "Software")
    free = [(f"EXIF {name}", found.exif.get(name, "")) for name in exif_names]
    free += [(f"XMP {name}", found.first(name)) for name in ("exif:UserComment", "dc:description")]
    free += [("IPTC-IIM Caption", found.iim.get("Caption", ""))]
    free += [("comment", text) for text in found.comments]
    free += [("PNG text Comment", found.texts.get("Comment", ""))]
    for where, text in free:
        if leftover := prompts.in_text(text):
            yield Signal("ai_generated", MEDIUM, leftover.quote, where)
    description = found.exif.get("ImageDescription", "")
    if prompts.is_signed_by_grok(description, found.exif.get("Artist", "")):
        yield Signal("ai_generated", LOW, description, "EXIF ImageDescription, with a UUID as Artist")


def _tools(found: Metadata) -> Iterator[Signal]:
    """Names of generators among the names of programs. A camera's picture can only have been changed by one."""
    named = [(f"EXIF {name}", found.exif.get(name, "")) for name in ("Software", "Make")]
    named += [(f"PNG text {name}", found.texts.get(name, "")) for name in ("Software", "Source")]
    named += [(f"XMP {name}", found.first(name)) for name in ("xmp:CreatorTool", "tiff:Software", "tiff:Make")]
    named += [("IPTC-IIM OriginatingProgram", found.iim.get("OriginatingProgram", ""))]
    for where, value in named:
        if tool := tool_in(value):
            edited = tool.edits or _has_camera(found)
            yield Signal("ai_edited" if edited else "ai_generated", LOW, value, where, exact=tool.edits)
    for value in found.xmp.get("stEvt:softwareAgent", ()):
        if tool_in(value):
            yield Signal("ai_edited", LOW, value, "XMP stEvt:softwareAgent")


def _camera(found: Metadata) -> Iterator[Signal]:
    if _has_camera(found):
        make, model = _maker(found)
        yield Signal("camera_capture", LOW, f"{make} {model}", "EXIF Make and Model")


def _has_camera(found: Metadata) -> bool:
    """A maker and a model, with the hour of the picture or the camera's own notes; generators write makers too."""
    make, model = _maker(found)
    taken = found.exif.get("DateTimeOriginal") or found.exif.get("MakerNote")
    return bool(make and model and taken) and tool_in(make) is None and not prompts.GRAPH_PREFIX.match(make)


def _maker(found: Metadata) -> tuple[str, str]:
    return found.exif.get("Make", ""), found.exif.get("Model", "")

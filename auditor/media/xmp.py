"""XMP: the properties that speak of a picture's making, read as a stream in which no entity can expand."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.parsers import expat

from auditor.media.harvest import MAX_VALUE

MAX_ELEMENTS = 50_000
MAX_DEPTH = 400
MAX_VALUES = 50
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
AIGC = "TC260:AIGC"
PANTRY = "xmpMM:Pantry"
# Writers choose their own prefixes: namespaces are compared, and these are the prefixes we show.
PREFIXES = {
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#": "stEvt",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://www.tc260.org.cn/ns/AIGC/1.0/": "TC260",
}
WANTED = {
    f"{prefix}:{name}"
    for prefix, names in {
        "Iptc4xmpExt": "DigitalSourceType DigitalSourcefileType AISystemUsed AISystemVersionUsed AIPromptInformation "
        "AIPromptWriterName",
        "photoshop": "Credit Source Headline Instructions",
        "xmp": "CreatorTool",
        "xmpMM": "Pantry",
        "stEvt": "softwareAgent digitalSourceType",
        "dc": "creator title description rights source",
        "dcterms": "provenance",
        "tiff": "Software Make Model",
        "exif": "UserComment DateTimeOriginal",
        "TC260": "AIGC",
    }.items()
    for name in names.split()
}
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Last resort in a packet that is no XML: the concept itself, not the bare word in prose.
SOURCE_TYPE = re.compile(r"cv\.iptc\.org/newscodes/digitalsourcetype/(\w{1,60})", re.IGNORECASE)


class Properties(NamedTuple):
    """What one packet says."""

    values: dict[str, tuple[str, ...]]
    """By "prefix:Name"; what stands inside an ingredient's own metadata has "xmpMM:Pantry/" before it."""
    problem: str = ""
    """Why the packet was not read to its end, or ""."""
    limit: bool = False
    """It was not read to its end for its size alone: there may be more in it."""


class _Stop(Exception):
    """Raised inside the parser to end it; never leaves this module."""


def parse(packet: bytes) -> Properties:
    """Read one packet as far as it is XML; a packet with a document type, or too big, is searched as plain text."""
    text = _decoded(packet)
    reader = _Reader()
    problem = reader.read(text)
    if problem and (found := SOURCE_TYPE.search(text)):
        reader.put("Iptc4xmpExt:DigitalSourceType", found[0])
    return Properties({name: tuple(values) for name, values in reader.values.items()}, problem, reader.limit)


def _decoded(packet: bytes) -> str:
    """UTF-8 or UTF-16, with or without a mark, freed of what XML does not allow."""
    head = packet[:2]
    if head in (b"\xff\xfe", b"<\0"):
        text = packet.decode("utf-16-le", "replace")
    elif head in (b"\xfe\xff", b"\0<"):
        text = packet.decode("utf-16-be", "replace")
    else:
        text = packet.decode("utf-8", "replace")
    text = _without_declaration(text[max(0, text.find("<")) :])
    return FORBIDDEN.sub("", text[: text.rfind(">") + 1])


def _without_declaration(text: str) -> str:
    """Drop an XML declaration: the encoding it names is no longer true."""
    return text[text.find("?>") + 2 :] if text.startswith("<?xml ") and "?>" in text[:500] else text


class _Reader:
    """Handlers of the stream: the path of wanted properties, and the text directly inside each."""

    def __init__(self) -> None:
        self.values: dict[str, list[str]] = {}
        self.limit = False
        self._open: list[tuple[str, list[str]]] = []
        self._elements = 0
        self._pantry = 0
        self._parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.EntityDeclHandler = self._entity
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def read(self, text: str) -> str:
        """Read the whole text; the answer says why it stopped early, or ""."""
        try:
            self._parser.Parse(text.encode("utf-8", "replace"), True)
        except expat.ExpatError as broken:
            return f"XMP that is not well-formed ({expat.ErrorString(broken.code)})"
        except _Stop as stop:
            return str(stop)
        return ""

    def put(self, name: str, value: str) -> None:
        """Keep one value of a property."""
        value = value.strip()[:MAX_VALUE]
        values = self.values.setdefault(name, []) if value else []
        if len(values) < MAX_VALUES and value not in values:
            values.append(value)

    def _doctype(self, _name: str, _system: str | None, _public: str | None, internal: int) -> None:
        if internal:
            raise _Stop("XMP with a document type of its own")

    def _entity(self, *_declaration: object) -> None:
        raise _Stop("XMP with entities of its own")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS or len(self._open) >= MAX_DEPTH:
            self.limit = True
            raise _Stop("XMP with too many elements")
        for attribute, value in attributes.items():
            if name := _known(attribute):
                self._keep(name, value)
        name = _known(tag)
        if name and f"{RDF} resource" in attributes:
            self._keep(name, attributes[f"{RDF} resource"])
        self._pantry += name == PANTRY
        self._open.append((name or self._owner(tag), []))

    def _end(self, _tag: str) -> None:
        name, parts = self._open.pop()
        if name == PANTRY:
            self._pantry -= 1
        elif name:
            self._keep(name, "".join(parts))

    def _text(self, text: str) -> None:
        if self._open and self._open[-1][0]:
            self._open[-1][1].append(text)

    def _owner(self, tag: str) -> str:
        """The property that an element just opened gives a value to, behind Bag, Seq, Alt or a description."""
        parent, grandparent = ([name for name, _ in self._open[:-3:-1]] + ["", ""])[:2]
        if tag == f"{RDF} li":
            return grandparent
        return parent or grandparent if tag == f"{RDF} value" else ""

    def _keep(self, name: str, value: str) -> None:
        self.put(f"{PANTRY}/{name}" if self._pantry else name, value)


def _known(tag: str) -> str:
    """Our name of an XML name, or "": the AIGC label counts in any namespace, since writers invent their own."""
    namespace, _, local = tag.rpartition(" ")
    if local == "AIGC":
        return AIGC
    name = f"{PREFIXES.get(namespace, '')}:{local}"
    return name if name in WANTED else ""

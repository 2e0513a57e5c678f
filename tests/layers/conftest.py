"""Small pages that say what a test wants about AI, in the layers that it wants, with a picture made byte by byte."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from auditor.media import c2pa_process
from auditor.model import Audit, MediaFile, Snapshot, Target
from auditor.pipeline import audit_snapshot, packaged_rulebook

URL = "https://tidewater.example/2026/11/20/harbour"
PICTURE = "https://tidewater.example/pictures/harbour-at-dawn.png"
VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"
BODY = (
    "The harbour of Tidewater opened on Friday after two years of work, and the first ships came in before noon.",
    "People stood on the quay and waved. The mayor said that it was a good day for the town and its traders.",
    "The council will look at the numbers in spring. Until then the old quay stays open for small boats.",
    "Shops along the shore stayed open until late, and the brass band of the fire brigade played on the pier.",
)
PageSaying = Callable[..., Audit]


@pytest.fixture
def page_saying() -> PageSaying:
    """
    The audit of a page whose layers say what is given; what is left out is silent.

    `text`, `note`, `caption`, `alt`, `byline`, `box`: visible words; `meta`, `attribute`, `header`: values;
    `article_type`, `image_type`, `file`: source types; `author`: type of the author in the structured data.
    """
    return _audited


def _audited(*, header: str | None = None, recorded: bool = True, file: str | None = None, **said: str) -> Audit:
    headers = [("content-type", "text/html; charset=utf-8")]
    headers += [("AI-Disclosure", header)] if header else []
    snapshot = Snapshot(
        requested_url=URL,
        final_url=URL,
        status=200,
        headers=tuple(headers) if recorded else None,
        raw=_html(said).encode(),
        media=(MediaFile(url=PICTURE, content_type="image/png", raw=_png(file)),) if file != "unread" else (),
        media_wanted=True,
    )
    return audit_snapshot(snapshot, target=Target(kind="url", value=URL), rulebook=packaged_rulebook())


def _html(said: dict[str, str]) -> str:
    meta = f'<meta name="ai-disclosure" content="{said["meta"]}">' if "meta" in said else ""
    attribute = f' ai-disclosure="{said["attribute"]}"' if "attribute" in said else ""
    name = said.get("byline", "Ines Calder")
    box = f'<aside class="author-bio"><p>{name}: {said["box"]}</p></aside>' if "box" in said else ""
    note = f'<aside class="process-note"><p>{said["note"]}</p></aside>' if "note" in said else ""
    text = f"<p>{said['text']}</p>" if "text" in said else ""
    figure = (
        f'<figure><img src="{PICTURE}" alt="{said.get("alt", "The harbour")}" width="800" height="500">'
        f"<figcaption>{said.get('caption', 'The harbour at dawn.')}</figcaption></figure>"
    )
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    return (
        f'<!doctype html><html lang="en"><head><title>The harbour opens</title>{meta}{_structured(said, name)}</head>'
        f'<body><article{attribute}><h1>The harbour opens</h1><p class="byline">By {name}</p>{figure}{paragraphs}'
        f"{text}{note}{box}</article></body></html>"
    )


def _structured(said: dict[str, str], name: str) -> str:
    node: dict[str, Any] = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "The harbour opens"}
    if "author" in said:
        node["author"] = {"@type": said["author"], "name": name}
    if "article_type" in said:
        node["digitalSourceType"] = VOCABULARY + said["article_type"]
    if "image_type" in said:
        node["image"] = {"@type": "ImageObject", "url": PICTURE, "digitalSourceType": VOCABULARY + said["image_type"]}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def _png(source_type: str | None) -> bytes:
    """A picture of one pixel whose XMP states this source type, or nothing."""
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
        f"<Iptc4xmpExt:DigitalSourceType>{VOCABULARY}{source_type}</Iptc4xmpExt:DigitalSourceType>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    xmp = _chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet.encode()) if source_type else b""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + xmp + _chunk(b"IDAT", zlib.compress(b"\0\x7f\x7f\x7f")) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.fixture(scope="session", autouse=True)
def _no_process_left() -> Iterator[None]:
    """End the process that checks files with the tests that started it."""
    yield
    c2pa_process.stop()

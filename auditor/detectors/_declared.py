"""What only machines are told about the making of a page: headers, meta elements, attributes, JSON-LD, files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal
from weakref import WeakKeyDictionary

from msgspec import structs
from selectolax.lexbor import LexborNode

from auditor.detectors._files import provenance_of
from auditor.detectors._making import tool_of
from auditor.detectors._statements import SKIPPED, words_of
from auditor.facts import Disclosure, DisclosureRole, DisclosureScope
from auditor.page import Page
from auditor.page.selectors import selector_of

META_NAMES = ("ai-disclosure", "ai_disclosure", "ai-generated", "ai-content-declaration", "ai-content")
HEADER = "AI-Disclosure"
ROLES: dict[str, DisclosureRole] = {
    "none": "none",
    "human_only": "none",
    "ai-assisted": "assisted",
    "ai_assisted_hitl": "assisted",
    "ai_partly_assisted": "assisted",
    "ai-modified": "edited",
    "ai_translated": "translated",
    "ai_summarized": "summarised",
    "ai-generated": "generated",
    "ai-originated": "generated",
    "ai-autonomous": "generated",
    "autonomous": "generated",
    "machine-generated": "generated",
    "ai_generated_autonomous": "generated",
    "ai_deepfake": "generated",
    "mixed": "assisted",
    "partial": "assisted",
    "true": "generated",
    "yes": "generated",
    "full": "generated",
}
"""W3C community draft, draft-abaris-aicdh, Drupal's ai_disclosure, and values seen in the wild."""
SOURCE_TYPES: dict[str, DisclosureRole] = {
    "trainedalgorithmicmedia": "generated",
    "trainedalgorithmicdata": "generated",
    "compositesynthetic": "generated",
    "compositewithtrainedalgorithmicmedia": "edited",
}
"""Concepts of the IPTC Digital Source Type vocabulary that say generative AI; algorithmicMedia does not."""
VERDICTS: dict[str, DisclosureRole] = {"ai_generated": "generated", "ai_edited": "edited", "composite": "edited"}
"""Verdicts on a picture file that say AI, and what it did."""
BY_TYPE: dict[str, DisclosureScope] = {
    "ImageObject": "image",
    "Photograph": "image",
    "AudioObject": "audio",
    "VideoObject": "video",
    "Dataset": "data",
}

_marked: WeakKeyDictionary[Page, tuple[LexborNode, ...]] = WeakKeyDictionary()


def declared(page: Page) -> Iterator[Disclosure]:
    """Every machine-readable statement about AI in the making of this page."""
    yield from _header(page)
    yield from _metas(page)
    yield from _attributes(page)
    yield from _source_types(page)
    yield from _files(page)


def _header(page: Page) -> Iterator[Disclosure]:
    value = page.snapshot.header(HEADER)
    if value:
        # The draft's examples write `mode=x; model="y"`, its grammar asks for commas: both are read.
        members = dict(part.strip().partition("=")[::2] for part in value.replace(",", ";").split(";"))
        role = ROLES.get(members.get("mode", "").strip('" ').lower())
        if role:
            tool = members.get("model", "").strip('" ') or None
            reviewed = bool(members.get("reviewed-by", "").strip('" '))
            yield _made(page, f"{HEADER}: {value}", "text", role, "header", tool=tool, named=reviewed)


def _metas(page: Page) -> Iterator[Disclosure]:
    found = page.structured.meta(*META_NAMES)
    if found is not None:
        role = ROLES.get(found.value.split(";")[0].strip().lower())
        if role:
            model = page.structured.meta("ai-model")
            tool = model.value if model else None
            yield _made(page, found.value, "text", role, found.selector, tool=tool)


def marked(page: Page) -> tuple[LexborNode, ...]:
    """The elements with the attribute of the W3C draft, in document order; looked for once a page."""
    known = _marked.get(page)
    if known is None:
        # Searching the markup is a hundred times faster than asking every element.
        known = tuple(page.tree.css("[ai-disclosure]")) if "ai-disclosure" in page.markup else ()
        _marked[page] = known
    return known


def _attributes(page: Page) -> Iterator[Disclosure]:
    for node in marked(page):
        value = (node.attributes.get("ai-disclosure") or "").strip().lower()
        role = ROLES.get(value)
        if role and node.tag != "meta":
            scope: DisclosureScope = "image" if node.tag in ("img", "figure", "picture") else "text"
            yield _made(page, value, scope, role, selector_of(node), tool=node.attributes.get("ai-model"))


def _source_types(page: Page) -> Iterator[Disclosure]:
    for node in page.structured.json_ld:
        for value, types, pointer in _walk(node.data, node.types, ""):
            role = SOURCE_TYPES.get(source_type(value))
            if role:
                scope: DisclosureScope = next((BY_TYPE[name] for name in types if name in BY_TYPE), "text")
                yield _made(page, value, scope, role, f"{node.selector}{pointer}")


def _files(page: Page) -> Iterator[Disclosure]:
    """What the files of the article's pictures say, where the snapshot holds them."""
    for picture in page.pictures:
        found = provenance_of(page, picture) if picture.article and picture.region not in SKIPPED else None
        role = VERDICTS.get(found.verdict) if found is not None else None
        if found is not None and found.reasons and role:
            words = " ".join((*(reason.quote for reason in found.reasons), found.c2pa.generator or ""))
            tool = tool_of(words_of(page), words)
            told = _made(page, found.reasons[0].quote, "image", role, selector_of(picture.node), tool=tool)
            yield structs.replace(told, origin="file")


def source_type(value: str) -> str:
    """The bare concept, lower case, of an IPTC address, a QCode or a schema.org member."""
    last = value.strip().rstrip("/").rpartition("/")[2].rpartition(":")[2].lower()
    return last.removesuffix("digitalsource")


def _walk(
    data: Any, types: tuple[str, ...], pointer: str, depth: int = 0
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Every digitalSourceType below a JSON-LD node that is not a typed node of its own list entry."""
    if depth > 4 or not isinstance(data, dict):
        return
    value = data.get("digitalSourceType")
    if isinstance(value, dict):
        value = value.get("@id")
    if isinstance(value, str):
        yield value, types, f"{pointer}/digitalSourceType"
    for key, child in data.items():
        for index, part in enumerate(child if isinstance(child, list) else [child]):
            if isinstance(part, dict) and key != "@graph":
                named = part.get("@type", ())
                inner = (named,) if isinstance(named, str) else tuple(n for n in named if isinstance(n, str))
                step = f"{pointer}/{key}/{index}" if isinstance(child, list) else f"{pointer}/{key}"
                yield from _walk(part, inner, step, depth + 1)


def _made(
    page: Page,
    quote: str,
    scope: DisclosureScope,
    role: DisclosureRole,
    selector: str,
    *,
    tool: str | None = None,
    named: bool = False,
) -> Disclosure:
    origin: Literal["header", "markup"] = "header" if selector == "header" else "markup"
    return Disclosure(
        quote=quote,
        at=page.in_markup(selector),
        scope=scope,
        role=role,
        tool=tool,
        human="named" if named else "none",
        about_this_page=True,
        region="markup",
        place="hidden",
        depth=0.0,
        visible=False,
        origin=origin,
    )

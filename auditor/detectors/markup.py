"""What only machines are told: AI disclosure values, Digital Source Types, broken structured data, rights signals."""

from __future__ import annotations

from typing import Any, Literal

from auditor.detectors._declared import marked
from auditor.detectors.interface import Observation
from auditor.facts import Facts, Markup
from auditor.page import Page

FACT = "markup"

DISCLOSURE_METAS = ("ai-disclosure", "ai-content", "ai-content-declaration", "ai-generated")
MAX_DEPTH = 6

Origin = Literal["meta", "attribute", "header"]


def detect(page: Page, facts: Facts) -> Observation[Markup]:  # noqa: ARG001 - the signature of every detector
    """The page's statements to machines; a saved file has no headers, so the header is then simply not among them."""
    value, origin = _disclosure(page)
    generator = page.structured.meta("generator")
    return Observation(
        Markup(
            ai_disclosure=value,
            ai_disclosure_origin=origin,
            digital_source_type=_digital_source_type(page),
            structured_data_broken=page.structured.broken,
            tdm_reservation=_tdm(page),
            generator=generator.value if generator else None,
        )
    )


def _disclosure(page: Page) -> tuple[str | None, Origin | None]:
    if meta := page.structured.meta(*DISCLOSURE_METAS):
        return meta.value, "meta"
    if (nodes := marked(page)) and (value := nodes[0].attributes.get("ai-disclosure")):
        return value, "attribute"
    if header := page.snapshot.header("ai-disclosure"):
        return header, "header"
    return None, None


def _digital_source_type(page: Page) -> str | None:
    """Last part of the first digitalSourceType in the JSON-LD of the article or its pictures."""
    for node in page.structured.json_ld:
        if found := _find(node.data, "digitalSourceType", MAX_DEPTH):
            return found.rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]
    return None


def _find(value: Any, key: str, depth: int) -> str | None:
    if depth == 0:
        return None
    if isinstance(value, dict):
        if isinstance(value.get(key), str):
            return str(value[key])
        value = list(value.values())
    if isinstance(value, list):
        for item in value[:200]:
            if isinstance(item, dict | list) and (found := _find(item, key, depth - 1)):
                return found
    return None


def _tdm(page: Page) -> bool | None:
    meta = page.structured.meta("tdm-reservation")
    value = meta.value if meta else page.snapshot.header("tdm-reservation")
    return None if value is None else value.strip() == "1"

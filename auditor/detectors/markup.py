"""What only machines are told: AI disclosure values, Digital Source Types, broken structured data, rights signals."""

from __future__ import annotations

from typing import Literal

from auditor.detectors._declared import META_NAMES, header_value, loose_metas, malformed
from auditor.detectors._marked import marked, value_of
from auditor.detectors._rights import credentials, reserved, rights
from auditor.detectors._source_types import source_types
from auditor.detectors._told import HEADER, W3C
from auditor.detectors.interface import Observation
from auditor.facts import Facts, Markup
from auditor.page import Page

FACT = "markup"

Origin = Literal["meta", "attribute", "header"]


def detect(page: Page, facts: Facts) -> Observation[Markup]:  # noqa: ARG001 - the signature of every detector
    """The page's statements to machines; a saved file has no headers, so the header is then simply not among them."""
    wrong = tuple(malformed(page))
    value, origin = _disclosure(page, frozenset(one.quote for one in wrong))
    generator = page.structured.meta("generator")
    return Observation(
        Markup(
            ai_disclosure=value,
            ai_disclosure_origin=origin,
            digital_source_type=next((_last_part(named.value) for named in source_types(page)), None),
            structured_data_broken=page.structured.broken,
            tdm_reservation=reserved(page),
            generator=generator.value if generator else None,
            malformed=wrong,
            c2pa_manifest=credentials(page),
            rights=tuple(rights(page)),
        )
    )


def _disclosure(page: Page, wrong: frozenset[str]) -> tuple[str | None, Origin | None]:
    """The first value that is not malformed: a meta element before an attribute before the header."""
    meta = page.structured.meta(*META_NAMES)
    if meta is not None and f"{meta.name}: {meta.value}" not in wrong:
        return meta.value, "meta"
    if meta is None and (loose := loose_metas(page)):
        return loose[0].value, "meta"
    for node in marked(page):
        if value_of(node) in W3C:
            return node.attributes.get("ai-disclosure"), "attribute"
    header = header_value(page)
    return (header, "header") if header is not None and f"{HEADER}: {header}" not in wrong else (None, None)


def _last_part(value: str) -> str:
    return value.rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]

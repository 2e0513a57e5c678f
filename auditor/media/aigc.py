"""The label that China's GB 45438-2025 asks for: a small JSON object called AIGC."""

from __future__ import annotations

import html
import json
from typing import NamedTuple

from auditor.media.harvest import MAX_VALUE, clean

KEYS = {
    "Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2"
}  # fmt: skip


class AigcLabel(NamedTuple):
    """A label as it was found."""

    label: str
    """"1" is, "2" may be, "3" is suspected to be machine-made; "" where it is not stated."""
    producer: str
    quote: str
    """The JSON, verbatim."""


def find(text: str) -> AigcLabel | None:
    """The label in a text: an object with a key of the standard, bare or under "AIGC"; None where there is none."""
    window = html.unescape(text[:MAX_VALUE])
    start = window.find("{")
    if start < 0:
        return None
    try:
        value, end = json.JSONDecoder().raw_decode(window, start)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, dict) and isinstance(value.get("AIGC"), str):
        return find(value["AIGC"])
    inner = value.get("AIGC", value) if isinstance(value, dict) else None
    if not isinstance(inner, dict) or not KEYS & inner.keys():
        return None
    producer = inner.get("ContentProducer") or inner.get("ContentPropagator") or ""
    return AigcLabel(clean(str(inner.get("Label", "")), 20), clean(str(producer), 200), clean(window[start:end], 500))

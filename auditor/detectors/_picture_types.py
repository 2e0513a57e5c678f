"""Which Digital Source Type the structured data of a page give each of its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.page import Page
from auditor.places import Quoted

MAX_DEPTH = 5
ADDRESSES = ("contentUrl", "url", "thumbnailUrl", "@id")


def declared_types(page: Page) -> dict[str, Quoted]:
    """The declared type by absolute address of the picture, with the value as it stands there."""
    found: dict[str, Quoted] = {}
    for node in page.structured.json_ld:
        for data, pointer in _typed(node.data, ""):
            told = data["digitalSourceType"]
            value = told.get("@id") if isinstance(told, dict) else told
            if isinstance(value, str) and value.strip():
                at = page.in_markup(f"{node.selector}{pointer}/digitalSourceType")
                for address in _addresses(data):
                    found.setdefault(page.absolute(address), Quoted(quote=value, at=at))
    return found


def _typed(data: Any, pointer: str, depth: int = 0) -> Iterator[tuple[dict[str, Any], str]]:
    """Every node at or below this one that states a type, with its JSON pointer; nodes of a graph stand for themselves.

    Nodes that describe an article state the type of its text, not of a picture: their addresses are those of pages.
    """
    if depth > MAX_DEPTH or not isinstance(data, dict):
        return
    if data.get("digitalSourceType"):
        yield data, pointer
    for key, value in data.items():
        if key == "@graph":
            continue
        for index, part in enumerate(value if isinstance(value, list) else [value]):
            step = f"{pointer}/{key}/{index}" if isinstance(value, list) else f"{pointer}/{key}"
            yield from _typed(part, step, depth + 1)


def _addresses(data: dict[str, Any]) -> Iterator[str]:
    for name in ADDRESSES:
        value = data.get(name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and one:
                yield one

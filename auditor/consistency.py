"""
The table of everything that speaks of AI on one page: what each layer says, and which of them contradict each other.

`auditor.layers` makes it from the facts; reports, the JSON contract and lessons show it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from auditor.places import Quoted

Layer = Literal["text", "caption", "alt", "byline", "markup", "header", "file", "feed"]
"""The visible text; captions and credits; alternative texts; byline and author box; meta elements, attributes and
structured data; the HTTP header; image files; the feed that announces the page."""
Says = Literal["ai-made", "ai-helped", "automated", "people", "no-ai", "nothing", "unchecked"]
"""`people`: people wrote it, a camera took it, the author is a person. `automated` is a machine, but not AI."""
Component = Literal[
    "page", "text", "part", "headline", "summary", "translation", "picture", "audio", "video", "data", "comments",
    "author",
]  # fmt: skip
"""`page`: the page and everything on it; `part`: one marked element of the text."""

LAYERS: tuple[Layer, ...] = ("text", "caption", "alt", "byline", "markup", "header", "file", "feed")


class LayerRow(Struct, frozen=True, kw_only=True):
    """What one layer says of one part of the page; equal statements of a layer are one row with several quotes."""

    layer: Annotated[Layer, Meta(description="Who speaks: visible text, caption, alternative text, byline, markup …")]
    component: Annotated[Component, Meta(description="Of what it speaks")]
    number: Annotated[
        int | None,
        Meta(description="Which picture or author, counted from 1 as in `facts`; null for all, or where only one is"),
    ]
    says: Annotated[Says, Meta(description='What it says; "nothing" was looked for, "unchecked" could not be')]
    quotes: Annotated[tuple[Quoted, ...], Meta(description="The words or values, and where they stand")]
    detail: Annotated[str, Meta(description="Why it could not be checked, or what was looked at; may be empty")] = ""


class Contradiction(Struct, frozen=True, kw_only=True):
    """Two camps of rows that cannot both be true of one component; each camp lists every row that belongs to it."""

    component: Annotated[Component, Meta(description="Of what they contradict each other")]
    number: Annotated[int | None, Meta(description="Which picture or author, counted from 1; null for all")]
    one: Annotated[tuple[int, ...], Meta(description="Rows that say that a machine had a part in it, from 0")]
    other: Annotated[tuple[int, ...], Meta(description="Rows that say otherwise, or show no label, from 0")]
    because: Annotated[str, Meta(description="Both camps in one sentence")]
    rule: Annotated[str, Meta(description="The rule whose finding judges it; empty where none does")] = ""


class Consistency(Struct, frozen=True, kw_only=True):
    """Every layer of a page that can speak of AI, and the contradictions between them, each once."""

    rows: Annotated[tuple[LayerRow, ...], Meta(description="At least one row for each layer")] = ()
    contradictions: Annotated[tuple[Contradiction, ...], Meta(description="None where the layers agree")] = ()

    def camps(self, found: Contradiction) -> tuple[tuple[LayerRow, ...], tuple[LayerRow, ...]]:
        """The rows of both sides of a contradiction of this table."""
        return tuple(self.rows[at] for at in found.one), tuple(self.rows[at] for at in found.other)

"""Places on a page, and words quoted from them: what every fact points at."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, TypeVar

from msgspec import Meta, Struct, UnsetType

T = TypeVar("T")
Maybe: TypeAlias = T | UnsetType
"""UNSET where nobody could look."""
STRUCTURAL = {"structural": True}
"""Mark of a fact about what a page is: a rule may ask for it in `applies_when`."""
MORE = {"more": True}
"""Mark of a fact about what a page tells its reader."""

Region = Literal[
    "headline", "standfirst", "byline", "dateline", "lead-media", "body", "caption", "credit", "pull-quote",
    "summary-box", "source-list", "correction", "author-bio", "process-note", "paywall", "promo", "comments",
    "related", "navigation", "footer", "consent", "hidden", "markup",
]  # fmt: skip
Place = Literal["top", "body", "end", "margin", "hidden"]


class At(Struct, frozen=True, kw_only=True):
    """A place in the page that a reader, or `auditor verify`, can go and look at."""

    region: Annotated[Region, Meta(description="Where on the page it stands")]
    selector: Annotated[
        str, Meta(description="CSS selector of the element; for JSON-LD with the JSON pointer after it")
    ]
    start: Annotated[int | None, Meta(description="Offset of the first character in the page text; null in markup")] = (
        None
    )
    end: Annotated[int | None, Meta(description="Offset after the last character; null in markup")] = None
    before: Annotated[str, Meta(description="Up to 60 characters of the page text before it")] = ""
    after: Annotated[str, Meta(description="Up to 60 characters of the page text after it")] = ""


class Quoted(Struct, frozen=True, kw_only=True):
    """Anything seen on a page: its words, verbatim, and where they stand."""

    quote: Annotated[str, Meta(description="The words, verbatim")]
    at: Annotated[At, Meta(description="Where they stand")]


def known(items: Maybe[tuple[T, ...]]) -> tuple[T, ...]:
    """The items of a fact that was looked for; none of one that was not."""
    return () if isinstance(items, UnsetType) else items

"""What the pages of a periodic digest are given: finished words, as in `auditor.render.view`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from auditor.render.view import LinkView


class SpreadView(Struct, frozen=True, kw_only=True):
    """Where the middle half of an outlet's pages lies, as numbers for an SVG that is 100 units wide."""

    low: Annotated[float, Meta(description="Where it begins: the first quartile")]
    width: Annotated[float, Meta(description="How wide it is")]
    median: Annotated[float, Meta(description="Where the median stands")]
    words: Annotated[str, Meta(description="The same for readers who do not see the picture")]


class OutletRow(Struct, frozen=True, kw_only=True):
    """One outlet in the table of a digest."""

    domain: Annotated[str, Meta(description="Registered domain; the host, or a word, where it is not known")]
    page: Annotated[str, Meta(description="File name of its own page, relative to the index")]
    pages: Annotated[str, Meta(description="How many of its pages were audited")]
    rated: Annotated[bool, Meta(description="Enough pages for numbers about the outlet")]
    median: Annotated[str, Meta(description="Median of what its pages have proved, or why there is none")]
    spread: Annotated[str, Meta(description="Interquartile range: where the middle half of its pages lies")]
    picture: Annotated[SpreadView | None, Meta(description="The same as a picture")]
    capped: Annotated[str, Meta(description="Share of pages whose grade a contradiction bounds")]
    disclosures: Annotated[str, Meta(description="Statements about machines on these pages")]
    unknown: Annotated[str, Meta(description="Share of questions that could not be checked")]


class PageRow(Struct, frozen=True, kw_only=True):
    """One audited page of an outlet."""

    title: Annotated[LinkView, Meta(description="Its headline, linked where its address is safe")]
    audited: Annotated[str, Meta(description="The day of the audit")]
    proved: Annotated[str, Meta(description="Its score in words")]
    grade: Annotated[str, Meta(description="Its grade")]
    caps: Annotated[str, Meta(description="What bounds its grade; empty where nothing does")]


class RuleRow(Struct, frozen=True, kw_only=True):
    """One rule that pages did not meet."""

    title: Annotated[str, Meta(description="Title of the rule")]
    unmet: Annotated[str, Meta(description='On how many of the pages it asked: "7 of 12 pages"')]


class DigestView(Struct, frozen=True, kw_only=True):
    """`digest.html.j2`: the outlets of one period."""

    title: Annotated[str, Meta(description="Title of the digest")]
    style_hash: Annotated[str, Meta(description="Hash of `report.css`, for the Content-Security-Policy")]
    period: Annotated[str, Meta(description='The period in words: "1 to 31 October 2026"')]
    summary: Annotated[str, Meta(description="How many pages of how many outlets, as a sentence")]
    minimum: Annotated[int, Meta(description="Fewest rated pages for numbers about an outlet")]
    rules: Annotated[tuple[RuleRow, ...], Meta(description="The rules most often not met, over all outlets")]
    outlets: Annotated[tuple[OutletRow, ...], Meta(description="The outlets, by name")]
    versions: Annotated[tuple[str, ...], Meta(description="Rulebooks and auditors that judged")]


class OutletView(Struct, frozen=True, kw_only=True):
    """`outlet.html.j2`: one outlet of a digest."""

    title: Annotated[str, Meta(description="Title of the digest")]
    style_hash: Annotated[str, Meta(description="Hash of `report.css`, for the Content-Security-Policy")]
    period: Annotated[str, Meta(description="The period in words")]
    minimum: Annotated[int, Meta(description="Fewest rated pages for numbers about an outlet")]
    index: Annotated[str, Meta(description="The digest's index, relative to this page")]
    outlet: Annotated[OutletRow, Meta(description="Its numbers")]
    rules: Annotated[tuple[RuleRow, ...], Meta(description="The rules most often not met on its pages")]
    pages: Annotated[tuple[PageRow, ...], Meta(description="Its pages, the latest first")]
    versions: Annotated[tuple[str, ...], Meta(description="Rulebooks and auditors that judged")]

"""The report of `auditor image`: picture files on their own, without a page around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, NamedTuple

from msgspec import Meta, Struct

from auditor.provenance import ImageProvenance, TrustListRef
from auditor.render import wording
from auditor.render.credentials import listed_refs, provenance_rows
from auditor.render.escape import plain, safe_href
from auditor.render.html import STYLE
from auditor.render.templates import fill, source_hash
from auditor.render.view import LinkView, RowView

NO_LIST = "No trust list was held: whether a signature is intact was checked, who signed against no list."


class PictureFile(NamedTuple):
    """One file that was read."""

    name: str
    """Path or address."""
    found: ImageProvenance


class PictureFileView(Struct, frozen=True, kw_only=True):
    """One picture file, and what it says of itself."""

    title: Annotated[LinkView, Meta(description="Path or address of the file")]
    verdict: Annotated[str, Meta(description="What the file says, in words")]
    checked: Annotated[bool, Meta(description="False where the file could not be read")]
    rows: Annotated[tuple[RowView, ...], Meta(description="Whether it still matches, who signed, what was done to it")]


class PicturesView(Struct, frozen=True, kw_only=True):
    """`pictures.html.j2`: what picture files say of their own making."""

    title: Annotated[str, Meta(description="Title of the document")]
    style_hash: Annotated[str, Meta(description="Hash of `report.css`, for the Content-Security-Policy")]
    pictures: Annotated[tuple[PictureFileView, ...], Meta(description="The files")]
    lists: Annotated[tuple[str, ...], Meta(description="The trust lists that were held")]
    no_list: Annotated[str, Meta(description="What it means that none was held; empty where it does not matter")]


def render_pictures(files: Sequence[PictureFile], lists: Sequence[TrustListRef] = ()) -> str:
    """One self-contained document; `lists` are those that signers were checked against."""
    signed = any(file.found.c2pa.present for file in files)
    title = f"Picture: {_short(plain(files[0].name))}" if len(files) == 1 else f"{len(files)} pictures"
    return fill(
        "pictures.html.j2",
        PicturesView(
            title=title,
            style_hash=source_hash(STYLE),
            pictures=tuple(_card(file) for file in files),
            lists=listed_refs(lists) if signed else (),
            no_list=NO_LIST if signed and not lists else "",
        ),
    )


def _short(name: str) -> str:
    """The last part of a path or an address."""
    return re.split(r"[/\\]", name.partition("?")[0].rstrip("/"))[-1] or name


def _card(file: PictureFile) -> PictureFileView:
    return PictureFileView(
        title=LinkView(text=plain(file.name), href=safe_href(file.name)),
        verdict=wording.VERDICTS[file.found.verdict],
        checked=file.found.verdict != "unreadable",
        rows=tuple(
            RowView(name=name, value=LinkView(text=plain(text), href=None))
            for name, text in provenance_rows(file.found)
        ),
    )

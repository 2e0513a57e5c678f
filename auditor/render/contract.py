"""What each template may use, as tables for `reports/README.md`: made from the views, so that it cannot be stale."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct

from auditor.render import digest_view, gallery, picture_view, view
from auditor.render.digest_view import DigestView, OutletView
from auditor.render.gallery import PicturesView
from auditor.render.view import ReportView

PAGES: dict[str, type[Struct]] = {
    "report.html.j2": ReportView,
    "digest.html.j2": DigestView,
    "outlet.html.j2": OutletView,
    "pictures.html.j2": PicturesView,
}


def tables() -> str:
    """One table of variables a page template, then one a view that they hold, in Markdown."""
    return "\n".join(line for struct in views() for line in _table(struct))


def views() -> tuple[type[Struct], ...]:
    """The views of the pages first, then every view that they reach, each once, in reading order."""
    found: list[type[Struct]] = list(PAGES.values())
    for struct in found:  # grows while it is read: views hold views
        found.extend(inner for inner in _held(struct) if inner not in found)
    return tuple(found)


def _table(struct: type[Struct]) -> Iterator[str]:
    yield from (
        f"### {struct.__name__}",
        "",
        str(struct.__doc__).strip(),
        "",
        "| name | type | meaning |",
        "|---|---|---|",
    )
    for name, hint in _hints(struct).items():
        kind, meta = get_args(hint)
        yield f"| `{name}` | {_words(kind)} | {str(meta.description).replace('|', chr(92) + '|')} |"
    yield ""


def _held(struct: type[Struct]) -> Iterator[type[Struct]]:
    for hint in _hints(struct).values():
        yield from _structs(get_args(hint)[0])


def _structs(kind: object) -> Iterator[type[Struct]]:
    if isinstance(kind, type) and issubclass(kind, Struct):
        yield kind
    for part in get_args(kind):
        yield from _structs(part)


def _hints(struct: type[Struct]) -> dict[str, object]:
    names = {**vars(view), **vars(digest_view), **vars(gallery), **vars(picture_view)}
    hints = get_type_hints(struct, names, include_extras=True)
    bare = [name for name, hint in hints.items() if get_origin(hint) is not Annotated or not _described(hint)]
    if bare:
        raise TypeError(f"{struct.__name__}: these fields carry no description: {', '.join(bare)}")
    return hints


def _described(hint: object) -> bool:
    return any(isinstance(part, Meta) and part.description for part in get_args(hint)[1:])


def _words(kind: object) -> str:
    """The type as a designer reads it: "text", "list of FindingView", "LinkView or nothing"."""
    if kind is type(None):
        return "nothing"
    if isinstance(kind, type) and kind in _PLAIN:
        return _PLAIN[kind]
    if get_origin(kind) is tuple:
        return f"list of {_words(get_args(kind)[0])}"
    if isinstance(kind, type):
        return kind.__name__
    parts = [part for part in get_args(kind) if not isinstance(part, str)]
    return " or ".join(_words(part) for part in parts) or "one of " + ", ".join(f"`{part}`" for part in get_args(kind))


_PLAIN: dict[type, str] = {str: "text", bool: "yes or no", int: "number", float: "number"}

"""What a page calls a picture, and whether the file says the same: one cell of a table of both."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from msgspec import UNSET, UnsetType

from auditor.facts import Agreement, Disclosure, DisclosureRole, ImageCalled
from auditor.lexicon import words
from auditor.lexicon.patterns import Pattern, compiled
from auditor.provenance import ImageProvenance

CHANGED: frozenset[DisclosureRole] = frozenset({"edited", "assisted"})
NO_AI: frozenset[DisclosureRole] = frozenset({"none", "automated"})
WITH_A_PICTURE = frozenset({"caption", "credit", "lead-media"})
"""Regions in which a statement speaks of the picture beside it and of no other."""

MADE, ALTERED, CAMERA, SILENT = "made", "altered", "camera", "silent"
BY_VERDICT = {
    "ai_generated": MADE,
    "ai_edited": ALTERED,
    "composite": ALTERED,
    "camera_capture": CAMERA,
    "no_provenance": SILENT,
}
VOUCHED = "vouched for"
"""A camera's picture by a signer who is on a trust list: the only capture that is more than a claim."""

Of = tuple[ImageCalled, str]
TABLE: dict[Of, Agreement] = {
    ("ai", MADE): "agrees",
    ("ai", ALTERED): "agrees-partly",
    ("ai", VOUCHED): "contradiction",
    ("ai", CAMERA): "weak-contradiction",
    ("ai", SILENT): "claim-unchecked",
    ("illustration", MADE): "undisclosed-ai-illustration",
    ("illustration", ALTERED): "agrees",
    ("illustration", VOUCHED): "odd",
    ("illustration", CAMERA): "odd",
    ("illustration", SILENT): "nothing-known",
    ("credited", MADE): "undisclosed-ai",
    ("credited", ALTERED): "undisclosed-ai-edit",
    ("credited", VOUCHED): "agrees",
    ("credited", CAMERA): "consistent",
    ("credited", SILENT): "nothing-known",
    ("nothing", MADE): "undisclosed-ai",
    ("nothing", ALTERED): "undisclosed-ai-edit",
    ("nothing", VOUCHED): "fine",
    ("nothing", CAMERA): "fine",
    ("nothing", SILENT): "nothing-known",
}
CHANGED_BY_AI: dict[str, Agreement] = {
    MADE: "agrees-partly",
    ALTERED: "agrees",
    VOUCHED: "odd",
    CAMERA: "consistent",
    SILENT: "claim-unchecked",
}
"""The row of pictures that the page calls changed with AI, not made by it."""


class Notes(NamedTuple):
    """What the page says of machines in its pictures."""

    near: tuple[DisclosureRole, ...]
    """In the words of this picture."""
    elsewhere: tuple[DisclosureRole, ...]
    """In a note of the page on its pictures, which does not say on which."""


def notes_of(spoken: Collection[Disclosure], near: Collection[Disclosure]) -> Notes:
    """Tell the statements at a picture from those of the page on all its pictures."""
    general = (note for note in spoken if note.origin == "text" and note.region not in WITH_A_PICTURE)
    return Notes(tuple(note.role for note in near), tuple(note.role for note in general if note not in near))


def called(texts: Collection[str], credit: str | None, notes: Notes) -> ImageCalled:
    """What the page calls a picture, by the words that stand with it."""
    if any(role not in NO_AI for role in notes.near):
        return "ai"
    if any(_illustration().search(text) for text in texts):
        return "illustration"
    return "nothing" if credit is None else "credited"


def agreement(name: ImageCalled, notes: Notes, file: ImageProvenance) -> Agreement:
    """Whether file and page agree; a note on all pictures may disclose this one, and never speaks against a file."""
    if file.verdict == "credentials_broken":
        return "credentials-broken"
    said = BY_VERDICT.get(file.verdict)
    if said is None:
        return "unreadable"
    if said == CAMERA and file.c2pa.integrity == "intact" and file.c2pa.trust == "trusted":
        said = VOUCHED
    roles = {role for role in notes.near if role not in NO_AI}
    if name != "ai" and said in (MADE, ALTERED):
        if "none" in (*notes.near, *notes.elsewhere):
            return "contradiction"
        roles = {role for role in notes.elsewhere if role not in NO_AI}
        name = "ai" if roles else name
    if name == "ai" and roles and roles <= CHANGED:
        return CHANGED_BY_AI[said]
    return TABLE[name, said]


def agreed(name: ImageCalled, notes: Notes, file: ImageProvenance | UnsetType) -> Agreement | UnsetType:
    """The same, absent where no file was read."""
    return UNSET if isinstance(file, UnsetType) else agreement(name, notes, file)


@lru_cache(maxsize=1)
def _illustration() -> Pattern:
    """A name for pictures that show no event, where a label stands: alone between marks, or before "by" and a name."""
    names = "|".join(sorted(words.listed("pictures", "illustrations"), key=len, reverse=True))
    return compiled(
        rf"(?i)(?:^|[.(\[|/–—:;,•·©]\s*|\s-\s)(?:{names})(?:\s*$|\s*[.)\]|/–—:;,•·]|\s-\s|\s+(?:by|von|par|de|di|av|af)\s)"
    )

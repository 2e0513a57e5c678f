"""Which of a picture's files still say how it was made, in words that every format shares."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.provenance import ImageVerdict, RenditionCheck
from auditor.render.escape import safe_href
from auditor.render.picture_view import CopiesView, CopyView, State
from auditor.render.view import LinkView
from auditor.render.wording import counted, listed

SAYS: dict[ImageVerdict, str] = {
    "ai_generated": "made by AI",
    "ai_edited": "edited with AI",
    "composite": "a composite",
    "camera_capture": "taken by a camera",
    "no_provenance": "nothing",
    "credentials_broken": "nothing that counts: its credentials no longer match it",
    "unreadable": "nothing that can be read",
}
MUTE = frozenset({"no_provenance", "credentials_broken", "unreadable"})
APART = {
    "another": "shows another picture, or one that was cut or covered so much that it looks like another",
    "unclear": "looks much the same, but not enough to say that it is the same picture",
    "not_drawn": "cannot be drawn, so it was not compared",
    "missing": "did not come",
}


def copies_view(found: Sequence[RenditionCheck]) -> CopiesView | None:
    """The files of one picture; None where there is none."""
    if not found:
        return None
    first = next((one for one in found if one.likeness == "same"), None)
    return CopiesView(summary=_summary(found, first), copies=tuple(_copy(one, one is found[0]) for one in found))


def _summary(found: Sequence[RenditionCheck], first: RenditionCheck | None) -> str:
    if first is None or first.verdict is None:
        return "None of the files of this picture could be compared."
    others = [one for one in found if one.likeness == "same" and one is not first and one.verdict]
    which = "The original" if first is found[0] else f"The copy of {_sized(first)}"
    opening = f"{which} says {SAYS[first.verdict]}"
    if not others:
        why = (
            "The page offers no other file of it"
            if len(found) == 1
            else "No other file that shows it could be compared"
        )
        return f"{opening}. {why}."
    parts = []
    for verdict in dict.fromkeys(one.verdict for one in others if one.verdict):
        same = [one for one in others if one.verdict == verdict]
        still = " still" if verdict == first.verdict and verdict not in MUTE else ""
        parts.append(f"{_which(same)}{still} {'says' if len(same) == 1 else 'say'} {SAYS[verdict]}")
    return f"{opening}; {'; '.join(parts)}."


def _which(same: Sequence[RenditionCheck]) -> str:
    """The copies by their width, where that tells them apart; else how many they are."""
    widths = sorted({one.width for one in same if one.width}, reverse=True)
    if len(widths) == len(same) <= 4:
        return f"the {listed([f'{width} px' for width in widths])} {'copy' if len(same) == 1 else 'copies'}"
    return f"{counted(len(same), 'other copy', 'other copies')}"


def _copy(one: RenditionCheck, original: bool) -> CopyView:
    words = f"says {SAYS[one.verdict]}" if one.verdict else ""
    if one.likeness != "same":
        words = "; ".join(part for part in (APART[one.likeness], words) if part)
    return CopyView(
        name=f"{'original, ' if original else ''}{_sized(one)}",
        says=words,
        state=_state(one),
        address=LinkView(text=one.url, href=safe_href(one.url)),
    )


def _state(one: RenditionCheck) -> State:
    if one.likeness == "same":
        return "silent" if one.verdict is None or one.verdict in MUTE else "speaks"
    return "another" if one.likeness == "another" else "unchecked"


def _sized(one: RenditionCheck) -> str:
    return f"{one.width} × {one.height} px" if one.width else "size not known"

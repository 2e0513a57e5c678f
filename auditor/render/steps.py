"""The chain of edits of a picture as points on a line: what was done, and what went into it from the side."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.media.source_types import source_class
from auditor.provenance import EditStep
from auditor.render.picture_view import StepsView, StepView

FIRST, LAST = 6, 6
"""Steps that are shown of a long chain, from its beginning and its end; the JSON has them all."""
ACTIONS = {
    "created": "created", "opened": "opened", "edited": "edited", "placed": "a picture placed into it",
    "color_adjustments": "colours adjusted", "colour_adjustments": "colours adjusted", "cropped": "cropped",
    "resized": "resized", "resized.proportional": "resized", "filtered": "filtered", "drawing": "drawn on",
    "orientation": "turned", "published": "published", "converted": "converted to another format",
    "transcoded": "converted to another format", "repackaged": "packed anew", "removed": "a part removed",
    "enhanced": "enhanced", "edited.metadata": "metadata edited", "redacted": "data removed",
    "watermarked": "watermarked", "watermarked.bound": "watermarked", "watermarked.unbound": "watermarked",
    "adjustedColor": "colours adjusted", "changedSpeed": "speed changed", "addedText": "text added",
    "deleted": "a part deleted", "dubbed": "dubbed", "translated": "translated", "trimmed": "trimmed",
    "unknown": "something was done that is not told", "unnamed": "something was done that is not told",
}  # fmt: skip
SOURCES = {
    "ai_generated": "made by AI",
    "ai_edited": "changed with AI",
    "composite": "put together, partly by AI",
    "camera_capture": "taken by a camera",
}
BESIDE = {"part": "A part of it: ", "input": "What it was made from: "}


def steps_view(history: Sequence[EditStep]) -> StepsView | None:
    """The drawing of these steps; None where there are none."""
    if not history:
        return None
    steps = [_step(history, number) for number in range(len(history))]
    left = len(steps) - FIRST - LAST
    if left <= 1:
        return StepsView(steps=tuple(steps), left_out="", left_out_after=0)
    return StepsView(
        steps=(*steps[:FIRST], *steps[-LAST:]),
        left_out=f"{left} more steps, which the JSON report lists",
        left_out_after=FIRST,
    )


def _step(history: Sequence[EditStep], number: int) -> StepView:
    step = history[number]
    side = step.relation != "main"
    kind = source_class(step.source_type) if step.source_type else None
    words = ACTIONS.get(step.action.removeprefix("c2pa."), step.action)
    told = (
        SOURCES.get(kind or "", step.source_type or ""),
        f"with {step.software}" if step.software else "",
        step.when or "",
    )
    return StepView(
        lane="side" if side else "main",
        mark="camera" if kind == "camera_capture" else "ai" if kind in SOURCES else "other",
        words=_begun(f"{BESIDE[step.relation]}{words}" if side else words),
        detail=", ".join(part for part in told if part),
        above=any(one.relation == "main" for one in history[:number]),
        below=any(one.relation == "main" for one in history[number + 1 :]),
        joins=side and (number + 1 == len(history) or history[number + 1].relation == "main"),
    )


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]

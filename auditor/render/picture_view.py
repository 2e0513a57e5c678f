"""What the card of a picture is given: finished words, a small copy of the picture, the steps of its making."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from auditor.render.view import LinkView, RowView

State = Literal["speaks", "silent", "another", "unchecked"]
Tone = Literal["agrees", "against", "open", "silent"]


class VerdictView(Struct, frozen=True, kw_only=True):
    """Whether page and file agree on a picture."""

    tone: Annotated[Tone, Meta(description="For the look: agrees, against, open (could not be checked), silent")]
    badge: Annotated[str, Meta(description="In two or three words")]
    words: Annotated[str, Meta(description="In a sentence")]


class StepView(Struct, frozen=True, kw_only=True):
    """One recorded step in the making of a picture, to be drawn as a point on a line."""

    lane: Annotated[
        Literal["main", "side"],
        Meta(description="On the line of the picture itself, or beside it"),
    ]
    mark: Annotated[Literal["ai", "camera", "other"], Meta(description="How the point is drawn")]
    words: Annotated[str, Meta(description="What was done")]
    detail: Annotated[str, Meta(description="With which program, when, of which source type; may be empty")]
    above: Annotated[bool, Meta(description="The line of the picture comes from a step above")]
    below: Annotated[bool, Meta(description="The line of the picture goes on to a step below")]
    joins: Annotated[bool, Meta(description="What stands beside the line joins it after this step")]


class StepsView(Struct, frozen=True, kw_only=True):
    """The chain of edits."""

    steps: Annotated[tuple[StepView, ...], Meta(description="The steps, the oldest first")]
    left_out: Annotated[str, Meta(description="How many steps in the middle are not shown; may be empty")]
    left_out_after: Annotated[int, Meta(description="After how many of the steps they would stand")]


class CopyView(Struct, frozen=True, kw_only=True):
    """One of the files that the page offers for a picture."""

    name: Annotated[str, Meta(description='Which it is: "original, 1600 × 1067 px"')]
    says: Annotated[str, Meta(description="What it says of the making of the picture, or why it was not compared")]
    state: Annotated[
        State,
        Meta(description="Still speaks, says nothing, shows another picture, or was not compared"),
    ]
    address: Annotated[LinkView, Meta(description="Its address")]


class CopiesView(Struct, frozen=True, kw_only=True):
    """Which of the files of a picture still say how it was made."""

    summary: Annotated[str, Meta(description="The whole in a sentence or two")]
    copies: Annotated[tuple[CopyView, ...], Meta(description="The files, the original first")]


class ImageView(Struct, frozen=True, kw_only=True):
    """One picture: how it looks, what the page says of it, what its file says, and whether they agree."""

    role: Annotated[str, Meta(description="Its role and number")]
    picture: Annotated[str, Meta(description="A small copy as a data address; empty where there is none")]
    alt: Annotated[str, Meta(description="Words for those who do not see the small copy")]
    frame: Annotated[str, Meta(description="Why there is no small copy; empty where there is one")]
    verdict: Annotated[str, Meta(description="What its file says, in words")]
    checked: Annotated[bool, Meta(description="False where the file was not read")]
    agreement: Annotated[VerdictView | None, Meta(description="Whether they agree; nothing in audits made before")]
    page: Annotated[tuple[RowView, ...], Meta(description="Caption, credit, label: what the page says")]
    file: Annotated[tuple[RowView, ...], Meta(description="What the file says")]
    steps: Annotated[StepsView | None, Meta(description="The chain of edits, where the file records one")]
    copies: Annotated[CopiesView | None, Meta(description="Its other files, where they were compared")]

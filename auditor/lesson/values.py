"""What an exercise is made of: sentences with numbers, in paragraphs, in the places of a page."""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec import Struct

from auditor.facts import Disclosure

PlaceName = Literal[
    "headline", "standfirst", "byline", "lead-picture", "top", "article", "picture", "summary", "sources", "correction",
    "author", "process", "wall", "promo", "margin", "elsewhere",
]  # fmt: skip
BEFORE_ARTICLE: tuple[PlaceName, ...] = ("headline", "standfirst", "byline", "lead-picture", "top")
AFTER_ARTICLE: tuple[PlaceName, ...] = (
    "wall", "picture", "summary", "correction", "sources", "author", "process", "elsewhere", "promo", "margin",
)  # fmt: skip
Kind = Literal[
    "headline", "byline", "date", "caption", "credit", "bio", "wall", "sources", "claim", "correction", "link",
    "policy", "attribution", "statement", "story",
]  # fmt: skip
"""What a sentence is, where it discloses nothing: it decides what pupils are told when they choose it."""
LONGEST = 600
"""Characters of one sentence; a longer one is cut with a mark."""


class Sentence(NamedTuple):
    """One sentence as pupils choose it."""

    text: str
    kind: Kind
    answers: tuple[int, ...] = ()
    """Indexes in `Activity.answers`; empty where it discloses nothing."""
    number: int = 0

    @property
    def shown(self) -> str:
        """The sentence, cut where it is too long for a screen."""
        return self.text if len(self.text) <= LONGEST else f"{self.text[:LONGEST].rstrip()} …"


class Paragraph(NamedTuple):
    """Sentences that stand together; `cut` where words of the article were left out before them."""

    sentences: tuple[Sentence, ...]
    cut: bool = False


class Part(NamedTuple):
    """The paragraphs of one place, under one heading; `cut` where words were left out after the last."""

    place: PlaceName
    paragraphs: tuple[Paragraph, ...]
    cut: bool = False


class Activity(Struct, frozen=True, kw_only=True):
    """The exercise "Find the disclosure" on one article."""

    title: str
    address: str
    language: str | None
    parts: tuple[Part, ...]
    answers: tuple[Disclosure, ...]
    unseen: tuple[Disclosure, ...]
    """Disclosures that no pupil can find by reading: in markup, in a file, behind a click."""
    lix: int | None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in the order of their numbers."""
        return tuple(s for part in self.parts for paragraph in part.paragraphs for s in paragraph.sentences)

    @property
    def excerpt(self) -> bool:
        """Whether words of the article were left out."""
        return any(part.cut or any(paragraph.cut for paragraph in part.paragraphs) for part in self.parts)

"""
What stands in a rule file and in a pack file.

The check of the files, the JSON Schema for editors and `docs/rules.md` are made from these types, so every field
says here what it is for.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from auditor.model import Basis, Category, Grade, Outcome, Reference, Severity, Status

CONDITIONS = ("applies_when", "where", "passes_when")
"""The fields of a rule that hold a condition."""
NOT_STATED = "This could not be checked on the page as we have it."

Condition = Annotated[
    str,
    Meta(
        description="A yes/no condition over the facts, such as access.state == 'free' && page.words > 100",
        min_length=1,
        max_length=400,
    ),
]
Id = Annotated[
    str,
    Meta(description="The file's name: small letters, digits and hyphens", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
         max_length=60),
]  # fmt: skip
ForEach = Annotated[
    str, Meta(description="Check every item of a list, such as: images as image", pattern=r"^[a-z_.]+ as [a-z_]+$")
]
Quota = Annotated[
    str,
    Meta(description="How many items: all, any, none, a number, or a percentage",
         pattern=r"^(all|any|none|[1-9]\d{0,3}|[1-9]\d?%|100%)$"),
]  # fmt: skip
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$")]
Age = Annotated[str, Meta(pattern=r"^\d{1,2}\+$")]
Text = Annotated[str, Meta(min_length=1, max_length=1000)]
Address = Annotated[str, Meta(description="Web address", pattern=r"^https?://[^\s/]+", max_length=500)]


class Message(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the report says for each outcome: plain sentences."""

    met: Annotated[Text, Meta(description="Where the page does what the title says")]
    unmet: Annotated[Text, Meta(description="Where it does not")]
    unknown: Annotated[Text, Meta(description="Where it could not be checked")] = NOT_STATED


class CapSpec(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For contradictions that the page itself proves: the best grade it can still get."""

    grade: Annotated[Literal["B", "C", "D", "E"], Meta(description="The best grade of a page that fails this rule")]
    because: Annotated[Text, Meta(description="The contradiction, in one sentence")]


class RuleReference(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The instrument that asks for it."""

    title: Annotated[Text, Meta(description="Name of the law, standard or code")]
    url: Address
    clause: Annotated[Text | None, Meta(description="Article, clause or principle")] = None

    def cited(self) -> Reference:
        """The same, as a finding carries it."""
        return Reference(title=self.title, url=self.url, clause=self.clause)


class Classroom(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a teacher can do with it."""

    question: Annotated[Text, Meta(description="A question that pupils can answer by looking at the page")]
    activity: Annotated[Text | None, Meta(description="Something to do, in a sentence or two")] = None
    age: Annotated[Age | None, Meta(description="From which age, such as 12+")] = None


class Example(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page in a few facts, and what the rule must say to it. Run as a test."""

    name: Annotated[Text, Meta(description="What this example shows")]
    expect: Annotated[Outcome, Meta(description="The outcome that is right")]
    facts: Annotated[
        dict[str, Any],
        Meta(description="Only the facts that matter; what is left out is unknown. The page is an article unless said"),
    ]


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule, as its file has it."""

    schema: Annotated[Literal[1], Meta(description="Version of this file format")]
    id: Id
    version: Annotated[int, Meta(description="Raise it when the meaning changes", ge=1)]
    title: Annotated[
        str, Meta(description="One sentence that is true when the page passes", min_length=1, max_length=90)
    ]
    category: Annotated[Category, Meta(description="The folder it stands in")]
    severity: Annotated[Severity, Meta(description="How much it weighs; the pack gives the points")]
    status: Annotated[
        Status,
        Meta(description="Only `scored` counts; `upcoming` will count; `informative` and `manual` never do"),
    ] = "scored"
    applies_when: Annotated[
        Condition, Meta(description="Which articles it asks; over what a page is, never over what it discloses")
    ] = "true"
    for_each: ForEach | None = None
    where: Annotated[Condition | None, Meta(description="Count only items for which this is true")] = None
    passes_when: Annotated[Condition, Meta(description="What must be true: of the item, or of the page")]
    at_least: Quota = "all"
    when_empty: Annotated[
        Literal["n.a.", "met", "unmet"],
        Meta(description="The outcome where no item counts; `unmet` makes silence a failure"),
    ] = "n.a."
    cap: Annotated[CapSpec | None, Meta(description="Only for contradictions that the page proves")] = None
    message: Message
    shows: Annotated[
        tuple[str, ...],
        Meta(description="Facts whose words the report quotes, such as [dates.published, access]"),
    ] = ()
    why: Annotated[Text, Meta(description="Why a reader should care")]
    fix: Annotated[Text, Meta(description="What a newsroom can do about it")]
    basis: Annotated[Basis, Meta(description="What kind of instrument asks for it")]
    references: Annotated[
        tuple[RuleReference, ...], Meta(description="The instruments, each with its clause", min_length=1)
    ]
    jurisdiction: Annotated[Text | None, Meta(description="Where the law applies, such as EU")] = None
    valid_from: Annotated[Day | None, Meta(description="Since when, as 2026-08-02")] = None
    classroom: Classroom
    examples: Annotated[
        tuple[Example, ...], Meta(description="At least one met, one unmet and one unknown", min_length=1)
    ]


class Weights(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Points at stake for each severity."""

    critical: Annotated[float, Meta(ge=0, description="Points of a critical rule")] = 10
    high: Annotated[float, Meta(ge=0, description="Points of a high rule")] = 6
    medium: Annotated[float, Meta(ge=0, description="Points of a medium rule")] = 3
    low: Annotated[float, Meta(ge=0, description="Points of a low rule")] = 1


class Grades(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lowest score of each grade; below D is E."""

    A: Annotated[float, Meta(ge=0, le=100, description="Lowest score of an A")] = 85
    B: Annotated[float, Meta(ge=0, le=100, description="Lowest score of a B")] = 70
    C: Annotated[float, Meta(ge=0, le=100, description="Lowest score of a C")] = 50
    D: Annotated[float, Meta(ge=0, le=100, description="Lowest score of a D")] = 30

    def of(self, points: float) -> Grade:
        """The grade of that many points."""
        floors: tuple[tuple[Grade, float], ...] = (("A", self.A), ("B", self.B), ("C", self.C), ("D", self.D))
        return next((grade for grade, floor in floors if points >= floor), "E")

    def ceiling(self, grade: Grade) -> float:
        """The most points that still give this grade and no better one."""
        better = {"A": 100.01, "B": self.A, "C": self.B, "D": self.C, "E": self.D}[grade]
        return round(better - 0.01, 2)


class Pack(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which rules are asked, and what they weigh: one for newsrooms, one for classrooms."""

    schema: Annotated[Literal[1], Meta(description="Version of this file format")]
    name: Id
    version: Annotated[
        str,
        Meta(description="Semantic version; the first number rises when a score can fall on the same page",
             pattern=r"^\d+\.\d+\.\d+$"),
    ]  # fmt: skip
    title: Annotated[Text, Meta(description="For whom this pack is")]
    licence: Annotated[Text, Meta(description="SPDX name, such as CC-BY-4.0")]
    maintainers: Annotated[tuple[str, ...], Meta(description="Who answers for it", min_length=1)]
    grades: Grades = Grades()
    weights: Weights = Weights()
    include: Annotated[tuple[Id, ...] | None, Meta(description="Only these rules; left out: all")] = None
    exclude: Annotated[tuple[Id, ...], Meta(description="Not these rules")] = ()

    def weight(self, severity: Severity) -> float:
        """Points at stake in a rule of this severity."""
        points: float = getattr(self.weights, severity)
        return points

    def asks(self, identifier: str) -> bool:
        """Whether the rule with this id belongs to the pack."""
        return identifier not in self.exclude and (self.include is None or identifier in self.include)

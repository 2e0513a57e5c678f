"""
What report templates are given: finished words and numbers, nothing left to decide.

Every field carries its meaning; `reports/README.md` is made from them, and a test keeps the two equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta, Struct

from auditor.model import Outcome

if TYPE_CHECKING:
    from auditor.render.picture_view import ImageView


class LinkView(Struct, frozen=True, kw_only=True):
    """Words that may be a link."""

    text: Annotated[str, Meta(description="The words to show")]
    href: Annotated[str | None, Meta(description="A safe http or https address; null: show the words without a link")]


class QuoteView(Struct, frozen=True, kw_only=True):
    """Words of the page in their surroundings."""

    label: Annotated[str, Meta(description='What they are: "byline", "caption"; may be empty')]
    before: Annotated[str, Meta(description="The text before them, with an ellipsis where it was cut")]
    quote: Annotated[str, Meta(description="The words, to be marked")]
    after: Annotated[str, Meta(description="The text after them, with an ellipsis where it was cut")]
    place: Annotated[str, Meta(description='Where they stand, in words: "in the byline"')]
    selector: Annotated[str, Meta(description="CSS selector of the element, for looking it up")]
    outcome: Annotated[Outcome | None, Meta(description="For a rule over several things: how this one did")]
    outcome_words: Annotated[str, Meta(description="The same in words; empty where there is none")]


class FindingView(Struct, frozen=True, kw_only=True):
    """One rule's outcome."""

    anchor: Annotated[str, Meta(description="Value of the id attribute, unique in the file")]
    rule: Annotated[str, Meta(description="Id of the rule and its version")]
    title: Annotated[str, Meta(description="Title of the rule")]
    category: Annotated[str, Meta(description="Its category, in words")]
    outcome: Annotated[Outcome, Meta(description="met, unmet, unknown or n.a.")]
    outcome_words: Annotated[str, Meta(description='The same in words: "Not met"')]
    severity: Annotated[str, Meta(description="How much it matters, in words")]
    status: Annotated[str, Meta(description="Why it is not scored; empty where it is")]
    message: Annotated[str, Meta(description="The verdict as a full sentence")]
    quotes: Annotated[tuple[QuoteView, ...], Meta(description="The words it rests on")]
    absence: Annotated[str, Meta(description="What was looked for and not found, where there is nothing to quote")]
    missing: Annotated[tuple[str, ...], Meta(description="For unknown: what could not be looked for, and why")]
    why: Annotated[str, Meta(description="Why the rule exists")]
    fix: Annotated[str, Meta(description="What would make it met; empty where it is met")]
    gain: Annotated[str, Meta(description="What meeting it would add to the score; empty where nothing")]
    basis: Annotated[str, Meta(description="What obliges a newsroom to it: law, standard, code of ethics, practice")]
    references: Annotated[tuple[LinkView, ...], Meta(description="The instruments the rule cites")]
    contradiction: Annotated[bool, Meta(description="The page contradicts itself, provably")]


class ContradictionView(Struct, frozen=True, kw_only=True):
    """Layers of the page that contradict each other, where no rule judges it."""

    anchor: Annotated[str, Meta(description="Value of the id attribute, unique in the file")]
    title: Annotated[str, Meta(description="Of what the page says two things")]
    because: Annotated[str, Meta(description="Who says what, in one sentence")]
    quotes: Annotated[tuple[QuoteView, ...], Meta(description="The words of both sides")]


class LayerView(Struct, frozen=True, kw_only=True):
    """What one layer says about AI in one part of the page."""

    layer: Annotated[str, Meta(description="Who speaks, in words: visible text, HTTP header, image file")]
    of: Annotated[str, Meta(description='Of what: "the text", "picture 2"; empty where the whole layer is silent')]
    says: Annotated[str, Meta(description='What it says, in words: "AI made it"')]
    quotes: Annotated[tuple[QuoteView, ...], Meta(description="The words or values")]
    detail: Annotated[str, Meta(description="Why it could not be checked, or what was looked at; may be empty")]
    state: Annotated[Literal["speaks", "nothing", "unchecked"], Meta(description="For the look of the row")]
    against: Annotated[tuple[AgainstView, ...], Meta(description="Which layers contradict it")]


class AgainstView(Struct, frozen=True, kw_only=True):
    """The layers that contradict a row."""

    layers: Annotated[str, Meta(description="Their names")]
    anchor: Annotated[str, Meta(description="Where the report tells the contradiction")]


class LayersView(Struct, frozen=True, kw_only=True):
    """Every layer of a page that can speak of AI."""

    anchor: Annotated[str, Meta(description="Value of the id attribute, unique in the file")]
    rows: Annotated[tuple[LayerView, ...], Meta(description="The rows, at least one a layer")]


class BarView(Struct, frozen=True, kw_only=True):
    """The range from low to high as numbers for an SVG that is 100 units wide."""

    low: Annotated[float, Meta(description="Width of the proved part")]
    open: Annotated[float, Meta(description="Width of the part that could not be checked")]
    words: Annotated[str, Meta(description="The same for readers who do not see the picture")]


class CategoryView(Struct, frozen=True, kw_only=True):
    """One category of rules."""

    anchor: Annotated[str, Meta(description="Value of the id attribute, unique in the file")]
    name: Annotated[str, Meta(description="Its name")]
    question: Annotated[str, Meta(description="The question it puts to a page")]
    proved: Annotated[str, Meta(description="Its range in words")]
    bar: Annotated[BarView | None, Meta(description="Its range as a picture; null where nothing is scored")]
    tally: Annotated[str, Meta(description="How many rules are met, not met, unknown")]
    findings: Annotated[
        tuple[FindingView, ...], Meta(description="Its findings: not met, unknown, met; contradictions stand elsewhere")
    ]


class CapView(Struct, frozen=True, kw_only=True):
    """A bound on the grade."""

    words: Annotated[str, Meta(description="What it does to the grade, and why")]
    certain: Annotated[bool, Meta(description="False while the contradiction could not be ruled out")]


class ScoreView(Struct, frozen=True, kw_only=True):
    """The score, in words and numbers that every format shares."""

    rated: Annotated[bool, Meta(description="Whether there is a score")]
    value: Annotated[str, Meta(description="What the page has proved, rounded down; a dash where not rated")]
    proved: Annotated[str, Meta(description='The score as a phrase: "58 of 100 proved, at most 72"')]
    grade: Annotated[str, Meta(description='The grade: "B", "B–D, not enough evidence", "not rated"')]
    meaning: Annotated[str, Meta(description="The grade as a sentence; empty where there is no single grade")]
    reason: Annotated[str, Meta(description="Why it is not rated, or why the range is wide; may be empty")]
    coverage: Annotated[
        str, Meta(description="How much of what is at stake could be checked; empty where nothing is at stake")
    ]
    tally: Annotated[str, Meta(description="How many rules are met, not met, unknown")]
    bar: Annotated[BarView | None, Meta(description="The range as a picture")]
    caps: Annotated[tuple[CapView, ...], Meta(description="What bounds the grade")]
    unbounded: Annotated[str, Meta(description="What the score would be without; empty where nothing bounds it")]


class GapView(Struct, frozen=True, kw_only=True):
    """Everything that could not be checked for one reason."""

    reason: Annotated[str, Meta(description="The reason, in words")]
    items: Annotated[tuple[GapItem, ...], Meta(description="What could not be checked")]


class GapItem(Struct, frozen=True, kw_only=True):
    """What could not be checked and has one sentence in common."""

    fact: Annotated[str, Meta(description="The things, in words")]
    path: Annotated[str, Meta(description="Their paths in the JSON")]
    detail: Annotated[str, Meta(description="The sentence")]


class RowView(Struct, frozen=True, kw_only=True):
    """A name and its value."""

    name: Annotated[str, Meta(description="What it is")]
    value: Annotated[LinkView, Meta(description="Its value")]


class CellView(Struct, frozen=True, kw_only=True):
    """One cell of a table."""

    text: Annotated[str, Meta(description="Its words; a dash where the page has nothing")]
    href: Annotated[str | None, Meta(description="A safe address, or null")]
    quoted: Annotated[bool, Meta(description="Words of the page, verbatim")]


class TableView(Struct, frozen=True, kw_only=True):
    """One family of facts as a table."""

    anchor: Annotated[str, Meta(description="Value of the id attribute, unique in the file")]
    title: Annotated[str, Meta(description="Its heading")]
    empty: Annotated[str, Meta(description="The sentence in place of rows: looked and not there, or could not look")]
    checked: Annotated[bool, Meta(description="False where we could not look")]
    columns: Annotated[tuple[str, ...], Meta(description="Names of the columns")]
    rows: Annotated[tuple[tuple[CellView, ...], ...], Meta(description="The rows")]


class SourcesView(Struct, frozen=True, kw_only=True):
    """Who the text rests on, and what of it a reader can reach."""

    anchor: Annotated[str, Meta(description="Value of the id attribute, unique in the file")]
    summary: Annotated[
        str, Meta(description="How many of its sources can be followed without paying; empty where nobody looked")
    ]
    listing: Annotated[str, Meta(description="Whether there is a list of sources and who may read it, as a sentence")]
    quote: Annotated[QuoteView | None, Meta(description="The words that withhold or announce the list, or null")]
    who: Annotated[TableView, Meta(description="Who, what for, where the link leads, and can I open it")]
    tables: Annotated[tuple[TableView, ...], Meta(description="What can be verified, and the links of the text")]


class AuditView(Struct, frozen=True, kw_only=True):
    """One audit, ready to be laid out."""

    anchor: Annotated[str, Meta(description="Value of the id attribute, unique in the file")]
    title: Annotated[str, Meta(description="The headline, or the address where there is none")]
    outlet: Annotated[str, Meta(description="Registered domain, or the host, or empty")]
    address: Annotated[LinkView, Meta(description="The address the bytes came from")]
    language: Annotated[str, Meta(description="Language of the page's words; empty where not known")]
    recorded: Annotated[str, Meta(description='When the page was recorded: "We recorded this page on …"')]
    score: Annotated[ScoreView, Meta(description="The score")]
    contradictions: Annotated[tuple[FindingView, ...], Meta(description="Where the page contradicts itself")]
    unjudged: Annotated[
        tuple[ContradictionView, ...], Meta(description="Where it does so too, and no rule asks: they cost nothing")
    ]
    layers: Annotated[
        LayersView | None, Meta(description="What each layer says about AI; null in audits made before there was one")
    ]
    sources: Annotated[SourcesView, Meta(description="Who stands behind the text, and whether one can follow")]
    categories: Annotated[tuple[CategoryView, ...], Meta(description="The categories with their findings")]
    not_asked: Annotated[tuple[FindingView, ...], Meta(description="Rules that do not apply to this page")]
    gaps: Annotated[tuple[GapView, ...], Meta(description="What could not be checked, by reason")]
    images: Annotated[tuple[ImageView, ...], Meta(description="The pictures")]
    tables: Annotated[tuple[TableView, ...], Meta(description="What the page says, fact by fact")]
    record: Annotated[tuple[RowView, ...], Meta(description="How the page was recorded and judged")]


class FailureView(Struct, frozen=True, kw_only=True):
    """A target that could not be audited."""

    target: Annotated[str, Meta(description="What was asked for")]
    problem: Annotated[str, Meta(description="What went wrong")]
    advice: Annotated[str, Meta(description="What to do next")]


class ReportView(Struct, frozen=True, kw_only=True):
    """`report.html.j2`: one file over one or several audits."""

    title: Annotated[str, Meta(description="Title of the document")]
    style_hash: Annotated[str, Meta(description="Hash of `report.css`, for the Content-Security-Policy")]
    audits: Annotated[tuple[AuditView, ...], Meta(description="The audits")]
    failures: Annotated[tuple[FailureView, ...], Meta(description="What could not be audited")]

"""The report for a terminal: score first, then contradictions, what to mend, what is met, what could not be checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.model import Audit, Failure, Outcome
from auditor.render.build import audit_view, failure_view
from auditor.render.layers import in_brief
from auditor.render.picture_view import ImageView
from auditor.render.sourcing import MOST_ROWS
from auditor.render.tables import NOTHING
from auditor.render.terminal import NARROWEST, Pen, Tone, cells, wrap
from auditor.render.view import (
    AuditView,
    BarView,
    ContradictionView,
    FailureView,
    FindingView,
    GapView,
    LayersView,
    QuoteView,
    ScoreView,
    SourcesView,
)
from auditor.render.wording import PROOF_ROWS, counted

_MARKS: dict[Outcome, str] = {"met": "✓", "unmet": "✗", "unknown": "?", "n.a.": "–"}
_TONES: dict[Outcome, Tone] = {"met": "met", "unmet": "unmet", "unknown": "unknown", "n.a.": "dim"}
_ORDER: tuple[tuple[Outcome, str], ...] = (("unmet", "Not met"), ("unknown", "Not known"), ("met", "Met"))


def render_text(audits: Sequence[Audit], failures: Sequence[Failure], *, color: bool, width: int) -> str:
    """Scorecards one after the other, with an overview before several."""
    layout = _Layout(Pen(color=color), max(width, NARROWEST))
    views = [audit_view(audit, number) for number, audit in enumerate(audits, 1)]
    lines: list[str] = []
    if len(views) > 1:
        lines += layout.overview(views)
    for view in views:
        lines += layout.audit(view)
    lines += layout.failures([failure_view(failure) for failure in failures])
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


class _Layout:
    """Turns views into lines; holds the width and the pen."""

    def __init__(self, pen: Pen, width: int) -> None:
        self._pen = pen
        self._width = width

    def overview(self, views: Sequence[AuditView]) -> Iterator[str]:
        yield from self._heading(counted(len(views), "page"))
        for view in views:
            yield from wrap(f"{view.score.proved} · {view.score.grade} · {view.title}", self._width, rest="  ")
        yield ""

    def audit(self, view: AuditView) -> Iterator[str]:
        yield self._rule("═")
        yield from self._toned(view.title, "bold")
        yield from self._toned(view.address.text, "dim")
        yield from self._toned(view.recorded, "dim")
        yield ""
        yield from self._score(view.score)
        for category in view.categories:
            yield from wrap(f"{category.name}: {category.proved} ({category.tally})", self._width, rest="  ")
        yield ""
        yield from self._findings("Contradictions", view.contradictions)
        yield from self._unjudged(view.unjudged)
        yield from self._layers(view.layers)
        yield from self._sources(view.sources)
        rest = [finding for category in view.categories for finding in category.findings]
        for outcome, heading in _ORDER:
            yield from self._findings(heading, [finding for finding in rest if finding.outcome == outcome])
        yield from self._copies(view.images)
        yield from self._gaps(view.gaps)
        for row in (row for row in view.record if row.name in PROOF_ROWS):
            yield from self._toned(f"{row.name}: {row.value.text}", "dim")
        yield ""

    def failures(self, views: Sequence[FailureView]) -> Iterator[str]:
        if not views:
            return
        yield from self._heading("Could not be audited")
        for view in views:
            yield from wrap(view.target, self._width, first="✗ ", rest="  ")
            yield from wrap(view.problem, self._width, first="  ", rest="  ")
            yield from wrap(view.advice, self._width, first="  → ", rest="    ")

    def _score(self, score: ScoreView) -> Iterator[str]:
        yield from self._toned(f"{score.proved} · grade: {score.grade}" if score.rated else score.proved, "bold")
        if score.bar:
            yield self._bar(score.bar)
        for sentence in (
            score.meaning,
            score.reason,
            score.coverage,
            *(cap.words for cap in score.caps),
            score.unbounded,
        ):
            yield from wrap(sentence, self._width)
        yield ""

    def _bar(self, bar: BarView) -> str:
        room = min(self._width, 60)
        sure = round(bar.low * room / 100)
        open_ = round((bar.low + bar.open) * room / 100) - sure
        return f"{self._pen('█' * sure, 'met')}{self._pen('▒' * open_, 'unknown')}{'·' * (room - sure - open_)}"

    def _findings(self, heading: str, findings: Sequence[FindingView]) -> Iterator[str]:
        if not findings:
            return
        yield from self._heading(f"{heading} ({len(findings)})")
        for finding in findings:
            yield from self._finding(finding)

    def _finding(self, finding: FindingView) -> Iterator[str]:
        mark = self._pen(_MARKS[finding.outcome], _TONES[finding.outcome])
        title = f"{finding.title} ({finding.outcome_words.lower()}, {finding.severity}, {finding.category.lower()})"
        first, *more = wrap(title, self._width, first="  ", rest="  ")
        yield f"{mark} {first[2:]}"
        yield from more
        for text in (finding.message, finding.status, finding.absence):
            yield from wrap(text, self._width, first="  ", rest="  ")
        for quote in finding.quotes:
            yield from self._quote(quote)
        for missing in finding.missing:
            yield from wrap(f"Not checked: {missing}", self._width, first="  ", rest="    ")
        yield from wrap(finding.fix, self._width, first="  → ", rest="    ")
        yield from wrap(finding.gain, self._width, first="    ", rest="    ")
        yield ""

    def _unjudged(self, views: Sequence[ContradictionView]) -> Iterator[str]:
        if views:
            yield from self._heading(f"Contradictions that no rule judges ({len(views)})")
        for view in views:
            first, *more = wrap(view.because, self._width, first="  ", rest="  ")
            yield f"{self._pen('✗', 'unmet')} {first[2:]}"
            yield from more
            for quote in view.quotes:
                yield from self._quote(quote)
            yield ""

    def _layers(self, view: LayersView | None) -> Iterator[str]:
        if view is not None:
            yield from self._heading("What each layer says about AI")
            for sentence in in_brief(view):
                yield from wrap(sentence, self._width)
            yield ""

    def _sources(self, view: SourcesView) -> Iterator[str]:
        yield from self._heading("Who stands behind it")
        yield from wrap(f"{view.summary} {view.listing}", self._width)
        if view.quote is not None:
            yield from self._quote(view.quote)
        if not view.who.rows:
            yield from wrap(view.who.empty, self._width)
        for row in view.who.rows[:MOST_ROWS]:
            who, kind, words, address, opened = (cell.text for cell in row)
            yield from wrap(f"{who} ({kind})" if kind != NOTHING else who, self._width, first="• ", rest="  ")
            if words != NOTHING:
                yield from wrap(words, self._width, first="  │ ", rest="  │ ")
            way = opened if address == NOTHING else f"{address}: {opened}"
            yield from (self._pen(line, "dim") for line in wrap(way, self._width, first="  → ", rest="    "))
        if rest := view.who.rows[MOST_ROWS:]:
            yield from wrap(f"… and {len(rest)} more.", self._width)
        yield ""

    def _quote(self, quote: QuoteView) -> Iterator[str]:
        yield from wrap(quote.quote, self._width, first="  │ ", rest="  │ ")
        parts = (quote.label, quote.place, quote.selector, quote.outcome_words.lower())
        for line in wrap(" · ".join(part for part in parts if part), self._width, first="  │ ", rest="  │ "):
            yield self._pen(line, "dim")

    def _copies(self, images: Sequence[ImageView]) -> Iterator[str]:
        """What became of the pictures in other sizes, where that was asked for."""
        compared = [(image.role, image.copies) for image in images if image.copies]
        if compared:
            yield from self._heading("Copies of the pictures")
        for role, copies in compared:
            yield from wrap(f"{role}: {copies.summary}", self._width, rest="  ")
            for one in copies.copies:
                yield from wrap(f"{one.name}: {one.says} · {one.address.text}", self._width, first="  – ", rest="    ")
        if compared:
            yield ""

    def _gaps(self, gaps: Sequence[GapView]) -> Iterator[str]:
        if not gaps:
            return
        yield from self._heading("What could not be checked")
        for gap in gaps:
            yield from wrap(f"{gap.reason}:", self._width, first="? ", rest="  ")
            for item in gap.items:
                yield from wrap(f"{item.fact}: {item.detail}", self._width, first="  – ", rest="    ")
        yield ""

    def _heading(self, text: str) -> Iterator[str]:
        yield from self._toned(text, "bold")
        yield self._rule("─", cells(text))

    def _toned(self, text: str, tone: Tone) -> Iterator[str]:
        return (self._pen(line, tone) for line in wrap(text, self._width))

    def _rule(self, char: str, length: int | None = None) -> str:
        return char * min(self._width, self._width if length is None else length)

"""The report for issue trackers and editorial systems: CommonMark in which page text can only be text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.model import Audit, Failure, Outcome
from auditor.render.build import audit_view, failure_view
from auditor.render.layers import in_brief
from auditor.render.picture_view import ImageView
from auditor.render.sourcing import MOST_ROWS
from auditor.render.view import (
    AuditView,
    CellView,
    ContradictionView,
    FailureView,
    FindingView,
    GapView,
    LinkView,
    QuoteView,
    SourcesView,
)
from auditor.render.wording import PROOF_ROWS, counted

_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
"""Entities, not backslashes: they also hold where a system takes the text for HTML."""
_SPECIAL = re.compile(r"[\\`*_{}\[\]()#|~$^!]|:(?=\S)|(?<=[Ww]{3})\.|^[-+=]|^\d{1,9}[.)]")
"""What starts markup: an asterisk anywhere, a hyphen or "1." only at the start, the colon of an address."""
_CALLS = re.compile(r"@|#(?=\d)")
_WORD_JOINER = "\u2060"
"""After an @ and the # of a number, so that a quote calls nobody into an issue and refers to no other."""
_URL = {"(": "%28", ")": "%29", "[": "%5B", "]": "%5D", "*": "%2A", "_": "%5F", "~": "%7E"}
_MARKS: dict[Outcome, str] = {"met": "✓", "unmet": "✗", "unknown": "?", "n.a.": "–"}


def render_markdown(audits: Sequence[Audit], failures: Sequence[Failure]) -> str:
    """One section an audit, with an overview before several."""
    views = [audit_view(audit, number) for number, audit in enumerate(audits, 1)]
    lines: list[str] = []
    if len(views) > 1:
        lines += [f"# Audits of {counted(len(views), 'page')}", "", *_overview(views), ""]
    for view in views:
        lines += _audit(view)
    lines += _failures([failure_view(failure) for failure in failures])
    return "\n".join(lines).strip("\n") + "\n"


def escaped(text: str) -> str:
    """Text on one line that CommonMark and its GitHub dialect show as it is: no markup, link, mention or HTML."""
    line = _SPECIAL.sub(lambda match: _backslash(match.group()), " ".join(text.split()))
    line = re.sub(r"[&<>]", lambda match: _HTML[match.group()], line)
    return _CALLS.sub(lambda match: f"{match.group()}{_WORD_JOINER}", line)


def _backslash(match: str) -> str:
    return f"{match[:-1]}\\{match[-1]}"


def _link(link: LinkView | CellView) -> str:
    if link.href is None:
        return escaped(link.text)
    address = "".join(_URL.get(char, char) for char in link.href)
    return f"[{escaped(link.text)}](<{address}>)"


def _overview(views: Sequence[AuditView]) -> Iterator[str]:
    yield "| Page | Score | Grade |"
    yield "| --- | --- | --- |"
    for view in views:
        yield f"| {escaped(view.title)} | {escaped(view.score.proved)} | {escaped(view.score.grade)} |"


def _audit(view: AuditView) -> Iterator[str]:
    score = view.score
    yield from (f"## {escaped(view.title)}", "", _link(view.address), "", escaped(view.recorded), "")
    yield from (f"**{escaped(score.proved)}**" + (f" · grade: {escaped(score.grade)}" if score.rated else ""), "")
    for sentence in (score.meaning, score.reason, score.coverage, *(cap.words for cap in score.caps), score.unbounded):
        if sentence:
            yield from (escaped(sentence), "")
    yield from ("| Category | Score | Questions |", "| --- | --- | --- |")
    for category in view.categories:
        yield f"| {category.name} | {escaped(category.proved)} | {escaped(category.tally)} |"
    yield ""
    yield from _section("Contradictions", view.contradictions)
    yield from _unjudged(view.unjudged)
    if view.layers is not None:
        yield from ("### What each layer says about AI", "")
        for sentence in filter(None, in_brief(view.layers)):
            yield from (escaped(sentence), "")
    yield from _sources(view.sources)
    rest = [finding for category in view.categories for finding in category.findings]
    for outcome, heading in (("unmet", "Not met"), ("unknown", "Not known"), ("met", "Met")):
        yield from _section(heading, [finding for finding in rest if finding.outcome == outcome])
    yield from _copies(view.images)
    yield from _gaps(view.gaps)
    record = "; ".join(f"{row.name}: {row.value.text}" for row in view.record if row.name in PROOF_ROWS)
    yield from (f"*{escaped(record)}*", "")


def _unjudged(views: Sequence[ContradictionView]) -> Iterator[str]:
    if views:
        yield from ("### Contradictions that no rule judges", "")
    for view in views:
        yield from (f"#### ✗ {escaped(view.title)}", "", escaped(view.because), "")
        for quote in view.quotes:
            yield from _quote(quote)


def _sources(view: SourcesView) -> Iterator[str]:
    yield from ("### Who stands behind it", "")
    if view.summary:
        yield from (escaped(f"{view.summary} {view.listing}"), "")
    if view.quote is not None:
        yield from _quote(view.quote)
    if not view.who.rows:
        yield from (escaped(view.who.empty), "")
        return
    yield from (f"| {' | '.join(view.who.columns)} |", "| --- " * len(view.who.columns) + "|")
    for row in view.who.rows[:MOST_ROWS]:
        yield f"| {' | '.join(_link(cell) for cell in row)} |"
    yield ""
    if rest := view.who.rows[MOST_ROWS:]:
        yield from (f"… and {len(rest)} more.", "")


def _section(heading: str, findings: Sequence[FindingView]) -> Iterator[str]:
    if not findings:
        return
    yield from (f"### {heading}", "")
    for finding in findings:
        yield from _finding(finding)


def _finding(finding: FindingView) -> Iterator[str]:
    facts = f"{finding.outcome_words.lower()}, {finding.severity}, {finding.category.lower()}"
    yield from (f"#### {_MARKS[finding.outcome]} {escaped(finding.title)} ({facts})", "")
    for text in (finding.message, finding.status, finding.absence):
        if text:
            yield from (escaped(text), "")
    for quote in finding.quotes:
        yield from _quote(quote)
    for missing in finding.missing:
        yield from (escaped(f"Not checked: {missing}."), "")
    if finding.fix:
        yield from (f"**What would help:** {escaped(finding.fix)} {escaped(finding.gain)}".rstrip(), "")
    yield from (f"Why: {escaped(finding.why)} Basis: {escaped(finding.basis.lower())}.", "")
    if finding.references:
        yield from (f"See {'; '.join(map(_link, finding.references))}.", "")


def _quote(quote: QuoteView) -> Iterator[str]:
    if quote.quote:
        parts = (escaped(quote.before), f"**{escaped(quote.quote)}**", escaped(quote.after))
        yield f"> {' '.join(part for part in parts if part)}"
        yield ">"
    place = (quote.label, quote.place, quote.selector, quote.outcome_words.lower())
    yield from (f"> — {escaped(' · '.join(part for part in place if part))}", "")


def _copies(images: Sequence[ImageView]) -> Iterator[str]:
    compared = [(image.role, image.copies) for image in images if image.copies]
    if compared:
        yield from ("### Copies of the pictures", "")
    for role, copies in compared:
        yield from (f"{escaped(role)}: {escaped(copies.summary)}", "")
        yield from (f"- {escaped(one.name)}: {escaped(one.says)} ({_link(one.address)})" for one in copies.copies)
        yield ""


def _gaps(gaps: Sequence[GapView]) -> Iterator[str]:
    if not gaps:
        return
    yield from ("### What could not be checked", "")
    for gap in gaps:
        yield f"- {escaped(gap.reason)}:"
        yield from (f"  - {escaped(item.fact)}: {escaped(item.detail)}" for item in gap.items)
    yield ""


def _failures(views: Sequence[FailureView]) -> Iterator[str]:
    if not views:
        return
    yield from ("## Could not be audited", "")
    for view in views:
        yield f"- {escaped(view.target)}: {escaped(view.problem)} {escaped(view.advice)}".rstrip()
    yield ""

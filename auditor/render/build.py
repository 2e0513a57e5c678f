"""Turns an audit into the view that text, Markdown and HTML share: the words and numbers are decided here, once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from msgspec import UnsetType

from auditor.facts import Facts, known
from auditor.media.thumbnails import Thumbnails
from auditor.model import CATEGORIES, Audit, Cap, Failure, Finding, Gap, Outcome, Scorecard
from auditor.render import wording
from auditor.render.credentials import listed_refs
from auditor.render.escape import safe_href, shown, shown_failure
from auditor.render.findings import finding_view
from auditor.render.layers import contradiction_views, layers_view
from auditor.render.numbers import minute, percent, proved, reach, uncapped, whole
from auditor.render.pictures import NO_PICTURES, picture_views
from auditor.render.sourcing import sources_view
from auditor.render.tables import fact_tables
from auditor.render.view import (
    AuditView,
    BarView,
    CapView,
    CategoryView,
    FailureView,
    FindingView,
    GapItem,
    GapView,
    LinkView,
    RowView,
    ScoreView,
)

_OUTCOME_ORDER = {"unmet": 0, "unknown": 1, "met": 2, "n.a.": 3}
_SEVERITY_ORDER = {"critical": 0, "high": 1, "medium": 2, "low": 3}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def audit_view(audit: Audit, number: int = 1, pictures: Thumbnails = NO_PICTURES) -> AuditView:
    """Everything the reports say of one audit; `number` keeps the anchors of several apart."""
    audit = shown(audit)
    anchor = f"audit-{number}"
    findings = _findings(audit, anchor)
    return AuditView(
        anchor=anchor,
        title=title_of(audit),
        outlet=outlet_of(audit),
        address=_link(audit.snapshot.final_url),
        language=_language(audit.facts),
        recorded=_recorded(audit),
        score=score_view(audit),
        contradictions=tuple(view for view in findings if view.contradiction),
        unjudged=contradiction_views(audit, anchor),
        layers=layers_view(audit, findings, anchor),
        sources=sources_view(audit, anchor),
        categories=tuple(_categories(audit, findings, anchor)),
        not_asked=tuple(view for view in findings if view.outcome == "n.a."),
        gaps=tuple(_gaps(audit.gaps)),
        images=picture_views(audit.facts.images, pictures),
        tables=tuple(fact_tables(audit, anchor)),
        record=tuple(_record(audit)),
    )


def failure_view(failure: Failure) -> FailureView:
    """What the reports say of a target that could not be audited."""
    failure = shown_failure(failure)
    return FailureView(target=failure.target.value, problem=failure.problem, advice=failure.advice)


def score_view(audit: Audit) -> ScoreView:
    """The score in every form that a report shows."""
    score = audit.score
    meaning = next((words for grade, words in wording.GRADES.items() if grade == score.grade), "")
    return ScoreView(
        rated=score.value is not None,
        value="–" if score.value is None else str(whole(score.value)),
        proved=proved(score),
        grade=score.grade,
        meaning="" if any(cap.certain for cap in score.caps) else meaning,
        reason=_reason(score),
        coverage=_coverage(score),
        tally=_tally(audit.findings),
        bar=_bar(score.low, score.high),
        caps=tuple(_caps(score.caps)),
        unbounded=_unbounded(audit),
    )


def title_of(audit: Audit) -> str:
    """The headline, else the address, else what was asked for."""
    page = audit.facts.page
    headline = None if isinstance(page, UnsetType) else page.title
    return " ".join((headline or audit.snapshot.final_url or audit.target.value).split()) or "Untitled page"


def outlet_of(audit: Audit) -> str:
    """The registered domain the bytes came from, else the host of the address, else empty."""
    outlet = audit.facts.outlet
    if not isinstance(outlet, UnsetType) and outlet.domain:
        return outlet.domain
    try:
        return urlsplit(audit.snapshot.final_url).hostname or ""
    except ValueError:
        return ""


def _language(facts: Facts) -> str:
    page = facts.page
    language = "" if isinstance(page, UnsetType) else page.language or ""
    return language if _LANGUAGE.fullmatch(language) else ""


def _recorded(audit: Audit) -> str:
    snapshot = audit.snapshot
    if snapshot.fetched_at is None:
        return "We were given this page as it had been saved; when it was saved is not known."
    return f"We recorded this page on {minute(snapshot.fetched_at)}."


def _findings(audit: Audit, anchor: str) -> tuple[FindingView, ...]:
    """All findings, the worst first; anchors count in the audit's own order."""
    views = (
        (finding, finding_view(finding, audit, f"{anchor}-finding-{index}"))
        for index, finding in enumerate(audit.findings, 1)
    )
    ranked = sorted(views, key=lambda pair: (_OUTCOME_ORDER[pair[0].outcome], _SEVERITY_ORDER[pair[0].severity]))
    return tuple(view for _, view in ranked)


def _categories(audit: Audit, views: Sequence[FindingView], anchor: str) -> Iterable[CategoryView]:
    for category in CATEGORIES:
        name, score = wording.CATEGORIES[category], getattr(audit.score.categories, category)
        own = [finding for finding in audit.findings if finding.category == category]
        yield CategoryView(
            anchor=f"{anchor}-{category}",
            name=name,
            question=wording.QUESTIONS[category],
            proved=reach(score.low, score.high),
            bar=_bar(score.low, score.high),
            tally=_tally(own),
            findings=tuple(v for v in views if v.category == name and v.outcome != "n.a." and not v.contradiction),
        )


def _tally(findings: Sequence[Finding]) -> str:
    scored: list[Outcome] = [finding.outcome for finding in findings if finding.status == "scored"]
    asked = {outcome: words for outcome, words in wording.OUTCOMES.items() if outcome != "n.a."}
    counts = ((scored.count(outcome), words.lower()) for outcome, words in asked.items())
    return ", ".join(f"{number} {words}" for number, words in counts if number) or "nothing asked"


def _bar(low: float | None, high: float | None) -> BarView | None:
    if low is None or high is None:
        return None
    return BarView(low=round(low, 1), open=round(max(high - low, 0), 1), words=reach(low, high))


def _reason(score: Scorecard) -> str:
    """The scorecard's own reason, without the bounds: reports tell those one by one."""
    reason = score.reason
    for cap in score.caps:
        told = f"{cap.because}" if cap.certain else f"{cap.rule} could not be checked."
        reason = re.sub(rf"(No|Perhaps no) better than {cap.grade}: {re.escape(told)}", "", reason)
    return " ".join(reason.split())


def _coverage(score: Scorecard) -> str:
    if score.low is None:
        return ""
    return f"{percent(score.coverage)} of what is at stake on this page could be checked."


def _caps(caps: Sequence[Cap]) -> Iterable[CapView]:
    for cap in caps:
        if cap.certain:
            words = f"The grade cannot be better than {cap.grade}: {cap.because}"
        else:
            words = f"The low end cannot be better than {cap.grade}, as this could not be ruled out: {cap.because}"
        yield CapView(words=words, certain=cap.certain)


def _unbounded(audit: Audit) -> str:
    """What the score would be without its bounds; empty where none of them changes it."""
    without = reach(*uncapped(audit.findings))
    held = audit.score.caps and without != reach(audit.score.low, audit.score.high)
    return f"Without these bounds: {without}." if held else ""


def _gaps(gaps: Sequence[Gap]) -> Iterable[GapView]:
    for reason, words in wording.GAPS.items():
        by_detail: dict[str, list[str]] = {}
        for gap in gaps:
            if gap.reason == reason:
                by_detail.setdefault(gap.detail, []).append(gap.fact)
        if by_detail:
            yield GapView(reason=words, items=tuple(_gap(facts, detail) for detail, facts in by_detail.items()))


def _gap(facts: Sequence[str], detail: str) -> GapItem:
    words = wording.listed([wording.fact_in_words(fact) for fact in facts])
    return GapItem(fact=words, path=", ".join(facts), detail=detail)


def _record(audit: Audit) -> Iterable[RowView]:
    snapshot, rulebook = audit.snapshot, audit.rulebook
    yield RowView(name="Asked for", value=_link(audit.target.value))
    yield RowView(name="Address of the page", value=_link(snapshot.final_url))
    if snapshot.status is not None:
        yield RowView(name="Answer of the server", value=_words(f"HTTP status {snapshot.status}"))
    yield RowView(
        name="Type and size", value=_words(f"{snapshot.content_type or 'not stated'}, {snapshot.bytes} bytes")
    )
    yield RowView(name="SHA-256 of the bytes", value=_words(snapshot.sha256))
    yield RowView(name="Rules", value=_words(f"{rulebook.pack} {rulebook.version}, digest {rulebook.digest}"))
    for name in listed_refs(audit.trust):
        yield RowView(name="Signers of pictures", value=_words(f"checked against {name}"))
    if not audit.trust and _has_credentials(audit.facts):
        yield RowView(
            name="Signers of pictures",
            value=_words("not checked against a list: none was held, or their credentials could not be read"),
        )
    yield RowView(name="Auditor", value=_words(f"version {audit.auditor.version}"))


def _has_credentials(facts: Facts) -> bool:
    return any(not isinstance(image.file, UnsetType) and image.file.c2pa.present for image in known(facts.images))


def _link(address: str) -> LinkView:
    return LinkView(text=address or "not known", href=safe_href(address))


def _words(text: str) -> LinkView:
    return LinkView(text=text, href=None)

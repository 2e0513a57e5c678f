"""One finding in a reader's words: what it rests on, why it matters, what would mend it and what that is worth."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.facts import At
from auditor.layers import told_elsewhere
from auditor.model import Audit, Finding, Item, Reference
from auditor.render import wording
from auditor.render.escape import safe_href
from auditor.render.numbers import gain, points
from auditor.render.view import FindingView, LinkView, QuoteView

_CONTEXT = 60
"""Characters that `At` keeps on either side; as many as that means the block goes on."""


_OUTSIDE = {
    "HTTP header": "in the answer of the server",
    "image file": "in the file of the picture",
    "alternative text": "read out to those who do not see the picture",
}
"""Where the words of a layer stand that is neither text nor markup for machines, by its label."""


def finding_view(finding: Finding, audit: Audit, anchor: str) -> FindingView:
    """What the reports say of one finding of this audit."""
    contradiction = finding.cap is not None and finding.outcome == "unmet"
    contradiction = contradiction and not told_elsewhere(finding, audit.consistency)
    return FindingView(
        anchor=anchor,
        rule=f"{finding.rule}, version {finding.version}",
        title=finding.title,
        category=wording.CATEGORIES[finding.category],
        outcome=finding.outcome,
        outcome_words=wording.OUTCOMES[finding.outcome],
        severity=wording.SEVERITIES[finding.severity],
        status=wording.STATUSES[finding.status],
        message=finding.message,
        quotes=tuple(quote_view(item) for item in finding.items),
        absence=_absence(finding),
        missing=tuple(_missing(finding, audit)),
        why=finding.why,
        fix="" if finding.outcome in ("met", "n.a.") else finding.fix,
        gain=_gain(finding, audit),
        basis=wording.BASES[finding.basis],
        references=tuple(_reference(reference) for reference in finding.references),
        contradiction=contradiction,
    )


def quote_view(item: Item) -> QuoteView:
    """Words of the page with the words around them."""
    before, after = _context(item.at, item.quote)
    return QuoteView(
        label=item.label,
        before=before,
        quote=item.quote,
        after=after,
        place=_OUTSIDE.get(item.label, wording.REGIONS[item.at.region]),
        selector=item.at.selector,
        outcome=item.outcome,
        outcome_words="" if item.outcome is None else wording.OUTCOMES[item.outcome],
    )


def _context(at: At, quote: str) -> tuple[str, str]:
    """The words around a quote, cut at the block it stands in: the page text has one block a line."""
    if not quote:
        return "", ""
    before, after = at.before.rpartition("\n")[2], at.after.partition("\n")[0]
    starts_earlier = before == at.before and len(before) >= _CONTEXT
    ends_later = after == at.after and len(after) >= _CONTEXT
    return f"…{before}" if starts_earlier else before, f"{after}…" if ends_later else after


def _absence(finding: Finding) -> str:
    """The named absence: a finding without a quote says what was looked at, besides the kind of page it is about."""
    looked_at = [path for path in finding.looked_for if path.partition(".")[0] != "page"]
    if finding.items or finding.outcome != "unmet" or not looked_at:
        return ""
    facts = wording.listed([wording.fact_in_words(path) for path in looked_at])
    return f"We looked at {facts} and found nothing on this page to quote."


def _missing(finding: Finding, audit: Audit) -> Iterable[str]:
    """Why an unknown is unknown: each missing fact with its gaps, in words."""
    for path in finding.missing:
        gaps = [gap for gap in audit.gaps if _same_or_within(gap.fact, path)]
        reasons = wording.listed([wording.GAPS[gap.reason].lower() for gap in gaps])
        words = wording.fact_in_words(path)
        yield f"{words}: {reasons}" if reasons else words


def _same_or_within(fact: str, path: str) -> bool:
    return fact == path or fact.startswith((f"{path}.", f"{path}[")) or path.startswith((f"{fact}.", f"{fact}["))


def _gain(finding: Finding, audit: Audit) -> str:
    added = gain(finding, audit.findings)
    if added is None:
        return ""
    caps = [cap.rule for cap in audit.score.caps if cap.certain]
    if finding.rule in caps:
        return f"Worth {points(added)}, and it lifts the bound on the grade."
    bounded = " before the bound on the grade" if caps else ""
    verb = "Adds" if finding.outcome == "unmet" else "Worth"
    return f"{verb} {points(added)} of 100{bounded}."


def _reference(reference: Reference) -> LinkView:
    clause = f", {reference.clause}" if reference.clause else ""
    href = safe_href(reference.url)
    address = "" if href or not reference.url else f" ({reference.url})"
    return LinkView(text=f"{reference.title}{clause}{address}", href=href)

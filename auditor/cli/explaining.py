"""One rule in words, and what it says of one page."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from auditor.cli.talk import plain, width
from auditor.model import Audit, Finding
from auditor.rulebook import Rule

CONDITIONS_SHOWN = ("applies_when", "for_each", "where", "passes_when", "at_least", "when_empty")


def explained(rule: Rule) -> Iterator[str]:
    """Title, reasons, instruments and conditions of a rule."""
    yield rule.title
    yield f"{rule.id}, version {rule.version} · {rule.category} · {rule.severity} · {rule.status} · {rule.basis}"
    yield ""
    for name, text in (("Why", rule.why), ("Fix", rule.fix), ("In class", rule.classroom.question)):
        yield from _paragraph(name, text)
    if rule.cap is not None:
        yield from _paragraph("Cap", f"At best {rule.cap.grade}: {rule.cap.because}")
    for reference in rule.references:
        clause = f", {reference.clause}" if reference.clause else ""
        yield from _paragraph("Asked by", f"{reference.title}{clause}, {reference.url}")
    yield ""
    for field in CONDITIONS_SHOWN:
        value = getattr(rule, field)
        if value is not None:
            yield f"{field + ':':<14}{value}"


def outcome(finding: Finding, audit: Audit) -> Iterator[str]:
    """What the rule found, with the words it rests on, or what it looked for."""
    yield f"{plain(audit.snapshot.final_url)}: {finding.outcome}"
    yield from wrap(plain(finding.message), width(), initial_indent="  ", subsequent_indent="  ")
    for item in finding.items:
        yield f"  “{plain(item.quote)}”"
        yield f"      {item.at.region}, {plain(item.at.selector)}"
    if not finding.items and finding.looked_for:
        yield f"  looked for: {', '.join(finding.looked_for)}"
    for gap in audit.gaps:
        if gap.fact in finding.missing:
            yield f"  not checked: {gap.fact}: {plain(gap.detail)}"


def _paragraph(name: str, text: str) -> list[str]:
    return wrap(text, width(), initial_indent=f"{name + ':':<10}", subsequent_indent=" " * 10)

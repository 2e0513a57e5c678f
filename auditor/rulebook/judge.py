"""Facts in, findings out: every rule of a rulebook asked of one page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import structs

from auditor.facts import Facts
from auditor.model import Finding, Gap
from auditor.rulebook.evidence import MOST_ITEMS, Evidence
from auditor.rulebook.explaining import Explanations
from auditor.rulebook.model import Rule
from auditor.rulebook.quoting import Quotations
from auditor.rulebook.rulebook import Rulebook
from auditor.rulebook.verdicts import AUDITED_KINDS, CompiledRule, Verdict, verdict


class _Case(NamedTuple):
    """One page before the rules."""

    evidence: Evidence
    quotations: Quotations
    explanations: Explanations


def judge(facts: Facts, gaps: tuple[Gap, ...], rulebook: Rulebook) -> tuple[Finding, ...]:
    """Ask every rule; a rule that breaks becomes `unknown` with the failure in its message, and the others go on."""
    case = _Case(Evidence(facts, rulebook.wanted), Quotations(facts), Explanations(gaps))
    return tuple([_finding(rule, blank, case) for rule, blank in zip(rulebook.rules, rulebook.blanks, strict=True)])


def _finding(compiled: CompiledRule, blank: Finding, case: _Case) -> Finding:
    given = verdict(compiled, case.evidence)
    missing: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    if given.outcome == "unknown":
        missing, reasons = case.explanations.of(_missing(compiled, given, case.evidence))
    return structs.replace(
        blank,
        outcome=given.outcome,
        points=blank.of if given.outcome == "met" else 0.0,
        of=blank.of if given.outcome != "n.a." else 0.0,
        message=_message(compiled, given, case.evidence, reasons),
        items=case.quotations.items(compiled, given),
        missing=missing,
    )


def _missing(compiled: CompiledRule, given: Verdict, evidence: Evidence) -> Iterator[str]:
    """The absent facts that keep a rule from an answer; none where the rule itself broke."""
    if given.failure:
        return
    inside = f"{compiled.list_path}[]." if compiled.list_path else "\0"
    yield from evidence.absent("page.kind")
    for path in compiled.paths:
        if not path.startswith(inside):
            yield from evidence.absent(path)
    if compiled.list_path:
        yield from evidence.absent(compiled.list_path)
    open_items = [index for index, outcome in given.items if outcome == "unknown"]
    for path in compiled.paths:
        if path.startswith(inside):
            yield from evidence.absent(path, open_items)


def _message(compiled: CompiledRule, given: Verdict, evidence: Evidence, reasons: tuple[str, ...]) -> str:
    rule = compiled.rule
    match given.outcome:
        case "met":
            return _counted(rule, rule.message.met, given)
        case "unmet":
            return _counted(rule, rule.message.unmet, given)
        case "n.a.":
            return _not_asked(evidence)
    if given.failure:
        return f"This rule could not be asked, through no fault of the page: {given.failure}"
    said = [rule.message.unknown, *reasons]
    said += [
        f"Only the first {MOST_ITEMS:,} of {MOST_ITEMS + left_out:,} entries of '{path}' were looked at."
        for path, left_out in evidence.cut.items()
        if path in compiled.paths or path == compiled.list_path
    ]
    return " ".join(said)


def _counted(rule: Rule, message: str, given: Verdict) -> str:
    """For a share or a number of items: how many there were."""
    outcomes = [outcome for _, outcome in given.items]
    if not rule.at_least[:1].isdigit() or not outcomes or "unknown" in outcomes:
        return message
    return f"{message.rstrip('.')}: {outcomes.count('met')} of {len(outcomes)}."


def _not_asked(evidence: Evidence) -> str:
    kind = evidence.known.get("page", {}).get("kind")
    if kind is not None and kind not in AUDITED_KINDS:
        return f"Not asked: this page is not an article ({kind.replace('-', ' ')})."
    return "Not asked: there is nothing on this page that it is about."

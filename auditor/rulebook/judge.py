"""Facts in, findings out: every rule of a rulebook asked of one page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from auditor.facts import Facts
from auditor.model import Finding, Gap
from auditor.rulebook.evidence import MOST_ITEMS, Evidence
from auditor.rulebook.model import Rule
from auditor.rulebook.quoting import items
from auditor.rulebook.rulebook import Rulebook
from auditor.rulebook.verdicts import AUDITED_KINDS, CompiledRule, Verdict, verdict

MOST_REASONS = 2
ITEM = re.compile(r"\[\d+\]")


def judge(facts: Facts, gaps: tuple[Gap, ...], rulebook: Rulebook) -> tuple[Finding, ...]:
    """Ask every rule; a rule that breaks becomes `unknown` with the failure in its message, and the others go on."""
    evidence = Evidence(facts, rulebook.wanted)
    return tuple(_finding(rule, facts, gaps, rulebook, evidence) for rule in rulebook.rules)


def _finding(
    compiled: CompiledRule, facts: Facts, gaps: tuple[Gap, ...], rulebook: Rulebook, evidence: Evidence
) -> Finding:
    rule = compiled.rule
    given = verdict(compiled, evidence)
    absent = _missing(compiled, given, evidence) if given.outcome == "unknown" else ()
    missing, reasons = _explained(absent, gaps)
    counts = rule.status == "scored" and given.outcome != "n.a."
    stake = rulebook.pack.weight(rule.severity) if counts else 0.0
    return Finding(
        rule=rule.id,
        version=rule.version,
        title=rule.title,
        category=rule.category,
        severity=rule.severity,
        status=rule.status,
        outcome=given.outcome,
        points=stake if given.outcome == "met" else 0.0,
        of=stake,
        message=_message(compiled, given, evidence, reasons),
        items=items(compiled, given, facts),
        looked_for=compiled.looked_for,
        missing=missing,
        why=rule.why,
        fix=rule.fix,
        basis=rule.basis,
        references=tuple(reference.cited() for reference in rule.references),
        cap=rule.cap.grade if rule.cap else None,
        cap_because=rule.cap.because if rule.cap else "",
        question=rule.classroom.question,
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


def _explained(missing: Iterable[str], gaps: tuple[Gap, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The absent facts, by the names of the gaps that explain them where there are some; and what those gaps say."""
    if not gaps:
        return tuple(dict.fromkeys(missing)), ()
    one_by_one = any(ITEM.search(gap.fact) for gap in gaps)
    known: dict[str, list[Gap]] = {}
    named: dict[str, None] = {}
    reasons: dict[str, None] = {}
    for path in missing:
        fact = path if one_by_one else ITEM.sub("[]", path)
        if fact not in known:
            known[fact] = [gap for gap in gaps if _explains(gap.fact, path)]
        named |= dict.fromkeys([gap.fact for gap in known[fact]] or [path])
        reasons |= dict.fromkeys(gap.detail for gap in known[fact] if gap.detail)
    return tuple(named), tuple(reasons)[:MOST_REASONS]


def _explains(gap: str, path: str) -> bool:
    """The gap of the fact, of what it belongs to, inside it, or of its neighbour in the same item of a list."""
    if "[]" in gap:  # of every item
        path = ITEM.sub("[]", path)
    owner = gap.rpartition(".")[0]
    return _holds(gap, path) or _holds(path, gap) or (owner.endswith("]") and owner == path.rpartition(".")[0])


def _holds(outer: str, inner: str) -> bool:
    return inner == outer or inner.startswith((f"{outer}.", f"{outer}["))


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

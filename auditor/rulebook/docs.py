"""What `docs/` holds of facts, rules and schemas; made from the types and the rule files (`auditor rules docs`)."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import CATEGORIES
from auditor.rulebook.gate import GateContradiction, GateFinding, GateScore
from auditor.rulebook.model import Rule
from auditor.rulebook.rulebook import Rulebook
from auditor.rulebook.schemas import audit_schema, pack_schema, rule_schema
from auditor.rulebook.verdicts import CompiledRule
from auditor.rulebook.vocabulary import Field, Group, facts, group_of

MADE = "<!-- Made by `auditor rules docs`: change the rules or the facts, then run it again. -->"
CATEGORY_TITLES = {
    "authorship": "Authorship: who or what wrote it",
    "images": "Images: which pictures a machine made",
    "sourcing": "Sourcing: what stands behind it, and whether readers can get there",
    "accountability": "Accountability: when, and who answers for it",
}
OUTCOMES = (
    "**met** the page does what the title says · **unmet** it does not · **unknown** it could not be checked, which "
    "is never a no · **n.a.** nothing on this page that the rule is about"
)


def documents(rulebook: Rulebook) -> dict[str, str]:
    """Every made file of `docs/`, by name."""
    return {
        "facts.md": facts_markdown(),
        "rules.md": rules_markdown(rulebook),
        "rule.schema.json": rule_schema(),
        "pack.schema.json": pack_schema(),
        "audit.schema.json": audit_schema(),
    }


def facts_markdown() -> str:
    """All facts that a condition can name, with their meaning and their words."""
    lines = [
        "# Facts", "", MADE, "",
        "What conditions can speak of. A fact that is **absent** could not be looked for: the answer is *unknown*.",
        "`null`, `false`, an empty text or an empty list mean that we looked and it is not there.", "",
        "*structural*: what a page is. Only these may stand in `applies_when`. "
        "*tells*: what a page tells its readers; the more of it, the better, so it must never make extra rules apply.",
        "",
    ]  # fmt: skip
    for field in facts().fields.values():
        lines += [f"## {field.name}", "", *_about(field), ""]
    lines += ["# For gates only", "", "`--fail-on` can also name what was made of the facts.", ""]
    for name, made in (("score", GateScore), ("findings[]", GateFinding), ("contradictions[]", GateContradiction)):
        lines += [f"## {name}", "", group_of(made).doc, "", *_table(group_of(made), f"{name}."), ""]
    return "\n".join(lines).rstrip() + "\n"


def rules_markdown(rulebook: Rulebook) -> str:
    """All rules of a rulebook: what they ask, why, what to do, and who says so."""
    pack = rulebook.pack
    lines = ["# Rules", "", MADE, "", f"Pack *{pack.name}* {pack.version}: {pack.title}.", "", OUTCOMES + ".", ""]
    lines += ["| rule | of a page that passes | severity | points | cap |", "|---|---|---|--:|---|"]
    for compiled in rulebook.rules:
        rule = compiled.rule
        points = f"{pack.weight(rule.severity):g}" if rule.status == "scored" else rule.status
        cap = rule.cap.grade if rule.cap else ""
        lines.append(f"| [{rule.id}](#{rule.id}) | {rule.title} | {rule.severity} | {points} | {cap} |")
    for category in CATEGORIES:
        lines += ["", f"## {CATEGORY_TITLES[category]}"]
        for compiled in rulebook.rules:
            if compiled.rule.category == category:
                lines += ["", *_rule(compiled)]
    return "\n".join(lines).rstrip() + "\n"


def _about(field: Field) -> Iterator[str]:
    group = field.group
    assert group is not None
    marks = _marks(field)
    listed = "A list; each item has these fields. " if field.listed else ""
    yield f"{field.description}. {listed}{group.doc}{f' ({marks})' if marks else ''}"
    yield ""
    yield from _table(group, f"{field.name}{'[]' if field.listed else ''}.")


def _table(group: Group, prefix: str) -> Iterator[str]:
    yield "| fact | type | meaning | mark |"
    yield "|---|---|---|---|"
    yield from _rows(group, prefix)


def _rows(group: Group, prefix: str) -> Iterator[str]:
    for field in group.fields.values():
        if field.group and field.name == "at":
            continue  # where the words stand: for reports, the same everywhere
        if field.group and not field.listed:
            yield from _rows(field.group, f"{prefix}{field.name}.")
            continue
        words = " · ".join(f"`{value}`" for value in field.values)
        meaning = f"{field.description}{f': {words}' if words else ''}"
        kind = f"{field.type_name}{'' if field.required else ', may be absent'}"
        yield f"| `{prefix}{field.name}` | {kind} | {meaning} | {_marks(field)} |"
        if field.group:
            yield from _rows(field.group, f"{prefix}{field.name}[].")


def _marks(field: Field) -> str:
    return "structural" if field.structural else "tells" if field.more else ""


def _rule(compiled: CompiledRule) -> Iterator[str]:
    rule = compiled.rule
    yield f"### {rule.id}"
    yield ""
    yield f"**{rule.title}.**"
    yield ""
    yield rule.why
    yield ""
    yield f"*What to do:* {rule.fix}"
    yield ""
    yield from _conditions(rule)
    if rule.cap:
        yield f"- No better than {rule.cap.grade} where it is unmet: {rule.cap.because}"
    where = f", {rule.jurisdiction}" if rule.jurisdiction else ""
    since = f" since {rule.valid_from}" if rule.valid_from else ""
    yield f"- Basis: {rule.basis}{where}{since}. " + "; ".join(
        f"[{reference.title}]({reference.url}){f', {reference.clause}' if reference.clause else ''}"
        for reference in rule.references
    )
    age = f" ({rule.classroom.age})" if rule.classroom.age else ""
    yield f"- In class{age}: {rule.classroom.question}{_then(rule.classroom.activity)}"
    yield "- Examples: " + "; ".join(f"{example.name} → {example.expect}" for example in rule.examples)


def _conditions(rule: Rule) -> Iterator[str]:
    if rule.applies_when != "true":
        yield f"- Applies when `{rule.applies_when}`"
    if rule.for_each:
        where = f", where `{rule.where}`" if rule.where else ""
        yield f"- For each of `{rule.for_each}`{where}: `{rule.passes_when}`"
        yield f"- At least: {rule.at_least}; with no such item: {rule.when_empty}"
    else:
        yield f"- Met when `{rule.passes_when}`"


def _then(activity: str | None) -> str:
    return f" {activity}" if activity else ""

"""Joins the table with the findings: a contradiction is reported once, by the rule that judges it where one does."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from auditor.consistency import Consistency, Contradiction
from auditor.layers.statements import overlap
from auditor.layers.words import LAYER_NAMES
from auditor.model import Finding, Item
from auditor.places import Quoted

JUDGED = frozenset({"authorship", "images"})
"""Categories of the rules that speak of AI."""


def connected(findings: tuple[Finding, ...], table: Consistency) -> tuple[tuple[Finding, ...], Consistency]:
    """
    The findings with the words of both sides, and the table with the rule of each contradiction.

    A contradiction belongs to the first failed rule with a cap that rests on one of its rows, and to no other.
    """
    judges = [finding for finding in findings if finding.cap and finding.outcome == "unmet"]
    judges = [finding for finding in judges if finding.category in JUDGED]
    told: dict[str, list[Contradiction]] = {}
    found = []
    for one in table.contradictions:
        rule = next((finding.rule for finding in judges if rests_on(finding, one, table)), "")
        told.setdefault(rule, []).append(one)
        found.append(replace(one, rule=rule))
    if not found:
        return findings, table
    return (
        tuple([_quoting(finding, told[finding.rule], table) if finding.rule in told else finding
               for finding in findings]),
        replace(table, contradictions=tuple(found)),
    )  # fmt: skip


def rests_on(finding: Finding, one: Contradiction, table: Consistency) -> bool:
    """Whether what a failed rule counts as not met stands in one of the rows of this contradiction."""
    places = [item.at for item in finding.items if item.outcome == "unmet"]
    return any(overlap(place, quoted.at) for _, quoted in _quotes(one, table) for place in places)


def told_elsewhere(finding: Finding, table: Consistency) -> bool:
    """Whether all that a failed rule rests on is a contradiction that another rule's finding already reports."""
    own = [one for one in table.contradictions if rests_on(finding, one, table)]
    return bool(own) and all(one.rule not in ("", finding.rule) for one in own)


def _quoting(finding: Finding, told: list[Contradiction], table: Consistency) -> Finding:
    """The finding with every quote of its contradictions that it does not have yet."""
    items = dict.fromkeys(finding.items)
    held = {(item.quote, item.at) for item in items}
    for one in told:
        for label, quoted in _quotes(one, table):
            if (quoted.quote, quoted.at) not in held:
                held.add((quoted.quote, quoted.at))
                items[Item(quote=quoted.quote, at=quoted.at, label=label)] = None
    return replace(finding, items=tuple(items))


def _quotes(one: Contradiction, table: Consistency) -> Iterator[tuple[str, Quoted]]:
    """Every quote of both camps, with the layer that speaks."""
    for row in (*table.camps(one)[0], *table.camps(one)[1]):
        for quoted in row.quotes:
            yield LAYER_NAMES[row.layer].removeprefix("the "), quoted

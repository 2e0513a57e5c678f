"""What a page that did not come whole still tells: what was found stands, what was not found is not known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import UNSET, structs

from auditor.facts import CLOSED, Facts, Sources
from auditor.model import Gap, GapReason
from auditor.page import Page

AROUND_THE_TEXT = ("disclosures", "sources", "corrections")
"""Often stand at the end of a text, so behind the wall."""
IN_THE_TEXT = (*AROUND_THE_TEXT, "attributions", "links", "claims", "residue", "authors")


def without_false_noes(page: Page, facts: Facts) -> tuple[Facts, tuple[Gap, ...]]:
    """Take back "looked, not there" for what may stand in the part that could not be read."""
    doubts = dict(_doubts(page, facts))
    told = {gap.fact for gap in page.gaps}
    gaps = tuple(
        Gap(fact=name, reason=reason, detail="None was found in what could be read, and not all of the page could be.")
        for name, reason in doubts.items()
        if name not in told
    )
    return structs.replace(facts, **dict.fromkeys(doubts, UNSET)), gaps


def _doubts(page: Page, facts: Facts) -> Iterator[tuple[str, GapReason]]:
    unread = {gap.fact: gap.reason for gap in page.gaps}
    cut = unread.get("page.body")
    in_lists = next((reason for fact, reason in unread.items() if fact != "page.body"), None)
    closed = facts.access is not UNSET and facts.access.state in CLOSED
    for name in IN_THE_TEXT:
        if not _is_empty(getattr(facts, name)):
            continue
        reason = cut or unread.get(name) or (in_lists if name == "disclosures" else None)
        if reason is not None:
            yield name, reason
        elif closed and name in AROUND_THE_TEXT:
            yield name, "paywall"


def _is_empty(value: Any) -> bool:
    return value == () or (isinstance(value, Sources) and value.access == "absent")

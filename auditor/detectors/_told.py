"""Values by which pages tell machines about AI, and the fact that one of them makes."""

from __future__ import annotations

from typing import NamedTuple

from auditor.detectors._anatomy import version_of
from auditor.detectors._statements import words_of
from auditor.facts import Disclosure, DisclosureOrigin, DisclosureRole, DisclosureScope, HumanReview
from auditor.page import Page

HEADER = "AI-Disclosure"


class Meaning(NamedTuple):
    """What a value says."""

    role: DisclosureRole
    scope: DisclosureScope = "text"
    human: HumanReview = "none"


W3C = {
    "none": Meaning("none"),
    "ai-assisted": Meaning("assisted"),
    "ai-generated": Meaning("generated"),
    "ai-autonomous": Meaning("generated"),
    "autonomous": Meaning("generated"),
}
"""W3C community group's AI content disclosure; `autonomous` is how drafts before May 2026 wrote the last one."""
OF_PAGES = W3C | {
    "mixed": Meaning("assisted"),
    "human_only": Meaning("none"),
    "ai_partly_assisted": Meaning("assisted"),
    "ai_assisted_hitl": Meaning("assisted", human="claimed"),
    "ai_translated": Meaning("translated", "translation"),
    "ai_summarized": Meaning("summarised", "summary"),
    "ai_generated_autonomous": Meaning("generated"),
    "ai_deepfake": Meaning("generated", "image"),
}
"""The same for a meta element, with the grades that Drupal's ai_disclosure module writes there."""
SILENT = frozenset({"ai_metadata", "ai_rated"})
"""Grades of that module that say nothing of how the content was made."""
MODES = {
    "none": Meaning("none"),
    "ai-modified": Meaning("edited"),
    "ai-originated": Meaning("generated"),
    "machine-generated": Meaning("generated"),
}
"""Modes of the AI-Disclosure header, draft-abaris-aicdh-01."""
LOOSE = {
    "true": Meaning("generated"),
    "yes": Meaning("generated"),
    "full": Meaning("generated"),
    "partial": Meaning("assisted"),
    "false": Meaning("none"),
    "no": Meaning("none"),
}
"""Values of meta elements that no standard names, seen in the wild."""


def told(
    page: Page,
    quote: str,
    selector: str,
    meaning: Meaning,
    *,
    tool: str | None = None,
    origin: DisclosureOrigin = "markup",
) -> Disclosure:
    """A statement that no reader sees; `selector` says where machines find it."""
    return Disclosure(
        quote=quote,
        at=page.in_markup(selector),
        scope=meaning.scope,
        role=meaning.role,
        tool=tool,
        human=meaning.human,
        about_this_page=True,
        region="markup",
        place="hidden",
        depth=0.0,
        visible=False,
        origin=origin,
        version=version_of(words_of(page), tool) if tool else None,
        responsible=None,
        policy_url=None,
        shown="hidden",
    )

"""What the page tells of its publisher: its domain, its name, and the pages about itself that it links."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from msgspec import UnsetType

from auditor.detectors.interface import Observation
from auditor.facts import Facts, Outlet, Policies, Policy, PolicyKind
from auditor.lexicon import words
from auditor.model import Gap
from auditor.page import Page
from auditor.page.jsonld import texts
from auditor.page.urls import registered_domain

FACT = "outlet"

LONGEST_LINK = 60
KINDS: tuple[PolicyKind, ...] = ("ai", "corrections", "ethics", "ownership", "contact", "masthead", "process", "about")
"""Narrow ones first: the words for `about` are the widest."""
_PROPERTIES: dict[str, PolicyKind] = {
    "ethicsPolicy": "ethics",
    "publishingPrinciples": "ethics",
    "correctionsPolicy": "corrections",
    "ownershipFundingInfo": "ownership",
    "masthead": "masthead",
}


def detect(page: Page, facts: Facts) -> Observation[Outlet]:  # noqa: ARG001 - the signature of every detector
    """The publisher as far as this page tells; a policy that is not linked here is absent, with a gap."""
    found = _linked(page)
    for kind, policy in _declared(page).items():
        found.setdefault(kind, policy)
    policies = Policies(**found)
    missing = [name for name in Policies.__struct_fields__ if isinstance(getattr(policies, name), UnsetType)]
    gaps = tuple(
        Gap(
            fact=f"outlet.policies.{name}",
            reason="offline",
            detail="Not linked from this page; the outlet's other pages were not looked at.",
        )
        for name in missing
    )
    return Observation(Outlet(domain=registered_domain(page.url), name=_name(page), policies=policies), gaps)


def _linked(page: Page) -> dict[str, Policy]:
    """Policies that a link names with its whole text, wherever on the page it stands."""
    found: dict[str, Policy] = {}
    for block in page.blocks:
        for link in block.links:
            if len(link.text) <= LONGEST_LINK and (kind := _kind(link.text)) is not None and kind not in found:
                at = page.at(block, link.start - block.start, link.end - block.start)
                found[kind] = Policy(kind=kind, found=True, url=link.url, quote=link.text, at=at)
    return found


@lru_cache(maxsize=16_384)
def _kind(text: str) -> PolicyKind | None:
    """The policy that a link's whole text names; navigation repeats on every page of an outlet, so answers are kept."""
    plain = words.fold(text)
    if (kind := _phrases().get(plain)) is not None:
        return kind
    gapped = _gapped().fullmatch(plain)
    return next((kind for kind in KINDS if gapped[kind]), None) if gapped else None


@lru_cache(maxsize=1)
def _phrases() -> dict[str, PolicyKind]:
    """The policy of each phrase; where two lists hold the same, the narrower one counts."""
    return {phrase: kind for kind in reversed(KINDS) for phrase in words.folded("policies", kind)}


@lru_cache(maxsize=1)
def _gapped() -> re.Pattern[str]:
    """All phrases with a gap in one pattern, a group for each kind."""
    patterns = ((kind, words.with_gaps("policies", kind)) for kind in KINDS)
    return re.compile("|".join(f"(?P<{kind}>{pattern.pattern if pattern else '(?!)'})" for kind, pattern in patterns))


def _declared(page: Page) -> dict[str, Policy]:
    """Policies that the structured data of the publisher names."""
    found: dict[str, Policy] = {}
    for node in page.structured.json_ld:
        for holder, pointer in ((node.data, ""), (node.data.get("publisher"), "/publisher")):
            if not isinstance(holder, dict):
                continue
            for name, kind in _PROPERTIES.items():
                url = _address(holder.get(name))
                if url:
                    at = page.in_markup(f"{node.selector}{pointer}/{name}")
                    found.setdefault(kind, Policy(kind=kind, found=True, url=page.absolute(url), quote=url, at=at))
    return found


def _address(value: Any) -> str | None:
    """The address of a policy property; plain words are no address."""
    first = value[0] if isinstance(value, list) and value else value
    url = first.get("url") or first.get("@id") if isinstance(first, dict) else first
    return url if isinstance(url, str) and ("/" in url) else None


def _name(page: Page) -> str | None:
    for node in page.structured.articles:
        for name in texts(node.data.get("publisher")):
            return name
    meta = page.structured.meta("og:site_name")
    return meta.value if meta else None

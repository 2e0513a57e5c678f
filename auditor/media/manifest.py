"""C2PA manifests, however they were read: the actions on the way to this picture, and what they amount to."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Literal, NamedTuple

from auditor.media.generators import tool_in
from auditor.media.harvest import clean
from auditor.media.signals import Claim
from auditor.media.source_types import SourceClass, concept, source_class

Relation = Literal["main", "component", "input"]
"""The line of parents that became this picture; a part placed into it; something it was made from."""

MAX_MANIFESTS = 100
MAX_ACTIONS = 500
INCEPTION = {"c2pa.created", "c2pa.opened"}
# After https://github.com/c2pa-org/conformance-public, asset-rubric-signals-local.yml (2026-08-06)
NOT_EDITORIAL = {
    "c2pa.converted", "c2pa.published", "c2pa.repackaged", "c2pa.transcoded", "c2pa.resized.proportional",
    "c2pa.enhanced", "c2pa.edited.metadata", "c2pa.watermarked", "c2pa.watermarked.bound", "c2pa.watermarked.unbound",
    "c2pa.redacted",
}  # fmt: skip
AI_ASSERTIONS = {"c2pa.ai_generated_content"}
"""Assertions that exist only to say that a machine made the picture."""
METADATA_ASSERTIONS = ("stds.iptc", "c2pa.metadata", "cawg.metadata")


class Action(NamedTuple):
    """One thing done to a picture."""

    name: str
    source_type: str
    """As written; "" where none is given."""
    software: str
    when: str = ""

    @property
    def source_class(self) -> SourceClass | None:
        """What the source type says of the making."""
        return source_class(self.source_type) if self.source_type else None


class Link(NamedTuple):
    """An ingredient that has a manifest of its own."""

    relationship: str
    manifest: str


class Manifest(NamedTuple):
    """One manifest, reduced to what speaks of the making."""

    generator: str
    actions: tuple[Action, ...]
    links: tuple[Link, ...]
    labels: tuple[str, ...]
    """Labels of its assertions."""


class ManifestStore(NamedTuple):
    """All manifests of a file by label; the active one speaks for the file."""

    active: str
    manifests: dict[str, Manifest]


class Step(NamedTuple):
    """An action and how its manifest relates to this picture."""

    action: Action
    relation: Relation


class Making(NamedTuple):
    """What the manifests amount to, and the words that say so."""

    claim: Claim
    quote: str
    by_name: bool
    """Only a generator's name says so: no source type is given."""


def actions_of(assertion: object) -> Iterator[Action]:
    """The actions in the value of a c2pa.actions assertion of any version."""
    if not isinstance(assertion, dict):
        return
    agents = assertion.get("softwareAgents")
    for action in _list(assertion.get("actions"))[:MAX_ACTIONS]:
        if isinstance(action, dict):
            parameters = action.get("parameters")
            inner = parameters.get("digitalSourceType") if isinstance(parameters, dict) else None
            index = action.get("softwareAgentIndex")
            agent = action.get("softwareAgent")
            if agent is None and isinstance(index, int) and 0 <= index < len(_list(agents)):
                agent = _list(agents)[index]
            yield Action(
                name=_text(action.get("action")),
                source_type=_text(action.get("digitalSourceType") or inner),
                software=_text(agent.get("name") if isinstance(agent, dict) else agent),
                when=_text(action.get("when")),
            )


def action_of_metadata(label: str, assertion: object) -> Action | None:
    """The Digital Source Type that a metadata assertion states, as if it were an act of creation."""
    if not label.startswith(METADATA_ASSERTIONS) or not isinstance(assertion, dict):
        return None
    for key, value in assertion.items():
        if isinstance(key, str) and key.rpartition(":")[2] == "DigitalSourceType" and isinstance(value, str):
            return Action("c2pa.created", _text(value), "")
    return None


def history(store: ManifestStore) -> tuple[Step, ...]:
    """The actions of the active manifest and of its ingredients, nearest first; loops are walked once."""
    steps: list[Step] = []
    seen: set[str] = set()
    waiting: deque[tuple[str, Relation]] = deque([(store.active, "main")])
    while waiting and len(seen) < MAX_MANIFESTS and len(steps) < MAX_ACTIONS:
        label, relation = waiting.popleft()
        manifest = store.manifests.get(label)
        if manifest is None or label in seen:
            continue
        seen.add(label)
        steps += (Step(action, relation) for action in manifest.actions)
        waiting.extend((link.manifest, below(relation, link.relationship)) for link in manifest.links)
    return tuple(steps)


def making(store: ManifestStore) -> Making | None:
    """What the manifests say of the making; None where they name neither a source type nor a generator."""
    steps = history(store)
    typed = [step for step in steps if step.action.source_type]
    main = [step.action for step in typed if step.relation == "main"]
    begun = [action for action in main if action.name in INCEPTION]
    edits = [action for action in main if action.name not in INCEPTION | NOT_EDITORIAL]
    parts = [step.action for step in typed if step.relation == "component"]
    readings: tuple[tuple[Claim, list[Action], set[SourceClass]], ...] = (
        ("ai_generated", begun, {"ai_generated"}),
        ("ai_edited", edits, {"ai_generated", "ai_edited", "composite"}),
        ("ai_edited", begun, {"ai_edited"}),
        ("composite", begun, {"composite"}),
        ("composite", parts, {"ai_generated", "ai_edited", "composite"}),
        ("camera_capture", begun, {"camera_capture"}),
    )
    for claim, actions, classes in readings:
        for action in actions:
            if action.source_class in classes:
                return Making(claim, f"{action.name}: {concept(action.source_type)}", by_name=False)
    return _by_name(store, steps) if not main else None


def _by_name(store: ManifestStore, steps: tuple[Step, ...]) -> Making | None:
    """Manifests of 2023 and 2024 often name a generator and no source type."""
    active = store.manifests[store.active]
    for label in active.labels:
        if label in AI_ASSERTIONS:
            return Making("ai_generated", label, by_name=False)
    main = [step.action for step in steps if step.relation == "main" and step.action.name not in NOT_EDITORIAL]
    begun = [(action.software, "ai_generated") for action in main if action.name in INCEPTION]
    edits = [(action.software, "ai_edited") for action in main if action.name not in INCEPTION]
    for name, claim in (*begun, (active.generator, "ai_generated"), *edits):
        if tool := tool_in(name):
            return Making(
                "ai_generated" if claim == "ai_generated" and not tool.edits else "ai_edited", name, by_name=True
            )
    return None


def below(relation: Relation, relationship: str) -> Relation:
    """How an ingredient of a manifest relates to the picture that the whole chain leads to."""
    if relationship == "inputTo":
        return "input"
    return "main" if relation == "main" and relationship == "parentOf" else "component"


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return clean(value, 300) if isinstance(value, str) else ""

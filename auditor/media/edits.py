"""The recorded steps of a picture in the order they were taken, short enough to be drawn."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.media.manifest import Action, ManifestStore, Relation, below
from auditor.media.source_types import concept
from auditor.provenance import EditStep

MAX_STEPS = 50
MAX_DEPTH = 100
MAX_READ = 2000


def steps(store: ManifestStore) -> tuple[EditStep, ...]:
    """
    The steps of the manifests, the oldest first: those of an ingredient before those of the picture it went into.

    A step that is only repeated, such as fifty strokes of one brush, is told once. Of more than 50 the first and the
    last are kept: where a picture comes from, and what was done to it in the end.
    """
    found: list[EditStep] = []
    for action, relation in _walk(store, store.active, "main", set(), 0):
        step = _step(action, relation)
        if not (found and _same(found[-1], step)):
            found.append(step)
        if len(found) >= MAX_READ:
            break
    half = MAX_STEPS // 2
    return tuple(found if len(found) <= MAX_STEPS else (*found[:half], *found[-half:]))


def _walk(
    store: ManifestStore, label: str, relation: Relation, seen: set[str], depth: int
) -> Iterator[tuple[Action, Relation]]:
    """Each manifest once, whatever loops they make."""
    manifest = store.manifests.get(label)
    if manifest is None or label in seen or depth > MAX_DEPTH:
        return
    seen.add(label)
    for link in manifest.links:
        yield from _walk(store, link.manifest, below(relation, link.relationship), seen, depth + 1)
    yield from ((action, relation) for action in manifest.actions)


def _step(action: Action, relation: Relation) -> EditStep:
    return EditStep(
        relation="part" if relation == "component" else relation,
        action=action.name or "unnamed",
        software=action.software or None,
        when=action.when or None,
        source_type=concept(action.source_type) or None,
    )


def _same(one: EditStep, other: EditStep) -> bool:
    """Whether nothing but the hour differs."""
    return (one.relation, one.action, one.software, one.source_type) == (
        other.relation,
        other.action,
        other.software,
        other.source_type,
    )

"""Histories of any length and shape become a few steps in the order in which they were taken."""

from __future__ import annotations

from auditor.media.edits import MAX_READ, steps
from auditor.media.manifest import Action, Link, Manifest, ManifestStore


def manifest(*names: str, links: tuple[Link, ...] = (), when: str = "") -> Manifest:
    return Manifest("", tuple(Action(name, "", "", when) for name in names), links, ())


def told(store: ManifestStore) -> list[tuple[str, str]]:
    return [(step.relation, step.action) for step in steps(store)]


def test_ingredients_come_before_what_was_made_of_them() -> None:
    store = ManifestStore(
        "c",
        {
            "a": manifest("created"),
            "b": manifest("opened", "cropped", links=(Link("parentOf", "a"), Link("inputTo", "e"))),
            "c": manifest("opened", "placed", links=(Link("parentOf", "b"), Link("componentOf", "d"))),
            "d": manifest("painted", links=(Link("parentOf", "f"),)),
            "e": manifest("prompted"),
            "f": manifest("sketched"),
            "g": manifest("never reached"),
        },
    )
    assert told(store) == [
        ("main", "created"),
        ("input", "prompted"),
        ("main", "opened"),
        ("main", "cropped"),
        ("part", "sketched"),
        ("part", "painted"),
        ("main", "opened"),
        ("main", "placed"),
    ]


def test_loops_and_missing_manifests_are_walked_once() -> None:
    links = (Link("parentOf", "b"), Link("parentOf", "a"), Link("parentOf", "gone"))
    store = ManifestStore("a", {"a": manifest("x", links=links), "b": manifest("y", links=links)})
    assert told(store) == [("main", "y"), ("main", "x")]
    assert steps(ManifestStore("gone", {})) == ()


def test_a_chain_without_end_is_cut() -> None:
    chain = {str(n): manifest(f"step {n}", links=(Link("parentOf", str(n + 1)),)) for n in range(5000)}
    found = told(ManifestStore("0", chain))
    assert len(found) == 50
    assert found[-1] == ("main", "step 0")


def test_a_repeated_step_is_told_once_whatever_its_hour() -> None:
    actions = tuple(Action("painted", "", "Example Brush", f"10:{n:02}") for n in range(60))
    (step,) = steps(ManifestStore("a", {"a": Manifest("", actions, (), ())}))
    assert (step.action, step.software, step.when, step.source_type) == ("painted", "Example Brush", "10:00", None)


def test_of_a_long_history_the_beginning_and_the_end_are_kept() -> None:
    names = [f"step {n}" for n in range(MAX_READ * 2)]
    found = told(ManifestStore("a", {"a": manifest(*names)}))
    assert (len(found), found[0][1], found[24][1], found[-1][1]) == (50, "step 0", "step 24", f"step {MAX_READ - 1}")


def test_an_action_without_a_name_is_told_as_such() -> None:
    assert told(ManifestStore("a", {"a": manifest("")})) == [("main", "unnamed")]

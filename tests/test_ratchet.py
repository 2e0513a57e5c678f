"""The accuracy ratchet: floors only rise, and the figures of the labelled benchmarks stay above them."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def ratchet() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ratchet", ROOT / "bench" / "ratchet.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_figure_below_its_floor_is_named(ratchet: ModuleType) -> None:
    floors = {"a": 0.9, "b": 0.5, "c": 0.1}
    assert ratchet.below({"a": 0.89, "b": 0.5}, floors) == [
        "a: 0.8900 is below its floor of 0.9000",
        "c: not measured, its floor is 0.1000",
    ]


def test_floors_only_rise(ratchet: ModuleType) -> None:
    assert ratchet.raised({"a": 0.95678, "b": 0.4, "new": 1.0}, {"a": 0.9, "b": 0.5, "old": 0.3}) == {
        "a": 0.9567,
        "b": 0.5,
        "new": 1.0,
        "old": 0.3,
    }


def test_the_figures_of_pictures_are_read(ratchet: ModuleType) -> None:
    printed = "captions 0.934 of 318, credits 0.971 of 316, pictures not found 3 of 400\n"
    assert ratchet.pictures_printed(printed) == {
        "pictures.captions": 0.934,
        "pictures.credits": 0.971,
        "pictures.found": 0.9925,
    }
    with pytest.raises(SystemExit, match="nothing to measure"):
        ratchet.pictures_printed("nothing to measure")


def test_the_figures_of_the_blind_sentences_are_read(ratchet: ModuleType) -> None:
    row = {"hits": 8, "disclosures": 10, "false_alarms": 2, "near_misses": 9, "scopes_right": 6}
    printed = json.dumps({"figures": [row | {"group": "set a"}, row | {"group": "set b", "hits": 10}], "shown": []})
    assert ratchet.blind_printed(printed) == {
        "sentences.a.recall": 0.8,
        "sentences.a.precision": 0.8,
        "sentences.a.scope": 0.75,
        "sentences.b.recall": 1.0,
        "sentences.b.precision": 10 / 12,
        "sentences.b.scope": 0.6,
    }


def test_the_kept_floors_are_shares(ratchet: ModuleType) -> None:
    floors = ratchet.floors()
    assert {"fields.news.body_f1", "disclosures.precision", "images.right"} <= floors.keys()
    assert all(0 < floor <= 1 for floor in floors.values())


@pytest.mark.slow
def test_no_figure_fell(ratchet: ModuleType, shared: Path) -> None:
    assert ratchet.below(ratchet.measure(shared), ratchet.floors()) == []


def test_the_figures_of_attributions_are_read(ratchet: ModuleType) -> None:
    printed = '{"de": {"precision": 1.0, "recall": 0.5, "f1": 0.667, "linked": 1.0}}'
    assert ratchet.attributions_printed(printed) == {"attributions.de.f1": 0.667, "attributions.de.linked": 1.0}


def test_continued_and_doubtful_statements_count_neither_way() -> None:
    spec = importlib.util.spec_from_file_location("attributions_bench", ROOT / "bench" / "attributions.py")
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    labels = [
        {"sentence": "found", "kind": "named", "linked": True},
        {"sentence": "missed", "kind": "document", "linked": False},
        {"sentence": "went on", "kind": "continued"},
        {"sentence": "doubtful", "kind": "vague", "doubtful": True},
    ]
    tally = bench.score(labels, {"found": False, "went on": False, "doubtful": True, "false": False})
    assert (tally["hits"], tally["misses"], tally["false alarms"], tally["links right"]) == (1, 1, 1, 0)
    assert bench.figures(tally) == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "linked": 0.0}
    assert bench.key("“Weir’s” bridge!") == bench.key("Weirs Bridge")

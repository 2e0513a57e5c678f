"""A short run of bench/mutate.py: no parser of picture files raises or hangs on mutated inputs."""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "mutate.py"
COUNT = 400
PARSERS = (
    *(f"walk {kind}" for kind in "jpeg png webp gif tiff avif heic jxl mp4 avi pdf svg".split()),
    "xmp", "exif", "iim", "prompts", "jumbf", "cbor", "hidden text",
)  # fmt: skip


@pytest.fixture(scope="module")
def mutate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutate", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_parser_is_attacked(mutate: ModuleType) -> None:
    assert tuple(mutate.parsers()) == PARSERS


@pytest.mark.parametrize("name", PARSERS)
def test_no_mutated_input_makes_a_parser_raise_or_hang(mutate: ModuleType, name: str) -> None:
    parse, inputs = mutate.parsers()[name]
    for whole in inputs:
        parse(whole)
    found = mutate.attack(parse, inputs, COUNT, seed=len(name))
    assert (found.tried, found.raised, found.slow) == (COUNT, [], [])


def test_what_raises_is_reported_with_its_seed(mutate: ModuleType) -> None:
    def fragile(raw: bytes) -> None:
        raise ValueError(len(raw))

    found = mutate.attack(fragile, [b"abc"], 2, seed=5)
    assert [line.rpartition(" (")[2] for line in found.raised] == ["seed 5)", "seed 6)"]


def test_what_is_slow_or_hangs_is_reported(mutate: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def spin(_: bytes) -> None:
        began = time.process_time()
        while time.process_time() - began < 5:
            pass

    monkeypatch.setattr(mutate, "GIVE_UP_SECONDS", 0.2)
    monkeypatch.setattr(mutate, "SLOW_SECONDS", 0.05)
    found = mutate.attack(spin, [b"abc"], 1, seed=0)
    assert found.raised == ["TimeoutError: no answer within 0.2 s (seed 0)"]
    assert len(found.slow) == 1


def test_the_same_seed_makes_the_same_input(mutate: ModuleType) -> None:
    assert mutate.mutated(7, [b"hello"] * 3) == mutate.mutated(7, [b"hello"] * 3)


def test_the_command_tells_what_it_ran(mutate: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert mutate.main(["cbor", "--count", "3"]) == 0
    assert capsys.readouterr().out.startswith("cbor               3 inputs   raised 0   over 1 s 0")
    with pytest.raises(SystemExit):
        mutate.main(["no such parser"])
    assert "no parser is called" in capsys.readouterr().err

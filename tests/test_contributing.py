"""The worked examples of CONTRIBUTING.md work."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from auditor.detectors.interface import Detector
from auditor.facts import Facts
from auditor.lexicon import words
from auditor.page import Page
from auditor.rulebook import load, run_examples

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def test_the_rule_loads_and_its_examples_hold(tmp_path: Path) -> None:
    folder = tmp_path / "images"
    folder.mkdir()
    (folder / "caption-under-lead-picture.yaml").write_text(blocks("yaml")[0], "utf-8")
    rulebook = load(extra=(tmp_path,))
    results = [result for result in run_examples(rulebook) if result.rule == "caption-under-lead-picture"]
    assert [result.got for result in results] == ["met", "unmet", "unknown", "n.a."]
    assert [result.expected for result in results] == [result.got for result in results]


def test_the_detector_is_one(page_of: object) -> None:
    module = ModuleType("reading_minutes")
    exec(compile(blocks("python")[0], "CONTRIBUTING.md", "exec"), module.__dict__)
    detector: Detector = module
    assert callable(page_of)
    page: Page = page_of("<p>" + "word " * 401 + "</p>")
    assert detector.FACT == "reading_minutes"
    assert detector.detect(page, Facts()).value == 3


def test_the_phrase_is_new() -> None:
    assert "omgaan met ai" in blocks("yaml")[1]
    assert "omgaan met ai" not in words.folded("policies", "ai"), "choose an example that is not in the list yet"


@pytest.mark.parametrize("path", re.findall(r"`((?:auditor|rules|tests|bench)/[\w/.<>*-]+)`", TEXT))
def test_every_path_it_names_exists(path: str) -> None:
    plain = re.sub(r"<[a-z-]+>", "*", path)
    assert any(ROOT.glob(plain.rstrip("/"))), path

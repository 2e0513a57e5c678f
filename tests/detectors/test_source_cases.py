"""Twenty-odd ways to show, withhold or announce sources in five languages, and as many near-misses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from auditor.detectors.sources import detect
from auditor.facts import Facts, Sources
from auditor.page import Page

CASES = Path(__file__).parent / "cases" / "sources.yaml"
BODY = {
    "en": "The town council voted on Tuesday to repair the old stone bridge before the winter floods come.",
    "de": "Der Stadtrat beschloss am Dienstag, die alte Steinbrücke vor dem Winterhochwasser zu reparieren.",
    "fr": "Le conseil municipal a décidé mardi de réparer le vieux pont de pierre avant les crues de l’hiver.",
    "es": "El pleno acordó el martes reparar el viejo puente de piedra antes de las crecidas del invierno.",
    "pl": "Rada miasta zdecydowała we wtorek o naprawie starego kamiennego mostu przed zimowymi powodziami.",
}


def _cases() -> Iterator[object]:
    for group, cases in yaml.safe_load(CASES.read_text("utf-8")).items():
        for case in cases:
            yield pytest.param(case, id=f"{group}-{case['lang']}-{case['name']}")


@pytest.mark.parametrize("case", tuple(_cases()))
def test_sources_of_an_article(page_of: Callable[..., Page], case: dict[str, object]) -> None:
    language = str(case["lang"])
    paragraphs = "".join(f"<p>{BODY[language]}</p>" for _ in range(4))
    page = page_of(
        f"<html lang='{language}'><title>Bridge</title><body><main><article><h1>Bridge</h1>"
        f"<div class='article-body'>{paragraphs}{case['html']}</div></article></main></body></html>"
    )
    found = detect(page, Facts()).value
    assert isinstance(found, Sources)
    assert [found.access, found.count, found.linked_count] == case["expect"]
    assert found.listed is (found.access == "open")
    if found.at is not None:
        assert found.quote == page.text[found.at.start : found.at.end]
    assert (found.quote is None) == (found.access == "absent")

"""Notices on this page that its text was corrected or changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.detectors._statements import passages, quoted, words_of
from auditor.detectors.interface import Observation
from auditor.facts import Correction, Facts
from auditor.page import Page

FACT = "corrections"


def detect(page: Page, facts: Facts) -> Observation[tuple[Correction, ...]]:  # noqa: ARG001
    """Find every notice; `facts` is not needed."""
    return Observation((*_visible(page), *_declared(page)))


def _visible(page: Page) -> Iterator[Correction]:
    return iter(())


def _declared(page: Page) -> Iterator[Correction]:
    return iter(())

"""Page → facts: looking, and nothing but looking."""

from __future__ import annotations

import logging

from msgspec import UNSET, structs

from auditor.detectors import (
    access,
    attributions,
    authors,
    claims,
    corrections,
    dates,
    disclosures,
    images,
    links,
    markup,
    outlet,
    page_kind,
    residue,
    sources,
    verifiable,
)
from auditor.detectors._families import checked
from auditor.detectors._files import checked_against
from auditor.detectors._incomplete import without_false_noes
from auditor.detectors.interface import Detector, Observation
from auditor.facts import Facts
from auditor.media.trust import EMPTY, TrustLists
from auditor.model import Gap
from auditor.page import Page

__all__ = ["DETECTORS", "Detector", "Observation", "observe"]

DETECTORS: tuple[Detector, ...] = (
    disclosures,
    residue,
    sources,
    links,
    corrections,
    attributions,
    authors,
    dates,
    images,
    access,
    claims,
    verifiable,
    markup,
    outlet,
    page_kind,
)
"""In running order: each sees the facts that those before it found. A test compares this list with the folder."""

_log = logging.getLogger(__name__)


def observe(page: Page, trust: TrustLists = EMPTY) -> tuple[Facts, tuple[Gap, ...]]:
    """
    Run every detector over the page; one that fails or gives no such fact leaves a gap, and the others go on.

    `trust` are the lists that signers of its pictures are checked against.
    """
    with checked_against(trust):
        return _observed(page)


def _observed(page: Page) -> tuple[Facts, tuple[Gap, ...]]:
    facts = Facts()
    gaps = list(page.gaps)
    for detector in DETECTORS:
        try:
            observation = checked(detector.FACT, detector.detect(page, facts))
        except Exception as error:  # the one place where a bug of ours must not end a run
            _log.exception("detector %s failed on %s", detector.FACT, page.url)
            detail = f"The auditor failed here ({type(error).__name__}); please report it."
            gaps.append(Gap(fact=detector.FACT, reason="detector-failed", detail=detail))
            continue
        gaps += observation.gaps
        if observation.value is not UNSET:
            facts = structs.replace(facts, **{detector.FACT: observation.value})
    facts, doubts = without_false_noes(page, facts)
    return facts, (*gaps, *doubts)

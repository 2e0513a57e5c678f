"""What a detector is: a module that looks at a page and states one family of facts."""

from __future__ import annotations

from typing import Any, Generic, Protocol, TypeVar

from msgspec import UNSET, Struct, UnsetType

from auditor.facts import Facts
from auditor.model import Gap
from auditor.page import Page

T = TypeVar("T")


class Observation(Struct, Generic[T], frozen=True):
    """The value of one fact, or UNSET where we could not look, and the gaps that say why."""

    value: T | UnsetType = UNSET
    gaps: tuple[Gap, ...] = ()


class Detector(Protocol):
    """A module is a detector: the name of its fact and one function; no base class, no registration by import."""

    @property
    def FACT(self) -> str:
        """The field of `Facts` that this detector fills."""
        ...

    def detect(self, page: Page, facts: Facts) -> Observation[Any]:
        """Look at the page; `facts` holds what the detectors before it in `DETECTORS` found."""
        ...

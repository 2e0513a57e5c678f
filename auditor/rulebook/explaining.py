"""Why a fact is absent: the gaps of a page, held against the facts that rules miss."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from auditor.model import Gap

MOST_REASONS = 2
ITEM = re.compile(r"\[\d+\]")


class Explanations:
    """The gaps of one page; what explains a fact is looked up once for all rules that miss it."""

    def __init__(self, gaps: tuple[Gap, ...]) -> None:
        self._gaps = gaps
        self._one_by_one = any(ITEM.search(gap.fact) for gap in gaps)
        self._known: dict[str, tuple[Gap, ...]] = {}

    def of(self, missing: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The absent facts, by the names of the gaps that explain them if there are any, and what those gaps say."""
        if not self._gaps:
            return tuple(dict.fromkeys(missing)), ()
        named: dict[str, None] = {}
        reasons: dict[str, None] = {}
        told: set[str] = set()
        for path in missing:
            fact = path if self._one_by_one else _in_every_item(path)
            if fact in told:
                continue
            gaps = self._of(fact, path)
            if not gaps:
                named[path] = None
                continue
            told.add(fact)
            for gap in gaps:
                named[gap.fact] = None
                if gap.detail:
                    reasons[gap.detail] = None
        return tuple(named), tuple(reasons)[:MOST_REASONS]

    def _of(self, fact: str, path: str) -> tuple[Gap, ...]:
        if fact not in self._known:
            self._known[fact] = tuple([gap for gap in self._gaps if _explains(gap.fact, path)])
        return self._known[fact]


@lru_cache(maxsize=4_096)
def _in_every_item(path: str) -> str:
    """`images[].url` of `images[2].url`; the same paths are absent on many pages."""
    return ITEM.sub("[]", path)


def _explains(gap: str, path: str) -> bool:
    """The gap of the fact, of what it belongs to, inside it, or of its neighbour in the same item of a list."""
    if "[]" in gap:  # of every item
        path = _in_every_item(path)
    if _holds(gap, path) or _holds(path, gap):
        return True
    owner = gap.rpartition(".")[0]
    return owner.endswith("]") and owner == path.rpartition(".")[0]


def _holds(outer: str, inner: str) -> bool:
    return inner.startswith(outer) and inner[len(outer) : len(outer) + 1] in ("", ".", "[")

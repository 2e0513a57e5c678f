"""What each family of facts holds, so that a detector's mistake becomes a gap and not a report nobody can read back."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from msgspec import UNSET, UnsetType

from auditor.detectors.interface import Observation
from auditor.facts import Facts
from auditor.model import Gap


class Family(NamedTuple):
    """The type of a fact: one struct, or a tuple of them."""

    struct: type
    many: bool


def checked(name: str, observation: Any) -> Observation[Any]:
    """The observation as it came; TypeError where it is none, or its value or a gap is of another type."""
    if not isinstance(observation, Observation):
        raise TypeError(f"detector {name} gave {type(observation).__name__} instead of an Observation")
    _expect(name, observation.gaps, Family(Gap, many=True))
    if observation.value is not UNSET:
        _expect(name, observation.value, families()[name])
    return observation


@cache
def families() -> dict[str, Family]:
    """By name of the fact; read once from the annotations of `Facts`."""
    return {name: _family(hint) for name, hint in get_type_hints(Facts).items()}


def _family(hint: Any) -> Family:
    held = next(part for part in get_args(hint) if part is not UnsetType)
    return Family(get_args(held)[0], many=True) if get_origin(held) is tuple else Family(held, many=False)


def _expect(name: str, value: object, family: Family) -> None:
    if family.many and not isinstance(value, tuple):
        raise TypeError(f"detector {name} gave {type(value).__name__} instead of a tuple")
    for one in value if family.many and isinstance(value, tuple) else (value,):
        if not isinstance(one, family.struct):
            raise TypeError(f"detector {name} gave {type(one).__name__} instead of {family.struct.__name__}")

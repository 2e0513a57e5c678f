"""A condition as written becomes a condition that can be asked, or the list of its mistakes."""

from __future__ import annotations

from functools import cache

from google.protobuf import descriptor_pool
from msgspec import Struct

from auditor.facts import Facts
from auditor.rulebook.conditions import Condition, Environment
from auditor.rulebook.descriptors import pool_of
from auditor.rulebook.meaning import Meaning, Meant, Problem, item_of
from auditor.rulebook.plainwords import explained, type_in_words
from auditor.rulebook.syntax import tree
from auditor.rulebook.vocabulary import find, group_of


class Names:
    """What a condition may speak of: the facts, and in a `for_each` one item under its own name."""

    def __init__(self, top: type[Struct], alias: str | None = None, path: str | None = None) -> None:
        group = group_of(top)
        self.facts = frozenset(group.fields)
        self.meant = {name: Meant(field, name) for name, field in group.fields.items()}
        listed = find(path, group) if path else None
        if alias and path and listed:
            self.meant[alias] = Meant(item_of(listed), f"{path}[]")
        self.environment = Environment(_pool(top), {name: meant.field for name, meant in self.meant.items()})


@cache
def names(top: type[Struct] = Facts, alias: str | None = None, path: str | None = None) -> Names:
    """The names for conditions over `top`, made once; `alias` stands for one item of the list at `path`."""
    return Names(top, alias, path)


def compiled(source: str, scope: Names, *, structural: bool = False) -> Condition | tuple[Problem, ...]:
    """Check a condition; with `structural`, only facts that a page does not disclose may be named."""
    checked = scope.environment.check(source)
    if isinstance(checked, tuple):
        return explained(source, checked, scope.meant)
    meaning = Meaning(tree(checked.serialized), scope.meant, structural=structural)
    if meaning.problems:
        return tuple(sorted(meaning.problems))
    if checked.type_name != "BOOL":
        return (Problem(0, f"must be a yes/no condition, but it is {type_in_words(checked.type_name)}"),)
    uses_facts = not meaning.top_names.isdisjoint(scope.facts)
    return scope.environment.condition(source, tuple(meaning.paths), uses_facts=uses_facts)


@cache
def _pool(top: type[Struct]) -> descriptor_pool.DescriptorPool:
    return pool_of([field.group for field in group_of(top).fields.values() if field.group])

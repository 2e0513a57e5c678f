"""A contradiction in one sentence: who says what, and who says otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.consistency import Component, Layer, LayerRow, Says

LAYER_NAMES: dict[Layer, str] = {
    "text": "the visible text",
    "caption": "the caption",
    "alt": "the alternative text",
    "byline": "the byline or author box",
    "markup": "the markup",
    "header": "the HTTP header",
    "file": "the image file",
    "feed": "the feed",
}
SUBJECTS: dict[Component, str] = {
    "page": "the page",
    "text": "the text",
    "part": "a part of the text",
    "headline": "the headline",
    "summary": "the summary",
    "translation": "the translation",
    "picture": "the pictures",
    "audio": "the sound",
    "video": "the video",
    "data": "the data",
    "comments": "the comments",
    "author": "the author",
}
SAYINGS: dict[Says, str] = {
    "ai-made": "AI made {it}",
    "ai-helped": "AI helped with {it}",
    "automated": "a program made {it}",
    "people": "people made {it}",
    "no-ai": "no AI was used in {it}",
    "nothing": "nothing about AI in {it}",
    "unchecked": "nothing that could be checked of {it}",
}
OF_AUTHORS: dict[Says, str] = {
    "ai-made": "{it} is a machine",
    "automated": "{it} is a program",
    "people": "{it} is a person",
    "no-ai": "{it} is no AI",
}
OF_PICTURES: dict[Says, str] = {"ai-helped": "AI changed {it}", "people": "{it} is a photograph"}
SHORT: dict[Says, str] = {
    "ai-made": "AI made it",
    "ai-helped": "AI helped with it",
    "automated": "a program made it",
    "people": "people made it",
    "no-ai": "no AI was used",
    "nothing": "says nothing",
    "unchecked": "could not be checked",
}
SHORT_OF: dict[Component, dict[Says, str]] = {
    "author": {"ai-made": "a machine", "automated": "a program", "people": "a person", "no-ai": "no AI"},
    "picture": {"ai-helped": "AI changed it", "people": "a photograph"},
}
CLAIMLESS = frozenset({"nothing", "unchecked"})


def because(component: Component, number: int | None, one: Sequence[LayerRow], other: Sequence[LayerRow]) -> str:
    """Both camps in one sentence: "The HTTP header says that AI made the text; the markup says that …"."""
    sentence = f"{_camp(one, component, number)}; {_camp(other, component, number)}."
    return sentence[0].upper() + sentence[1:]


def subject_of(component: Component, number: int | None) -> str:
    """The component in words: "the text", "picture 2"."""
    return SUBJECTS[component] if number is None else f"{component} {number}"


def of_one(says: Says, component: Component) -> str:
    """What a row says, where its subject stands beside it: "AI made it", "a photograph", "says nothing"."""
    return {**SHORT, **SHORT_OF.get(component, {})}[says]


def _camp(rows: Sequence[LayerRow], component: Component, number: int | None) -> str:
    """Who says what, those who say the same together, and all that the same layers say together."""
    by_saying: dict[str, dict[str, None]] = {}
    for row in rows:
        mine = (row.component, row.number) if row.component == "author" else (component, number)
        by_saying.setdefault(_saying(row.says, *mine), {})[LAYER_NAMES[row.layer]] = None
    by_layers: dict[tuple[str, ...], list[str]] = {}
    for saying, names in by_saying.items():
        by_layers.setdefault(tuple(names), []).append(saying)
    clauses = [f"{_listed(names)} {_verb(names)} {_listed(said)}" for names, said in by_layers.items()]
    return clauses[0] if len(clauses) == 1 else f"{', '.join(clauses[:-1])}, and {clauses[-1]}"


def _saying(says: Says, component: Component, number: int | None) -> str:
    special = {"author": OF_AUTHORS, "picture": OF_PICTURES}.get(component, {})
    words = special.get(says, SAYINGS[says]).format(it=subject_of(component, number))
    return words if says in CLAIMLESS else f"that {words}"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _verb(names: Sequence[str]) -> str:
    return "says" if len(names) == 1 else "say"

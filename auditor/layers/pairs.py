"""
Which rows contradict each other.

Only statements about the same component can: what is said of the text never contradicts what is said of a picture.
Silence contradicts nothing, and neither does saying less ("assisted" in the text, "generated" in the summary). For one
component there are at most three contradictions, each reported once with every row of both camps:

    denial      "no AI" against AI that made it or helped; "people made it" against a machine that made it, AI or not.
                A denial for the whole page holds for everything on it, one for the text also for who signs the text,
                one for "the pictures" for each of them. People who were helped by AI still made it themselves.
    modes       header and markup, both in the words of a standard, give the same text different modes. A mark on an
                element inside overrules the page's, and "mixed" says that parts differ: neither is a contradiction.
    no label    the file of one of the article's pictures says AI, and nothing on the page says so to readers or aids,
                nor does the page call it an illustration, a montage or a symbolic picture.
                Where the caption, or anything else, denies it, this is the denial, not a second contradiction.

Two statements in plain words in one layer ("no AI wrote this", "AI helped with research") may speak of different work:
there only "AI made it" contradicts a denial. Pages that are not one article are not compared at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import UNSET

from auditor.consistency import Component, Contradiction, LayerRow
from auditor.facts import OWN_PICTURES, Facts, known
from auditor.layers.statements import CAPTIONS, is_element, overlap
from auditor.layers.words import because

COMPARED = frozenset({"article", "stub"})
DENIALS = frozenset({"no-ai", "people"})
AI = frozenset({"ai-made", "ai-helped"})
MACHINES = AI | {"automated"}
PLAIN_WORDS = frozenset({"text", "caption", "alt", "byline"})
FOR_MACHINES = frozenset({"markup", "header"})
MIXED = ("mixed", "partial")

Of = tuple[Component, int | None]
Opposed = Callable[[LayerRow, LayerRow], bool]


def contradictions(rows: tuple[LayerRow, ...], facts: Facts) -> Iterator[Contradiction]:
    """Every contradiction of a table, each once, in the order of the table."""
    if facts.page is UNSET or facts.page.kind not in COMPARED:
        return
    denied: set[Of] = set()
    for of in dict.fromkeys(_components(rows)):
        if found := _camps(rows, of, _denies):
            denied.add(of)
            yield _made(rows, of, *found)
        if of[0] == "text" and (found := _camps(rows, of, _other_mode)):
            yield _made(rows, of, *found)
    for number, image in enumerate(known(facts.images), 1):
        told = image.label_visible or image.ai_by_caption or image.called == "illustration"
        if image.role in OWN_PICTURES and not told and ("picture", number) not in denied:
            yield from _unlabelled(rows, number)


def _components(rows: Sequence[LayerRow]) -> Iterator[Of]:
    for row in rows:
        if row.says in MACHINES:
            if row.component == "author":
                # A machine that signs the text made it: who denies a machine in the text denies this author.
                yield "text", None
            yield row.component, row.number


def _camps(rows: tuple[LayerRow, ...], of: Of, opposed: Opposed) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """The rows that claim a machine and are opposed by another, and those others; None where none are."""
    ones = [at for at, row in enumerate(rows) if row.says in MACHINES and _speaks_of(row, of)]
    others = [at for at, row in enumerate(rows) if row.says in DENIALS | AI and _holds_for(row, of)]
    pairs = [(one, other) for one in ones for other in others if opposed(rows[one], rows[other])]
    if not pairs:
        return None
    return tuple(sorted({one for one, _ in pairs})), tuple(sorted({other for _, other in pairs}))


def _speaks_of(row: LayerRow, of: Of) -> bool:
    """Whether a row claims a machine in exactly this component, or signs the text as one."""
    return (row.component, row.number) == of or (of == ("text", None) and row.component == "author")


def _holds_for(row: LayerRow, of: Of) -> bool:
    """Whether what a row says holds for this component too: a denial for the page holds for all that is on it."""
    if (row.component, row.number) == of:
        return True
    if row.says == "no-ai" and row.component == "page":
        # Who signs is compared with the text, once.
        return of[0] != "author"
    return row.says in DENIALS and row.component == of[0] == "picture" and row.number is None


def _denies(machine: LayerRow, other: LayerRow) -> bool:
    if other.says not in DENIALS or _same_words(machine, other) or _overruled(machine, other):
        return False
    if other.says == "people":
        return machine.says == "ai-made" or (machine.says == "automated" and other.component == "text")
    if machine.layer == other.layer and machine.layer in PLAIN_WORDS and machine.component != "picture":
        return machine.says == "ai-made"
    return machine.says in AI


def _other_mode(one: LayerRow, other: LayerRow) -> bool:
    """Whether header and markup state that AI made the text, and that it only helped."""
    if {one.layer, other.layer} != FOR_MACHINES or (one.says, other.says) != ("ai-made", "ai-helped"):
        return False
    return not all(quoted.quote.lower().rpartition(": ")[2].startswith(MIXED) for quoted in other.quotes)


def _same_words(one: LayerRow, other: LayerRow) -> bool:
    """Whether two rows rest on the same words only: one sentence read twice does not contradict itself."""
    if one.layer != other.layer or one.layer not in PLAIN_WORDS:
        return False
    return all(any(overlap(mine.at, its.at) for its in other.quotes) for mine in one.quotes)


def _overruled(one: LayerRow, other: LayerRow) -> bool:
    """Whether one is the mark of an element and the other the page's meta element, which it overrules."""
    marks = [{is_element(quoted.at) for quoted in row.quotes} for row in (one, other) if row.layer == "markup"]
    return {True} in marks and {False} in marks and not _structured(one) and not _structured(other)


def _structured(row: LayerRow) -> bool:
    return any(quoted.at.selector.startswith("script") for quoted in row.quotes)


def _unlabelled(rows: tuple[LayerRow, ...], number: int) -> Iterator[Contradiction]:
    """The file says AI, and no label is shown: the file's rows against the caption's, whatever that says."""
    noted = any(row.component == "picture" and row.says in AI and _is_note(row, number) for row in rows)
    mine = [(at, row) for at, row in enumerate(rows) if (row.component, row.number) == ("picture", number)]
    file = tuple(at for at, row in mine if row.layer == "file" and row.says in AI)
    caption = tuple(at for at, row in mine if row.layer == "caption")
    if file and not noted:
        yield _made(rows, ("picture", number), file, caption)


def _is_note(row: LayerRow, number: int) -> bool:
    """Whether a row is a note in the visible text on this picture, or on the pictures."""
    shown = [quoted for quoted in row.quotes if quoted.at.start is not None and quoted.at.region not in CAPTIONS]
    return row.layer in ("text", "byline") and row.number in (None, number) and bool(shown)


def _made(rows: tuple[LayerRow, ...], of: Of, one: tuple[int, ...], other: tuple[int, ...]) -> Contradiction:
    component, number = of
    camps = [rows[at] for at in one], [rows[at] for at in other]
    return Contradiction(
        component=component, number=number, one=one, other=other, because=because(component, number, *camps)
    )

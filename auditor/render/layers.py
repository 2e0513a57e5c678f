"""The table of layers in a reader's words: who says what about AI, and the contradictions that no rule judges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.consistency import Consistency, Contradiction, LayerRow
from auditor.layers.words import LAYER_NAMES, of_one, subject_of
from auditor.model import Audit, Item
from auditor.places import Quoted
from auditor.render import wording
from auditor.render.findings import quote_view
from auditor.render.view import AgainstView, ContradictionView, FindingView, LayersView, LayerView, QuoteView

SILENT = frozenset({"nothing", "unchecked"})


def layers_view(audit: Audit, findings: Sequence[FindingView], anchor: str) -> LayersView | None:
    """The table of one audit; None where it was made before audits had one."""
    table = audit.consistency
    if not table.rows:
        return None
    places = _places(audit, findings, anchor)
    return LayersView(
        anchor=f"{anchor}-layers",
        rows=tuple(_row(at, row, table, places) for at, row in enumerate(table.rows)),
    )


def in_brief(view: LayersView) -> tuple[str, ...]:
    """The table in two sentences: who says what; who is silent, and who could not be checked."""
    told: dict[str, list[str]] = {}
    for row in view.rows:
        if row.state == "speaks":
            told.setdefault(row.layer, []).append(f"{row.says} ({row.of})")
    spoken = "; ".join(f"{layer}: {', '.join(said)}" for layer, said in told.items())
    sentences = [f"{spoken}." if spoken else "No layer of the page says anything about AI."]
    for state, words in (("nothing", "Nothing said by"), ("unchecked", "Could not be checked:")):
        names = dict.fromkeys(row.layer for row in view.rows if row.state == state and row.layer not in told)
        if names:
            sentences.append(f"{words} {wording.listed([_within(name) for name in names])}.")
    return sentences[0], " ".join(sentences[1:])


def contradiction_views(audit: Audit, anchor: str) -> tuple[ContradictionView, ...]:
    """The contradictions of the table that no finding reports."""
    table = audit.consistency
    return tuple(
        ContradictionView(
            anchor=_anchor(anchor, number),
            title=f"The page says two things of {subject_of(one.component, one.number)}",
            because=one.because,
            quotes=tuple(_quotes(one, table)),
        )
        for number, one in enumerate(table.contradictions, 1)
        if not one.rule
    )


def _places(audit: Audit, findings: Sequence[FindingView], anchor: str) -> dict[int, str]:
    """Where the report tells each contradiction: at the finding that judges it, or at its own entry."""
    by_rule = {finding.rule.rpartition(", version ")[0]: finding.anchor for finding in findings}
    return {
        number: by_rule.get(one.rule, _anchor(anchor, number + 1))
        for number, one in enumerate(audit.consistency.contradictions)
    }


def _anchor(anchor: str, number: int) -> str:
    return f"{anchor}-contradiction-{number}"


def _row(at: int, row: LayerRow, table: Consistency, places: dict[int, str]) -> LayerView:
    return LayerView(
        layer=_name(row),
        of="" if row.says in SILENT and row.number is None else subject_of(row.component, row.number),
        says=of_one(row.says, row.component),
        quotes=tuple(quote_view(_item(quoted, row)) for quoted in row.quotes),
        detail=row.detail,
        state="unchecked" if row.says == "unchecked" else "nothing" if row.says == "nothing" else "speaks",
        against=tuple(_against(at, table, places)),
    )


def _against(at: int, table: Consistency, places: dict[int, str]) -> Iterable[AgainstView]:
    """Which layers contradict this row, each linked to where the report says so."""
    for number, one in enumerate(table.contradictions):
        for mine, theirs in ((one.one, one.other), (one.other, one.one)):
            if at in mine:
                names = dict.fromkeys(LAYER_NAMES[table.rows[other].layer] for other in theirs)
                row = table.rows[at]
                wider = (row.component, row.number) != (one.component, one.number) and row.component != "author"
                of = f", on {subject_of(one.component, one.number)}" if wider else ""
                yield AgainstView(layers=wording.listed(list(names)) + of, anchor=places[number])


def _quotes(one: Contradiction, table: Consistency) -> Iterable[QuoteView]:
    for camp in table.camps(one):
        for row in camp:
            yield from (quote_view(_item(quoted, row)) for quoted in row.quotes)


def _item(quoted: Quoted, row: LayerRow) -> Item:
    return Item(quote=quoted.quote, at=quoted.at, label=LAYER_NAMES[row.layer].removeprefix("the "))


def _name(row: LayerRow) -> str:
    name = LAYER_NAMES[row.layer].removeprefix("the ")
    return name[0].upper() + name[1:]


def _within(name: str) -> str:
    """A name that opens a sentence as it stands inside one: "HTTP header" stays what it is."""
    return name if name[1].isupper() else name[0].lower() + name[1:]

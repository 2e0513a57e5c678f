"""The table of layers as readers get it: every row in words, links to the contradiction, no markup of the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.consistency import Consistency, Contradiction, LayerRow
from auditor.facts import At
from auditor.model import Audit
from auditor.places import Quoted
from auditor.render.build import audit_view
from auditor.render.html import render_html
from auditor.render.layers import in_brief
from auditor.render.markdown import render_markdown
from auditor.render.text import render_text

NASTY = 'none"><script>alert(1)</script>'
HEADER = LayerRow(
    layer="header", component="text", number=None, says="ai-made",
    quotes=(Quoted(quote="AI-Disclosure: mode=machine-generated", at=At(region="markup", selector="header")),),
)  # fmt: skip
MARKUP = LayerRow(
    layer="markup", component="text", number=None, says="no-ai",
    quotes=(Quoted(quote=NASTY, at=At(region="markup", selector="meta")),),
)  # fmt: skip
TEXT = LayerRow(layer="text", component="page", number=None, says="nothing", quotes=())
FEED = LayerRow(layer="feed", component="page", number=None, says="unchecked", quotes=(), detail="Not read.")
PICTURE = LayerRow(layer="file", component="picture", number=2, says="people", quotes=())
BECAUSE = "The HTTP header says that AI made the text; the markup says that no AI was used in the text."


def table(rule: str = "") -> Consistency:
    one = Contradiction(component="text", number=None, one=(2,), other=(1,), because=BECAUSE, rule=rule)
    return Consistency(rows=(TEXT, MARKUP, HEADER, PICTURE, FEED), contradictions=(one,))


@pytest.fixture
def planted(make: Callable[..., Audit]) -> Audit:
    return make(consistency=table())


def test_every_row_is_told_in_words(planted: Audit) -> None:
    layers = audit_view(planted).layers
    assert layers is not None
    assert [(row.layer, row.of, row.says, row.state) for row in layers.rows] == [
        ("Visible text", "", "says nothing", "nothing"),
        ("Markup", "the text", "no AI was used", "speaks"),
        ("HTTP header", "the text", "AI made it", "speaks"),
        ("Image file", "picture 2", "a photograph", "speaks"),
        ("Feed", "", "could not be checked", "unchecked"),
    ]
    assert [quote.place for row in layers.rows for quote in row.quotes] == [
        "in the markup, which only machines read", "in the answer of the server",
    ]  # fmt: skip
    assert in_brief(layers) == (
        "Markup: no AI was used (the text); HTTP header: AI made it (the text); Image file: a photograph (picture 2).",
        "Nothing said by visible text. Could not be checked: feed.",
    )


def test_a_contradiction_without_a_rule_is_an_entry_of_its_own(planted: Audit) -> None:
    view = audit_view(planted)
    (entry,) = view.unjudged
    assert (entry.anchor, entry.title, entry.because) == (
        "audit-1-contradiction-1", "The page says two things of the text", BECAUSE
    )  # fmt: skip
    assert [(quote.label, quote.quote) for quote in entry.quotes] == [
        ("HTTP header", "AI-Disclosure: mode=machine-generated"), ("markup", NASTY)
    ]  # fmt: skip
    assert view.layers is not None
    assert [[(one.layers, one.anchor) for one in row.against] for row in view.layers.rows] == [
        [], [("the HTTP header", entry.anchor)], [("the markup", entry.anchor)], [], [],
    ]  # fmt: skip


def test_one_that_a_rule_judges_is_told_by_its_finding_only(make: Callable[..., Audit]) -> None:
    audit = make()
    rule = next(one.rule for one in audit.findings if one.cap and one.outcome == "unmet")
    view = audit_view(make(consistency=table(rule)))
    assert view.unjudged == ()
    assert [one.rule.partition(",")[0] for one in view.contradictions] == [rule]
    assert view.layers is not None
    assert view.layers.rows[1].against[0].anchor == view.contradictions[0].anchor


def test_a_wider_denial_says_of_what(make: Callable[..., Audit]) -> None:
    wide = LayerRow(layer="text", component="page", number=None, says="no-ai", quotes=())
    one = Contradiction(component="text", number=None, one=(1,), other=(0,), because=BECAUSE)
    view = audit_view(make(consistency=Consistency(rows=(wide, HEADER), contradictions=(one,))))
    assert view.layers is not None
    assert [row.against[0].layers for row in view.layers.rows] == ["the HTTP header, on the text", "the visible text"]


def test_all_formats_show_it_and_none_runs_it(planted: Audit) -> None:
    html = render_html([planted], [])
    assert '<section id="audit-1-layers" class="layers">' in html
    assert '<a href="#audit-1-contradiction-1">the markup</a>' in html
    assert 'id="audit-1-contradiction-1"' in html
    assert "<script" not in html
    text, markdown = render_text([planted], [], color=False, width=100), render_markdown([planted], [])
    for told in (text, markdown):
        assert told.count("What each layer says about AI") == 1
        assert "Contradictions that no rule judges" in told
    assert "<script" not in markdown


def test_audits_made_before_there_was_a_table_have_no_section(make: Callable[..., Audit]) -> None:
    audit = make(consistency=Consistency())
    assert audit_view(audit).layers is None
    for told in (
        render_html([audit], []),
        render_text([audit], [], color=False, width=80),
        render_markdown([audit], []),
    ):
        assert "What each layer says" not in told


def test_silence_everywhere_is_said(make: Callable[..., Audit]) -> None:
    layers = audit_view(make(consistency=Consistency(rows=(TEXT,)))).layers
    assert layers is not None
    assert in_brief(layers) == ("No layer of the page says anything about AI.", "Nothing said by visible text.")

"""JSON-LD as templates write it."""

from __future__ import annotations

import pytest

from auditor.page.jsonld import BrokenJson, nodes, parse, texts

READABLE = {
    "plain": '{"@type": "NewsArticle"}',
    "control characters": '{"@type": "NewsArticle", "x": "line\nbreak\tand tab"}',
    "a trailing comma": '{"@type": "NewsArticle", "keywords": ["a", "b",],}',
    "CDATA": '//<![CDATA[\n{"@type": "NewsArticle"}\n//]]>',
    "CDATA in a comment": '/*<![CDATA[*/{"@type": "NewsArticle"}/*]]>*/',
    "an HTML comment": '<!-- {"@type": "NewsArticle"} -->',
    "HTML entities": "{&quot;@type&quot;: &quot;NewsArticle&quot;}",
    "a semicolon": '<![CDATA[{"@type": "NewsArticle"}]]>;',
}


@pytest.mark.parametrize("text", READABLE.values(), ids=READABLE)
def test_the_usual_mistakes_are_read(text: str) -> None:
    assert parse(text)["@type"] == "NewsArticle"


@pytest.mark.parametrize(
    ("escape", "character"),
    [(r"\ud83d\ude00", "😀"), (r"\ud83d", "\ufffd"), (r"\uDE00x", "\ufffdx"), (r"\ud83d\ud83d\ude00", "\ufffd😀")],
)
def test_half_of_a_pair_becomes_the_replacement_character(escape: str, character: str) -> None:
    assert parse(f'{{"@type": "Thing", "name": "{escape}"}}')["name"] == character


@pytest.mark.parametrize("text", ["{", "not json", '{"a": }', "<html>"])
def test_what_is_broken_says_so(text: str) -> None:
    with pytest.raises(BrokenJson, match=r"\S"):
        parse(text)


def test_nodes_are_lifted_out_of_lists_and_graphs() -> None:
    value = [
        {"@graph": [{"@type": "WebPage", "mainEntity": {"@type": ["Thing", "http://schema.org/NewsArticle"]}}]},
        {"@type": "schema:Person"},
        {"no": "type"},
        7,
    ]
    assert [(types, pointer) for types, _, pointer in nodes(value)] == [
        (("WebPage",), "/0/@graph/0"),
        (("Thing", "NewsArticle"), "/0/@graph/0/mainEntity"),
        (("Person",), "/1"),
    ]


def test_depth_is_bounded() -> None:
    value: dict[str, object] = {"@type": "Thing"}
    for _ in range(60):
        value = {"@type": "Thing", "@graph": value}
    assert 1 < len(list(nodes(value))) < 20


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("A &amp; B ", ["A & B"]),
        (["A", {"name": "B"}, {"@value": "C"}], ["A", "B", "C"]),
        ({"name": ["A", "B"]}, ["A", "B"]),
        (None, []),
        (7, []),
        ("  ", []),
    ],
)
def test_texts_of_a_property(value: object, expected: list[str]) -> None:
    assert list(texts(value)) == expected

"""JSON-LD as templates write it."""

from __future__ import annotations

import json

import pytest

from auditor.page.jsonld import MAX_ENTRIES, MAX_LISTED, BrokenJson, Shears, nodes, parse, texts

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


def shortened(value: object) -> tuple[object, dict[str, int]]:
    shears = Shears()
    text = json.dumps(value)
    read = json.loads(text)
    shears.shorten(read, text)
    return read, shears.cut


def test_a_list_as_long_as_allowed_is_kept() -> None:
    value = {"@type": "NewsArticle", "author": [f"Ann {n}" for n in range(MAX_LISTED)], "image": ["a", "b"]}
    assert shortened(value) == (value, {})


def test_a_longer_list_is_cut_wherever_it_stands() -> None:
    read, cut = shortened([{"@graph": [{"citation": [[str(n) for n in range(MAX_LISTED + 1)]], "image": ["a"]}]}])
    assert read == [{"@graph": [{"citation": [[str(n) for n in range(MAX_LISTED)]], "image": ["a"]}]}]
    assert cut == {"citation": MAX_LISTED + 1}


def test_the_lists_of_all_blocks_are_limited_together() -> None:
    shears = Shears()
    kept = 0
    for _ in range(30):
        block = {"image": ["a"] * (MAX_LISTED - 1)}
        shears.shorten(block, json.dumps(block))
        kept += len(block["image"])
    assert kept == MAX_ENTRIES + MAX_LISTED - 1  # the first block has too few commas to be looked at
    assert shears.cut == {"image": MAX_LISTED - 1}

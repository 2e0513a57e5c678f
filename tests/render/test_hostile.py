"""Hostile strings in every field of an audit: nothing runs, nothing is linked, nothing is hidden."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from auditor.model import Audit, Failure
from auditor.render import render

HOSTILE = {
    "script": '"><script>alert(1)</script>',
    "attribute": "x\" onmouseover='alert(1)' autofocus onfocus=alert(1) x=\"",
    "address": "javascript:alert(1)//http://x.example/",
    "template": "{{7*7}}{% include 'report.css' %}{#",
    "comment": "--><!--</style></title></textarea><svg/onload=alert(1)>",
    "bidi": "safe\u202efdp.exe\u2066",
    "control": "nul\0esc\x1b]8;;http://evil.example\x07link\x1b[2J\x9b31m",
    "long": "W" * 3000,
    "markdown": "[click](javascript:alert(1)) ![p](http://evil.example/p.png) **b** `c` @user #1 <b>x</b> | a | ~~s~~",
    "blocks": "# heading\n- item\n1. one\n> quote\n```\ncode\n***\n| a | b |\n| - | - |",
    "links": "www.evil.example https://evil.example <https://evil.example> &lt;b&gt; \\[x\\](y)",
}


@pytest.fixture(params=HOSTILE)
def hostile(request: pytest.FixtureRequest) -> str:
    return HOSTILE[request.param]


def poisoned(value: msgspec.Struct, text: str) -> Any:
    """The same value with `text` in every field that takes free text."""
    data = msgspec.to_builtins(value)

    def attempt(holder: Any, key: Any) -> None:
        before = holder[key]
        holder[key] = text
        try:
            msgspec.convert(data, type(value))
        except msgspec.ValidationError:
            holder[key] = before

    def walk(node: Any) -> None:
        for key in node if isinstance(node, dict) else range(len(node)):
            if isinstance(node[key], tuple):
                node[key] = list(node[key])
            if isinstance(node[key], dict | list):
                walk(node[key])
            elif isinstance(node[key], str):
                attempt(node, key)

    walk(data)
    return msgspec.convert(data, type(value))


@pytest.fixture
def bad(audit: Audit, hostile: str) -> Audit:
    poisoned_audit: Audit = poisoned(audit, hostile)
    assert poisoned_audit.findings[0].items[0].quote == hostile
    return poisoned_audit


@pytest.fixture
def bad_failure(failure: Failure, hostile: str) -> Failure:
    poisoned_failure: Failure = poisoned(failure, hostile)
    return poisoned_failure


def test_html(bad: Audit, bad_failure: Failure) -> None:
    text = render("html", [bad, bad], [bad_failure])
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    page = BeautifulSoup(text, "html.parser")
    assert not page.find_all(["script", "iframe", "object", "embed", "img", "form", "base", "b"])
    assert len(page.find_all("style")) == len(page.find_all("title")) == 1
    for element in page.find_all(True):
        assert not [name for name in element.attrs if name.startswith("on") or name in ("style", "autofocus", "src")]
        href = str(element.get("href", "#"))
        assert href.startswith(("#", "http://", "https://")) or href == "data:,"
    identifiers = [str(element["id"]) for element in page.find_all(id=True)]
    assert len(identifiers) == len(set(identifiers))
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert page.head is not None
    assert policy is not None
    assert page.head.find(True) is policy


@pytest.mark.parametrize("name", ["script", "attribute", "template", "comment", "markdown", "links", "long"])
def test_html_keeps_the_words(audit: Audit, name: str) -> None:
    page = BeautifulSoup(render("html", [poisoned(audit, HOSTILE[name])]), "html.parser")
    marks = [mark.get_text() for mark in page.find_all("mark")]
    assert marks
    assert set(marks) == {HOSTILE[name]}


@pytest.mark.parametrize("color", [False, True])
def test_text(bad: Audit, bad_failure: Failure, color: bool) -> None:
    text = render("text", [bad, bad], [bad_failure], color=color, width=60)
    bare = re.sub(r"\x1b\[(0|1|2|32|33|1;31)m", "", text) if color else text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", bare)
    assert max(map(len, bare.splitlines())) <= 60


def test_text_shows_what_turns_the_reading_direction(audit: Audit) -> None:
    assert "safe⟦RLO⟧fdp.exe⟦LRI⟧" in render("text", [poisoned(audit, HOSTILE["bidi"])])


def test_markdown(bad: Audit, bad_failure: Failure) -> None:
    text = render("markdown", [bad, bad], [bad_failure])
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert not re.search(r"<(?!https?://[^<>\s]+>\))", text)
    assert not re.search(r"@(?!\u2060)|#\d|(?<!\\)!\[", text)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {
        "text", "softbreak", "strong_open", "strong_close", "em_open", "em_close", "link_open", "link_close",
        "text_special",
    }  # fmt: skip
    links = {str(child.attrs["href"]) for child in inline if child.type == "link_open"}
    assert all(link.startswith(("https://", "http://")) for link in links)
    assert not {"fence", "code_block", "html_block", "hr", "ordered_list_open"} & {token.type for token in tokens}
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    clean = (
        MarkdownIt("commonmark").enable("table").parse(render("markdown", [poisoned(bad, "plain")] * 2, [bad_failure]))
    )
    assert headings == [token.tag for token in clean if token.type == "heading_open"]


def test_json_keeps_every_byte(bad: Audit) -> None:
    assert Audit.from_json(render("json", [bad])) == bad
    assert render("jsonl", [bad]).count("\n") == 1


@pytest.mark.parametrize("name", ["script", "attribute", "template", "comment", "markdown", "links", "blocks", "long"])
def test_markdown_reads_as_the_page_has_it(audit: Audit, name: str) -> None:
    tokens = MarkdownIt("commonmark").parse(render("markdown", [poisoned(audit, HOSTILE[name])]))
    texts = ["".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"]
    assert " ".join(HOSTILE[name].split()) in [text.replace("\u2060", "") for text in texts]

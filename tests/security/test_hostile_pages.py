"""Pages made to hurt: none takes long, none raises, and what was cut is a gap."""

from __future__ import annotations

import json
import resource
import sys
import time

import pytest

from auditor.model import Snapshot
from auditor.page import Page, read

SECONDS = 2.0 if sys.gettrace() is None else 6.0
"""Of processor time; measuring coverage makes every line cost a multiple."""
MEGABYTES = 500
PARAGRAPH = b"<p>A paragraph of ordinary text that is long enough to weigh something in it.</p>"


def _linked_data(value: bytes) -> bytes:
    return b'<script type="application/ld+json">' + value + b"</script>" + PARAGRAPH


def _each(template: str, count: int) -> bytes:
    return "".join(template.format(number) for number in range(count)).encode()


CUT = {
    "a bomb of attributes and formatting": _each("<b a{}=1><p>", 5_000),
    "the same behind a drawing": b"<svg><style>" + _each("<b a{}=1><p>", 5_000),
    "the same behind a text field": b"<textarea><script></textarea>" + _each("<b a{}=1><p>", 5_000),
    "50,000 elements inside each other": b"<div>" * 50_000 + b"deep",
    "50,000 tables inside each other": b"<table><tr><td>" * 50_000,
    "200,000 attributes": b"<p " + _each("a{}=1 ", 200_000) + b">text</p>",
    "200,000 attributes with brackets in quotes": b"<p " + _each("a{}='>' ", 200_000) + b">text</p>",
    "100,000 links": _each('<a href="/x{0}">link {0}</a> ', 100_001),
    "more text than is read": PARAGRAPH * 60_000,
}
WHOLE = {
    "a comment of 5 MB": b"<!--" + b"- " * 2_500_000 + b"-->" + PARAGRAPH,
    "a class of 1 MB": b'<div class="' + b"related-byline_x " * 62_000 + b'">' + PARAGRAPH + b"</div>",
    "a class of 1 MB without a space": b'<div class="' + b"related-" * 125_000 + b'">' + PARAGRAPH + b"</div>",
    "a style of 1 MB": b'<div style="' + b"display: nane;" * 75_000 + b'">' + PARAGRAPH + b"</div>",
    "100,000 nodes of JSON-LD": _linked_data(json.dumps({"@graph": [{"@type": "Thing"}] * 100_000}).encode()),
    "JSON-LD with 200,000 authors": _linked_data(
        json.dumps({"@type": "NewsArticle", "author": [{"name": "Ines Calder"}] * 200_000}).encode()
    ),
    "20,000 blocks of JSON-LD": _linked_data(b'{"@type":"Thing"}') * 20_000,
    "JSON nested 100,000 deep": _linked_data(b"[" * 100_000 + b"]" * 100_000),
    "a graph nested 100,000 deep": _linked_data(b'{"@graph":' * 100_000 + b"1" + b"}" * 100_000),
    "JSON-LD that never ends": _linked_data(b'{"a":"' + b"x\n" * 2_000_000),
    "JSON-LD of commas": _linked_data(b"[1," + b" " * 200_000 + b"2" + b", " * 300_000),
    "JSON-LD of comments": _linked_data(b"/* " * 500_000),
    "60,000 properties": b"<span itemprop=author>x</span>" * 60_000,
    "60,000 properties of RDFa": b"<div typeof=Article>" + b"<i property=author>x</i>" * 60_000,
    "typed elements inside each other": b"<div typeof=Article property=author>" * 1_400 + b"word " * 10_000,
    "50,000 metas": b'<meta name="author" content="a b">' * 50_000,
    "100,000 pictures": b"<img src=a.jpg>" * 100_000,
    "a picture with 10,000 sources": b"<picture>" + b"<source srcset=a.jpg>" * 10_000 + b"<img src=x>" * 10_000,
    "a picture with 500,000 renditions": b'<img src=a.jpg srcset="' + b"a.jpg 1w, " * 500_000 + b'">',
    "20,000 figures": b"<figure><img src=a><p>x</p><p>x</p></figure>" * 20_000,
    "50,000 headings and a title of 1 MB": b"<title>"
    + b"x" * 1_000_000
    + b"</title>"
    + b"<h1>words here</h1>" * 50_000,
    "30,000 linked headings": b"<div><h2><a href=x>linked heading words</a></h2></div>" * 30_000,
    "100,000 line breaks": b"a<br>" * 100_000,
    "an address of 1 MB": b'<a href="' + b"/../" * 250_000 + b'">far away</a>',
    "5 MB of nothing": b"\0" * 5_000_000 + PARAGRAPH,
    "5 MB that is no text": b"\xff" * 5_000_000,
    "4 MB encoded twice": "Ã¼".encode() * 1_000_000,
    "UTF-8 with 9,999 strays": "é".encode() * 2_000_000 + b"\xff" * 9_999,
    "5 MB of opening brackets": b"<" * 5_000_000,
    "1 MB of open quotes": b"<a b='" * 200_000,
    "5 MB of slashes in a tag": b"<a " + b"/" * 5_000_000,
    "10 MB of spaces": b"<p>x" + b" " * 10_000_000,
}


@pytest.mark.parametrize("raw", CUT.values(), ids=CUT)
def test_what_was_cut_is_a_gap(raw: bytes) -> None:
    page = _read_in_time(raw)
    assert {gap.fact for gap in page.gaps} == {"page.body"}
    assert {gap.reason for gap in page.gaps} <= {"hostile-markup", "truncated"}


@pytest.mark.parametrize("raw", WHOLE.values(), ids=WHOLE)
def test_what_is_only_large_is_read(raw: bytes) -> None:
    page = _read_in_time(raw)
    assert page.url == "https://news.example/"


def test_one_paragraph_of_10_mb_is_cut_as_a_gap() -> None:
    page = _read_in_time(b"<p>before</p><p>" + b"some words here " * 650_000)
    assert page.text == "before"
    assert [gap.reason for gap in page.gaps] == ["truncated"]


def test_evidence_on_a_wide_page_is_named_in_time() -> None:
    page = _read_in_time(b"<p>word</p>" * 60_000)
    started = time.process_time()
    selectors = [page.at(block).selector for block in page.blocks[::100]]
    assert time.process_time() - started < SECONDS
    assert selectors[:2] == ["body > p:nth-of-type(1)", "body > p:nth-of-type(101)"]


def _read_in_time(raw: bytes) -> Page:
    """The page, if it took neither more than two seconds nor much memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    page = read(Snapshot(requested_url="https://news.example/", final_url="https://news.example/", raw=raw))
    assert time.process_time() - started < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES
    return page

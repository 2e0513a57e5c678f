"""Markup that is cut before it is parsed, and ordinary markup that is not."""

from __future__ import annotations

import time

import pytest
from selectolax.lexbor import LexborHTMLParser

from auditor.page.guard import MAX_ATTRIBUTES, MAX_DEPTH, MAX_FORMATTING, guard

HOSTILE = {
    "unclosed formatting with attributes": ("".join(f"<b a{n}=1><p>" for n in range(5_000)), "formatting"),
    "formatting behind stray end tags": ("".join(f"<i a{n}=1></u></u>" for n in range(3_000)), "formatting"),
    "nested elements": ("<div>" * 50_000, "deep"),
    "nested and closed again": ("<div>" * 20_000 + "</div>" * 20_000, "deep"),
    "nested slowly": ("<div><div></div>" * 12_000, "deep"),
    "formatting in capitals": ("".join(f"<FONT a{n}=1><P>" for n in range(3_000)), "formatting"),
    "elements without end": ("<br>" * 250_000, "elements"),
    "brackets without end": ("<a><" * 250_000, "elements"),
    "closed in a comment": ("<div><!--</div>-->" * 20_000, "deep"),
    "closed in a script": ("<div><script></div></script>" * 20_000, "deep"),
    "closed in a script behind a comment that holds its end": (
        "<div><script><!--<script></script>--></div></script>" * 20_000,
        "deep",
    ),
    "closed in an attribute": ("<div><i a='</div>'></i>" * 20_000, "deep"),
    "closed in a tag that is no tag": ("<div><?</div>" * 20_000, "deep"),
    "closed in text of SVG": ("<div><svg><![CDATA[</div>]]></svg>" * 20_000, "deep"),
    "cells outside of a table": ("<td><div>" * 20_000, "deep"),
    "closed where a comment has ended before": ("<li><!--></li>--><b><div>" * 20_000, "formatting"),
    "a long link opened again in every paragraph": (
        "<div><a href='" + "y" * 20_000 + "'></div>" + "<p>x" * 20_000,
        "opened again",
    ),
    "formatting hidden by a cell": (
        "<div>" + "".join(f"<font color={n}>" for n in range(300)) + "</div><table><td>" + "<br>" * 20_000,
        "formatting",
    ),
    "attributes in end tags": ("<p>x</p " + " ".join(f"a{n}" for n in range(50_000)) + ">", "attributes"),
    "formatting closed in comments": ("".join(f"<font a{n}><!--</font>-->" for n in range(3_000)), "formatting"),
    "formatting opened again in every paragraph": (
        "<div>" + "".join(f"<font color={n}>" for n in range(200)) + "</div>" + "<p>x" * 10_000,
        "opened again",
    ),
    "options": ("<select>" + "<option>x" * 20_000, "options"),
    "bodies": ("".join(f"<BODY a{n}>" for n in range(20_000)), "bodies"),
}
ORDINARY = {
    "many closed formatting elements": "<p><b>x</b> <i>y</i></p>" * 4_000,
    "many links": '<li><a href="/x">x</a></li>' * 8_000,
    "unclosed paragraphs and cells": "<p>text <tr><td>cell" * 7_000,
    "a long script": "<script>" + "var a = [1, 2, 3];" * 20_000 + "</script><p>text</p>",
    "a long attribute": f'<div data-x="{"word " * 10_000}">text</div>',
    "a long comment": "<!--" + "x" * 5_000_000 + "-->",
    "end tags that reach through a button": ("<div>" * 400 + "<button>" + "</div>" * 400) * 40,
    "plain text to the end": "<p>x</p><plaintext>" + "<div></div>" * 20_000,
    "a comment full of markup": "<!--" + "<div><b>" * 9_000 + "-->",
    "nothing": "",
}


FLOODS = {
    "values": "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">",
    "no values": "<p " + " ".join(f"a{n}" for n in range(50_000)) + ">",
    "quoted brackets": "<p " + " ".join(f'a{n}=">" b{n}' for n in range(3_000)) + ">text",
    "loose quotes": '<p x\' a=">" ' + " ".join(f"a{n}" for n in range(3_000)) + ">",
    "no space": "<p " + "".join(f'a{n}="x"' for n in range(3_000)) + ">",
    "a quote in a comment before it": '<!--<x a="--><p ' + " ".join(f"a{n}" for n in range(50_000)) + ">",
    "a quote in a script before it": "<script>'<a title=\"'</script><p "
    + " ".join(f"a{n}" for n in range(3_000))
    + ">",
    "a control character that is no space": '<p a=\v"x ' + " ".join(f"a{n}" for n in range(3_000)) + ' y">',
    "an end of a comment in it": "<p x='--!> -->' " + " ".join(f"a{n}" for n in range(3_000)) + ">",
}
"""More attributes than one element may have, however the markup around them is to be read."""


@pytest.mark.parametrize(("markup", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_markup_is_cut_at_the_limit(markup: str, reason: str) -> None:
    started = time.process_time()
    guarded = guard(markup.encode())
    LexborHTMLParser(guarded.markup)
    assert time.process_time() - started < 2
    assert guarded.cut is not None
    assert reason in guarded.cut
    assert len(guarded.markup) < len(markup)
    assert guard(guarded.markup) == (guarded.markup, None)


@pytest.mark.parametrize("markup", FLOODS.values(), ids=FLOODS)
def test_the_attributes_of_a_flood_are_taken_out_and_nothing_else(markup: str) -> None:
    started = time.process_time()
    guarded = guard(f"<p>before</p>{markup}inside</p><p>after</p>".encode())
    tree = LexborHTMLParser(guarded.markup)
    assert time.process_time() - started < 2
    assert "attributes" in (guarded.cut or "")
    assert max(len(node.attributes) for node in tree.css("*")) <= MAX_ATTRIBUTES
    texts = [node.text() for node in tree.css("p")]
    assert (texts[0], texts[-1]) == ("before", "after")


NO_TAGS = {
    "a comparison in a script": "<script>for(i=0;i<n;%s)</script>",
    "a comment": "<!-- <p %s> -->",
    "a comment that begins in quotes": "<!-- <x a='--><p>y</p><!-- ' <p %s> -->",
    "a text field": "<textarea><p %s></textarea>",
    "a style": "<style>a<b %s </style>",
}
"""What looks like a flood and is none."""


@pytest.mark.parametrize("template", NO_TAGS.values(), ids=NO_TAGS)
def test_what_is_no_tag_is_no_flood(template: str) -> None:
    markup = f"<p>before</p>{template % ' '.join(f'x{n}' for n in range(3_000))}<p>after</p>".encode()
    assert guard(markup) == (markup, None)


def test_too_many_that_may_be_floods_are_cut_there() -> None:
    one = f"<!-- <p {' '.join(f'x{n}' for n in range(1_200))}> -->"
    guarded = guard(f"<p>kept</p>{one * 30}<p>lost</p>".encode())
    assert guarded.cut == "more than 1,000 attributes on one element"
    assert guarded.markup.startswith(b"<p>kept</p>")
    assert b"lost" not in guarded.markup


@pytest.mark.parametrize("markup", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_markup_passes_whole(markup: str) -> None:
    assert guard(markup.encode()) == (markup.encode(), None)


def test_what_cannot_be_read_in_time_is_cut() -> None:
    guarded = guard((b"<a " * 990 + b">") * 90)
    assert guarded.cut == "tags without end within one another"


def test_the_cut_leaves_what_came_before() -> None:
    guarded = guard(b"<p>kept</p>" + b"".join(b"<em id=%d>" % n for n in range(300)))
    assert guarded.markup.startswith(b"<p>kept</p>")
    assert guarded.markup.count(b"<em") == MAX_FORMATTING


def test_formatting_hidden_by_more_cells_than_can_be_closed_is_cut() -> None:
    guarded = guard(b"<p>kept</p>" + b"<object>" * 40 + b"<br>" * 20_000)
    assert guarded.cut == "more than 20 cells or objects in one another"
    assert guarded.markup.startswith(b"<p>kept</p>")


def test_formatting_that_is_alike_is_opened_again_three_times_only() -> None:
    guarded = guard(b"<div>" + b"<em>" * 240 + b"</div>" + b"<p>x" * 20_000)
    assert guarded.cut is None


def test_depth_is_allowed_up_to_the_limit() -> None:
    shallow = "<div>" * (MAX_DEPTH - 1) + "x" + "</div>" * (MAX_DEPTH - 1) + "<br>" * 20_001
    assert guard(shallow.encode()).cut is None
    assert MAX_ATTRIBUTES < 2_000


def test_as_many_attributes_as_allowed_stay() -> None:
    allowed = f"<div {' '.join(f'a{n}=1' for n in range(MAX_ATTRIBUTES))}>".encode()
    assert guard(allowed) == (allowed, None)

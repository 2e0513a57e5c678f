"""Markup that is cut before it is parsed, and ordinary markup that is not."""

from __future__ import annotations

import time

import pytest

from auditor.page.guard import MAX_ATTRIBUTES, MAX_DEPTH, MAX_FORMATTING, guard

HOSTILE = {
    "unclosed formatting with attributes": ("".join(f"<b a{n}=1><p>" for n in range(5_000)), "formatting"),
    "formatting behind stray end tags": ("".join(f"<i a{n}=1></u></u>" for n in range(3_000)), "formatting"),
    "nested elements": ("<div>" * 50_000, "deep"),
    "nested and closed again": ("<div>" * 20_000 + "</div>" * 20_000, "deep"),
    "nested slowly": ("<div><div></div>" * 12_000, "deep"),
    "attributes of one element": ("<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">", "attributes"),
    "attributes without values": ("<p " + " ".join(f"a{n}" for n in range(50_000)) + ">", "attributes"),
    "tags without end": ("<br>" * 250_000, "tags"),
}
ORDINARY = {
    "many closed formatting elements": "<p><b>x</b> <i>y</i></p>" * 4_000,
    "many links": '<li><a href="/x">x</a></li>' * 8_000,
    "unclosed paragraphs and cells": "<p>text <tr><td>cell" * 7_000,
    "a long script": "<script>" + "var a = [1, 2, 3];" * 20_000 + "</script><p>text</p>",
    "a long attribute": f'<div data-x="{"word " * 10_000}">text</div>',
    "a long comment": "<!--" + "x" * 5_000_000 + "-->",
    "nothing": "",
}


@pytest.mark.parametrize(("markup", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_markup_is_cut_at_the_limit(markup: str, reason: str) -> None:
    started = time.process_time()
    guarded = guard(markup)
    assert time.process_time() - started < 2
    assert guarded.cut is not None
    assert reason in guarded.cut
    assert markup.startswith(guarded.markup)
    assert len(guarded.markup) < len(markup)


@pytest.mark.parametrize("markup", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_markup_passes_whole(markup: str) -> None:
    assert guard(markup) == (markup, None)


def test_the_cut_leaves_what_came_before() -> None:
    guarded = guard("<p>kept</p>" + "<em>" * 300)
    assert guarded.markup.startswith("<p>kept</p>")
    assert guarded.markup.count("<em>") == MAX_FORMATTING


def test_depth_is_allowed_up_to_the_limit() -> None:
    shallow = "<div>" * (MAX_DEPTH - 1) + "x" + "</div>" * (MAX_DEPTH - 1) + "<br>" * 10_001
    assert guard(shallow).cut is None
    assert MAX_ATTRIBUTES < 2_000

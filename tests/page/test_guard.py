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
    "attributes that hide behind quoted brackets": (
        "<p " + " ".join(f'a{n}="<b>" b{n}' for n in range(3_000)) + ">text",
        "attributes",
    ),
    "attributes that hide behind loose quotes": (
        '<p x\' a=">" ' + " ".join(f"a{n}" for n in range(3_000)),
        "attributes",
    ),
    "formatting in capitals": ("".join(f"<FONT a{n}=1><P>" for n in range(3_000)), "formatting"),
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
    guarded = guard(markup.encode())
    assert time.process_time() - started < 2
    assert guarded.cut is not None
    assert reason in guarded.cut
    assert len(guarded.markup) < len(markup)
    assert guard(guarded.markup) == (guarded.markup, None)


@pytest.mark.parametrize("markup", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_markup_passes_whole(markup: str) -> None:
    assert guard(markup.encode()) == (markup.encode(), None)


def test_the_cut_leaves_what_came_before() -> None:
    guarded = guard(b"<p>kept</p>" + b"<em>" * 300)
    assert guarded.markup.startswith(b"<p>kept</p>")
    assert guarded.markup.count(b"<em>") == MAX_FORMATTING


def test_depth_is_allowed_up_to_the_limit() -> None:
    shallow = "<div>" * (MAX_DEPTH - 1) + "x" + "</div>" * (MAX_DEPTH - 1) + "<br>" * 10_001
    assert guard(shallow.encode()).cut is None
    assert MAX_ATTRIBUTES < 2_000


def test_a_flood_of_attributes_takes_only_itself() -> None:
    flood = " ".join(f'a{n}="{n}"' for n in range(MAX_ATTRIBUTES + 1))
    guarded = guard(f"<p>before</p><div {flood}>inside</div><p>after</p>".encode())
    assert guarded.markup == b"<p>before</p><div>inside</div><p>after</p>"


def test_as_many_attributes_as_allowed_stay() -> None:
    allowed = f"<div {' '.join(f'a{n}=1' for n in range(MAX_ATTRIBUTES))}>".encode()
    assert guard(allowed) == (allowed, None)

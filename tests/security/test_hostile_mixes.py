"""Pages mixed at random of what hurts parsers: whatever stands where, the guard keeps the promise of the whole."""

from __future__ import annotations

import os
import random
import resource
import sys
import time

import pytest
from selectolax.lexbor import LexborHTMLParser

from auditor import audit_html
from auditor.page.guard import MAX_ATTRIBUTES, MAX_ROOTS, QUICK_TAGS, guard
from auditor.page.nesting import MAX_COPIED

SLOWED = 1.0 if sys.gettrace() is None else 3.0
"""Measuring coverage makes every line cost a multiple."""
SECONDS_PER_MEGABYTE, SECONDS = 2.0, 1.0
MEGABYTES = 500
SEEDS = int(os.environ.get("HOSTILE_SEEDS", "300"))
"""How many mixes the long test makes."""

STRUCTURE = (
    "<div> </div> <p> </p> <b> </b> <font~color={n}> </font> <i~c={n}> </i> <a~href={n}> </a> <nobr> <table> </table> "
    "<tr> <td> </td> <caption> <select> </select> <option> <optgroup> <button> </button> <object> </object> <li> "
    "</li> <ul> <dd> <dt> <ruby> <rt> <form> <h1> </br> </p~q> <body~b{n}> <html~h{n}> <span> </span> <x-y> <hr> <img>"
).split()
STATES = (
    "<!-- --> --!> <!--> <!x> <?x </> <![CDATA[ ]]> <x~a=' '> <x~a=\" \"> <script> </script> <!--<script> <style> "
    "</style> <textarea> </textarea> <title> </title> <svg> </svg> <math> </math> <mi> <foreignObject> <desc> "
    "<template> </template> <noscript> </noscript> <iframe> </iframe> <xmp> </xmp> <plaintext> <frameset> = ' \" > <"
).split()
TEXT = (
    "word AI said~Ann~Smith By~Ann~Smith 1~May~2024 “ ” ( . ... https://x.example/?a=b Correction: ©~Ann "
    "This~article~was~written~by~AI. Subscribe~to~read 12/12/2024 ¿ 記者 \u0301 \u200b &amp; &"
).split()
BLOCKS = tuple(block.replace("~", " ") for block in (*STRUCTURE, *STATES, *TEXT))
GROWTHS = (1, 40, 400, 3_000)


def mix(seed: int, size: int) -> bytes:
    """A page of about that many bytes: stretches of few blocks each, some followed by many attributes."""
    chosen = random.Random(seed)
    parts: list[str] = []
    length = 0
    while length < size:
        pool = chosen.sample(BLOCKS, chosen.randint(1, 6))
        stretch = [chosen.choice(pool).format(n=chosen.randrange(10**6)) for _ in range(chosen.randint(1, 12))]
        if chosen.random() < 0.1:
            space = chosen.choice(" /\n")
            stretch.append(
                "<p " + space.join(f"a{n}" for n in range(chosen.choice(GROWTHS))) + chosen.choice((">", ""))
            )
        more = "".join(stretch) * chosen.choice(GROWTHS)
        parts.append(more[: size // 2])
        length += len(parts[-1])
    return "".join(parts).encode()[:size]


def assert_kept(raw: bytes) -> None:
    """Time in proportion to length, limited memory, and a tree within the limits."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    audit = audit_html(b"<p>A paragraph to begin with.</p>" + raw, url="https://news.example/")
    allowed = min(2.0, SECONDS + SECONDS_PER_MEGABYTE * len(raw) / 1e6)
    assert time.process_time() - started < allowed * SLOWED
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES
    guarded = guard(raw)
    if guarded.cut:
        assert any(gap.reason == "hostile-markup" for gap in audit.gaps)
    tree = LexborHTMLParser(guarded.markup)
    elements = tree.css("*")
    assert max((len(node.attributes) for node in elements), default=0) <= MAX_ATTRIBUTES * MAX_ROOTS
    assert len(elements) <= guarded.markup.count(b"<") + MAX_COPIED / 7 + 10
    depth, node = 0, tree.body
    while node is not None:
        node, depth = node.last_child, depth + 1
    assert depth <= QUICK_TAGS  # as deep as pages may be that are not looked at


def listed(name: str, entry: str, number: int) -> str:
    """An article in JSON-LD with that many entries of one property."""
    entries = ",".join(entry.replace("%d", str(each)) for each in range(number))
    return f'<script type="application/ld+json">{{"@type":"NewsArticle","{name}":[{entries}]}}</script>'


TEXT_BEFORE = "<h1>Head line here</h1>" + f"<p>{'The council voted on the new bridge. ' * 6}</p>" * 50
AUDITED = {
    "a claim without an end": "<p>" + "generated with artificial intelligence was not " * 12_000,
    "words of statements": "<article><h1>Bridge</h1>"
    + f"<p>{'The robot wrote this text by AI and ChatGPT summary, ' * 27}. </p>" * 340,
    "links that name policies": "<footer>" + "".join(f"<a href=/{n}>How we use AI {n}</a> " for n in range(9_000)),
    "leftovers in one paragraph": "<p>" + ":contentReference[oaicite:0]{index=0} " * 13_000,
    "quotations": "<article>" + '<p>"It is so," said Ann Smith of Acme.</p>' * 12_000,
    "headings": "<article>" + "<h2>Sources</h2><p>x</p>" * 20_000,
    "class words of dashes": f"<p class='{'-' * 500_000}'>x",
    "names of elements": "<article>" + "".join(f"<x-{n}>w</x-{n}>" for n in range(20_000)),
    "authors in JSON-LD": listed("author", '{"name":"Ann Smith%d"}', 20_000) + "<p>By Ann Smith1</p>",
    "boxes of facts": f"<article>{TEXT_BEFORE}" + '<div class="infobox"><p>abc words</p></div>' * 12_000,
    "articles in an article": f'<article class="a b c d">{TEXT_BEFORE}'
    + '<article class="a b c d"><p>abc words</p>x</article>' * 9_000,
    "cards of many names": f"<article>{TEXT_BEFORE}"
    + "".join(f"<div class=c{n // 4}><a href=/x>linked words</a><p>abc words</p></div>" for n in range(8_000)),
    "dated lines": "<article><h1>Head line here</h1>" + "<p>Published until 20 November 2026, by Tom</p>" * 11_000,
    "pictures beside links": f"<article>{TEXT_BEFORE}<div>"
    + "".join(f'<img src="/a{n}.jpg"><a href="/story-one-two-{n}">st</a>' for n in range(9_000)),
    "attributes of twenty roots": "".join(
        f"<html {' '.join(f'a{root}x{n}' for n in range(900))}>" for root in range(20)
    ),
}
"""Half a megabyte each of what is costly after the parser."""


LISTS = {
    "authors": listed("author", '{"name":"Ann Smith%d"}', 192_000),
    "authors that point elsewhere": listed("author", '{"@id":"%d"}', 200_000),
    "authors in lists": listed("author", "[" + ",".join(f'"Ann Smith%d {n}"' for n in range(90)) + "]", 2_000),
    "pictures": listed("image", '"/logo%d.gif"', 200_000),
    "parts": listed("hasPart", '{"isAccessibleForFree":"%d"}', 120_000),
    "citations": listed("citation", '{"@type":"Report","name":"%d"}', 120_000),
    "corrections": listed("correction", '{"text":"Word %d."}', 150_000),
    "names of properties": '<script type="application/ld+json">{"@type":"NewsArticle","a":['
    + ",".join(f'{{"k{n}":["a","b"]}}' for n in range(200_000))
    + "]}</script>",
}
"""Some megabytes of lists that only machines read."""


@pytest.mark.parametrize("markup", LISTS.values(), ids=LISTS)
def test_long_lists_for_machines_are_cut_and_named(markup: str) -> None:
    started = time.process_time()
    audit = audit_html(f"{markup}<p>By Ann Smith1</p>".encode(), url="https://news.example/")
    assert time.process_time() - started < 1.2 * SLOWED
    assert 1 <= len([gap for gap in audit.gaps if gap.reason == "hostile-markup"]) <= 4


@pytest.mark.parametrize("markup", AUDITED.values(), ids=AUDITED)
def test_no_part_of_an_audit_takes_more_than_its_length_allows(markup: str) -> None:
    assert_kept(markup.encode())


@pytest.mark.parametrize("seed", range(24))
def test_no_mix_takes_more_than_its_length_allows(seed: int) -> None:
    assert_kept(mix(seed, 60_000 if seed % 3 else 250_000))


@pytest.mark.slow
@pytest.mark.parametrize("size", [20_000, 200_000, 1_000_000, 5_000_000])
def test_no_mix_of_any_size_takes_long(size: int) -> None:
    for seed in range(SEEDS * 20_000 // (20_000 + size // 8)):
        assert_kept(mix(seed + size, size))

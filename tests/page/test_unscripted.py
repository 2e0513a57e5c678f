"""Elements that a noscript leaves open, or closes without having opened them."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from auditor.page import Page
from auditor.page.unscripted import MAX_LENGTH, without_open_noscripts

PageOf = Callable[..., Page]

SPILLING = {
    "a div": '<div id="no_scripts">',
    "a paragraph": "<p>Please turn scripts on.",
    "a link around a picture": "<a href=/help><img src=a.png>",
    "a frame closed as in XML": '<iframe src="https://count.example/ns"/>',
    "a style": "<style>p {color: red}",
    "an end of what was open before": "</div>",
    "a quotation mark": '<img src="https://count.example/a.gif>',
    "a comment": "<!-- no scripts",
    "an end after a comment": "<!-- <div> --></div>",
}
CLOSED = {
    "nothing": "",
    "words": "Please turn scripts on: 1 < 2.",
    "a picture": "<img height='1' alt=o'hara src=\"https://count.example/a.gif\"/>",
    "a frame": '<iframe src="https://count.example/ns"></iframe>',
    "a link in a paragraph": "<P>Please <a href=/help title='a > b'>turn scripts on</a>.</p>",
    "a comment with a tag": "<!-- <div> --><hr>",
    "the end of a comment": " --> <div> <!-- ",
    "the end of a script": '"; </script><div>',
    "too much for one": "<div>" + "word " * (MAX_LENGTH // 5),
}


@pytest.mark.parametrize("inner", SPILLING.values(), ids=SPILLING)
@pytest.mark.parametrize("name", ["noscript", "NOSCRIPT"])
def test_what_spills_is_taken_out(inner: str, name: str) -> None:
    around = f"<div><{name} id=n>%s</{name}></div><p>The council voted.</p>"
    assert without_open_noscripts((around % inner).encode()) == (around % "").encode()


@pytest.mark.parametrize("inner", CLOSED.values(), ids=CLOSED)
def test_what_is_closed_is_left_as_it_is(inner: str) -> None:
    markup = f"<div><noscript>{inner}</noscript></div><p>The council voted.</p>".encode()
    assert without_open_noscripts(markup) is markup


@pytest.mark.parametrize("inner", SPILLING.values(), ids=SPILLING)
def test_the_page_behind_it_is_read(page_of: PageOf, inner: str) -> None:
    page = page_of(f"<main><noscript>{inner}</noscript><p>The council voted.</p></main><p>Contact us</p>")
    assert [block.text for block in page.blocks] == ["The council voted.", "Contact us"]
    assert inner not in page.markup


def test_several_are_each_looked_at() -> None:
    markup = b"<noscript><p>one</noscript>a<noscript><p>two</p></noscript>b<noscript><b></noscript></noscript>c"
    mended = b"<noscript></noscript>a<noscript><p>two</p></noscript>b<noscript></noscript></noscript>c"
    assert without_open_noscripts(markup) == mended


def test_the_word_in_a_script_begins_none() -> None:
    markup = b"<script>x = '<noscript>'</script><div>text<noscript><img src=a></noscript></div>"
    assert without_open_noscripts(markup) is markup


@pytest.mark.parametrize(
    "part",
    [b"<noscript ", b"<noscript>", b"</noscript>", b"<noscript><!--</noscript>", b"<noscript>" + b"<a ='\"" * 3_000,
     b"<noscript>" + b"<a =' \"" * 2_500 + b"</noscript>", b"<noscript>" + b"<!--" * 4_000 + b"</noscript>"],
)  # fmt: skip
def test_time_is_in_proportion_to_length(part: bytes) -> None:
    markup = part * (2_000_000 // len(part))
    started = time.process_time()
    without_open_noscripts(markup)
    assert time.process_time() - started < 1.5

"""Hostile text is made harmless before any format sees it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.model import Audit
from auditor.render import cell, plain, safe_href
from auditor.render.escape import shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Mara Lindqvist", "By Mara Lindqvist"),
        ("nul\0 esc\x1b[31m bell\a", "nul esc[31m bell"),
        ("c1 \x9b31m del\x7f", "c1 31m del"),
        ("moc.live\u202egnp.jpg", "moc.live⟦RLO⟧gnp.jpg"),
        ("\u2066isolated\u2069", "⟦LRI⟧isolated⟦PDI⟧"),
        ("half \ud800 pair", "half \ufffd pair"),
        ("tab\tand\r\nline", "tab and \nline"),
        ("line\u2028separator", "line\nseparator"),
        ("family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"),
        ("عربي ועברית", "عربي ועברית"),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://harbour-post.example/a?b=c&d=%20#e",
        "http://harbour-post.example:8080/",
        "HTTPS://HARBOUR-POST.EXAMPLE/",
        "https://münchen.example/straße",
        "http://[2001:db8::1]/",
    ],
)
def test_links_that_may_be_followed(url: str) -> None:
    assert safe_href(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://files.example/",
        "//harbour-post.example/",
        "/relative",
        "https:harbour-post.example",
        "https:///harbour-post.example",
        "https://user:secret@harbour-post.example/",
        "https://user@harbour-post.example/",
        "https://harbour-post.example\\@evil.example/",
        "https://harbour-post.example/\x1b[31m",
        'https://harbour-post.example/"onmouseover="x',
        "https://harbour-post.example/<script>",
        "https://harbour-post.example/a b",
        "https://harbour-post.example/\u202egpj",
        "https://harbour-post.example:99999/",
        "https://[2001:db8::1/",
        "https://x:port/",
    ],
)
def test_links_that_stay_words(url: str) -> None:
    assert safe_href(url) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("harbour-post.example", "harbour-post.example"),
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-x", "'-x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'=1+1"),
        ("\r\n =1", "'=1"),
        ("\0=1", "'=1"),
        ("＝1+1", "'＝1+1"),
        ("1=1", "1=1"),
        ("two\nlines", "two lines"),
        (-3.5, "-3.5"),
        (0, "0"),
        (None, ""),
    ],
)
def test_cells_are_never_formulas(value: object, expected: str) -> None:
    assert cell(value) == expected


def test_shown_keeps_what_is_not_a_string(make: Callable[..., Audit]) -> None:
    audit = make()
    assert shown(audit) == audit

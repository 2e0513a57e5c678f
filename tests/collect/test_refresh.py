"""Meta refresh: followed where a browser would go at once, and nowhere else."""

from __future__ import annotations

import time

import pytest

from auditor.collect.refresh import refresh_of


@pytest.mark.parametrize(
    ("page", "target"),
    [
        ('<meta http-equiv="refresh" content="0;url=/story">', "/story"),
        ("<head><META HTTP-EQUIV=Refresh CONTENT='5; URL=/a'></head>", "/a"),
        ("""<meta content="0; url='https://news.example/?a=1&amp;b=2'" http-equiv=refresh>""",
         "https://news.example/?a=1&b=2"),
        ('<meta charset="utf-8"><meta http-equiv="refresh" content="2,/comma">', "/comma"),
        ('<meta http-equiv="refresh" content="0.5;/half">', "/half"),
        ('<!-- x --><script>if (a<b) {}</script><meta http-equiv="refresh" content="0;url=/s">', "/s"),
    ],
)  # fmt: skip
def test_a_page_that_sends_on(page: str, target: str) -> None:
    assert refresh_of(page.encode()) == target


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<p>A story.",
        '<meta http-equiv="refresh" content="300">',
        '<meta http-equiv="refresh" content="0">',
        '<meta http-equiv="refresh" content="6;url=/later">',
        '<meta http-equiv="refresh">',
        '<meta name="refresh" content="0;url=/no">',
        '<noscript><meta http-equiv="refresh" content="0;url=/no-script"></noscript>',
        '<noscript><meta http-equiv="refresh" content="0;url=/unclosed">',
        '<template><meta http-equiv="refresh" content="0;url=/t"></template>',
        '<!-- <meta http-equiv="refresh" content="0;url=/comment"> -->',
        """<script>x = '<meta http-equiv="refresh" content="0;url=/script">'</script>""",
        '<title><meta http-equiv="refresh" content="0;url=/title"></title>',
        '<head></head><body><meta http-equiv="refresh" content="0;url=/body">',
        " " * 70_000 + '<meta http-equiv="refresh" content="0;url=/far">',
    ],
)
def test_a_page_that_stays(page: str) -> None:
    assert refresh_of(page.encode()) is None


@pytest.mark.parametrize("piece", ["<meta ", "<!--", "<noscript>", "<script></script>", "<meta a=", "=", '<meta a="'])
def test_looking_takes_no_time(piece: str) -> None:
    began = time.perf_counter()
    refresh_of((piece * 70_000)[: 1 << 20].encode())
    assert time.perf_counter() - began < 1

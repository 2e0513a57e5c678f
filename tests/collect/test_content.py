"""A page is told from everything else by its bytes first."""

from __future__ import annotations

import random

import pytest

from auditor.collect.content import is_picture, kind_of, refuse_other_than_page
from auditor.errors import UnsupportedContent

PAGE = "<!DOCTYPE html><html><title>Zürich</title><p>Text.</p></html>"


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        (PAGE.encode(), "text/html; charset=utf-8"),
        (PAGE.encode(), None),
        (PAGE.encode(), "application/octet-stream"),
        (PAGE.encode(), "image/jpeg"),
        (PAGE.encode(), "application/json"),
        (PAGE.encode("latin-1"), "text/html; charset=latin-1"),
        (PAGE.encode("utf-16"), None),
        (PAGE.encode("utf-16-le"), None),
        (PAGE.encode("utf-16-be"), None),
        (("Text ohne Tags. " + PAGE).encode("utf-16-le"), "text/html; charset=UTF-16LE"),
        (b"\xef\xbb\xbf" + PAGE.encode(), None),
        (b"\n" * 5000 + PAGE.encode(), None),
        (b'<?xml version="1.0"?><!-- a > b --><html xmlns="x"><p>x</p></html>', "application/xhtml+xml"),
        (b"<!-- never closed", None),
        (b"<p>The format starts with %PD", None),
        (b"<p>x\0y</p>" + b"\0" * 100, None),
        (b"Just a plain note.", "text/plain"),
        (b"Just a plain note with one \0 in it.", None),
        (b"[Update 3] The mayor said", "text/html"),
        (b"{ not json", None),
        (b"[" * 100_000, "text/html"),
        (b"<rss-reader>x", None),
        ("Текст без разметки".encode("cp1251"), None),
        ("日本語".encode("iso-2022-jp"), None),
    ],
)
def test_pages_pass(raw: bytes, content_type: str | None) -> None:
    refuse_other_than_page(raw, content_type)
    assert kind_of(raw, content_type) is None
    assert not is_picture(raw, content_type)


@pytest.mark.parametrize(
    ("raw", "content_type", "kind"),
    [
        (b"%PDF-1.7\n...", "text/html", "a PDF"),
        (b"\n\njunk before %PDF-1.4", None, "a PDF"),
        (b"PK\x03\x04abc", "text/html", "a ZIP archive or an office document"),
        (b"GIF89a...", None, "a GIF image"),
        (b"\xff\xd8\xff\xe0....", "text/html", "a JPEG image"),
        (b"\x89PNG\r\n\x1a\n....", None, "a PNG image"),
        (b"RIFF1234WEBPVP8 ", None, "a WebP image"),
        (b"RIFF1234WAVEfmt ", None, "an audio recording"),
        (b"\x00\x00\x00\x1cftypavif\x00", None, "an AVIF image"),
        (b"\x00\x00\x00\x1cftypmp42\x00", None, "an audio or video recording"),
        (b"\x1f\x8b\x08\x00", None, "a gzip archive"),
        (b'{"a": [1, 2]}', None, "JSON data"),
        (b' [{"a": 1}]\n', "text/html", "JSON data"),
        (b"\xef\xbb\xbf{}", "text/html", "JSON data"),
        (b"callback(", "application/json; charset=utf-8", "JSON data"),
        (b"callback(", "application/problem+json", "JSON data"),
        (b"a { color: red }", "text/css", "a style sheet"),
        (b"a;b;c", "text/csv", "a table"),
        (b"no known magic", "video/quicktime", "a video"),
        (b"no known magic", "font/woff2", "a font"),
        (b"no known magic", "image/x-new", "an image"),
        (b'<?xml version="1.0"?>\n<rss version="2.0">', "text/xml", "a feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', None, "a feed"),
        (b"<urlset xmlns='x'>", None, "a sitemap"),
        (b"<!-- c --><svg width='1'/>", "image/svg+xml", "an SVG image"),
        (random.Random(1).randbytes(2000), None, "binary data"),
        (b"\x7fELF" + bytes(100), "text/html", "binary data"),
    ],
)
def test_the_rest_is_named(raw: bytes, content_type: str | None, kind: str) -> None:
    with pytest.raises(UnsupportedContent, match=f"This is {kind}, not a page"):
        refuse_other_than_page(raw, content_type)
    assert is_picture(raw, content_type) is kind.endswith("image")


@pytest.mark.parametrize("raw", [b"", b" \r\n\t", b"\xef\xbb\xbf\n", b"\0\0"])
def test_nothing_is_no_page(raw: bytes) -> None:
    with pytest.raises(UnsupportedContent, match="There is nothing in it"):
        refuse_other_than_page(raw, "text/html")


def test_a_picture_is_sent_where_pictures_are_read() -> None:
    with pytest.raises(UnsupportedContent, match="auditor image FILE"):
        refuse_other_than_page(b"GIF89a...", None)


def test_a_file_that_is_picture_and_page_at_once_is_a_picture() -> None:
    assert is_picture(b"\xff\xd8\xff\xfe<html><script>alert(1)</script>", "text/html")

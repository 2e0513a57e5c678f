"""Bytes to text: who is believed when header, declaration and bytes disagree."""

from __future__ import annotations

import pytest

from auditor.page.decoding import decode

GERMAN = "Prüfung der Maßnahmen: geändert"
CASES = {
    "a byte order mark beats the header": (b"\xef\xbb\xbf" + GERMAN.encode(), "text/html; charset=iso-8859-1", "utf-8"),
    "UTF-16 with its mark": (b"\xff\xfe" + GERMAN.encode("utf-16-le"), None, "utf-16-le"),
    "the header": (GERMAN.encode("iso-8859-1"), "text/html; charset=ISO-8859-1", "cp1252"),
    "the header beats the declaration": (
        b'<meta charset="utf-8">' + GERMAN.encode("cp1252"),
        "text/html; charset=windows-1252",
        "cp1252",
    ),
    "the declaration": (b'<meta charset="iso-8859-15">' + GERMAN.encode("iso-8859-15"), None, "iso8859-15"),
    "http-equiv": (
        b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">' + GERMAN.encode("cp1252"),
        None,
        "cp1252",
    ),
    "a declared UTF-16 is UTF-8": (b'<meta charset="utf-16">' + GERMAN.encode(), None, "utf-8"),
    "valid UTF-8 without a word": (GERMAN.encode(), None, "utf-8"),
    "no word and not UTF-8": (GERMAN.encode("cp1252"), None, "cp1252"),
    "a wrong header against valid UTF-8": (GERMAN.encode(), "text/html; charset=iso-8859-1", "utf-8"),
    "a wrong declaration of UTF-8": (b'<meta charset="utf-8">' + GERMAN.encode("cp1252"), None, "cp1252"),
    "Shift_JIS": ("訂正のお知らせ".encode("shift_jis"), "text/html; charset=Shift_JIS", "cp932"),
    "Cyrillic": ("Тест новости".encode("cp1251"), "text/html; charset=windows-1251", "cp1251"),
    "cut in the middle of a character": (GERMAN.encode() + "ü".encode()[:1], None, "utf-8"),
    "an unknown label": (GERMAN.encode(), "text/html; charset=klingon", "utf-8"),
    "plain ASCII with a declaration": (b'<meta charset="iso-8859-1">plain', None, "cp1252"),
}


@pytest.mark.parametrize(("raw", "content_type", "encoding"), CASES.values(), ids=CASES)
def test_who_is_believed(raw: bytes, content_type: str | None, encoding: str) -> None:
    decoded = decode(raw, content_type)
    assert decoded.encoding == encoding
    assert not decoded.mojibake
    assert decoded.reason


@pytest.mark.parametrize(("raw", "content_type"), [case[:2] for case in list(CASES.values())[:6]])
def test_the_text_comes_out_right(raw: bytes, content_type: str | None) -> None:
    assert decode(raw, content_type).text.endswith(GERMAN)


def test_nonsense_is_noted() -> None:
    decoded = decode(bytes(range(128, 160)) * 20, "text/html; charset=shift_jis")
    assert decoded.mojibake

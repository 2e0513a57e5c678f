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


CORRECTION = "Der Text wurde berichtigt – geprüft von der “Redaktion”, Preis: 5 €"
CONFLICTS = {
    "a header against the declaration": (b"<meta charset=iso-8859-1>" + CORRECTION.encode(), "utf-8"),
    "a wrong header, a right declaration": (b"<meta charset=utf-8>" + CORRECTION.encode(), "iso-8859-1"),
    "Latin-1 that is windows-1252": (CORRECTION.encode("cp1252"), "iso-8859-1"),
    "a declaration far down": (b"<!--" + b"x" * 2_000 + b"--><meta charset=utf-8>" + CORRECTION.encode(), None),
    "UTF-16 with its mark": (CORRECTION.encode("utf-16"), None),
    "a mark against the header": (b"\xef\xbb\xbf" + CORRECTION.encode(), "iso-8859-1"),
    "a label nobody knows": (CORRECTION.encode(), "none-such"),
    "UTF-7, which no browser reads": (b"+ADw-script+AD4- " + CORRECTION.encode(), "utf-7"),
    "a few bytes of windows-1252 in UTF-8": (CORRECTION.encode() + "“x”".encode("cp1252"), "utf-8"),
    "encoded twice": (CORRECTION.encode().decode("cp1252", "replace").encode(), "utf-8"),
    "encoded twice as Latin-1": (CORRECTION.encode().decode("latin-1").encode(), "utf-8"),
    "no word at all": (CORRECTION.encode("cp1252"), None),
}


@pytest.mark.parametrize(("raw", "charset"), CONFLICTS.values(), ids=CONFLICTS)
def test_conflicts_are_settled_for_the_reader(raw: bytes, charset: str | None) -> None:
    decoded = decode(raw, f"text/html; charset={charset}" if charset else "text/html")
    assert CORRECTION in decoded.text
    assert decoded.utf8.decode() == decoded.text
    assert not decoded.mojibake


@pytest.mark.parametrize(("text", "encoding"), [("訂正:記事を直しました", "shift_jis"), ("更正声明 €", "gb18030")])
def test_the_neighbour_of_an_encoding_is_meant(text: str, encoding: str) -> None:
    label = {"gb18030": "gb2312"}.get(encoding, encoding)
    assert decode(text.encode(encoding), f"text/html; charset={label}").text == text


@pytest.mark.parametrize(
    "text",
    [
        "São Paulo: NÃO, Ângela, Ãcido",
        "The page showed Ã¼ where ü should stand, Ã© for é and â€“ for a dash: él, ñandú.",
    ],
)
def test_words_with_such_letters_are_left_alone(text: str) -> None:
    assert decode(text.encode(), None).text == text


def test_what_cannot_be_decoded_once_stays() -> None:
    text = "Ãœber \u00e0\u0080\u0080 Ã¼ Ã¤ Ã¶ Ã¼"
    assert decode(text.encode(), None).text == "Über \u00e0\u0080\u0080 ü ä ö ü"


@pytest.mark.parametrize("count", [1, 20_000])
def test_too_few_or_too_many_strays_are_shown_as_lost(count: int) -> None:
    decoded = decode("ü".encode() * 50_000 + b"\xff " * count, "text/html; charset=utf-8")
    assert decoded.text.count("\ufffd") == count
    assert decoded.mojibake is (count > 1)


def test_unknown_to_python_but_not_to_the_web() -> None:
    decoded = decode("ä".encode("cp1252"), "text/html; charset=x-none-such-8")
    assert decoded.text in {"ä", "\ufffd"}

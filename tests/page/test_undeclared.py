"""Bytes that declare nothing: the usual encoding of the language, or an honest doubt."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.page import Page
from auditor.page.undeclared import guess

PageOf = Callable[..., Page]

LEGACY = [
    ("ko", "cp949", "이 기사는 인공지능이 작성했습니다"),
    ("ja", "cp932", "この記事は人工知能が書きました"),
    ("ja", "euc_jp", "この記事は人工知能が書きました"),
    ("zh-CN", "gb18030", "本文由人工智能生成"),
    ("zh-TW", "big5hkscs", "本文由人工智慧產生"),
    ("ru", "cp1251", "Текст написан нейросетью"),
    ("pl-PL", "iso8859-2", "Artykuł został wygenerowany, źródło: Ałma"),
    ("el", "iso8859-7", "Το κείμενο γράφτηκε από μηχανή"),
    ("tr", "cp1254", "Bu yazı yapay zekâ ile yazıldı, şöyle"),
]


@pytest.mark.parametrize(("language", "encoding", "text"), LEGACY, ids=[row[1] for row in LEGACY])
def test_the_language_of_the_page_tells_its_encoding(page_of: PageOf, language: str, encoding: str, text: str) -> None:
    page = page_of(f'<html lang="{language}"><p>{text}</p>'.encode(encoding))
    assert (page.text, page.gaps) == (text, ())


@pytest.mark.parametrize(("language", "encoding", "text"), LEGACY[:5], ids=[row[1] for row in LEGACY[:5]])
def test_without_a_language_the_doubt_is_a_gap(page_of: PageOf, language: str, encoding: str, text: str) -> None:
    assert language
    page = page_of(f"<p>{text}</p>".encode(encoding))
    assert [gap.reason for gap in page.gaps] == ["undecodable"]


@pytest.mark.parametrize(
    "text", ["Prüfung der Maßnahmen, geändert", "L’été à Nîmes, déjà vu", "“Quoted” — and dashed", "coração, não", "Å"]
)
def test_western_text_raises_no_doubt(text: str) -> None:
    assert guess(text.encode("cp1252")) == ("cp1252", "no declaration and not UTF-8", False)


def test_a_default_that_cannot_read_the_bytes_does_not_count() -> None:
    assert guess(b'<html lang="ja"><p>caf\xe9 \xff').encoding == "cp1252"

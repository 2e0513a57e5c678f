"""Notes that the article sets in an aside or a footer of its own, and those that point elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.page import Page

PageOf = Callable[..., Page]
STORY = "".join(f"<p>{'The ferry had been out of service since February, the council said. ' * 8}</p>" for _ in "123")
NOTE = "This text was drafted by a program and read by the night desk."


def region(page_of: PageOf, inside: str, outside: str = "") -> str:
    page = page_of(f"<article><h1>The ferry</h1><div>{STORY}{inside}</div></article>{outside}")
    return next(block.region for block in page.blocks if block.text == NOTE)


@pytest.mark.parametrize(
    "note",
    [
        f"<aside><p>{NOTE}</p></aside>",
        f"<aside><h4>About</h4><p>{NOTE}</p></aside>",
        f"<footer><p>{NOTE}</p></footer>",
        f'<footer><p>{NOTE}</p><p><a href="/t">Ferries</a></p></footer>',
        f'<div role="note"><p>{NOTE}</p></div>',
        f'<aside role="note"><p>{NOTE}</p></aside>',
    ],
)
def test_a_bare_aside_or_footer_of_the_article_is_a_note(page_of: PageOf, note: str) -> None:
    assert region(page_of, note) == "process-note"


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        (f'<aside class="related"><p>{NOTE}</p></aside>', "related"),
        (f'<aside class="newsletter"><p>{NOTE}</p></aside>', "promo"),
        (f'<aside><p>{NOTE}</p><a href="/n">Another story that tells of ships</a></aside>', "related"),
        (f"<aside><p>{NOTE}</p><p>{'Facts about ferries. ' * 30}</p></aside>", "related"),
    ],
)
def test_other_asides_are_not(page_of: PageOf, note: str, wanted: str) -> None:
    assert region(page_of, note) == wanted


def test_the_footer_of_the_page_is_none_of_the_article(page_of: PageOf) -> None:
    assert region(page_of, "", f"<footer><p>{NOTE}</p></footer>") == "footer"

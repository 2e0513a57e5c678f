"""Which cells of a table are parts of the page, and which are values in a row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.page import Page
from auditor.page.elements import FIRST_NODES

PageOf = Callable[..., Page]

TEXT = "The council voted on the new bridge on Monday, and the mayor said that work begins in spring. "

CELLS = {
    "values": ("<td>Harbour</td><td>12</td>", ["Harbour 12"]),
    "values with marks": ("<th><b>Harbour</b></th><td><a href=/x>12</a> <i>m</i></td>", ["Harbour 12 m"]),
    "one break": ("<td>Harbour<br>east</td><td>12</td>", ["Harbour east 12"]),
    "an empty cell": ("<td></td><td>12</td>", ["12"]),
    "a script before a value": ("<td><script><p>no</p></script>Harbour</td><td>12</td>", ["Harbour 12"]),
    "paragraphs": ("<td>Menu</td><td>Harbour<p>East</p></td><td>12</td>", ["Menu", "Harbour", "East", "12"]),
    "breaks": ("<td>Menu</td><td>Harbour<br><br>East</td><td>12</td>", ["Menu", "Harbour", "East", "12"]),
    "breaks inside other elements": (
        "<td>Menu</td><td><font><b>Harbour</b><br><i>new</i><br>East</font></td><td>12</td>",
        ["Menu", "Harbour new East", "12"],
    ),
    "a table in a table": (
        "<td>Menu</td><td>Harbour<table><tr><td>a</td><td>b</td></tr></table></td><td>12</td>",
        ["Menu", "Harbour", "a b", "12"],
    ),
    "a block far behind": ("<td>Harbour" + "<i>x</i>" * FIRST_NODES + "<p>p</p></td><td>12</td>",
                           ["Harbour" + "x" * FIRST_NODES, "p", "12"]),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "texts"), CELLS.values(), ids=CELLS)
def test_columns_are_blocks_and_values_are_not(page_of: PageOf, cells: str, texts: list[str]) -> None:
    page = page_of(f"<table><tr>{cells}</tr></table>")
    assert [block.text for block in page.blocks] == texts


def test_the_columns_beside_the_article_are_not_its_text(page_of: PageOf) -> None:
    menu = "".join(f'<a href="/n{n}">Other story {n}</a><br>' for n in range(12))
    story = f"<h1>Bridge vote passes</h1>By Ann Smith<br><br>{TEXT * 2}<br><br>{TEXT * 3}<br><br>{TEXT * 2}"
    page = page_of(f"<table><tr><td>{menu}</td><td>{story}</td><td>{menu}<p>{TEXT}</td></tr></table>")
    body = [block for block in page.body_blocks if block.tag == "td"]
    assert [block.text for block in body] == [
        "By Ann Smith",
        (TEXT * 2).strip(),
        (TEXT * 3).strip(),
        (TEXT * 2).strip(),
    ]
    assert "Other story" not in page.body

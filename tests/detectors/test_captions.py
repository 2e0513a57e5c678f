"""What under a picture is its caption, and what names those who made it."""

from __future__ import annotations

import pytest

from auditor.detectors import _captions

SPLIT = [
    ("The bridge.", "The bridge.", None),
    ("The bridge. © Tom Okafor", "The bridge.", "Tom Okafor"),
    ("The bridge. © dpa | Tom Okafor", "The bridge.", "dpa | Tom Okafor"),
    ("The bridge (Foto: Tom Okafor/dpa)", "The bridge", "Tom Okafor/dpa"),
    ("The bridge. Photo by Tom Okafor", "The bridge.", "Tom Okafor"),
    ("The bridge. Quelle: Harbour Office", "The bridge.", "Harbour Office"),
    ("The bridge. (AP)", "The bridge.", "AP"),
    ("The bridge (Tom Okafor/Associated Press)", "The bridge", "Tom Okafor/Associated Press"),
    ("The bridge. (Tide Museum)", "The bridge.", "Tide Museum"),
    ("The bridge.Getty Images", "The bridge.", "Getty Images"),
    ("The bridge in May. EFE/ J.J. Rivas", "The bridge in May.", "EFE/ J.J. Rivas"),
    ("The bridge | Keystone", "The bridge", "Keystone"),
    ("The bridge in May (AP Photo/Tom Okafor)", "The bridge in May", "AP Photo/Tom Okafor"),
    ("The bridge is shut.dpa", "The bridge is shut.", "dpa"),
    ("The bridge is shut.soon", "The bridge is shut.soon", None),
    ("The bridge (Dok.Pelabuhan )", "The bridge", "Pelabuhan"),
    (
        "Ines Calder (Harbour) against Mo Idris (Tide United)",
        "Ines Calder (Harbour) against Mo Idris (Tide United)",
        None,
    ),
    ("Foto de familia del grupo de Madrid", "Foto de familia del grupo de Madrid", None),
    ("橋（Ｃ）共同通信", "橋", "共同通信"),
    ("国旗＝ＡＰ", "国旗", "ＡＰ"),
    ("© Tom Okafor", None, "Tom Okafor"),
    ("Bild: Tom Okafor/Copyright 2026 The AP. All rights reserved.", None, "Tom Okafor"),
    ("Mayor Ines Calder (left)", "Mayor Ines Calder (left)", None),
    ("The bridge in May. (Archivbild)", "The bridge in May. (Archivbild)", None),
    ("A photo by the sea is on show.", "A photo by the sea is on show.", None),
    ("The bridge - open at last", "The bridge - open at last", None),
    ("First the east side. then the west", "First the east side. then the west", None),
    ("The text: " + "it goes on " * 20 + "(AP) and on", "The text: " + "it goes on " * 20 + "(AP) and on", None),
]


@pytest.mark.parametrize(("text", "caption", "credit"), SPLIT, ids=[row[0][:40] for row in SPLIT])
def test_one_text_is_split(text: str, caption: str | None, credit: str | None) -> None:
    assert _captions.split(text) == (caption, credit)


@pytest.mark.parametrize(
    ("captions", "credits", "caption", "credit"),
    [
        (["The bridge."], ["Foto: Tom Okafor"], "The bridge.", "Tom Okafor"),
        (["The bridge.", "Getty Images"], [], "The bridge.", "Getty Images"),
        (["The bridge.", "© Tom Okafor"], [], "The bridge.", "Tom Okafor"),
        (["The bridge.", "The bridge."], [], "The bridge.", None),
        (["Legende:", "The bridge."], ["Quelle: Keystone"], "The bridge.", "Keystone"),
        (["Copyright"], ["Tom Okafor"], None, "Tom Okafor"),
        (["Ines Calder"], ["Foto: Tom Okafor"], "Ines Calder", "Tom Okafor"),
        (["The bridge. Tom Okafor"], ["Tom Okafor"], "The bridge.", "Tom Okafor"),
        (["The bridge.", "Tom Okafor/Copyright 2026 The AP. All rights reserved."], [], "The bridge.", "Tom Okafor"),
        (["The bridge", "– Tide Studio"], [], "The bridge", "Tide Studio"),
        ([], [], None, None),
    ],
)
def test_texts_of_a_figure_are_told_apart(
    captions: list[str], credits: list[str], caption: str | None, credit: str | None
) -> None:
    assert _captions.told_apart(captions, credits) == (caption, credit)


@pytest.mark.parametrize(
    ("text", "labelled", "line"),
    [
        ("Photo: Tom Okafor", True, True),
        ("(Image: Tide Studio)", True, True),
        ("Keystone/Tom Okafor", False, True),
        ("Tom Okafor", False, True),
        ("Photos show the damage", False, False),
        ("the council's office", False, False),
        ("Tom Okafor walks over the bridge", False, False),
        ("", False, False),
    ],
)
def test_lines_that_are_credits(text: str, labelled: bool, line: bool) -> None:
    assert (_captions.is_labelled(text), _captions.is_credit_line(text)) == (labelled, line)


@pytest.mark.parametrize(
    ("texts", "caption", "credit"),
    [
        (["The bridge as it was in May", "Harbour News"], "The bridge as it was in May", "Harbour News"),
        (
            ["The bridge as it was in May", "HN - Tide Press / Tide Press"],
            "The bridge as it was in May",
            "HN - Tide Press / Tide Press",
        ),
        (["The bridge as it was in May", "dpa"], "The bridge as it was in May", "dpa"),
        (["The bridge as it was in May", "Seen from the east"], "The bridge as it was in May Seen from the east", None),
        (["The bridge as it was in May", "View 6 Images"], "The bridge as it was in May View 6 Images", None),
        (["The bridge as it was in May", "Open At Last!"], "The bridge as it was in May Open At Last!", None),
        (["Bridge", "Harbour Town In May Or June"], "Bridge Harbour Town In May Or June", None),
        (["(The Harbour Gazette)"], None, "The Harbour Gazette"),
        (["(seen from the east)"], "(seen from the east)", None),
    ],
)
def test_names_in_an_element_of_their_own_are_a_credit(
    texts: list[str], caption: str | None, credit: str | None
) -> None:
    assert _captions.told_apart(texts, []) == (caption, credit)


def test_a_credit_inside_a_longer_one_is_told_once() -> None:
    texts = ["The bridge in May. (AP Photo/Tom Okafor)"]
    assert _captions.told_apart(texts, ["AP Photo"]) == ("The bridge in May.", "AP Photo/Tom Okafor")

"""Cards of pictures: how each looks, both sides, whether they agree, the chain of edits, the other sizes."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest
from bs4 import BeautifulSoup, Tag
from msgspec import UNSET
from msgspec.structs import replace

from auditor.facts import Agreement, Image, ImageCalled, Quoted
from auditor.model import Audit
from auditor.provenance import EditStep, Likeness, RenditionCheck
from auditor.render import render
from auditor.render.copies import copies_view
from auditor.render.picture_view import ImageView, StepView
from auditor.render.pictures import AGREEMENTS, CALLED, picture_views
from auditor.render.steps import steps_view

SMALL = b"\xff\xd8\xff\xe0 no more than a test needs"


@pytest.fixture
def lead(audit: Audit) -> Image:
    assert isinstance(audit.facts.images, tuple)
    return audit.facts.images[0]


def card(image: Image, **drawn: bytes | None) -> ImageView:
    (view,) = picture_views((image,), {image.url: drawn["small"]} if drawn else {})
    return view


def rows(view: ImageView, side: str) -> dict[str, str]:
    return {row.name: row.value.text for row in getattr(view, side)}


def test_the_small_copy_is_part_of_the_report(lead: Image) -> None:
    view = card(lead, small=SMALL)
    assert view.picture.startswith("data:image/jpeg;base64,/9j/4C")
    assert (view.alt, view.frame) == ("A steel bridge over a river", "")


@pytest.mark.parametrize(
    ("alt", "caption", "words"),
    [
        ("A bridge", "Closed", "A bridge"),
        ("", "Closed", "Closed"),
        (None, None, "Lead picture without words for those who do not see it"),
    ],
)
def test_there_are_always_words_for_those_who_do_not_see_it(
    lead: Image, alt: str | None, caption: str | None, words: str
) -> None:
    assert card(replace(lead, alt=alt, caption=caption), small=SMALL).alt == words


def test_a_frame_says_why_there_is_no_picture(lead: Image) -> None:
    assert card(lead).frame == "This report was made without the picture itself."
    assert card(lead, small=None).frame == "This picture came and cannot be drawn."
    assert card(replace(lead, file=UNSET, file_url=UNSET)).frame == "This picture did not come."
    assert card(lead).picture == card(lead, small=None).picture == ""


def test_both_sides(lead: Image) -> None:
    view = card(lead)
    assert rows(view, "page") == {
        "Caption": "The bridge at dawn",
        "Credit": "none on this page",
        "Alternative text": "A steel bridge over a river",
        "Label for readers": "no statement about a machine found beside it",
        "What it is called": "nothing",
        "Address": "https://cdn.harbour-post.example/pictures/bridge-1.jpg?width=1600",
    }
    assert rows(view, "file") == {
        "Does the file match?": "yes: nothing was changed since it was signed",
        "Who signed?": "Pixel Loom Ltd, on none of the lists that are held",
        "Written by": "PixelLoom 4",
        "Source type": "trainedAlgorithmicMedia",
        "Words in the file": "“trainedAlgorithmicMedia” (C2PA c2pa.actions)",
        "How far to rely on it": "98 %",
        "File that was read": "https://cdn.harbour-post.example/pictures/bridge-1.jpg",
    }


def test_what_the_markup_says_is_on_the_side_of_the_page(lead: Image) -> None:
    declared = replace(lead, source_type=Quoted(quote="digitalCapture", at=lead.at))
    assert rows(card(declared), "page")["In the markup"] == "source type digitalCapture"
    assert "In the markup" not in rows(card(replace(lead, source_type=None)), "page")


@pytest.mark.parametrize("agreement", get_args(Agreement))
def test_every_agreement_has_words(lead: Image, agreement: Agreement) -> None:
    view = card(replace(lead, agreement=agreement)).agreement
    assert view is not None
    assert (view.tone, view.badge, view.words) == AGREEMENTS[agreement]
    assert view.words.endswith(".")


def test_tones_are_no_harsher_than_what_is_known() -> None:
    tones = {tone: {name for name, words in AGREEMENTS.items() if words[0] == tone} for tone in ("against", "open")}
    assert tones["against"] == {"contradiction", "undisclosed-ai", "undisclosed-ai-edit"}
    assert tones["open"] == {"weak-contradiction", "claim-unchecked", "credentials-broken", "unreadable"}
    assert set(CALLED) == set(get_args(ImageCalled))


def test_a_label_that_a_camera_denies_is_told_as_such(lead: Image) -> None:
    view = card(replace(lead, called="ai", agreement="contradiction")).agreement
    assert view is not None
    assert view.words == "The page says AI; a camera took it, says the file, and a trusted signature vouches for that."


def test_not_compared_is_not_agreed(lead: Image) -> None:
    view = card(replace(lead, agreement=UNSET)).agreement
    assert view is not None
    assert (view.tone, view.badge) == ("open", "Not compared")
    assert card(replace(lead, called=UNSET)).agreement is None


def main(action: str, **more: str) -> EditStep:
    return EditStep(relation="main", action=action, **more)


def side(action: str, relation: str = "part", **more: str) -> EditStep:
    return EditStep(relation=relation, action=action, **more)  # type: ignore[arg-type]  # texts


def told(step: StepView) -> tuple[str, str, str, str]:
    return step.lane, step.mark, step.words, step.detail


def test_the_chain_of_edits() -> None:
    view = steps_view(
        (
            main("c2pa.created", software="Camera 2", when="2026-11-19", source_type="digitalCapture"),
            side("c2pa.created", software="Loom", source_type="trainedAlgorithmicMedia"),
            side("c2pa.converted"),
            main("c2pa.placed", software="Edit"),
            side("c2pa.opened", "input"),
            main("org.example.sparkle", source_type="digitalArt"),
        )
    )
    assert view is not None
    assert [told(step) for step in view.steps] == [
        ("main", "camera", "Created", "taken by a camera, with Camera 2, 2026-11-19"),
        ("side", "ai", "A part of it: created", "made by AI, with Loom"),
        ("side", "other", "A part of it: converted to another format", ""),
        ("main", "other", "A picture placed into it", "with Edit"),
        ("side", "other", "What it was made from: opened", ""),
        ("main", "other", "Org.example.sparkle", "digitalArt"),
    ]
    assert [(step.above, step.below, step.joins) for step in view.steps] == [
        (False, True, False), (True, True, False), (True, True, True),
        (True, True, False), (True, True, True), (True, False, False),
    ]  # fmt: skip
    assert view.left_out == ""


@pytest.mark.parametrize(("count", "shown", "left"), [(1, 1, 0), (13, 13, 0), (14, 12, 2), (50, 12, 38)])
def test_a_long_chain_keeps_its_ends(count: int, shown: int, left: int) -> None:
    view = steps_view([main(f"step{number}") for number in range(count)])
    assert view is not None
    assert (len(view.steps), view.steps[-1].words) == (shown, f"Step{count - 1}")
    assert view.left_out == (f"{left} more steps, which the JSON report lists" if left else "")


def test_no_history_is_no_drawing() -> None:
    assert steps_view(()) is None


def check(width: int | None, verdict: str | None = "no_provenance", likeness: Likeness = "same") -> RenditionCheck:
    return RenditionCheck(
        url=f"https://cdn.example/{width}.jpg", likeness=likeness, width=width, height=width and width // 2,
        verdict=verdict,  # type: ignore[arg-type]  # one of its words
    )  # fmt: skip


COPIES: dict[str, tuple[tuple[RenditionCheck, ...], str]] = {
    "one is silent": (
        (check(1600, "ai_generated"), check(1200)),
        "The original says made by AI; the 1200 px copy says nothing.",
    ),
    "some still speak": (
        (check(1600, "ai_generated"), check(900), check(1200, "ai_generated"), check(600)),
        "The original says made by AI; the 900 px and 600 px copies say nothing; the 1200 px copy still says made by "
        "AI.",
    ),
    "many": (
        (check(1600, "ai_edited"), *(check(width) for width in (100, 200, 300, 400, 500))),
        "The original says edited with AI; 5 other copies say nothing.",
    ),
    "nobody says anything": (
        (check(1600), check(900)),
        "The original says nothing; the 900 px copy says nothing.",
    ),
    "a copy says more": (
        (check(1600), check(900, "ai_generated")),
        "The original says nothing; the 900 px copy says made by AI.",
    ),
    "the original did not come": (
        (check(None, None, "missing"), check(900, "camera_capture"), check(600, "credentials_broken")),
        "The copy of 900 × 450 px says taken by a camera; the 600 px copy says nothing that counts: its credentials no "
        "longer match it.",
    ),
    "alone": ((check(1600, "ai_generated"),), "The original says made by AI. The page offers no other file of it."),
    "the others did not come": (
        (check(1600, "ai_generated"), check(None, None, "missing")),
        "The original says made by AI. No other file that shows it could be compared.",
    ),
    "nothing to compare": (
        (check(None, None, "missing"), check(None, "unreadable", "not_drawn")),
        "None of the files of this picture could be compared.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("found", "summary"), COPIES.values(), ids=COPIES)
def test_what_became_of_it_in_other_sizes(found: tuple[RenditionCheck, ...], summary: str) -> None:
    view = copies_view(found)
    assert view is not None
    assert view.summary == summary


def test_another_picture_is_called_that_and_not_accused(lead: Image) -> None:
    view = card(lead).copies
    assert view is not None
    assert [(one.state, one.name, one.says) for one in view.copies] == [
        ("speaks", "original, 2400 × 1600 px", "says made by AI"),
        ("speaks", "1600 × 1067 px", "says made by AI"),
        ("silent", "1200 × 800 px", "says nothing"),
        ("unchecked", "600 × 600 px",
         "looks much the same, but not enough to say that it is the same picture; says nothing"),
        ("another", "1200 × 630 px",
         "shows another picture, or one that was cut or covered so much that it looks like another; says nothing"),
        ("unchecked", "size not known", "did not come"),
        ("unchecked", "size not known", "cannot be drawn, so it was not compared; says nothing that can be read"),
    ]  # fmt: skip
    assert "share" not in view.summary
    assert copies_view(()) is None
    assert card(replace(lead, survival=UNSET)).copies is None


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_copies_in_formats_without_cards(audit: Audit, lead: Image, format: str) -> None:
    seen = " ".join(render(format, [audit]).replace("\\", "").split())
    assert "Copies of the pictures" in seen
    assert "Lead picture (number 1): The original says made by AI; the 1600 px copy still says made by AI;" in seen
    bare = replace(audit, facts=replace(audit.facts, images=(replace(lead, survival=UNSET),)))
    assert "Copies of the pictures" not in render(format, [bare])


@pytest.fixture
def cards(audit: Audit, lead: Image) -> Callable[..., list[Tag]]:
    """The cards of the sample in HTML."""

    def build(small: bytes | None = SMALL) -> list[Tag]:
        page = BeautifulSoup(render("html", [audit], pictures=[{lead.url: small}]), "html.parser")
        return page.select("#audit-1-pictures > ul > li")

    return build


def test_the_card_in_html(cards: Callable[..., list[Tag]]) -> None:
    first, second, *_ = cards()
    (img,) = first.select("img")
    assert (img["alt"], str(img["src"])[:23]) == ("A steel bridge over a river", "data:image/jpeg;base64,")
    assert [heading.get_text() for heading in first.select("h4")] == [
        "What the page says", "What the file says", "How it came about", "What became of it in other sizes",
    ]  # fmt: skip
    assert len(first.select("ol.steps > li")) == 13
    assert [len(first.select(f"ol.steps > {kind}")) for kind in (".ai", ".camera", ".more")] == [2, 1, 1]
    assert all(svg["aria-hidden"] == "true" for svg in first.select("svg"))
    assert second.select("img") == []
    assert second.select_one(".frame") is not None
    assert [heading.get_text() for heading in second.select("h4")] == ["What the page says"]


def test_pictures_belong_to_their_audit(audit: Audit, lead: Image) -> None:
    text = render("html", [audit, audit, audit], pictures=[{}, {lead.url: SMALL}])
    page = BeautifulSoup(text, "html.parser")
    assert [len(page.select(f"#audit-{number} img")) for number in (1, 2, 3)] == [0, 1, 0]
    assert "img-src data:" in text

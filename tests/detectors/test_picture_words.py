"""Caption and credit that stand somewhere else: tooltip, alternative text, an element named credit, a second line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.detectors import _captions, _picture_words, images
from auditor.facts import Facts, Image
from auditor.page import Page

PageOf = Callable[..., Page]
BODY = "<p>" + "The crossing had been closed since February, the council said on Friday. " * 4 + "</p>"

TOOLTIPS = [
    ("The wall | Tom Okafor", "The wall", "Tom Okafor"),
    ("The wall | Tide Studio/Okafor", "The wall", "Tide Studio/Okafor"),
    ("The wall | The bridge", "The quay", None),
    ("The wall", "The wall", None),
    (None, "The wall (Source: Tide Studio)", "Tide Studio"),
    (None, "The wall in May. (Photo: Gallo Images / Tom Okafor)", "Gallo Images / Tom Okafor"),
    (None, "The wall. © Tom Okafor", "Tom Okafor"),
    ("Foto: Tom Okafor", "The wall", "Tom Okafor"),
    (None, "The wall. Tom Okafor", None),
    (None, "The wall (left)", None),
    (None, "A photo by the sea", None),
    (None, "© " + "x" * 700, None),
    (None, "Illustration: The town seen from above", None),
    (None, "images/several-languages.jpeg", None),
    (None, "Illustration: Tom Okafor", "Tom Okafor"),
    (None, None, None),
]


@pytest.mark.parametrize(("title", "alt", "credit"), TOOLTIPS)
def test_the_credit_in_a_tooltip(title: str | None, alt: str | None, credit: str | None) -> None:
    assert _captions.in_tooltip(title, alt) == credit


def only(page: Page) -> Image:
    value = images.detect(page, Facts()).value
    assert isinstance(value, tuple)
    (image,) = value
    return image


def story(part: str) -> str:
    return f"<article><h1>Bridge</h1><div>{BODY}{part}{BODY}</div></article>"


IMG = '<img src="/2026/harbour-wall.jpg" alt="The old wall">'
PLACES = {
    "a tooltip": ('<img src="/2026/w.jpg" title="The wall | dpa" alt="The wall">', None, "dpa"),
    "readers come before the tooltip": (
        '<figure><img src="/2026/w.jpg" title="The wall | dpa" alt="The wall">'
        "<figcaption>The wall. © Okafor</figcaption></figure>",
        "The wall.", "Okafor",
    ),
    "an element named copyright": (
        f'<figure>{IMG}<footer><span class="copyright">Tide Studio</span></footer></figure>', None, "Tide Studio",
    ),
    "an element whose parent is named so": (
        f"<figure>{IMG}<figcaption>The wall</figcaption></figure>"
        '<div class="image-copyright"><div>Tide Studio</div></div>',
        "The wall", "Tide Studio",
    ),
    "after a caption that is said twice": (
        f'<figure>{IMG}<figcaption>The wall</figcaption></figure><div class="caption">The wall</div>'
        '<div class="image-copyright">Tide Studio</div>',
        "The wall", "Tide Studio",
    ),
    "glued to the words of the alternative text": (
        f"<figure>{IMG}<figcaption>The old wallImago</figcaption></figure>", "The old wall", "Imago",
    ),
    "no credit behind these words": (
        f"<figure>{IMG}<figcaption>The old wall, Harbour</figcaption></figure>", "The old wall, Harbour", None,
    ),
    "an element in the element of the caption": (
        f"<figure>{IMG}<figcaption><span>The wall in May <span>EFE/ T.O. Okafor</span></span></figcaption></figure>",
        "The wall in May", "EFE/ T.O. Okafor",
    ),
    "words below that the alternative text goes on from": (
        '<div><img src="/2026/w.jpg" alt="The old wall in May - Harbour"></div><div>The old wall in May</div>',
        "The old wall in May", None,
    ),
    "words below a button": (
        f'<div>{IMG}</div><div class="js">Show</div><p class="x">The old wall and more. Photo: Tom Okafor</p>',
        "The old wall and more.", "Tom Okafor",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("part", "caption", "credit"), PLACES.values(), ids=PLACES)
def test_where_captions_and_credits_stand(page_of: PageOf, part: str, caption: str | None, credit: str | None) -> None:
    image = only(page_of(story(part)))
    assert (image.caption, image.credit) == (caption, credit)


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("港で開かれた会合＝１３日午後（代表撮影）", "港で開かれた会合＝１３日午後", "代表"),
        ("港の旗＝2019年5月", "港の旗＝2019年5月", None),
        ("港の会見＝ＡＰ", "港の会見", "ＡＰ"),
        ("Fire on the quay, shown by a reader. @okafor/via REUTERS THIS IMAGE HAS BEEN SUPPLIED. NO RESALES.",
         "Fire on the quay, shown by a reader.", "@okafor/via REUTERS"),
        ("A híd. Fotó: MTI/Kovács Anna", "A híd.", "MTI/Kovács Anna"),
        ("Η γέφυρα. Φωτογραφία: Ελένη Παππά", "Η γέφυρα.", "Ελένη Παππά"),
        ("הגשר. צילום: דנה כהן", "הגשר.", "דנה כהן"),
        ("The players of TIDE FC WON AGAIN.", "The players of TIDE FC WON AGAIN.", None),
    ],
)  # fmt: skip
def test_one_text_is_split(text: str, caption: str | None, credit: str | None) -> None:
    assert _captions.split(text) == (caption, credit)


@pytest.mark.parametrize(
    ("captions", "credits", "caption", "credit"),
    [
        (["Private"], [], None, "Private"),
        (["The wall"], ["(Bild: )"], "The wall", None),
        (["The wall"], ["View image credit"], "The wall", None),
        (["Tide Studio"], [], "Tide Studio", None),
        (['"The Wall"'], ["Tide Studio"], '"The Wall"', "Tide Studio"),
        (["A coat by Tide. Shoes by Quay"], ["Foto: Tom Okafor"], "A coat by Tide. Shoes by Quay", "Tom Okafor"),
        (["A coat. © Quay"], ["Foto: Tom Okafor"], "A coat.", "Tom Okafor Quay"),
    ],
)
def test_what_the_markup_calls_credit_leaves_the_caption_alone(
    captions: list[str], credits: list[str], caption: str | None, credit: str | None
) -> None:
    assert _captions.told_apart(captions, credits) == (caption, credit)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("<p>Fotos: Tom Okafor</p>", "Tom Okafor"),
        ("<p>Text: Ines Calder, Fotos: Tom Okafor/Tide</p>", "Tom Okafor/Tide"),
        ("<p>(Photo credits: Tide Museum)</p>", "Tide Museum"),
        ("<p>写真：岡田太郎</p>", "岡田太郎"),
        ("<p>Photos of the wall: see below</p>", None),
        ("<p>Photos show the wall</p>", None),
        ("<h3>Photos: The wall through the years</h3>", None),
        ("", None),
    ],
)
def test_a_line_below_the_text_credits_all_pictures(page_of: PageOf, line: str, credit: str | None) -> None:
    html = (
        f'<article><h1>Bridge</h1><div>{BODY}<img src="/2026/old-wall.jpg">{BODY}'
        f'<figure><img src="/2026/wall.jpg"><figcaption>The wall. © Mo Idris</figcaption></figure>{BODY}{line}</div>'
        "</article>"
    )
    value = images.detect(page_of(html), Facts()).value
    assert isinstance(value, tuple)
    assert [image.credit for image in value] == [credit, "Mo Idris"]


def test_the_credit_of_the_last_picture_is_its_own(page_of: PageOf) -> None:
    figure = '<figure><img src="/2026/new-wall.jpg"><figcaption>Fotos: Mo Idris</figcaption></figure>'
    html = f'<article><h1>Bridge</h1><div>{BODY}<img src="/2026/old-wall.jpg">{BODY}{BODY}{figure}</div></article>'
    value = images.detect(page_of(html), Facts()).value
    assert isinstance(value, tuple)
    assert [image.credit for image in value] == [None, "Mo Idris"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div> one <b>two</b><br>three\n four</div>", "one two three four"),
        ("<div>one<script>no<b></script><style>no</style><i>two</i></div><p>three</p>", "one two"),
        ("<div></div><p>three</p>", ""),
        ("<div><p><b></b></p></div>", ""),
        (f"<div>{'<i>word</i> ' * 10_000}</div>", " ".join(["word"] * (_picture_words.ENOUGH // 5 + 1))),
    ],
    ids=["inner elements", "scripts", "nothing", "nothing inside", "a long text"],
)
def test_the_words_of_an_element(page_of: PageOf, html: str, text: str) -> None:
    (node,) = page_of(html).tree.css("div")
    assert _picture_words.words_in(node) == text

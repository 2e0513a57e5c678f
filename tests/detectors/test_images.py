"""The article's pictures: which count, their words, their label, their files."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec import UNSET

from auditor.detectors import images
from auditor.facts import Disclosure, Facts, Image
from auditor.model import MediaFile
from auditor.page import Page

PageOf = Callable[..., Page]
BODY = "<p>" + "The crossing had been closed since February, the council said on Friday. " * 4 + "</p>"
URL = "https://news.example/p.png"


def story(figure: str, *, before: str = "", head: str = "") -> str:
    return f"<head>{head}</head><article><h1>Bridge</h1>{before}<div>{BODY}{figure}{BODY}</div></article>"


def found(page: Page, facts: Facts | None = None) -> tuple[Image, ...]:
    value = images.detect(page, facts or Facts()).value
    assert isinstance(value, tuple)
    return value


WORDS = [
    ("<figcaption>The bridge.</figcaption>", "The bridge.", None),
    ("<figcaption>The bridge. <span class='credit'>Tom Okafor</span></figcaption>", "The bridge.", "Tom Okafor"),
    ("<figcaption>The bridge. Photo: Tom Okafor</figcaption>", "The bridge.", "Tom Okafor"),
    ("<figcaption>The bridge (Foto: Tom Okafor/dpa)</figcaption>", "The bridge", "Tom Okafor/dpa"),
    ("<figcaption>The bridge. © Tom Okafor</figcaption>", "The bridge.", "Tom Okafor"),
    ("<figcaption>Photo: Tom Okafor</figcaption>", None, "Tom Okafor"),
    ("<figcaption>A photo by the sea is on show.</figcaption>", "A photo by the sea is on show.", None),
    ("<figcaption>The bridge <span>Tide Museum</span></figcaption>", "The bridge", "Tide Museum"),
    ("<figcaption>The bridge <span>as it was seen from the other side</span></figcaption>",
     "The bridge as it was seen from the other side", None),
    ("<figcaption>The bridge.</figcaption><footer>Keystone/Tom Okafor</footer>", "The bridge.", "Keystone/Tom Okafor"),
    ("<figcaption>The bridge.</figcaption><button>Keystone</button>", "The bridge.", None),
    ("", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "caption", "credit"), WORDS)
def test_caption_and_credit_are_told_apart(
    page_of: PageOf, words: str, caption: str | None, credit: str | None
) -> None:
    (image,) = found(page_of(story(f'<figure><img src="/p.png" alt="Bridge">{words}</figure>')))
    assert (image.caption, image.credit, image.alt) == (caption, credit, "Bridge")


BESIDE = {
    "alone with it in a box": ('<div><div><img src="/p.png"></div><div>The bridge</div></div>', "The bridge", None),
    "a credit line below it": ('<div><img src="/p.png"></div><p>Photo: Tom Okafor</p>', None, "Tom Okafor"),
    "two pictures and a text": (
        '<div><img src="/p.png"><img src="/p.png"><img src="/p.png"><div>The bridge</div></div>', None, None,
    ),
    "a heading": ('<div><img src="/p.png"><h3>The bridge</h3></div>', None, None),
    "a paragraph that holds it": ('<p><img src="/p.png"> The bridge is open.</p>', None, None),
}  # fmt: skip


@pytest.mark.parametrize(("html", "caption", "credit"), BESIDE.values(), ids=BESIDE)
def test_words_that_stand_beside_a_picture(page_of: PageOf, html: str, caption: str | None, credit: str | None) -> None:
    image = found(page_of(story(html)))[0]
    assert (image.caption, image.credit) == (caption, credit)


def test_words_of_a_slide_go_with_its_credit(page_of: PageOf) -> None:
    slide = (
        '<figure class="carousel"><img src="/p.png"><div>The bridge at night</div><div>© Tom Okafor</div></figure>'
        '<figure><img src="/q.png"><figcaption>The harbour</figcaption></figure>'
    )
    first, second = found(page_of(story(slide)))
    assert (first.caption, first.credit) == ("The bridge at night", "Tom Okafor")
    assert (second.caption, second.credit) == ("The harbour", None)


ROLES = {
    "above the text": (story("", before='<figure><img src="/p.png"></figure>'), ["lead"]),
    "in the text": (story('<figure><img src="/p.png"></figure>'), ["body"]),
    "an author's portrait": (story("", before='<div class="byline"><img src="/p.png"></div>'), ["portrait"]),
    "a picture in a wall": (story('<div class="paywall"><img src="/p.png"><p>Join</p></div>'), ["promo"]),
    "a logo": (story('<img src="/img/site-logo.png">'), []),
    "a drawn symbol": (story('<img src="/img/search.svg?v=2">'), []),
    "a tracking pixel": (story('<img src="/p.png" width="1" height="1">'), []),
    "a related story": (story('<aside class="related"><img src="/p.png"></aside>'), []),
    "a slide with a caption": (
        story(
            '<div class="carousel"><figure><img src="/p.png"><figcaption>The bridge. © dpa</figcaption></figure></div>'
        ),
        ["body"],
    ),
    "a banner": (story('<div class="advert"><img src="/p.png"></div>'), []),
    "only in the markup": (story("", head='<meta property="og:image" content="/p.png">'), ["lead"]),
    "only in JSON-LD": (
        story("", head='<script type="application/ld+json">{"@type":"Article","image":[{"url":"/p.png"}]}</script>'),
        ["lead"],
    ),
    "none": (story(""), []),
}


@pytest.mark.parametrize(("html", "roles"), ROLES.values(), ids=ROLES)
def test_roles(page_of: PageOf, html: str, roles: list[str]) -> None:
    assert [image.role for image in found(page_of(html))] == roles


def test_an_address_only_machines_get_is_quoted_from_the_markup(page_of: PageOf) -> None:
    (image,) = found(page_of(story("", head='<meta property="og:image" content="/p.png">')))
    assert (image.url, image.quote, image.at.region, image.at.selector) == (
        URL,
        "/p.png",
        "markup",
        'meta[property="og:image"]',
    )


def label(page: Page, words: str, **changes: object) -> Facts:
    block = next(block for block in page.blocks if words in block.text)
    fields: dict[str, object] = {
        "scope": "image", "role": "generated", "tool": None, "human": "none", "about_this_page": True,
        "region": block.region, "place": "body", "depth": 0.5, "visible": True, "origin": "text",
        "quote": words, "at": page.at(block),
    }  # fmt: skip
    return Facts(disclosures=(Disclosure(**{**fields, **changes}),))  # type: ignore[arg-type]  # complete above


@pytest.mark.parametrize(
    ("changes", "by_caption", "label_visible"),
    [({}, True, True), ({"visible": False}, True, False), ({"role": "none"}, False, False),
     ({"scope": "text"}, False, False), ({"about_this_page": False}, False, False)],
)  # fmt: skip
def test_a_label_belongs_to_the_picture_it_stands_at(
    page_of: PageOf, changes: dict[str, object], by_caption: bool, label_visible: bool
) -> None:
    page = page_of(
        story(
            '<figure><img src="/p.png"><figcaption>AI-generated image</figcaption></figure><p>Between the two.</p>'
            '<figure><img src="/q.png"><figcaption>The bridge</figcaption></figure>'
        )
    )
    first, second = found(page, label(page, "AI-generated image", **changes))
    assert (first.ai_by_caption, first.label_visible) == (by_caption, label_visible)
    assert (second.ai_by_caption, second.label_visible) == (False, False)


def test_a_label_in_the_alternative_text_is_no_visible_label(page_of: PageOf) -> None:
    page = page_of(story('<figure><img src="/p.png" alt="AI-generated image of a bridge"><p>x</p></figure>'))
    facts = label(page, "x", quote="AI-generated image of a bridge", visible=False, at=page.in_markup("img"))
    (image,) = found(page, facts)
    assert (image.ai_by_caption, image.label_visible) == (True, False)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def test_a_file_that_came_is_read(page_of: PageOf) -> None:
    page = page_of(
        story('<figure><img src="/small.png" srcset="/p.png 2x"></figure>'),
        media=(MediaFile(url=URL, content_type="image/svg+xml", raw=SVG),),
    )
    observation = images.detect(page, Facts())
    (image,) = found(page)
    assert image.file is not UNSET
    assert (image.file.verdict, image.ai_by_file) == ("no_provenance", False)
    assert observation.gaps == ()


@pytest.mark.parametrize(("wanted", "reason"), [(False, "offline"), (True, "not-fetched")])
def test_a_file_that_did_not_come_is_a_gap_and_not_a_no(page_of: PageOf, wanted: bool, reason: str) -> None:
    other = (MediaFile(url="https://news.example/other.png", content_type=None, raw=SVG),)
    page = page_of(story('<img src="/p.png"><img src="/q.png">'), media=other if wanted else ())
    observation = images.detect(page, Facts())
    assert all(image.file is UNSET and image.ai_by_file is UNSET for image in found(page))
    assert [(gap.fact, gap.reason) for gap in observation.gaps] == [("images[].file", reason)]
    assert "2 pictures" in observation.gaps[0].detail


def test_a_page_of_pictures_is_capped(page_of: PageOf) -> None:
    page = page_of(story("".join(f'<img src="/{number}.png">' for number in range(90))))
    assert len(found(page)) == images.MAX_IMAGES


CREDITED = "<figure><img src='/p.png' alt='{alt}'><figcaption class='credit'>{words}</figcaption></figure>"


@pytest.mark.parametrize(
    ("words", "caption", "credit"),
    [
        ("The bridge in May. EFE/ Tom Okafor", "The bridge in May.", "EFE/ Tom Okafor"),
        (
            "Two of the three boats that were tied up below the closed bridge during the night",
            "Two of the three boats that were tied up below the closed bridge during the night",
            None,
        ),
        ("Tom Okafor", None, "Tom Okafor"),
        ("Photo: Tom Okafor/Harbour News", None, "Tom Okafor/Harbour News"),
    ],
)
def test_a_caption_in_an_element_that_is_called_credit(
    page_of: PageOf, words: str, caption: str | None, credit: str | None
) -> None:
    (image,) = found(page_of(story(CREDITED.format(alt="", words=words))))
    assert (image.caption, image.credit) == (caption, credit)


@pytest.mark.parametrize(
    ("after", "caption"),
    [
        ("<div>The closed bridge in May</div>", "The closed bridge in May"),
        ("<div>The closed bridge in May, from the east</div>", "The closed bridge in May, from the east"),
        ("<h2>The closed bridge in May</h2>", None),
        ("<p><a href='/b'>The closed bridge in May</a></p>", None),
        ("<p>The council said so.</p>", None),
    ],
    ids=["the same words", "and more", "a heading", "a link", "other words"],
)
def test_the_words_of_the_alternative_text_shown_below_are_the_caption(
    page_of: PageOf, after: str, caption: str | None
) -> None:
    html = story(f"<img src='/p.png' alt='The closed bridge in May'></div>{after}<div>")
    (image,) = found(page_of(html))
    assert image.caption == caption


def test_scripts_beside_a_picture_are_no_words(page_of: PageOf) -> None:
    script = "<script>" + "var bridge = 'closed'; " * 30 + "</script>"
    html = story(f"<div class='m'>{script}<img src='/p.png' alt=''><p>The bridge in May</p></div>")
    (image,) = found(page_of(html))
    assert image.caption == "The bridge in May"


def test_the_length_of_a_film_is_no_caption(page_of: PageOf) -> None:
    html = story("<figure><img src='/p.png' alt=''><span class='caption'>00:49</span></figure>")
    (image,) = found(page_of(html))
    assert image.caption is None

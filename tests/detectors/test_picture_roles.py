"""The part that a picture plays: shown, portrait, still of a film, pointer to another story, dressing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.detectors import images
from auditor.facts import Author, Facts, Image
from auditor.page import Page

PageOf = Callable[..., Page]
BODY = "<p>" + "The crossing had been closed since February, the council said on Friday. " * 4 + "</p>"


def story(part: str, *, before: str = "", after: str = "") -> str:
    return f"<article><h1>Bridge</h1>{before}<div>{BODY}{part}{BODY}</div></article>{after}"


def found(page: Page, *authors: str) -> tuple[Image, ...]:
    facts = Facts(authors=tuple(author(page, name) for name in authors)) if authors else Facts()
    value = images.detect(page, facts).value
    assert isinstance(value, tuple)
    return value


def author(page: Page, name: str) -> Author:
    return Author(
        name=name, kind="person", url=None, has_profile=False, origins=("byline",), visible=True, bio=None,
        declared_kind=None, machine_disclosed=False, quote=name, at=page.in_markup("meta"),
    )  # fmt: skip


def roles(page: Page, *authors: str) -> list[str]:
    return [image.role for image in found(page, *authors)]


IMG = '<img src="/2026/harbour-wall.jpg" alt="">'
OTHER = "/2026/old-harbour-wall-falls.html"
POINTERS = {
    "the picture is the link": (f'<a href="{OTHER}">{IMG}</a>', ["promo"]),
    "of an advertiser": (f'<a href="https://shop.example/">{IMG}</a>', ["promo"]),
    "beside the linked title": (
        f'<div><div>{IMG}</div><a href="{OTHER}">The old harbour wall falls</a></div>', ["promo"],
    ),
    "with a heading and a short link": (
        f'<article>{IMG}<h3>Old wall falls</h3><p>It stood a hundred years.</p><a href="{OTHER}"></a></article>',
        ["promo"],
    ),
    "with a credit": (f'<a href="{OTHER}">{IMG}</a><p>Photo: Tom Okafor</p>', ["body"]),
    "with a caption in its figure": (
        f'<a href="{OTHER}"><figure>{IMG}<figcaption>The wall</figcaption></figure></a>', ["body"],
    ),
    "a link to the file": (f'<a href="/2026/harbour-wall-full.jpg">{IMG}</a>', ["body"]),
    "a link to its own page": (f'<a href="/wall/" rel="attachment wp-att-7">{IMG}</a>', ["body"]),
    "a link to this page": (f'<a href="https://news.example/story?photo=2">{IMG}</a>', ["body"]),
    "a link to a place in this page": (f'<a href="#photo-2">{IMG}</a>', ["body"]),
    "beside the link to a profile": (f'<div>{IMG}<a href="/author/ines-calder-7">Ines Calder</a></div>', ["body"]),
    "beside the link to a section": (f'<div>{IMG}<a href="/harbour/">Harbour news and more</a></div>', ["body"]),
}  # fmt: skip


@pytest.mark.parametrize(("part", "expected"), POINTERS.values(), ids=POINTERS)
def test_pointers_to_other_pages(page_of: PageOf, part: str, expected: list[str]) -> None:
    assert roles(page_of(story(part), url="https://news.example/story")) == expected


def test_the_headline_and_the_link_to_a_section_make_no_pointer(page_of: PageOf) -> None:
    html = (
        f'<article><header><a href="/2026/harbour-and-town-news">Harbour and town</a><h1>Bridge</h1>{IMG}</header>'
        f"<div>{BODY}{BODY}</div></article>"
    )
    assert roles(page_of(html)) == ["lead"]


STILLS = [
    ('<div class="video-player">{}</div>', ["still"]),
    ('<div class="InlineVideo-thumbnail"><div>{}</div></div>', ["still"]),
    ('<figure class="go-video">{}<figcaption>How it works</figcaption></figure>', ["still"]),
    ('<div class="jwplayer"><span>{}</span></div>', ["still"]),
    ('<div class="podcast-box">{}</div>', ["still"]),
    ("<figure>{}<figcaption>Rescuers at the wall – video</figcaption></figure>", ["still"]),
    ("<figure>{}<figcaption>Taken from a video</figcaption></figure>", ["body"]),
    ('<div class="players-of-the-week">{}</div>', ["body"]),
    ('<div class="videography">{}</div>', ["body"]),
]


@pytest.mark.parametrize(("frame", "expected"), STILLS)
def test_stills_of_films_and_sounds(page_of: PageOf, frame: str, expected: list[str]) -> None:
    assert roles(page_of(story(frame.format(IMG)))) == expected


def test_an_article_called_a_video_article_is_no_player(page_of: PageOf) -> None:
    html = f'<div class="page video"><h1>Bridge</h1><div>{BODY}{IMG}{BODY}</div></div>'
    assert "still" not in roles(page_of(html))


PORTRAITS = [
    ('<img src="/2026/people-042.jpg" alt="Ines Calder">', ["portrait"]),
    ('<img src="/2026/people-042.jpg" alt="Profile photo of Ines Calder">', ["portrait"]),
    ('<img src="/2026/people-042.jpg" alt="Ines Calder, Mo Idris and Tom Okafor on the closed bridge">', ["body"]),
    ('<img src="/2026/people-042.jpg" alt="Mo Idris">', ["body"]),
    ('<img src="/2026/people-042.jpg" alt="Avatar of the columnist">', ["portrait"]),
    ('<div class="author__img"><img src="/2026/people-042.jpg" alt=""></div>', ["portrait"]),
    ('<figure><img src="/2026/p-042.jpg" alt="Ines Calder"><figcaption>Ines Calder</figcaption></figure>', ["body"]),
]  # fmt: skip


@pytest.mark.parametrize(("part", "expected"), PORTRAITS)
def test_portraits_of_authors(page_of: PageOf, part: str, expected: list[str]) -> None:
    assert roles(page_of(story(part)), "Ines Calder") == expected


@pytest.mark.parametrize(
    ("src", "expected"),
    [("/l.gif?a=1", []), ("/res/spacer/16.png", []), ("/img/qr-code.png", []), ("/assets/twitter.png", []),
     ("/assets/twitter-office.png", ["body"]), ("/2026/icons-of-the-harbour/wall.jpg", ["body"]),
     ("/img/harbour-animation.gif", ["body"])],
)  # fmt: skip
def test_what_dresses_a_page_is_no_picture(page_of: PageOf, src: str, expected: list[str]) -> None:
    assert roles(page_of(story(f'<img src="{src}">'))) == expected


def test_a_box_below_the_text_that_sells_something_is_no_gallery(page_of: PageOf) -> None:
    box = '<div class="related"><div><img src="/2026/courses.jpg" alt="Course"><div>Learn French</div></div></div>'
    assert roles(page_of(f"<article><h1>Bridge</h1><div>{BODY}{BODY}</div>{box}</article>")) == []


def test_the_newsletter_box_is_promotion(page_of: PageOf) -> None:
    box = '<div><img src="/2026/letter.jpg" alt=""><p class="newsletter">Get our letter every day</p></div>'
    assert roles(page_of(story(box))) in ([], ["promo"])


def test_a_file_shown_twice_is_one_picture_with_all_that_is_said_of_it(page_of: PageOf) -> None:
    twice = (
        '<div class="wide"><img src="/2026/harbour-wall-1200x800.jpg" alt="A wall"></div><p>A line.</p>'
        '<figure><img src="/2026/harbour-wall-300x200.jpg"><figcaption>The wall. © Tom Okafor</figcaption></figure>'
    )
    (image,) = found(page_of(story(twice)))
    assert (image.caption, image.credit, image.role) == ("The wall.", "Tom Okafor", "body")
    assert image.url == "https://news.example/2026/harbour-wall-1200x800.jpg"
    assert image.renditions == ("https://news.example/2026/harbour-wall-300x200.jpg",)
    assert (image.quote, image.at.region) == ("The wall. © Tom Okafor", "caption")


def test_a_file_with_two_captions_stays_two_pictures(page_of: PageOf) -> None:
    figure = '<figure><img src="/2026/harbour-wall.jpg"><figcaption>{}</figcaption></figure>'
    html = story(figure.format("The wall in May") + "<p>A line.</p>" + figure.format("The wall, seen again"))
    assert [image.caption for image in found(page_of(html))] == ["The wall in May", "The wall, seen again"]


def test_a_caption_that_readers_see_makes_a_picture_seen(page_of: PageOf) -> None:
    html = story(
        '<div><div class="visually-hidden"><div>Image</div><div><img src="/2026/harbour-wall.jpg"></div></div>'
        '<span class="caption">The wall (dpa / Tom Okafor)</span></div>'
    )
    (image,) = found(page_of(html))
    assert (image.role, image.credit) == ("body", "dpa / Tom Okafor")


def test_the_addresses_that_machines_get_of_the_same_file_are_renditions(page_of: PageOf) -> None:
    head = (
        '<head><meta property="og:image" content="https://cdn.example/og/harbour-wall.jpg?w=1200">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge", "image": ['
        '{"contentUrl": "https://cdn.example/ld/harbour-wall-1600x900.jpg"}, "https://cdn.example/ld/other-wall.jpg"]}'
        "</script></head>"
    )
    (image,) = found(page_of(head + story(IMG)))
    assert image.renditions == (
        "https://cdn.example/og/harbour-wall.jpg?w=1200",
        "https://cdn.example/ld/harbour-wall-1600x900.jpg",
    )


def test_the_rights_of_the_site_credit_no_picture_beside_them(page_of: PageOf) -> None:
    foot = '<footer><img src="/2026/partner-banner.jpg"><p>© 2026 Tidewater. All rights reserved.</p></footer>'
    assert roles(page_of(f"<article><h1>Bridge</h1><div>{BODY}{BODY}</div></article>{foot}")) == []


def test_a_placeholder_that_only_the_markup_names_is_no_picture(page_of: PageOf) -> None:
    head = '<head><meta property="og:image" content="https://cdn.example/i/blank.jpg"></head>'
    assert roles(page_of(head + story(""))) == []

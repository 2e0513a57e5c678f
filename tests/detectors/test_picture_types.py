"""Which source type the structured data give a picture, and where it stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from msgspec import UNSET

from auditor.detectors import observe
from auditor.detectors._picture_types import declared_types
from auditor.page import Page

TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
PICTURE = "https://news.example/a/harbour-at-dawn.jpg"


def html(data: Any, picture: str = "/a/harbour-at-dawn-800x500.jpg") -> str:
    figure = f'<figure><img src="{picture}" alt="" width="800" height="500"><figcaption>The quay.</figcaption></figure>'
    text = "<p>The harbour opened on Friday after two years of work, and the first ships came in before noon.</p>" * 4
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return f"<html><head>{script}</head><body><article><h1>The harbour</h1>{figure}{text}</article></body></html>"


def article(**image: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "headline": "The harbour", "image": image}


@pytest.mark.parametrize(
    "data",
    [
        article(url=PICTURE, digitalSourceType=TRAINED),
        article(contentUrl="/a/harbour-at-dawn.jpg", digitalSourceType={"@id": TRAINED}),
        {"@graph": [{"@type": "WebPage"}, {"@type": "ImageObject", "@id": PICTURE, "digitalSourceType": TRAINED}]},
        {"@type": "NewsArticle", "image": ["/a/other-picture.jpg", {"url": [PICTURE], "digitalSourceType": TRAINED}]},
    ],
)
def test_a_picture_gets_the_type_that_names_its_file(page_of: Callable[..., Page], data: dict[str, Any]) -> None:
    facts, _ = observe(page_of(html(data)))
    assert facts.images is not UNSET
    (image,) = facts.images
    assert image.source_type is not UNSET
    assert image.source_type is not None
    assert image.source_type.quote == TRAINED
    assert image.source_type.at.region == "markup"
    assert image.source_type.at.selector.endswith("/digitalSourceType")


@pytest.mark.parametrize(
    "data",
    [
        article(url=PICTURE),
        article(url="https://news.example/a/another-picture.jpg", digitalSourceType=TRAINED),
        article(url=PICTURE, digitalSourceType=""),
        article(url=PICTURE, digitalSourceType=7),
        article(digitalSourceType=TRAINED),
        {"@type": "NewsArticle", "url": "https://news.example/2026/11/20/story", "digitalSourceType": TRAINED},
        {"@type": "NewsArticle", "image": PICTURE, "digitalSourceType": TRAINED},
    ],
)
def test_other_types_say_nothing_of_it(page_of: Callable[..., Page], data: dict[str, Any]) -> None:
    facts, _ = observe(page_of(html(data)))
    assert facts.images is not UNSET
    assert [image.source_type for image in facts.images] == [None]


def test_nesting_without_end_is_cut(page_of: Callable[..., Page]) -> None:
    data: dict[str, Any] = {"url": PICTURE, "digitalSourceType": TRAINED}
    for _ in range(9):
        data = {"@type": "NewsArticle", "image": data}
    assert declared_types(page_of(html(data))) == {}

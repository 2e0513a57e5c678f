"""Which file of a picture is the original, which files did not come, and which of all files still speak."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PIL import Image as Drawn

from auditor.detectors import images
from auditor.facts import OWN_PICTURES, Facts, Image
from auditor.model import Gap, MediaFile, MissedFile, Snapshot
from auditor.page import Page, read

PageOf = Callable[..., Page]
BODY = "<p>" + "The crossing had been closed since February, the council said on Friday. " * 4 + "</p>"
ROOT = "https://news.example/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def story(figure: str, head: str = "") -> str:
    return f"<head>{head}</head><article><h1>Bridge</h1><div>{BODY}{figure}{BODY}</div></article>"


def found(page: Page) -> tuple[tuple[Image, ...], tuple[Gap, ...]]:
    observed = images.detect(page, Facts())
    assert isinstance(observed.value, tuple)
    return observed.value, observed.gaps


def json_ld(image: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "image": {image}}}</script>'


OG = '<meta property="og:image" content="/share/harbour.jpg">'
SET = '<img src="/i/harbour-300x200.jpg" srcset="/i/harbour-600x400.jpg 600w, /i/harbour-1200x800.jpg 1200w">'
ORIGINALS = {
    "nothing else": ('<img src="/p.png">', "", "p.png"),
    "the largest of its set": (SET, "", "i/harbour-1200x800.jpg"),
    "the densest of its set": ('<img src="/a-one.jpg" srcset="/a-one.jpg 1x, /a-two.jpg 2x">', "", "a-two.jpg"),
    "a set that tells no sizes": ('<img src="/a-one.jpg" srcset="/a-two.jpg">', "", "a-one.jpg"),
    "itself is the largest of its set": ('<img src="/l.jpg" srcset="/s.jpg 300w, /l.jpg 900w">', "", "l.jpg"),
    "what a click opens": (f'<a href="/full/harbour.jpg">{SET}</a>', "", "full/harbour.jpg"),
    "og:image": (SET, OG, "share/harbour.jpg"),
    "og:image of another picture": (SET, '<meta property="og:image" content="/share/quarterly.jpg">',
                                    "i/harbour-1200x800.jpg"),
    "a small og:image": (SET, OG + '<meta property="og:image:width" content="800">', "i/harbour-1200x800.jpg"),
    "a large og:image": (SET, OG + '<meta property="og:image:width" content="1600">', "share/harbour.jpg"),
    "JSON-LD": (SET, json_ld('"/ld/harbour.jpg"'), "ld/harbour.jpg"),
    "the file in JSON-LD before og:image": (
        SET, OG + json_ld('{"@type": "ImageObject", "contentUrl": "/ld/harbour.jpg", "width": "2400 px"}'),
        "ld/harbour.jpg"),
    "og:image before an address in JSON-LD": (SET, OG + json_ld('[{"url": "/ld/harbour.jpg"}]'), "share/harbour.jpg"),
    "a small file in JSON-LD": (
        SET, json_ld('{"contentUrl": "/ld/harbour.jpg", "width": {"@type": "QuantitativeValue", "value": 640}}'),
        "i/harbour-1200x800.jpg"),
    "a width that is none": (SET, json_ld('{"contentUrl": "/ld/harbour.jpg", "width": "wide"}'), "ld/harbour.jpg"),
    "an address that is none": (
        SET, '<meta property="og:image" content="http://[harbour.jpg">', "i/harbour-1200x800.jpg"),
}  # fmt: skip


@pytest.mark.parametrize(("figure", "head", "original"), ORIGINALS.values(), ids=ORIGINALS)
def test_the_original(page_of: PageOf, figure: str, head: str, original: str) -> None:
    (image,), _ = found(page_of(story(figure, head)))
    assert image.original == ROOT + original


def test_the_original_is_read_before_what_is_shown(page_of: PageOf) -> None:
    files = [
        MediaFile(url=ROOT + name, content_type=None, raw=SVG)
        for name in ("i/harbour-300x200.jpg", "share/harbour.jpg")
    ]
    (image,), gaps = found(page_of(story(SET, OG), media=tuple(files)))
    assert (image.file_url, gaps) == (ROOT + "share/harbour.jpg", ())
    (image,), gaps = found(page_of(story(SET, OG), media=tuple(files[:1])))
    assert (image.file_url, gaps) == (ROOT + "i/harbour-300x200.jpg", ())


def test_a_picture_that_only_the_markup_names_is_read(page_of: PageOf) -> None:
    files = (MediaFile(url=ROOT + "share/harbour.jpg", content_type=None, raw=SVG),)
    (image,), gaps = found(page_of(story("", OG), media=files))
    assert (image.file_url, image.ai_by_file, image.agreement, gaps) == (files[0].url, False, "nothing-known", ())


def missing(page: Page, *missed: MissedFile, renditions: bool = False, media: tuple[MediaFile, ...] = ()) -> Page:
    known = page.snapshot
    return read(replace(known, media=media, missed=missed, media_wanted=True, renditions_wanted=renditions))


def test_a_picture_that_did_not_come_is_named(page_of: PageOf) -> None:
    page = page_of(story(f'{SET}<figure><img src="/quay.jpg"><figcaption>The quay</figcaption></figure>', OG))
    page = missing(page, MissedFile(url=ROOT + "share/harbour.jpg", problem="The server answered 404."))
    _, gaps = found(page)
    assert gaps == (
        Gap(
            fact="images[0].file",
            reason="not-fetched",
            detail="The picture https://news.example/share/harbour.jpg did not come. The server answered 404.",
        ),
        Gap(
            fact="images[].file",
            reason="not-fetched",
            detail="The files of 1 picture did not come, so what they say of their making is not known.",
        ),
    )


def test_a_file_that_cannot_be_read_says_neither_yes_nor_no(page_of: PageOf) -> None:
    broken = MediaFile(url=ROOT + "p.png", content_type=None, raw=b"\x89PNG\r\n\x1a\n" + bytes(40))
    (image,), gaps = found(page_of(story('<img src="/p.png">'), media=(broken,)))
    assert isinstance(image.file_url, str)
    assert not isinstance(image.ai_by_file, bool)
    assert [(gap.fact, gap.reason) for gap in gaps] == [("images[0].ai_by_file", "unreadable")]


def drawn(shade: int) -> bytes:
    made = io.BytesIO()
    picture = Drawn.linear_gradient("L").rotate(shade).resize((600, 400)).convert("RGB")
    picture.save(made, "JPEG")
    return made.getvalue()


def test_the_files_of_a_picture_are_compared_where_that_was_asked_for(page_of: PageOf) -> None:
    pytest.importorskip("imagehash", reason="the library that compares pictures is not installed")
    names = ("share/harbour.jpg", "i/harbour-300x200.jpg", "i/harbour-1200x800.jpg")
    files = tuple(MediaFile(url=ROOT + name, content_type=None, raw=drawn(90)) for name in names[:2])
    page = missing(
        page_of(story(SET, OG)), MissedFile(url=ROOT + names[2], problem="Gone."), renditions=True, media=files
    )
    (image,), gaps = found(page)
    assert isinstance(image.survival, tuple)
    assert [(check.url, check.likeness) for check in image.survival] == [
        (ROOT + names[0], "same"), (ROOT + names[1], "same"), (ROOT + names[2], "missing"),
        (ROOT + "i/harbour-600x400.jpg", "missing"),
    ]  # fmt: skip
    assert gaps == ()
    (image,), _ = found(missing(page_of(story(SET, OG)), media=files))
    assert not isinstance(image.survival, tuple)


def test_pictures_of_others_are_not_compared(page_of: PageOf) -> None:
    page = page_of(story('<div class="author-bio"><img src="/me.jpg" alt="Ines Calder" class="avatar"></div>'))
    observed, _ = found(missing(page, renditions=True))
    assert all(not isinstance(image.survival, tuple) for image in observed if image.role not in OWN_PICTURES)


def test_without_the_library_a_gap_says_how_to_get_it(page_of: PageOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.media.likeness.available", lambda: False)
    (image,), gaps = found(missing(page_of(story('<img src="/p.png">')), renditions=True))
    assert not isinstance(image.survival, tuple)
    (gap,) = (gap for gap in gaps if gap.fact == "images[].survival")
    assert (gap.reason, "pip install 'auditor[renditions]'" in gap.detail) == ("library-absent", True)


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("Money. Illustration: Harbour Post", "illustration"),
        ("Symbolbild", "illustration"),
        ("Der Hafen. © Montage", "illustration"),
        ("Geld und Wasser (Symbolbild)", "illustration"),
        ("Der Hafen. Fotomontage: Ines Calder", "illustration"),
        ("Illustration by Ines Calder", "illustration"),
        ("Image d'illustration – Le Port", "illustration"),
        ("The harbour / photo illustration / Ines Calder", "illustration"),
        ("A collage of letters hangs in the harbour museum. Photo: Ines Calder", "credited"),
        ("The montage of the crane took a day. Photo: Ines Calder", "credited"),
        ("The harbour. Photo: Ines Calder/Illustration Times", "credited"),
        ("The harbour at dawn", "nothing"),
    ],
)
def test_what_the_page_calls_a_picture(page_of: PageOf, words: str, called: str) -> None:
    (image,), _ = found(page_of(story(f'<figure><img src="/p.png"><figcaption>{words}</figcaption></figure>')))
    assert image.called == called


def test_one_picture_shown_twice_is_called_by_both_captions(page_of: PageOf) -> None:
    twice = '<figure><img src="/harbour.png"><figcaption>{}</figcaption></figure>'
    page = page_of(story(twice.format("Symbolbild") + "<p>Between.</p>" + '<img src="/harbour.png">'))
    (image,), _ = found(page)
    assert (image.called, image.original) == ("illustration", ROOT + "harbour.png")


def test_a_snapshot_that_knows_nothing_of_missing_files() -> None:
    page = read(Snapshot(requested_url=ROOT, final_url=ROOT, raw=story('<img src="/p.png">').encode()))
    _, gaps = found(page)
    assert [(gap.fact, gap.reason) for gap in gaps] == [("images[].file", "offline")]

"""Copies of a picture are known again, other pictures are told from it, and what is between is left open."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw, ImageFilter

from auditor.media import likeness
from auditor.media.likeness import distance
from auditor.media.renditions import checks
from auditor.media.thumbnails import thumbnail
from auditor.model import MediaFile
from auditor.provenance import ContentCredentials, ImageProvenance

pytest.importorskip("imagehash", reason="the library that compares pictures is not installed")


def scene(seed: int = 0, size: tuple[int, int] = (900, 600)) -> Image.Image:
    """A town by the sea: towers of other heights and colours for another seed."""
    width, height = size
    picture = Image.new("RGB", size, (120, 160, 210))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, height * 0.8, width, height), fill=(20, 50, 60))
    for tower in range(8):
        left = width * (tower * 0.12 + 0.02)
        top = height * (0.15 + ((tower * 37 + seed * 53) % 11) / 18)
        shade = ((tower * 71 + seed * 97) % 200, (tower * 31 + seed * 41) % 200, 90)
        draw.rectangle((left, top, left + width * 0.09, height * 0.8), fill=shade)
    sun = width * ((seed * 29) % 80 + 5) / 100
    draw.ellipse((sun, height * 0.04, sun + width * 0.1, height * 0.14), fill=(250, 240, 150))
    return picture.filter(ImageFilter.GaussianBlur(1))


def jpeg(picture: Image.Image, quality: int = 85) -> bytes:
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=quality)
    return made.getvalue()


def small(picture: Image.Image, quality: int = 85) -> bytes:
    made = thumbnail(jpeg(picture, quality))
    assert made is not None
    return made


def with_logo(picture: Image.Image) -> Image.Image:
    branded = picture.copy()
    ImageDraw.Draw(branded).rectangle((30, 500, 200, 570), fill="white")
    return branded


COPIES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "itself": lambda picture: picture,
    "smaller": lambda picture: picture.resize((300, 200)),
    "cut wide": lambda picture: picture.crop((0, 60, 900, 560)),
    "cut square at its end": lambda picture: picture.crop((300, 0, 900, 600)),
    "cut upright": lambda picture: picture.crop((250, 0, 650, 600)),
    "with a logo": with_logo,
    "grey": lambda picture: picture.convert("L").convert("RGB"),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_the_same_picture(name: str) -> None:
    whole = scene()
    one, other = small(whole), small(COPIES[name](whole), 60)
    assert likeness.likeness(distance(one, other)) == "same"
    assert distance(one, other) == distance(other, one)


@pytest.mark.parametrize("seed", range(1, 7))
def test_another_picture_is_never_called_the_same(seed: int) -> None:
    assert likeness.likeness(distance(small(scene()), small(scene(seed)))) != "same"


def test_quite_another_picture_is_called_so() -> None:
    stripes = Image.new("RGB", (900, 600), "white")
    draw = ImageDraw.Draw(stripes)
    for left in range(0, 900, 100):
        draw.polygon([(left, 0), (left + 50, 0), (left + 350, 600), (left + 300, 600)], fill="black")
    assert likeness.likeness(distance(small(scene()), small(stripes))) == "another"


@pytest.mark.parametrize(
    ("bits", "meaning"), [(0, "same"), (8, "same"), (9, "unclear"), (15, "unclear"), (16, "another")]
)
def test_what_a_distance_means(bits: int, meaning: str) -> None:
    assert likeness.likeness(bits) == meaning


def provenance(verdict: str, credentials: bool) -> ImageProvenance:
    return ImageProvenance(
        verdict=verdict,  # type: ignore[arg-type]  # one of its words
        confidence=0.7,
        c2pa=ContentCredentials(present=credentials),
        metadata=(),
        reasons=(),
    )


def test_the_files_of_a_picture_side_by_side() -> None:
    files = {
        "/original.jpg": jpeg(scene()),
        "/300.jpg": jpeg(scene().resize((300, 200))),
        "/drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    }
    held = {url: MediaFile(url=url, content_type=None, raw=raw) for url, raw in files.items()}
    told = {"/original.jpg": provenance("ai_generated", True)}
    found = checks(
        ("/gone.jpg", "/original.jpg", "/300.jpg", "/drawing.svg"),
        held,
        lambda file: told.get(file.url, provenance("no_provenance", False)),
    )
    gone, original, copy, drawing = found
    assert (gone.likeness, gone.verdict, gone.credentials, gone.bytes) == ("missing", None, None, None)
    assert (original.likeness, original.distance, original.width, original.height) == ("same", 0, 900, 600)
    assert (original.verdict, original.credentials, original.bytes) == (
        "ai_generated",
        True,
        len(files["/original.jpg"]),
    )
    assert (copy.likeness, copy.width, copy.verdict, copy.credentials) == ("same", 300, "no_provenance", False)
    assert (drawing.likeness, drawing.distance, drawing.width, drawing.verdict) == (
        "not_drawn", None, None, "no_provenance",
    )  # fmt: skip


def test_where_nothing_can_be_drawn_nothing_is_compared() -> None:
    raw = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    held = {"/a.svg": MediaFile(url="/a.svg", content_type=None, raw=raw)}
    (check,) = checks(("/a.svg",), held, lambda _: provenance("no_provenance", False))
    assert (check.likeness, check.verdict) == ("not_drawn", "no_provenance")

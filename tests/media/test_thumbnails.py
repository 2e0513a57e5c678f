"""Small copies of pictures: drawn under limits, without what the file says, or not at all."""

from __future__ import annotations

import io
import sys
import warnings

import pytest
from PIL import Image

from auditor.facts import At, Facts
from auditor.facts import Image as ArticleImage
from auditor.media import inspect, thumbnail_child
from auditor.media.thumbnails import drawing, thumbnail, thumbnails
from auditor.model import MediaFile


def picture(kind: str = "PNG", size: tuple[int, int] = (800, 500), mode: str = "RGB", **options: object) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, (200, 30, 30, 40)[: len(mode)]).save(made, kind, **options)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "AVIF", "TIFF"])
def test_a_small_jpeg_of_any_format(kind: str) -> None:
    made = thumbnail(picture(kind))
    assert made is not None
    with Image.open(io.BytesIO(made)) as small:
        assert (small.format, small.size) == ("JPEG", (320, 200))


def test_what_the_file_says_is_not_copied() -> None:
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("parameters", "a bridge\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 1")
    raw = picture(pnginfo=told)
    assert inspect(raw).verdict == "ai_generated"
    made = thumbnail(raw)
    assert made is not None
    assert inspect(made).verdict == "no_provenance"


def test_what_is_seen_through_stands_on_white_and_upright() -> None:
    made = thumbnail(picture(mode="RGBA", size=(10, 10)))
    assert made is not None
    with Image.open(io.BytesIO(made)) as small:
        red, green, _ = small.convert("RGB").getpixel((5, 5))  # type: ignore[misc]  # three numbers in RGB
    assert red > 230
    assert green > 200
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = thumbnail(picture("JPEG", (400, 200), exif=exif))
    assert turned is not None
    with Image.open(io.BytesIO(turned)) as small:
        assert small.size == (160, 320)


@pytest.mark.parametrize("raw", [b"", b"<svg/>", picture()[:60], b"\xff\xd8\xff" + bytes(100)])
def test_what_cannot_be_drawn_is_none(raw: bytes) -> None:
    assert thumbnail(raw) is None


def test_no_picture_takes_too_long_or_too_much() -> None:
    assert thumbnail(picture(), seconds=0.001) is None
    assert thumbnail(picture(mode="L", size=(30_000, 30_000))) is None


def test_the_size_of_the_picture_is_told_as_it_is_looked_at() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    sizes = [
        (made.width, made.height)
        for made in (
            drawing(picture()),
            drawing(picture("JPEG", (3000, 2000))),
            drawing(picture("JPEG", (400, 200), exif=exif)),
            drawing(picture("JPEG", (30, 30), exif=exif)),
        )
        if made
    ]
    assert sizes == [(800, 500), (3000, 2000), (200, 400), (30, 30)]


def test_small_copies_of_an_article_s_pictures() -> None:
    at = At(region="body", selector="img")
    nothing: dict[str, object] = dict.fromkeys(("caption", "credit", "alt"))
    plain = {**nothing, "role": "lead", "label_visible": False, "ai_by_caption": False, "quote": "x", "at": at}
    images = tuple(
        ArticleImage(url=f"/{name}", **plain, **({"file_url": f"/{file}"} if file else {}))  # type: ignore[arg-type]
        for name, file in (("shown", "original"), ("broken", "broken"), ("unread", ""), ("pruned", "gone"))
    )
    files = (
        MediaFile(url="/original", content_type=None, raw=picture()),
        MediaFile(url="/broken", content_type=None, raw=b"\xff\xd8\xff" + bytes(100)),
        MediaFile(url="/unread", content_type=None, raw=picture()),
    )
    made = thumbnails(Facts(images=images), files)
    assert {name: small and small[:3] for name, small in made.items()} == {"/shown": b"\xff\xd8\xff", "/broken": None}
    assert thumbnails(Facts(), files) == {}


class Pipe:
    """A standard stream that holds bytes."""

    def __init__(self, raw: bytes = b"") -> None:
        self.buffer = io.BytesIO(raw)


def test_the_process_tells_size_and_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    for raw, size in ((picture(), (800, 500)), (picture("JPEG", (400, 200), exif=exif), (200, 400))):
        out = Pipe()
        monkeypatch.setattr("sys.stdin", Pipe(raw))
        monkeypatch.setattr("sys.stdout", out)
        monkeypatch.setattr(thumbnail_child, "_limit", lambda: None)
        monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", Image.MAX_IMAGE_PIXELS)
        with warnings.catch_warnings():
            thumbnail_child.main()
        told = out.buffer.getvalue()
        assert thumbnail_child.SIZE.unpack_from(told) == size
        assert told[thumbnail_child.SIZE.size :].startswith(b"\xff\xd8\xff")


def test_its_limits_are_those_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource", reason="this system knows no such limits")
    asked: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda what, bounds: asked.append((what, bounds)))
    thumbnail_child._limit()
    assert asked == [
        (resource.RLIMIT_AS, (thumbnail_child.MEMORY,) * 2),
        (resource.RLIMIT_CPU, (thumbnail_child.SECONDS,) * 2),
        (resource.RLIMIT_CORE, (0, 0)),
    ]
    monkeypatch.setitem(sys.modules, "resource", None)
    thumbnail_child._limit()
    assert len(asked) == 3

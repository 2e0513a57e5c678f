"""`auditor audit` and the pictures of a page: small copies in HTML, renditions on request."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from PIL import Image

Invoke = Callable[..., Result]
URL = "https://news.example/2026/bridge"
FIGURE = (
    '<figure><img src="bridge-600x400.jpg" srcset="bridge-600x400.jpg 600w, bridge-1200x800.jpg 1200w" '
    'width="900" height="600" alt="The bridge"><figcaption>The bridge. Photo: Ines Calder</figcaption></figure>'
)
COMMENT = b"Steps: 20, Sampler: Euler, CFG scale: 7, Seed: 1"


@pytest.fixture
def illustrated(article: Path) -> Path:
    """The saved article with a picture in two sizes; the larger one says that a generator made it."""
    text = article.read_text("utf-8")
    before, mark, after = text.partition("</h1>")
    article.write_text(f"{before}{mark}{FIGURE}{after}", "utf-8")
    for width, height, told in ((1200, 800, True), (600, 400, False)):
        exif = Image.Exif()
        if told:
            exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + COMMENT
        picture = Image.linear_gradient("L").rotate(20).resize((width, height)).convert("RGB")
        made = io.BytesIO()
        picture.save(made, "JPEG", exif=exif)
        Path(f"bridge-{width}x{height}.jpg").write_bytes(made.getvalue())
    return article


def test_the_html_report_shows_the_picture(run: Invoke, illustrated: Path) -> None:
    run("audit", illustrated, "--no-store", "--url", URL, "-f", "html=a.html", "-f", "json=a.json", "-q")
    assert Path("a.html").read_text("utf-8").count('<img src="data:image/jpeg;base64,') == 1
    (image,) = json.loads(Path("a.json").read_text("utf-8"))["facts"]["images"]
    assert (image["file_url"], image["agreement"]) == (
        "https://news.example/2026/bridge-1200x800.jpg",
        "undisclosed-ai",
    )
    assert "survival" not in image


def test_without_pictures_the_card_is_in_words(run: Invoke, illustrated: Path) -> None:
    run("audit", illustrated, "--no-store", "--no-media", "-f", "html=a.html", "-q")
    text = Path("a.html").read_text("utf-8")
    assert "<img " not in text
    assert "This picture did not come." in text


def test_all_renditions_on_request(run: Invoke, illustrated: Path) -> None:
    pytest.importorskip("imagehash", reason="the library that compares pictures is not installed")
    result = run("audit", illustrated, "--no-store", "--url", URL, "--renditions", "-f", "json=a.json", "-f", "text")
    assert "The original says made by AI; the 600 px copy says nothing." in " ".join(result.stdout.split())
    (image,) = json.loads(Path("a.json").read_text("utf-8"))["facts"]["images"]
    assert [(check["width"], check["likeness"], check["verdict"]) for check in image["survival"]] == [
        (1200, "same", "ai_generated"),
        (600, "same", "no_provenance"),
    ]


def test_without_the_library_nothing_begins(run: Invoke, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.media.likeness.available", lambda: False)
    result = run("audit", article, "--no-store", "--renditions")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Install it with: pip install 'auditor[renditions]'" in " ".join(result.stderr.split())
    assert run("audit", article, "--no-store").exit_code == 0

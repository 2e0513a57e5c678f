"""What a page calls a picture against what its file says: every cell, on a made page with a made file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from auditor.facts import Image
from auditor.media.trust import of_text
from auditor.model import Audit, MediaFile, Snapshot, Target
from auditor.pipeline import audit_snapshot, packaged_rulebook

Signing = Any
URL = "https://news.example/bridge"
PICTURE = "https://news.example/bridge.jpg"
TEXT = (
    "<p>" + "The harbour bridge will close to all traffic on Monday, the port authority said in a notice. " * 4 + "</p>"
)
CALLED = {
    "ai": "<figcaption>The bridge. AI-generated image</figcaption>",
    "changed with AI": "<figcaption>The bridge. This image was edited using AI.</figcaption>",
    "credited": "<figcaption>The bridge on Sunday. Photo: Ines Calder</figcaption>",
    "illustration": "<figcaption>Money and water. Illustration: Harbour Post</figcaption>",
    "nothing": "",
}
FILES = (
    "made by AI",
    "filled by AI",
    "part by AI",
    "photograph",
    "camera",
    "saved anew",
    "pixels changed",
    "broken file",
)
TABLE = {
    "ai": ("agrees", "agrees-partly", "agrees-partly", "contradiction", "weak-contradiction", "claim-unchecked",
           "credentials-broken", "unreadable"),
    "changed with AI": ("agrees-partly", "agrees", "agrees", "odd", "consistent", "claim-unchecked",
                        "credentials-broken", "unreadable"),
    "credited": ("undisclosed-ai", "undisclosed-ai-edit", "undisclosed-ai-edit", "agrees", "consistent",
                 "nothing-known", "credentials-broken", "unreadable"),
    "illustration": ("undisclosed-ai-illustration", "agrees", "agrees", "odd", "odd", "nothing-known",
                     "credentials-broken", "unreadable"),
    "nothing": ("undisclosed-ai", "undisclosed-ai-edit", "undisclosed-ai-edit", "fine", "fine", "nothing-known",
                "credentials-broken", "unreadable"),
}  # fmt: skip
CELLS = [(name, file, cell) for name, row in TABLE.items() for file, cell in zip(FILES, row, strict=True)]


@pytest.fixture
def audited(gallery: dict[str, bytes], authority: Signing, picture: Callable[..., bytes]) -> Callable[..., Audit]:
    """`audited(called, file)`: the audit of a page with that picture; `more` HTML stands below its text."""
    camera = {"Make": "Examplecam", "Model": "X1", "DateTimeOriginal": "2026:03:01 10:00:00"}
    files = {**gallery, "camera": picture("jpeg", exif=camera), "broken file": b"\x89PNG\r\n\x1a\n" + bytes(40)}

    def build(called: str, file: str, more: str = "") -> Audit:
        figure = f'<figure><img src="bridge.jpg" alt="The bridge" width="900" height="600">{CALLED[called]}</figure>'
        html = (
            f'<!doctype html><html lang="en"><title>The bridge closes</title><article><h1>The bridge closes</h1>{TEXT}'
            f"{figure}{TEXT}{more}</article>"
        )
        media = (MediaFile(url=PICTURE, content_type="image/jpeg", raw=files[file]),)
        snapshot = Snapshot(requested_url=URL, final_url=URL, raw=html.encode(), media=media, media_wanted=True)
        target = Target(kind="url", value=URL)
        return audit_snapshot(snapshot, target=target, rulebook=packaged_rulebook(), trust=of_text(authority.root))

    return build


def of(audit: Audit) -> Image:
    assert isinstance(audit.facts.images, tuple)
    (image,) = audit.facts.images
    return image


def outcome(audit: Audit, rule: str) -> str:
    return next(finding.outcome for finding in audit.findings if finding.rule == rule)


@pytest.mark.parametrize(("called", "file", "cell"), CELLS, ids=[f"{name} - {file}" for name, file, _ in CELLS])
def test_every_cell(audited: Callable[..., Audit], called: str, file: str, cell: str) -> None:
    audit = audited(called, file)
    image = of(audit)
    assert (image.called, image.agreement) == (called.replace("changed with AI", "ai"), cell)
    strongest = cell in {"undisclosed-ai", "undisclosed-ai-edit"}
    assert (outcome(audit, "ai-images-labelled") == "unmet") == strongest
    assert any(cap.rule == "ai-images-labelled" and cap.certain for cap in audit.score.caps) == strongest
    softer = "unmet" if cell == "undisclosed-ai-illustration" else "n.a."
    if called == "illustration" and file == "broken file":
        softer = "n.a."
    assert outcome(audit, "ai-illustrations-labelled") == softer
    contradicted = cell in {"contradiction", "weak-contradiction"}
    assert (outcome(audit, "ai-labels-not-contradicted") == "unmet") == contradicted
    assert (outcome(audit, "image-credentials-match") == "unmet") == (cell == "credentials-broken")
    if cell == "claim-unchecked":
        assert outcome(audit, "ai-images-marked-in-file") == "unmet"


@pytest.mark.parametrize("cell", ["credentials-broken", "unreadable", "nothing-known", "claim-unchecked"])
def test_what_proves_nothing_costs_nothing_certain(audited: Callable[..., Audit], cell: str) -> None:
    """A file that is broken or cannot be read is at most an open question, never worse than a stripped one."""
    name, file, _ = next(one for one in CELLS if one[2] == cell)
    found, stripped = audited(name, file), audited(name, "saved anew")
    assert (found.score.high or 0) >= (stripped.score.high or 0)
    assert not any(cap.certain for cap in found.score.caps)


NOTE = "<aside class='note'><p>The pictures in this article were generated with AI.</p></aside>"
DENIAL = "<aside class='note'><p>The pictures in this article were not made with AI.</p></aside>"


@pytest.mark.parametrize(
    ("called", "file", "more", "cell"),
    [
        ("credited", "made by AI", NOTE, "agrees"),
        ("nothing", "filled by AI", NOTE, "agrees-partly"),
        ("illustration", "made by AI", NOTE, "agrees"),
        ("credited", "photograph", NOTE, "agrees"),
        ("credited", "saved anew", NOTE, "nothing-known"),
        ("credited", "made by AI", DENIAL, "contradiction"),
        ("credited", "filled by AI", DENIAL, "contradiction"),
        ("credited", "photograph", DENIAL, "agrees"),
    ],
)
def test_a_note_on_all_pictures_discloses_and_accuses_none(
    audited: Callable[..., Audit], called: str, file: str, more: str, cell: str
) -> None:
    image = of(audited(called, file, more))
    assert (image.called, image.agreement) == (called, cell)


def test_without_a_file_there_is_nothing_to_compare(audited: Callable[..., Audit]) -> None:
    audit = audited("credited", "photograph")
    plain = Snapshot(requested_url=URL, final_url=URL, raw=f"<article><h1>x</h1>{TEXT}<img src=a.jpg>{TEXT}".encode())
    bare = audit_snapshot(plain, target=audit.target, rulebook=packaged_rulebook())
    assert (of(bare).called, isinstance(of(bare).agreement, str)) == ("nothing", False)

"""Saved pages and the pictures beside them."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.collect import Collector
from auditor.collect.files import read_page, read_stream
from auditor.errors import CollectError, FetchFailed, FetchLimit, UnsupportedContent
from auditor.model import MediaFile, Snapshot, Target

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
PAGE = b"<html><p>Saved."


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A page in a folder of its own, with a picture beside it, one below and one outside."""
    folder = tmp_path / "pages"
    (folder / "story_files").mkdir(parents=True)
    (folder / "story.html").write_bytes(PAGE)
    (folder / "beside.png").write_bytes(PNG + b"beside")
    (folder / "story_files" / "below.png").write_bytes(PNG + b"below")
    (folder / "story_files" / "größe 1?.png").write_bytes(PNG + b"named")
    (tmp_path / "outside.png").write_bytes(PNG + b"outside")
    return folder / "story.html"


@pytest.fixture
def collect(collecting: Callable[..., Collector]) -> Callable[..., Snapshot]:
    def read(path: Path | str, *, url: str | None = None) -> Snapshot:
        with collecting(offline=True, page_bytes=1000) as collector:
            return collector.collect(Target(kind="file", value=str(path)), url=url)

    return read


def test_a_saved_page_knows_nothing_of_its_fetching(saved: Path, collect: Callable[..., Snapshot]) -> None:
    uri = saved.resolve().as_uri()
    assert collect(saved) == Snapshot(requested_url=uri, final_url=uri, raw=PAGE)
    assert collect(saved).headers is None
    assert collect(saved).fetched_at is None


def test_its_owner_may_say_where_it_was_published(saved: Path, collect: Callable[..., Snapshot]) -> None:
    snapshot = collect(saved, url="https://News.example/a#top")
    assert snapshot.requested_url == saved.resolve().as_uri()
    assert snapshot.final_url == "https://news.example/a"


def test_the_page_itself_may_not_say_so(saved: Path, collect: Callable[..., Snapshot]) -> None:
    saved.write_bytes(b'<link rel=canonical href="https://other.example/"><meta property=og:url content="//o.example">')
    assert collect(saved).final_url == saved.resolve().as_uri()


@pytest.mark.parametrize(
    ("content", "error", "problem"),
    [
        (b"", UnsupportedContent, "There is nothing in it"),
        (b"%PDF-1.4", UnsupportedContent, "This is a PDF, not a page"),
        (b"\x7fELF" + bytes(60), UnsupportedContent, "This is binary data, not a page"),
        (b"x" * 1001, FetchLimit, "It is larger than 1000 bytes; no news page is"),
    ],
)
def test_a_file_that_is_no_page(
    content: bytes, error: type[CollectError], problem: str, saved: Path, collect: Callable[..., Snapshot]
) -> None:
    saved.write_bytes(content)
    with pytest.raises(error, match=problem):
        collect(saved)


def test_a_file_of_just_the_cap_is_read_whole(saved: Path, collect: Callable[..., Snapshot]) -> None:
    saved.write_bytes(b"x" * 1000)
    assert len(collect(saved).raw) == 1000


def test_a_missing_file(tmp_path: Path, collect: Callable[..., Snapshot]) -> None:
    with pytest.raises(FetchFailed, match=r"There is no file .*gone\.html\. Check the path; an address"):
        collect(tmp_path / "gone.html")


def test_a_folder_is_no_file(tmp_path: Path, collect: Callable[..., Snapshot]) -> None:
    with pytest.raises(
        FetchFailed, match=r"is a folder in which no page \(\.html, \.htm\) can be read\. Name the files"
    ):
        collect(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path, collect: Callable[..., Snapshot]) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    with pytest.raises(FetchFailed, match="not a regular file"):
        collect(tmp_path / "pipe.html")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_rights(saved: Path, collect: Callable[..., Snapshot]) -> None:  # pragma: no cover
    saved.chmod(0)
    with pytest.raises(FetchFailed, match="cannot be read: Permission denied"):
        collect(saved)


@pytest.mark.parametrize("name", ["a\0b.html", "a" * 5000])
def test_a_name_that_no_file_can_have(name: str, collect: Callable[..., Snapshot]) -> None:
    with pytest.raises(FetchFailed, match=r"cannot be read|not a path that can be opened"):
        collect(name)


def test_a_link_that_leads_to_itself(tmp_path: Path, collect: Callable[..., Snapshot]) -> None:
    (tmp_path / "loop.html").symlink_to(tmp_path / "loop.html")
    with pytest.raises(FetchFailed, match="loop"):
        collect(tmp_path / "loop.html")


def test_a_name_is_read_back_from_its_address(
    tmp_path: Path, collect: Callable[..., Snapshot], collecting: Callable[..., Collector]
) -> None:
    page = tmp_path / "50% größe #1?.html"
    page.write_bytes(PAGE)
    (tmp_path / "a.png").write_bytes(PNG)
    snapshot = collect(page)
    url = (tmp_path / "a.png").as_uri()
    assert collecting(offline=True).media(snapshot, [url]).media == (MediaFile(url=url, content_type=None, raw=PNG),)


def test_a_stream_that_breaks_is_a_failure() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(f"no {size} bytes")

    with pytest.raises(FetchFailed, match="The standard input cannot be read"):
        read_stream(Broken(), url=None, cap=10)


def test_a_stream_is_read_to_the_cap_only() -> None:
    with pytest.raises(FetchLimit, match="larger than 10 bytes"):
        read_stream(io.BytesIO(b"x" * 1000), url=None, cap=10)


def _found(collecting: Callable[..., Collector], snapshot: Snapshot, *urls: str) -> list[bytes]:
    """What the pictures at these addresses end in; everything offline."""
    with collecting(offline=True, image_bytes=1000) as collector:
        whole = collector.media(snapshot, urls)
    assert whole.media_wanted
    assert all(file.url in urls and file.content_type is None for file in whole.media)
    return [file.raw.removeprefix(PNG) for file in whole.media]


def test_pictures_come_from_the_folder_of_the_page(saved: Path, collecting: Callable[..., Collector]) -> None:
    snapshot = read_page(str(saved), url=None, cap=1000)
    folder = saved.parent.as_uri()
    assert _found(collecting, snapshot, f"{folder}/beside.png") == [b"beside"]
    assert _found(collecting, snapshot, f"{folder}/story_files/below.png") == [b"below"]
    assert _found(collecting, snapshot, f"{folder}/story_files/below.png?v=2#x") == [b"below"]
    assert _found(collecting, snapshot, f"{folder}/story_files/gr%C3%B6%C3%9Fe%201%3F.png") == [b"named"]
    assert _found(collecting, snapshot, folder.replace("file://", "file://localhost") + "/beside.png") == [b"beside"]


def test_no_picture_comes_from_elsewhere(saved: Path, collecting: Callable[..., Collector]) -> None:
    snapshot = read_page(str(saved), url=None, cap=1000)
    folder = saved.parent.as_uri()
    (saved.parent / "link.png").symlink_to(saved.parent.parent / "outside.png")
    (saved.parent / "linked").symlink_to(saved.parent.parent)
    (saved.parent / "large.png").write_bytes(PNG + bytes(1000))
    (saved.parent / "text.png").write_bytes(b"<html>")
    urls = (
        f"{folder}/../outside.png",
        f"{folder}/%2e%2e/outside.png",
        f"{folder}/..%2Foutside.png",
        f"{folder}/link.png",
        f"{folder}/linked/outside.png",
        (saved.parent.parent / "outside.png").as_uri(),
        "file:///etc/passwd",
        folder.replace("file://", "file://server") + "/beside.png",
        f"{folder}/gone.png",
        f"{folder}/story_files",
        f"{folder}/large.png",
        f"{folder}/text.png",
        f"{folder}/%00.png",
        "https://news.example/beside.png",
        "beside.png",
        "http://[",
        "data:image/png;base64,AAAA",
    )
    with collecting(offline=False, images=30, image_bytes=1000) as collector:
        assert collector.media(snapshot, urls).media == ()


def test_published_pictures_are_looked_for_beside_the_file(saved: Path, collecting: Callable[..., Collector]) -> None:
    snapshot = read_page(str(saved), url="https://news.example/2026/story.html", cap=1000)
    start = "https://news.example/2026"
    assert _found(collecting, snapshot, f"{start}/beside.png?w=100") == [b"beside"]
    assert _found(collecting, snapshot, f"{start}/story_files/below.png") == [b"below"]
    assert _found(collecting, snapshot, f"{start}/story_files/gr%C3%B6%C3%9Fe%201%3F.png") == [b"named"]
    assert _found(collecting, snapshot, (saved.parent / "beside.png").as_uri()) == [b"beside"]


def test_published_pictures_of_other_folders_are_not(saved: Path, collecting: Callable[..., Collector]) -> None:
    snapshot = read_page(str(saved), url="https://news.example/2026/story.html", cap=1000)
    urls = (
        "https://news.example/beside.png",
        "https://other.example/2026/beside.png",
        "http://news.example/2026/beside.png",
        "https://news.example/2026/../2026/beside.png/",
        "https://news.example/2026/../outside.png",
        "https://news.example/2026/%2E%2E/outside.png",
        "https://news.example/2026//etc/passwd",
        "https://news.example/2026/gone.png",
        "https://news.example/2026/",
    )
    assert _found(collecting, snapshot, *urls) == []


def test_a_picture_that_does_not_lie_beside_its_page_is_named(
    tmp_path: Path, collect: Callable[..., Snapshot], collecting: Callable[..., Collector]
) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(PAGE)
    (tmp_path / "text.png").write_bytes(b"<html>no picture")
    snapshot = collect(page)
    urls = [(tmp_path / name).as_uri() for name in ("gone.png", "text.png")]
    assert [one.problem for one in collecting(offline=True).media(snapshot, urls).missed] == [
        "It does not lie beside the saved page, or cannot be read.",
        "What lies there is no picture.",
    ]

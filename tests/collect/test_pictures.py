"""The pictures that come with a fetched page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from auditor.collect import Collector
from auditor.collect.settings import utc_now
from auditor.model import MediaFile, Snapshot

Serve = Callable[[str, bytes], str]
Make = Callable[..., bytes]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture
def page(serve: Serve, answer: Make) -> Snapshot:
    url = serve("/story", answer())
    return Snapshot(requested_url=url, final_url=url, fetched_at=utc_now(), status=200, headers=(), raw=b"<p>ok")


def test_pictures_come_with_their_type_each_once(
    page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector], paths: Callable[[], list[str]]
) -> None:
    one = serve("/1.png", answer(PNG, Content_Type="image/png"))
    two = serve("/2.jpg", answer(b"\xff\xd8\xff....", Content_Type="application/octet-stream"))
    moved = serve("/3", answer(b"", "302 Found", Location="/1.png"))
    whole = collecting().media(page, [one, two, one, moved])
    assert whole.media == (
        MediaFile(url=one, content_type="image/png", raw=PNG),
        MediaFile(url=two, content_type="application/octet-stream", raw=b"\xff\xd8\xff...."),
        MediaFile(url=moved, content_type="image/png", raw=PNG),
    )
    assert whole.media_wanted
    assert (whole.raw, whole.final_url, whole.fetched_at) == (page.raw, page.final_url, page.fetched_at)
    assert paths() == ["/1.png", "/2.jpg", "/3", "/1.png"]


def test_a_picture_that_fails_is_left_out(
    page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector]
) -> None:
    good = serve("/good.png", answer(PNG))
    urls = [
        serve("/missing.png", answer(b"", "404 Not Found")),
        serve("/html.jpg", answer(b"<html>soft 404", Content_Type="image/jpeg")),
        serve("/empty.jpg", answer(b"", Content_Type="image/jpeg")),
        serve("/large.png", answer(PNG + bytes(3000))),
        serve("/broken.png", b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + PNG),
        "http://10.0.0.1/secret.png",
        "http://gone.example/a.png",
        "data:image/png;base64,AAAA",
        "not an address",
        "file:///etc/passwd",
        "",
        good,
    ]
    whole = collecting(image_bytes=2000, images=20).media(page, urls)
    assert [file.url for file in whole.media] == [good]
    assert whole.media_wanted


def test_no_more_pictures_than_the_settings_say(
    page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector]
) -> None:
    urls = [serve(f"/{number}.png", answer(PNG)) for number in range(5)]
    whole = collecting(images=3).media(page, [urls[0], *urls])
    assert [file.url for file in whole.media] == urls[:3]


@pytest.mark.parametrize("case", ["offline", "none wanted", "none named", "stdin"])
def test_where_there_is_nothing_to_bring_in_the_snapshot_stays(
    case: str, page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector]
) -> None:
    urls = [] if case == "none named" else [serve("/1.png", answer(PNG))]
    snapshot = Snapshot(requested_url="stdin:", final_url=page.final_url, raw=b"<p>") if case == "stdin" else page
    collector = collecting(offline=case == "offline", images=0 if case == "none wanted" else 12)
    assert collector.media(snapshot, urls) == snapshot


def test_pictures_obey_robots_txt(
    page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector], paths: Callable[[], list[str]]
) -> None:
    serve("/robots.txt", answer(b"User-agent: *\nDisallow: /private\n"))
    urls = [serve("/private/1.png", answer(PNG)), serve("/2.png", answer(PNG))]
    whole = collecting(obey_robots=True).media(page, urls)
    assert [file.url for file in whole.media] == urls[1:]
    assert paths() == ["/robots.txt", "/2.png"]


def test_pictures_of_one_host_are_kept_apart_too(
    page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector], clock: dict[str, Any],
    slept: list[float],
) -> None:  # fmt: skip
    urls = [serve(f"/{number}.png", answer(PNG)) for number in range(3)]
    collecting(picture_interval_seconds=0.5, outside=clock).media(page, urls)
    assert slept == [0.5, 0.5]


def test_pictures_together_have_a_time_and_a_size(
    page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector], clock: dict[str, Any]
) -> None:
    urls = [serve(f"/{number}.png", answer(PNG)) for number in range(6)]
    slow = collecting(picture_interval_seconds=20.0, media_seconds=60.0, outside=clock).media(page, urls)
    assert [file.url for file in slow.media] == urls[:4]
    small = collecting(media_bytes=2 * len(PNG)).media(page, urls)
    assert [file.url for file in small.media] == urls[:2]


def test_originals_are_asked_for(
    page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector], heard: list[bytes]
) -> None:
    collecting().media(page, [serve("/1.jpg", answer(PNG))])
    accepted = [line for line in heard[-1].split(b"\r\n") if line.lower().startswith(b"accept:")]
    assert accepted == [b"Accept: image/jpeg,image/png,*/*;q=0.1"]


def test_what_readers_see_is_fetched_where_the_original_does_not_come(
    page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector], paths: Callable[[], list[str]]
) -> None:
    gone, shown = serve("/full.png", answer(b"", "404 Not Found")), serve("/small.png", answer(PNG))
    whole, other = serve("/whole.png", answer(PNG)), serve("/other.png", answer(PNG))
    found = collecting().media(page, [gone, whole], {gone: shown, whole: other})
    assert [file.url for file in found.media] == [shown, whole]
    assert found.missed == ()
    assert paths() == ["/full.png", "/small.png", "/whole.png"]


def test_each_picture_that_did_not_come_is_named_with_its_reason(
    page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector]
) -> None:
    gone, text = serve("/gone.png", answer(b"", "404 Not Found")), serve("/text.png", answer(b"<html>soft 404"))
    also_gone = serve("/also-gone.png", answer(b"", "410 Gone"))
    good, late = serve("/good.png", answer(PNG)), serve("/late.png", answer(PNG))
    found = collecting(images=4).media(page, [gone, text, also_gone, good, late], {gone: also_gone})
    assert [file.url for file in found.media] == [good]
    assert [(one.url, one.problem) for one in found.missed] == [
        (gone, "Status 404: there is no page at this address."),
        (text, "What came is no picture."),
        (also_gone, "Status 410: the page was taken down for good."),
        (late, "No more than 4 files are fetched for a page."),
    ]


def test_what_was_used_up_is_the_reason(
    page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector], clock: dict[str, Any]
) -> None:
    urls = [serve(f"/{number}.png", answer(PNG)) for number in range(6)]
    slow = collecting(picture_interval_seconds=20.0, media_seconds=60.0, outside=clock).media(page, urls)
    assert {one.problem for one in slow.missed} == {"What the pictures of one page may take together was used up."}
    small = collecting(media_bytes=2 * len(PNG)).media(page, urls[:4])
    assert [one.url for one in small.missed] == urls[2:4]
    assert small.missed[0].problem.startswith("The pictures of one page may take ")


def test_all_renditions_come_beside_what_is_there(
    page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector], paths: Callable[[], list[str]]
) -> None:
    one, two = serve("/1.png", answer(PNG)), serve("/2.png", answer(PNG))
    gone, never = serve("/gone.png", answer(b"", "404 Not Found")), serve("/never.png", answer(b"", "404 Not Found"))
    collector = collecting()
    before = collector.media(page, [one, gone])
    found = collector.renditions(before, [one, two, gone, never, two])
    assert [file.url for file in found.media] == [one, two]
    assert [missed.url for missed in found.missed] == [gone, never]
    assert (before.renditions_wanted, found.renditions_wanted) == (False, True)
    assert paths() == ["/1.png", "/gone.png", "/2.png", "/never.png"]


def test_no_more_renditions_than_the_settings_say(
    page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector]
) -> None:
    urls = [serve(f"/{number}.png", answer(PNG)) for number in range(5)]
    found = collecting(renditions=2).renditions(page, urls)
    assert ([file.url for file in found.media], len(found.missed)) == (urls[:2], 3)


@pytest.mark.parametrize("case", ["offline", "no pictures wanted"])
def test_renditions_where_no_picture_may_come(
    case: str, page: Snapshot, serve: Serve, answer: Make, collecting: Callable[..., Collector]
) -> None:
    collector = collecting(offline=case == "offline", images=0 if case == "no pictures wanted" else 12)
    assert collector.renditions(page, [serve("/1.png", answer(PNG))]) == page

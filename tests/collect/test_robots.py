"""robots.txt: asked first, once a site, and obeyed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from auditor.collect import Collector
from auditor.errors import CollectError, FetchBlocked, FetchFailed, FetchLimit
from auditor.model import Target

Serve = Callable[[str, bytes], str]
Make = Callable[..., bytes]


@pytest.fixture
def visit(
    collecting: Callable[..., Collector], serve: Serve, answer: Make, clock: dict[str, Any]
) -> Callable[..., bool]:
    """Whether the page may be read, with this robots.txt on its host."""

    def may(robots: str | bytes, path: str = "/a", times: int = 1, **settings: Any) -> bool:
        body = robots.encode() if isinstance(robots, str) else robots
        serve("/robots.txt", answer(body, Content_Type="text/plain"))
        url = serve(path, answer())
        collector = collecting(obey_robots=True, outside=clock, **settings)
        try:
            for _ in range(times):
                collector.collect(Target(kind="url", value=url))
        except FetchBlocked:
            return False
        return True

    return may


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /\n", "/a", False),
        ("User-agent: *\nDisallow:\n", "/a", True),
        ("user-agent: auditor\nallow: /news/\ndisallow: /\n", "/news/1", True),
        ("user-agent: auditor\nallow: /news/\ndisallow: /\n", "/other", False),
        ("User-agent: *\nDisallow: /\nUser-agent: auditor\nDisallow: /x\n", "/a", True),
        ("User-agent: Auditor/2.0\nDisallow: /\n", "/a", True),
        ("User-agent: auditor\nDisallow: /a/page.html\nAllow: /a/\n", "/a/page.html", False),
        ("User-agent: auditor\nDisallow: /same\nAllow: /same\n", "/same", True),
        ("User-agent: auditor\nDisallow: /*.php$\n", "/x/a.php", False),
        ("User-agent: auditor\nDisallow: /*.php$\n", "/x/a.php?y", True),
        ("User-agent: auditor\nDisallow: /Case/\n", "/case/1", True),
        ("User-agent: auditor\nDisallow: /\nAllow: /ü\n", "/%C3%BC", True),
        ("User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n", "/a", True),
        ("\ufeffUser-agent: auditor\nDisallow: /\n", "/a", False),
        ("User-agent: auditor\rDisallow: /\r", "/a", False),
        ("User-agent: *\n\0\0Disallow: /\n", "/a", False),
        ("User-agent: auditor # us\nDisallow: /a # not this\n", "/a", False),
        (b"User-agent: *\nDisallow: /\xff\n", "/a", True),
        ("<html><body>Welcome</body></html>", "/a", True),
        ("User-agent: *\nDisallow: /b\n" + "# padding\n" * 60_000 + "Disallow: /a\n", "/a", True),
    ],
)  # fmt: skip
def test_rules(robots: str | bytes, path: str, allowed: bool, visit: Callable[..., bool]) -> None:
    assert visit(robots, path) is allowed


def test_a_refusal_names_the_rule_file_the_path_and_the_way_on(
    serve: Serve, answer: Make, collecting: Callable[..., Collector]
) -> None:
    serve("/robots.txt", answer(b"User-agent: *\nDisallow: /private\n"))
    with pytest.raises(FetchBlocked) as caught:
        collecting(obey_robots=True).collect(Target(kind="url", value=serve("/private/a?b", answer())))
    assert caught.value.problem == "robots.txt of news.example asks auditor to stay away from /private/a?b."
    assert "--ignore-robots" in caught.value.advice


def test_the_rules_are_asked_about_our_product_name(visit: Callable[..., bool]) -> None:
    robots = "User-agent: deskbot\nAllow: /\n\nUser-agent: *\nDisallow: /\n"
    assert visit(robots, user_agent="deskbot/2.0 (desk@news.example)")
    assert not visit(robots)


@pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden", "404 Not Found", "410 Gone", "451 Legal"])
def test_no_robots_txt_forbids_nothing(
    status: str, serve: Serve, answer: Make, collecting: Callable[..., Collector]
) -> None:
    serve("/robots.txt", answer(b"User-agent: *\nDisallow: /\n", status))
    url = serve("/a", answer())
    assert collecting(obey_robots=True).collect(Target(kind="url", value=url)).status == 200


@pytest.mark.parametrize("status", ["429 Too Many Requests", "500 Internal", "503 Unavailable", "304 Not Modified"])
def test_a_robots_txt_that_cannot_be_read_forbids_everything(
    status: str, serve: Serve, answer: Make, collecting: Callable[..., Collector], paths: Callable[[], list[str]]
) -> None:
    serve("/robots.txt", answer(b"", status))
    url = serve("/a", answer())
    with pytest.raises(FetchBlocked, match=rf"could not be read \(status {status[:3]}\), so nothing there"):
        collecting(obey_robots=True).collect(Target(kind="url", value=url))
    assert paths() == ["/robots.txt"]


def test_a_robots_txt_that_breaks_off_forbids_everything(
    serve: Serve, answer: Make, collecting: Callable[..., Collector], paths: Callable[[], list[str]]
) -> None:
    serve("/robots.txt", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nUser-agent: *")
    url = serve("/a", answer())
    collector = collecting(obey_robots=True)
    for _ in range(2):
        with pytest.raises(FetchFailed):
            collector.collect(Target(kind="url", value=url))
    assert paths() == ["/robots.txt"]


def test_a_host_that_does_not_exist_is_named_as_such(collecting: Callable[..., Collector]) -> None:
    with pytest.raises(FetchFailed, match=r"The host gone\.example was not found"):
        collecting(obey_robots=True).collect(Target(kind="url", value="https://gone.example/a"))


def test_it_is_asked_once_a_site_and_again_after_a_day(
    serve: Serve, answer: Make, collecting: Callable[..., Collector], paths: Callable[[], list[str]],
    clock: dict[str, Any],
) -> None:  # fmt: skip
    serve("/robots.txt", answer(b""))
    target = Target(kind="url", value=serve("/a", answer()))
    with collecting(obey_robots=True, outside=clock) as collector:
        collector.collect(target)
        collector.collect(target)
        assert paths() == ["/robots.txt", "/a", "/a"]
        clock["sleep"](24 * 3600)
        collector.collect(target)
    assert paths()[3:] == ["/robots.txt", "/a"]


def test_where_it_could_not_be_read_it_is_asked_again_soon(
    serve: Serve, answer: Make, collecting: Callable[..., Collector], clock: dict[str, Any],
    paths: Callable[[], list[str]],
) -> None:  # fmt: skip
    serve("/robots.txt", answer(b"", "503 Unavailable"))
    target = Target(kind="url", value=serve("/a", answer()))
    with collecting(obey_robots=True, outside=clock) as collector:
        for _ in range(2):
            with pytest.raises(FetchBlocked):
                collector.collect(target)
        serve("/robots.txt", answer(b""))
        clock["sleep"](301)
        collector.collect(target)
    assert paths() == ["/robots.txt", "/robots.txt", "/a"]


def test_its_redirects_are_followed_and_its_rules_count_for_the_first_site(
    serve: Serve, answer: Make, collecting: Callable[..., Collector]
) -> None:
    elsewhere = serve("/rules", answer(b"User-agent: *\nDisallow: /a\n")).replace("news.example", "other.example")
    serve("/robots.txt", answer(b"", "301 Moved", Location=elsewhere))
    with pytest.raises(FetchBlocked, match=r"robots\.txt of news\.example asks"):
        collecting(obey_robots=True).collect(Target(kind="url", value=serve("/a", answer())))


@pytest.mark.parametrize(
    ("location", "refusal"),
    [("http://10.0.0.1/robots.txt", FetchBlocked), ("/robots.txt", FetchLimit), ("file:///etc/passwd", FetchBlocked)],
)
def test_its_redirects_go_through_the_same_gate(
    location: str, refusal: type[CollectError], serve: Serve, answer: Make, collecting: Callable[..., Collector],
    paths: Callable[[], list[str]],
) -> None:  # fmt: skip
    serve("/robots.txt", answer(b"", "301 Moved", Location=location))
    url = serve("/a", answer())
    with pytest.raises(refusal):
        collecting(obey_robots=True).collect(Target(kind="url", value=url))
    assert paths() == ["/robots.txt"]


def test_each_hop_asks_the_site_it_leads_to(
    serve: Serve, answer: Make, collecting: Callable[..., Collector], serve_apart: Serve
) -> None:
    serve("/robots.txt", answer(b""))
    serve_apart("/robots.txt", answer(b"User-agent: *\nDisallow: /private\n"))
    url = serve("/a", answer(b"", "302 Found", Location=serve_apart("/private/b", answer())))
    with pytest.raises(FetchBlocked, match=r"robots\.txt of apart\.example asks .* away from /private/b"):
        collecting(obey_robots=True).collect(Target(kind="url", value=url))


def test_it_is_not_asked_when_the_user_takes_it_on_themselves(
    serve: Serve, answer: Make, collecting: Callable[..., Collector], paths: Callable[[], list[str]]
) -> None:
    serve("/robots.txt", answer(b"User-agent: *\nDisallow: /\n"))
    url = serve("/a", answer())
    assert collecting(obey_robots=False).collect(Target(kind="url", value=url)).status == 200
    assert paths() == ["/a"]


@pytest.mark.parametrize(
    ("delay", "waited"), [("10", 10), ("99999", 60), ("1", 2), ("0", 2), ("-5", 2), ("inf", 2), ("nan", 2), ("x", 2)]
)
def test_a_crawl_delay_is_kept_within_reason(
    delay: str, waited: float, visit: Callable[..., bool], slept: list[float]
) -> None:
    assert visit(f"User-agent: *\nCrawl-delay: {delay}\n", times=2, host_interval_seconds=2.0)
    assert slept == [waited]


@pytest.mark.parametrize(
    "robots",
    [
        "User-agent: *\nDisallow: /" + "a*" * 250_000,
        "User-agent: *\n" + "Disallow: /x*y*z$\n" * 25_000,
        "User-agent: *\nDisallow: /" + "*a" * 40 + "b\n",
        "User-agent: x\n" * 30_000,
    ],
    ids=["stars", "many rules", "nested stars", "many names"],
)
def test_a_hostile_file_stays_cheap(robots: str, visit: Callable[..., bool]) -> None:
    began = time.perf_counter()
    visit(robots, "/" + "a" * 60)
    assert time.perf_counter() - began < 5

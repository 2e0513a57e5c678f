"""Addresses: read once as browsers do, refused where an auditor has no business."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.collect import Collector
from auditor.collect.urls import LONGEST, parse, shown
from auditor.errors import CollectError, FetchBlocked, FetchFailed
from auditor.model import Target

READ = {
    "http://news.example": ("http://news.example/", "news.example", 80, "/"),
    "HTTPS://News.Example:443/A?b#c": ("https://news.example/A?b", "news.example", 443, "/A?b"),
    "https://news.example./a": ("https://news.example/a", "news.example", 443, "/a"),
    "https://news.example:8443/a/../b": ("https://news.example:8443/b", "news.example", 8443, "/b"),
    "http://bücher.example/ü?q=ü": (
        "http://xn--bcher-kva.example/%C3%BC?q=%C3%BC", "xn--bcher-kva.example", 80, "/%C3%BC?q=%C3%BC"
    ),
    "http://ex_am.example/[x]|{}": ("http://ex_am.example/[x]|%7B%7D", "ex_am.example", 80, "/[x]|%7B%7D"),
    "http://[2606:4700:4700:0::1111]/": ("http://[2606:4700:4700::1111]/", "2606:4700:4700::1111", 80, "/"),
    "  http://news.example/a\tb\n": ("http://news.example/ab", "news.example", 80, "/ab"),
    "http://news.example/?#": ("http://news.example/?", "news.example", 80, "/?"),
}  # fmt: skip


@pytest.mark.parametrize("url", READ)
def test_an_address_is_read_as_browsers_read_it(url: str) -> None:
    address = parse(url)
    assert (address.href, address.host, address.port, address.path) == READ[url]


def test_the_origin_is_scheme_host_and_port() -> None:
    assert parse("https://news.example:8443/a?b").origin == "https://news.example:8443"
    assert parse("http://[::ffff]:80/?").origin == "http://[::ffff]"


@pytest.mark.parametrize(
    ("reference", "href"),
    [
        ("b", "https://news.example/a/b"),
        ("/b", "https://news.example/b"),
        ("//other.example/b", "https://other.example/b"),
        ("?q", "https://news.example/a/page?q"),
        ("/caf\u00e9", "https://news.example/caf%C3%A9"),
    ],
)
def test_a_relative_reference_is_read_from_its_base(reference: str, href: str) -> None:
    assert parse(reference, base="https://news.example/a/page").href == href


# Written in every way that a parser, or a person, has been fooled with: refused by name or by what it leads to.
PRIVATE = (
    "http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://2130706433/",
    "http://0x7f000001/", "http://0177.0.0.1/", "http://017700000001/", "http://127.1/", "http://0/",
    "http://127.0.0.1./", "http://[::ffff:127.0.0.1]/", "http://[::ffff:a9fe:a9fe]/", "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/", "http://[::7f00:1]/", "http://[::ffff:0:127.0.0.1]/", "http://[fec0::1]/",
    "http://[fd00:ec2::254]/", "http://[::]/", "http://100.100.100.200/", "http://100.64.0.1/",
    "http://168.63.129.16/", "http://192.0.0.192/", "http://224.0.0.1/", "http://255.255.255.255/",
    "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://%31%32%37.0.0.1/", "http:/127.0.0.1/",
    "http:127.0.0.1", "http:\\\\127.0.0.1\\",
)  # fmt: skip
BY_NAME = (
    "http://[fe80::1%25eth0]/", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "http://localhost./", "http://localhost/",
    "http://a.localhost/", "http://metadata.google.internal/", "http://printer.local/", "http://router.home.arpa/",
    "http://abc.onion/", "http://1.0.0.127.in-addr.arpa/", "//127.0.0.1/", "http://user:pw@news.example/",
    "http://news.example@127.0.0.1/", "http://127.0.0.1\\@news.example/", "http://foo@127.0.0.1:80@news.example/",
    "file:///etc/passwd", "FILE:/etc/passwd", "ftp://news.example/", "gopher://127.0.0.1:6379/_INFO",
    "dict://127.0.0.1:11211/", "data:text/html,x", "javascript:alert(1)", "blob:http://news.example/1",
    "view-source:http://news.example/", "http+unix://%2fvar%2frun%2fdocker.sock/", "http://news.example:99999/",
    "http://xn--/", "http://xn--a/", "http://", "http:///", "", "news.example/story",
    "http://" + "a" * 64 + ".example/", "http://a..b/", "http://.a/", "http://" + "1" * 5000, "http://a/\ud800",
    "http://" + "a." * 127 + "example/", "http://a\0b.example/", "http://a b.example/",
)  # fmt: skip


@pytest.mark.parametrize("url", [*PRIVATE, *BY_NAME])
def test_what_is_off_limits_is_refused_when_typed(url: str, collecting: Callable[..., Collector]) -> None:
    with pytest.raises(FetchBlocked), collecting(allow_private=()) as collector:
        collector.collect(Target(kind="url", value=url))


# As a relative reference these stay on the page's own host.
HARMLESS_REFERENCES = ("", "http:/127.0.0.1/", "http:127.0.0.1", "news.example/story")
# Where an intranet may be visited, its names are looked up; what no header can hold never becomes a redirect.
REFUSED_LATER = (
    "http://a.localhost/", "http://metadata.google.internal/", "http://printer.local/", "http://router.home.arpa/",
    "http://a/\ud800", "http://a\0b.example/",
)  # fmt: skip


@pytest.mark.parametrize("url", [url for url in (*PRIVATE, *BY_NAME) if url not in HARMLESS_REFERENCES])
def test_what_is_off_limits_is_refused_as_a_redirect(
    url: str,
    collecting: Callable[..., Collector],
    serve_apart: Callable[[str, bytes], str],
) -> None:
    """Only 127.0.0.77 may be visited; the fence of these tests would let 127.0.0.1 be reached."""
    line = f"HTTP/1.1 302 Found\r\nLocation: {url}\r\nContent-Length: 0\r\n\r\n"
    start = serve_apart("/start", line.encode("utf-8", "surrogatepass"))
    refusal = FetchFailed if url in REFUSED_LATER else FetchBlocked
    with pytest.raises(refusal), collecting(allow_private=("127.0.0.77/32",)) as collector:
        collector.collect(Target(kind="url", value=start))


@pytest.mark.parametrize("name", ["wiki.internal", "printer.local", "localhost", "router.home.arpa"])
def test_names_of_an_intranet_wait_for_the_network_check(name: str) -> None:
    with pytest.raises(FetchBlocked, match="inside a private network"):
        parse(f"http://{name}/")
    assert parse(f"http://{name}/", intranet=True).host == name


@pytest.mark.parametrize("name", ["abc.onion", "a.arpa", "a.alt", "a.invalid"])
def test_names_that_lead_nowhere_stay_refused(name: str) -> None:
    with pytest.raises(FetchBlocked, match="not a name on the public internet"):
        parse(f"http://{name}/", intranet=True)


@pytest.mark.parametrize("name", ["local.example", "notlocalhost", "internal.example", "arpa.example", "xn--bcher-kva"])
def test_names_that_only_look_like_those_pass(name: str) -> None:
    assert parse(f"http://{name}/").host == name


def test_an_address_has_a_longest_length() -> None:
    start = "http://news.example/"
    assert parse(start + "a" * (LONGEST - len(start))).host == "news.example"
    with pytest.raises(FetchBlocked, match="longer than 4096 characters"):
        parse(start + "a" * (LONGEST - len(start) + 1))


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("http://user:secret@news.example/a@b", "http://news.example/a@b"),
        ("http://news.example/a@b", "http://news.example/a@b"),
        ("http://a/\x1b[31m\u202e\ud800x", "http://a/\ufffd[31m\ufffdx"),
        ("http://a/" + "b" * 300, "http://a/" + "b" * 190 + "…"),
        ("http://a/" + "b" * 191, "http://a/" + "b" * 191),
    ],
)
def test_messages_show_neither_secrets_nor_controls(url: str, text: str) -> None:
    assert shown(url) == text


def test_a_refusal_does_not_repeat_the_password() -> None:
    with pytest.raises(FetchBlocked) as caught:
        parse("https://user:hunter2@news.example/")
    assert "hunter2" not in str(caught.value)


NAUGHTY = st.one_of(
    st.text(max_size=60),
    st.text(max_size=40).map("http://".__add__),
    st.text(st.characters(), max_size=40).map("https://news.example/".__add__),
    st.text("0123456789abcdefx.:[]%@\\/?#-_ \t\nüＡ。", max_size=40).map("http://".__add__),
    st.lists(st.sampled_from(["http:", "//", "\\", "@", "a", ".", "xn--", "[::1]", "127.0.0.1", ":", "%00", "\ud800"]),
             max_size=8).map("".join),
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(NAUGHTY)
def test_whatever_is_typed_only_our_errors_come_out(collecting: Callable[..., Collector], url: str) -> None:
    def nowhere(host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, f"{host} is not known")

    with pytest.raises(CollectError) as caught, collecting(outside={"resolve": nowhere}) as collector:
        collector.collect(Target(kind="url", value=url))
    assert "\n" not in str(caught.value)

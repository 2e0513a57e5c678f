"""What a user may name on the command line, and what is said where it cannot be understood."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from auditor.collect import expand
from auditor.errors import UsageError
from auditor.model import Target


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with pages in it."""
    for name in ("b.html", "a.HTM", "notes.txt", "sub/c.html", "sub/a_files/frame.htm", "empty/readme.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("<p>")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def url(value: str) -> Target:
    return Target(kind="url", value=value)


def file(value: str) -> Target:
    return Target(kind="file", value=value)


@pytest.mark.parametrize(
    ("argument", "targets"),
    [
        ("https://news.example/story?a=1#b", (url("https://news.example/story?a=1#b"),)),
        (" HTTP://news.example ", (url("HTTP://news.example"),)),
        ("http://127.0.0.1/", (url("http://127.0.0.1/"),)),
        ("http://wiki.internal/", (url("http://wiki.internal/"),)),
        ("b.html", (file("b.html"),)),
        ("./b.html", (file("./b.html"),)),
        ("notes.txt", (file("notes.txt"),)),
        ("sub", (file("sub/a_files/frame.htm"), file("sub/c.html"))),
        ("sub/", (file("sub/a_files/frame.htm"), file("sub/c.html"))),
        (".", (file("a.HTM"), file("b.html"), file("sub/a_files/frame.htm"), file("sub/c.html"))),
        ("-", (Target(kind="stdin", value="-"),)),
    ],
)
def test_an_argument(argument: str, targets: tuple[Target, ...]) -> None:
    assert expand([argument]) == targets


def test_a_file_address(here: Path) -> None:
    (here / "50% ü.html").write_text("<p>")
    assert expand([(here / "50% ü.html").as_uri()]) == (file(str(here / "50% ü.html")),)


def test_order_is_kept_and_each_target_is_named_once() -> None:
    assert expand(["sub/c.html", "https://news.example/", "sub", "https://news.example/"]) == (
        file("sub/c.html"),
        url("https://news.example/"),
        file("sub/a_files/frame.htm"),
    )


@pytest.mark.parametrize(
    ("argument", "problem"),
    [
        ("", "An empty name is no target"),
        ("  ", "An empty name is no target"),
        ("gone.html", r"There is no file or folder gone\.html\. Check the path, or write https://"),
        ("gone/", "There is no file or folder gone/"),
        ("news.example/story", r"There is no file news\.example/story\. If it is an address, write https://news"),
        ("www.news.example", r"If it is an address, write https://www\.news\.example"),
        ("ftp://news.example/a", "ftp addresses are not visited"),
        ("javascript:alert(1)", "javascript addresses are not visited"),
        ("http://", "This is not an address: http://"),
        ("https://user:secret@news.example/", "carries a user name or password: https://news"),
        ("http://a..b/", "This is not a host name"),
        ("file:///gone.html", r"There is no file or folder /gone\.html"),
        ("empty", r"There is no page \(\.html, \.htm\) in the folder empty"),
        ("a\0b", "There is no file or folder a\ufffdb"),
        ("\x1b[2Jgone", "There is no file or folder \ufffd"),
        ("@gone.txt", r"The list gone\.txt cannot be read: No such file"),
        ("@sub", "The list sub cannot be read: Is a directory"),
        ("@", "cannot be read"),
        ("@a\0b", "cannot be read: embedded null"),
    ],
)
def test_what_cannot_be_understood_says_what_to_do(argument: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem) as caught:
        expand([argument])
    assert caught.value.advice


def test_nothing_named() -> None:
    with pytest.raises(UsageError, match=r"No target is given\. Name an address, a file, a folder"):
        expand([])


@pytest.mark.parametrize("arguments", [["-", "-"], ["-", "@-"], ["@-", "@-"]])
def test_the_standard_input_is_read_once(arguments: list[str]) -> None:
    with pytest.raises(UsageError, match="can be read only once"):
        expand(arguments, stdin=io.BytesIO(b"b.html"))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_without_rights(here: Path) -> None:  # pragma: no cover
    (here / "sub").chmod(0)
    try:
        with pytest.raises(UsageError, match="The folder sub cannot be read: Permission denied"):
            expand(["sub"])
    finally:
        (here / "sub").chmod(0o700)


def test_a_folder_that_vanishes(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("a_files"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(UsageError, match="The folder sub/a_files cannot be read: Permission denied"):
        expand(["sub"])
    assert here.exists()


LIST = (
    "\ufeff# Pages of the week\r\n"
    "https://news.example/1#part # the lead\r\n"
    "\r\n"
    "   # indented comment\r\n"
    "  b.html  \r\n"
    "sub\n"
    "https://news.example/1#part\r"
    "Nr #3.html"
)


def test_a_list(here: Path) -> None:
    (here / "Nr #3.html").write_text("<p>")
    (here / "list.txt").write_bytes(LIST.encode())
    expected = (
        url("https://news.example/1#part"),
        file("b.html"),
        file("sub/a_files/frame.htm"),
        file("sub/c.html"),
        file("Nr #3.html"),
    )
    assert expand(["@list.txt"]) == expected
    assert expand(["@-"], stdin=io.BytesIO(LIST.encode())) == expected


def test_all_wrong_lines_of_a_list_are_named(here: Path) -> None:
    (here / "list.txt").write_text("gone.html\nb.html\n--offline\n-\n@other.txt\nftp://news.example/\n")
    with pytest.raises(UsageError) as caught:
        expand(["@list.txt"])
    assert str(caught.value).splitlines() == [
        "list.txt:1: There is no file or folder gone.html. Check the path, or write https:// before a host.",
        "list.txt:3: --offline cannot stand in a list. Write an address, a file or a folder.",
        "list.txt:4: - cannot stand in a list. Write an address, a file or a folder.",
        "list.txt:5: @other.txt cannot stand in a list. Write an address, a file or a folder.",
        "list.txt:6: ftp://news.example/ cannot be audited: ftp addresses are not visited. "
        "Give an http or https address, or save the page and give the file.",
    ]


def test_one_wrong_line_stands_alone(here: Path) -> None:
    (here / "list.txt").write_text("\n\nempty\n")
    with pytest.raises(UsageError) as caught:
        expand(["@list.txt"])
    assert str(caught.value).startswith("list.txt:3: There is no page")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("wrong", "target"),
    [
        ("gone.html", file("gone.html")),
        ("empty", file("empty")),
        ("file:///gone.html", file("/gone.html")),
        ("news.example/story", file("news.example/story")),
        ("http://a..b/", url("http://a..b/")),
        ("ftp://news.example/", url("ftp://news.example/")),
    ],
)
def test_what_is_not_there_never_stops_the_others(wrong: str, target: Target, here: Path) -> None:
    (here / "list.txt").write_text(f"{wrong}\nb.html\n")
    for arguments in ([wrong, "b.html"], ["@list.txt"]):
        assert expand(arguments) == (target, file("b.html"))


def test_all_that_is_wrong_is_told_where_nothing_is_there() -> None:
    with pytest.raises(UsageError) as caught:
        expand(["gone.html", "http://a..b/", "gone.html"])
    assert [line.partition(".")[0] for line in str(caught.value).splitlines()] == [
        "There is no file or folder gone", "This is not a host name: a", "There is no file or folder gone",
    ]  # fmt: skip


def test_no_more_than_twenty_wrong_lines_are_shown(here: Path) -> None:
    (here / "list.txt").write_text("".join(f"gone{number}\n" for number in range(1000)))
    with pytest.raises(UsageError, match=r"list\.txt:20: [\s\S]*… and 980 more\."):
        expand(["@list.txt"])


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", r"The list list\.txt names no target"),
        (b"# only comments\n\n", r"The list list\.txt names no target"),
        (b"b.html\nM\xfcller.html\n", r"list\.txt:2: This line is not in UTF-8"),
        ("b.html\n".encode("utf-16"), r"The list list\.txt is in UTF-16\. Save it as UTF-8"),
    ],
)
def test_a_list_that_cannot_be_used(content: bytes, problem: str, here: Path) -> None:
    (here / "list.txt").write_bytes(content)
    with pytest.raises(UsageError, match=problem):
        expand(["@list.txt"])


def test_a_list_on_no_standard_input() -> None:
    with pytest.raises(UsageError, match="no standard input to read a list from"):
        expand(["@-"])


def test_a_long_list_is_quick(here: Path) -> None:
    lines = 20_000
    (here / "list.txt").write_text("".join(f"https://news.example/{number}\n" for number in range(lines)))
    assert len(expand(["@list.txt"])) == lines

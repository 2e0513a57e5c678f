"""The periodic digest: numbers by outlet, files that open from disk, cells that are no formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from msgspec.structs import replace

from auditor.errors import RenderError
from auditor.facts import Facts
from auditor.model import Audit
from auditor.render import DigestEntry, digest
from auditor.render.digest import file_name

START = datetime(2026, 10, 1, tzinfo=UTC)
END = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def entry(make: Callable[..., Audit]) -> Callable[..., DigestEntry]:
    """One audit of a page of an outlet, worth some points, made on a day of October."""

    def build(number: int, low: float | None, domain: str = "harbour-post.example", day: int = 5) -> DigestEntry:
        audit = make()
        outlet = audit.facts.outlet
        assert outlet
        score = replace(audit.score, value=low, low=low, high=low, caps=audit.score.caps if number % 2 else ())
        return DigestEntry(
            audit=replace(
                audit,
                facts=replace(audit.facts, outlet=replace(outlet, domain=domain)),
                snapshot=replace(audit.snapshot, final_url=f"https://{domain}/{number}"),
                score=score,
            ),
            audited_at=START + timedelta(days=day, hours=number),
        )

    return build


def many(entry: Callable[..., DigestEntry]) -> Iterator[DigestEntry]:
    yield from (entry(number, float(number * 10)) for number in range(10))
    yield entry(1, 33.3, "small.example")
    yield entry(2, None, "unrated.example")
    yield entry(3, 50.0, "unrated.example")


def cells(page: BeautifulSoup, row: int) -> list[str]:
    for hidden in page.select(".column"):
        hidden.decompose()
    return [" ".join(cell.get_text(" ").split()) for cell in page.select("tbody tr")[row].find_all("td")]


def read(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def test_files(entry: Callable[..., DigestEntry], tmp_path: Path) -> None:
    files = digest(many(entry), tmp_path / "october", since=START, until=END)
    assert [path.relative_to(tmp_path).as_posix() for path in files] == [
        "october/index.html",
        "october/outlets/harbour-post.example.html",
        "october/outlets/small.example.html",
        "october/outlets/unrated.example.html",
        "october/digest.csv",
        "october/pages.csv",
    ]
    for path in files[:4]:
        for link in read(path).find_all("a", href=re.compile(r"^(?!#|https?://)")):
            assert (path.parent / str(link["href"])).resolve() in files


def test_index(entry: Callable[..., DigestEntry], tmp_path: Path) -> None:
    page = read(digest(many(entry), tmp_path, since=START, until=END, title="October in the region")[0])
    text = " ".join(page.get_text(" ").split())
    assert page.h1 is not None
    assert page.h1.get_text() == "October in the region"
    assert "1 to 31 October 2026" in text
    assert "13 pages of 3 outlets audited." in text
    assert "Judged by auditor 0.1.0, rules newsroom 1.0.0." in text
    assert "The page says whether a machine was used for the text 13 of 13 pages" in text
    assert cells(page, 0) == ["harbour-post.example", "10", "45 of 100 proved", "22 to 67", "50 %", "10", "14 %"]
    assert cells(page, 1) == ["small.example", "1", "not rated, only 1 page", "–", "100 %", "1", "14 %"]
    assert cells(page, 2)[2] == "not rated, only 1 of 2 pages could be rated"


def test_outlet_page(entry: Callable[..., DigestEntry], tmp_path: Path) -> None:
    files = digest(many(entry), tmp_path, since=START, until=END)
    large, small = read(files[1]), read(files[2])
    assert large.h1 is not None
    assert large.h1.get_text() == "harbour-post.example"
    assert "Fewer than 10 rated pages" not in large.get_text()
    assert "Fewer than 10 rated pages" in small.get_text()
    assert [link["href"] for link in large.select("td a")][:2] == [
        "https://harbour-post.example/9",
        "https://harbour-post.example/8",
    ]
    assert cells(small, 1) == [
        "Harbour bridge to close for eleven weeks while its deck is replaced",
        "6 October 2026",
        "33 of 100 proved",
        "C–D, not enough evidence",
        "A picture made by AI has no label.",
    ]


def test_only_the_period_and_the_latest_audit_count(entry: Callable[..., DigestEntry], tmp_path: Path) -> None:
    entries = [
        entry(1, 80.0, day=3),
        entry(1, 60.0, day=2),
        entry(2, 10.0, day=-2),
        entry(3, 10.0, day=40),
        replace(entry(4, 20.0), audited_at=datetime(2026, 10, 9)),
    ]
    files = digest(entries, tmp_path, since=START, until=END)
    rows = list(csv.DictReader(io.StringIO(files[-1].read_text(encoding="utf-8"))))
    assert [(row["url"][-1], row["low"]) for row in rows] == [("4", "20.0"), ("1", "80.0")]
    assert rows[0]["audited_at"] == "2026-10-09T00:00:00+00:00"


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (None, END, "up to 31 October 2026"),
        (START, END, "1 to 31 October 2026"),
        (START, START + timedelta(hours=5), "1 October 2026"),
        (START, datetime(2026, 11, 3, 12, tzinfo=UTC), "1 October 2026 to 3 November 2026"),
    ],
)
def test_period_in_words(tmp_path: Path, since: datetime | None, until: datetime, words: str) -> None:
    page = read(digest((), tmp_path, since=since, until=until)[0])
    assert page.title is not None
    assert page.title.get_text() == f"News audits, {words}"
    assert "No audit was made in this period." in page.get_text()


def test_tables(entry: Callable[..., DigestEntry], tmp_path: Path) -> None:
    files = digest(many(entry), tmp_path, since=START, until=END)
    rows = list(csv.DictReader(io.StringIO(files[-2].read_text(encoding="utf-8"))))
    assert rows[0] == {
        "outlet": "harbour-post.example",
        "period": "1 to 31 October 2026",
        "pages": "10",
        "rated_pages": "10",
        "median_low": "45.0",
        "quartile_1": "22.5",
        "quartile_3": "67.5",
        "capped_pages": "5",
        "disclosures": "10",
        "unknown_questions": "10",
        "questions": "70",
    }
    assert (rows[1]["median_low"], rows[1]["quartile_1"]) == ("", "")


def test_hostile_outlets_and_titles(entry: Callable[..., DigestEntry], tmp_path: Path) -> None:
    def hostile(number: int, domain: str, title: str, url: str) -> DigestEntry:
        one = entry(number, 40.0, domain)
        page = one.audit.facts.page
        assert page
        facts = replace(one.audit.facts, page=replace(page, title=title))
        snapshot = replace(one.audit.snapshot, final_url=url)
        return replace(one, audit=replace(one.audit, facts=facts, snapshot=snapshot))

    entries = [
        hostile(1, "../../etc/passwd", "=HYPERLINK(1)", "javascript:alert(1)"),
        hostile(2, "<script>alert(1)</script>", "</title><script>x</script>", "https://a:b@x.example/"),
        hostile(3, "con.example", "@SUM\u202e(A1)", "-1+1"),
    ]
    out = tmp_path / "für #1"
    files = digest(entries, out, since=None, until=END, title="<b>&\x1b")
    assert {path.parent for path in files} == {out, out / "outlets"}
    for path in files[:4]:
        page = read(path)
        assert not page.find_all(["script", "b"])
        hrefs = [str(link["href"]) for link in page.find_all("a")]
        assert not [href for href in hrefs if re.match(r"(javascript|https?:)", href)]
    for path in files[-2:]:
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"))):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@")) or "\u202e" in cell]


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("harbour-post.example", r"harbour-post\.example\.html"),
        ("Harbour-Post.example", r"outlet-harbour-post\.example-[0-9a-f]{8}\.html"),
        ("../x", r"outlet-x-[0-9a-f]{8}\.html"),
        ("münchen.example", r"outlet-m-nchen\.example-[0-9a-f]{8}\.html"),
        ("con", r"outlet-con-[0-9a-f]{8}\.html"),
        ("x" * 200, r"outlet-x{80}-[0-9a-f]{8}\.html"),
        ("", r"outlet--[0-9a-f]{8}\.html"),
    ],
)
def test_file_names(domain: str, name: str) -> None:
    assert re.fullmatch(name, file_name(domain))


def test_pages_without_an_outlet(make: Callable[..., Audit], tmp_path: Path) -> None:
    audit = make(facts=Facts())
    bare = replace(audit, snapshot=replace(audit.snapshot, final_url=""), findings=())
    files = digest([DigestEntry(audit=bare, audited_at=START)], tmp_path, since=None, until=END)
    assert cells(read(files[0]), 0)[0] == "no outlet known"
    assert cells(read(files[0]), 0)[-1] == "–"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RenderError, match="cannot be made: Not a directory") as raised:
        digest((), tmp_path / "file" / "out", since=None, until=END)
    assert raised.value.advice == "Give a folder that you may write to."

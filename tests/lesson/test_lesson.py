"""The two files of a lesson: what stands in them, and what must never."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from msgspec import UNSET
from msgspec.structs import replace

from auditor.errors import RenderError, UsageError
from auditor.lesson import lesson
from auditor.model import Audit, Snapshot, SnapshotRef

AuditOf = Callable[..., Audit]
FORBIDDEN = re.compile(
    r"fetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|localStorage|sessionStorage|indexedDB|document\.cookie"
    r"|serviceWorker|import\(|innerHTML|eval\(|<(?:link|img|iframe|object|embed|form|input|textarea|base)\b|@import|url\("
)


def pages(audit: Audit, out: Path, **how: Any) -> tuple[str, str]:
    """The pupils' and the teacher's page."""
    pupil, teacher = (path.read_text("utf-8") for path in lesson(audit, None, out, **how))
    return pupil, teacher


def text(html: str) -> str:
    return BeautifulSoup(html, "html.parser").get_text(" ")


def key(html: str) -> dict[str, Any]:
    found = BeautifulSoup(html, "html.parser").find("script", id="key")
    assert found is not None
    read: dict[str, Any] = json.loads(found.get_text())
    return read


def test_writes_two_files_and_nothing_else(rich: Audit, tmp_path: Path) -> None:
    out = tmp_path / "to be" / "made"
    assert lesson(rich, None, out) == (out / "lesson.html", out / "answer-key.html")
    assert sorted(path.name for path in out.iterdir()) == ["answer-key.html", "lesson.html"]


@pytest.mark.parametrize("practice", [True, False])
def test_same_audit_gives_same_bytes(rich: Audit, tmp_path: Path, practice: bool) -> None:
    once = [path.read_bytes() for path in lesson(rich, None, tmp_path / "a", practice=practice)]
    again = [path.read_bytes() for path in lesson(rich, None, tmp_path / "b", practice=practice)]
    assert once == again


def test_practice_page_knows_every_answer(rich: Audit, tmp_path: Path) -> None:
    pupil, _ = pages(rich, tmp_path, practice=True)
    soup = BeautifulSoup(pupil, "html.parser")
    buttons = {str(button["id"]) for button in soup.find_all("button", class_="s")}
    answers = key(pupil)
    assert set(answers) == buttons
    assert sorted(name for name, (right, _) in answers.items() if right) == ["s12", "s18", "s2", "s4", "s6"]
    assert answers["s6"][1] == (
        "It says that a machine made the picture. It names the tool: Midjourney. "
        "It does not say whether a person checked the result. It stands at the top, where readers begin."
    )
    assert answers["none"] == [False, "Look again. The page does say something about it."]


def test_test_page_holds_no_key(rich: Audit, tmp_path: Path) -> None:
    pupil, _ = pages(rich, tmp_path)
    soup = BeautifulSoup(pupil, "html.parser")
    assert soup.find("script", id="key") is None
    assert soup.find("script", type="application/json") is None
    rows = {re.sub(r"\d+", "#", re.sub(r">[^<]*<", "><", str(li))) for li in soup.select("#copy li")}
    assert len(rows) == 1
    out = soup.find(id="out")
    assert out is not None
    assert set(out.attrs) == {"class", "id", "role", "data-nothing", "data-picked"}
    for telling in ("It says that", "It does not say", "This is part of", "Yes.", "right answer", "machine made"):
        assert telling not in pupil


def test_test_pages_differ_only_in_their_sentences(audit_of: AuditOf, tmp_path: Path) -> None:
    blocks = (("headline", "Pier"), ("body", "Rain fell. AI wrote this."))
    with_one, _ = pages(audit_of(blocks, [("AI wrote this.", {})]), tmp_path / "a")
    without, _ = pages(audit_of(blocks), tmp_path / "b")
    assert with_one == without


def test_there_is_none_is_right_where_nothing_is_said(audit_of: AuditOf, tmp_path: Path) -> None:
    pupil, teacher = pages(audit_of(), tmp_path, practice=True)
    answers = key(pupil)
    assert [name for name, (right, _) in answers.items() if right] == ["none"]
    assert answers["none"][1].startswith("Right: the page does not say if a machine helped.")
    assert "“There is none” is the right answer." in text(teacher)
    assert "If your class finds one, the class is right" in text(teacher)


@pytest.mark.parametrize("name", ["lesson.html", "answer-key.html"])
@pytest.mark.parametrize("practice", [True, False])
def test_nothing_leaves_the_file(rich: Audit, tmp_path: Path, name: str, practice: bool) -> None:
    lesson(rich, None, tmp_path, practice=practice)
    html = (tmp_path / name).read_text("utf-8")
    assert FORBIDDEN.findall(html) == []
    soup = BeautifulSoup(html, "html.parser")
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in str(policy["content"]).split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    for element, rule in (("style", "style-src"), ("script", "script-src")):
        found = [e for e in soup.find_all(element) if e.get("type") != "application/json"]
        assert bool(found) == (rule in rules)
        for block in found:
            digest = base64.b64encode(hashlib.sha256(block.get_text().encode()).digest()).decode()
            assert rules[rule] == f"'sha256-{digest}'"
    assert not soup.find_all(lambda tag: any(attr.startswith("on") or attr == "style" for attr in tag.attrs))


def test_pupils_get_no_links_and_no_name_field(rich: Audit, tmp_path: Path) -> None:
    pupil, teacher = pages(rich, tmp_path)
    assert not BeautifulSoup(pupil, "html.parser").find_all("a")
    assert "Group" in text(pupil)
    assert "Name" not in text(pupil)
    links = [a["href"] for a in BeautifulSoup(teacher, "html.parser").find_all("a")]
    assert links == [
        "https://ferry-post.example/2026/11/pier/ai",
        "https://ferry-post.example/2026/11/pier/c",
        "https://ferry-post.example/2026/11/pier/speech",
        "https://ferry-post.example/2026/11/pier",
    ]


def test_banner_gives_the_day_of_the_audit(rich: Audit, tmp_path: Path) -> None:
    pupil, teacher = pages(rich, tmp_path)
    assert "Copy of an article made for class on 25 November 2026. Not the live page." in pupil
    assert "From: https://ferry-post.example/2026/11/pier" in text(pupil)
    assert "25 November 2026" in text(teacher)
    german, _ = pages(rich, tmp_path, language="de")
    assert "Kopie eines Artikels für den Unterricht vom 25. November 2026. Nicht die Seite im Netz." in german


def test_banner_without_a_day_where_the_audit_has_none(audit_of: AuditOf, tmp_path: Path) -> None:
    pupil, teacher = pages(audit_of(fetched_at=None), tmp_path)
    assert "Copy of an article made for class. Not the live page." in pupil
    assert "The audit does not say when." in teacher


@pytest.mark.parametrize(
    ("own", "canonical", "shown"),
    [
        ("https://a.example/x", "https://b.example/y", "https://a.example/x"),
        ("file:///home/me/saved%20page.html", "https://b.example/y", "https://b.example/y"),
        ("file:///home/me/saved.html", None, "saved.html"),
        ("C:\\Users\\me\\saved.html", "javascript:alert(1)", "saved.html"),
        ("/", None, "/"),
    ],
)
def test_a_saved_page_never_shows_a_folder_of_this_machine(
    audit_of: AuditOf, tmp_path: Path, own: str, canonical: str | None, shown: str
) -> None:
    audit = audit_of()
    assert audit.facts.page is not UNSET
    audit = audit_of(page=replace(audit.facts.page, canonical_url=canonical))
    pupil, teacher = pages(replace(audit, snapshot=replace(audit.snapshot, final_url=own)), tmp_path)
    for html in (pupil, teacher):
        assert shown in html
        assert "/me/" not in html
        assert "\\me\\" not in html


def test_teacher_sheet_is_in_the_order_of_a_lesson(rich: Audit, tmp_path: Path) -> None:
    _, teacher = pages(rich, tmp_path)
    soup = BeautifulSoup(teacher, "html.parser")
    assert [h.get_text() for h in soup.find_all(["h1", "h2", "h3"])] == [
        "Answer key: find the disclosure",
        "About this lesson",
        "Steps",
        "What you can say",
        "Answers and why",
        "Common wrong answers",
        "The auditor's grade",
        "Questions for the class",
        "What could not be checked",
        "Going further (online)",
        "Without computers",
        "Sources",
    ]
    assert [dt.get_text() for dt in soup.find_all("dt")][:6] == [
        "Age", "Time", "Reading level", "Curriculum", "Aim", "You need",
    ]  # fmt: skip


def test_teacher_sheet_gives_answers_questions_and_grade(rich: Audit, tmp_path: Path) -> None:
    _, teacher = pages(rich, tmp_path)
    said = " ".join(text(teacher).split())
    assert "Right answers: 5" in said
    assert "Sentence 18 · In the note on how it was made An AI agent read the tide tables." in said
    assert "The auditor's grade is a starting point. Where do you disagree?" in said
    assert "Grade: C" in said
    assert "Between 50 and 75 of 100 points; 80 percent" in said
    assert "The page says no AI, and its picture says AI." in said
    assert "The picture was not saved with the page." in said
    assert "ab" * 32 in said
    assert "auditor 0.1.0 with the rules newsroom 1.0.0" in said
    questions = [p.get_text() for p in BeautifulSoup(teacher, "html.parser").select(".question .where")]
    assert questions == ["Does the page keep its word?", "Which tool was used?", "What are the paper's rules?"]
    assert "Never" not in said


def test_questions_beyond_a_class_hour_are_folded_away(rich: Audit, tmp_path: Path) -> None:
    asked = tuple(replace(rich.findings[0], question=f"Question {n}?") for n in range(11))
    _, teacher = pages(replace(rich, findings=(*asked, *asked)), tmp_path)
    soup = BeautifulSoup(teacher, "html.parser")
    assert len(soup.select(".question")) == 11
    assert len(soup.select("details .question")) == 3
    assert soup.select("summary")[0].get_text() == "More questions (3)"


def test_teacher_sheet_shows_what_no_reader_sees(audit_of: AuditOf, tmp_path: Path) -> None:
    audit = audit_of(says=[("The town paid for it.", {"origin": "file", "visible": False, "place": "hidden"})])
    pupil, teacher = pages(audit, tmp_path, practice=True)
    assert "in the file of a picture" in text(teacher)
    assert key(pupil)["none"][0] is True


def test_mode_is_named_on_the_sheet(rich: Audit, tmp_path: Path) -> None:
    assert "lesson.html holds no answers" in text(pages(rich, tmp_path)[1])
    assert "the answers are in that file" in text(pages(rich, tmp_path, practice=True)[1])


def test_german_says_nothing_in_english_but_the_auditor(rich: Audit, tmp_path: Path) -> None:
    pupil, teacher = pages(rich, tmp_path, language="de", practice=True)
    assert BeautifulSoup(pupil, "html.parser").html.get("lang") == "de"  # type: ignore[union-attr]  # it has one
    assert "Findet die Kennzeichnung" in pupil
    soup = BeautifulSoup(teacher, "html.parser")
    assert next(p.get_text() for p in soup.select(".question .where[lang=en]")) == "Does the page keep its word?"
    assert "Note: C" in teacher


def test_excerpt_is_named_and_the_whole_text_warned_of(rich: Audit, tmp_path: Path) -> None:
    short = pages(rich, tmp_path, excerpt_words=6)
    assert "This is an excerpt." in short[0]
    assert "[…]" in short[0]
    assert "an excerpt with every disclosure" in short[1]
    whole = pages(rich, tmp_path)
    assert "This is an excerpt." not in whole[0]
    assert "teaching exception" in whole[1]


def test_snapshot_must_be_the_audited_one(rich: Audit, tmp_path: Path) -> None:
    other = Snapshot(requested_url="https://a.example/", final_url="https://a.example/", raw=b"<p>Other")
    with pytest.raises(UsageError, match="not the page that was audited"):
        lesson(rich, other, tmp_path)


def test_snapshot_is_read(audit_of: AuditOf, tmp_path: Path) -> None:
    raw = (
        b"<html><body><main><article><h1>Pier</h1><p>The pier will reopen in April.</p></article></main></body></html>"
    )
    snapshot = Snapshot(requested_url="https://a.example/", final_url="https://a.example/", raw=raw)
    audit = audit_of((("body", "The pier will reopen in April."),))
    ref: SnapshotRef = replace(audit.snapshot, sha256=snapshot.sha256)
    first, _ = lesson(replace(audit, snapshot=ref), snapshot, tmp_path)
    assert "The pier will reopen in April." in first.read_text("utf-8")


@pytest.mark.parametrize("words", [0, -5])
def test_excerpt_of_nothing_is_refused(rich: Audit, tmp_path: Path, words: int) -> None:
    with pytest.raises(UsageError, match="at least one word"):
        lesson(rich, None, tmp_path, excerpt_words=words)


def test_unknown_language_writes_nothing(rich: Audit, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="xx"):
        lesson(rich, None, tmp_path / "out", language="xx")
    assert not (tmp_path / "out").exists()


def test_folder_that_cannot_be_made(rich: Audit, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RenderError, match="cannot be made"):
        lesson(rich, None, tmp_path / "file" / "out")

"""Whatever a page says stays text in a lesson, and a lesson stays small."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from msgspec import UNSET
from msgspec.structs import replace

from auditor.lesson import lesson
from auditor.model import Audit
from auditor.render.escape import plain

AuditOf = Callable[..., Audit]


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


HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}} {% raw %} {title}",
    "-->\x00\x1b[31m<!--",
    "\u202egnp.exe \u2066x",
    "]]>&amp;&#x3c;b&#x3e;",
    "javascript:alert(1)",
    "\ud800 lone surrogate",
    "a" * 5000,
    "' OR 1=1 -- \u2028 \u2029",
)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("language", ["en", "de"])
def test_hostile_text_in_every_field_stays_text(hostile: str, language: str, rich: Audit, tmp_path: Path) -> None:
    audit = _spoilt(rich, hostile)
    pupil, teacher = pages(audit, tmp_path, language=language, practice=True)
    for html in (pupil, teacher):
        soup = BeautifulSoup(html, "html.parser")
        scripts = soup.find_all("script")
        assert len(scripts) == (2 if html is pupil else 0)
        assert not soup.find_all(["img", "b", "iframe"])
        assert not soup.find_all(lambda tag: any(attr.startswith("on") for attr in tag.attrs))
        assert all(str(a["href"]).startswith("https://") for a in soup.find_all("a"))
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
        assert "49 " not in html
        assert len(html.encode()) < 300_000
    shown = " ".join(plain(hostile).split())[:100]
    assert shown in " ".join(text(pupil).split())


def _spoilt(audit: Audit, hostile: str) -> Audit:
    """The audit with the hostile words in every text that came from the page."""
    facts = audit.facts
    assert facts.page is not UNSET
    assert facts.disclosures is not UNSET
    assert facts.authors is not UNSET
    assert facts.attributions is not UNSET
    assert facts.images is not UNSET
    said = tuple(replace(d, quote=hostile, tool=hostile) for d in facts.disclosures)
    return replace(
        audit,
        snapshot=replace(audit.snapshot, final_url=hostile),
        facts=replace(
            facts,
            page=replace(facts.page, title=hostile, language=hostile, body=f"{hostile}\n\n{facts.page.body} {hostile}"),
            disclosures=said,
            authors=tuple(replace(a, quote=hostile, name=hostile, bio=hostile) for a in facts.authors),
            attributions=tuple(replace(a, who=hostile, url=hostile) for a in facts.attributions),
            images=tuple(replace(i, caption=hostile, credit=hostile) for i in facts.images),
        ),
        findings=tuple(replace(f, message=hostile, question=hostile if f.question else "") for f in audit.findings),
        gaps=tuple(replace(gap, detail=hostile) for gap in audit.gaps),
        score=replace(audit.score, grade=hostile, reason=hostile),
    )


def test_two_hundred_sentences_stay_small(audit_of: AuditOf, tmp_path: Path) -> None:
    body = " ".join(f"Sentence number {n} says “nothing” & more." for n in range(199)) + " AI wrote this."
    audit = audit_of((("body", body),), [("AI wrote this.", {})])
    pupil, teacher = pages(audit, tmp_path, practice=True, excerpt_words=10_000)
    assert len(key(pupil)) == 201
    assert key(pupil)["s200"][0] is True
    assert len(pupil.encode()) < 300_000
    assert len(teacher.encode()) < 300_000


def test_a_page_full_of_statements_stays_small(audit_of: AuditOf, tmp_path: Path) -> None:
    blocks = tuple(("footer", f"{n} {'&' * 2000} AI") for n in range(400))
    policy = {"place": "margin", "about_this_page": False}
    says = [(quote, {"place": "margin"} if n < 30 else policy) for n, (_, quote) in enumerate(blocks)]
    audit = audit_of(blocks, says)
    for html in pages(audit, tmp_path, practice=True):
        assert len(html.encode()) < 300_000

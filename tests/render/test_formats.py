"""All formats: kept examples, one number, several audits, failures, pages that are not rated."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from msgspec import UNSET
from msgspec.structs import replace

from auditor.errors import RenderError
from auditor.facts import At, Facts
from auditor.model import Audit, Failure, Finding, Item
from auditor.render import FORMATS, render
from auditor.rulebook import Pack
from auditor.score import score

FOR_PEOPLE = ("text", "html", "markdown")


def readable(format: str, text: str) -> str:
    """What a reader sees, on one line."""
    if format == "html":
        page = BeautifulSoup(text, "html.parser")
        for style in page.find_all("style"):
            style.decompose()
        text = page.get_text(" ")
    return " ".join(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text).split())


@pytest.fixture
def small(audit: Audit) -> Audit:
    """Little enough for a kept example that somebody reads."""
    low, high = 100 * 10 / 22, 100 * 13 / 22
    return replace(
        audit,
        facts=Facts(page=audit.facts.page, authors=audit.facts.authors),
        findings=audit.findings[:4],
        gaps=audit.gaps[:1],
        score=replace(audit.score, value=low, low=low, high=high, caps=audit.score.caps[:1]),
    )


@pytest.mark.parametrize("format", [format for format in FORMATS if format != "jsonl"])
def test_kept_example(small: Audit, golden: Callable[[str, str], None], format: str) -> None:
    text = re.sub(r"<style>.*?</style>", "<style></style>", render(format, [small]), flags=re.S)
    text = re.sub(r"sha256-[\w+/=]{44}", "sha256-", text)
    golden(f"report.{ {'text': 'txt', 'markdown': 'md'}.get(format, format) }", text)


def test_kept_example_of_everything(audit: Audit, failure: Failure, golden: Callable[[str, str], None]) -> None:
    """The whole sample: the browser tests open reports made from it."""
    golden("report.jsonl", render("jsonl", [audit], [failure]))


@pytest.mark.parametrize("format", FOR_PEOPLE)
def test_the_same_number_everywhere(audit: Audit, format: str) -> None:
    seen = readable(format, render(format, [audit]))
    assert "49 of 100 proved, at most 69" in seen
    assert "C–D, not enough evidence" in seen
    assert "Without these bounds: 67 of 100 proved, at most 75." in seen
    assert not re.search(r"\b(50|70) of 100", seen)


@pytest.mark.parametrize("format", FOR_PEOPLE)
def test_what_people_are_told(audit: Audit, format: str) -> None:
    seen = readable(format, render(format, [audit]))
    for words in (
        "Harbour bridge to close for eleven weeks while its deck is replaced",
        "We recorded this page on 25 November 2026, 07:12 UTC.",
        "91 % of what is at stake on this page could be checked.",
        "The grade cannot be better than C: A picture made by AI has no label.",
        "The low end cannot be better than D, as this could not be ruled out: The list of sources could not be opened.",
        "We looked at statements about machines in its making and found nothing on this page to quote.",
        "Say next to the byline which tool was used and who checked the result.",
        "Adds 8.1 points of 100 before the bound on the grade.",
        "Not scored yet: announced for a later version of the rules",
        "the deck carries barely half",
        "What could not be checked",
        "The picture was not saved with the page.",
        "newsroom 1.0.0",
        "5f2c" * 16,
    ):
        assert words in seen


@pytest.mark.parametrize("format", FOR_PEOPLE)
def test_order_of_findings(audit: Audit, format: str) -> None:
    seen = readable(format, render(format, [audit]))
    contradiction = seen.index("Every picture made by AI carries a label")
    unmet = seen.index("The page says whether a machine was used for the text")
    met = seen.index("The byline names who wrote the text")
    assert contradiction < unmet < met


@pytest.mark.parametrize("format", FOR_PEOPLE)
def test_a_page_that_is_not_rated_says_why(audit: Audit, format: str) -> None:
    score = replace(
        audit.score, value=None, low=None, high=None, grade="not rated", reason="This is a list of articles.", caps=()
    )
    seen = readable(format, render(format, [replace(audit, score=score)]))
    assert "Not rated" in seen
    assert "This is a list of articles." in seen
    assert "Without these bounds" not in seen
    assert "of 100 proved, at most 69" not in seen


@pytest.mark.parametrize("format", FOR_PEOPLE)
def test_a_bound_is_told_once(audit: Audit, format: str) -> None:
    card = score(
        audit.findings,
        Pack(schema=1, name="p", version="1.0.0", title="t", licence="x", maintainers=("m",)),
        kind="article",
    )
    assert "No better than C" in card.reason
    seen = readable(format, render(format, [replace(audit, score=card)]))
    assert seen.count("The grade cannot be better than C: At least one picture") == 1
    assert "No better than C" not in seen


@pytest.mark.parametrize("format", FOR_PEOPLE)
def test_several_audits_and_failures(audit: Audit, failure: Failure, format: str) -> None:
    seen = readable(format, render(format, [audit, audit], [failure]))
    assert seen.count("We recorded this page on") == 2
    assert "2 pages" in seen
    assert failure.target.value in seen
    assert failure.problem in seen
    assert failure.advice in seen


@pytest.mark.parametrize("format", FOR_PEOPLE)
def test_only_failures(failure: Failure, format: str) -> None:
    seen = readable(format, render(format, [], [failure]))
    assert failure.problem in seen
    assert "of 100" not in seen


@pytest.mark.parametrize("format", FOR_PEOPLE)
def test_a_page_nothing_is_known_of(audit: Audit, format: str) -> None:
    snapshot = replace(audit.snapshot, final_url="", fetched_at=None, status=None, content_type=None)
    seen = readable(format, render(format, [replace(audit, facts=Facts(), findings=(), gaps=(), snapshot=snapshot)]))
    assert audit.target.value in seen
    assert "We were given this page as it had been saved; when it was saved is not known." in seen


@pytest.mark.parametrize("format", FOR_PEOPLE)
def test_a_finding_without_references_or_quotes(
    make: Callable[..., Audit], make_finding: Callable[..., Finding], format: str
) -> None:
    item = Item(quote="", at=At(region="footer", selector="body > footer"))
    seen = readable(
        format, render(format, [make(findings=(make_finding("x", references=(), items=(item,)),), gaps=())])
    )
    assert "in the footer" in seen
    assert "What could not be checked" not in seen


def test_json_of_one_audit_is_the_contract(audit: Audit) -> None:
    text = render("json", [audit])
    assert Audit.from_json(text) == audit
    assert json.loads(text) == json.loads(audit.to_json())
    assert text == render("json", [audit])


def test_json_of_many_has_a_schema_of_its_own(audit: Audit, failure: Failure) -> None:
    data = json.loads(render("json", [audit, audit], [failure]))
    assert data["schema"] == "auditor.audits/1"
    assert data["audits"] == [json.loads(audit.to_json())] * 2
    assert data["failures"] == [
        {
            "schema": "auditor.failure/1",
            "target": {"kind": "url", "value": "http://10.0.0.7/intern"},
            "error": "FetchBlocked",
            "problem": "10.0.0.7 is a private address.",
            "advice": "Give a public address, or save the page and audit the file.",
            "exit_code": 3,
        }
    ]
    assert json.loads(render("json", [], [])) == {"schema": "auditor.audits/1", "audits": [], "failures": []}


def test_jsonl_has_one_value_a_line(audit: Audit, failure: Failure) -> None:
    lines = render("jsonl", [audit, audit], [failure]).splitlines()
    assert [json.loads(line)["schema"] for line in lines] == ["auditor.audit/1", "auditor.audit/1", "auditor.failure/1"]
    assert lines[0].encode() == audit.to_json()
    assert render("jsonl", []) == ""


def test_half_a_surrogate_pair_does_not_break_json(audit: Audit) -> None:
    broken = replace(audit, target=replace(audit.target, value="half \ud800"))
    assert json.loads(render("json", [broken]))["target"]["value"] == "half \ufffd"


def test_facts_that_were_not_looked_for_stay_out_of_json(audit: Audit) -> None:
    assert audit.facts.residue is UNSET
    assert "residue" not in json.loads(render("json", [audit]))["facts"]


def test_an_unknown_format_is_refused(audit: Audit) -> None:
    with pytest.raises(RenderError, match="no report format “pdf”") as raised:
        render("pdf", [audit])
    assert raised.value.advice == "Use one of text, json, jsonl, html, markdown."

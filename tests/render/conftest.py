"""Audits made by hand: one rich page that shows everything a report can show, and ways to vary it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from auditor.facts import At, Facts, Region
from auditor.layers import connected, consistency
from auditor.model import (
    Audit,
    AuditorRef,
    Cap,
    Categories,
    CategoryScore,
    Failure,
    Finding,
    Gap,
    Item,
    Reference,
    RulebookRef,
    Scorecard,
    SnapshotRef,
    Target,
)

FACTS = Path(__file__).with_name("sample-facts.json")
URL = "https://harbour-post.example/2026/11/bridge"


def at(region: Region, start: int = 200, before: str = "", after: str = "") -> At:
    return At(region=region, selector=f"article > .{region}", start=start, end=start + 9, before=before, after=after)


@pytest.fixture
def audit() -> Audit:
    """A page with a contradiction, gaps, pictures, and rules of every outcome."""
    return sample()


@pytest.fixture
def make() -> Callable[..., Audit]:
    """Builds the sample audit with some fields replaced."""
    return lambda **changes: replace(sample(), **changes)


@pytest.fixture
def make_finding() -> Callable[..., Finding]:
    """Builds one finding."""
    return finding


@pytest.fixture
def failure() -> Failure:
    return Failure(
        target=Target(kind="url", value="http://10.0.0.7/intern"),
        error="FetchBlocked",
        problem="10.0.0.7 is a private address.",
        advice="Give a public address, or save the page and audit the file.",
        exit_code=3,
    )


def sample() -> Audit:
    facts = msgspec.json.decode(FACTS.read_bytes(), type=Facts)
    gaps = (
        Gap(fact="images[1].file", reason="offline", detail="The picture was not saved with the page."),
        Gap(fact="outlet.policies.ai", reason="offline", detail="The link was not followed."),
        Gap(fact="access.visible_share", reason="paywall", detail="The page does not say how long the text is."),
    )
    findings, table = connected(sample_findings(), consistency(facts, gaps, headers=True))
    return Audit(
        target=Target(kind="url", value=URL + "?utm_source=feed"),
        snapshot=SnapshotRef(
            url=URL + "?utm_source=feed",
            final_url=URL,
            fetched_at=datetime(2026, 11, 25, 7, 12, 30, tzinfo=UTC),
            status=200,
            content_type="text/html; charset=utf-8",
            bytes=48211,
            sha256="5f2c" * 16,
            headers=11,
        ),
        facts=facts,
        gaps=gaps,
        findings=findings,
        score=sample_score(),
        rulebook=RulebookRef(pack="newsroom", version="1.0.0", digest="sha256:" + "ab12" * 8),
        auditor=AuditorRef(version="0.1.0"),
        consistency=table,
    )


def sample_score() -> Scorecard:
    """What the findings below amount to: 25 of 37 points, 3 open, bounded by one contradiction and one that may be."""
    return Scorecard(
        value=49.99,
        low=49.99,
        high=69.99,
        coverage=34 / 37,
        grade="C–D, not enough evidence",
        reason="The list of sources and the file of one picture could not be read.",
        caps=(
            Cap(rule="ai-images-labelled", grade="C", because="A picture made by AI has no label.", certain=True),
            Cap(rule="claims-hold", grade="D", because="The list of sources could not be opened.", certain=False),
        ),
        categories=Categories(
            authorship=CategoryScore(low=76.9, high=76.9, coverage=1.0, met=1, unmet=1, unknown=0),
            images=CategoryScore(low=0.0, high=33.3, coverage=0.667, met=0, unmet=1, unknown=1),
            sourcing=CategoryScore(low=100.0, high=100.0, coverage=1.0, met=2, unmet=0, unknown=0),
            accountability=CategoryScore(low=100.0, high=100.0, coverage=1.0, met=1, unmet=0, unknown=0),
        ),
    )


def finding(rule: str, **changes: Any) -> Finding:
    """A finding with plain defaults."""
    base = Finding(
        rule=rule,
        version=2,
        title="The byline names who wrote the text",
        category="authorship",
        severity="high",
        status="scored",
        outcome="met",
        points=6,
        of=6,
        message="The byline names a person.",
        items=(Item(quote="By Mara Lindqvist", at=at("byline"), label="byline"),),
        looked_for=("authors",),
        missing=(),
        why="Readers look at the byline first.",
        fix="Name the writer under the headline.",
        basis="code of ethics",
        references=(Reference(title="Press code", url="https://press-council.example/code", clause="clause 3"),),
    )
    return replace(base, **changes)


def sample_findings() -> tuple[Finding, ...]:
    before = "was built in another century.\nEngineers told the council that "
    after = " of what it was built for, and that each winter of waiting adds to it."[:60]
    return (
        finding("byline-names-author", severity="critical", points=10, of=10),
        finding(
            "machine-use-stated",
            title="The page says whether a machine was used for the text",
            message="The page says nothing about machines in the making of its text.",
            outcome="unmet",
            severity="medium",
            points=0,
            of=3,
            items=(),
            looked_for=("disclosures",),
            basis="law",
            fix="Say next to the byline which tool was used and who checked the result.",
            references=(
                Reference(title="AI Act", url="https://law.example/ai-act", clause="Art. 50(4)"),
                Reference(title="House rules, on paper", url="ftp://files.example/rules"),
            ),
        ),
        finding(
            "ai-images-labelled",
            title="Every picture made by AI carries a label that readers can see",
            message="At least one picture that its own file calls machine-made has no visible label.",
            category="images",
            outcome="unmet",
            points=0,
            cap="C",
            items=(
                Item(quote="The bridge at dawn", at=at("caption"), label="caption", outcome="unmet"),
                Item(quote="Illustration: AI", at=at("credit"), label="credit", outcome="met"),
            ),
            fix="Write “AI-generated image” on or directly under the picture.",
            basis="practice",
        ),
        finding(
            "image-files-read",
            title="The files of the pictures agree with their captions",
            message="The files of the pictures could not be read.",
            category="images",
            severity="medium",
            outcome="unknown",
            points=0,
            of=3,
            items=(),
            missing=("images[1].file",),
            basis="standard",
        ),
        finding(
            "quotes-are-linked",
            title="Statements are ascribed to somebody a reader can find",
            message="All three statements name who made them.",
            category="sourcing",
            items=(
                Item(
                    quote="the deck carries barely half", at=at("body", before=before, after=after), label="statement"
                ),
            ),
        ),
        finding(
            "sources-listed",
            title="The sources behind the article stand in a list",
            category="sourcing",
            message="A list of four sources stands at the end.",
            items=(Item(quote="Documents behind this story", at=at("source-list"), label="heading"),),
            why="A list lets a reader check the work without searching the text.",
        ),
        finding(
            "dates-shown",
            title="A reader sees when the article was published",
            category="accountability",
            severity="medium",
            points=3,
            of=3,
            message="The page shows 24 November 2026.",
            items=(Item(quote="24 November 2026", at=at("dateline"), label="date"),),
            why="Old news passed on as new misleads.",
        ),
        finding(
            "corrections-dated",
            title="Corrections carry a date",
            category="accountability",
            outcome="n.a.",
            points=0,
            of=0,
            message="The page has no correction.",
            items=(),
        ),
        finding(
            "owner-linked",
            title="The page links to who owns the outlet",
            category="accountability",
            severity="low",
            status="upcoming",
            outcome="unmet",
            message="No link to an owner was found.",
            points=0,
            of=1,
            items=(),
            looked_for=("outlet.policies.ownership",),
        ),
    )

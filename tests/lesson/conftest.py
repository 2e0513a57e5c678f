"""Audits made from a few blocks of text, with the places of every quote as a page would give them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest
from msgspec import UNSET

from auditor import facts as f
from auditor.model import (
    Audit,
    AuditorRef,
    Cap,
    Categories,
    CategoryScore,
    Finding,
    Gap,
    Item,
    RulebookRef,
    Scorecard,
    SnapshotRef,
    Target,
)

URL = "https://ferry-post.example/2026/11/pier"
CONTEXT = 60
Blocks = Sequence[tuple[f.Region, str]]
AuditOf = Callable[..., Audit]


class Text(NamedTuple):
    """The text of a page, with what `Page.at` would say of it."""

    blocks: Blocks

    @property
    def whole(self) -> str:
        return "\n".join(text for _, text in self.blocks)

    @property
    def body(self) -> str:
        return "\n\n".join(t for region, t in self.blocks if region in {"body", "pull-quote", "summary-box"})

    def at(self, quote: str, nth: int = 0) -> f.At:
        """The place of the nth block that holds the quote."""
        holding = [index for index, (_, text) in enumerate(self.blocks) if quote in text]
        index = holding[nth]
        offset = sum(len(text) + 1 for _, text in self.blocks[:index]) + self.blocks[index][1].index(quote)
        return f.At(
            region=self.blocks[index][0],
            selector="p",
            start=offset,
            end=offset + len(quote),
            before=self.whole[max(0, offset - CONTEXT) : offset],
            after=self.whole[offset + len(quote) : offset + len(quote) + CONTEXT],
        )


def disclosure(quote: str, at: f.At, **more: Any) -> f.Disclosure:
    told: dict[str, Any] = {
        "scope": "text",
        "role": "assisted",
        "tool": None,
        "human": "none",
        "about_this_page": True,
        "place": "body",
        "depth": 0.5,
        "visible": True,
        "origin": "text",
    }
    return f.Disclosure(quote=quote, at=at, region=at.region, **(told | more))


PLAIN: Blocks = (
    ("headline", "Pier to reopen in spring"),
    ("byline", "By Ada Quill"),
    ("caption", "The pier at noon. Photo: Ben Marl"),
    ("body", "The pier will reopen in April. It was shut for two winters."),
    ("body", "“We are ready,” said Mayor Iris Tolland. The town paid for it."),
    ("footer", "Corrections"),
)


def score() -> Scorecard:
    blank = CategoryScore(low=50.0, high=75.0, coverage=0.8, met=1, unmet=1, unknown=1)
    return Scorecard(
        value=50.0,
        low=50.0,
        high=75.0,
        coverage=0.8,
        grade="C",
        reason="",
        caps=(
            Cap(rule="claims-hold", grade="C", because="The page says no AI, and its picture says AI.", certain=True),
        ),
        categories=Categories(authorship=blank, images=blank, sourcing=blank, accountability=blank),
    )


def finding(rule: str, outcome: Any, question: str, message: str, **more: Any) -> Finding:
    told: dict[str, Any] = {
        "version": 1,
        "title": rule,
        "category": "authorship",
        "severity": "high",
        "status": "scored",
        "points": 0,
        "of": 6,
        "items": (),
        "looked_for": ("disclosures",),
        "missing": (),
        "why": "",
        "fix": "",
        "basis": "practice",
        "references": (),
    }
    return Finding(rule=rule, outcome=outcome, question=question, message=message, **(told | more))


def audit_from(blocks: Blocks = PLAIN, says: Sequence[tuple[str, dict[str, Any]]] = (), **more: Any) -> Audit:
    """An audit of these blocks; `says` are quotes of disclosures with what differs from a plain one."""
    text = Text(blocks)
    title = next((words for region, words in blocks if region == "headline"), None)
    byline = next((words for region, words in blocks if region == "byline"), None)
    nth = {quote: more.pop("nth") for quote, more in says if "nth" in more}
    told: dict[str, Any] = {
        "page": f.PageFacts(
            kind="article",
            kind_reason="",
            url=URL,
            canonical_url=URL,
            title=title,
            language=more.pop("language", "en"),
            encoding="utf-8",
            words=len(text.body.split()),
            body=text.body,
        ),
        "authors": () if byline is None else (author(byline, text.at(byline)),),
        "disclosures": tuple(disclosure(q, text.at(q, nth.get(q, 0)), **more) for q, more in says),
    }
    findings = more.pop("findings", ())
    gaps: tuple[Gap, ...] = more.pop("gaps", ())
    fetched = more.pop("fetched_at", datetime(2026, 11, 25, 7, 12, tzinfo=UTC))
    facts = f.Facts(**(told | more))
    return Audit(
        target=Target(kind="url", value=URL),
        snapshot=SnapshotRef(
            url=URL, final_url=URL, fetched_at=fetched, status=200, content_type="text/html", bytes=9, sha256="ab" * 32
        ),
        facts=facts,
        gaps=gaps,
        findings=findings,
        score=score(),
        rulebook=RulebookRef(pack="newsroom", version="1.0.0", digest="sha256:0"),
        auditor=AuditorRef(version="0.1.0"),
    )


def author(quote: str, at: f.At) -> f.Author:
    return f.Author(
        quote=quote,
        at=at,
        name=quote,
        kind="person",
        url=None,
        has_profile=False,
        origins=("byline",),
        visible=True,
        bio=None,
        declared_kind=None,
        machine_disclosed=False,
    )


@pytest.fixture
def audit_of() -> AuditOf:
    """Builds an audit from blocks and disclosures."""
    return audit_from


@pytest.fixture
def rich() -> Audit:
    """An article with disclosures in four places, policies, a claim, a correction, a wall, sources and links."""
    return rich_audit()


RICH: Blocks = (
    ("headline", "Pier to reopen in spring"),
    ("byline", "By Ada Quill, assisted by AI"),
    ("dateline", "25 November 2026"),
    ("caption", "AI-generated picture of the pier. It shows no real day."),
    ("credit", "Picture: Ferry Post / Midjourney"),
    ("body", "The pier will reopen in April. It was shut for two winters."),
    ("body", "“We are ready,” said Mayor Iris Tolland. The town paid for it."),
    (
        "body",
        "When a story relies on AI, the Ferry Post says so. This text was drafted by a machine. The gulls are back.",
    ),
    ("correction", "Correction: the pier opens in April, not in May."),
    ("source-list", "Subscribe to see our sources."),
    ("author-bio", "Ada Quill has written about the harbour since 2011."),
    ("process-note", "How we work. An AI agent read the tide tables. Editors step in where needed."),
    ("paywall", "Read on with a subscription."),
    ("promo", "We document every source."),
    ("footer", "Corrections"),
    ("footer", "AI policy"),
    ("footer", "Ferry Post labels texts that were made with AI."),
)


def rich_audit() -> Audit:
    text = Text(RICH)
    policies = f.Policies(
        corrections=f.Policy(
            kind="corrections", found=True, url=f"{URL}/c", quote="Corrections", at=text.at("Corrections")
        ),
        ai=f.Policy(kind="ai", found=True, url=f"{URL}/ai", quote="AI policy", at=text.at("AI policy")),
        ethics=f.Policy(kind="ethics", found=False, url=None, quote=None, at=None),
    )
    drafted = "This text was drafted by a machine."
    author_ = f.Author(
        quote="By Ada Quill, assisted by AI",
        at=text.at("By Ada Quill"),
        name="Ada Quill",
        kind="person",
        url=None,
        has_profile=False,
        origins=("byline",),
        visible=True,
        bio="Ada Quill has written about the harbour since 2011.",
        declared_kind=None,
        machine_disclosed=False,
    )
    said = "“We are ready,” said Mayor Iris Tolland."
    return audit_from(
        RICH,
        [
            ("assisted by AI", {"scope": "author", "place": "top"}),
            ("AI-generated picture of the pier.", {"scope": "image", "role": "generated", "place": "top"}),
            (
                "Picture: Ferry Post / Midjourney",
                {"scope": "image", "role": "generated", "tool": "Midjourney", "place": "top"},
            ),
            (drafted, {"role": "generated"}),
            ("An AI agent read the tide tables.", {"human": "conditional", "role": "generated", "place": "end"}),
            ("When a story relies on AI, the Ferry Post says so.", {"about_this_page": False}),
            ("Ferry Post labels texts that were made with AI.", {"about_this_page": False, "place": "margin"}),
        ],
        authors=(author_,),
        dates=f.Dates(
            published=f.DatePair(
                value="2026-11-25",
                machine=None,
                visible="2026-11-25",
                agree=None,
                quote="25 November 2026",
                at=text.at("25 November"),
            ),
            modified=f.DatePair(value=None, machine=None, visible=None, agree=None, quote=None, at=None),
        ),
        images=(
            f.Image(
                quote="AI-generated picture of the pier. It shows no real day.",
                at=text.at("AI-generated picture"),
                url=f"{URL}/pier.jpg",
                role="lead",
                caption="AI-generated picture of the pier. It shows no real day.",
                credit="Picture: Ferry Post / Midjourney",
                alt=None,
                label_visible=True,
                ai_by_caption=True,
            ),
        ),
        access=f.Access(
            state="partial",
            wall_quote="Read on with a subscription.",
            at=text.at("Read on with"),
            declared_free=None,
            visible_share=UNSET,
        ),
        attributions=(
            f.Attribution(
                quote=said,
                at=text.at(said),
                who="Iris Tolland",
                kind="named",
                verb="said",
                linked=True,
                url=f"{URL}/speech",
            ),
        ),
        sources=f.Sources(
            listed=False,
            access="registration",
            count=0,
            linked_count=0,
            quote="Subscribe to see our sources.",
            at=text.at("Subscribe to see"),
        ),
        claims=(
            f.Claim(
                quote="We document every source.",
                at=text.at("We document"),
                kind="documents-every-source",
                place="margin",
            ),
        ),
        corrections=(
            f.Correction(
                quote="Correction: the pier opens in April, not in May.",
                at=text.at("Correction: the"),
                date=None,
                place="end",
                origin="text",
            ),
        ),
        outlet=f.Outlet(domain="ferry-post.example", name="Ferry Post", policies=policies),
        gaps=(Gap(fact="images[0].file", reason="offline", detail="The picture was not saved with the page."),),
        findings=(
            finding("tool-named", "met", "Which tool was used?", "The page names Midjourney."),
            finding(
                "claims-hold",
                "unmet",
                "Does the page keep its word?",
                "It promises sources and withholds them.",
                cap="D",
                items=(Item(quote="We document every source.", at=text.at("We document")),),
            ),
            finding("ai-policy", "unknown", "What are the paper's rules?", "The policy was not read."),
            finding("no-question", "unmet", "", "Never shown."),
            finding("not-asked", "n.a.", "Never asked?", "Never shown either."),
        ),
    )

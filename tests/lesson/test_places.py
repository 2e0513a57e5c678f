"""Where pupils find each sentence, and what is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from auditor.errors import RenderError
from auditor.facts import At, Image, PageKind, Place, Region
from auditor.lesson.activity import activity
from auditor.lesson.marking import occurrences
from auditor.lesson.passages import place_name
from auditor.lesson.values import AFTER_ARTICLE, BEFORE_ARTICLE, Activity, PlaceName
from auditor.model import Audit
from auditor.page import Page

AuditOf = Callable[..., Audit]


def made(audit: Audit, page: Page | None = None, excerpt_words: int = 250) -> Activity:
    return activity(audit, page, excerpt_words=excerpt_words)


def outline(found: Activity) -> list[tuple[str, list[str]]]:
    return [(part.place, [s.text for p in part.paragraphs for s in p.sentences]) for part in found.parts]


def right(found: Activity) -> list[str]:
    return [sentence.text for sentence in found.sentences if sentence.answers]


def test_every_place_has_its_turn() -> None:
    assert sorted((*BEFORE_ARTICLE, "article", *AFTER_ARTICLE)) == sorted(get_args(PlaceName))


@pytest.mark.parametrize(
    ("region", "place", "expected"),
    [
        ("process-note", "top", "top"),
        ("process-note", "end", "process"),
        ("summary-box", "top", "summary"),
        ("caption", "top", "lead-picture"),
        ("caption", "body", "picture"),
        ("byline", "top", "byline"),
        ("comments", "margin", "elsewhere"),
    ],
)
def test_places_are_fewer_than_regions(region: Region, place: Place, expected: str) -> None:
    assert place_name(At(region=region, selector=""), place) == expected


def test_caption_is_found_wherever_its_picture_stands(audit_of: AuditOf) -> None:
    blocks: tuple[tuple[Region, str], ...] = (("body", "Rain fell."), ("caption", "Made with AI. A pier."))
    quote, at = "Made with AI.", At(region="caption", selector="", start=11, end=24)
    image = Image(
        quote="Made with AI. A pier.", at=at, url="https://a.example/", role="lead", caption="Made with AI. A pier.",
        credit=None, alt=None, label_visible=True, ai_by_caption=True,
    )  # fmt: skip
    portrait = replace(image, role="portrait", caption="Never shown.")
    audit = audit_of(blocks, [(quote, {"scope": "image", "place": "body"})], images=(image, portrait))
    assert outline(made(audit)) == [("lead-picture", ["Made with AI.", "A pier."]), ("article", ["Rain fell."])]
    assert right(made(audit)) == [quote]


def test_unseen_byline_and_picture_without_words_are_left_out(audit_of: AuditOf) -> None:
    audit = audit_of((("byline", "Hidden Hand"), ("body", "Rain fell.")))
    assert audit.facts.authors is not UNSET
    hidden = (replace(audit.facts.authors[0], visible=False),)
    at = At(region="caption", selector="")
    bare = Image(
        quote="https://a.example/", at=at, url="https://a.example/", role="body", caption=None, credit=None, alt=None,
        label_visible=False, ai_by_caption=False,
    )  # fmt: skip
    audit = replace(audit, facts=replace(audit.facts, authors=hidden, images=(bare,)))
    assert outline(made(audit)) == [("article", ["Rain fell."])]


def test_policy_inside_the_article_is_not_repeated_around_it(rich: Audit) -> None:
    texts = [s.text for s in made(rich).sentences]
    assert len(texts) == len(set(texts))


def test_more_disclosures_than_a_class_can_go_through_are_refused(audit_of: AuditOf) -> None:
    blocks = tuple(("footer", f"Part {n} was made with AI.") for n in range(31))
    with pytest.raises(RenderError, match="31 disclosures"):
        made(audit_of(blocks, [(quote, {"place": "margin"}) for _, quote in blocks]))


def test_disclosure_without_words_is_no_answer(audit_of: AuditOf) -> None:
    audit = audit_of(says=[("The town paid for it.", {})])
    assert audit.facts.disclosures is not UNSET
    blank = (replace(audit.facts.disclosures[0], quote=" \n "),)
    assert right(made(replace(audit, facts=replace(audit.facts, disclosures=blank)))) == []


@pytest.mark.parametrize("kind", ["listing", "block-page", "consent-wall", "shell", "other"])
def test_no_lesson_from_a_page_that_is_no_article(audit_of: AuditOf, kind: PageKind) -> None:
    audit = audit_of()
    assert audit.facts.page is not UNSET
    with pytest.raises(RenderError, match=f"no article \\({kind}\\)"):
        made(audit_of(page=replace(audit.facts.page, kind=kind)))


@pytest.mark.parametrize(
    ("quote", "before", "after", "expected"),
    [
        ("", "", "", []),
        (" \n ", "", "", []),
        ("gull", "", "", []),
        ("by AI", "", "", [(5, 10), (21, 26)]),
        ("by\n AI", "Drawn ", "", [(21, 26)]),
        ("by AI", "", ". Drawn", [(5, 10)]),
        ("(by", "", "", []),
        ("y AI", "", "", []),
        ("by A", "", "", []),
    ],
)
def test_quotes_are_found_by_their_surroundings(
    quote: str, before: str, after: str, expected: list[tuple[int, int]]
) -> None:
    assert occurrences("Text by AI. \n\n Drawn by AI.", quote, before, after) == expected

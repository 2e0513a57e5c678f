"""The table of layers: a row for each, silent and unchecked kept apart, and equal statements told once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from msgspec import UNSET
from msgspec.structs import replace

from auditor.consistency import LAYERS, Consistency, LayerRow
from auditor.facts import At, Author, Disclosure, Facts, Image, PageFacts
from auditor.layers import consistency
from auditor.model import Audit, Gap
from auditor.pipeline import packaged_rulebook, rejudge
from auditor.provenance import ContentCredentials, ImageProvenance, Reason

PageSaying = Callable[..., Audit]
ARTICLE = {
    "kind": "article", "kind_reason": "", "url": "", "canonical_url": None, "title": None, "language": "en",
    "encoding": "utf-8", "words": 300, "body": "",
}  # fmt: skip


def at(region: str = "caption", start: int | None = 10, selector: str = "figure > figcaption") -> At:
    return msgspec.convert({"region": region, "selector": selector, "start": start, "end": start and start + 30}, At)


def image(**changes: Any) -> Image:
    plain = Image(
        quote="A crane", at=at(), url="https://news.example/a.jpg", role="lead", caption="A crane", credit=None,
        alt="", label_visible=False, ai_by_caption=False,
    )  # fmt: skip
    return replace(plain, **changes)


def note(**changes: Any) -> Disclosure:
    plain = Disclosure(
        quote="The pictures were made with AI.", at=at("process-note", 500, "aside"), scope="image", role="generated",
        tool=None, human="none", about_this_page=True, region="process-note", place="end", depth=0.9, visible=True,
        origin="text",
    )  # fmt: skip
    return replace(plain, **changes)


def facts(**known: Any) -> Facts:
    page = msgspec.convert(ARTICLE, PageFacts)
    empty: dict[str, Any] = {"disclosures": (), "images": (), "authors": (), "claims": ()}
    return Facts(**{"page": page, **empty, **known})


def provenance(verdict: str, **credentials: Any) -> ImageProvenance:
    return ImageProvenance(
        verdict=verdict,  # type: ignore[arg-type]  # one of the verdicts, as the tests write them
        confidence=0.95,
        c2pa=ContentCredentials(present=bool(credentials), **credentials),
        metadata=(),
        reasons=(Reason(quote="digitalCapture", where="C2PA c2pa.created"),),
    )


def of(table: Consistency, layer: str) -> list[LayerRow]:
    return [row for row in table.rows if row.layer == layer]


def told(known: Facts, *gaps: Gap, headers: bool = True) -> Consistency:
    return consistency(known, gaps, headers=headers)


def test_a_silent_page_has_one_row_a_layer(page_saying: PageSaying) -> None:
    table = page_saying().consistency
    assert [(row.layer, row.says) for row in table.rows] == [
        ("text", "nothing"), ("caption", "nothing"), ("alt", "nothing"), ("byline", "nothing"), ("markup", "nothing"),
        ("header", "nothing"), ("file", "nothing"), ("feed", "unchecked"),
    ]  # fmt: skip
    assert table.contradictions == ()


def test_what_was_not_recorded_is_not_silent(page_saying: PageSaying) -> None:
    table = page_saying(recorded=False, file="unread").consistency
    (header,), (file,) = of(table, "header"), of(table, "file")
    assert (header.says, header.detail) == (
        "unchecked", "The page came without the server's headers, so what they say is not known."
    )  # fmt: skip
    assert (file.says, file.component, file.number) == ("unchecked", "picture", None)
    assert file.detail.startswith("The files of 1 picture")


def test_without_facts_every_layer_is_unchecked_with_its_reason() -> None:
    gaps = [Gap(fact=name, reason="detector-failed", detail=f"No {name}.") for name in ("disclosures", "authors")]
    table = told(Facts(), *gaps, headers=False)
    assert [row.layer for row in table.rows] == list(LAYERS)
    assert {row.says for row in table.rows} == {"unchecked"}
    assert (of(table, "text")[0].detail, of(table, "byline")[0].detail) == ("No disclosures.", "No authors.")
    assert table.contradictions == ()


def test_a_page_without_pictures_says_so() -> None:
    assert of(told(facts()), "file")[0].detail == "The page has no picture."
    assert {of(told(facts()), layer)[0].says for layer in ("caption", "alt", "file")} == {"nothing"}


def test_equal_statements_of_a_layer_are_one_row_and_contradict_once(page_saying: PageSaying) -> None:
    said = {"text": "No AI was used in this article.", "note": "No AI tool was used for this article."}
    table = page_saying(header="mode=machine-generated", meta="ai-generated", article_type="trainedAlgorithmicMedia",
                        byline="AI Newsroom Bot", **said).consistency  # fmt: skip
    (found,) = table.contradictions
    one, other = table.camps(found)
    assert {row.layer for row in one} == {"byline", "markup", "header"}
    assert [row.layer for row in other] == ["text"]
    assert [quoted.quote for quoted in other[0].quotes] == list(said.values())
    assert found.because == (
        "The byline or author box says that author 1 is a machine, and the markup and the HTTP header say that AI made "
        "the text; the visible text says that no AI was used in the text."
    )


def test_a_machine_that_the_markup_calls_a_person(page_saying: PageSaying) -> None:
    audit = page_saying(byline="AI Newsroom Bot", author="Person")
    (found,) = audit.consistency.contradictions
    assert (found.component, found.number, found.rule) == ("author", 1, "author-kind-not-contradicted")
    assert page_saying(byline="AI Newsroom Bot", author="SoftwareApplication").consistency.contradictions == ()
    assert page_saying(author="Person", meta="ai-generated").consistency.contradictions == ()


@pytest.mark.parametrize(
    ("credentials", "caption", "count"),
    [
        ({"integrity": "intact", "trust": "trusted"}, "ai-made", 1),
        ({"integrity": "intact", "trust": "untrusted"}, "ai-made", 0),
        ({}, "ai-made", 0),
        ({"integrity": "intact", "trust": "trusted"}, "ai-helped", 0),
    ],
)
def test_a_camera_is_believed_only_where_somebody_vouches(
    credentials: dict[str, Any], caption: str, count: int
) -> None:
    label = note(quote="A crane", at=at(), region="caption", role="generated" if caption == "ai-made" else "edited")
    shown = image(file=provenance("camera_capture", **credentials), ai_by_file=False, label_visible=True)
    table = told(facts(images=(shown,), disclosures=(label,)))
    assert [row.says for row in of(table, "caption")] == [caption]
    assert [row.says for row in of(table, "file")] == (
        ["people"] if credentials.get("trust") == "trusted" else ["nothing"]
    )
    assert len(table.contradictions) == count


@pytest.mark.parametrize("verdict", ["credentials_broken", "unreadable"])
def test_a_file_that_proves_nothing_is_unchecked(verdict: str) -> None:
    shown = image(file=provenance(verdict), label_visible=True, ai_by_caption=True)
    label = note(quote="A crane", at=at(), region="caption")
    table = told(facts(images=(shown,), disclosures=(label,)))
    (file,) = of(table, "file")
    assert (file.says, file.number, bool(file.detail)) == ("unchecked", 1, True)
    (file,) = of(told(facts(images=(image(file=provenance(verdict)),))), "file")
    assert (file.says, file.number, bool(file.detail)) == ("unchecked", None, True)


def test_a_note_on_the_pictures_is_a_label_for_all_and_a_denial_for_each() -> None:
    pictures = (
        image(file=provenance("ai_generated"), ai_by_file=True),
        image(at=at(start=200), url="b", file=provenance("ai_edited"), ai_by_file=True),
    )
    assert [one.number for one in told(facts(images=pictures)).contradictions] == [1, 2]
    assert told(facts(images=pictures, disclosures=(note(),))).contradictions == ()
    denied = told(facts(images=pictures, disclosures=(note(role="none", quote="No picture here was made with AI."),)))
    assert [(one.component, one.number) for one in denied.contradictions] == [("picture", 1), ("picture", 2)]
    assert {row.layer for one in denied.contradictions for row in denied.camps(one)[1]} == {"text"}


def test_a_label_under_one_picture_is_none_for_the_other() -> None:
    pictures = (
        image(file=provenance("ai_generated"), ai_by_file=True, label_visible=True, ai_by_caption=True),
        image(at=at(start=200), url="b", file=provenance("ai_generated"), ai_by_file=True),
    )
    table = told(facts(images=pictures, disclosures=(note(quote="A crane", at=at(), region="caption"),)))
    assert [one.number for one in table.contradictions] == [2]


@pytest.mark.parametrize("role", ["promo", "still", "portrait"])
def test_only_the_article_s_own_pictures_owe_a_label(role: str) -> None:
    table = told(facts(images=(image(role=role, file=provenance("ai_generated"), ai_by_file=True),)))
    assert table.contradictions == ()


def test_only_articles_are_compared(page_saying: PageSaying) -> None:
    audit = page_saying(meta="none", header="mode=machine-generated")
    assert len(audit.consistency.contradictions) == 1
    assert audit.facts.page is not UNSET
    listing = replace(audit.facts, page=replace(audit.facts.page, kind="listing"))
    assert told(listing).contradictions == ()
    assert told(replace(audit.facts, page=UNSET)).contradictions == ()


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ({"meta": "mixed", "header": "mode=machine-generated"}, 0),
        ({"meta": "ai-assisted", "header": "mode=machine-generated"}, 1),
        ({"meta": "none", "attribute": "ai-generated"}, 0),
        ({"text": "AI helped with the research. No AI was used to write this article."}, 0),
        ({"text": "This article was written by a human with the help of AI."}, 0),
        ({"note": "The audio version was generated by AI.", "meta": "none"}, 0),
        ({"note": "This summary was generated by AI.", "header": "mode=none"}, 0),
        ({"note": "This text was translated from German by AI.", "header": "mode=ai-modified"}, 0),
        ({"note": "The audio version was generated by AI.", "text": "We never use AI."}, 1),
    ],
)
def test_saying_less_or_of_another_part_is_no_contradiction(
    page_saying: PageSaying, said: dict[str, str], count: int
) -> None:
    assert len(page_saying(**said).consistency.contradictions) == count


def test_rescoring_makes_the_same_table(page_saying: PageSaying) -> None:
    audit = page_saying(header="mode=none", meta="ai-generated", file="trainedAlgorithmicMedia")
    assert len(audit.consistency.contradictions) == 2
    assert rejudge(audit, packaged_rulebook()) == audit
    old = replace(audit, consistency=Consistency())
    assert rejudge(old, packaged_rulebook()) == audit
    assert Audit.from_json(audit.to_json()) == audit


def note_in_markup(selector: str, **changes: Any) -> Disclosure:
    made = {"quote": "ai-generated", "at": at("markup", None, selector), "region": "markup", "origin": "markup"}
    return note(**{**made, **changes})


@pytest.mark.parametrize(
    ("selector", "layer", "number"),
    [
        ("main > figure:nth-of-type(2)", "markup", 2),
        ("main > figure:nth-of-type(2) > img", "markup", 2),
        ("main > figure:nth-of-type(9)", "markup", None),
        ('meta[name="ai-disclosure"]', "markup", None),
        ("header", "header", None),
    ],
)
def test_a_mark_belongs_to_the_picture_it_stands_around(selector: str, layer: str, number: int | None) -> None:
    pictures = tuple(
        image(at=at("markup", None, f"main > figure:nth-of-type({one}) > img"), url=str(one)) for one in (1, 2)
    )
    origin = "header" if selector == "header" else "markup"
    table = told(facts(images=pictures, disclosures=(note_in_markup(selector, origin=origin),)))
    assert [(row.layer, row.number) for row in table.rows if row.says == "ai-made"] == [(layer, number)]


def test_a_label_in_the_credit_belongs_to_its_picture() -> None:
    pictures = (
        image(caption="A crane", credit="Ines Calder"),
        image(at=at(start=200), url="b", caption="A quay", credit="AI-generated"),
    )
    label = note(quote="(AI-generated)", at=at("credit", 400, "figure > small"), region="credit")
    (row,) = of(told(facts(images=pictures, disclosures=(label,))), "caption")[:1]
    assert (row.says, row.number) == ("ai-made", 2)


@pytest.mark.parametrize(
    ("selector", "component", "count"),
    [("body > article", "text", 1), ("html", "text", 1), ("body > article > p:nth-of-type(2)", "part", 0)],
)
def test_a_mark_on_a_paragraph_speaks_of_that_paragraph(selector: str, component: str, count: int) -> None:
    mark = note_in_markup(selector, scope="text")
    denial = note(scope="text", role="none", quote="No AI was used.")
    table = told(facts(disclosures=(mark, denial)))
    assert [row.component for row in of(table, "markup")] == [component]
    assert len(table.contradictions) == count


def test_one_page_may_state_both_in_its_markup_and_one_sentence_both_ways() -> None:
    meta = note_in_markup('meta[name="ai-disclosure"]', scope="text", role="none", quote="none")
    structured = note_in_markup('script[type="application/ld+json"] (1)#/digitalSourceType', scope="text")
    assert len(told(facts(disclosures=(meta, structured))).contradictions) == 1
    words = {"scope": "text", "quote": "No AI, all AI."}
    both = (note(**words), note(**words, role="none"))
    assert told(facts(disclosures=both)).contradictions == ()


def author(**changes: Any) -> Author:
    plain = Author(
        quote="By Results Bot", at=at("byline", 20, "p.byline"), name="Results Bot", kind="machine", url=None,
        has_profile=False, origins=("byline",), visible=True, bio=None, declared_kind=None, machine_disclosed=False,
    )  # fmt: skip
    return replace(plain, **changes)


@pytest.mark.parametrize(
    ("changes", "rows"),
    [
        ({}, [("byline", "ai-made")]),
        ({"declared_kind": "machine"}, [("markup", "ai-made")]),
        ({"declared_kind": "machine", "machine_disclosed": True}, [("byline", "ai-made"), ("markup", "ai-made")]),
        ({"declared_kind": "person"}, [("byline", "ai-made"), ("markup", "people")]),
        ({"kind": "person", "declared_kind": "person"}, []),
        ({"at": at("author-bio", 900, "aside")}, [("byline", "ai-made")]),
        ({"at": at("process-note", 900, "aside")}, [("text", "ai-made")]),
    ],
)
def test_what_is_said_of_authors(changes: dict[str, Any], rows: list[tuple[str, str]]) -> None:
    table = told(facts(authors=(author(**changes),)))
    assert [(row.layer, row.says) for row in table.rows if row.component == "author"] == rows


def test_a_bot_that_the_page_calls_automated_is_no_ai() -> None:
    automated = note(scope="text", role="automated", quote="This text was filled in from data.")
    denial = note(scope="text", role="none", quote="No AI was used.", at=at("process-note", 700, "aside"))
    known = facts(authors=(author(),), disclosures=(automated, denial))
    assert [row.says for row in of(told(known), "byline")] == ["automated"]
    assert told(known).contradictions == ()
    assert len(told(facts(authors=(author(),), disclosures=(denial,))).contradictions) == 1


def test_a_note_on_the_only_author_and_one_on_nobody_in_particular() -> None:
    bio = note(scope="author", quote="Results Bot is an AI.", at=at("author-bio", 900, "aside"), region="author-bio")
    alone = told(facts(authors=(author(kind="person"),), disclosures=(bio,)))
    assert [(row.layer, row.number) for row in alone.rows if row.component == "author"] == [("byline", 1)]
    two = told(facts(authors=(author(kind="person"), author(kind="person", name="A")), disclosures=(bio,)))
    assert [(row.layer, row.number) for row in two.rows if row.component == "author"] == [("byline", None)]


def test_policies_of_the_outlet_and_promotion_are_not_about_this_page() -> None:
    policy = note(about_this_page=False, scope="text")
    advert = image(role="promo", file=provenance("ai_generated"), ai_by_file=True)
    table = told(facts(images=(advert,), disclosures=(policy,)))
    assert {row.says for row in table.rows} == {"nothing", "unchecked"}

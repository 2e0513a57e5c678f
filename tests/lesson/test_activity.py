"""Which sentences pupils get, in which places, and which of them are right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from auditor.errors import RenderError
from auditor.lesson.activity import activity
from auditor.lesson.values import Activity
from auditor.model import Audit
from auditor.page import Page

AuditOf = Callable[..., Audit]


def made(audit: Audit, page: Page | None = None, excerpt_words: int = 250) -> Activity:
    return activity(audit, page, excerpt_words=excerpt_words)


def outline(found: Activity) -> list[tuple[str, list[str]]]:
    return [(part.place, [s.text for p in part.paragraphs for s in p.sentences]) for part in found.parts]


def right(found: Activity) -> list[str]:
    return [sentence.text for sentence in found.sentences if sentence.answers]


def test_everything_stands_in_its_place(rich: Audit) -> None:
    assert outline(made(rich)) == [
        ("headline", ["Pier to reopen in spring"]),
        ("byline", ["By Ada Quill, assisted by AI", "25 November 2026"]),
        (
            "lead-picture",
            ["AI-generated picture of the pier.", "It shows no real day.", "Picture: Ferry Post / Midjourney"],
        ),
        (
            "article",
            [
                "The pier will reopen in April.",
                "It was shut for two winters.",
                "“We are ready,” said Mayor Iris Tolland.",
                "The town paid for it.",
                "When a story relies on AI, the Ferry Post says so.",
                "This text was drafted by a machine.",
                "The gulls are back.",
            ],
        ),
        ("wall", ["Read on with a subscription."]),
        ("correction", ["Correction: the pier opens in April, not in May."]),
        ("sources", ["Subscribe to see our sources."]),
        ("author", ["Ada Quill has written about the harbour since 2011."]),
        ("process", ["An AI agent read the tide tables."]),
        ("promo", ["We document every source."]),
        ("margin", ["Corrections", "AI policy", "Ferry Post labels texts that were made with AI."]),
    ]


def test_disclosures_are_right_and_nothing_else(rich: Audit) -> None:
    found = made(rich)
    assert right(found) == [
        "By Ada Quill, assisted by AI",
        "AI-generated picture of the pier.",
        "Picture: Ferry Post / Midjourney",
        "This text was drafted by a machine.",
        "An AI agent read the tide tables.",
    ]
    assert [s.number for s in found.sentences] == list(range(1, len(found.sentences) + 1))
    kinds = {s.text: s.kind for s in found.sentences}
    assert kinds["When a story relies on AI, the Ferry Post says so."] == "policy"
    assert kinds["Ferry Post labels texts that were made with AI."] == "policy"
    assert kinds["“We are ready,” said Mayor Iris Tolland."] == "attribution"
    assert kinds["It shows no real day."] == "caption"
    assert kinds["AI policy"] == "link"
    assert kinds["We document every source."] == "claim"
    assert kinds["The gulls are back."] == "story"


def test_no_disclosure_leaves_nothing_right(audit_of: AuditOf) -> None:
    found = made(audit_of())
    assert right(found) == []
    assert found.answers == ()


@pytest.mark.parametrize("change", [{"visible": False}, {"origin": "markup"}, {"origin": "file"}])
def test_what_readers_cannot_see_is_no_answer(audit_of: AuditOf, change: dict[str, Any]) -> None:
    found = made(audit_of(says=[("The town paid for it.", change)]))
    assert right(found) == []
    assert [d.quote for d in found.unseen] == ["The town paid for it."]


def test_statement_about_others_is_no_answer(audit_of: AuditOf) -> None:
    found = made(audit_of(says=[("The town paid for it.", {"about_this_page": False})]))
    assert right(found) == []
    assert found.unseen == ()


TWICE = (
    ("headline", "Same"),
    ("body", "Made with AI. The first."),
    ("body", "Made with AI. The second. AI made it."),
)


def test_sentence_that_stands_there_twice_is_right_twice(audit_of: AuditOf) -> None:
    found = made(audit_of(TWICE, [("Made with AI.", {"nth": 1})]))
    assert [s.number for s in found.sentences if s.answers] == [2, 4]
    assert len(found.sentences) == 6


def test_words_that_recur_in_the_story_are_no_answer_there(audit_of: AuditOf) -> None:
    blocks = (("body", "It was made by AI, said Tom. Rain fell."), ("body", "Our text was made by AI, readers."))
    found = made(audit_of(blocks, [("made by AI", {"nth": 1})]))
    assert right(found) == ["Our text was made by AI, readers."]


def test_quote_over_two_sentences_makes_both_right(audit_of: AuditOf) -> None:
    blocks = (("body", "One. AI wrote this. Nobody read it. End."),)
    assert right(made(audit_of(blocks, [("AI wrote this. Nobody read it.", {})]))) == [
        "AI wrote this.",
        "Nobody read it.",
    ]


def test_two_disclosures_in_one_sentence_are_both_kept(audit_of: AuditOf) -> None:
    blocks = (("body", "AI wrote the summary and read it aloud."),)
    found = made(audit_of(blocks, [("AI wrote the summary", {}), ("read it aloud", {"role": "voiced"})]))
    assert [s.answers for s in found.sentences] == [(0, 1)]


def test_body_statement_that_the_text_does_not_hold_stands_elsewhere(audit_of: AuditOf) -> None:
    audit = audit_of(says=[("The town paid for it.", {})])
    page = audit.facts.page
    assert page is not UNSET
    other = audit_of((("body", "Only this."), ("body", "Written by AI.")), [("Written by AI.", {})], page=page)
    assert outline(made(other))[-1] == ("elsewhere", ["Written by AI."])


def test_excerpt_ends_with_a_whole_sentence(audit_of: AuditOf) -> None:
    blocks = (("body", "One two three. Four five six. Seven eight nine."), ("body", "Ten."))
    found = made(audit_of(blocks), excerpt_words=7)
    assert outline(found) == [("article", ["One two three.", "Four five six."])]
    assert found.excerpt
    assert found.parts[0].cut


def test_excerpt_never_leaves_a_disclosure_out(audit_of: AuditOf) -> None:
    blocks = (("body", "Aa aa. Bb bb. Cc cc. Dd dd. Written by AI. Ee ee. Ff ff."), ("body", "G g."))
    found = made(audit_of(blocks, [("Written by AI.", {})]), excerpt_words=4)
    assert [[s.text for s in p.sentences] for p in found.parts[0].paragraphs] == [
        ["Aa aa.", "Bb bb."],
        ["Dd dd.", "Written by AI.", "Ee ee."],
    ]
    assert [p.cut for p in found.parts[0].paragraphs] == [False, True]
    assert found.parts[0].cut
    assert right(found) == ["Written by AI."]


def test_whole_text_is_no_excerpt(audit_of: AuditOf) -> None:
    found = made(audit_of(), excerpt_words=1000)
    assert not found.excerpt
    assert [len(p.sentences) for part in found.parts if part.place == "article" for p in part.paragraphs] == [2, 2]


def test_words_that_stand_between_paragraphs_are_not_repeated_around_them(audit_of: AuditOf) -> None:
    quote = "This was drafted with AI."
    audit = audit_of(
        (("headline", "Pier"), ("byline", "By Ada Quill"), ("standfirst", quote)), [(quote, {"place": "top"})]
    )
    assert audit.facts.page is not UNSET
    body = f"By Ada Quill\n\n{quote} Ask us.\n\nRain fell."
    audit = replace(audit, facts=replace(audit.facts, page=replace(audit.facts.page, body=body)))
    assert outline(made(audit)) == [
        ("headline", ["Pier"]),
        ("article", ["By Ada Quill", quote, "Ask us.", "Rain fell."]),
    ]
    assert right(made(audit)) == [quote]


@pytest.mark.parametrize(
    ("body", "expected"), [("A machine: AI. Rain.", False), ("AI at work.", False), ("AI\n\nRain.", True), ("AI", True)]
)
def test_few_words_of_a_caption_count_in_the_story_only_on_their_own(
    audit_of: AuditOf, body: str, expected: bool
) -> None:
    audit = audit_of((("caption", "AI"),), [("AI", {"scope": "image", "place": "top"})])
    assert audit.facts.page is not UNSET
    audit = replace(audit, facts=replace(audit.facts, page=replace(audit.facts.page, body=body)))
    in_article = [
        s for part in made(audit).parts if part.place == "article" for p in part.paragraphs for s in p.sentences
    ]
    assert any(sentence.answers for sentence in in_article) is expected


def test_words_are_found_in_a_script_without_spaces(audit_of: AuditOf) -> None:
    blocks = (("body", "雨が降った。この記事はAIで生成しました。終わり。"),)
    assert right(made(audit_of(blocks, [("AIで生成", {})], language="ja"))) == ["この記事はAIで生成しました。"]


def test_two_hundred_sentences(audit_of: AuditOf) -> None:
    body = " ".join(f"This is sentence number {n} of many." for n in range(200))
    assert len(made(audit_of((("body", body),)), excerpt_words=5000).sentences) == 200
    assert len(made(audit_of((("body", body),))).sentences) < 50


def test_text_without_spaces_is_cut_as_well(audit_of: AuditOf) -> None:
    body = "。".join("雨" * 30 for _ in range(200))
    assert len(made(audit_of((("body", body),), language="ja")).sentences) < 60


def test_headline_alone_is_enough(audit_of: AuditOf) -> None:
    assert outline(made(audit_of((("headline", "Only a headline"),)))) == [("headline", ["Only a headline"])]


@pytest.mark.parametrize("absent", ["disclosures", "page"])
def test_no_lesson_where_nobody_could_look(audit_of: AuditOf, absent: str) -> None:
    with pytest.raises(RenderError, match="could not look for disclosures"):
        made(audit_of(**{absent: UNSET}))


def test_no_lesson_without_text(audit_of: AuditOf) -> None:
    with pytest.raises(RenderError, match="no text to read"):
        made(audit_of((("body", " "),)))


def test_many_notes_are_limited_but_never_an_answer(audit_of: AuditOf) -> None:
    notes = [("footer", f"Note {n} was made with AI.") for n in range(100)]
    policy = {"about_this_page": False, "place": "margin"}
    says = [(text, policy if n < 90 else {"place": "margin"}) for n, (_, text) in enumerate(notes)]
    found = made(audit_of(tuple(notes), says))
    assert len(right(found)) == 10
    assert len(found.sentences) == 40


def test_reading_level_is_of_what_pupils_read(audit_of: AuditOf) -> None:
    assert made(audit_of()).lix is None
    assert made(audit_of((("body", "The cat sat on the mat. " * 10),))).lix == 6


HTML = """<html lang="en"><head><title>Pier</title></head><body><main><article><h1>Pier to reopen in spring</h1>
<p>The pier will reopen in April after two winters in which nobody could walk on it at all.</p>
<p>The town paid for the work and says that it will last for thirty years or a little more.</p>
<section class="how-we-made-this"><h2>How we made this</h2>
<p>We have a method. This story was drafted with AI. Ask us about it.</p></section>
</article></main></body></html>"""


def test_with_the_page_whole_paragraphs_stand_around_a_disclosure(
    audit_of: AuditOf, page_of: Callable[..., Page]
) -> None:
    page = page_of(HTML)
    quote = "This story was drafted with AI."
    start = page.text.index(quote)
    block = page.block_at(start)
    assert block is not None
    audit = audit_of((("process-note", quote),), [(quote, {"place": "end"})])
    assert audit.facts.disclosures is not UNSET
    told = replace(audit.facts.disclosures[0], at=page.at(block, start - block.start, start - block.start + len(quote)))
    audit = replace(audit, facts=replace(audit.facts, disclosures=(told,)))
    found = made(audit, page)
    assert "We have a method." in [s.text for s in found.sentences]
    assert right(found) == [quote]

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.rulebook.compiling import Compiled

IMAGES = """\
# yaml-language-server: $schema=../../docs/rule.schema.json
schema: 1
id: ai-images-labelled
version: 1
title: Every picture that a machine made says so
category: images
severity: high
for_each: images as image
# A picture whose caption says "AI" is counted, and passes by the same words: saying it can never cost points.
where: image.ai_by_file || image.ai_by_caption || image.label_visible
passes_when: image.label_visible || image.ai_by_caption
at_least: all
cap: {grade: C, because: The file of a picture says that AI made it and the page does not.}
message:
  met: Every picture that a machine made is labelled.
  unmet: The file of at least one picture says that a machine made it; the page does not.
  unknown: We could not read the files of all pictures, so an unlabelled one may be among them.
why: Pictures are believed faster than sentences are read, and they are remembered longer.
fix: Write "AI-generated image" under the picture, or into it.
basis: law
jurisdiction: EU
valid_from: 2026-08-02
references:
  - title: EU AI Act, Regulation (EU) 2024/1689
    url: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
    clause: "Art. 50(4), first paragraph, and Art. 50(5)"
  - title: Associated Press, Standards around generative AI
    url: https://blog.ap.org/standards-around-generative-ai
  - title: German Press Code (Pressekodex)
    url: https://www.presserat.de/pressekodex.html
    clause: Guideline 2.2
classroom:
  question: Cover the captions. Which of these pictures would you have taken for a photograph?
  activity: Collect five pictures from news pages and sort them into photograph, drawing, machine. Then read the labels.
  age: 10+
examples:
  - name: the file says AI and the caption too
    expect: met
    facts: {images: [{ai_by_file: true, ai_by_caption: true, label_visible: true}]}
  - name: the caption says AI, the file was not read
    expect: met
    facts: {images: [{ai_by_caption: true, label_visible: true}]}
  - name: one of two is not labelled
    expect: unmet
    facts:
      images:
        - {ai_by_file: true, ai_by_caption: true, label_visible: true}
        - {ai_by_file: true, ai_by_caption: false, label_visible: false}
  - name: the files were not read
    expect: unknown
    facts: {images: [{ai_by_caption: false, label_visible: false}]}
  - name: ordinary photographs
    expect: n.a.
    facts: {images: [{ai_by_file: false, ai_by_caption: false, label_visible: false}]}
  - name: no pictures
    expect: n.a.
    facts: {images: []}
"""
BARE = (Path(__file__).parent / "bare.yaml").read_text("utf-8")
CompileText = Callable[..., Compiled]

MISTAKES = {
    "a misspelt field": (
        "passes_when: image.label_visible",
        "passes_when: image.lable_visible",
        "11:20: passes_when: Image has no field 'lable_visible'; did you mean 'label_visible'?",
    ),
    "a word that is not one": ("severity: high", "severity: hgih",
        "7:11: severity: 'hgih' is not one of critical, high, low, medium; did you mean 'high'?"),
    "not a list": ("images as image", "imagse as image",
        "8:11: for_each: 'imagse' is not a list of facts; did you mean 'images'?"),
    "a list inside a list": ("images as image", "authors.origins as image",
        "8:11: for_each: 'authors.origins' is not a list of facts: use authors, disclosures, images, attributions, "
        "sources.entries, links, claims, corrections, residue, markup.structured_data_broken, markup.malformed, "
        "markup.rights"),
    "a name that is taken": ("images as image", "images as claims",
        "8:11: for_each: 'claims' already means something else: give the items another name"),
    "a reserved word": ("images as image", "images as for",
        "8:11: for_each: 'for' already means something else: give the items another name"),
    "half a for_each": ("images as image", "images",
        "8:11: for_each: 'images' must be a list and a name for its items, such as: images as image"),
    "not a key": ("at_least: all", "at_lest: all", "12:1: there is no 'at_lest' here; did you mean 'at_least'?"),
    "an odd number of items": ("at_least: all", "at_least: most",
        "12:11: at_least: 'most' must be all, any, none, a number, or a percentage such as 60%"),
    "more than all": ("at_least: all", "at_least: 120%",
        "12:11: at_least: '120%' must be all, any, none, a number, or a percentage such as 60%"),
    "a key twice": ("title: Every", "title: Every one\ntitle: Every",
        "6:1: 'title' is written twice (first on line 5): keep one"),
    "a text where a number belongs": ("version: 1", 'version: "1"', "4:10: version: '1' must be a whole number"),
    "a version before the first": ("version: 1", "version: 0", "4:10: version: 0 must be 1 or more"),
    "a yes/no where a number belongs": ("version: 1", "version: true", "4:10: version: true must be a whole number"),
    "nothing where a text belongs": ("title: Every picture that a machine made says so", "title:",
        "5:7: title: nothing (null) must be a text, in quotes"),
    "an empty text": ("title: Every picture that a machine made says so", 'title: " "',
        "5:8: title: may not be empty"),
    "a title too long": ("title: Every", "title: " + "Every " * 20,
        "5:8: title: is 156 characters long; 90 is the most"),
    "an address that is none": ("url: https://eur-lex", "url: ftp://eur-lex",
        "25:10: references[0].url: 'ftp://eur-lex.europa.eu/eli/reg/2024/16…' must be a web address that begins with "
        "https://"),
    "a group where a text belongs": ("basis: law", "basis: {a: b}",
        "20:8: basis: this is not one of code of ethics, law, practice, standard"),
    "a text where a group belongs": ("cap: {grade: C, because: The file of a picture says that AI made it and the "
        "page does not.}", "cap: C", "13:6: cap: must be fields with values, each as 'name: value'"),
    "a date that is none": ("valid_from: 2026-08-02", "valid_from: August",
        "22:13: valid_from: 'August' must be a date such as 2026-08-02"),
    "a fact that is none": ("{ai_by_file: false, ai_by_caption: false, label_visible: false}",
        "{ai_by_file: false, ai_by_captoin: false}",
        "54:42: examples[4].facts.images[0]: there is no 'ai_by_captoin' here; did you mean 'ai_by_caption'?"),
    "a fact of another kind": ("{images: [{ai_by_caption: false, label_visible: false}]}",
        "{page: {kind: artcle, words: many, title: no, language: null}, access: {declared_free: 1, state: null}}",
        "51:26: examples[3].facts.page.kind: 'artcle' is not one of article, block-page, consent-wall, listing, "
        "other, shell, stub; did you mean 'article'?"),
    "a list of facts that is none": ("{images: []}", "{images: {role: lead}}",
        "57:21: examples[5].facts.images: must be a list, such as [one, two]"),
    "an outcome that is none": ("expect: n.a.", "expect: passed",
        "53:13: examples[4].expect: 'passed' is not one of met, n.a., unknown, unmet"),
    "nothing to quote": ("why: Pictures", "shows: [imagse, page.title]\nwhy: Pictures",
        "18:9: shows: 'imagse' has no words to quote; did you mean 'images'?"),
    "half a condition": ("|| image.label_visible\npasses", "||\npasses",
        "10:50: where: the condition ends too early: something is missing here"),
    "an anchor": ("why: Pictures", "why: &x Pictures",
        "18:6: anchors and aliases (& and *) are not allowed: write it out"),
    "a disclosure in applies_when": ("for_each: images", "applies_when: disclosures.size() > 0\nfor_each: images",
        "8:15: applies_when: 'disclosures' may not decide whether a rule applies: it is something the page tells its "
        "readers, and a page that tells more must not be asked more; use facts marked 'structural' in docs/facts.md, "
        "or ask in passes_when"),
    "the item in applies_when": ("for_each: images", "applies_when: image.role == 'lead'\nfor_each: images",
        "8:15: applies_when: there is no fact 'image'; did you mean 'images'?"),
}  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_where_it_is(compile_text: CompileText, right: str, wrong: str, message: str) -> None:
    assert right in IMAGES
    found = compile_text(IMAGES.replace(right, wrong, 1), "r.yaml")
    assert found.rule is None or "twice" in message
    assert str(found.mistakes[0]) == f"r.yaml:{message}"


def test_all_mistakes_of_a_file_are_told_at_once(compile_text: CompileText) -> None:
    text = BARE.replace("severity: low", "severity: lowest").replace("page.words > 3", "page.wrods > 3")
    text = text.replace("why: To see.\n", "").replace("words: 9", "words: nine")
    assert [str(mistake) for mistake in compile_text(text, "bare.yaml").mistakes] == [
        "bare.yaml:6:11: severity: 'lowest' is not one of critical, high, low, medium; did you mean 'low'?",
        "bare.yaml:14:51: examples[0].facts.page.words: 'nine' must be a whole number",
        "bare.yaml:1:1: 'why' is missing: why a reader should care",
        "bare.yaml:7:19: passes_when: PageFacts has no field 'wrods'; did you mean 'words'?",
    ]


def test_what_counts_items_needs_items(compile_text: CompileText) -> None:
    found = compile_text(BARE.replace("passes_when:", "where: page.words > 1\nat_least: 3\npasses_when:"), "bare.yaml")
    assert [str(mistake) for mistake in found.mistakes] == [
        "bare.yaml:7:1: 'where' counts items of a list: it needs 'for_each'",
        "bare.yaml:8:1: 'at_least' counts items of a list: it needs 'for_each'",
    ]


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words", "", "3"])
def test_a_file_that_holds_no_fields(compile_text: CompileText, text: str) -> None:
    found = compile_text(text, "r.yaml")
    assert found.rule is None
    assert [mistake.problem for mistake in found.mistakes] == ["must be fields with values, each as 'name: value'"]


def test_an_empty_list_of_references_or_examples_is_refused(compile_text: CompileText) -> None:
    text = BARE.replace('[{title: A code, url: "https://code.example/1"}]', "[]")
    assert [mistake.problem for mistake in compile_text(text).mistakes] == [
        "references: must have at least 1 entry: the instruments, each with its clause"
    ]


def test_conditions_and_quotas_need_no_quotes(compile_text: CompileText) -> None:
    text = BARE.replace("passes_when: page.words > 3", "for_each: images as image\npasses_when: true\nat_least: 3")
    rule = compile_text(text).rule
    assert rule is not None
    assert (rule.rule.passes_when, rule.rule.at_least) == ("true", "3")


@pytest.mark.parametrize(
    ("old", "new", "warnings"),
    [
        ("", "", []),
        ("- {name: open, expect: unknown, facts: {}}\n", "",
         ["bare.yaml:14:1: examples: none shows unknown"]),
        ("passes_when: page.words > 3",
         "for_each: images as image\nwhere: image.ai_by_caption\npasses_when: image.label_visible",
         ["bare.yaml:8:8: where: 'images[].ai_by_caption' is something that the page tells its readers; make sure that "
          "telling it cannot make this rule apply and fail (passes_when should accept it)"]),
        ("passes_when: page.words > 3",
         "for_each: images as image\nwhere: image.ai_by_caption\npasses_when: image.label_visible || "
         "image.ai_by_caption", []),
        ("passes_when: page.words > 3",
         "for_each: images as image\nwhere: image.ai_by_caption\npasses_when: image.label_visible\nwhen_empty: unmet",
         []),
        ("passes_when: page.words > 3",
         "status: informative\nfor_each: images as image\nwhere: image.ai_by_caption\npasses_when: "
         "image.label_visible", []),
        ("passes_when: page.words > 3",
         "for_each: images as image\nwhere: sources.listed\npasses_when: image.label_visible",
         ["bare.yaml:8:8: where: 'sources.listed' is something that the page tells its readers; make sure that telling "
          "it cannot make this rule apply and fail (passes_when should accept it)"]),
    ],
)  # fmt: skip
def test_what_may_be_a_mistake_is_a_warning(compile_text: CompileText, old: str, new: str, warnings: list[str]) -> None:
    found = compile_text(BARE.replace(old, new, 1) if old else BARE, "bare.yaml")
    assert found.mistakes == ()
    assert [str(warning) for warning in found.warnings] == warnings

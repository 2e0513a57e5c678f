from __future__ import annotations

from typing import Any

import pytest

from auditor.facts import Facts
from auditor.rulebook.conditions import Answer, Complaint, Condition, Failed, activation
from auditor.rulebook.plainwords import explained, type_in_words
from auditor.rulebook.typecheck import compiled, names

NOT_ALLOWED = "is not allowed in a condition: use all, exists, size, contains, startsWith, endsWith, matches"
PAGE_KINDS = "article, block-page, consent-wall, listing, other, shell, stub"


def problems(source: str, *, structural: bool = False) -> list[tuple[int, str]]:
    scope = names(Facts) if structural else names(Facts, "image", "images")
    found = compiled(source, scope, structural=structural)
    return [] if isinstance(found, Condition) else [(problem.at, problem.text) for problem in found]


def answer(source: str, facts: dict[str, Any]) -> Answer:
    found = compiled(source, names(Facts))
    assert isinstance(found, Condition), found
    return found.ask(activation(facts))


@pytest.mark.parametrize(
    "source",
    [
        "true",
        "page.kind == 'article'",
        "page.kind in ['article', 'stub']",
        "page.language in ['en', 'de']",
        "access.declared_free == true || access.declared_free == null",
        "page.title != null && page.title.contains('AI')",
        "page.title == null || page.title.size() > 3",
        "images.size() >= 3 && size(images) < 10",
        "authors.exists(a, 'byline' in a.origins)",
        "authors.exists(a, a.origins.exists(o, o == 'byline'))",
        "disclosures.all(d, d.depth < 1 && d.depth <= 0.5 && d.depth != page.words)",
        "access.visible_share * 100 > 50",
        "page.words - 3 * 2 > 10 % 3",
        "image.label_visible && !image.ai_by_caption",
        "image.credit == null",
        "image.file.c2pa.integrity != 'broken'",
        "image.file.c2pa.present ? image.label_visible : false",
        "page.url.matches('^https?://') && page.url.startsWith('h') && page.url.endsWith('l')",
        "dates.published.visible == dates.published.machine",
        "authors == []",
    ],
)
def test_right_conditions_pass(source: str) -> None:
    assert problems(source) == []


@pytest.mark.parametrize(
    ("source", "at", "text"),
    [
        ("image.lable_visible", 6, "Image has no field 'lable_visible'; did you mean 'label_visible'?"),
        ("access.xyz == 1", 7,
         "Access has no field 'xyz'; use state, wall_quote, at, declared_free, visible_share, reaches_end"),
        ("imagse.size() > 1", 0, "there is no fact 'imagse'; did you mean 'image'?"),
        ("imagse.url == 'a'", 0, "there is no fact 'imagse'; did you mean 'image'?"),
        ("page.kind == article", 13, "there is no fact 'article'; facts begin with page, authors, dates, disclosures, "
         "images, access, attributions, sources, verifiable, links, claims, corrections, residue, markup, outlet, "
         "image; a text needs quotes: 'article'"),
        ("no", 0, "write false for 'no'"),
        ("image.label_visible == True", 23, "write true"),
        ("image.label_visible and true", 20, "write && for 'and'"),
        ("image.label_visible & true", 20, "write && for 'and'"),
        ("image.label_visible = true", 20, "write == to compare"),
        ("image.label_visible ||", 22, "the condition ends too early: something is missing here"),
        ("((((", 4, "the condition ends too early: something is missing here"),
        ("image.label_visible)", 19, "')' is not expected here"),
        ("image.url == 'a", 13, "a quote is opened and not closed"),
        ("true ||\n \0", 9, "there is a character here that no text may hold"),
        ("\ud800", 0, "there is a character here that no text may hold"),
        ("é == 1", 0, "'é' is not expected here"),
        ("page.title == 'é' && image.lable_visible", 27,
         "Image has no field 'lable_visible'; did you mean 'label_visible'?"),
        ("image.label_visible == 'yes'", 20, "'==' cannot be used between a yes/no fact and a text"),
        ("page.words > 1.5", 11, "'>' cannot be used between a whole number and a number with decimals"),
        ("page.kind == null", 10, "'==' cannot be used between a text and null"),
        ("image.url + 'a' == 'b'", 10, "'+' cannot be used between a text and a text"),
        ("images + images == images", 7, "'+' cannot be used between a list and a list"),
        ("!image.url", 0, "'!' works on yes/no conditions, not on a text"),
        ("image.credit ? true : false", 13, "'? :' works on yes/no conditions, not on a text or null"),
        ("-image.url == 'a'", 0, "'-' cannot be used on a text"),
        ("page.title", 0, "'page.title' can be null: write page.title != null && … before it"),
        ("page.url", 0, "must be a yes/no condition, but it is a text"),
        ("page.words", 0, "must be a yes/no condition, but it is a whole number"),
        ("images", 0, "must be a yes/no condition, but it is a list"),
        ("[1]", 0, "must be a yes/no condition, but it is a list"),
        ("1.5", 0, "must be a yes/no condition, but it is a number with decimals"),
        ("page", 0, "'page' is a group of facts: name one of its fields (kind, kind_reason, url, canonical_url, title, "
         "language, encoding, words, body)"),
        ("outlet.policies.ai == null", 0,
         "'outlet.policies.ai' is a group of facts: name one of its fields (kind, found, url, quote, at)"),
        ("images.url == ''", 6, "this is a list: ask its items, with for_each or with list.exists(item, …)"),
        # Words that are not among a field's values.
        ("page.kind == 'artcle'", 13, f"'artcle' is not a value of page.kind ({PAGE_KINDS}); did you mean 'article'?"),
        ("'xyz' != page.kind", 0, f"'xyz' is not a value of page.kind ({PAGE_KINDS})"),
        ("page.kind in ['article', 'stubb']", 25,
         f"'stubb' is not a value of page.kind ({PAGE_KINDS}); did you mean 'stub'?"),
        ("authors.exists(a, 'bylin' in a.origins)", 18, "'bylin' is not a value of authors[].origins (author-bio, "
         "byline, json-ld, meta, microdata, url); did you mean 'byline'?"),
        ("authors.exists(a, a.origins.exists(o, o == 'bylin'))", 43, "'bylin' is not a value of authors[].origins[] "
         "(author-bio, byline, json-ld, meta, microdata, url); did you mean 'byline'?"),
        # Facts that can be null.
        ("access.declared_free && true", 0,
         "'access.declared_free' can be null, neither yes nor no: write == true or == false"),
        ("!access.declared_free", 1,
         "'access.declared_free' can be null, neither yes nor no: write == true or == false"),
        ("image.credit.contains('x')", 0, "'images[].credit' can be null: write images.credit != null && … before it"),
        ("page.title < 'b'", 0, "'page.title' can be null: write page.title != null && … before it"),
        # Numbers that may have decimals.
        ("disclosures.exists(d, d.depth < 'a')", 32,
         "'disclosures[].depth' is a number: compare it with another one"),
        ("disclosures.exists(d, d.depth == true)", 33,
         "'disclosures[].depth' is a number: compare it with another one"),
        ("disclosures.exists(d, d.depth == d.tool)", 34,
         "'disclosures[].depth' is a number: compare it with another one"),
        ("disclosures.exists(d, d.depth && true)", 22,
         "'disclosures[].depth' is a number: compare it with another one"),
        ("disclosures.exists(d, d.depth)", 22, "'disclosures[].depth' is a number: compare it with another one"),
        # What would make conditions unsafe, or turn "could not look" into "no".
        ("has(page.url)", 0, "has() is not allowed: a fact that is absent already makes the answer 'unknown'"),
        ("images.map(i, i.url).size() > 0", 7, "map() is not allowed: ask with all or exists"),
        ("images.filter(i, i.label_visible).size() > 0", 7, "filter() is not allowed: use for_each and where"),
        ("images.exists_one(i, i.label_visible)", 7, "exists_one() is not allowed: use for_each with at_least"),
        ("images[0].label_visible", 6, f"[…] {NOT_ALLOWED}"),
        ("timestamp(page.url) == timestamp('x')", 9, f"timestamp() {NOT_ALLOWED}"),
        ("type(page.url) == string", 4, f"type() {NOT_ALLOWED}"),
        ("page.url.lowerAscii() == ''", 9, "there is no lowerAscii(); there are all, exists, size, contains, "
         "startsWith, endsWith, matches"),
        ("{'a': true}.a", 0, "a condition compares facts; it cannot build values with { }"),
        ("auditor.Image{url: 'x'}.label_visible", 0, "a condition compares facts; it cannot build values with { }"),
        ("page.url.matches('(')", 17,
         "this pattern cannot be used: INVALID_ARGUMENT: invalid regular expression: missing ): ("),
        ("page.url.matches(page.encoding)", 21, "matches() needs a pattern in quotes"),
        ("page.url.__class__ == 'x'", 9, "'__class__'"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_plain_words_where_it_is(source: str, at: int, text: str) -> None:
    found = problems(source)
    if text == "'__class__'":
        assert found
        return
    assert found[0] == (at, text)


def test_all_mistakes_of_a_condition_are_told() -> None:
    found = problems("page.kind == 'x' && images.exists(i, i.role == 'y') && access.declared_free")
    assert [at for at, _ in found] == [13, 47, 55]


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("page.kind == 'article'", None),
        ("images.exists(i, i.ai_by_file)", None),
        ("attributions.size() >= 3", None),
        ("claims.exists(c, c.kind == 'no-ai')", None),
        ("true", None),
        ("images.exists(i, i.ai_by_caption)", "images[].ai_by_caption"),
        ("disclosures.size() > 0", "disclosures"),
        ("page.kind == 'article' && authors.exists(a, a.visible)", "authors"),
        ("outlet.policies.ai.found", "outlet.policies.ai.found"),
        ("page.title == 'x'", "page.title"),
    ],
)
def test_only_structural_facts_decide_whether_a_rule_applies(source: str, path: str | None) -> None:
    found = problems(source, structural=True)
    assert [text.partition(" may not")[0] for _, text in found[:1]] == ([f"'{path}'"] if path else [])


@pytest.mark.parametrize(
    ("source", "facts", "right"),
    [
        ("page.words > 3 || access.state == 'free'", {"access": {"state": "free"}}, True),
        ("page.words > 3 && access.state == 'free'", {"access": {"state": "gated"}}, False),
        ("page.words > 3 && access.state == 'free'", {"access": {"state": "free"}}, None),
        ("page.words > 3", {"page": {}}, None),
        ("page.words > 3", {}, None),
        ("!(page.words > 3)", {}, None),
        ("page.words > 3 ? true : false", {}, None),
        ("images.exists(i, i.label_visible)", {"images": [{}, {"label_visible": True}]}, True),
        ("images.exists(i, i.label_visible)", {"images": [{}, {"label_visible": False}]}, None),
        ("images.all(i, i.label_visible)", {"images": [{}, {"label_visible": False}]}, False),
        ("images.all(i, i.label_visible)", {"images": [{}, {"label_visible": True}]}, None),
        ("images.all(i, i.label_visible)", {"images": []}, True),
        ("images.exists(i, i.file.c2pa.present)", {"images": [{"file": {}}]}, None),
        # null is an answer, not a gap
        ("dates.published.visible == null", {"dates": {"published": {"visible": None}}}, True),
        ("page.language in ['en']", {"page": {"language": None}}, False),
        ("page.title != null && page.title.contains('a')", {"page": {"title": None}}, False),
        # whole numbers and numbers with decimals
        ("access.visible_share < 1", {"access": {"visible_share": 0}}, True),
        ("access.visible_share == 1", {"access": {"visible_share": 1.0}}, True),
    ],
)  # fmt: skip
def test_three_values(source: str, facts: dict[str, Any], right: bool | None) -> None:
    assert answer(source, facts) is right


@pytest.mark.parametrize(
    ("source", "facts", "reason"),
    [
        ("page.words / 0 > 1", {"page": {"words": 3}}, "divide by zero"),
        ("page.words + 9223372036854775807 > 0", {"page": {"words": 1}}, "overflow"),
        ("page.title == null || page.title.contains('a')", {"page": {"title": 3}}, "No matching overloads"),
    ],
)
def test_what_breaks_is_neither_a_failure_nor_a_gap(source: str, facts: dict[str, Any], reason: str) -> None:
    found = answer(source, facts)
    assert isinstance(found, Failed)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("STRING", "a text"),
        ("wrapper(string)", "a text or null"),
        ("list(auditor.Image)", "a list"),
        ("auditor.Image", "a group of facts (Image)"),
        ("google.protobuf.BoolValue", "a fact that can be null"),
        ("TIMESTAMP", "of the type TIMESTAMP"),
    ],
)
def test_types_have_words(name: str, words: str) -> None:
    assert type_in_words(name) == words


def test_a_complaint_in_words_we_do_not_know_is_passed_on() -> None:
    found = explained("a\nb", (Complaint(2, 1, "something new"),), {})
    assert [tuple(problem) for problem in found] == [(2, "something new")]
    odd = explained("a", (Complaint(1, 1, "Syntax error: odd"),), {})
    assert [tuple(problem) for problem in odd] == [(0, "this cannot be read: odd")]


def test_the_facts_a_condition_names_are_known() -> None:
    found = compiled("page.words > 3 && images.exists(i, i.label_visible) && image.url == ''",
                     names(Facts, "image", "images"))  # fmt: skip
    assert isinstance(found, Condition)
    assert found.paths == ("page.words", "images", "images[].label_visible", "images[].url")
    assert found.uses_facts
    alone = compiled("image.url == ''", names(Facts, "image", "images"))
    assert isinstance(alone, Condition)
    assert not alone.uses_facts

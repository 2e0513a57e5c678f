"""Who the page says wrote it: origins, decision, and who must never be taken for an author."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from auditor.detectors import authors
from auditor.facts import At, Author, Disclosure, Facts
from auditor.page import Page

PageOf = Callable[..., Page]
BODY = "<p>" + "The crossing had been closed since February, the council said on Friday. " * 4 + "</p>"


def story(*, data: object = None, head: str = "", top: str = "", end: str = "", outside: str = "") -> str:
    block = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data else ""
    return f"<head>{head}{block}</head><article><h1>Bridge</h1>{top}<div>{BODY}{BODY}</div>{end}</article>{outside}"


def found(page: Page, facts: Facts | None = None) -> tuple[Author, ...]:
    value = authors.detect(page, facts or Facts()).value
    assert isinstance(value, tuple)
    return value


def news(author: object, **more: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "author": author, **more}


NAMES = {
    "a person in JSON-LD": (story(data=news({"@type": "Person", "name": "Ines Calder"})), ["Ines Calder"]),
    "a list of them": (story(data=news([{"name": "Ines Calder"}, "Tom Okafor"])), ["Ines Calder", "Tom Okafor"]),
    "names in one field": (story(data=news({"name": "Ines Calder and Tom Okafor"})), ["Ines Calder", "Tom Okafor"]),
    "a visible byline": (story(top='<p class="byline">By Ines Calder</p>'), ["Ines Calder"]),
    "a byline without a class": (story(top="<p>By Ines Calder</p>"), ["Ines Calder"]),
    "a linked byline": (
        story(top='<p class="author">Text: <a rel="author" href="/a/ines">Ines Calder</a></p>'),
        ["Ines Calder"],
    ),
    "microdata": (story(top='<span itemprop="author">Ines Calder</span>'), ["Ines Calder"]),
    "a person named below before a team above": (
        story(top='<p class="byline">By Team Tidewater</p>', end="<p>Written by Ines Calder</p>"),
        ["Ines Calder"],
    ),
    "a team where nobody else is named": (
        story(top='<p class="byline">By Team Tidewater</p>', end="<p>Edited by Ines Calder</p>"),
        ["Team Tidewater"],
    ),
    "a person whose name holds such a word": (
        story(top='<p class="byline">By Ines Staff Calder</p>', end="<p>Written by Tom Okafor</p>"),
        ["Ines Staff Calder"],
    ),
    "a meta element": (story(head='<meta name="author" content="Ines Calder">'), ["Ines Calder"]),
    "people before the outlet": (
        story(
            data=news({"@type": "Organization", "name": "Tidewater"}, publisher={"name": "Tidewater"}),
            top='<p class="byline">By Ines Calder</p>',
        ),
        ["Ines Calder"],
    ),
    "the outlet where nobody else is named": (
        story(data=news({"name": "Tidewater"}, publisher={"name": "Tidewater"})),
        ["Tidewater"],
    ),
    "the same name once": (
        story(data=news([{"name": "Ines Calder"}, {"name": "INES CALDER"}])),
        ["Ines Calder"],
    ),
    "not an address": (story(head='<meta name="author" content="https://news.example/ines">'), []),
    "not a commenter": (story(outside='<div class="comments"><span class="author">Tom Okafor</span> says</div>'), []),
    "not the author of a related story": (
        story(outside='<aside class="related"><p class="byline">By Tom Okafor</p></aside>'),
        [],
    ),
    "not a sentence that begins with By": (story(top="<p>By Friday the council had changed its mind.</p>"), []),
    "not a name quoted in the text": (story(end="<p>Tom Okafor said the bridge was safe.</p>"), []),
    "a reference to another node": (
        story(data={"@graph": [news({"@id": "#ines"}), {"@type": "Person", "@id": "#ines", "name": "Ines Calder"}]}),
        ["Ines Calder"],
    ),
    "a reference to nothing": (story(data=news({"@id": "#ines"})), []),
    "given and family name": (story(data=news({"givenName": "Ines", "familyName": "Calder"})), ["Ines Calder"]),
    "a firm with an and": (
        story(data=news({"@type": "Organization", "name": "Calder and Okafor Ltd"})),
        ["Calder and Okafor Ltd"],
    ),
    "the visible byline that names more": (
        story(
            data=news("Ines Calder"),
            top='<p class="byline"><a rel="author" href="/a/1">Tom Okafor</a></p>'
            '<p class="byline"><a rel="author" href="/a/2">Ines Calder</a></p>',
        ),
        ["Tom Okafor", "Ines Calder"],
    ),
    "not the editor": (
        story(data=news("Tom Okafor"), top='<p class="byline">Ines Calder</p><p class="byline">Editor: Tom Okafor</p>'),
        ["Ines Calder"],
    ),
    "the editor where nobody else is named": (
        story(data=news("Tom Okafor"), top='<p class="byline">Editor: Tom Okafor</p>'),
        ["Tom Okafor"],
    ),
    "a byline in two lines": (story(top="<div>Written by</div><div>Ines Calder</div>"), ["Ines Calder"]),
    "a name and a date": (story(top="<div>Ines Calder | 12.05.2026</div>"), ["Ines Calder"]),
    "not a date and a section of two words": (story(top="<div>2026-05-12 Harbour News</div>"), []),
    "not translators in the lines of a byline": (
        story(
            head='<meta name="author" content="Ines Calder">',
            top='<p class="byline"><a rel="author" href="/a/1">Ines Calder</a></p>'
            '<p class="byline"><a rel="author" href="/a/2">Tom Okafor</a></p>',
        ),
        ["Ines Calder"],
    ),
    "not a section and a date": (story(top="<div>Transport | 12.05.2026</div>"), []),
    "a posted-by line after the text": (
        story(end="<p>Posted by Ines Calder on 12 May 2026</p>"),
        ["Ines Calder"],
    ),
    "a signature below the text": (
        f"<article><h1>Bridge</h1><div>{BODY}{BODY}<p>Ines Calder</p></div></article>",
        ["Ines Calder"],
    ),
    "a profile linked twice": (
        story(
            end='<div class="author-box"><a rel="author" href="/a/1">Ines Calder</a>'
            ' <a rel="author" href="/a/1">View All Posts</a></div>'
        ),
        ["Ines Calder"],
    ),
    "the author of the first card only": (
        story(end='<div class="author-box"><p>Ines Calder</p></div><div class="author-box"><p>Tom Okafor</p></div>'),
        ["Ines Calder"],
    ),
    "names beside the first microdata": (
        story(
            top='<div><span itemprop="author">Ines Calder</span><span itemprop="author">Tom Okafor</span></div>',
            outside='<div><p><span itemprop="author">Ruth Amsel</span></p></div>',
        ),
        ["Ines Calder", "Tom Okafor"],
    ),
    "the name inside microdata": (
        story(top='<div itemprop="author"><b itemprop="name">Ines Calder</b> Reporter since 2020</div>'),
        ["Ines Calder"],
    ),
    "an address to write to": (
        story(top='<p class="byline"><a href="mailto:ines@news.example">Ines Calder</a></p>'),
        ["Ines Calder"],
    ),
    "not the words of an address": (
        story(top='<p class="byline"><a href="mailto:desk@news.example">write to us</a></p>'),
        [],
    ),
    "not the outlet beside an agency": (
        story(
            data=news({"name": "Tidewater"}, publisher={"name": "Tidewater"}),
            head='<meta name="author" content="dpa">',
        ),
        ["dpa"],
    ),
    "nobody": (story(), []),
}


@pytest.mark.parametrize(("html", "names"), NAMES.values(), ids=NAMES)
def test_the_names(page_of: PageOf, html: str, names: list[str]) -> None:
    assert [author.name for author in found(page_of(html))] == names


def test_an_author_keeps_origins_place_and_profile(page_of: PageOf) -> None:
    page = page_of(
        story(
            data=news({"@type": "Person", "name": "Ines Calder", "url": "/author/ines"}),
            head='<meta name="author" content="Ines Calder">',
            top='<p class="byline">By Ines Calder, Lisbon</p>',
            end='<section class="author-bio"><p>Ines Calder writes about transport.</p></section>',
        )
    )
    (author,) = found(page)
    assert author.origins == ("json-ld", "byline", "meta")
    assert (author.kind, author.declared_kind, author.visible) == ("person", "person", True)
    assert (author.url, author.has_profile) == ("https://news.example/author/ines", True)
    assert author.quote == "By Ines Calder, Lisbon"
    assert page.text[author.at.start : author.at.end] == author.quote
    assert author.bio == "Ines Calder writes about transport."


def test_an_author_only_machines_are_told_of_is_not_visible(page_of: PageOf) -> None:
    (author,) = found(page_of(story(data=news({"name": "Ines Calder"}))))
    assert (author.visible, author.at.region, author.at.start) == (False, "markup", None)
    assert author.at.selector.endswith("#/author")


def test_a_name_seen_in_the_author_box_is_visible(page_of: PageOf) -> None:
    html = story(data=news({"name": "Ines Calder"}), end='<div class="author-box"><p>Ines Calder, reporter</p></div>')
    (author,) = found(page_of(html))
    assert (author.visible, author.at.region) == (True, "author-bio")


@pytest.mark.parametrize("declared", ["SoftwareApplication"])
def test_software_that_the_markup_names_is_a_machine(page_of: PageOf, declared: str) -> None:
    (author,) = found(page_of(story(data=news({"@type": declared, "name": "Tide Writer"}))))
    assert (author.kind, author.declared_kind) == ("machine", "machine")


def note(**changes: object) -> Disclosure:
    fields: dict[str, object] = {
        "scope": "author", "role": "generated", "tool": None, "human": "none", "about_this_page": True,
        "region": "author-bio", "place": "end", "depth": 0.9, "visible": True, "origin": "text",
        "quote": "I am an AI.", "at": At(region="author-bio", selector="p"),
    }  # fmt: skip
    return Disclosure(**{**fields, **changes})  # type: ignore[arg-type]  # the fields above are complete


@pytest.mark.parametrize(
    ("disclosure", "kind"),
    [(note(), "machine"), (note(scope="image"), "person"), (note(role="none"), "person"),
     (note(about_this_page=False), "person")],
)  # fmt: skip
def test_an_author_box_that_says_so_makes_the_author_a_machine(
    page_of: PageOf, disclosure: Disclosure, kind: str
) -> None:
    page = page_of(story(data=news({"@type": "Person", "name": "Ines Calder"})))
    (author,) = found(page, Facts(disclosures=(disclosure,)))
    assert (author.kind, author.machine_disclosed, author.declared_kind) == (kind, kind == "machine", "person")


ADMIN = '<p class="byline">By <a href="/author/admin/">Harbour D</a></p>'
SHARE = "<ul class='share'><li><a href='/share'>Share</a></li></ul>"


@pytest.mark.parametrize(
    ("html", "names"),
    [
        (
            story(data=news("Mo Idris"), top='<p class="byline">By Ines Calder, Tom Okafor</p>'),
            ["Ines Calder", "Tom Okafor"],
        ),
        (story(data=news("I. Calder"), top='<p class="byline">By Ines Calder</p>'), ["I. Calder"]),
        (story(data=news("Mo Idris"), top='<p class="byline">Ines Calder</p>'), ["Mo Idris"]),
        (story(data=news("Mo Idris"), top='<p class="byline">By the sea</p>'), ["Mo Idris"]),
    ],
    ids=["a byline says others", "the same person", "no word for by", "no name in the byline"],
)
def test_a_byline_with_other_people_is_believed(page_of: PageOf, html: str, names: list[str]) -> None:
    assert [author.name for author in found(page_of(html))] == names


@pytest.mark.parametrize(
    ("html", "names"),
    [
        (story(top=ADMIN).replace("<div>", "<div><p>INES CALDER</p>"), ["INES CALDER"]),
        (story(top=ADMIN), ["Harbour D"]),
        (story(top=ADMIN.replace("admin", "d")).replace("<div>", "<div><p>INES CALDER</p>"), ["Harbour D"]),
    ],
    ids=["a signature beside it", "nothing beside it", "a profile of its own"],
)
def test_the_account_of_a_system_yields_to_a_signature(page_of: PageOf, html: str, names: list[str]) -> None:
    assert [author.name for author in found(page_of(html))] == names


@pytest.mark.parametrize(
    ("end", "names"),
    [
        (f"<p>HN-Redaktion</p>{SHARE}{BODY}", ["HN-Redaktion"]),
        (f"<p>Redaktion</p>{SHARE}{BODY}", ["Redaktion"]),
        (f"<p>HN-Redaktion</p>{BODY}{BODY}{BODY}{SHARE}", []),
        (f"<h3>Redaktion</h3>{SHARE}{BODY}", []),
        (f"<p>HN-Redaktionsschluss</p>{SHARE}{BODY}", []),
    ],
    ids=["below the text", "without the outlet", "amid the text", "a heading", "another word"],
)
def test_a_desk_can_sign_alone_where_the_text_is_over(page_of: PageOf, end: str, names: list[str]) -> None:
    html = f"<article><h1>Bridge</h1><div>{BODY}{BODY}{BODY}{end}</div></article>"
    assert [author.name for author in found(page_of(html))] == names


HEADS = {
    "a line of tools and the name": ('<div class="meta"><p>Ines Calder 5 min read</p></div>', True),
    "a name without any wrapper's word": ("<div><p>Ines Calder</p></div>", True),
    "a name in a caption": ('<figure><img src="/p.jpg"><figcaption>Ines Calder at sea</figcaption></figure>', False),
    "a long paragraph that names her": ("<p>" + "Ines Calder was there when the crossing closed. " * 5 + "</p>", False),
    "nobody": ("<div><p>5 min read</p></div>", False),
}


@pytest.mark.parametrize(("top", "seen"), HEADS.values(), ids=HEADS)
def test_a_name_of_the_markup_in_the_head_is_a_byline(page_of: PageOf, top: str, seen: bool) -> None:
    (author,) = found(page_of(story(data=news({"@type": "Person", "name": "Ines Calder"}), top=top)))
    assert ("byline" in author.origins) is seen


def test_a_name_only_at_a_related_story_is_no_byline(page_of: PageOf) -> None:
    related = '<aside class="related"><h3>More from Ines Calder</h3></aside>'
    (author,) = found(page_of(story(data=news({"@type": "Person", "name": "Ines Calder"}), outside=related)))
    assert (author.origins, author.visible) == (("json-ld",), False)

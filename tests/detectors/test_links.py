"""Where links lead, which of them stands beside a statement, and what their check found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from auditor.detectors import attributions, sources
from auditor.detectors._links import stripped
from auditor.detectors.links import MOST_LINKS, detect
from auditor.facts import ArticleLink, Attribution, Facts
from auditor.model import LinkCheck
from auditor.page import Page, read

PageOf = Callable[..., Page]
MOMENT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TRIED = LinkCheck(url="https://weir.example/a", state="alive", status=200, final_url=None, tries=1)
TEXT = "<p>The town council voted on Tuesday to repair the old stone bridge before the winter floods come.</p>"


def article(body: str) -> str:
    return (
        "<html lang='en'><title>Bridge</title><body><nav><a href='/politics'>Politics</a></nav><main><article>"
        f"<h1>Bridge</h1><div class='article-body'>{TEXT}{body}{TEXT}</div></article></main></body></html>"
    )


def found(page: Page) -> tuple[ArticleLink, ...]:
    facts = Facts(sources=sources.detect(page, Facts()).value)
    value = detect(page, facts).value
    assert isinstance(value, tuple)
    for link in value:
        assert link.quote == page.text[link.at.start : link.at.end]
    return value


@pytest.mark.parametrize(
    ("anchor", "kind"),
    [
        ("<a href='/2026/bridge'>an earlier report</a>", "internal"),
        ("<a href='https://news.example/2026/bridge'>an earlier report</a>", "internal"),
        ("<a href='/topics/bridges'>bridges</a>", "tag"),
        ("<a href='/thema/bruecken/'>bridges</a>", "tag"),
        ("<a href='/topics/2026/03/bridge-closed'>the closing</a>", "internal"),
        ("<a href='https://valley.example/topics/floods'>floods</a>", "external"),
        ("<a href='https://valley.example/tag/floods'>floods</a>", "tag"),
        ("<a href='/files/tender.pdf'>the tender</a>", "document"),
        ("<a href='https://weir.example/Tender.PDF?v=2'>the tender</a>", "document"),
        ("<a href='https://www.legislation.gov.uk/ukpga/1980/66'>the act</a>", "document"),
        ("<a href='https://data.europa.eu/floods'>flood data</a>", "document"),
        ("<a href='https://doi.org/10.1000/1'>a study</a>", "document"),
        ("<a href='https://notgov.example/'>a firm</a>", "external"),
        ("<a href='https://x.com/amsel/status/1'>she wrote</a>", "social"),
        ("<a href='https://m.youtube.com/watch?v=1'>the film</a>", "social"),
        ("<a href='https://shop.example/boots' rel='nofollow sponsored'>boots</a>", "affiliate"),
        ("<a href='https://shop.example/boots?awc=12'>boots</a>", "affiliate"),
        ("<a href='https://www.awin1.com/cread.php?id=1'>boots</a>", "affiliate"),
        ("<a href='https://www.reuters.com/world/1'>Reuters</a>", "outlet"),
        ("<a href='https://valley.example/1'>a Reuters report on boots</a>", "external"),
        ("<a href='https://www.reuters.com/1'>a report on boots</a>, told by Reuters,", "outlet"),
        ("<a href='https://valleyherald.example/1'>boots</a> in the Valley Herald", "outlet"),
        ("<a href='https://www.herald.example/1'>boots</a> in the Valley Herald", "external"),
        ("<a href='https://www.bundestag.de/drucksache'>the bill</a>", "document"),
        ("<a href='https://weir.example/feed.xml'>the feed</a>", "external"),
        ("<a href='https://other.substack.com/p/boots'>boots</a>", "external"),
        ("<a href='https://valley.example/1'>an independent study</a>", "external"),
        ("<a href='https://[bad/'>broken</a>", "external"),
    ],
)
def test_where_a_link_leads(page_of: PageOf, anchor: str, kind: str) -> None:
    page = page_of(article(f"<p>See {anchor} for more of it.</p>"), url="https://news.example/bridge")
    assert [link.kind for link in found(page)] == [kind]


def test_many_sites_may_share_a_domain(page_of: PageOf) -> None:
    body = "<p>See <a href='https://b.substack.com/p/1'>her letter</a> and <a href='/p/2'>mine</a> today.</p>"
    page = page_of(article(body), url="https://a.substack.com/p/3")
    assert [link.kind for link in found(page)] == ["external", "internal"]


def test_links_of_the_text_and_of_its_sources_each_once(page_of: PageOf) -> None:
    body = (
        "<p>See <a href='https://weir.example/a?utm_source=news&id=3#top'>minutes</a>, "
        "<a href='https://weir.example/a?id=3#top'>again</a>, <a href='mailto:a@weir.example'>mail</a> and "
        "<a href='https://weir.example/picture'><img src='/b.png' alt=''></a>.</p>"
        "<h3>Sources</h3><ul><li><a href='https://weir.example/b'>Tender</a></li></ul>"
    )
    page = page_of(article(body), url="https://news.example/bridge")
    assert [(link.quote, link.url) for link in found(page)] == [
        ("minutes", "https://weir.example/a?id=3#top"),
        ("Tender", "https://weir.example/b"),
    ]


def test_a_directory_is_read_up_to_a_limit(page_of: PageOf) -> None:
    many = "".join(
        f"<p>Read <a href='https://weir.example/{n}'>number {n}</a> today.</p>" for n in range(MOST_LINKS + 9)
    )
    assert len(found(page_of(article(many)))) == MOST_LINKS


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://weir.example/a?utm_medium=x&fbclid=1", "https://weir.example/a"),
        ("https://weir.example/a?UTM_Medium=x&q=1", "https://weir.example/a?q=1"),
        ("https://weir.example/a?custom=1", "https://weir.example/a?custom=1"),
        ("https://weir.example/a?b=&b=2#c", "https://weir.example/a?b=&b=2#c"),
        ("https://[bad?utm_x=1", "https://[bad?utm_x=1"),
    ],
)
def test_parameters_that_only_track_are_taken_off(url: str, expected: str) -> None:
    assert stripped(url) == expected


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Engineer Ruth Amsel told <a href='https://weir.example/minutes'>the council</a> it is safe.", "external"),
        ("Engineer Ruth Amsel said it is safe. (<a href='https://weir.example/m.pdf'>Minutes</a>)", "document"),
        ("Engineer Ruth Amsel said it is safe, in <a href='/files/letter.pdf'>a letter</a>.", "document"),
        ("Engineer Ruth Amsel told <a href='file:///home/notes.htm'>the council</a> it is safe.", None),
        ("Engineer Ruth Amsel said her <a href='https://weir.example/shop/boots'>boots</a> are dry.", None),
        ("Engineer Ruth Amsel told <a href='https://[bad/'>the council</a> it is safe.", "external"),
        ("Engineer <a href='/tag/ruth-amsel'>Ruth Amsel</a> said it is safe.", None),
        ("Engineer <a href='/people/ruth-amsel'>Ruth Amsel</a> said it is safe.", None),
        ("Engineer Ruth Amsel said her <a href='https://shop.example/' rel=sponsored>boots</a> are dry.", None),
        ("Engineer Ruth Amsel said it is safe. <a href='https://weir.example/minutes'>Minutes</a> are out.", None),
    ],
)
def test_the_link_that_leads_to_what_was_said(page_of: PageOf, sentence: str, kind: str | None) -> None:
    page = page_of(article(f"<p>{sentence}</p>"), url="https://news.example/bridge")
    value = attributions.detect(page, Facts()).value
    assert isinstance(value, tuple)
    said = [each for each in value if isinstance(each, Attribution) and "Amsel" in each.who]
    assert [(each.linked, each.link_kind, each.url is not None) for each in said] == [
        (kind is not None, kind, kind is not None)
    ]


def test_the_address_of_a_source_is_one_of_the_links(page_of: PageOf) -> None:
    body = "<p>Engineer Ruth Amsel told <a href='https://weir.example/a?utm_source=x'>the council</a> it is safe.</p>"
    page = page_of(article(body), url="https://news.example/bridge")
    (said,) = attributions.detect(page, Facts()).value or ()
    assert isinstance(said, Attribution)
    assert [said.url] == [link.url for link in found(page)] == ["https://weir.example/a"]


def test_what_a_check_found_is_told_of_the_link(page_of: PageOf) -> None:
    page = page_of(article("<p>See <a href='https://weir.example/a'>minutes</a> and <a href='/b'>more</a>.</p>"))
    assert {link.state for link in found(page)} == {UNSET}
    check = LinkCheck(url="https://weir.example/a", state="dead", status=404, final_url=None, tries=2)
    checked = read(replace(page.snapshot, links=(check,)))
    assert [link.state for link in found(checked)] == ["dead", UNSET]
    assert {link.tried_at for link in found(checked)} == {link.moved_to for link in found(checked)} == {UNSET}


def test_when_a_link_was_tried_and_where_it_moved(page_of: PageOf) -> None:
    page = page_of(article("<p>See <a href='https://weir.example/a'>minutes</a> and <a href='/b'>more</a>.</p>"))
    moved = LinkCheck(
        url="https://weir.example/a",
        state="moved",
        status=200,
        final_url="https://weir.example/new",
        tries=1,
        at=MOMENT,
    )
    link, _ = found(read(replace(page.snapshot, links=(moved,))))
    assert (link.state, link.moved_to, link.tried_at) == (
        "moved",
        "https://weir.example/new",
        "2026-11-25T09:00:00+00:00",
    )
    alive = replace(moved, state="alive")
    assert found(read(replace(page.snapshot, links=(alive,))))[0].moved_to is UNSET


@pytest.mark.parametrize(
    ("anchor", "fetched", "checks", "reason"),
    [
        ("<a href='https://weir.example/a'>minutes</a>", None, None, "offline"),
        ("<a href='https://weir.example/a'>minutes</a>", MOMENT, None, "not-fetched"),
        ("<a href='https://weir.example/a'>minutes</a>", MOMENT, (), "not-fetched"),
        ("<a href='https://weir.example/a'>minutes</a>", MOMENT, (TRIED,), None),
        ("<a href='/tag/floods'>floods</a>", None, None, None),
        ("no link", None, None, None),
    ],
)
def test_links_that_nobody_tried_leave_one_gap(
    page_of: PageOf, anchor: str, fetched: datetime | None, checks: tuple[LinkCheck, ...] | None, reason: str | None
) -> None:
    page = page_of(article(f"<p>See {anchor} for more of it.</p>"))
    gaps = detect(read(replace(page.snapshot, fetched_at=fetched, links=checks)), Facts()).gaps
    assert [(gap.fact, gap.reason) for gap in gaps] == ([("links[].state", reason)] if reason else [])

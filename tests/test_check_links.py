"""Links that are tried with the page: recorded in its snapshot, kept in the store, read again without the network."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from msgspec import UNSET

from auditor.collect import Collector, CollectSettings
from auditor.facts import Facts
from auditor.model import Audit, Snapshot, Target
from auditor.pipeline import Extras, audit_snapshot, audit_target, is_walled, link_urls, packaged_rulebook
from auditor.store import Store

TEXT = "The town council voted on Tuesday to repair the old stone bridge before the winter floods come. "
WALL = "<div class='paywall'><p>This article is for subscribers only. Subscribe to read on.</p></div>"
LINKS = (
    "<p>See <a href='/open'>the vote</a>, <a href='/walled'>the plans</a>, <a href='/gone'>the tender</a>, "
    "<a href='/tag/bridges'>bridges</a> and <a href='/boots' rel='sponsored'>boots</a>.</p>"
)
SETTINGS = CollectSettings(
    allow_private=("127.0.0.0/8",), ports=None, host_interval_seconds=0.0, obey_robots=False, link_pause_seconds=0.0
)


def page(body: str, *, words: int = 20) -> bytes:
    article = (
        f"<main><article><h1>Bridge</h1><div class='article-body'><p>{TEXT * words}</p>{body}</div></article></main>"
    )
    return f"<html lang='en'><title>Bridge</title><body>{article}</body></html>".encode()


PAGES = {"/story": page(LINKS), "/open": page(""), "/walled": page(WALL, words=2)}


class Visit(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES.get(self.path)
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def story() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Visit) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/story"
        server.shutdown()


def states(audit: Audit) -> dict[str, object]:
    assert audit.facts.links is not UNSET
    return {link.url.rpartition("/")[2]: link.state for link in audit.facts.links}


def audited(url: str, *, check_links: bool) -> tuple[Snapshot, Audit]:
    target = Target(kind="url", value=url)
    with Collector(SETTINGS) as collector:
        extras = Extras(check_links=check_links)
        return audit_target(target, collector=collector, rulebook=packaged_rulebook(), extras=extras)


def test_what_was_found_is_read_again_from_the_store_alone(story: str, tmp_path: Path) -> None:
    snapshot, audit = audited(story, check_links=True)
    assert states(audit) == {"open": "alive", "walled": "walled", "gone": "dead", "bridges": UNSET, "boots": UNSET}
    assert not [gap for gap in audit.gaps if gap.fact.startswith("links")]
    (finding,) = [finding for finding in audit.findings if finding.rule == "links-not-dead"]
    assert (finding.outcome, finding.status) == ("unmet", "informative")
    assert "the tender" in [item.quote for item in finding.items if item.outcome == "unmet"]
    store = Store.open(f"sqlite:///{tmp_path / 'audits.db'}")
    with store:
        number = store.save(snapshot, audit)
        kept = store.snapshot_of(number)
    assert kept == snapshot
    again = audit_snapshot(kept, target=audit.target, rulebook=packaged_rulebook())
    assert again.to_json() == audit.to_json()


def test_without_being_asked_nothing_is_tried_and_one_gap_says_so(story: str) -> None:
    snapshot, audit = audited(story, check_links=False)
    assert snapshot.links is None
    assert set(states(audit).values()) == {UNSET}
    assert [(gap.fact, gap.reason) for gap in audit.gaps if gap.fact.startswith("links")] == [
        ("links[].state", "not-fetched")
    ]
    (finding,) = [finding for finding in audit.findings if finding.rule == "links-not-dead"]
    assert (finding.outcome, finding.missing) == ("unknown", ("links[].state",))


@pytest.mark.parametrize(
    ("raw", "walled"),
    [
        (page(WALL, words=2), True),
        (page("", words=20), False),
        (b"", False),
        (b"<p>Please subscribe to our newsletter.</p>", False),
    ],
)
def test_a_wall_is_seen_only_at_the_end_of_an_article(raw: bytes, *, walled: bool) -> None:
    assert is_walled(Snapshot(requested_url="https://weir.example/a", final_url="", raw=raw)) is walled


def test_nothing_is_tried_of_a_page_whose_links_are_not_known() -> None:
    assert link_urls(Facts()) == ()

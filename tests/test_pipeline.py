"""The way from bytes to an audit, and what happens where a stage fails."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

import auditor
from auditor import Audit, audit_html
from auditor.collect import Collector, CollectSettings
from auditor.errors import FetchBlocked, PageError, UsageError
from auditor.facts import Facts
from auditor.model import AuditorRef, Failure, MediaFile, Snapshot, Target
from auditor.pipeline import (
    Extras,
    audit_snapshot,
    audit_target,
    audit_targets,
    audit_url,
    packaged_rulebook,
    picture_urls,
    rejudge,
    rendition_urls,
    shown_instead,
)
from auditor.provenance import ImageProvenance

ROOT = Path(__file__).parent.parent
URL = "https://news.example/bridge"
PAGE = b"""<!doctype html><html lang="en"><title>Harbour bridge closes</title><article><h1>Harbour bridge closes</h1>
<p class="byline">By Ines Okafor</p><figure><img src="bridge.png" width="800" height="500" alt="The bridge">
<figcaption>The bridge on Sunday. Photo: Ines Okafor</figcaption></figure>
<p>The harbour bridge will close to all traffic on Monday, the port authority said in a notice to residents. Divers who
looked at the pillars in January found cracks in two of them, and the city council voted to pay for the work.</p>
<p>Buses will take the northern crossing until the work is done, which the authority expects to be early in April.</p>
</article></html>"""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


class Shelf(Collector):
    """A collector that knows a few pages by heart, and which pictures were asked for."""

    def __init__(self, pages: dict[str, bytes], media: tuple[MediaFile, ...] = ()) -> None:
        super().__init__(CollectSettings(), offline=True)
        self.pages = pages
        self.files = media
        self.asked: list[str] = []

    def collect(self, target: Target, *, url: str | None = None) -> Snapshot:
        if target.value not in self.pages:
            raise FetchBlocked("Not on the shelf.", advice="Try another.")
        return Snapshot(requested_url=target.value, final_url=url or target.value, raw=self.pages[target.value])

    def media(self, snapshot: Snapshot, urls: Sequence[str], instead: Mapping[str, str] | None = None) -> Snapshot:
        self.asked += [*urls, *(instead or {}).values()]
        return replace(snapshot, media=self.files, media_wanted=True) if self.files else snapshot

    def renditions(self, snapshot: Snapshot, urls: Sequence[str]) -> Snapshot:
        self.asked += urls
        return snapshot


def url_target(url: str = URL) -> Target:
    return Target(kind="url", value=url)


def test_bytes_in_hand() -> None:
    audit = audit_html(PAGE, url=URL)
    assert isinstance(audit, Audit)
    assert audit.target == Target(kind="bytes", value=URL)
    assert (audit.snapshot.url, audit.snapshot.final_url, audit.snapshot.bytes) == (URL, URL, len(PAGE))
    assert audit.snapshot.fetched_at is None
    assert audit.rulebook == packaged_rulebook().ref
    assert audit.auditor == AuditorRef(version=auditor.__version__)
    assert audit.to_dict()["schema"] == "auditor.audit/1"


def test_the_same_input_gives_the_same_bytes() -> None:
    assert audit_html(PAGE, url=URL).to_json() == audit_html(PAGE, url=URL).to_json()


@pytest.mark.parametrize(
    "headers", [{"Content-Type": "text/html; charset=utf-8"}, [("Content-Type", "text/html; charset=utf-8")]]
)
def test_what_came_with_the_bytes_is_kept(headers: dict[str, str] | list[tuple[str, str]]) -> None:
    moment = datetime(2026, 3, 2, tzinfo=UTC)
    audit = audit_html(PAGE, url=URL, headers=headers, fetched_at=moment)
    assert (audit.snapshot.content_type, audit.snapshot.fetched_at) == ("text/html; charset=utf-8", moment)


def test_text_is_refused_because_its_bytes_are_lost() -> None:
    with pytest.raises(UsageError, match="must be given as bytes"):
        audit_html(PAGE.decode(), url=URL)  # type: ignore[arg-type]  # the mistake that is tested


def test_an_empty_page_is_an_error() -> None:
    with pytest.raises(PageError, match="is empty"):
        audit_html(b" ", url=URL)


def test_every_finding_is_one_rule() -> None:
    rulebook = packaged_rulebook()
    audit = audit_html(PAGE, url=URL, rulebook=rulebook)
    assert [finding.rule for finding in audit.findings] == [compiled.rule.id for compiled in rulebook.rules]


def test_gaps_are_told_once() -> None:
    audit = audit_html(PAGE, url=URL)
    assert len(audit.gaps) == len(set(audit.gaps))


def test_judging_again_by_the_same_rules_changes_nothing() -> None:
    audit = audit_html(PAGE, url=URL)
    assert rejudge(audit, packaged_rulebook()) == audit


def test_judging_again_keeps_what_was_seen_and_by_whom() -> None:
    old = replace(audit_html(PAGE, url=URL), findings=(), auditor=AuditorRef(version="0.0.1"))
    new = rejudge(old, packaged_rulebook())
    assert (new.facts, new.gaps, new.auditor) == (old.facts, old.gaps, old.auditor)
    assert new.findings == audit_html(PAGE, url=URL).findings


def test_pictures_are_asked_for_and_then_read() -> None:
    address = "https://news.example/bridge.png"
    shelf = Shelf({URL: PAGE}, (MediaFile(url=address, content_type="image/png", raw=PNG),))
    snapshot, audit = audit_target(url_target(), collector=shelf, rulebook=packaged_rulebook())
    assert shelf.asked == [address]
    assert [file.url for file in snapshot.media] == [address]
    assert audit == audit_snapshot(snapshot, target=url_target(), rulebook=packaged_rulebook())
    assert isinstance(audit.facts.images, tuple)
    assert isinstance(audit.facts.images[0].file, ImageProvenance)
    assert audit.facts.images[0].file_url == address


def test_originals_first_then_what_is_shown_then_all_others() -> None:
    sets = b'<img src="bridge.png" srcset="bridge-1200x800.png 1200w, bridge-600x400.png 600w"'
    shelf = Shelf({URL: PAGE.replace(b'<img src="bridge.png"', sets)})
    _, audit = audit_target(url_target(), collector=shelf, rulebook=packaged_rulebook())
    root = "https://news.example/"
    assert picture_urls(audit.facts) == (root + "bridge-1200x800.png",)
    assert shown_instead(audit.facts) == {root + "bridge-1200x800.png": root + "bridge.png"}
    assert rendition_urls(audit.facts) == (
        root + "bridge.png", root + "bridge-1200x800.png", root + "bridge-600x400.png",
    )  # fmt: skip
    assert shelf.asked == [root + "bridge-1200x800.png", root + "bridge.png"]
    assert rendition_urls(Facts()) == picture_urls(Facts()) == ()
    shelf.asked.clear()
    audit_target(url_target(), collector=shelf, rulebook=packaged_rulebook(), extras=Extras(renditions=True))
    assert shelf.asked[2:] == list(rendition_urls(audit.facts))


def test_without_pictures_the_first_audit_stands() -> None:
    shelf = Shelf({URL: PAGE})
    snapshot, audit = audit_target(url_target(), collector=shelf, rulebook=packaged_rulebook())
    assert snapshot.media == ()
    assert isinstance(audit.facts.images, tuple)
    assert not isinstance(audit.facts.images[0].ai_by_file, bool), "a file that was not read says nothing"


def test_only_the_article_s_own_pictures_are_fetched() -> None:
    audit = audit_html(PAGE, url=URL)
    assert isinstance(audit.facts.images, tuple)
    image = audit.facts.images[0]
    images = tuple(
        replace(image, role=role, url=f"https://news.example/{role}.png", original=f"https://news.example/{role}.png")
        for role in ("lead", "body", "gallery", "portrait", "promo")
    )
    facts = replace(audit.facts, images=images)
    assert [url.rsplit("/", 1)[1] for url in picture_urls(facts)] == ["lead.png", "body.png", "gallery.png"]


def test_a_failed_target_is_named_and_the_rest_goes_on() -> None:
    shelf = Shelf({URL: PAGE, "empty": b""})
    targets = [url_target("missing"), url_target("empty"), url_target()]
    missing, empty, good = audit_targets(targets, collector=shelf, rulebook=packaged_rulebook())
    assert missing == Failure(
        target=targets[0], error="FetchBlocked", problem="Not on the shelf.", advice="Try another.", exit_code=3
    )
    assert isinstance(empty, Failure)
    assert (empty.error, empty.exit_code) == ("PageError", 3)
    assert isinstance(good, tuple)
    assert good[1].snapshot.final_url == URL


def test_a_bug_at_one_page_is_named_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(Shelf):
        def collect(self, target: Target, *, url: str | None = None) -> Snapshot:
            if target.value == "bad":
                raise RuntimeError("a bug")
            return super().collect(target, url=url)

    with caplog.at_level(logging.ERROR, "auditor"):
        bad, good = audit_targets(
            [url_target("bad"), url_target()], collector=Broken({URL: PAGE}), rulebook=packaged_rulebook()
        )
    assert isinstance(bad, Failure)
    assert (bad.error, bad.exit_code) == ("InternalError", 5)
    assert "RuntimeError: a bug" in bad.problem
    assert isinstance(good, tuple)
    assert "Traceback" in caplog.text


def test_targets_are_audited_one_at_a_time() -> None:
    results = audit_targets(
        iter([url_target(), url_target("x")]), collector=Shelf({URL: PAGE}), rulebook=packaged_rulebook()
    )
    assert isinstance(next(results), tuple)
    assert isinstance(next(results), Failure)


def test_an_address_that_may_not_be_visited() -> None:
    with pytest.raises(FetchBlocked):
        audit_url("http://127.0.0.1/x")


def test_the_version_costs_no_import() -> None:
    code = "import sys, auditor; auditor.__version__; print('auditor.model' in sys.modules, 'msgspec' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "False False"


def test_the_public_names_are_there() -> None:
    assert auditor.__all__ == ["Audit", "__version__", "audit_html", "audit_url"]
    assert {*auditor.__all__} <= {*dir(auditor)}
    assert auditor.audit_html is audit_html
    with pytest.raises(AttributeError, match="no attribute 'audit_text'"):
        auditor.audit_text  # noqa: B018


def test_a_wrong_question_is_no_failure_of_its_target(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(PAGE)
    with Collector(offline=True) as collector, pytest.raises(UsageError, match="--url"):
        tuple(
            audit_targets(
                [Target(kind="file", value=str(page))], collector=collector, rulebook=packaged_rulebook(), url="nowhere"
            )
        )


def test_a_page_without_pictures_that_were_looked_for() -> None:
    assert picture_urls(Facts()) == ()

"""What every store promises, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from msgspec import UNSET

from auditor.errors import StoreError
from auditor.facts import Facts, Outlet, Policies
from auditor.model import Audit, AuditorRef, MediaFile, MissedFile, RulebookRef, Snapshot
from auditor.store import AuditRecord, Store

Make = Callable[..., tuple[Snapshot, Audit]]
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 4, 1, 8, 30, 15, 123456, tzinfo=UTC)


def test_an_audit_comes_back_equal_to_the_byte(store: Store, make: Make) -> None:
    snapshot, audit = make()
    number = store.save(snapshot, audit)
    assert store.audit(number) == audit
    assert store.audit(number).to_json() == audit.to_json()
    assert store.audit(number).facts.images is UNSET
    assert store.audit(number).facts.authors == ()


def test_a_snapshot_comes_back_with_its_media(store: Store, make: Make) -> None:
    files = (
        MediaFile(url="https://gazette.example/b.png", content_type=None, raw=b""),
        MediaFile(url="https://gazette.example/a.png", content_type="image/png", raw=bytes(range(256))),
        MediaFile(url="https://gazette.example/again.png", content_type="image/png", raw=bytes(range(256))),
    )
    snapshot, audit = make(raw=b"\0\xff\xfe not text", media=files, truncated=True)
    number = store.save(snapshot, audit)
    assert store.snapshot(snapshot.sha256) == snapshot
    assert store.snapshot_of(number) == snapshot


def test_a_snapshot_remembers_which_pictures_did_not_come(store: Store, make: Make) -> None:
    missed = (
        MissedFile(url="https://gazette.example/gone.png", problem="Status 404: there is no page at this address."),
    )
    for name, known in (("a", (missed, False)), ("b", ((), True)), ("c", (missed, True))):
        snapshot, audit = make(name, missed=known[0], renditions_wanted=known[1])
        number = store.save(snapshot, audit)
        assert store.snapshot(snapshot.sha256) == store.snapshot_of(number) == snapshot


@pytest.mark.parametrize("headers", [None, (), (("X-Odd", "a\0b\udcff\ud800 ä"), ("X-Odd", ""))])
def test_headers_survive_whatever_they_are(
    store: Store, make: Make, headers: tuple[tuple[str, str], ...] | None
) -> None:
    snapshot, audit = make(headers=headers)
    store.save(snapshot, audit)
    assert store.snapshot(snapshot.sha256).headers == headers


def test_a_saved_file_has_no_time_and_no_status(store: Store, make: Make) -> None:
    snapshot, audit = make(fetched_at=None, status=None, headers=None, media=(), media_wanted=False)
    store.save(snapshot, audit)
    assert store.snapshot(snapshot.sha256) == snapshot
    record = store.latest(snapshot.final_url)
    assert record is not None
    assert record.fetched_at is None


def test_saving_twice_is_saving_once(store: Store, make: Make) -> None:
    snapshot, audit = make()
    first = store.save(snapshot, audit, audited_at=NOON)
    assert store.save(snapshot, audit, audited_at=LATER) == first
    assert [record.audited_at for record in store.records()] == [NOON]


def test_saving_a_file_twice_is_saving_once(store: Store, make: Make) -> None:
    snapshot, audit = make(fetched_at=None)
    assert store.save(snapshot, audit) == store.save(snapshot, audit)
    assert store.stats().audits == 1


def test_the_same_moment_in_another_zone_is_the_same_audit(store: Store, make: Make) -> None:
    first = store.save(*make(fetched_at=NOON))
    assert store.save(*make(fetched_at=NOON.astimezone(timezone(timedelta(hours=2))))) == first


@pytest.mark.parametrize(
    "change",
    [
        {"rulebook": RulebookRef(pack="newsroom", version="1.2.0", digest="e" * 64)},
        {"auditor": AuditorRef(version="0.2.0")},
    ],
)
def test_other_rules_or_another_auditor_make_another_audit_of_the_same_page(
    store: Store, make: Make, change: dict[str, object]
) -> None:
    snapshot, audit = make()
    judged_again = msgspec.structs.replace(audit, **change)
    numbers = {store.save(snapshot, audit), store.save(snapshot, judged_again)}
    assert len(numbers) == 2
    assert store.audit(max(numbers)) == judged_again
    assert store.stats().snapshots == 1


@pytest.mark.parametrize(
    "change",
    [{"fetched_at": LATER}, {"final_url": "https://gazette.example/elsewhere"}, {"raw": b"<h1>Changed</h1>"}],
)
def test_another_page_makes_another_audit(store: Store, make: Make, change: dict[str, object]) -> None:
    assert store.save(*make()) != store.save(*make(**change))
    assert store.stats().snapshots == 2


def test_the_same_bytes_are_kept_once(store: Store, make: Make) -> None:
    first, second = make("one", raw=b"same"), make("two", raw=b"same")
    store.save(*first)
    store.save(*second)
    stats = store.stats()
    assert (stats.snapshots, stats.media, stats.blobs) == (2, 2, 2)
    assert stats.raw_bytes == len(b"same") + len(first[0].media[0].raw)


def test_of_two_snapshots_with_the_same_bytes_the_one_stored_last_is_returned(store: Store, make: Make) -> None:
    first, second = make("one", raw=b"same"), make("two", raw=b"same")
    numbers = [store.save(*first), store.save(*second)]
    assert store.snapshot(second[0].sha256) == second[0]
    assert [store.snapshot_of(number) for number in numbers] == [first[0], second[0]]


def test_an_unknown_number_names_the_nearest(store: Store, make: Make) -> None:
    with pytest.raises(StoreError, match="holds no audits yet"):
        store.audit(1)
    number = store.save(*make())
    for wrong in (number + 1, -5, 10**30):
        with pytest.raises(StoreError, match=f"no audit {wrong} .* The nearest is {number}"):
            store.audit(wrong)
        with pytest.raises(StoreError, match=f"no audit {wrong} .* The nearest is {number}"):
            store.snapshot_of(wrong)


@pytest.mark.parametrize(("sha256", "named"), [("0" * 64, "0" * 64), ("", ""), ("a\0\ud800", "a\ufffd\ufffd")])
def test_an_unknown_page_is_named(store: Store, sha256: str, named: str) -> None:
    with pytest.raises(StoreError, match=rf"no page with the hash {named}\."):
        store.snapshot(sha256)


def test_an_audit_of_another_page_is_refused(store: Store, make: Make) -> None:
    with pytest.raises(StoreError, match=r"rests on .* not on the page given"):
        store.save(make("one")[0], make("two")[1])
    assert store.stats().audits == 0


def test_two_findings_of_one_rule_are_refused(store: Store, make: Make) -> None:
    snapshot, audit = make()
    with pytest.raises(StoreError, match="two findings of the rule byline-names-someone"):
        store.save(snapshot, msgspec.structs.replace(audit, findings=audit.findings[:1] * 2))


def test_a_number_that_json_cannot_hold_is_refused(store: Store, make: Make) -> None:
    snapshot, audit = make()
    broken = msgspec.structs.replace(audit.findings[0], points=float("nan"))
    with pytest.raises(StoreError, match="cannot be kept: Expected `float`, got `null`"):
        store.save(snapshot, msgspec.structs.replace(audit, findings=(broken,)))


def test_an_audit_without_findings_is_kept(store: Store, make: Make) -> None:
    snapshot, audit = make()
    bare = msgspec.structs.replace(audit, findings=(), facts=Facts())
    number = store.save(snapshot, bare)
    assert store.audit(number) == bare
    assert store.stats().findings == 0


def test_a_record_says_what_a_history_shows(store: Store, make: Make) -> None:
    snapshot, audit = make(final_url="https://www.gazette.example/one?from=start")
    number = store.save(snapshot, audit, audited_at=LATER)
    assert store.latest(snapshot.requested_url) == AuditRecord(
        id=number, url="https://www.gazette.example/one", outlet="gazette.example", title="Bakers strike one",
        audited_at=LATER, fetched_at=NOON, kind="article", value=50.0, low=50.0, high=62.5, coverage=0.875,
        grade="C", sha256=snapshot.sha256,
    )  # fmt: skip


def test_the_clock_is_read_where_no_time_is_given(store: Store, make: Make) -> None:
    before = datetime.now(UTC)
    snapshot, audit = make()
    store.save(snapshot, audit)
    record = store.latest(snapshot.final_url)
    assert record is not None
    assert before <= record.audited_at <= datetime.now(UTC)
    assert record.audited_at.tzinfo is UTC or record.audited_at.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("final_url", "outlet"),
    [
        ("https://Amt.Gazette.example:8443/x", "amt.gazette.example"),
        ("saved/page.html", ""),
        ("https://[broken/x", ""),
    ],
)
def test_without_the_outlet_fact_the_host_stands_in(store: Store, make: Make, final_url: str, outlet: str) -> None:
    snapshot, audit = make(final_url=final_url)
    store.save(snapshot, msgspec.structs.replace(audit, facts=Facts()))
    (record,) = store.records()
    assert (record.outlet, record.title, record.kind) == (outlet, None, None)


def test_records_come_oldest_first_and_can_be_chosen(store: Store, make: Make) -> None:
    for day in (3, 1, 2):
        store.save(*make(f"page-{day}"), audited_at=datetime(2026, 5, day, tzinfo=UTC))
    other, audit = make("other", host="courier.example")
    outlet = Outlet(domain="Courier.example", name=None, policies=Policies())
    facts = msgspec.structs.replace(audit.facts, outlet=outlet)
    store.save(other, msgspec.structs.replace(audit, facts=facts), audited_at=datetime(2026, 5, 4, tzinfo=UTC))

    def days(**chosen: object) -> list[int]:
        return [record.audited_at.day for record in store.records(**chosen)]  # type: ignore[arg-type]  # mixed on purpose

    assert days() == [1, 2, 3, 4]
    assert days(since=datetime(2026, 5, 2, tzinfo=UTC)) == [2, 3, 4]
    assert days(until=datetime(2026, 5, 2, tzinfo=UTC)) == [1]
    assert days(outlet="COURIER.example") == [4]
    assert days(outlet="gazette.example", since=datetime(2026, 5, 3, tzinfo=UTC)) == [3]
    assert days(outlet="nobody.example") == []
    assert [audit.facts.outlet.domain for audit in store.audits(outlet="courier.example") if audit.facts.outlet] == [
        "Courier.example"
    ]


def test_many_records_come_each_once_even_with_equal_times(store: Store, make: Make) -> None:
    numbers = [store.save(*make(f"page-{n}", media=()), audited_at=NOON + timedelta(days=n // 60)) for n in range(230)]
    assert [record.id for record in store.records()] == numbers


def test_saving_while_reading_does_not_run_in_circles(store: Store, make: Make) -> None:
    pages = [make(f"page-{n}") for n in range(3)]
    for page in pages:
        store.save(*page)
    for audit in store.audits():
        snapshot = store.snapshot(audit.snapshot.sha256)
        store.save(snapshot, msgspec.structs.replace(audit, auditor=AuditorRef(version="9")))
    assert store.stats().audits == 6


def test_what_is_pruned_while_reading_is_left_out(store: Store, make: Make) -> None:
    for n in range(3):
        store.save(*make(f"page-{n}"), audited_at=NOON + timedelta(days=n))
    reader = store.audits()
    assert next(reader).snapshot.url.endswith("page-0")
    assert store.prune(before=NOON + timedelta(days=2), audits=True) == 2
    assert [audit.snapshot.url[-6:] for audit in reader] == ["page-2"]


@pytest.mark.parametrize("what", ["since", "until"])
def test_a_time_without_zone_is_refused(store: Store, what: str) -> None:
    with pytest.raises(StoreError, match=r"names no time zone. Give it in UTC"):
        list(store.records(**{what: datetime(2026, 1, 1)}))  # type: ignore[arg-type]  # one of two names


def test_a_time_without_zone_is_refused_when_saving_and_pruning(store: Store, make: Make) -> None:
    with pytest.raises(StoreError, match=r"The time of fetching .* names no time zone"):
        store.save(*make(fetched_at=datetime(2026, 1, 1)))
    with pytest.raises(StoreError, match=r"The time of the audit .* names no time zone"):
        store.save(*make(), audited_at=datetime(2026, 1, 1))
    with pytest.raises(StoreError, match="names no time zone"):
        store.prune(before=datetime(2026, 1, 1))


def test_stats_count_everything(store: Store, make: Make) -> None:
    empty = store.stats()
    assert (empty.audits, empty.raw_bytes, empty.first, empty.last) == (0, 0, None, None)
    store.save(*make("one"), audited_at=NOON)
    store.save(*make("two"), audited_at=LATER)
    stats = store.stats()
    assert (stats.audits, stats.findings, stats.snapshots, stats.media, stats.blobs) == (2, 4, 2, 2, 3)
    assert (stats.first, stats.last, stats.revision) == (NOON, LATER, "0003")
    assert stats.dialect in ("sqlite", "postgresql")
    assert stats.bytes > 10_000

"""Which addresses are the same page in a history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from auditor.model import Audit, Snapshot
from auditor.store import Store
from auditor.store.rows import url_key

Make = Callable[..., tuple[Snapshot, Audit]]
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://gazette.example/a", "https://gazette.example/a/"),
        ("https://gazette.example", "https://gazette.example/"),
        ("https://gazette.example/a", "https://gazette.example/a#comments"),
        ("https://gazette.example/a?p=1", "https://gazette.example/a/?p=1#top"),
        ("https://gazette.example/a", "HTTPS://Gazette.EXAMPLE:443/a"),
        ("http://gazette.example/a", "http://gazette.example:80/a?"),
    ],
)
def test_the_same_page(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://gazette.example/a", "https://gazette.example/A"),
        ("https://gazette.example/a", "https://gazette.example/a?p=1"),
        ("https://gazette.example/a?p=1", "https://gazette.example/a?p=1/"),
        ("https://gazette.example/a", "http://gazette.example/a"),
        ("https://gazette.example/a", "https://www.gazette.example/a"),
        ("https://gazette.example/a", "https://gazette.example:8443/a"),
        ("https://gazette.example/a", "https://gazette.example/a/b"),
        ("saved/page#1.html", "saved/page#2.html"),
        ("https://[broken/a", "https://[broken/b"),
    ],
)
def test_another_page(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


def test_a_history_is_found_by_both_ends_of_a_redirect_newest_first(store: Store, make: Make) -> None:
    asked, ended = "https://gazette.example/2026/strike", "https://www.gazette.example/2026/strike/"
    numbers = [
        store.save(
            *make(requested_url=asked, final_url=ended, fetched_at=NOON + timedelta(days=day)),
            audited_at=NOON + timedelta(days=day),
        )
        for day in (1, 3, 2)
    ]
    store.save(*make("another"))
    newest_first = [numbers[1], numbers[2], numbers[0]]
    for address in (asked, f"{asked}/", f"{asked}#comments", ended, ended.rstrip("/")):
        assert [record.id for record in store.history(address)] == newest_first
        latest = store.latest(address)
        assert latest is not None
        assert latest.id == numbers[1]


def test_an_unknown_address_has_no_history(store: Store, make: Make) -> None:
    store.save(*make())
    assert store.history("https://gazette.example/never") == ()
    assert store.latest("https://gazette.example/never") is None


def test_addresses_longer_than_an_index_holds_are_found(store: Store, make: Make) -> None:
    url = f"https://gazette.example/search?q={'0123456789abcdef' * 1000}"
    store.save(*make(requested_url=url, final_url=url))
    assert [record.url for record in store.history(url)] == [url]

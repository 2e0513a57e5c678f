"""Characters that databases do not keep: which survive, and which are replaced."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from auditor.model import Audit, MediaFile, Snapshot
from auditor.store import Store

Make = Callable[..., tuple[Snapshot, Audit]]


def _with_title(audit: Audit, title: str) -> Audit:
    page = audit.facts.page
    assert page
    facts = msgspec.structs.replace(audit.facts, page=msgspec.structs.replace(page, title=title))
    return msgspec.structs.replace(audit, facts=facts)


def test_nul_survives_in_the_document_and_is_replaced_in_the_record(store: Store, make: Make) -> None:
    snapshot, audit = make()
    strange = _with_title(audit, "a\0b \x01 \x7f \u2028 \U0001f600")
    assert store.audit(store.save(snapshot, strange)) == strange
    (record,) = store.records()
    assert record.title == "a\ufffdb \x01 \x7f \u2028 \U0001f600"


def test_a_lone_surrogate_is_replaced_in_the_document(store: Store, make: Make) -> None:
    snapshot, audit = make()
    number = store.save(snapshot, _with_title(audit, "half \ud83d \udc00 of a\0 pair, \\ud83d, “ä”"))
    assert store.audit(number) == _with_title(audit, "half \ufffd \ufffd of a\0 pair, \\ud83d, “ä”")
    (record,) = store.records()
    assert record.title == "half \ufffd \ufffd of a\ufffd pair, \\ud83d, “ä”"


def test_addresses_are_cleaned(store: Store, make: Make) -> None:
    files = (MediaFile(url="https://gazette.example/\ud800.jpg", content_type="image/\0", raw=b"x"),)
    snapshot, audit = make(final_url="https://gazette.example/a\0b\udcff", media=files)
    number = store.save(snapshot, audit)
    assert store.save(snapshot, audit) == number
    kept = store.snapshot(snapshot.sha256)
    assert kept.final_url == "https://gazette.example/a\ufffdb\ufffd"
    assert kept.media == (MediaFile(url="https://gazette.example/\ufffd.jpg", content_type="image/\ufffd", raw=b"x"),)
    assert kept.raw == snapshot.raw

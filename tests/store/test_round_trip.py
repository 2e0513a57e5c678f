"""Any audit that the types allow comes back equal, in the store as in JSON."""

from __future__ import annotations

import types
from datetime import UTC, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import UNSET, UnsetType

from auditor.facts import Facts
from auditor.model import Audit, Finding, MediaFile, Scorecard, Snapshot, SnapshotRef
from auditor.store import Store

# Few and small, so that a whole audit stays within what hypothesis draws; with the characters that hurt.
TEXT = st.text(st.sampled_from("ab \0\n\"\\'ä€\U0001f600\u2028\ufffd"), max_size=3)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(-(2**31), 2**31 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    bytes: st.binary(max_size=8),
    datetime: st.datetimes(timezones=st.just(UTC), min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)),
    type(None): st.none(),
    UnsetType: st.just(UNSET),
}


@cache
def values(kind: Any) -> st.SearchStrategy[Any]:
    """Values of any type that `auditor.model` and `auditor.facts` use."""
    if kind in PLAIN:
        return PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return st.builds(kind, **{name: values(field) for name, field in get_type_hints(kind).items()})
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, types.UnionType):
        return st.one_of([values(argument) for argument in arguments])
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(values(arguments[0]), max_size=1).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values, arguments))
    raise NotImplementedError(kind)


FACTS = get_type_hints(Facts)


@st.composite
def audits_with_pages(draw: st.DrawFn) -> tuple[Snapshot, Audit]:
    """A page and an audit of it: any values, two of the facts at a time."""
    looked_at = draw(st.sets(st.sampled_from(sorted(FACTS)), max_size=2))
    facts = Facts(**{name: draw(values(FACTS[name])) for name in sorted(looked_at)})
    hints = {name: hint for name, hint in get_type_hints(Snapshot).items() if name != "media"}
    snapshot = Snapshot(
        media=draw(st.lists(values(MediaFile), max_size=2).map(tuple)),
        **{name: draw(values(hint)) for name, hint in hints.items()},
    )
    # In an address, NUL is replaced: tests/store/test_text.py.
    clean = {name: getattr(snapshot, name).replace("\0", "") for name in ("requested_url", "final_url")}
    files = tuple(
        MediaFile(
            url=file.url.replace("\0", ""), raw=file.raw, content_type=(file.content_type or "").replace("\0", "")
        )
        for file in snapshot.media
    )
    snapshot = msgspec.structs.replace(snapshot, media=files, **clean)
    ref = msgspec.structs.replace(draw(values(SnapshotRef)), sha256=snapshot.sha256)
    score = msgspec.structs.replace(draw(values(Scorecard)), coverage=draw(st.floats(0, 1)))
    findings = draw(
        st.lists(values(Finding), max_size=2, unique_by=lambda finding: finding.rule.replace("\0", "\ufffd"))
    )
    rest = {name: draw(values(get_type_hints(Audit)[name])) for name in ("target", "gaps", "rulebook", "auditor")}
    return snapshot, Audit(snapshot=ref, facts=facts, findings=tuple(findings), score=score, **rest)


QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@QUICK
@given(audits_with_pages())
def test_whatever_is_saved_comes_back_equal(store: Store, pair: tuple[Snapshot, Audit]) -> None:
    snapshot, audit = pair
    store.prune(before=datetime(2200, 1, 1, tzinfo=UTC), audits=True)
    number = store.save(snapshot, audit)
    assert store.audit(number) == audit
    assert store.audit(number).to_json() == audit.to_json()
    assert store.snapshot_of(number) == snapshot
    assert store.snapshot(snapshot.sha256) == snapshot
    assert store.save(snapshot, audit) == number


@settings(parent=QUICK, max_examples=100)
@given(st.sampled_from(sorted(FACTS)).flatmap(lambda name: st.tuples(st.just(name), values(FACTS[name]))))
def test_absent_and_null_stay_apart_in_json(fact: tuple[str, object]) -> None:
    name, value = fact
    facts = Facts(**{name: value})  # type: ignore[arg-type]  # each name with its own type
    raw = msgspec.json.encode(facts)
    assert msgspec.json.decode(raw, type=Facts) == facts
    assert (f'"{name}":'.encode() in raw) == (value is not UNSET)

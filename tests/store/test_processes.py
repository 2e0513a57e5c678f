"""Several processes at one store, and processes that die in the middle of it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

import auditor
from auditor.model import Audit, Snapshot
from auditor.store import Store

Make = Callable[..., tuple[Snapshot, Audit]]


def _start(url: str, name: str, count: int, page: tuple[Snapshot, Audit]) -> subprocess.Popen[bytes]:
    program = [sys.executable, str(Path(__file__).with_name("writer.py")), url, name, str(count)]
    found = os.environ | {"PYTHONPATH": str(Path(auditor.__file__).parents[1])}
    started = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=found)
    assert started.stdin
    started.stdin.write(msgspec.json.encode(page))
    started.stdin.close()
    return started


def _numbers(writer: subprocess.Popen[bytes]) -> list[int]:
    assert writer.stdout
    with writer.stdout as lines:
        return [int(line) for line in lines if line.endswith(b"\n")]


def test_two_processes_writing_a_hundred_audits_each_lose_none(url: str, make: Make) -> None:
    writers = [_start(url, name, 100, make()) for name in ("one", "two")]
    with ThreadPoolExecutor(2) as pool:
        saved = [number for numbers in pool.map(_numbers, writers) for number in numbers]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert len(set(saved)) == 200
    with Store.open(url) as store:
        assert sorted(record.id for record in store.records()) == sorted(saved)
        stats = store.stats()
        assert (stats.audits, stats.findings, stats.snapshots, stats.media, stats.blobs) == (200, 400, 200, 200, 201)
        assert all(store.snapshot_of(number).raw for number in saved[::20])


def test_two_processes_writing_the_same_audits_write_each_once(url: str, make: Make) -> None:
    writers = [_start(url, "same", 30, make()) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(_numbers, writers)
    assert [writer.wait() for writer in writers] == [0, 0]
    assert first == second
    with Store.open(url) as store:
        assert (store.stats().audits, store.stats().findings, store.stats().media) == (30, 60, 30)


def test_a_killed_process_loses_nothing_that_it_called_safe(url: str, make: Make) -> None:
    for attempt in range(3):
        writer = _start(url, f"killed-{attempt}", 100_000, make())
        assert writer.stdout
        safe = [int(writer.stdout.readline()) for _ in range(15 + attempt)]
        writer.kill()
        safe += _numbers(writer)
        assert writer.wait() == -9
        with Store.open(url) as store:
            kept = [record.id for record in store.records()]
            assert set(safe) <= set(kept)
            for number in kept[-3:]:
                assert store.audit(number).snapshot.sha256 == store.snapshot_of(number).sha256
            stats = store.stats()
            assert (stats.findings, stats.snapshots, stats.media) == (2 * stats.audits, stats.audits, stats.audits)
    if url.startswith("sqlite:///"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_pruning_and_writing_side_by_side(url: str, make: Make) -> None:
    Store.open(url).close()
    writer = _start(url, "pruned", 60, make())
    with ThreadPoolExecutor(1) as pool, Store.open(url) as store:
        numbers = pool.submit(_numbers, writer)
        while not numbers.done():
            store.prune(before=datetime.now(UTC) + timedelta(days=1))
        assert len(numbers.result()) == 60
        assert writer.wait() == 0
        assert store.stats().audits == 60

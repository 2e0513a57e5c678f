"""A report is on disk whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from auditor.errors import RenderError
from auditor.render import write


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_writes_utf8_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "für die redaktion #1.html"
    write(path, "grün\r\n\ud800")
    assert path.read_bytes() == "grün\r\n?".encode()
    assert names(tmp_path) == [path.name]


def test_replaces_what_was_there_and_follows_links(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write(tmp_path / "link.txt", "new")
    assert (tmp_path / "real.txt").read_text() == "new"
    assert (tmp_path / "link.txt").is_symlink()


def test_a_new_file_can_be_read_by_whom_the_umask_lets(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write(tmp_path / "report.txt", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "report.txt").stat().st_mode) == 0o644


def test_a_device_is_written_straight() -> None:
    write(Path("/dev/null"), "gone")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize(
    ("name", "problem", "advice"),
    [
        ("missing/report.html", "does not exist", "Create it, or give another path."),
        ("", "is a folder, not a file", "Give the name of a file in it."),
        ("x" * 300, "cannot be written", "Give another path, or make room for it, and run the command again."),
    ],
)
def test_says_why_it_cannot_write(tmp_path: Path, name: str, problem: str, advice: str) -> None:
    with pytest.raises(RenderError, match=problem) as raised:
        write(tmp_path / name, "x")
    assert raised.value.advice == advice
    assert names(tmp_path) == []


def test_a_place_that_nobody_may_write_to() -> None:
    with pytest.raises(RenderError, match="cannot be written") as raised:
        write(Path("/sys/report.html"), "x")
    assert raised.value.advice


def test_says_so_when_a_device_is_full() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    with pytest.raises(RenderError, match="cannot be written") as raised:
        write(full, "x")
    assert raised.value.__cause__ is not None


def test_the_old_file_survives_a_failed_write(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("old")
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))
    try:
        with pytest.raises(RenderError, match="cannot be written"):
            write(path, "x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, handler)
    assert path.read_text() == "old"
    assert names(tmp_path) == ["report.html"]

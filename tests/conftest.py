"""Shared by all tests: pages from a few lines of HTML, kept examples of output, no connection beyond this machine."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.model import MediaFile, Snapshot
from auditor.page import Page, read

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
GOLDEN = Path(__file__).parent / "golden"

PageOf = Callable[..., Page]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the kept examples anew instead of comparing")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether kept examples are to be written anew."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def golden(update_golden: bool) -> Callable[[str, str], None]:
    """Compares a text with the kept example of that name under tests/golden."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if update_golden:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        kept = path.read_bytes().decode() if path.exists() else ""
        assert text == kept, f"{name} differs; look at it, then run with --update-golden"

    return check


@pytest.fixture
def page_of() -> PageOf:
    """A page from HTML; `media` and `headers` as in a snapshot."""

    def build(
        html: str | bytes,
        *,
        url: str = "https://news.example/2026/11/20/story",
        headers: tuple[tuple[str, str], ...] | None = None,
        media: tuple[MediaFile, ...] = (),
    ) -> Page:
        raw = html if isinstance(html, bytes) else html.encode()
        snapshot = Snapshot(
            requested_url=url, final_url=url, raw=raw, headers=headers, media=media, media_wanted=bool(media)
        )
        return read(snapshot)

    return build


@pytest.fixture
def shared() -> Path:
    """The labelled corpora beside the checkout; tests that need them skip where they are absent."""
    if not SHARED.is_dir():
        pytest.skip("needs the corpora in ../shared, which are not part of the project")
    return SHARED


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else None
        if isinstance(host, str) and not _is_loopback(host):
            raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]  # passed through as it came

    monkeypatch.setattr(socket.socket, "connect", guarded)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

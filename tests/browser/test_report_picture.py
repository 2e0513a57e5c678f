"""The README's picture of a report can be taken anew."""

from __future__ import annotations

import importlib.util
import os
import shutil
import struct
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.browser


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_report_picture", ROOT / "bench" / "make_report_picture.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def size(png: bytes) -> tuple[int, int]:
    """Width and height as the header of a PNG has them."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack_from(">II", png, 16)
    return width, height


def test_picture_is_taken_from_a_report(script: ModuleType) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        missing = "no Chromium found: install the package chromium"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    report = script.report()
    assert "Velda barges to sail half empty" in report
    taken: bytes = script.picture(report, browser)
    committed = (ROOT / "docs" / "report.png").read_bytes()
    assert size(taken) == size(committed) == (1000, 1120)
    assert len(committed) < script.LARGEST
    assert f"]({(ROOT / 'docs' / 'report.png').relative_to(ROOT)})" in (ROOT / "README.md").read_text("utf-8")

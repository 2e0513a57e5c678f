"""Takes the picture of a report that the README shows: the top of the report of the demo article `ten-traits`.

Needs Chromium and the extra `test`. Run without arguments, it writes docs/report.png anew.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from auditor.collect import Collector, CollectSettings
from auditor.model import Target
from auditor.packaged import folder
from auditor.pipeline import audit_target, packaged_rulebook
from auditor.render import render

FILE = Path(__file__).parent.parent / "docs" / "report.png"
ADDRESS = "https://deltaledger.example/2026/03/velda-barges-low-water/"
WIDTH, HEIGHT = 1136, 1272
"""Of the window, in CSS pixels: down to the first quote."""
SCALE = 1000 / WIDTH
LARGEST = 200_000
"""Bytes; whoever opens the README fetches them."""


def report() -> str:
    """The report as HTML; nothing is fetched."""
    article = Target(kind="file", value=str(folder("demo") / "ten-traits.html"))
    with Collector(CollectSettings(), offline=True) as collector:
        _, audit = audit_target(article, collector=collector, rulebook=packaged_rulebook(), url=ADDRESS)
    return render("html", [audit])


def picture(html: str, browser: str) -> bytes:
    """The top of the report as a reader first sees it."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        window: ViewportSize = {"width": WIDTH, "height": HEIGHT}
        page = running.new_page(viewport=window, device_scale_factor=SCALE, color_scheme="light")
        page.set_content(html)
        taken = page.screenshot(type="png")
        running.close()
    return taken


def main() -> None:
    """Write the picture, or say what is missing."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("No Chromium is found: install the package chromium.")
    taken = picture(report(), browser)
    if len(taken) > LARGEST:
        sys.exit(f"The picture takes {len(taken)} bytes, more than {LARGEST}: show less of the report.")
    FILE.write_bytes(taken)


if __name__ == "__main__":
    main()

"""Reports in a real browser: nothing runs, nothing is fetched, everybody can read them, and they print."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from auditor.model import Audit, Failure, Target
from auditor.render import DigestEntry, digest, render

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).parent.parent / "golden" / "report.jsonl"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
AXE: dict[str, object] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
PAYLOAD = (
    "\"'><script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">"
    "<a href=\"javascript:document.title='ran'\">x</a></style><iframe src=//evil.example></iframe>" + "W" * 400
)
FREE_TEXT = (
    "title",
    "quote",
    "message",
    "why",
    "fix",
    "before",
    "after",
    "selector",
    "caption",
    "alt",
    "detail",
    "url",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        missing = "no Chromium found: install the package chromium"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def audit() -> Audit:
    return Audit.from_json(SAMPLE.read_text(encoding="utf-8").splitlines()[0])


@pytest.fixture(scope="module")
def failure() -> Failure:
    return Failure(
        target=Target(kind="url", value="http://10.0.0.7/"),
        error="FetchBlocked",
        problem="10.0.0.7 is a private address.",
        advice="Give a public address.",
        exit_code=3,
    )


@pytest.fixture(scope="module")
def hostile(audit: Audit) -> Audit:
    """The sample with markup and one endless word in its free text."""

    def poison(node: Any) -> Any:
        if isinstance(node, list):
            return [poison(item) for item in node]
        if not isinstance(node, dict):
            return node
        return {
            key: PAYLOAD if key in FREE_TEXT and isinstance(value, str) else poison(value)
            for key, value in node.items()
        }

    return Audit.from_json(json.dumps(poison(json.loads(audit.to_json()))))


class Opened:
    """A page and everything it said or asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Opens HTML from a folder whose name is as awkward as on a school's drive."""
    folder = tmp_path / "für klasse #7 & co"
    folder.mkdir()
    pages: list[Page] = []

    def open_page(html: str | Path, **options: Any) -> Opened:
        path = html if isinstance(html, Path) else folder / "bericht 1.html"
        if isinstance(html, str):
            path.write_text(html, encoding="utf-8")
        opened = Opened(browser.new_page(**{"viewport": {"width": 1100, "height": 900}, **options}))
        pages.append(opened.page)
        opened.page.goto(path.as_uri())
        return opened

    yield open_page
    for page in pages:
        page.close()


def small_copies(audit: Audit) -> dict[str, bytes | None]:
    """One picture that is shown, one that cannot be drawn."""
    made = io.BytesIO()
    Image.linear_gradient("L").resize((320, 213)).save(made, "JPEG")
    assert isinstance(audit.facts.images, tuple)
    first, _, third, *_ = audit.facts.images
    return {first.url: made.getvalue(), third.url: None}


@pytest.fixture
def documents(audit: Audit, hostile: Audit, failure: Failure, tmp_path: Path) -> dict[str, str | Path]:
    """One of each kind of page."""
    now = datetime(2026, 11, 25, tzinfo=UTC)
    entries = [DigestEntry(audit=one, audited_at=now) for one in (audit, hostile)]
    files = digest(entries, tmp_path / "digest", since=None, until=now)
    return {
        "one": render("html", [audit]),
        "pictures": render("html", [audit], pictures=[small_copies(audit)]),
        "many": render("html", [audit, hostile], [failure]),
        "hostile": render("html", [hostile]),
        "failures": render("html", [], [failure]),
        "digest": files[0],
        "outlet": files[1],
    }


KINDS = ("one", "pictures", "many", "hostile", "failures", "digest", "outlet")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_runs_and_nothing_is_fetched(
    show: Callable[..., Opened], documents: dict[str, str | Path], kind: str
) -> None:
    opened = show(documents[kind])
    opened.page.wait_for_timeout(100)
    assert opened.said == []
    assert len(opened.asked) == 1
    assert opened.asked[0].startswith("file://")
    assert opened.page.title() != "ran"
    assert opened.page.evaluate("document.styleSheets.length") == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [320, 640])
def test_reflows(show: Callable[..., Opened], documents: dict[str, str | Path], kind: str, width: int) -> None:
    page = show(documents[kind], viewport={"width": width, "height": 800}).page
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("look", ["light", "dark", "phone", "contrast"])
def test_no_barriers_that_axe_finds(
    show: Callable[..., Opened], documents: dict[str, str | Path], kind: str, look: str
) -> None:
    page = show(
        documents[kind],
        color_scheme="dark" if look == "dark" else "light",
        viewport={"width": 320 if look == "phone" else 1100, "height": 900},
        forced_colors="active" if look == "contrast" else "none",
    ).page
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = Axe().run(page, options=AXE).response
    assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]] == []
    assert len(found["passes"]) > 15


@pytest.mark.parametrize("width", [320, 1100])
def test_pictures_are_shown_and_fit(show: Callable[..., Opened], documents: dict[str, str | Path], width: int) -> None:
    page = show(documents["pictures"], viewport={"width": width, "height": 800}).page
    shown = page.evaluate(
        "[...document.images].map(one => [one.complete, one.naturalWidth, one.getBoundingClientRect().right])"
    )
    assert [(done, real) for done, real, _ in shown] == [(True, 320)]
    assert all(right <= width for _, _, right in shown)
    lines = page.evaluate(
        "[...document.querySelectorAll('.step svg')].map(one => one.getBoundingClientRect().height"
        " - one.parentElement.getBoundingClientRect().height)"
    )
    assert len(lines) == 13
    assert all(abs(difference) < 1 for difference in lines), "the line of the drawing has gaps"


def test_axe_would_find_a_barrier(show: Callable[..., Opened]) -> None:
    page = show("<!doctype html><title>x</title><p style='color:#bbb'>pale</p><img src='data:,'>").page
    found = {one["id"] for one in Axe().run(page, options=AXE).response["violations"]}
    assert {"color-contrast", "image-alt", "html-has-lang"} <= found


def test_dark_and_light_differ(show: Callable[..., Opened], documents: dict[str, str | Path]) -> None:
    light = show(documents["one"], color_scheme="light").page
    dark = show(documents["one"], color_scheme="dark").page
    ground = "getComputedStyle(document.body).backgroundColor"
    assert (light.evaluate(ground), dark.evaluate(ground)) == ("rgb(252, 251, 247)", "rgb(23, 21, 17)")
    assert light.screenshot() != dark.screenshot()


def test_prints_everything(show: Callable[..., Opened], documents: dict[str, str | Path]) -> None:
    page = show(documents["one"], viewport={"width": 672, "height": 900}, color_scheme="dark").page
    closed = page.locator("details.met .message").first
    assert not closed.evaluate("one => one.checkVisibility({contentVisibilityAuto: true})")
    page.emulate_media(media="print", color_scheme="dark")
    assert closed.evaluate("one => one.getBoundingClientRect().height") > 10
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("nav.contents").is_hidden()
    address = "getComputedStyle(document.querySelector('.reasons a'), '::after').content"
    assert "https://press-council.example/code" in page.evaluate(address)
    wide = "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 673).length"
    assert page.evaluate(wide) == 0
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF-")
    assert 3 <= pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") <= 12


def test_keyboard(show: Callable[..., Opened], documents: dict[str, str | Path]) -> None:
    page = show(documents["one"]).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]  # it is on screen
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "report"
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details.met .message").first.is_visible()


@pytest.mark.parametrize("width", [320, 1100])
def test_targets_are_large_enough(show: Callable[..., Opened], documents: dict[str, str | Path], width: int) -> None:
    page = show(documents["one"], viewport={"width": width, "height": 800}).page
    small = """[...document.querySelectorAll('nav a, .categories a, .address a, summary')]
        .filter(one => one.getBoundingClientRect().height < 24).map(one => one.textContent)"""
    assert page.evaluate(small) == []


def test_unknown_looks_unlike_unmet(show: Callable[..., Opened], documents: dict[str, str | Path]) -> None:
    page = show(documents["one"]).page
    style = "one => getComputedStyle(one).borderLeftStyle"
    assert page.locator(".finding.unmet").first.evaluate(style) == "solid"
    assert page.locator(".finding.unknown").first.evaluate(style) == "dashed"
    assert page.locator(".finding.unmet .badge").first.inner_text() == "✕ Not met"
    assert page.locator(".finding.unknown .badge").first.inner_text() == "? Could not be checked"


def test_digest_leads_from_the_index_to_an_outlet_and_back(
    show: Callable[..., Opened], documents: dict[str, str | Path]
) -> None:
    page = show(documents["digest"]).page
    page.get_by_role("link", name="harbour-post.example").first.click()
    assert page.locator("h1").inner_text() == "harbour-post.example"
    page.get_by_role("link", name="News audits").click()
    assert page.locator("h1").inner_text() == "News audits"

"""Lessons in a real browser: from a memory stick, without network, by keyboard, on a narrow screen and on paper."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from auditor import audit_html
from auditor.lesson import lesson
from auditor.model import Audit
from auditor.packaged import folder

pytestmark = pytest.mark.browser
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
URL = "https://deltaledger.example/2026/03/velda-barges-low-water/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is not installed")
        pytest.skip("needs Debian's chromium")
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=chromium, args=options)
        yield started
        started.close()


@pytest.fixture(scope="module")
def audit() -> Audit:
    return audit_html((folder("demo") / "ten-traits.html").read_bytes(), url=URL)


def opened(browser: Browser, path: Path, **how: Any) -> Page:
    """The page in a fresh browser context; whatever it asks for or complains about is collected and must be nothing."""
    page = browser.new_context(**how).new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the script failed: {error}"))
    page.on("console", lambda message: pytest.fail(f"the browser complained: {message.text}"))
    page.goto(path.as_uri())
    return page


def key(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.locator("#key").text_content() or "")
    return found


def pressed(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(".s[aria-pressed=true]", "all => all.map(button => button.id)")
    return found


@pytest.mark.parametrize("name", ["lesson.html", "answer-key.html"])
def test_opens_from_an_awkward_path_without_a_request(
    browser: Browser, audit: Audit, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "Übung #3 für 100 % der 8b"
    lesson(audit, None, out, practice=True)
    context = browser.new_context()
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto((out / name).as_uri())
    page.eval_on_selector_all("button:not(#print)", "all => all.forEach(button => button.click())")
    page.wait_for_timeout(200)
    assert requests == [(out / name).as_uri()]
    assert context.cookies() == []
    context.close()


def test_whole_exercise_with_the_keyboard_alone(browser: Browser, audit: Audit, tmp_path: Path) -> None:
    page = opened(browser, lesson(audit, None, tmp_path, practice=True)[0])
    answers = key(page)
    right = {name for name, (is_right, _) in answers.items() if is_right}
    reached: list[str] = []
    for _ in range(len(answers) + 20):
        page.keyboard.press("Tab")
        name = str(page.evaluate("document.activeElement.id"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", f"{name} shows no focus"
        reached.append(name)
        if name in right:
            page.keyboard.press("Space")
        if name == "check":
            page.keyboard.press("Enter")
            break
    assert set(answers) | {"size", "space", "single", "print", "check"} == set(reached)
    result = page.locator("#out[role=status]").text_content() or ""
    assert result == f"You found {len(right)} of {len(right)}. Wrong choices: 0."
    for name in right:
        assert page.locator(f"#note-{name}").inner_text() == f"Yes. {answers[name][1]}"
        assert page.locator(f"#{name}").get_attribute("aria-describedby") == f"note-{name}"


def test_wrong_and_missing_choices_are_told(browser: Browser, audit: Audit, tmp_path: Path) -> None:
    page = opened(browser, lesson(audit, None, tmp_path, practice=True)[0])
    answers = key(page)
    wrong = next(name for name, (is_right, _) in answers.items() if not is_right and name != "none")
    right = next(name for name, (is_right, _) in answers.items() if is_right)
    page.click("#check")
    assert page.locator("#out").text_content() == "You have not chosen anything yet."
    page.click(f"#{wrong}")
    page.click(f"#{right}")
    page.click("#check")
    total = sum(is_right for is_right, _ in answers.values())
    assert (page.locator("#out").text_content() or "").startswith(f"You found 1 of {total}. Wrong choices: 1.")
    assert "There is more to find." in (page.locator("#out").text_content() or "")
    assert page.locator(f"#note-{wrong}").inner_text() == f"No. {answers[wrong][1]}"
    page.click(f"#{wrong}")
    assert page.locator(f"#note-{wrong}").is_hidden()
    assert page.locator("#out").text_content() == ""


def test_none_and_sentences_exclude_each_other(browser: Browser, audit: Audit, tmp_path: Path) -> None:
    page = opened(browser, lesson(audit, None, tmp_path, practice=True)[0])
    page.click("#s1")
    page.click("#s2")
    assert pressed(page) == ["s1", "s2"]
    page.click("#none")
    assert pressed(page) == ["none"]
    page.click("#check")
    assert page.locator("#note-none").inner_text().startswith("No. Look again.")
    page.click("#s1")
    assert pressed(page) == ["s1"]


def test_none_is_right_where_the_page_is_silent(browser: Browser, tmp_path: Path) -> None:
    raw = (folder("demo") / "about-ai.html").read_bytes()
    audit = audit_html(raw, url="https://dunmerestar.example/media/labels")
    page = opened(browser, lesson(audit, None, tmp_path, practice=True)[0])
    page.click("#none")
    page.click("#check")
    assert page.locator("#out").text_content() == "You found 1 of 1. Wrong choices: 0."
    assert page.locator("#note-none").inner_text().startswith("Yes. Right: the page does not say")


def test_test_mode_only_counts(browser: Browser, audit: Audit, tmp_path: Path) -> None:
    page = opened(browser, lesson(audit, None, tmp_path)[0])
    page.click("#s1")
    page.click("#s2")
    page.click("#check")
    assert page.locator("#out").text_content() == "You chose 2. Your teacher has the answers."
    assert page.locator(".note:visible, .right, .wrong").count() == 0


def test_arrows_walk_and_one_at_a_time_shows_one(browser: Browser, audit: Audit, tmp_path: Path) -> None:
    page = opened(browser, lesson(audit, None, tmp_path)[0])
    page.focus("#s1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "s2"
    page.click("#single")
    visible = page.locator("#copy .s:visible")
    assert [button.get_attribute("id") for button in visible.all()] == ["s2"]
    page.click("#next")
    assert [button.get_attribute("id") for button in visible.all()] == ["s3"]
    page.click("#previous")
    page.click("#previous")
    page.click("#previous")
    assert [button.get_attribute("id") for button in visible.all()] == ["s1"]
    assert page.locator("#copy h3:visible").count() == 1
    page.click("#single")
    assert page.locator("#copy .s:visible").count() > 10
    assert page.locator("#step").is_hidden()


def test_large_text_is_projector_size(browser: Browser, audit: Audit, tmp_path: Path) -> None:
    page = opened(browser, lesson(audit, None, tmp_path)[0])
    page.click("#size")
    assert page.locator("#s1").evaluate("button => getComputedStyle(button).fontSize") == "28px"


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", ["lesson.html", "answer-key.html"])
def test_no_sideways_scrolling_at_320_pixels(
    browser: Browser, audit: Audit, tmp_path: Path, name: str, language: str
) -> None:
    lesson(audit, None, tmp_path, practice=True, language=language)
    page = opened(browser, tmp_path / name, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    if name == "lesson.html":
        for button in ("#size", "#space", "#s1", "#check"):
            page.click(button)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        small = page.eval_on_selector_all(
            "button", "all => all.filter(b => b.offsetParent && b.getBoundingClientRect().height < 24).length"
        )
        assert small == 0


def test_prints_without_controls_and_answers(browser: Browser, audit: Audit, tmp_path: Path) -> None:
    page = opened(browser, lesson(audit, None, tmp_path, practice=True)[0])
    page.click("#s1")
    page.click("#check")
    page.click("#single")
    page.emulate_media(media="print")
    assert page.locator(".tools:visible, .note:visible, #out:visible").count() == 0
    assert page.locator("#copy .s:visible").count() > 10
    assert page.get_by_text("On paper: tick the box.").is_visible()
    boxes = page.locator("#s2").evaluate("button => getComputedStyle(button, '::before').content")
    assert boxes == '"☐"'
    assert page.get_by_text("Not the live page.").is_visible()
    assert len(page.pdf(format="A4")) > 1000


def test_says_so_where_scripts_are_off(browser: Browser, audit: Audit, tmp_path: Path) -> None:
    page = opened(browser, lesson(audit, None, tmp_path)[0], java_script_enabled=False)
    assert page.get_by_text("The buttons need a script.").is_visible()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["lesson.html", "answer-key.html"])
def test_no_accessibility_violations(
    browser: Browser, audit: Audit, tmp_path: Path, name: str, scheme: str, width: int
) -> None:
    lesson(audit, None, tmp_path, practice=True, language="de")
    # the measuring script is no part of the page, so its own policy must let it in
    how = {"bypass_csp": True, "color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    page = opened(browser, tmp_path / name, **how)
    if name == "lesson.html":
        for button in ("#s1", "#s2", "#check"):
            page.click(button)
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", AXE_RULES)
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found["violations"]] == []
    assert len(found["passes"]) > 10

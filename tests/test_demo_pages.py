"""The demo articles in tests/pages/demo, each audited whole and held against its file in tests/pages/expected."""

from __future__ import annotations

import datetime
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import yaml

from auditor.model import Audit, MediaFile, Snapshot, Target
from auditor.packaged import folder

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in (PAGES / "demo").glob("*.html"))
CONTAINS = {"quote", "who", "wall_quote", "caption", "credit", "generator"}
"""Of these the file gives telling words; everything else is compared whole, dates by their day."""
ARTICLE_PICTURES = {"lead", "body", "gallery"}


def audited(name: str, expected: dict[str, object]) -> Audit:
    """The audit of one demo page, with the files that the expectation says came with it."""
    from auditor.pipeline import audit_snapshot, packaged_rulebook

    url, files = str(expected["url"]), expected.get("files", {})
    assert isinstance(files, dict)
    media = tuple(
        MediaFile(url=address, content_type="image/png", raw=(PAGES / "demo" / file).read_bytes())
        for address, file in files.items()
    )
    raw = (PAGES / "demo" / f"{name}.html").read_bytes()
    snapshot = Snapshot(requested_url=url, final_url=url, raw=raw, media=media, media_wanted=bool(media))
    return audit_snapshot(snapshot, target=Target(kind="bytes", value=url), rulebook=packaged_rulebook())


def facts_compared(audit: Audit) -> dict[str, object]:
    """The facts as plain values; of lists that mix, the part that the expectations speak of."""
    facts: dict[str, object] = msgspec.json.decode(msgspec.json.encode(audit.facts))
    for key, keep in (
        ("disclosures", lambda item: item["about_this_page"]),
        ("images", lambda item: item["role"] in ARTICLE_PICTURES),
    ):
        items = facts.get(key)
        if isinstance(items, list):
            facts[key] = [item for item in items if keep(item)]
    return facts


def differences(expected: object, found: object, path: str) -> Iterator[str]:
    """Every named fact that the audit has otherwise, one line each."""
    key = re.sub(r"\[\d+\]$", "", path).rpartition(".")[2]
    match expected, found:
        case dict(), dict():
            for name, value in expected.items():
                yield from differences(value, found.get(name, "absent"), f"{path}.{name}")
        case list(), list():
            if len(expected) != len(found):
                yield f"{path}: {len(expected)} expected, {len(found)} found: {found}"
            for index, (value, item) in enumerate(zip(expected, found, strict=False)):
                yield from differences(value, item, f"{path}[{index}]")
        case datetime.date(), str() if found.startswith(expected.isoformat()):
            return
        case str(), str() if key in CONTAINS and expected in found:
            return
        case _ if expected != found:
            yield f"{path}: {expected!r} expected, {found!r} found"


@pytest.mark.parametrize("name", NAMES)
def test_audit_finds_what_the_page_says(name: str) -> None:
    expected = yaml.safe_load((PAGES / "expected" / f"{name}.yaml").read_text("utf-8"))
    audit = audited(name, expected)
    facts = facts_compared(audit)
    wrong = list(differences(expected["facts"], facts, name))
    page = facts["page"]
    assert isinstance(page, dict)
    wrong += [f"{name}.body lacks {words!r}" for words in expected["body"]["has"] if words not in page["body"]]
    wrong += [f"{name}.body has {words!r}" for words in expected["body"]["lacks"] if words in page["body"]]
    assert not wrong, "\n" + "\n".join(wrong)


def test_every_demo_page_has_its_expectation() -> None:
    assert sorted(path.stem for path in (PAGES / "expected").glob("*.yaml")) == NAMES
    assert len(NAMES) >= 6


def test_demo_folder_is_found() -> None:
    assert folder("demo").is_dir()
    assert sorted(path.stem for path in folder("demo").glob("*.html")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_demo_pages_name_only_made_up_outlets(name: str) -> None:
    text = (PAGES / "demo" / f"{name}.html").read_text("utf-8")
    hosts = {host for host in re.findall(r"https?://([\w.-]+)", text) if not host.endswith(".example")}
    assert hosts <= {"schema.org", "ogp.me", "www.drupal.org", "cv.iptc.org"}


def test_committed_picture_is_what_its_script_draws() -> None:
    script = PAGES.parent.parent / "bench" / "make_demo_picture.py"
    spec = importlib.util.spec_from_file_location("make_demo_picture", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    drawn: bytes = module.picture()
    assert (PAGES / "demo" / "silent-picture-lead.png").read_bytes() == drawn
    assert len(drawn) < 10_000
    assert b"digitalsourcetype/trainedAlgorithmicMedia" in drawn


@pytest.mark.parametrize(
    ("expected", "found", "lines"),
    [
        ({"quote": "by AI"}, {"quote": "Made by AI.", "more": 1}, 0),
        ({"quote": "by AI"}, {"quote": "Made by hand."}, 1),
        ({"title": "A"}, {"title": "A B"}, 1),
        ({"file": "absent"}, {}, 0),
        ({"file": "absent"}, {"file": None}, 1),
        ({"day": datetime.date(2026, 1, 2)}, {"day": "2026-01-02T23:00:00+01:00"}, 0),
        ({"day": datetime.date(2026, 1, 2)}, {"day": "2026-01-03"}, 1),
        ([1, 2], [1], 1),
        ([{"a": 1}], [{"a": 2}], 1),
    ],
)
def test_comparison_is_exact(expected: object, found: object, lines: int) -> None:
    assert len(list(differences(expected, found, "page"))) == lines

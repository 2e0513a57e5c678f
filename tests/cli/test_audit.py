"""`auditor audit`, as its users run it, with every exit code it can end with."""

from __future__ import annotations

import gc
import json
import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from auditor.cli import outputs
from auditor.errors import RenderError

Invoke = Callable[..., Result]


def kept(tmp_path: Path) -> Path:
    return tmp_path / "home" / "auditor" / "audits.db"


def test_a_saved_page(run: Invoke, article: Path, tmp_path: Path) -> None:
    result = run("audit", article, "--url", "https://news.example/bridge")
    assert result.exit_code == 0
    assert "Harbour bridge closes for repairs" in result.stdout
    assert "https://news.example/bridge" in result.stdout
    assert result.stderr == "Kept as audit 1.\n"
    assert kept(tmp_path).is_file()


def test_nothing_is_kept_where_that_is_wanted(run: Invoke, article: Path, tmp_path: Path) -> None:
    result = run("audit", article, "--no-store")
    assert (result.exit_code, result.stderr) == (0, "")
    assert not kept(tmp_path).exists()


def test_json_on_standard_output_is_the_contract(run: Invoke, article: Path) -> None:
    result = run("audit", article, "--no-store", "--url", "https://news.example/bridge", "-f", "json")
    found = json.loads(result.stdout)
    assert found["schema"] == "auditor.audit/1"
    assert found["target"] == {"kind": "file", "value": "article.html"}
    assert found["snapshot"]["final_url"] == "https://news.example/bridge"
    assert found["facts"]["page"]["kind"] == "article"
    assert [author["name"] for author in found["facts"]["authors"]] == ["Ines Okafor"]
    assert result.stderr == ""


def test_the_same_page_gives_the_same_bytes(run: Invoke, article: Path) -> None:
    first, second = (run("audit", article, "--no-store", "-f", "json").stdout_bytes for _ in range(2))
    assert first == second


def test_several_formats_each_with_its_file(run: Invoke, article: Path) -> None:
    result = run("audit", article, "--no-store", "-f", "json=a.json", "-f", "html=a.html", "-f", "text")
    assert result.exit_code == 0
    assert json.loads(Path("a.json").read_text("utf-8"))["schema"] == "auditor.audit/1"
    assert Path("a.html").read_text("utf-8").startswith("<!doctype html>")
    assert "Harbour bridge" in result.stdout
    assert result.stderr == "Wrote json to a.json.\nWrote html to a.html.\n"


def test_a_page_on_standard_input(run: Invoke, article: Path) -> None:
    result = run("audit", "-", "--no-store", "-f", "json", input=article.read_bytes())
    assert result.exit_code == 0
    assert json.loads(result.stdout)["target"] == {"kind": "stdin", "value": "-"}


def test_a_folder_and_a_list(run: Invoke, article: Path) -> None:
    Path("second.html").write_bytes(article.read_bytes())
    Path("list.txt").write_text("article.html\n# a note\nsecond.html\n", "utf-8")
    for target in (".", "@list.txt"):
        result = run("audit", target, "--no-store", "-f", "jsonl")
        assert [json.loads(line)["target"]["value"] for line in result.stdout.splitlines()] == [
            "article.html",
            "second.html",
        ]
        assert result.stderr == "[1/2] article.html\n[2/2] second.html\n"


@pytest.mark.parametrize(
    ("gate", "code", "said"),
    [
        (("--fail-under", "1"), 0, ""),
        (("--fail-under", "100"), 1, "--fail-under 100: tripped by"),
        (("--fail-on", "page.words > 10"), 1, "--fail-on page.words > 10: tripped by"),
        (("--fail-on", "page.words > 100000"), 0, ""),
        (("--fail-on", "page.words > 10", "--fail-on", "page.words > 100000"), 1, "page.words > 10: tripped by"),
    ],
)
def test_gates(gate: tuple[str, ...], code: int, said: str, run: Invoke, article: Path) -> None:
    result = run("audit", article, "--no-store", "--url", "https://news.example/x", *gate)
    assert result.exit_code == code
    assert said in result.stderr
    assert "Harbour bridge" in result.stdout, "a gate never hides the report"


def test_one_failed_target_never_stops_the_others(run: Invoke, article: Path) -> None:
    Path("empty.html").write_text(" \n", "utf-8")
    result = run("audit", "empty.html", article, "--no-store", "--fail-on", "page.words > 10")
    assert result.exit_code == 3, "incomplete is decided before a gate"
    assert "Harbour bridge" in result.stdout
    assert "empty.html" in result.stdout
    allowed = run("audit", "empty.html", article, "--no-store", "--allow-incomplete")
    assert allowed.exit_code == 0
    gated = run("audit", "empty.html", article, "--no-store", "--allow-incomplete", "--fail-on", "page.words > 10")
    assert gated.exit_code == 1


NOTHING = "There is nothing in it. Check whether a browser shows a page there."
BINARY = "This is binary data, not a page. Give the address or the file of an HTML page."


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("empty.html", b"", NOTHING),
        ("spaces.html", b" \n\t ", NOTHING),
        ("paper.pdf", b"%PDF-1.7\n1 0 obj\n", BINARY.replace("binary data", "a PDF")),
        (
            "picture.html",
            b"\x89PNG\r\n\x1a\n" + bytes(64),
            "This is a PNG image, not a page. Use `auditor image FILE` to read what a picture says about its making.",
        ),
        ("noise.html", bytes(range(256)) * 64, BINARY),
        ("packed.html", zlib.compress(b"<p>hidden</p>" * 1000), BINARY),
    ],
)
def test_what_is_no_page(name: str, raw: bytes, why: str, run: Invoke) -> None:
    """One sentence on standard error with what to do; the report names the target too."""
    Path(name).write_bytes(raw)
    result = run("audit", name, "--no-store")
    assert result.exit_code == 4
    assert result.stderr == f"auditor: Nothing could be audited.\n  {name}: {why}\n"
    assert name in result.stdout


@pytest.mark.parametrize(
    ("arguments", "problem", "advice"),
    [
        (("gone.html",), "There is no file or folder gone.html.", "Check the path"),
        (("news.example/story",), "There is no file news.example/story.", "write https://news.example/story"),
        ((), "No target is given.", "Name an address"),
        (("ftp://news.example/",), "ftp addresses are not visited", "http or https"),
        (("PAGE", "-f", "jsom"), "“jsom” is not a format.", "Did you mean json"),
        (("PAGE", "-f", "qqq"), "“qqq” is not a format.", "Formats are text, json"),
        (("PAGE", "-f", "json="), "-f json= names no file.", "-f json=PATH"),
        (("PAGE", "-f", "json", "-f", "text=-"), "json and text cannot both go to standard output.", "-f text=PATH"),
        (("PAGE", "-f", "json=out", "-f", "html=out"), "Two formats would be written to out.", "its own file"),
        (("PAGE", "-f", "json=gone/a.json"), "The folder gone does not exist.", "Make it first"),
        (("PAGE", "-f", "json=."), ". is a folder.", "Name a file in it"),
        (("PAGE", "PAGE2", "--url", "https://news.example/"), "--url names one page, but there are 2", "on its own"),
        (("PAGE", "--url", "news.example"), "--url", "http"),
        (("PAGE", "--pack", "newsrom"), "There is no pack 'newsrom'", "newsroom"),
        (("PAGE", "--rules", "gone"), "There is no folder of rules at 'gone'.", "--rules"),
        (("PAGE", "--ignore-robots", " "), "--ignore-robots needs a reason.", "own archive"),
        (("PAGE", "--allow-private", "10.1.2.3/8"), "allow-private: 10.1.2.3/8 is not a network", "with a prefix"),
        (("PAGE", "--config", "gone.toml"), "gone.toml cannot be read", "--config"),
    ],
)
def test_a_wrong_question(arguments: tuple[str, ...], problem: str, advice: str, run: Invoke, article: Path) -> None:
    Path("second.html").write_bytes(article.read_bytes())
    given = [{"PAGE": "article.html", "PAGE2": "second.html"}.get(argument, argument) for argument in arguments]
    before = sorted(Path().iterdir())
    result = run("audit", *given)
    assert result.exit_code == 2
    first, *rest = result.stderr.splitlines()
    assert first.startswith("auditor: ")
    assert problem in first
    assert advice in "\n".join(rest)
    assert result.stdout == ""
    assert sorted(Path().iterdir()) == before, "nothing is written"


def test_click_says_what_option_is_wrong(run: Invoke, article: Path) -> None:
    result = run("audit", article, "--fail-under", "101")
    assert result.exit_code == 2
    assert "101.0 is not in the range" in result.stderr


def test_a_condition_with_a_slip_is_told_before_anything_is_fetched(run: Invoke, article: Path, tmp_path: Path) -> None:
    result = run("audit", article, "--fail-on", "page.wrods > 10")
    assert result.exit_code == 2
    assert "words" in result.stderr
    assert not kept(tmp_path).exists()


def test_broken_rules_come_with_their_place(run: Invoke, article: Path) -> None:
    Path("house").mkdir()
    Path("house/mine.yaml").write_text("schema: 1\nid: other\n", "utf-8")
    result = run("audit", article, "--rules", "house")
    assert result.exit_code == 2
    assert result.stderr.startswith("auditor: ")
    assert " in the rule files.\n  house/mine.yaml:" in result.stderr


def test_settings_come_from_the_file(run: Invoke, article: Path) -> None:
    Path("auditor.toml").write_text('fail-under = 100\nstore = "kept.db"\n', "utf-8")
    assert run("audit", article).exit_code == 1
    assert Path("kept.db").is_file()
    assert run("audit", article, "--fail-under", "0").exit_code == 0


def test_a_store_that_cannot_be_opened(run: Invoke, article: Path) -> None:
    Path("broken.db").write_bytes(b"this is not a database, " * 100)
    result = run("audit", article, "--store", "broken.db")
    assert result.exit_code == 5
    assert result.stderr.startswith("auditor: ")
    assert "Traceback" not in result.output


def test_a_store_that_fails_after_the_audit_loses_no_report(
    run: Invoke, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from auditor.errors import StoreError
    from auditor.store import Store

    def full(*_: object, **__: object) -> int:
        raise StoreError("The disk is full.", advice="Make room.")

    monkeypatch.setattr(Store, "save", full)
    result = run("audit", article, "-f", "json=a.json", "-f", "text")
    assert result.exit_code == 5
    assert "Harbour bridge" in result.stdout
    assert Path("a.json").is_file()
    assert result.stderr == "Wrote json to a.json.\nauditor: The disk is full.\n  Make room.\n"


def test_offline_names_what_it_could_not_do(run: Invoke) -> None:
    result = run("audit", "https://news.example/x", "--offline", "--no-store")
    assert result.exit_code == 4
    assert "offline" in result.stdout


@pytest.mark.parametrize("size", [9_000_000, 11_000_000])
def test_a_page_of_megabytes(size: int, run: Invoke, article: Path) -> None:
    padding = b"<!-- " + b"x" * size + b" -->"
    article.write_bytes(article.read_bytes().replace(b"</body>", padding + b"</body>"))
    result = run("audit", article, "--no-store")
    assert result.exit_code == (0 if size < 10_000_000 else 4)
    assert "Traceback" not in result.output


def test_fifty_thousand_nested_tags(run: Invoke, article: Path) -> None:
    deep = b"<div>" * 50_000 + b"deep" + b"</div>" * 50_000
    article.write_bytes(article.read_bytes().replace(b"</article>", b"</article>" + deep))
    result = run("audit", article, "--no-store")
    assert result.exit_code == 0
    assert "Harbour bridge" in result.stdout
    assert "Traceback" not in result.output


def test_the_ending_is_explained(run: Invoke, article: Path) -> None:
    Path("empty.html").write_text(" \n", "utf-8")
    why = "  empty.html: There is nothing in it. Check whether a browser shows a page there.\n"
    alone = run("audit", "empty.html", "--no-store", "-q", "-f", "json=a.json")
    assert (alone.exit_code, alone.stderr) == (4, f"auditor: Nothing could be audited.\n{why}")
    both = run("audit", "empty.html", article, "--no-store", "-q", "-f", "json=a.json")
    assert (both.exit_code, both.stderr) == (
        3,
        f"auditor: Not everything could be checked.\n{why}  --allow-incomplete accepts that.\n",
    )
    accepted = run("audit", "empty.html", article, "--no-store", "-q", "-f", "json=a.json", "--allow-incomplete")
    assert (accepted.exit_code, accepted.stderr) == (0, f"auditor: Some of it could not be audited.\n{why}")


def test_a_missing_file_never_stops_the_others(run: Invoke, article: Path) -> None:
    result = run("audit", "gone.html", article, "--no-store", "-q", "-f", "jsonl")
    assert result.exit_code == 3
    assert [json.loads(line)["schema"] for line in result.stdout.splitlines()] == [
        "auditor.audit/1",
        "auditor.failure/1",
    ]
    assert (
        "  gone.html: There is no file gone.html. Check the path; an address begins with https://.\n" in result.stderr
    )


def test_a_charset_that_cannot_be_read(run: Invoke, article: Path) -> None:
    """Japanese in a charset that nobody declares: the audit says so, and no gate takes it for read."""
    japanese = article.read_text("utf-8").replace(
        "The harbour", "港の橋は月曜日から通行止めになる、と市は発表した。" * 40
    )
    article.write_bytes(japanese.encode("shift-jis", "replace"))
    result = run("audit", article, "--no-store", "-q")
    assert result.exit_code == 3
    assert result.stderr == (
        "auditor: Not everything could be checked.\n"
        "  article.html: its characters cannot be read for certain; save it as UTF-8, or serve it with its charset.\n"
        "  --allow-incomplete accepts that.\n"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(run: Invoke, article: Path) -> None:
    Path("locked").mkdir(mode=0o555)
    result = run("audit", article, "--no-store", "-f", "json=locked/a.json")
    assert result.exit_code == 2
    assert "The folder locked cannot be written to." in result.stderr


def test_a_device_is_written_straight(run: Invoke, article: Path) -> None:
    assert run("audit", article, "--no-store", "-f", "json=/dev/null").exit_code == 0


def test_a_report_that_cannot_be_rendered_leaves_nothing(
    run: Invoke, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second of two formats fails: the first is not written either."""

    def refuse(form: str, *_: object, **__: object) -> str:
        if form == "html":
            raise RenderError("The template is gone.", advice="Install it anew.")
        return "text"

    monkeypatch.setattr(outputs, "render", refuse)
    result = run("audit", article, "--no-store", "-f", "json=a.json", "-f", "html=a.html")
    assert (result.exit_code, result.stdout) == (5, "")
    assert not Path("a.json").exists()
    assert result.stderr == "auditor: The template is gone.\n  Install it anew.\n"


def test_what_many_pages_share_is_kept_from_the_garbage_collector(run: Invoke, article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.html"
    other.write_bytes(article.read_bytes())
    gc.unfreeze()
    try:
        run("audit", article, "--no-store")
        alone = gc.get_freeze_count()
        run("audit", article, other, "--no-store")
        assert (alone, gc.get_freeze_count() > 10_000) == (0, True)
    finally:
        gc.unfreeze()

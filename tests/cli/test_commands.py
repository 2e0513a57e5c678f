"""The other commands, each as its users run it."""

from __future__ import annotations

import importlib.metadata
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from auditor import __version__, packaged
from auditor.cli import COMMANDS, cli
from auditor.cli.image import lines
from auditor.packaged import folder
from auditor.provenance import ContentCredentials, ImageProvenance, Reason

Invoke = Callable[..., Result]
DEMO = 6


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    """Every command there is, with the words that call it."""
    context = click.Context(group)
    found: list[tuple[tuple[str, ...], click.Command]] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert isinstance(command, click.Command), name
        found.append(((*path, name), command))
        if isinstance(command, click.Group):
            found += commands(command, (*path, name))
    return found


ALL = commands(cli)


@pytest.mark.parametrize(("words", "command"), ALL, ids=[" ".join(words) for words, _ in ALL])
def test_every_command_and_option_says_what_it_is_for(
    words: tuple[str, ...], command: click.Command, run: Invoke
) -> None:
    shown = run(*words, "--help")
    assert shown.exit_code == 0
    assert command.get_short_help_str(200)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{parameter.name} of {' '.join(words)}"
            assert parameter.help[0].isupper()
    assert len(click.Context(command).command.params) <= 20


def test_the_groups_are_all_there() -> None:
    assert list(COMMANDS) == [words[0] for words, _ in ALL if len(words) == 1]


def test_version(run: Invoke) -> None:
    assert run("--version").stdout == f"auditor {__version__}\n"


@pytest.mark.parametrize("arguments", [("adit",), ("rules", "lst"), ("audit", "--stoer", "x")])
def test_a_misspelt_command_is_a_wrong_question(arguments: tuple[str, ...], run: Invoke) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage: auditor" in result.stderr


def test_page_shows_every_region_with_its_place(run: Invoke, article: Path) -> None:
    result = run("page", article)
    assert result.exit_code == 0
    rows = [re.split(r"\s+", line, maxsplit=4) for line in result.stdout.splitlines()]
    regions = {row[0]: row[1] for row in rows}
    assert regions["headline"] == "top"
    assert regions["byline"] == "top"
    assert regions["body"] == "body"
    assert "Harbour bridge closes for repairs" in result.stdout
    assert all(re.fullmatch(r"\d+–\d+", row[2]) for row in rows)


def test_a_page_that_does_not_come(run: Invoke) -> None:
    Path("empty.html").write_bytes(b"")
    result = run("page", "empty.html")
    assert result.exit_code == 4
    assert result.stderr.startswith("auditor: ")


PICTURE = folder("demo") / "silent-picture-lead.png"


def test_image(run: Invoke) -> None:
    text = run("image", PICTURE)
    assert text.exit_code == 0
    assert text.stdout.startswith(f"{PICTURE}: made by a machine\n  Words in the file      “")
    assert json.loads(run("image", PICTURE, "-f", "json").stdout)["verdict"] == "ai_generated"


@pytest.mark.parametrize(
    ("files", "code"), [(("text.png",), 4), (("gone.png",), 4), (("PICTURE", "text.png", "gone.png"), 3)]
)
def test_images_that_cannot_be_read(files: tuple[str, ...], code: int, run: Invoke) -> None:
    Path("text.png").write_text("no picture", "utf-8")
    result = run("image", *(PICTURE if file == "PICTURE" else file for file in files), "-f", "json")
    assert result.exit_code == code
    assert ("gone.png cannot be read: No such file" in result.stderr) == ("gone.png" in files)
    if len(files) > 1:
        assert [(Path(each["path"]).name, each["verdict"]) for each in json.loads(result.stdout)] == [
            ("silent-picture-lead.png", "ai_generated"),
            ("text.png", "unreadable"),
        ]


def test_demo(run: Invoke) -> None:
    result = run("demo")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{DEMO} made-up articles, audited without a network:\n")
    assert sorted(path.name for path in Path("auditor-demo").iterdir() if "-" not in path.name) == [
        "audits.db",
        "report.html",
    ]
    report = Path("auditor-demo/report.html").read_text("utf-8")
    assert report.startswith("<!doctype html>")
    assert "auditor-demo/report.html" in result.stdout
    for line in re.findall(r"^  auditor (lesson|report) (.+)$", result.stdout, re.M):
        assert run(*line[:1], *shlex.split(line[1])).exit_code == 0, "what is suggested works"
    assert Path("lesson/lesson.html").is_file()
    assert len(list(Path("digest/outlets").glob("*.example.html"))) == DEMO, "every made-up outlet has its page"
    scores = re.findall(r"^    (\d+ of 100 proved(?:, at most \d+)?) · grade: ", result.stdout, re.M)
    assert len(scores) == DEMO
    assert all(score in report for score in scores)
    assert json.loads(run("db", "stats", "--store", "auditor-demo/audits.db", "-f", "json").stdout)["audits"] == DEMO
    again = run("demo", "-o", "auditor-demo")
    assert (again.exit_code, again.stdout) == (0, result.stdout)


def test_demo_where_nothing_can_be_written(run: Invoke) -> None:
    Path("file").write_text("", "utf-8")
    result = run("demo", "-o", "file/demo")
    assert result.exit_code == 2
    assert "file is a file, not a folder." in result.stderr


def test_doctor(run: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_STOER", "x")
    Path("auditor.toml").write_text("images = false\n", "utf-8")
    result = run("doctor")
    assert result.exit_code == 0
    lines = dict(line.split(maxsplit=1) for line in result.stdout.splitlines() if not line.startswith("settings"))
    assert lines["auditor"] == __version__
    assert lines["store"].endswith("(not there yet; the first audit makes it)")
    assert "pack newsroom" in lines["rules"]
    assert "images from auditor.toml" in result.stdout
    assert "AUDITOR_STOER in the environment sets nothing" in result.stdout
    assert not (tmp_path / "home").exists(), "looking makes nothing"


def test_doctor_finds_a_broken_store(run: Invoke) -> None:
    Path("broken.db").write_bytes(b"no database at all, " * 100)
    result = run("doctor", "--store", "broken.db")
    assert result.exit_code == 5
    assert re.search(r"^store +UNUSABLE: ", result.stdout, re.MULTILINE)


def test_doctor_finds_broken_rules(run: Invoke) -> None:
    Path("house").mkdir()
    Path("house/mine.yaml").write_text("id: [", "utf-8")
    result = run("doctor", "--rules", "house")
    assert result.exit_code == 2
    assert re.search(r"^rules +BROKEN: house/mine.yaml:", result.stdout, re.MULTILINE)


@pytest.mark.usefixtures("audited")
def test_doctor_knows_a_store_that_is_there(run: Invoke) -> None:
    assert re.search(r"^store .*audits\.db, 1 audit$", run("doctor").stdout, re.MULTILINE)


def test_demo_with_an_article_that_is_broken(run: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "empty.html").write_bytes(b"")
    monkeypatch.setattr(packaged, "folder", lambda name: tmp_path / "articles" if name == "demo" else folder(name))
    result = run("demo")
    assert result.exit_code == 5
    assert "install it anew" in result.stderr


def test_doctor_names_what_is_optional_and_missing(run: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    version = importlib.metadata.version

    def without_c2pa(name: str) -> str:
        if name == "c2pa-python":
            raise importlib.metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(importlib.metadata, "version", without_c2pa)
    monkeypatch.setenv("PATH", "")
    result = run("doctor")
    assert result.exit_code == 0
    assert re.search(
        r"^c2pa-python +not installed \(optional\); content credentials are found", result.stdout, re.MULTILINE
    )
    assert re.search(r"^chromium +not found \(optional\)", result.stdout, re.MULTILINE)


def test_an_image_with_credentials_says_how_they_stand() -> None:
    found = ImageProvenance(
        verdict="credentials_broken",
        confidence=0.9,
        c2pa=ContentCredentials(present=True, integrity="broken", trust="untrusted", signer="Harbour\x1bPost"),
        metadata=(),
        reasons=(Reason(quote="changed after signing", where="C2PA"),),
    )
    assert list(lines("a.png", found)) == [
        "a.png: its content credentials no longer match the file",
        "  Does the file match?   no: the Content Credentials no longer match the file",
        "  Who signed?            Harbour�Post, on none of the lists that are held",
        "  Words in the file      “changed after signing” (C2PA)",
        "  How far to rely on it  90 %",
    ]


def test_page_names_what_could_not_be_read(run: Invoke, article: Path) -> None:
    article.write_bytes(article.read_bytes().replace(b"</article>", b"</article>" + b"<div>" * 50_000))
    assert re.search(r"^not checked: .+ \(hostile-markup\): ", run("page", article).stdout, re.MULTILINE)


def test_a_command_whose_reader_has_gone(run: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise BrokenPipeError

    let_go: list[bool] = []
    monkeypatch.setattr("auditor.cli.doctor.to_stdout", gone)
    monkeypatch.setattr("auditor.cli.group.let_go", lambda: let_go.append(True))
    assert run("doctor").exit_code == 0
    assert let_go == [True]

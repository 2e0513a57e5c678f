"""`auditor lexicon`: list, check, try."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from rich.cells import cell_len

from auditor.lexicon.library import languages, lexicon_folder

Invoke = Callable[..., Result]


def test_list(run: Invoke) -> None:
    shown = run("lexicon", "list")
    assert shown.exit_code == 0
    rows = json.loads(run("lexicon", "list", "-f", "json").stdout)
    assert [row["code"] for row in rows] == list(languages())
    codes = [line.split()[0] for line in shown.stdout.splitlines()[1:] if line[:1].strip()]
    assert codes[: len(rows)] == list(languages())
    for row in rows:
        assert row["judged"]["level"] in ("fluent", "working", "unreviewed")
        assert row["judged"]["level"] in shown.stdout


def test_check_a_copy(run: Invoke) -> None:
    path = Path("draft.yaml")
    path.write_text((lexicon_folder() / "ja.yaml").read_text("utf-8"), "utf-8")
    good = run("lexicon", "check", path)
    assert (good.exit_code, good.stdout) == (0, "")
    assert good.stderr.startswith("1 file, ")
    assert good.stderr.endswith("no mistakes.\n")
    path.write_text(path.read_text("utf-8").replace("language: ja", "tongue: ja"), "utf-8")
    bad = run("lexicon", "check", path)
    assert bad.exit_code == 2
    assert bad.stdout.startswith("draft.yaml:1:")
    assert bad.stderr.startswith("auditor: 2 mistakes in 1 lexicon file.")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They said this article was written with AI.", "reported, because ‘said’ is in {reporting}"),
        ("Dieser Artikel wurde mithilfe von KI erstellt.", "Read as German (guessed; --language CODE decides)."),
        ("この記事は生成AIを使って作成しました。", "ja: {noun.text}"),
        ("This article is by the newsroom and AI.", "      missing: {made}, such as "),
        ("The bridge is closed.", "No phrase matches."),
        ("Was this article written with AI?", "because the sentence asks"),
    ],
)
def test_try(sentence: str, expected: str, run: Invoke) -> None:
    shown = run("lexicon", "try", sentence)
    assert shown.exit_code == 0
    assert expected in shown.stdout
    assert max(cell_len(line) for line in shown.stdout.splitlines()) <= 100


def test_try_in_a_place_and_as_data(run: Invoke) -> None:
    sentence = "Image: made with AI"
    shown = run("lexicon", "try", sentence, "--language", "en-GB", "--where", "caption").stdout
    assert shown.startswith("Read as English.\n")
    assert ": can count as caption (en.yaml:" in shown
    data = json.loads(run("lexicon", "try", sentence, "--where", "body", "-f", "json").stdout)
    assert (data["language"], data["guessed"], data["place"]) == ("en", True, "body")
    assert any(hit["counts"] is False for hit in data["sentences"][0]["hits"])


def test_try_a_file_of_ones_own(run: Invoke) -> None:
    path = Path("xx.yaml")
    path.write_text((lexicon_folder() / "ja.yaml").read_text("utf-8").replace("language: ja", "language: xx"), "utf-8")
    shown = run("lexicon", "try", "この記事は生成AIを使って作成しました。", "--file", path)
    assert shown.exit_code == 0
    assert shown.stdout.startswith("Read as xx.\n")
    assert "(xx.yaml:" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("x", "--language", "qq"), "The lexicon has no language 'qq'."),
        ((" ",), "There is no sentence."),
        (("x", "--language", "de", "--file", "a.yaml"), "--language and --file exclude each other."),
        (("x", "--file", "gone.yaml"), "gone.yaml:1:1: the file cannot be read"),
        (("x", "--file", str(lexicon_folder() / "tools.yaml")), "holds no phrases of a language"),
    ],
)
def test_wrong_questions(arguments: tuple[str, ...], told: str, run: Invoke) -> None:
    result = run("lexicon", "try", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_text_that_steers_a_terminal_is_made_plain(run: Invoke) -> None:
    assert "\x1b" not in run("lexicon", "try", "Made with AI \x1b[2J", "--language", "en").stdout

"""Commands over what the store holds: history, report, rescore, db."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Invoke = Callable[..., Result]


def test_history(run: Invoke, audited: str) -> None:
    result = run("history", audited)
    assert result.exit_code == 0
    head, row = result.stdout.splitlines()
    assert head.split() == ["AUDIT", "AUDITED", "(UTC)", "SCORE", "CHECKED", "GRADE"]
    assert re.match(r" +1  20\d\d-\d\d-\d\d \d\d:\d\d  ", row)
    (record,) = json.loads(run("history", audited, "-f", "json").stdout)
    assert (record["id"], record["kind"]) == (1, "article")


@pytest.mark.usefixtures("audited")
def test_history_of_a_saved_page(run: Invoke) -> None:
    (record,) = json.loads(run("history", "article.html", "-f", "json").stdout)
    assert record["url"].startswith("file:///")


def test_history_of_what_was_never_audited(run: Invoke, audited: str) -> None:
    result = run("history", f"{audited}/other")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "holds no audit of https://news.example/bridge/other" in result.stderr


@pytest.mark.usefixtures("audited")
def test_report(run: Invoke) -> None:
    result = run("report", "--since", "1d", "-o", "out/digest")
    assert result.exit_code == 0
    assert result.stderr.startswith("Wrote 4 files; open out/digest/index.html")
    assert "Harbour bridge" in next(Path("out/digest/outlets").iterdir()).read_text("utf-8")


@pytest.mark.usefixtures("audited")
@pytest.mark.parametrize("more", [("--until", "2020-01-01", "--since", "2019-01-01"), ("--outlet", "other.example")])
def test_report_of_nothing_writes_nothing(more: tuple[str, ...], run: Invoke) -> None:
    result = run("report", "-o", "out", *more)
    assert result.exit_code == 4
    assert "holds no audit of that time" in result.stderr
    assert not Path("out").exists()


@pytest.mark.usefixtures("audited")
def test_report_to_a_place_that_is_none(run: Invoke) -> None:
    Path("file").write_text("", "utf-8")
    result = run("report", "-o", "file/digest")
    assert result.exit_code == 2
    assert result.stderr == "auditor: file is a file, not a folder.\n  Choose another folder with -o.\n"


@pytest.mark.usefixtures("audited")
def test_rescore_by_the_same_rules_changes_nothing(run: Invoke) -> None:
    result = run("rescore")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "0 audits judged anew; 1 already by these rules.\n"


def test_rescore_by_other_rules_keeps_both(run: Invoke, audited: str) -> None:
    dry = run("rescore", "--pack", "classroom", "--dry-run")
    assert dry.stderr == "1 audit would be judged anew; 0 already by these rules.\n"
    wet = run("rescore", "--pack", "classroom")
    assert wet.exit_code == 0
    assert wet.stdout == dry.stdout
    assert re.fullmatch(rf" +1  .+ → .+  {re.escape('file:')}.+\n|.*{re.escape(audited)}\n", wet.stdout)
    assert [record["id"] for record in json.loads(run("history", audited, "-f", "json").stdout)] == [2, 1]
    again = run("rescore", "--pack", "classroom")
    assert again.stderr == "1 audit judged anew; 1 already by these rules.\n"
    assert len(json.loads(run("history", audited, "-f", "json").stdout)) == 2, "judged twice counts once"


@pytest.mark.usefixtures("audited")
def test_rescore_of_an_audit_whose_page_was_pruned(run: Invoke) -> None:
    assert run("db", "prune", "--before", "0h").stderr.startswith("Dropped 1 page from before ")
    result = run("rescore", "--pack", "classroom")
    assert result.exit_code == 0
    assert "audit 1 is not kept anew: The page of audit 1 was pruned" in result.stderr


@pytest.mark.usefixtures("audited")
def test_db(run: Invoke) -> None:
    stats = run("db", "stats").stdout
    assert stats.startswith("audits     1 (20")
    assert "database   sqlite, schema " in stats
    assert json.loads(run("db", "stats", "-f", "json").stdout)["audits"] == 1
    assert run("db", "upgrade").stderr.startswith("The store is up to date: schema ")
    dry = run("db", "prune", "--before", "0h", "--audits", "--dry-run")
    assert dry.stderr.startswith("Would drop 1 audit from before ")
    assert json.loads(run("db", "stats", "-f", "json").stdout)["audits"] == 1
    assert run("db", "prune", "--before", "0h", "--audits").stderr.startswith("Dropped 1 audit from before ")
    assert run("db", "stats").stdout.startswith("audits     0 (none yet)")


def test_a_new_store_is_made_by_upgrade(run: Invoke) -> None:
    assert run("db", "upgrade", "--store", "new.db").stderr.startswith("Brought the store from schema none to ")


@pytest.mark.parametrize(
    "command",
    [
        ("history", "https://news.example/x"),
        ("report", "-o", "out"),
        ("rescore",),
        ("lesson", "1", "-o", "out"),
        ("db", "stats"),
        ("db", "prune", "--before", "90d"),
    ],
)
def test_a_store_that_is_not_there_is_not_made_by_reading(command: tuple[str, ...], run: Invoke) -> None:
    result = run(*command, "--store", "kepd.db")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "auditor: There is no store at kepd.db yet.\n"
        "  Audit pages first, as in `auditor audit URL`, or name another store with --store.\n"
    )
    assert list(Path().iterdir()) == []

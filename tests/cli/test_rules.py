"""`auditor rules`: list, explain, check, test, docs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from auditor.cli import COMMANDS
from auditor.errors import Mistake, RulebookError
from auditor.lexicon import library
from auditor.packaged import folder

Invoke = Callable[..., Result]


def test_rules_list(run: Invoke) -> None:
    lines = run("rules", "list").stdout.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        "authorship",
        "images",
        "sourcing",
        "accountability",
    ]
    listed = json.loads(run("rules", "list", "-f", "json").stdout)
    assert len(listed) == len(lines) - 4
    assert any(line.split()[0] == listed[0]["id"] for line in lines)


def test_rules_explain(run: Invoke, article: Path) -> None:
    result = run("rules", "explain", "byline-visible")
    assert result.exit_code == 0
    for word in ("Why:", "Fix:", "In class:", "Asked by:", "passes_when:"):
        assert word in result.stdout
    asked = run("rules", "explain", "byline-visible", "--page", article)
    assert asked.exit_code == 0
    assert asked.stdout.startswith(result.stdout)
    assert ": met\n" in asked.stdout
    assert "Ines Okafor" in asked.stdout


def test_rules_explain_what_could_not_be_checked(run: Invoke, article: Path) -> None:
    shown = run("rules", "explain", "ai-policy-linked", "--page", article).stdout
    assert "outlet.policies" in shown


def test_rules_explain_a_slip(run: Invoke) -> None:
    result = run("rules", "explain", "byline-visibel")
    assert result.exit_code == 2
    assert "byline-visible" in result.stderr


def test_rules_check_and_test(run: Invoke) -> None:
    checked = run("rules", "check")
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert re.fullmatch(r"\d+ rules of the pack newsroom and \d+ phrases, no mistakes\.\n", checked.stderr)
    tested = run("rules", "test")
    assert (tested.exit_code, tested.stdout) == (0, "")
    assert re.fullmatch(r"(\d+) of \1 examples come out right\.\n", tested.stderr)


def copied_rules(name: str = "byline-visible", replace: tuple[str, str] = ("", "")) -> None:
    """A folder `house` with one of the packaged rules under the name `mine`, one thing in it changed."""
    text = (folder("rules") / "authorship" / f"{name}.yaml").read_text("utf-8")
    text = re.sub(r"(?m)^id: .*$", "id: mine", text)
    assert replace[0] in text
    Path("house").mkdir()
    Path("house/mine.yaml").write_text(text.replace(*replace, 1) if replace[0] else text, "utf-8")


def test_own_rules_stand_beside_the_packaged_ones(run: Invoke) -> None:
    copied_rules()
    assert run("rules", "check", "house").exit_code == 0
    assert any(line.split()[0] == "mine" for line in run("rules", "list", "--rules", "house").stdout.splitlines())


def test_rules_check_prints_every_mistake_with_its_place(run: Invoke) -> None:
    Path("house").mkdir()
    Path("house/a.yaml").write_text("schema: 1\nid: b\n", "utf-8")
    Path("house/c.yaml").write_text("schema: 1\nid: c\nseverity: grave\n", "utf-8")
    result = run("rules", "check", "house")
    assert result.exit_code == 2
    lines = result.stdout.splitlines()
    assert {line.split(":")[0] for line in lines} == {"house/a.yaml", "house/c.yaml"}
    assert all(re.match(r"house/[ac]\.yaml:\d+:\d+: ", line) for line in lines)
    assert result.stderr.startswith(f"auditor: {len(lines)} mistakes; ")


def test_rules_test_shows_an_example_that_comes_out_wrong(run: Invoke) -> None:
    copied_rules(replace=("expect: met", "expect: unmet"))
    result = run("rules", "test", "house")
    assert result.exit_code == 2
    assert re.search(r"^house/mine\.yaml: .+: expected unmet, got met$", result.stdout, re.MULTILINE)


def test_a_whole_set_of_rules_can_be_checked(run: Invoke) -> None:
    assert run("rules", "check", folder("rules")).exit_code == 0


def test_docs_are_written_and_then_fresh(run: Invoke) -> None:
    stale = run("rules", "docs", "--check")
    assert stale.exit_code == 1
    assert "docs/cli.md" in stale.stderr
    written = run("rules", "docs")
    assert written.exit_code == 0
    made = {
        "audit.schema.json",
        "cli.md",
        "facts.md",
        "pack.schema.json",
        "rule.schema.json",
        "rules.md",
        "settings.md",
    }
    assert {path.name for path in Path("docs").iterdir()} == made
    assert run("rules", "docs", "--check").exit_code == 0
    text = Path("docs/cli.md").read_text("utf-8")
    assert all(f"## auditor {name}\n" in text for name in COMMANDS)
    assert "## auditor db prune\n" in text
    assert "_AUDITOR_COMPLETE=zsh_source" in text


def test_a_new_rule_is_sound_from_the_start(run: Invoke) -> None:
    made = run("rules", "new", "two-editors", "--category", "authorship", "-o", "house")
    assert made.exit_code == 0
    assert made.stderr.startswith("Wrote house/two-editors.yaml. Change it, then: auditor rules check house")
    assert run("rules", "check", "house").exit_code == 0
    assert run("rules", "test", "house").exit_code == 0
    assert "category: authorship" in Path("house/two-editors.yaml").read_text("utf-8")


@pytest.mark.parametrize("identifier", ["Two Editors", "", "../up", "a" * 100])
def test_a_new_rule_needs_an_id(identifier: str, run: Invoke) -> None:
    result = run("rules", "new", identifier, "-o", "house")
    assert result.exit_code == 2
    assert "cannot be the id of a rule" in result.stderr
    assert not Path("house").exists()


def test_a_new_rule_never_takes_the_place_of_another(run: Invoke) -> None:
    Path("mine.yaml").write_text("kept", "utf-8")
    result = run("rules", "new", "mine")
    assert result.exit_code == 2
    assert "mine.yaml is there already." in result.stderr
    assert Path("mine.yaml").read_text("utf-8") == "kept"


def test_rules_check_reads_the_phrases_too(run: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RulebookError((Mistake("xx.yaml", 3, 10, "phrases: a list is expected here"),))

    monkeypatch.setattr(library, "load_all", broken)
    result = run("rules", "check")
    assert result.exit_code == 2
    assert result.stdout == "xx.yaml:3:10: phrases: a list is expected here\n"
    assert result.stderr.startswith("auditor: 1 mistake")

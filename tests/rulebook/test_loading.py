from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.errors import RulebookError, UsageError
from auditor.packaged import folder as packaged_folder
from auditor.rulebook import Rulebook, load, rule_template, run_examples

BARE = (Path(__file__).parent / "bare.yaml").read_text("utf-8")
Folder = Callable[[dict[str, str]], Path]


def test_mistakes_of_all_files_are_told_at_once(folder: Folder) -> None:
    base = folder(
        {
            "authorship/bare.yaml": BARE,
            "authorship/other.yaml": BARE,
            "images/misplaced.yaml": BARE.replace("id: bare", "id: misplaced"),
            "images/old.yml": BARE,
            "sourcing/broken.yaml": "a: [",
            "lexicon/en.yaml": "not: a rule",
            "words/walls.yaml": "not: a rule",
            ".hidden/x.yaml": "not: a rule",
            "packs/newsroom.yaml": "schema: 1\nname: newsrooms\nversion: 1.0\n",
        }
    )
    with pytest.raises(RulebookError) as caught:
        load(base)
    told = [str(mistake).removeprefix(f"{base.as_posix()}/") for mistake in caught.value.mistakes]
    assert told == [
        "authorship/other.yaml:2:5: id: 'bare' must be the file's name, 'other'",
        "images/misplaced.yaml:5:11: category: 'authorship' must be the file's folder, 'images'",
        "images/old.yml:1:1: the file's name must end in .yaml, not .yml",
        "sourcing/broken.yaml:2:1: a value is missing here, or a bracket was opened and not closed",
        "packs/newsroom.yaml:3:10: version: '1.0' must be a text, in quotes",
        "packs/newsroom.yaml:1:1: 'title' is missing: for whom this pack is",
        "packs/newsroom.yaml:1:1: 'licence' is missing: SPDX name, such as CC-BY-4.0",
        "packs/newsroom.yaml:1:1: 'maintainers' is missing: who answers for it",
    ]
    assert caught.value.summary == "8 mistakes in the rule files"


def test_a_pack_leaves_rules_out(folder: Folder) -> None:
    other = BARE.replace("id: bare", "id: other")
    base = folder({"authorship/bare.yaml": BARE, "authorship/other.yaml": other})
    pack = base / "packs" / "small.yaml"
    newsroom = (base / "packs" / "newsroom.yaml").read_text("utf-8").replace("name: newsroom", "name: small")
    pack.write_text(newsroom + "exclude: [bare]\n", "utf-8")
    assert [rule.rule.id for rule in load(base).rules] == ["bare", "other"]
    assert [rule.rule.id for rule in load(base, pack="small").rules] == ["other"]
    pack.write_text(newsroom + "include: [bare]\n", "utf-8")
    assert [rule.rule.id for rule in load(base, pack="small").rules] == ["bare"]
    pack.write_text(newsroom + "include: [baer]\ngrades: {A: 50, B: 60}\n", "utf-8")
    with pytest.raises(RulebookError) as caught:
        load(base, pack="small")
    assert [mistake.problem for mistake in caught.value.mistakes] == [
        "grades: each grade must begin below the better one",
        "include: there is no rule 'baer'; did you mean 'bare'?",
    ]
    pack.write_text(newsroom.replace("name: small", "name: tiny"), "utf-8")
    with pytest.raises(RulebookError, match="name: 'tiny' must be the file's name, 'small'"):
        load(base, pack="small")
    pack.write_text("a: [", "utf-8")
    with pytest.raises(RulebookError, match="opened and not closed"):
        load(base, pack="small")


def test_what_does_not_exist_is_told_with_what_does(folder: Folder, tmp_path: Path) -> None:
    base = folder({"authorship/bare.yaml": BARE})
    with pytest.raises(UsageError, match=r"no pack 'newsrom'; did you mean 'newsroom'\?\. Packs here: newsroom\."):
        load(base, pack="newsrom")
    with pytest.raises(UsageError, match="no folder of rules at"):
        load(tmp_path / "nowhere")
    with pytest.raises(UsageError, match=r"no rule 'bear' in the pack 'newsroom'; did you mean 'bare'\?\."):
        load(base).rule("bear")
    assert load(base).rule("bare").rule.title == "A rule for a test"


def test_own_rules_come_after_the_packaged_ones(folder: Folder, newsroom: Rulebook) -> None:
    base = folder({"bare.yaml": BARE})
    both = load(extra=(base,))
    assert len(both.rules) == len(newsroom.rules) + 1
    assert both.pack.version == "1.2.3"  # the pack in the last folder
    assert len(load(extra=(base / "bare.yaml",)).rules) == len(newsroom.rules) + 1
    (base / "says-whether-ai-was-used.yaml").write_text(BARE.replace("id: bare", "id: says-whether-ai-was-used"))
    with pytest.raises(RulebookError, match=r"is also in rules/authorship/says-whether-ai-was-used\.yaml: give one of"):
        load(extra=(base,))


def test_the_digest_covers_names_and_bytes_but_not_line_endings(folder: Folder) -> None:
    base = folder({"authorship/bare.yaml": BARE})
    first = load(base).ref
    assert (first.pack, first.version, len(first.digest)) == ("newsroom", "1.2.3", 64)
    (base / "authorship" / "bare.yaml").write_bytes(BARE.replace("\n", "\r\n").encode())
    assert load(base).ref == first
    (base / "lexicon").mkdir()
    (base / "lexicon" / "en.yaml").write_text("a: b")
    assert load(base).ref == first
    (base / "authorship" / "bare.yaml").write_text(BARE.replace("To see.", "To see!"))
    assert load(base).ref.digest != first.digest


def test_the_packaged_rules_are_read_once() -> None:
    assert load() is load()
    assert load(pack="classroom") is not load()


@pytest.mark.parametrize("pack", ["newsroom", "classroom"])
def test_packaged_rules_have_no_mistakes_no_warnings_and_right_examples(pack: str) -> None:
    rulebook = load(pack=pack)
    assert rulebook.warnings == ()
    assert [result for result in run_examples(rulebook) if not result.right] == []
    assert len(rulebook.rules) >= 18


def test_every_rule_can_be_cited_and_taught(newsroom: Rulebook) -> None:
    for compiled in newsroom.rules:
        rule = compiled.rule
        told = {example.expect for example in rule.examples}
        assert {"met", "unmet", "unknown", "n.a."} <= told, rule.id
        assert rule.title == rule.title.rstrip("."), rule.id
        words = f"{rule.title} {rule.message.met} {rule.message.unmet} {rule.why} {rule.fix}".lower()
        assert not any(word in words for word in ("violat", "fake", "tamper")), rule.id
        assert (rule.basis == "law") == (rule.jurisdiction is not None) == (rule.valid_from is not None), rule.id


def test_an_example_that_is_wrong_is_shown(folder: Folder) -> None:
    base = folder({"authorship/bare.yaml": BARE.replace("words: 9", "words: 2")})
    wrong = [result for result in run_examples(load(base)) if not result.right]
    assert [(result.rule, result.name, result.expected, result.got) for result in wrong] == [
        ("bare", "long", "met", "unmet")
    ]


def test_the_template_is_a_sound_rule(folder: Folder) -> None:
    base = folder({"images/my-question.yaml": rule_template("my-question", "images")})
    rulebook = load(base)
    assert rulebook.warnings == ()
    assert all(result.right for result in run_examples(rulebook))
    assert rulebook.rule("my-question").rule.status == "informative"


@pytest.mark.parametrize("wrong", ["", "My question", "a_b", "x" * 61, "../x", "a-"])
def test_an_id_is_a_file_name(wrong: str) -> None:
    with pytest.raises(UsageError, match="cannot be the id of a rule"):
        rule_template(wrong)


def test_the_rule_in_the_readme_is_sound(folder: Folder) -> None:
    text = (packaged_folder("rules") / "README.md").read_text("utf-8")
    rule = text.partition("```yaml\n")[2].partition("```")[0]
    rulebook = load(folder({"accountability/dates-visible.yaml": rule}))
    assert rulebook.warnings == ()
    assert all(result.right for result in run_examples(rulebook))

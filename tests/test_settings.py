"""Where settings come from, and what a misspelt one says."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import UsageError
from auditor.settings import DESCRIPTIONS, Settings, layers, load, unknown_variables

NOT_GIVEN: dict[str, object] = {"store": None, "rules": (), "fail_under": None}


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(text: str, name: str = "auditor.toml") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_without_anything_the_defaults_hold() -> None:
    assert load(NOT_GIVEN, {}) == Settings()


def test_the_nearest_place_decides() -> None:
    written('store = "sqlite:///file.db"\npack = "file"\nfail-under = 40')
    environment = {"AUDITOR_STORE": "sqlite:///env.db", "AUDITOR_PACK": "env"}
    settings = load({"store": "sqlite:///flag.db", "pack": None}, environment)
    assert (settings.store, settings.pack, settings.fail_under) == ("sqlite:///flag.db", "env", 40.0)


def test_a_nearer_list_replaces_the_other() -> None:
    written('fail-on = ["a", "b"]')
    assert load({"fail_on": ("c",)}, {}).fail_on == ("c",)
    assert load({"fail_on": ()}, {}).fail_on == ("a", "b")


def test_a_flag_that_says_no_is_heard() -> None:
    written("offline = true")
    assert load({"offline": False}, {}).offline is False
    assert load({"offline": None}, {}).offline is True


@pytest.mark.parametrize(
    ("variable", "text", "setting", "value"),
    [
        ("AUDITOR_OFFLINE", "1", "offline", True),
        ("AUDITOR_OFFLINE", "true", "offline", True),
        ("AUDITOR_OFFLINE", "0", "offline", False),
        ("AUDITOR_FAIL_UNDER", "62.5", "fail_under", 62.5),
        ("AUDITOR_RULES", "house; legal ;", "rules", ("house", "legal")),
        ("AUDITOR_ALLOW_PRIVATE", "127.0.0.0/8;fd00::/8", "allow_private", ("127.0.0.0/8", "fd00::/8")),
        ("AUDITOR_PACK", "  ", "pack", "newsroom"),
        ("OTHER_PACK", "x", "pack", "newsroom"),
    ],
)
def test_environment(variable: str, text: str, setting: str, value: object) -> None:
    assert getattr(load({}, {variable: text}), setting) == value


def test_config_replaces_the_file_of_the_current_folder() -> None:
    written('pack = "here"')
    assert load({}, {}, written('store = "there.db"', "elsewhere/house.toml")) == Settings(store="there.db")


def test_folders_in_a_file_are_meant_from_where_the_file_lies() -> None:
    config = written('rules = ["house", "/abs"]', "elsewhere/auditor.toml")
    assert load({}, {}, config).rules == ("elsewhere/house", "/abs")
    assert load({"rules": ("mine",)}, {}, config).rules == ("mine",)


@pytest.mark.parametrize("key", ["fail-under", "fail_under"])
def test_a_key_is_written_as_the_flag_or_as_the_variable(key: str) -> None:
    written(f"{key} = 10")
    assert load({}, {}).fail_under == 10


@pytest.mark.parametrize(
    ("text", "problem", "advice"),
    [
        ("# ours\n\nfail-udner = 5", "auditor.toml:3: fail-udner is not a setting.", "Did you mean fail-under?"),
        ('"offlin" = true', "auditor.toml:1: offlin is not a setting.", "Did you mean offline?"),
        (
            "[store]\nurl = 1",
            "auditor.toml:1: store: Expected `str | null`, got `object`.",
            DESCRIPTIONS["store"] + ".",
        ),
        ("[qqq]\nurl = 1", "auditor.toml:1: qqq is not a setting.", "Settings are store, rules, pack,"),
        ('fail-under = "5"', "auditor.toml:1: fail-under: Expected `float | null`, got `str`.", "Exit 1 when"),
        ("pack = 1\nfail-under = 101", "auditor.toml:1: pack: Expected `str`, got `int`.", "Set of rules"),
        ("fail-under = 101", "auditor.toml:1: fail-under: Expected `float` <= 100.0.", "Exit 1 when"),
        ('allow-private = ["10.0.0.1/8"]', "allow-private: 10.0.0.1/8 is not a network", "Write it as an address"),
        ("pack = ", "auditor.toml is not valid TOML: Invalid value (at end of document).", "See https://toml.io"),
    ],
)
def test_a_mistake_in_the_file_says_where_and_what_would_be_right(text: str, problem: str, advice: str) -> None:
    written(text)
    with pytest.raises(UsageError) as caught:
        load({}, {})
    assert caught.value.problem.startswith(problem)
    assert caught.value.advice.startswith(advice)


def test_a_mistake_in_the_environment_names_the_variable() -> None:
    with pytest.raises(UsageError, match=r"^AUDITOR_OFFLINE: Expected `bool`"):
        load({}, {"AUDITOR_OFFLINE": "maybe"})


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(UsageError, match=r"gone\.toml cannot be read: No such file"):
        load({}, {}, Path("gone.toml"))


def test_a_file_that_is_not_text() -> None:
    Path("auditor.toml").write_bytes(b"pack = '\xff'")
    with pytest.raises(UsageError, match="is not UTF-8"):
        load({}, {})


def test_layers_tell_who_decided() -> None:
    written('pack = "classroom"')
    found = [
        (layer.origin, dict(layer.values)) for layer in layers({"store": "x", "pack": None}, {"AUDITOR_OFFLINE": "1"})
    ]
    assert found == [
        ("flag", {"store": "x"}),
        ("environment", {"offline": True}),
        ("auditor.toml", {"pack": "classroom"}),
    ]


def test_misspelt_variables_are_found() -> None:
    environment = {"AUDITOR_STOER": "x", "AUDITOR_STORE": "x", "PATH": "x"}
    assert unknown_variables(environment) == ("AUDITOR_STOER",)


def test_every_setting_is_described() -> None:
    assert list(DESCRIPTIONS) == list(Settings.__struct_fields__)
    assert all(DESCRIPTIONS.values())

"""The promises that machines keep: who may import whom, one list of each thing, sizes, words, lint and types."""

from __future__ import annotations

import ast
import configparser
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from auditor.detectors import DETECTORS
from auditor.facts import Facts

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "auditor"

# Each row may import from the rows above it, and from itself only where its packages are joined by "+".
LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors", "provenance", "packaged", "places", "whole"),
    ("sourcing",),
    ("facts", "consistency"),
    ("model",),
    ("page", "lexicon", "media"),
    ("detectors",),
    ("rulebook+score", "layers"),
    ("store", "compare", "render", "outlet", "collect", "trust"),
    ("lesson",),
    ("settings",),
    ("pipeline", "fleet"),
    ("cli",),
)
CONFINED: dict[str, frozenset[str]] = {
    "httpx": frozenset({"collect"}),
    "httpcore": frozenset({"collect"}),
    "ada_url": frozenset({"collect"}),
    "ahocorasick_rs": frozenset({"lexicon"}),
    "protego": frozenset({"collect"}),
    "brotli": frozenset({"collect"}),
    "idna": frozenset({"collect"}),
    "certifi": frozenset({"collect"}),
    "sqlalchemy": frozenset({"store"}),
    "alembic": frozenset({"store"}),
    "platformdirs": frozenset({"store", "cli", "settings", "trust"}),
    "jinja2": frozenset({"render", "lesson"}),
    "click": frozenset({"cli"}),
    "rich": frozenset({"cli"}),
    "cel_expr_python": frozenset({"rulebook"}),
    "google": frozenset({"rulebook"}),
    "c2pa": frozenset({"media"}),
    "PIL": frozenset({"media"}),
    "imagehash": frozenset({"media"}),
    "selectolax": frozenset({"page", "detectors"}),
    "bs4": frozenset({"page", "render", "lesson"}),
    "re2": frozenset({"lexicon", "page", "detectors"}),
    "dateparser": frozenset({"page", "detectors"}),
    "tldextract": frozenset({"page", "detectors"}),
    "w3lib": frozenset({"page", "detectors"}),
    "yaml": frozenset({"rulebook", "lexicon", "lesson"}),
}
ANYWHERE = frozenset({"msgspec"})

MAX_FILE = 350
MAX_FUNCTION = 45
MAX_PARAMETERS = 6
MAX_OPTIONS = 10
FORBIDDEN_WORDS = (r"/work/", r"pypi\.org", r"pythonhosted", r"deb\.debian\.org", r"registry\.npmjs")


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def part(path: Path) -> str:
    """The package or module directly under `auditor` that a file belongs to."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rank(name: str) -> tuple[int, str] | None:
    for number, row in enumerate(LAYERS):
        for entry in row:
            if name in entry.split("+"):
                return number, entry
    return None


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    own = part(path)
    if own in {"__init__", "__main__"}:
        return
    mine = rank(own)
    assert mine is not None, f"auditor/{own} has no row in LAYERS: decide which it belongs to"
    for name in imported(path):
        pieces = name.split(".")
        if pieces[0] != "auditor" or len(pieces) == 1 or pieces[1] in {own, "__version__"}:
            continue
        theirs = rank(pieces[1])
        assert theirs is not None, f"{name} is not a known part of auditor"
        below = theirs[0] < mine[0] or (theirs == mine and "+" in mine[1])
        assert below, f"{name_of(path)} imports {name}, which is not below it in LAYERS"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_libraries_stay_in_their_package(path: Path) -> None:
    for name in imported(path):
        top = name.split(".")[0]
        if top == "auditor" or top in sys.stdlib_module_names or top in ANYWHERE:
            continue
        assert top in CONFINED, f"{name_of(path)} imports {top}: say in CONFINED where it belongs"
        assert part(path) in CONFINED[top], f"{top} is for {sorted(CONFINED[top])}, not for {name_of(path)}"


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body
    if ast.get_docstring(function) is not None:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", [*modules(), *sorted((ROOT / "tests").rglob("*.py"))], ids=name_of)
def test_sizes_stay_in_budget(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= MAX_FILE, f"{name_of(path)} has {lines} lines: split it by what its parts are for"
    if PACKAGE not in path.parents:
        return
    for function in functions(path):
        length = body_lines(function)
        assert length <= MAX_FUNCTION, f"{name_of(path)}: {function.name} has {length} lines"
        arguments = function.args
        count = len([a for a in (*arguments.posonlyargs, *arguments.args) if a.arg not in {"self", "cls"}])
        allowed = MAX_OPTIONS if part(path) == "cli" else MAX_PARAMETERS
        assert count <= allowed, f"{name_of(path)}: {function.name} takes {count} parameters"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_everything_public_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree(path)), f"{name_of(path)} has no docstring"
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{name_of(path)}: {node.name} has no docstring"
            members = node.body if isinstance(node, ast.ClassDef) else []
            for member in members:
                if isinstance(member, ast.FunctionDef) and not member.name.startswith("_"):
                    properties = {ast.unparse(decorator) for decorator in member.decorator_list}
                    named = bool(properties & {"property", "cached_property"}) or ast.get_docstring(member)
                    assert named, f"{name_of(path)}: {node.name}.{member.name} has no docstring"


def test_every_detector_is_in_the_one_list() -> None:
    files = {
        path.stem
        for path in (PACKAGE / "detectors").glob("*.py")
        if not path.stem.startswith("_") and path.stem != "interface"
    }
    listed = [str(detector).split("detectors.")[1].split("'")[0] for detector in DETECTORS]
    assert sorted(listed) == sorted(files)


def test_every_family_of_facts_has_one_detector() -> None:
    assert sorted(detector.FACT for detector in DETECTORS) == sorted(Facts.__struct_fields__)


def test_setup_cfg_lists_every_package() -> None:
    config = configparser.ConfigParser(interpolation=None)
    config.read(ROOT / "setup.cfg", "utf-8")
    listed = set(config["options"]["packages"].split())
    folders = {
        ".".join(folder.relative_to(ROOT).parts)
        for folder in [PACKAGE, *PACKAGE.rglob("*")]
        if folder.is_dir() and any(folder.glob("*.py"))
    }
    assert listed - {"auditor.rules", "auditor.reports", "auditor.demo"} == folders


@cache
def tracked_files() -> tuple[Path, ...]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return tuple(ROOT / name for name in listed.stdout.splitlines())


def test_no_file_names_a_machine_or_a_registry() -> None:
    words = re.compile("|".join(FORBIDDEN_WORDS))
    for path in tracked_files():
        if path == Path(__file__) or not path.is_file():
            continue
        raw = path.read_bytes()
        if b"\0" in raw[:1000]:
            continue
        found = words.search(raw.decode("utf-8", "replace"))
        assert found is None, f"{name_of(path)} contains {found[0] if found else ''}"


def test_the_changelog_opens_with_what_is_unreleased() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines()
    headings = [line for line in lines if line.startswith("## ")]
    assert headings[0] == "## Unreleased"
    unreleased = lines[lines.index("## Unreleased") + 1 :]
    assert any(line.startswith("- ") for line in unreleased), "say what a user will notice"


def test_ci_runs_the_readme_test_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = re.findall(r"^ {4}(python3 -m venv .*)$", readme, re.MULTILINE)
    assert len(commands) == 2, "the README opens with two commands, each one line, indented by four spaces"
    assert "auditor demo" in commands[0]
    assert commands[1] in (ROOT / ".ci" / "run").read_text("utf-8")


TOOLS = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
}


@pytest.mark.slow
@pytest.mark.parametrize("command", TOOLS.values(), ids=TOOLS)
def test_lint_and_types_are_clean(command: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

"""Folders of rules become a rulebook, or every mistake of every file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from auditor.errors import Mistake, RulebookError, UsageError
from auditor.model import CATEGORIES, RulebookRef
from auditor.packaged import folder as packaged_folder
from auditor.rulebook import shape
from auditor.rulebook.compiling import Compiled, compile_rule
from auditor.rulebook.model import Pack
from auditor.rulebook.reading import Document, read
from auditor.rulebook.rulebook import Rulebook
from auditor.rulebook.verdicts import CompiledRule
from auditor.rulebook.vocabulary import did_you_mean, group_of

NO_RULES = frozenset({"lexicon", "words"})
"""Folders beside the categories that hold what detectors look for."""


class DataFile(NamedTuple):
    """A file as it was read; `name` is its place in the folder of rules, the same on every machine."""

    path: Path
    name: str
    shown: str
    raw: bytes


def load(folder: Path | None = None, *, extra: tuple[Path, ...] = (), pack: str = "newsroom") -> Rulebook:
    """
    Read the rules in `folder` (None: those that come with the auditor), then those in the `extra` folders or files.

    Raises RulebookError with all mistakes of all files, and UsageError where a folder or the pack does not exist.
    """
    return _packaged(pack) if folder is None and not extra else _load(folder, extra, pack)


@cache
def _packaged(pack: str) -> Rulebook:
    return _load(None, (), pack)


def _load(folder: Path | None, extra: tuple[Path, ...], pack: str) -> Rulebook:
    bases = [(folder or packaged_folder("rules"), "" if folder else "rules"), *((path, "") for path in extra)]
    files = [file for base, shown in bases for file in _files(base, shown)]
    pack_files = [file for file in files if Path(file.name).parent.name == "packs"]
    rule_files = [file for file in files if file not in pack_files]
    results = [_compile(file) for file in rule_files]
    mistakes = [mistake for result in results for mistake in result.mistakes]
    rules = [result.rule for result in results if result.rule]
    mistakes += _same_ids(rules)
    chosen, chosen_file, problems = _choose(pack_files, pack, {Path(file.name).stem for file in rule_files})
    mistakes += problems
    if mistakes or chosen is None:
        raise RulebookError(tuple(mistakes))
    asked = tuple(rule for rule in rules if chosen.asks(rule.rule.id))
    ref = RulebookRef(pack=chosen.name, version=chosen.version, digest=_digest([*rule_files, chosen_file]))
    warnings = tuple(warning for result in results for warning in result.warnings)
    return Rulebook(asked, chosen, ref, warnings)


def _files(base: Path, shown: str) -> Iterator[DataFile]:
    if base.is_file():
        paths = [base]
        base = base.parent
    elif base.is_dir():
        paths = sorted(path for path in base.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())
    else:
        raise UsageError(f"There is no folder of rules at '{base}'.", advice="Check the path given with --rules.")
    for path in paths:
        name = path.relative_to(base)
        if any(part.startswith(".") or part in NO_RULES for part in name.parts):
            continue
        yield DataFile(path, name.as_posix(), (Path(shown) / name if shown else path).as_posix(), path.read_bytes())


def _compile(file: DataFile) -> Compiled:
    document, mistakes = _read(file)
    if document is None:
        return Compiled(None, mistakes)
    result = compile_rule(document)
    mistakes = (*mistakes, *result.mistakes, *_in_place(file, document))
    return Compiled(None if mistakes else result.rule, mistakes, result.warnings)


def _read(file: DataFile) -> tuple[Document | None, tuple[Mistake, ...]]:
    if file.path.suffix == ".yml":
        return None, (Mistake(file.shown, 1, 1, "the file's name must end in .yaml, not .yml"),)
    return read(file.raw, file.shown)


def _in_place(file: DataFile, document: Document) -> Iterator[Mistake]:
    """The file's name is the id, its folder the category: neither can be told twice and differently."""
    data = document.data if isinstance(document.data, dict) else {}
    identifier, category = data.get("id"), data.get("category")
    if isinstance(identifier, str) and identifier != file.path.stem:
        yield document.mistake(("id",), f"id: '{identifier}' must be the file's name, '{file.path.stem}'")
    parent = file.path.parent.name
    if category in CATEGORIES and parent in CATEGORIES and parent != category:
        yield document.mistake(("category",), f"category: '{category}' must be the file's folder, '{parent}'")


def _same_ids(rules: Iterable[CompiledRule]) -> Iterator[Mistake]:
    first: dict[str, str] = {}
    for rule in rules:
        if rule.rule.id in first:
            problem = f"the rule '{rule.rule.id}' is also in {first[rule.rule.id]}: give one of them another id"
            yield Mistake(rule.path, 1, 1, problem)
        first.setdefault(rule.rule.id, rule.path)


def _choose(files: list[DataFile], name: str, rule_ids: set[str]) -> tuple[Pack | None, DataFile, list[Mistake]]:
    """The pack called `name`: of several, the one in the last folder."""
    chosen = [file for file in files if Path(file.name).stem == name]
    if not chosen:
        known = sorted({Path(file.name).stem for file in files})
        problem = f"There is no pack '{name}'{did_you_mean(name, known)}."
        raise UsageError(problem, advice=f"Packs here: {', '.join(known) or 'none; put one into packs/'}.")
    file = chosen[-1]
    document, mistakes = _read(file)
    if document is None:
        return None, file, [*mistakes]
    found = [*mistakes, *shape.mistakes(document, group_of(Pack))]
    if found:
        return None, file, found
    pack = msgspec.convert(document.data, Pack)
    found += _pack_mistakes(document, pack, rule_ids)
    return pack, file, found


def _pack_mistakes(document: Document, pack: Pack, rule_ids: set[str]) -> Iterator[Mistake]:
    if pack.name != Path(document.path).stem:
        yield document.mistake(("name",), f"name: '{pack.name}' must be the file's name, '{Path(document.path).stem}'")
    floors = [pack.grades.A, pack.grades.B, pack.grades.C, pack.grades.D]
    if sorted(set(floors), reverse=True) != floors:
        yield document.mistake(("grades",), "grades: each grade must begin below the better one")
    for field, listed in (("include", pack.include or ()), ("exclude", pack.exclude)):
        for index, identifier in enumerate(listed):
            if identifier not in rule_ids:
                close = did_you_mean(identifier, rule_ids)
                yield document.mistake((field, index), f"{field}: there is no rule '{identifier}'{close}")


def _digest(files: Iterable[DataFile]) -> str:
    """One hash over the names and bytes of the files that judge, in sorted order, whatever their line endings."""
    total = hashlib.sha256()
    for name, raw in sorted((file.name, file.raw.replace(b"\r\n", b"\n")) for file in files):
        total.update(f"{name}\n{len(raw)}\n".encode())
        total.update(raw)
    return total.hexdigest()

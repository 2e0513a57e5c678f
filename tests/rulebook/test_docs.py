from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from auditor.facts import Facts
from auditor.model import Audit, AuditorRef, SnapshotRef, Target
from auditor.packaged import folder as packaged_folder
from auditor.rulebook import Rulebook, audit_schema, documents, judge, load, pack_schema, rule_schema
from auditor.rulebook.reading import read
from auditor.rulebook.vocabulary import every_path, facts, find
from auditor.score import score

DOCS = Path(__file__).parents[2] / "docs"
FactsOf = Callable[..., Facts]
RULE_FILES = sorted(path for path in packaged_folder("rules").glob("*/*.yaml")
                    if path.parent.name in ("authorship", "images", "sourcing", "accountability"))  # fmt: skip


@pytest.mark.parametrize("name", ["facts.md", "rules.md", "rule.schema.json", "pack.schema.json", "audit.schema.json"])
def test_made_files_are_fresh(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == documents(load())[name], "Write it anew: auditor rules docs"


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.stem)
def test_the_schema_accepts_the_rules(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../docs/rule.schema.json\n")
    jsonschema.validate(_plain(text), json.loads(rule_schema()))


@pytest.mark.parametrize("name", ["newsroom", "classroom"])
def test_the_schema_accepts_the_packs(name: str) -> None:
    text = (packaged_folder("rules") / "packs" / f"{name}.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../docs/pack.schema.json\n")
    jsonschema.validate(_plain(text), json.loads(pack_schema()))


@pytest.mark.parametrize(
    "change",
    [
        {"severity": "hgih"},
        {"at_lest": "all"},
        {"references": []},
        {"examples": [{"name": "x", "expect": "met", "facts": {"page": {"kind": "artcle"}}}]},
        {"examples": [{"name": "x", "expect": "met", "facts": {"pages": {}}}]},
        {"examples": [{"name": "x", "expect": "passed", "facts": {}}]},
    ],
)
def test_the_schema_refuses_what_the_check_refuses(change: dict[str, Any]) -> None:
    rule = {**_plain(RULE_FILES[0].read_text("utf-8")), **change}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(rule, json.loads(rule_schema()))


def test_audits_fit_their_schema(facts_of: FactsOf, newsroom: Rulebook) -> None:
    for given in ({}, {"images": [{"quote": "a"}], "access": {"state": "free"}, "markup": {}, "claims": []}):
        facts = facts_of(**given)
        findings = judge(facts, (), newsroom)
        audit = Audit(
            target=Target(kind="stdin", value="-"),
            snapshot=SnapshotRef(url="", final_url="", fetched_at=None, status=None, content_type=None, bytes=0,
                                 sha256=""),
            facts=facts,
            gaps=(),
            findings=findings,
            score=score(findings, newsroom.pack, kind="article"),
            rulebook=newsroom.ref,
            auditor=AuditorRef(version="0"),
        )  # fmt: skip
        schema = json.loads(audit_schema())
        jsonschema.validate(json.loads(audit.to_json()), schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**json.loads(audit.to_json()), "schema": "other/1"}, schema)


def test_every_fact_is_described() -> None:
    named = dict(every_path(facts()))
    assert all(field.description for field in named.values())
    assert named["images[].ai_by_file"].structural
    assert named["images[].label_visible"].more
    assert named["page.title"].type_name == "text or null"
    assert named["page.kind"].type_name == "one of a few words"
    assert named["authors[].origins"].type_name == "list of one of a few words"
    assert named["images[].file"].type_name == "ImageProvenance"
    assert named["images"].type_name == "list of Image"
    assert find("images[].file.c2pa.present") == find("images.file.c2pa.present")
    assert find("images.nothing") is None
    assert find("page.kind.more") is None
    assert not [path for path, field in named.items() if field.structural and field.more]


def test_what_a_page_tells_never_decides_what_it_is_asked() -> None:
    """The marks of the facts, as rules rely on them."""
    marked = {path for path, field in every_path(facts()) if field.structural}
    assert not [path for path in marked if path.startswith(("disclosures", "corrections", "sources", "outlet"))]


def _plain(text: str) -> Any:
    """The file as plain values."""
    document, mistakes = read(text.encode(), "x.yaml")
    assert document is not None
    assert not mistakes
    return msgspec.json.decode(msgspec.json.encode(document.data))

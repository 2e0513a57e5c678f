"""The templates: escaping cannot be left, the policy names the style, documented variables are the real ones."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from bs4 import BeautifulSoup
from jinja2 import meta, nodes
from msgspec import Struct

from auditor.model import Audit
from auditor.packaged import folder
from auditor.render import contract, environment, render, source_hash

TEMPLATES = sorted((folder("reports") / "templates").glob("*.j2"))
README = folder("reports") / "README.md"
START = "<!-- The tables below are made from auditor/render: run the tests with --update-golden. -->\n"


def sources() -> Iterator[Path]:
    yield from TEMPLATES
    yield from sorted((folder("reports").parent / "auditor" / "render").glob("*.py"))


@pytest.mark.parametrize(
    "hole",
    [
        r"\|\s*safe\b",
        r"\bMarkup\(",
        r"autoescape\s*(=\s*)?false",
        r"(?i:from_string\()",
        r"\|\s*(xmlattr|tojson|striptags)\b",
        r"<script",
        r"\bstyle=",
        r"=\{\{",
        r"""\bsrc=(?!"\{\{ image\.picture \}\}")""",
    ],
)
def test_no_way_around_escaping(hole: str) -> None:
    assert [path.name for path in sources() if re.search(hole, path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_addresses_are_links_only_through_the_macro(template: Path) -> None:
    hrefs = re.findall(r'href="([^"]*\{\{[^"]*)"', template.read_text(encoding="utf-8"))
    allowed = {"{{ link.href }}"} if template.name == "parts.html.j2" else {"{{ index }}", "{{ outlet.page }}"}
    assert {href for href in hrefs if not href.startswith("#{{ ")} <= allowed


def test_environment_escapes_and_refuses_unknown_names(tmp_path: Path) -> None:
    (tmp_path / "t.j2").write_text("{{ words }}{{ gone }}")
    over = environment().overlay(loader=jinja2.FileSystemLoader(tmp_path))
    with pytest.raises(jinja2.UndefinedError, match="gone"):
        over.get_template("t.j2").render(words="x")
    assert over.get_template("t.j2").render(words="<b>", gone="&") == "&lt;b&gt;&amp;"


@pytest.mark.parametrize("name", ["../../setup.cfg", "/etc/passwd", "README.md"])
def test_only_packaged_templates(name: str) -> None:
    with pytest.raises(jinja2.TemplateNotFound):
        environment().get_template(name)


def test_policy_comes_first_and_names_the_style(audit: Audit) -> None:
    text = render("html", [audit])
    page = BeautifulSoup(text, "html.parser")
    assert page.head is not None
    first = page.head.find(True)
    assert first is not None
    assert first["http-equiv"] == "Content-Security-Policy"
    (style,) = page.find_all("style")
    digest = base64.b64encode(hashlib.sha256(style.get_text().encode()).digest()).decode()
    assert source_hash("report.css") == f"sha256-{digest}"
    assert str(first["content"]).split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert style.get_text() == (folder("reports") / "static" / "report.css").read_text(encoding="utf-8")
    assert text.index("Content-Security-Policy") < text.index('<meta charset="utf-8">') < 1024


def test_style_reaches_for_nothing_outside() -> None:
    style = (folder("reports") / "static" / "report.css").read_text(encoding="utf-8")
    assert not re.search(r"@import|url\(|https?://|expression|</", style)


def test_document_tells_assistive_technology_what_it_needs(audit: Audit) -> None:
    page = BeautifulSoup(render("html", [audit, audit]), "html.parser")
    assert page.html is not None
    assert page.html["lang"] == "en"
    assert len(page.find_all("h1")) == 1
    assert len(page.find_all("main")) == 1
    levels = [int(heading.name[1]) for heading in page.find_all(re.compile("^h[1-6]$"))]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert page.find("a", class_="skip", href="#report") is not None
    anchors = {str(element["id"]) for element in page.find_all(id=True)}
    assert {str(link["href"])[1:] for link in page.find_all("a", href=re.compile("^#"))} <= anchors
    assert {quote["lang"] for quote in page.select("blockquote p")} == {"en"}


@pytest.mark.parametrize(("name", "struct"), contract.PAGES.items())
def test_pages_use_only_documented_variables(name: str, struct: type[Struct]) -> None:
    used: set[str] = set()
    waiting = [name]
    for template in waiting:  # grows while it is read: templates name templates
        tree = parsed(template)
        imported = {n if isinstance(n, str) else n[1] for node in tree.find_all(nodes.FromImport) for n in node.names}
        used |= meta.find_undeclared_variables(tree) - imported
        named = meta.find_referenced_templates(tree)
        waiting.extend(other for other in named if other and other.endswith(".j2") and other not in waiting)
    assert used == set(struct.__struct_fields__)


def test_every_documented_field_is_used() -> None:
    used = {node.attr for path in TEMPLATES for node in parsed(path.name).find_all(nodes.Getattr)}
    pages = set(contract.PAGES.values())
    unused = [
        f"{s.__name__}.{f}" for s in contract.views() if s not in pages for f in s.__struct_fields__ if f not in used
    ]
    for_text = ["FindingView.category", "FindingView.contradiction"]  # in HTML, the section tells them
    assert unused == for_text


def parsed(name: str) -> nodes.Template:
    source, _, _ = environment().loader.get_source(environment(), name)  # type: ignore[union-attr]  # it has one
    return environment().parse(source)


def test_readme_has_the_tables(update_golden: bool) -> None:
    written = README.read_text(encoding="utf-8")
    fresh = written.partition(START)[0] + START + "\n" + contract.tables().rstrip() + "\n"
    if update_golden:
        README.write_text(fresh, encoding="utf-8")
        written = fresh
    assert written == fresh, "reports/README.md is stale: run the tests with --update-golden"


def test_readme_names_every_file() -> None:
    text = README.read_text(encoding="utf-8")
    own = [*TEMPLATES, *sorted((folder("reports") / "static").iterdir())]
    assert [path.name for path in own if path.name not in text] == []


def test_a_field_without_a_description_is_a_mistake() -> None:
    class Bare(Struct):
        name: str

    with pytest.raises(TypeError, match="Bare: these fields carry no description: name"):
        contract._hints(Bare)

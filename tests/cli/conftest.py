"""A command line that never touches the user's own store, settings or log."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli import cli
from auditor.facts import Facts, PageFacts, PageKind
from auditor.model import (
    Audit,
    AuditorRef,
    Categories,
    CategoryScore,
    Failure,
    Gap,
    RulebookRef,
    Scorecard,
    SnapshotRef,
    Target,
)
from auditor.settings import PREFIX

Invoke = Callable[..., Result]

URL = "https://news.example/x"
ARTICLE = """<!doctype html><html lang="en"><head><title>Harbour bridge closes for repairs</title>
<meta property="article:published_time" content="2026-03-02T08:00:00Z"></head><body><main><article>
<h1>Harbour bridge closes for repairs</h1><p class="byline">By <a rel="author" href="/staff/ines-okafor">Ines Okafor</a>
</p><time datetime="2026-03-02T08:00:00Z">2 March 2026</time>
<p>The harbour bridge will close to all traffic on Monday, the port authority said in a notice to residents. Divers
who looked at the pillars in January found cracks in two of them, and the city council voted to pay for the work at
once.</p>
<p>“We would rather close it for a month than for a year,” Marta Lindqvist, who heads the authority, told the council.
Buses will take the northern crossing until the work is done, which the authority expects to be early in April.</p>
<p>This article was translated from the German with the help of an AI tool and checked by an editor before it was
published. Readers who find a mistake can write to the desk, which answers every letter.</p>
</article></main></body></html>
"""


@pytest.fixture(autouse=True)
def _own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty current folder, and data and log folders inside the test's own."""
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for name in (f"{PREFIX}STORE", f"{PREFIX}RULES", f"{PREFIX}OFFLINE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    yield
    log = logging.getLogger("auditor")
    for handler in tuple(log.handlers):
        log.removeHandler(handler)
    log.setLevel(logging.NOTSET)


@pytest.fixture
def run() -> Invoke:
    """Run `auditor …` in this process; standard output and standard error are kept apart."""

    def invoke(*arguments: object, **more: object) -> Result:
        return CliRunner().invoke(cli, [str(argument) for argument in arguments], prog_name="auditor", **more)  # type: ignore[arg-type]  # passed through

    return invoke


@pytest.fixture
def article() -> Path:
    """A saved article in the current folder."""
    path = Path("article.html")
    path.write_text(ARTICLE, "utf-8")
    return path


NO_SCORE = CategoryScore(low=None, high=None, coverage=0.0, met=0, unmet=0, unknown=0)


def made_up(
    kind: PageKind | None = "article", low: float | None = 50, high: float | None = 50, gaps: tuple[Gap, ...] = ()
) -> Audit:
    """The smallest audit of that kind and score; None as kind is a page whose kind could not be told."""
    page = PageFacts(
        kind=kind or "other", kind_reason="", url=URL, canonical_url=None, title=None, language=None, encoding="utf-8",
        words=0, body="",
    )  # fmt: skip
    return Audit(
        target=Target(kind="url", value=URL),
        snapshot=SnapshotRef(
            url=URL, final_url=URL, fetched_at=None, status=None, content_type=None, bytes=0, sha256="0" * 64
        ),
        facts=Facts(page=page) if kind else Facts(),
        gaps=gaps,
        findings=(),
        score=Scorecard(
            value=low,
            low=low,
            high=high,
            coverage=1.0,
            grade="C",
            reason="",
            caps=(),
            categories=Categories(authorship=NO_SCORE, images=NO_SCORE, sourcing=NO_SCORE, accountability=NO_SCORE),
        ),
        rulebook=RulebookRef(pack="newsroom", version="1.0.0", digest=""),
        auditor=AuditorRef(version="0"),
    )


@pytest.fixture
def audit_of() -> Callable[..., Audit]:
    """Builds the smallest audit of a kind and a score."""
    return made_up


@pytest.fixture
def failed() -> Callable[[int], Failure]:
    """Builds a failure with that exit code."""

    def build(code: int) -> Failure:
        return Failure(
            target=Target(kind="url", value=URL), error="FetchFailed", problem="It failed.", advice="", exit_code=code
        )

    return build


@pytest.fixture
def audited(run: Invoke, article: Path) -> str:
    """A page with one kept audit; its address."""
    url = "https://news.example/bridge"
    assert run("audit", article, "--url", url, "-q").exit_code == 0
    return url

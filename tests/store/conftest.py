"""A store on each database, and audits made by hand to put into it."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from auditor.facts import At, Facts, Outlet, PageFacts, Policies, Policy
from auditor.model import (
    Audit,
    AuditorRef,
    Cap,
    Categories,
    CategoryScore,
    Finding,
    Gap,
    Item,
    MediaFile,
    Outcome,
    Reference,
    RulebookRef,
    Scorecard,
    Snapshot,
    SnapshotRef,
    Target,
)
from auditor.store import Store

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
AT = At(region="byline", selector="p.byline", start=4, end=12, before="By ", after=" · 2 min")

Make = Callable[..., tuple[Snapshot, Audit]]


class Server:
    """A PostgreSQL server of our own on a free loopback port, gone after the tests."""

    def __init__(self, programs: Path, folder: Path) -> None:
        # initdb refuses to run as root.
        user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        self._as: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        self._programs, self._folder, self._made = programs, folder, 0
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._run("initdb", "--auth=trust", "--username=auditor", "--encoding=UTF8", "--locale=C", "--no-sync")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        self._run("pg_ctl", "-o", options, "-l", str(self._folder / "log"), "-w", "start")

    def stop(self) -> None:
        """Stop it as a power cut would."""
        self._run("pg_ctl", "-m", "immediate", "-w", "stop")

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://auditor@127.0.0.1:{self.port}/{database}"

    def make_database(self) -> str:
        """Make an empty database and return its address."""
        self._made += 1
        name = f"test_{self._made}"
        self.run_sql(f"CREATE DATABASE {name}")
        return self.url(name)

    def run_sql(self, statement: str) -> None:
        """Run one statement as the owner of the server."""
        url = self.url("postgres").replace("postgresql:", "postgresql+psycopg:")
        engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), "-D", str(self._folder / "data"), *arguments]
        # The server inherits the pipes of pg_ctl, and reading them would wait for its end.
        quiet = subprocess.DEVNULL
        subprocess.run(command, check=True, cwd=self._folder, timeout=60, stdout=quiet, stderr=quiet, **self._as)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    found = shutil.which("initdb") or max(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")), default="")
    if not found:
        reason = "PostgreSQL is not installed (apt-get install postgresql)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="auditor-pg-"))
    made = Server(Path(found).resolve().parent, folder)
    made.start()
    yield made
    made.stop()
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store, on each database in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'audits.db'}"
    server: Server = request.getfixturevalue("server")
    return server.make_database()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open(url) as opened:
        yield opened


@pytest.fixture
def make() -> Make:
    return _make


def _make(
    name: str = "one", *, host: str = "www.gazette.example", fetched_at: datetime | None = NOON, **page: Any
) -> tuple[Snapshot, Audit]:
    """A page named `name` and its audit; `page` sets fields of the snapshot."""
    defaults: dict[str, Any] = {
        "requested_url": f"https://{host}/{name}",
        "final_url": f"https://{host}/{name}",
        "status": 200,
        "headers": (("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")),
        "raw": f"<h1>Bakers strike {name}</h1>".encode(),
        "media": (MediaFile(url=f"https://{host}/lead.jpg", content_type="image/jpeg", raw=b"\xff\xd8\0lead"),),
        "media_wanted": True,
    }
    snapshot = Snapshot(fetched_at=fetched_at, **(defaults | page))
    ref = SnapshotRef(
        url=snapshot.requested_url, final_url=snapshot.final_url, fetched_at=fetched_at, status=snapshot.status,
        content_type=snapshot.content_type, bytes=len(snapshot.raw), sha256=snapshot.sha256,
    )  # fmt: skip
    audit = Audit(
        target=Target(kind="url", value=snapshot.requested_url),
        snapshot=ref,
        facts=_facts(name, snapshot.final_url),
        gaps=(Gap(fact="images", reason="offline", detail="The pictures were not fetched."),),
        findings=(_finding("byline-names-someone", "met"), _finding("ai-statement-on-the-page", "unmet")),
        score=_scorecard(),
        rulebook=RulebookRef(pack="newsroom", version="1.2.0", digest="d" * 64),
        auditor=AuditorRef(version="0.1.0"),
    )
    return snapshot, audit


def _facts(name: str, url: str) -> Facts:
    link = Policy(kind="ai", found=True, url="https://gazette.example/ai", quote="How we use AI", at=AT)
    return Facts(
        page=PageFacts(
            kind="article", kind_reason="NewsArticle in the markup", url=url, canonical_url=None,
            title=f"Bakers strike {name}", language="en", encoding="utf-8", words=3,
            body="Bakers strike.\n\nÄrger – now.",
        ),
        authors=(),
        outlet=Outlet(domain="gazette.example", name=None, policies=Policies(ai=link)),
    )  # fmt: skip


def _finding(rule: str, outcome: Outcome) -> Finding:
    return Finding(
        rule=rule, version=2, title="A byline", category="authorship", severity="high", status="scored",
        outcome=outcome, points=6.0 if outcome == "met" else 0.0, of=6.0, message="The page names Mara Voss.",
        items=(Item(quote="Mara Voss", at=AT, outcome=outcome, label="byline"),), looked_for=("authors",), missing=(),
        why="Readers ask who wrote it.", fix="Name the author.", basis="code of ethics",
        references=(Reference(title="Press code", url="https://council.example/code", clause="3"),),
    )  # fmt: skip


def _scorecard() -> Scorecard:
    empty = CategoryScore(low=None, high=None, coverage=0.0, met=0, unmet=0, unknown=0)
    some = CategoryScore(low=50.0, high=62.5, coverage=0.875, met=1, unmet=1, unknown=0)
    return Scorecard(
        value=50.0, low=50.0, high=62.5, coverage=0.875, grade="C", reason="",
        caps=(Cap(rule="image-label", grade="D", because="A picture says one thing.", certain=False),),
        categories=Categories(authorship=some, images=empty, sourcing=empty, accountability=empty),
    )  # fmt: skip

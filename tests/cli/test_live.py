"""The command line in a process of its own, against a server on loopback."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Auditor = Callable[..., subprocess.CompletedProcess[str]]


class Site(ThreadingHTTPServer):
    """A small news site; what was asked for is remembered, and `/slow` waits until it is let go."""

    daemon_threads = True

    def __init__(self, pages: dict[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.pages = pages
        self.asked: list[str] = []
        self.reached = threading.Event()
        self.go_on = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Visit(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.path == "/slow":
            self.server.reached.set()
            self.server.go_on.wait(20)
        body = self.server.pages.get(self.path)
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", "image/png" if self.path.endswith(".png") else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(article: Path) -> Iterator[Site]:
    picture = b'<figure><img src="/lead.png" width="900" height="600" alt="The bridge"></figure>'
    page = article.read_bytes().replace(b"</h1>", b"</h1>" + picture)
    png = (ROOT / "tests/pages/demo/silent-picture-lead.png").read_bytes()
    server = Site({"/bridge": page, "/second": page, "/third": page, "/lead.png": png})
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.go_on.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def environment(site: Site) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "AUDITOR_ALLOW_PRIVATE": "127.0.0.0/8",
        "AUDITOR_PORTS": str(site.server_port),
        "AUDITOR_PAUSE": "0",
    }


@pytest.fixture
def auditor(environment: dict[str, str]) -> Auditor:
    """Run `python -m auditor …` to its end."""

    def call(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "auditor", *map(str, arguments)],
            env={**environment, **more},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )

    return call


def test_a_page_with_its_picture(auditor: Auditor, site: Site) -> None:
    result = auditor("audit", f"{site.address}/bridge", "-f", "json")
    assert (result.returncode, result.stderr) == (0, "Kept as audit 1.\n")
    found = json.loads(result.stdout)
    assert (found["snapshot"]["status"], found["target"]["kind"]) == (200, "url")
    assert [image["ai_by_file"] for image in found["facts"]["images"]] == [True]
    assert site.asked == ["/robots.txt", "/bridge", "/lead.png"]


def test_without_pictures(auditor: Auditor, site: Site) -> None:
    result = auditor("audit", f"{site.address}/bridge", "--no-images", "--no-store", "-f", "json")
    assert "ai_by_file" not in json.loads(result.stdout)["facts"]["images"][0]
    assert "/lead.png" not in site.asked


def test_robots_are_obeyed_unless_there_is_a_reason(auditor: Auditor, site: Site) -> None:
    site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /"
    refused = auditor("audit", f"{site.address}/bridge", "--no-store")
    assert refused.returncode == 4
    assert "robots.txt" in refused.stdout
    assert "/bridge" not in site.asked
    reason = "our own site, agreed with its editor"
    assert auditor("audit", f"{site.address}/bridge", "--no-store", "--ignore-robots", reason).returncode == 0
    log = next(Path(os.environ["XDG_STATE_HOME"]).rglob("auditor.log"))
    assert reason in log.read_text("utf-8")


def test_private_addresses_are_off_limits_by_themselves(auditor: Auditor, site: Site) -> None:
    result = auditor("audit", f"{site.address}/bridge", "--no-store", AUDITOR_ALLOW_PRIVATE="")
    assert result.returncode == 4
    assert "127.0.0.1" in result.stdout
    assert site.asked == []


def test_one_missing_page_of_two(auditor: Auditor, site: Site) -> None:
    result = auditor("audit", f"{site.address}/gone", f"{site.address}/bridge", "--no-store", "-f", "jsonl")
    assert result.returncode == 3
    schemas = {json.loads(line)["schema"] for line in result.stdout.splitlines()}
    assert schemas == {"auditor.audit/1", "auditor.failure/1"}


def test_an_interruption_says_how_to_go_on(environment: dict[str, str], site: Site) -> None:
    targets = [f"{site.address}{path}" for path in ("/bridge", "/slow", "/third")]
    command = [sys.executable, "-m", "auditor", "audit", *targets, "-f", "json=a.json"]
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, encoding="utf-8", preexec_fn=_as_at_a_terminal
    ) as process:
        assert site.reached.wait(30)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "auditor: Interrupted after 1 of 3 targets; 1 audit kept.\n" in said
    assert f"  To go on, with the same options: auditor audit {shlex.join(targets[1:])}\n" in said
    assert "Traceback" not in said
    assert not Path("a.json").exists()


def _as_at_a_terminal() -> None:
    """Shells let background jobs, and all that these start, ignore the interruption."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_reader_that_leaves_early(environment: dict[str, str], site: Site) -> None:
    """As in `auditor audit … | head -1`: no noise, and the exit code is that of the audit."""
    command = [sys.executable, "-m", "auditor", "audit", f"{site.address}/bridge", "--no-store", "--fail-under", "100"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read().decode()
    assert process.returncode == 1
    assert said.startswith("--fail-under 100: tripped by ")
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_encoding_that_knows_no_lines(encoding: str, auditor: Auditor, site: Site) -> None:
    result = auditor("audit", f"{site.address}/bridge", "--no-store", "-f", "markdown", PYTHONIOENCODING=encoding)
    assert (result.returncode, result.stderr) == (0, "")


def test_shell_completion(auditor: Auditor) -> None:
    completed = auditor(_AUDITOR_COMPLETE="bash_complete", COMP_WORDS="auditor ru", COMP_CWORD="1")
    assert completed.stdout == "plain,rules\n"
    assert "_AUDITOR_COMPLETE=bash_complete" in auditor(_AUDITOR_COMPLETE="bash_source").stdout

"""Nothing is requested while a picture is inspected, whatever address stands in it: neither here nor in the child."""

from __future__ import annotations

import ast
import os
import pickle
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.media import c2pa_process, inspect

PACKAGE = Path(c2pa_process.__file__).parents[1]
REFUSE = """
import socket

def refuse(*_, **__):
    with open({log!r}, "a") as log:
        log.write("socket\\n")
    raise OSError("no socket in this test")

socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
"""
INSPECT_ALL = """
import pickle, sys
from auditor.media import c2pa_process, inspect
from auditor.media.trust import of_text
if __name__ == "__main__":
    with open(sys.argv[1], "rb") as saved:
        pictures, root = pickle.load(saved)
    for raw in pictures:
        inspect(raw, trust=of_text(root))
    print(len(pictures), c2pa_process._running[0].alive)
"""
CONNECTS = re.compile(r"\bAF_INET6?\b|/nscd/")
"""A connection, or a question to the name service."""


@pytest.fixture
def addresses(gallery: dict[str, bytes], picture: Callable[..., bytes]) -> list[bytes]:
    """Every signed picture, and addresses in all the places where a reader might follow them."""
    places = ("dcterms:provenance", "Iptc4xmpExt:DigitalSourceType", "photoshop:Credit", "dc:source")
    named = [picture("jpeg", xmp={place: "http://127.0.0.1:9/x"}) for place in places]
    drawn = b'<!DOCTYPE svg SYSTEM "http://127.0.0.1:9/x.dtd"><svg xmlns="http://www.w3.org/2000/svg">'
    drawn += b'<metadata><x:xmpmeta xmlns:x="adobe:ns:meta/"><a/></x:xmpmeta></metadata>'
    return [*gallery.values(), *named, drawn + b'<image href="http://127.0.0.1:9/x.png"/></svg>']


@pytest.fixture
def script(tmp_path: Path, addresses: list[bytes], authority: object) -> list[str]:
    """A command that inspects all of them in a process of its own."""
    (tmp_path / "pictures").write_bytes(pickle.dumps((addresses, getattr(authority, "root"))))  # noqa: B009
    (tmp_path / "inspect_all.py").write_text(INSPECT_ALL)
    return [sys.executable, str(tmp_path / "inspect_all.py"), str(tmp_path / "pictures")]


def run(command: list[str], **environment: str) -> str:
    paths = os.pathsep.join([*environment.values(), str(PACKAGE.parent)])
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_sockets_refused_in_both_processes_are_never_missed(
    tmp_path: Path, script: list[str], addresses: list[bytes]
) -> None:
    log, guard = tmp_path / "log", tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(REFUSE.format(log=str(log)))
    assert run(script, guard=str(guard)) == f"{len(addresses)} True\n"
    assert not log.exists()
    attempt = [
        sys.executable,
        "-P",
        "-c",
        "import socket\ntry: socket.create_connection(('', 9))\nexcept OSError: pass",
    ]
    run(attempt, guard=str(guard))
    assert log.read_text() == "socket\n"  # the guard works where the child runs: with -P


def traces() -> bool:
    """Whether system calls can be traced here at all."""
    command = shutil.which("strace")
    return command is not None and subprocess.run([command, "-o", os.devnull, "true"], check=False).returncode == 0


def test_no_system_call_reaches_out(tmp_path: Path, script: list[str], addresses: list[bytes]) -> None:
    if not traces():
        pytest.skip("system calls cannot be traced here (strace)")
    trace = tmp_path / "trace"
    assert run(["strace", "-f", "-e", "trace=network", "-o", str(trace), *script]) == f"{len(addresses)} True\n"
    assert [line for line in trace.read_text().splitlines() if CONNECTS.search(line)] == []
    attempt = [sys.executable, "-c", "import socket\nsocket.socket(type=socket.SOCK_DGRAM).connect(('127.0.0.1', 9))"]
    run(["strace", "-f", "-e", "trace=network", "-o", str(trace), *attempt])
    assert CONNECTS.search(trace.read_text())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process leave the network")
def test_the_child_has_no_network_where_the_system_allows_it(gallery: dict[str, bytes]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        words = (
            "import socket, sys; from auditor.media.c2pa_child import _leave_network\n"
            "left = _leave_network()\n"
            "try: socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5); print(left, 'connected')\n"
            "except OSError: print(left, 'refused')\n"
        )
        said = run([sys.executable, "-c", words, str(server.getsockname()[1])])
    assert said in ("True refused\n", "False connected\n")
    assert inspect(gallery["photograph"]).c2pa.standing == "intact"
    here, child = (Path(f"/proc/{one}/ns/net").readlink() for one in ("self", c2pa_process._running[0]._process.pid))
    assert (here != child) == said.startswith("True")


@pytest.mark.parametrize("name", ["remote only", "broken identity"])
def test_what_was_not_asked_is_said_to_be_unchecked(gallery: dict[str, bytes], name: str) -> None:
    found = inspect(gallery[name])
    assert found.c2pa.trust_tier == "unverified"
    assert found.c2pa.present


def readers(source: str) -> list[int]:
    """Lines that open a reader of the C2PA library without a context of our own: that one would follow addresses."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr == "Reader" or node.func.attr == "try_create")
        and not any(argument.arg == "context" for argument in node.keywords)
    ]


def test_no_reader_is_opened_without_our_settings() -> None:
    assert readers("import c2pa\nc2pa.Reader('a', b)\nc2pa.Reader('a', b, context=c)\nc2pa.Reader.try_create(b)") == [
        2,
        4,
    ]
    sources = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    assert {str(path): readers(text) for path, text in sources.items() if readers(text)} == {}
    users = [
        path.name for path, text in sources.items() if re.search(r"^\s*(?:import|from) c2pa\b", text, re.MULTILINE)
    ]
    assert users == ["c2pa_child.py"]

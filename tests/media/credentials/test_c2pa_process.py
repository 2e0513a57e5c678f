"""The checking process: no connection, no crash that reaches us, no answer that comes too late."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import c2pa
import pytest

from auditor.media import c2pa_child, c2pa_process, inspect

Builder = Callable[..., bytes]
ROOT = Path(__file__).parents[3]
UNTRUSTED = {"code": "signingCredential.untrusted", "explanation": "signing certificate untrusted"}
CREATED = [{"action": "c2pa.created", "digitalSourceType": "trainedAlgorithmicMedia"}]


class Listener:
    """Counts who knocks on a loopback port, and sends everyone away."""

    def __init__(self) -> None:
        self.knocks = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/manifest"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            with connection:
                words = connection.recv(4096)
                if words == b"stop":
                    return
                self.knocks += 1
                connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    def stop(self) -> None:
        with socket.create_connection(self._socket.getsockname()) as last:
            last.sendall(b"stop")
        self._thread.join()
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    one = Listener()
    yield one
    one.stop()


@pytest.fixture
def remote(picture: Builder, authority: Any, listener: Listener) -> bytes:
    """A picture whose manifest lies at the listener's address."""
    return bytes(authority.sign(picture("jpeg"), "image/jpeg", CREATED, remote=listener.url))


def test_no_address_in_a_file_is_requested(remote: bytes, listener: Listener) -> None:
    """The library's own default does request it: were that no longer so, our settings would be untested here."""
    with pytest.raises(c2pa.C2paError), c2pa.Reader("image/jpeg", io.BytesIO(remote)):
        pass
    assert listener.knocks > 0
    listener.knocks = 0
    assert c2pa_child.answer(remote, "image/jpeg")["error"].startswith("Remote")
    assert "error" in c2pa_process.ask(remote, "image/jpeg")
    found = inspect(remote)
    assert (found.c2pa.present, found.reasons[-1].quote) == (True, listener.url)
    assert listener.knocks == 0


def test_one_process_answers_many_questions(picture: Builder, authority: Any) -> None:
    raw = authority.sign(picture("jpeg"), "image/jpeg", CREATED)
    answers = [c2pa_process.ask(raw, "image/jpeg") for _ in range(3)]
    assert answers[0]["failures"] == [UNTRUSTED]
    assert answers[1:] == answers[:1] * 2
    assert len(c2pa_process._running) == 1


def test_a_killed_process_is_replaced(picture: Builder, authority: Any) -> None:
    raw = authority.sign(picture("png"), "image/png", CREATED)
    assert inspect(raw).c2pa.integrity == "intact"
    process = c2pa_process._running[0]._process
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert inspect(raw).c2pa.integrity == "intact"
    assert c2pa_process._running[0]._process.pid != process.pid


def test_a_process_that_ends_without_an_answer_leaves_the_file_unchecked(
    picture: Builder, authority: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    crash = tmp_path / "crash.py"
    crash.write_text("import sys\nsys.stdin.buffer.read(20)\n")
    c2pa_process.stop()
    monkeypatch.setattr(c2pa_process, "CHILD", crash)
    found = inspect(authority.sign(picture("jpeg"), "image/jpeg", CREATED))
    assert (found.verdict, found.c2pa.integrity) == ("ai_generated", "unchecked")
    assert found.reasons[-1].quote == "the checking process ended unexpectedly"
    c2pa_process.stop()


def test_a_process_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hang = tmp_path / "hang.py"
    hang.write_text("import time\ntime.sleep(60)\n")
    c2pa_process.stop()
    monkeypatch.setattr(c2pa_process, "CHILD", hang)
    answer = c2pa_process.ask(bytes(4 << 20), None, seconds=0.3)
    assert answer == {"error": "checking took too long", "lost": True}
    c2pa_process.stop()


def test_a_process_that_cannot_be_started_leaves_the_file_unchecked(
    picture: Builder, authority: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    c2pa_process.stop()
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    found = inspect(authority.sign(picture("jpeg"), "image/jpeg", CREATED))
    assert (found.verdict, found.c2pa.integrity) == ("ai_generated", "unchecked")
    assert "cannot be started" in found.reasons[-1].quote


def test_an_interrupted_question_leaves_no_answer_for_the_next(
    picture: Builder, authority: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    raw = authority.sign(picture("jpeg"), "image/jpeg", CREATED)
    c2pa_process.ask(raw, "image/jpeg")
    process = c2pa_process._running[0]._process
    with monkeypatch.context() as patch:
        patch.setattr(c2pa_process._Child, "_exchange", interrupted)
        with pytest.raises(KeyboardInterrupt):
            c2pa_process.ask(raw, "image/jpeg")
    assert process.poll() is not None
    assert c2pa_process.ask(raw, "image/jpeg")["signer"] == "Test Camera Desk"


def test_a_process_of_another_is_not_used(picture: Builder, authority: Any) -> None:
    raw = authority.sign(picture("jpeg"), "image/jpeg", CREATED)
    c2pa_process.ask(raw, "image/jpeg")
    mine = c2pa_process._running[0]
    mine.owner = -1  # what a fork sees
    assert not mine.alive
    assert c2pa_process.ask(raw, "image/jpeg")["failures"] == [UNTRUSTED]
    assert c2pa_process._running[0] is not mine
    mine.owner = os.getpid()
    mine.close()


def test_the_child_serves_until_its_input_ends(
    picture: Builder, authority: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = authority.sign(picture("jpeg"), "image/jpeg", CREATED, "Example Paint")
    header = json.dumps({"mime": None, "rounds": [["added", authority.root, "", ""]]}).encode()
    question = c2pa_child.REQUEST.pack(len(header), len(raw)) + header + raw
    out = io.BytesIO()
    c2pa_child.serve(io.BytesIO(question), out)
    reply = json.loads(out.getvalue()[4:])
    assert (reply["trusted"], reply["failures"], reply["signer"]) == (True, [], "Test Camera Desk")
    (manifest,) = reply["manifests"].values()
    assert manifest["generator"].startswith("Example Paint")
    monkeypatch.setattr(c2pa_child, "MAX_ANSWER", 10)
    out = io.BytesIO()
    c2pa_child.serve(io.BytesIO(question * 2), out)
    assert out.getvalue().count(b"the manifest is too large") == 2


@pytest.mark.parametrize("raw", [b"", b"<html>", b"\xff\xd8\xff\xd9"])
def test_what_holds_no_manifest_is_an_error_in_words(raw: bytes) -> None:
    assert c2pa_child.answer(raw, None)["error"]


@pytest.mark.parametrize(
    ("tiers", "tier", "trusted"),
    [
        ((), "", False),
        (("other",), "official", False),
        (("own",), "official", True),
        (("other", "own"), "interim", True),
        (("own", "own"), "official", True),
        (("other", "other", "own"), "added", True),
        (("other", "allowed"), "interim", True),
        (("allowed", "own"), "official", True),
        (("stamps",), "official", False),
        (("stamps", "own"), "interim", True),
        (("own and stamps",), "official", True),
    ],
)
def test_the_strongest_list_that_knows_the_signer_is_named(
    picture: Builder, authority: Any, tiers: tuple[str, ...], tier: str, trusted: bool
) -> None:
    raw, other = authority.sign(picture("jpeg"), "image/jpeg", CREATED), type(authority)().root
    held = {
        "other": (other, "", ""),
        "own": (authority.root, "", ""),
        "allowed": ("", authority.certificate, ""),
        "stamps": (other, "", authority.root),
        "own and stamps": (authority.root, "", authority.root),
    }
    rounds = [(name, *held[what]) for name, what in zip(("official", "interim", "added"), tiers, strict=False)]
    reply = c2pa_child.answer(raw, "image/jpeg", rounds)
    assert (reply["tier"], reply["trusted"]) == (tier, trusted)


def test_identities_are_a_question_of_their_own(gallery: dict[str, bytes]) -> None:
    reply = c2pa_child.identities(gallery["broken identity"], None)
    assert reply["identity_codes"] == [
        ("cawg.identity", "cawg.identity.assertion.mismatch"),
        ("cawg.identity", "cawg.ica.did_unavailable"),
    ]
    assert c2pa_child.identities(gallery["photograph"], None) == {"identities": [], "identity_codes": []}
    undecodable = c2pa_child.identities(gallery["no identity at all"], None)
    assert undecodable["identity_codes"] == [("cawg.identity", "cawg.identity.cbor.invalid")]
    assert c2pa_child.identities(b"\xff\xd8\xff\xd9", None)["error"]
    header = json.dumps({"mime": None, "about": "cawg.identity"}).encode()
    out, raw = io.BytesIO(), gallery["photograph"]
    c2pa_child.serve(io.BytesIO(c2pa_child.REQUEST.pack(len(header), len(raw)) + header + raw), out)
    assert json.loads(out.getvalue()[4:]) == {"identities": [], "identity_codes": []}


def test_a_crash_over_identities_leaves_the_answer_about_the_file(
    gallery: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(c2pa_process, "ask_identities", lambda *_: {"error": "it ended", "lost": True})
    found = inspect(gallery["broken identity"])
    assert (found.c2pa.standing, found.c2pa.identities) == ("intact", ())


def test_what_an_ingredient_was_found_to_be_when_it_was_added_counts(gallery: dict[str, bytes]) -> None:
    reply = c2pa_child.answer(gallery["broken ingredient"], None)
    assert [one["code"] for one in reply["ingredient_failures"] if "Hash" in one["code"]] == [
        "assertion.dataHash.mismatch"
    ]
    assert [one["code"] for one in reply["failures"]] == ["signingCredential.untrusted"]


def test_after_a_picture_that_took_too_long_the_next_is_answered(
    picture: Builder, authority: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hang = tmp_path / "hang.py"
    hang.write_text("import time\ntime.sleep(60)\n")
    raw = authority.sign(picture("jpeg"), "image/jpeg", CREATED)
    c2pa_process.stop()
    with monkeypatch.context() as patch:
        patch.setattr(c2pa_process, "CHILD", hang)
        first = c2pa_process._child()._process
        assert c2pa_process.ask(raw, None, seconds=0.3) == {"error": "checking took too long", "lost": True}
    assert first.poll() is not None
    assert c2pa_process.ask(raw, None)["failures"] == [UNTRUSTED]


@pytest.mark.parametrize("lost", [True, False])
def test_what_got_no_answer_is_not_taken_for_nothing(
    picture: Builder, authority: Any, gallery: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, lost: bool
) -> None:
    """Our own reader tells what a manifest claims; where it finds no claim either, there may still be one."""
    silent = authority.sign(picture("jpeg"), "image/jpeg", [{"action": "c2pa.published"}])
    assert inspect(silent).verdict == "no_provenance"
    monkeypatch.setattr(c2pa_process, "ask", lambda *_: {"error": "it ended", "lost": lost})
    standing = "not_checked" if lost else "unknown"
    for raw, verdict in ((silent, "unreadable"), (gallery["cropped"], "camera_capture")):
        found = inspect(raw)
        assert (found.verdict, found.c2pa.standing, found.reasons[-1].quote) == (verdict, standing, "it ended")


def test_two_manifests_of_one_name_do_no_harm(gallery: dict[str, bytes]) -> None:
    raw = gallery["cropped"]
    names = sorted(set(re.findall(rb"urn:c2pa:[0-9a-f-]{36}", raw)))
    assert len(names) == 2
    for old, new in (names, names[::-1]):
        found = inspect(raw.replace(old, new))
        assert found.verdict in ("credentials_broken", "unreadable", "camera_capture")
        assert found.c2pa.standing in ("broken", "unknown")
    assert inspect(raw).c2pa.standing == "intact"


@pytest.mark.skipif(sys.platform == "win32", reason="limits of processes are not known there")
def test_the_process_is_limited() -> None:
    words = (
        "import resource; from auditor.media import c2pa_child as child\n"
        "child._limit(); child._allow_cpu(7)\n"
        "kinds = resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE\n"
        "print(*(resource.getrlimit(kind)[0] for kind in kinds))\n"
        "print(0 < resource.getrlimit(resource.RLIMIT_CPU)[0] <= 30)\n"
    )
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == f"{2 << 30} {1 << 20} 0\nTrue\n"

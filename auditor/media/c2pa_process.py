"""The process that validates C2PA manifests: started when first needed, replaced when it dies."""

from __future__ import annotations

import atexit
import importlib.util
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

from auditor.media.c2pa_child import ANSWER, IDENTITY, MAX_ANSWER, REQUEST, Answer, Round

CHILD = Path(__file__).with_name("c2pa_child.py")
SECONDS = 20.0
"""For one picture, the start of the process included."""


def available() -> bool:
    """Whether the C2PA library is installed."""
    return importlib.util.find_spec("c2pa") is not None


def ask(raw: bytes, mime: str | None, rounds: Sequence[Round] = (), seconds: float = SECONDS) -> Answer:
    """The answer of `auditor.media.c2pa_child` on one file; {"error", "lost"} where it crashed or took too long."""
    return _ask(raw, {"mime": mime}, rounds, seconds)


def ask_identities(raw: bytes, mime: str | None, seconds: float = SECONDS) -> Answer:
    """Who is named beside the signer: `auditor.media.c2pa_child.identities`, with the same care."""
    return _ask(raw, {"mime": mime, "about": IDENTITY}, None, seconds)


def _ask(raw: bytes, header: dict[str, object], rounds: Sequence[Round] | None, seconds: float) -> Answer:
    with _lock:
        try:
            child = _child()
        except OSError as refused:  # no interpreter, no more processes allowed
            return {"error": f"the checking process cannot be started ({refused.strerror})", "lost": True}
        return child.ask(raw, header, rounds, seconds)


class _Child:
    """One running process; it belongs to the process that started it, which a fork is not."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._requests = cast(IO[bytes], self._process.stdin)  # both pipes were asked for
        self._answers = cast(IO[bytes], self._process.stdout)
        self._rounds: Sequence[Round] | None = None

    @property
    def alive(self) -> bool:
        return self.owner == os.getpid() and self._process.poll() is None

    def ask(self, raw: bytes, header: dict[str, object], rounds: Sequence[Round] | None, seconds: float) -> Answer:
        """One exchange; the process is killed when its time is over."""
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, give_up)
        timer.start()
        answered = False
        try:
            if rounds is not None and rounds != self._rounds:  # they are long: once is enough
                header["rounds"] = self._rounds = rounds
            reply = self._exchange(raw, header)
            answered = True
            return reply
        except (OSError, ValueError, RecursionError):
            why = "checking took too long" if late.is_set() else "the checking process ended unexpectedly"
            return {"error": why, "lost": True}
        finally:
            timer.cancel()
            if not answered:  # also when interrupted: a late answer must not meet the next question
                self.close()

    def close(self) -> None:
        """End the process and wait for it."""
        if self.owner != os.getpid():
            return
        self._process.kill()
        self._process.wait()
        self._answers.close()
        with suppress(BrokenPipeError):  # what it never read
            self._requests.close()

    def _exchange(self, raw: bytes, header: dict[str, object]) -> Answer:
        head = json.dumps(header).encode()
        self._requests.write(REQUEST.pack(len(head), len(raw)) + head)
        self._requests.write(raw)
        self._requests.flush()
        size = self._answers.read(ANSWER.size)
        length = ANSWER.unpack(size)[0] if len(size) == ANSWER.size else 0
        reply: Answer = json.loads(self._answers.read(min(length, MAX_ANSWER)))
        return reply


_lock = threading.Lock()
_running: list[_Child] = []


def _child() -> _Child:
    if not (_running and _running[0].alive):
        stop()
        _running.append(_Child())
    return _running[0]


def stop() -> None:
    """End the process, if there is one; the next question starts another."""
    while _running:
        _running.pop().close()


atexit.register(stop)

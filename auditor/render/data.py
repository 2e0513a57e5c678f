"""The JSON contract as text: the same object whether one audit is asked for or many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from auditor.model import Audit, Failure, Target
from auditor.render.escape import shown_failure

AUDITS_SCHEMA = "auditor.audits/1"
FAILURE_SCHEMA = "auditor.failure/1"


class FailureRecord(Struct, frozen=True, kw_only=True):
    """A failure as JSON has it: like an audit, it names its schema."""

    schema: str = FAILURE_SCHEMA
    target: Target
    error: str
    problem: str
    advice: str
    exit_code: int


def render_json(audits: Sequence[Audit], failures: Sequence[Failure]) -> str:
    """The audit itself where there is exactly one and nothing failed; else both lists under a schema of their own."""
    if len(audits) == 1 and not failures:
        return _indented(audits[0].to_json())
    head = msgspec.json.encode(AUDITS_SCHEMA)
    lists = b",".join(audit.to_json() for audit in audits), b",".join(map(_failure, failures))
    return _indented(b'{"schema":%b,"audits":[%b],"failures":[%b]}' % (head, *lists))


def render_jsonl(audits: Sequence[Audit], failures: Sequence[Failure]) -> str:
    """One audit or failure a line."""
    return "".join(f"{line.decode()}\n" for line in _lines(audits, failures))


def _lines(audits: Sequence[Audit], failures: Sequence[Failure]) -> Iterator[bytes]:
    yield from (audit.to_json() for audit in audits)
    yield from map(_failure, failures)


def _failure(failure: Failure) -> bytes:
    failure = shown_failure(failure)
    record = FailureRecord(
        target=failure.target,
        error=failure.error,
        problem=failure.problem,
        advice=failure.advice,
        exit_code=failure.exit_code,
    )
    return msgspec.json.encode(record)


def _indented(raw: bytes) -> str:
    return msgspec.json.format(raw, indent=2).decode() + "\n"

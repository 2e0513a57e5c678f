"""
The only place that touches the C2PA library: a process of its own, with limits, that answers one picture at a time.

It is started by its path (`python -P c2pa_child.py`), so it imports nothing of the auditor. A request is two lengths,
a JSON header {"mime", "anchors"} and the file; an answer is a length and JSON. End of input ends it.
Native code on hostile bytes may crash or spin: only this process is lost, and the answer is "unchecked".
"""

from __future__ import annotations

import io
import json
import os
import struct
import sys
import time
from functools import lru_cache
from typing import IO, Any, TypedDict

LIMIT_MEMORY, LIMIT_CPU_SECONDS = 2 << 30, 30
MAX_ANSWER = 8 << 20
REQUEST, ANSWER = struct.Struct(">II"), struct.Struct(">I")
# e-mail protection, document signing, time stamping, OCSP signing, Microsoft document signing, C2PA claim signing
PURPOSES = (
    "1.3.6.1.5.5.7.3.4",
    "1.3.6.1.5.5.7.3.36",
    "1.3.6.1.5.5.7.3.8",
    "1.3.6.1.5.5.7.3.9",
    "1.3.6.1.4.1.311.76.59.1.9",
    "1.3.6.1.4.1.62558.2.1",
)
TRUSTED = "signingCredential.trusted"
# NOTE: the library's default requests the address it finds in a file, and ignores misspelt settings in silence:
# tests/media/test_c2pa_child.py listens on loopback. https://github.com/contentauth/c2pa-rs/issues/2430
OFFLINE: dict[str, Any] = {
    "verify": {
        "remote_manifest_fetch": False,
        "ocsp_fetch": False,
        "verify_trust": True,
        "verify_timestamp_trust": True,
    },
    "core": {
        "allowed_network_hosts": [],
        "allow_redirects": False,
        "decode_identity_assertions": False,
        "max_decompressed_manifest_size_in_mb": 8,
        "backing_store_memory_threshold_in_mb": 64,
    },
}


class Failure(TypedDict):
    """One thing that the library found wrong."""

    code: str
    explanation: str


class Reduced(TypedDict):
    """A manifest reduced to what can speak of the making."""

    generator: str
    assertions: list[tuple[str, object]]
    """Label and data, which are None for assertions of no interest."""
    links: list[tuple[str, str]]
    """Relationship and manifest of each ingredient."""


class Answer(TypedDict, total=False):
    """What the library says of one file: only `error`, or all the others."""

    error: str
    trusted: bool
    failures: list[Failure]
    ingredient_failures: list[Failure]
    signer: str
    active: str
    manifests: dict[str, Reduced]


def answer(raw: bytes, mime: str | None, anchors: str = "") -> Answer:
    """Ask the library about one file."""
    import c2pa

    try:
        with c2pa.Reader(mime, io.BytesIO(raw), context=_context(anchors)) as reader:
            store = json.loads(reader.json())
    except c2pa.C2paError as refused:
        return {"error": str(refused)[:300]}
    except (ValueError, RecursionError) as unreadable:
        return {"error": f"{type(unreadable).__name__}: the manifest cannot be read as JSON"}
    results = store.get("validation_results") or {}
    active = results.get("activeManifest") or {}
    deltas = results.get("ingredientDeltas") or []
    manifest = (store.get("manifests") or {}).get(store.get("active_manifest")) or {}
    signature = manifest.get("signature_info") or {}
    return {
        "trusted": TRUSTED in (one.get("code") for one in active.get("success") or []),
        "failures": _failures(active),
        "ingredient_failures": [one for delta in deltas for one in _failures(delta.get("validationDeltas") or {})],
        "signer": signature.get("common_name") or signature.get("issuer") or "",
        "active": store.get("active_manifest") or "",
        "manifests": {label: _reduced(one) for label, one in (store.get("manifests") or {}).items()},
    }


def serve(requests: IO[bytes], answers: IO[bytes], *, limited: bool = False) -> None:
    """Answer requests until they end; `limited` bounds the processor time of each."""
    while len(head := requests.read(REQUEST.size)) == REQUEST.size:
        if limited:
            _allow_cpu(LIMIT_CPU_SECONDS)
        header_size, file_size = REQUEST.unpack(head)
        header = json.loads(requests.read(header_size))
        reply = json.dumps(answer(requests.read(file_size), **header)).encode()
        if len(reply) > MAX_ANSWER:
            reply = json.dumps({"error": "the manifest is too large"}).encode()
        answers.write(ANSWER.pack(len(reply)) + reply)
        answers.flush()


def main() -> None:
    """Limit this process, keep the answers' channel to ourselves, and serve."""
    _limit()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever native code prints must not end up among the answers
    serve(sys.stdin.buffer, answers, limited=True)


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource

    for what, value in (
        (resource.RLIMIT_AS, LIMIT_MEMORY),
        (resource.RLIMIT_FSIZE, 1 << 20),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (value, value))


def _allow_cpu(seconds: int) -> None:
    """Renew the allowance for each picture: the caller's clock does not help where the caller is gone."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(time.process_time()) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


@lru_cache(maxsize=4)
def _context(anchors: str) -> Any:
    """One context for each trust list; without the list of purposes real files fail on a missing one."""
    import c2pa

    trust = {"trust_config": "\n".join(PURPOSES)}
    if anchors:
        trust["trust_anchors"] = anchors
    return c2pa.Context.from_dict({**OFFLINE, "trust": trust})


def _failures(results: dict[str, Any]) -> list[Failure]:
    return [
        {"code": str(one.get("code", "")), "explanation": str(one.get("explanation") or "")[:300]}
        for one in results.get("failure") or []
    ]


def _reduced(manifest: dict[str, Any]) -> Reduced:
    """A manifest without thumbnails and hashes: only assertions that can speak of the making keep their data."""
    names = [one.get("name") for one in manifest.get("claim_generator_info") or [] if isinstance(one, dict)]
    return {
        "generator": manifest.get("claim_generator") or ", ".join(name for name in names if isinstance(name, str)),
        "assertions": [
            (label, one.get("data") if "actions" in label or "metadata" in label or "iptc" in label else None)
            for one in manifest.get("assertions") or []
            if (label := str(one.get("label", "")))
        ],
        "links": [
            (str(one.get("relationship", "")), str(one.get("active_manifest") or ""))
            for one in manifest.get("ingredients") or []
        ],
    }


if __name__ == "__main__":
    main()

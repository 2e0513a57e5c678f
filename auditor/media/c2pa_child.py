"""
The only place that touches the C2PA library: a process of its own, with limits, that answers one picture at a time.

It is started by its path (`python -P c2pa_child.py`), so it imports nothing of the auditor. A request is two lengths,
a JSON header {"mime", "about", "rounds"} and the file; an answer is a length and JSON. End of input ends it. Rounds
are the trust lists, as `Round`, the strongest first; a header without them means those of the request before.
Native code on hostile bytes may crash or spin: only this process is lost, and the answer is "unchecked".
"""

from __future__ import annotations

import io
import json
import os
import re
import struct
import sys
import time
from collections.abc import Sequence
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
IDENTITY = "cawg.identity"
TRUSTED = "signingCredential.trusted"
EXCLUSIONS = "assertion.dataHash.additionalExclusionsPresent"
SIGNERS, STAMPS = "manifest", "tsa"
"""Kinds of trust lists, by the library's own names."""
LIST_NAMED = re.compile(r"\[([^\]]*)\]")
# NOTE: the library's default requests the address it finds in a file, and ignores misspelt settings in silence:
# tests/media/credentials/test_c2pa_process.py listens. https://github.com/contentauth/c2pa-rs/issues/2430
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
    lost: bool
    """The error is the checking process's own: the library never answered."""
    trusted: bool
    tier: str
    """Tier of the list that knows the signer, or of the weakest that was asked; "" without a list."""
    failures: list[Failure]
    ingredient_failures: list[Failure]
    exclusions: bool
    """The signer left parts of the file out of the check, such as its metadata, and says so."""
    signer: str
    signed_at: str
    active: str
    manifests: dict[str, Reduced]
    identities: list[tuple[str, object]]
    """Label and content of each identity assertion of the active manifest."""
    identity_codes: list[tuple[str, str]]
    """Label of an identity assertion, and a code about it."""


Round = tuple[str, str, str, str]
"""Tier, then PEM texts: anchors of signers, signers allowed themselves, anchors of time stamps."""


def answer(raw: bytes, mime: str | None, rounds: Sequence[Round] = ()) -> Answer:
    """
    Ask the library about one file with all trust lists, and where they know the signer, which tier alone does.

    Most signers are on no list, or on the strongest: then one pass is enough.
    """
    lists = tuple((tier, signers, allowed, stamps) for tier, signers, allowed, stamps in rounds)
    reply = _ask(raw, mime, lists)
    if reply.get("tier") == STAMPS:  # the library also takes an authority of time stamps for one of signers
        reply = _ask(raw, mime, tuple((*one[:3], "") for one in lists))
    if not reply.get("trusted") or reply["tier"] == lists[0][0]:
        return reply
    for number, (tier, *_) in enumerate(lists[:-1], 1):
        stronger = _ask(raw, mime, lists[:number])
        if stronger.get("trusted") and stronger["tier"] != STAMPS:
            return {**stronger, "tier": tier}
    return {**reply, "tier": lists[-1][0]}


def identities(raw: bytes, mime: str | None) -> Answer:
    """
    Who is named beside the signer of one file (CAWG identity assertions), and what contradicts it.

    A question of its own: the assertions would mix codes about their own signers into the answer about the file's.
    Proofs that can only be checked at somebody's web address stay unchecked: without hosts that are allowed the library
    does not even ask for the name of one (tests/media/credentials/test_no_network.py traces it).
    """
    try:
        store = _read(raw, mime, _context((), identities=True))
    except ValueError as refused:
        return {"error": str(refused)}
    active = str(store.get("active_manifest") or "")
    manifest = (store.get("manifests") or {}).get(active)
    if manifest is None:  # the library drops a manifest whose identity assertion it cannot decode
        return {"identities": [(IDENTITY, None)], "identity_codes": [(IDENTITY, f"{IDENTITY}.cbor.invalid")]}
    results = (store.get("validation_results") or {}).get("activeManifest") or {}
    return {
        "identities": [
            (label, one.get("data"))
            for one in manifest.get("assertions") or []
            if (label := str(one.get("label", ""))).startswith(IDENTITY)
        ],
        "identity_codes": [
            (str(one.get("url", "")).rpartition("/")[2], code)
            for kind in ("success", "informational", "failure")
            for one in results.get(kind) or []
            if (code := str(one.get("code", ""))).startswith("cawg.")
        ],
    }


def _ask(raw: bytes, mime: str | None, lists: tuple[Round, ...]) -> Answer:
    try:
        store = _read(raw, mime, _context(lists))
    except ValueError as refused:
        return {"error": str(refused)}
    results = store.get("validation_results") or {}
    active = results.get("activeManifest") or {}
    deltas = results.get("ingredientDeltas") or []
    manifests = store.get("manifests") or {}
    manifest = manifests.get(store.get("active_manifest")) or {}
    vouching = [_list_of(one) for one in active.get("success") or [] if one.get("code") == TRUSTED]
    signature = manifest.get("signature_info") or {}
    return {
        "trusted": bool(vouching),
        "tier": vouching[0] if vouching else lists[-1][0] if lists else "",
        "failures": _failures(active),
        "ingredient_failures": [
            *(one for delta in deltas for one in _failures(delta.get("validationDeltas") or {})),
            *(one for each in manifests.values() for part in each.get("ingredients") or [] for one in _recorded(part)),
        ],
        "exclusions": any(
            one.get("code") == EXCLUSIONS for kind in ("success", "informational") for one in active.get(kind) or []
        ),
        "signer": signature.get("common_name") or signature.get("issuer") or "",
        "signed_at": signature.get("time") or "",
        "active": store.get("active_manifest") or "",
        "manifests": {label: _reduced(one) for label, one in manifests.items()},
    }


def serve(requests: IO[bytes], answers: IO[bytes], *, limited: bool = False) -> None:
    """Answer requests until they end; `limited` bounds the processor time of each."""
    rounds: list[Round] = []
    while len(head := requests.read(REQUEST.size)) == REQUEST.size:
        if limited:
            _allow_cpu(LIMIT_CPU_SECONDS)
        header_size, file_size = REQUEST.unpack(head)
        header = json.loads(requests.read(header_size))
        rounds = [tuple(one) for one in header.get("rounds", rounds)]
        raw, mime = requests.read(file_size), header["mime"]
        said = identities(raw, mime) if header.get("about") == IDENTITY else answer(raw, mime, rounds)
        reply = json.dumps(said).encode()
        if len(reply) > MAX_ANSWER:
            reply = json.dumps({"error": "the manifest is too large"}).encode()
        answers.write(ANSWER.pack(len(reply)) + reply)
        answers.flush()


def main() -> None:
    """Limit this process, keep the answers' channel to ourselves, and serve."""
    import c2pa  # noqa: F401  now, while its files can be read: leaving also gives up an administrator's rights

    _limit()
    _leave_network()
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


def _leave_network() -> bool:
    """Give up the network for good where the system lets us (Linux): the settings alone hold everywhere."""
    if sys.platform != "linux":
        return False
    import ctypes

    new_user, new_network = 0x10000000, 0x40000000
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    return unshare is not None and unshare(new_user | new_network) == 0


def _allow_cpu(seconds: int) -> None:
    """Renew the allowance for each picture: the caller's clock does not help where the caller is gone."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(time.process_time()) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _read(raw: bytes, mime: str | None, context: Any) -> dict[str, Any]:
    """Everything the library says; ValueError with its words where it refuses."""
    import c2pa

    try:
        with c2pa.Reader(mime, io.BytesIO(raw), context=context) as reader:
            store: dict[str, Any] = json.loads(reader.json())
    except c2pa.C2paError as refused:
        raise ValueError(str(refused)[:300]) from refused
    except (ValueError, RecursionError) as unreadable:
        raise ValueError(f"{type(unreadable).__name__}: the manifest cannot be read as JSON") from unreadable
    return store


@lru_cache(maxsize=8)
def _context(rounds: tuple[Round, ...], *, identities: bool = False) -> Any:
    """One context for each set of lists; without the list of purposes real files fail on a missing one."""
    import c2pa

    purposes = "\n".join(PURPOSES)
    # The older settings beside "anchors" still exist, and allow nobody: https://github.com/contentauth/c2pa-rs/pull/2545
    lists = [
        {"trust_kind": kind, "trust_uri": name, "trust_anchors": anchors, "trust_config": purposes, **more}
        for tier, signers, allowed, stamps in rounds
        for kind, name, anchors, more in (
            (SIGNERS, tier, signers, {"allowed_list": allowed} if allowed else {}),
            (STAMPS, STAMPS, stamps, {}),
        )
        if anchors or more
    ]
    core = {**OFFLINE["core"], "decode_identity_assertions": identities}
    return c2pa.Context.from_dict({**OFFLINE, "core": core, "trust": {"trust_config": purposes, "anchors": lists}})


def _list_of(success: dict[str, Any]) -> str:
    """The list that knows a signer, by the library's own words; "" for one who is allowed without a root."""
    found = LIST_NAMED.search(str(success.get("explanation")))
    return found[1] if found else ""


def _failures(results: dict[str, Any]) -> list[Failure]:
    return [
        {"code": str(one.get("code", "")), "explanation": str(one.get("explanation") or "")[:300]}
        for one in results.get("failure") or []
    ]


def _recorded(ingredient: dict[str, Any]) -> list[Failure]:
    """What the signer's own check of an ingredient found: the library repeats only what has changed since."""
    results = (ingredient.get("validation_results") or {}).get("activeManifest") or {}
    return _failures({"failure": [*(results.get("failure") or []), *(ingredient.get("validation_status") or [])]})


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

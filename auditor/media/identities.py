"""
Who is named beside the signer of a picture: identity assertions (https://cawg.io/identity/1.1/), as far as they go.

What an assertion says is shown as its claim. Whether it fits the manifest it stands in is checked; whether the person
is who they say is not, for that needs questions to somebody on the web.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from auditor.media.c2pa_child import Answer
from auditor.media.harvest import clean
from auditor.provenance import Identity

MAX_IDENTITIES = 20
UNKNOWN = "unknown"
# Codes of an assertion that contradicts its own manifest or breaks its own form
BROKEN = re.compile(
    r"cawg\.identity\.(?:cbor\.invalid|assertion\.(?:mismatch|duplicate)|hard_binding_missing|pad\.invalid)"
    r"|cawg\.x509\.(?:cose\.invalid|signature\.(?:mismatch|invalid)|assertion\.mismatch)"
    r"|cawg\.ica\.(?:signature_mismatch|signer_payload\.mismatch|time_stamp\.(?:invalid|mismatch)"
    r"|invalid_(?:cose_sign1|alg|content_type|content|issuer|verifiable_credential))"
)
EXPIRED = re.compile(r"cawg\.ica\.valid_(?:from|until)\.invalid|cawg\..*(?:expired|outside_?validity)", re.IGNORECASE)
UNTRUSTED = re.compile(r"cawg\..*untrusted(?:_issuer)?|cawg\..*revoked")
Status = Literal["not_checked", "untrusted", "expired", "broken"]


class Named(NamedTuple):
    """The identities of one file, and the codes of those that contradict it."""

    identities: tuple[Identity, ...] = ()
    broken: tuple[str, ...] = ()


def read(reply: Answer) -> Named:
    """What the answer of `auditor.media.c2pa_child.identities` amounts to; an error names nobody."""
    codes = reply.get("identity_codes", [])
    found = (
        one
        for label, content in reply.get("identities", [])
        for one in _named(content, _status([code for about, code in codes if about == label]))
    )
    return Named(
        tuple(one for one, _ in zip(found, range(MAX_IDENTITIES), strict=False)),
        tuple(sorted({code for _, code in codes if BROKEN.fullmatch(code)})),
    )


def _status(codes: list[str]) -> Status:
    kinds: tuple[tuple[Status, re.Pattern[str]], ...] = (
        ("broken", BROKEN),
        ("expired", EXPIRED),
        ("untrusted", UNTRUSTED),
    )
    return next((name for name, kind in kinds if any(kind.fullmatch(code) for code in codes)), "not_checked")


def _named(content: object, status: Status) -> Iterator[Identity]:
    content = content if isinstance(content, dict) else {}
    verified = content.get("verifiedIdentities")
    certificate = content.get("signature_info")
    if isinstance(verified, list) and verified:
        yield from (_account(one, status) for one in verified if isinstance(one, dict))
    elif isinstance(certificate, dict):
        name = _text(certificate.get("common_name")) or _text(certificate.get("issuer"))
        yield Identity(name=name, kind="certificate", status=status)
    else:
        yield Identity(name=None, kind=UNKNOWN, status=status)


def _account(verified: dict[str, object], status: Status) -> Identity:
    """One verified thing about a person; an affiliation names only the organisation that confirms it."""
    provider = verified.get("provider")
    by = _text(provider.get("name")) if isinstance(provider, dict) else None
    return Identity(
        name=_text(verified.get("name")) or _text(verified.get("username")),
        kind=(_text(verified.get("type")) or UNKNOWN).removeprefix("cawg."),
        vouched_by=by,
        status=status,
    )


def _text(value: object) -> str | None:
    return clean(value, 200) or None if isinstance(value, str) else None

"""The names in certificates, read from their bytes: enough to say which ones a list gained or lost."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import NamedTuple

BLOCK = re.compile(r"-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END [A-Z0-9 ]*-----")
"""One certificate in PEM text (RFC 7468)."""
# A name's attribute (2.5.4.x) and its string: common name (3), organisation (10); RFC 5280, section 4.1.2.4
_ATTRIBUTE = re.compile(rb"\x06\x03\x55\x04([\x03\x0a])([\x0c\x13\x14\x16\x1e])(.)", re.DOTALL)
_COMMON_NAME, _ORGANISATION = b"\x03", b"\x0a"
_UTF_16 = b"\x1e"


class Certificate(NamedTuple):
    """One certificate of a list."""

    sha256: str
    """Of its bytes (DER), by which two lists are compared."""
    name: str
    """Common name of its holder, else the organisation, else the beginning of the hash."""


def certificates(pem: str) -> tuple[Certificate, ...]:
    """Every certificate in PEM text, in order; blocks that are no Base64 are left out."""
    found = []
    for block in BLOCK.finditer(pem):
        try:
            der = base64.b64decode("".join(block[1].split()), validate=True)
        except ValueError:
            continue
        sha256 = hashlib.sha256(der).hexdigest()
        found.append(Certificate(sha256, _holder(der) or sha256[:16]))
    return tuple(found)


def _holder(der: bytes) -> str:
    """The issuer's name stands first and the holder's last; a root has the same twice."""
    named: dict[bytes, str] = {}
    for attribute in _ATTRIBUTE.finditer(der):
        size = attribute[3][0]
        value = der[attribute.end() : attribute.end() + size]
        if size < 0x80 and len(value) == size:
            encoding = "utf-16-be" if attribute[2] == _UTF_16 else "utf-8"
            named[attribute[1]] = value.decode(encoding, "replace")
    return named.get(_COMMON_NAME) or named.get(_ORGANISATION) or ""
